//! After the last number: both passes, questions with choices, and what comes next.

use backprop::app::aside::Aside;
use backprop::keymap::Context;
use backprop::lesson::question::{Posed, Question};
use backprop::lesson::{Cell, Quantity, Trace, builtin};
use backprop::text::question::told;
use strum::VariantArray;

use crate::tutor::{LANGUAGES, LESSONS, SIZES, SYMBOLS, Tutor, dense, pairs};

fn questions(lesson: &str) -> Vec<Posed> {
    let lesson = builtin(lesson).unwrap();
    Question::all(&lesson.name, &lesson.example)
}

#[test]
fn both_passes_stand_side_by_side_after_the_last_number() {
    for (lesson, (size, symbols)) in pairs(LESSONS, pairs(SIZES, SYMBOLS)) {
        let mut tutor = Tutor::open(lesson).in_symbols(symbols);
        tutor.at(size.0, size.1).keys("End →");
        assert_eq!(Context::of(&tutor.app), Context::Ending, "{lesson}");
        let screen = tutor.text();
        let trace = tutor.trace().clone();
        // What is one number in its row is never left out.
        for &cell in trace.script().steps() {
            let units = trace.example().network.layers()[cell.layer].units();
            if matches!(cell.quantity, Quantity::ErrorTerm | Quantity::Activation) && units == 1 {
                let number = tutor.number(trace.value(cell));
                assert!(screen.contains(&number), "no {number} of {cell:?} on\n{screen}");
            }
        }
        tutor.keys("Esc");
        assert_eq!(Context::of(&tutor.app), Context::Stepper);
        assert_eq!(tutor.position(), tutor.total());
    }
}

#[test]
fn a_slip_hunt_has_no_ending() {
    let tutor = Tutor::open("2-1-1").after("s End →");
    assert_eq!(Context::of(&tutor.app), Context::Hunt);
}

#[test]
fn each_lesson_has_three_to_five_questions() {
    for lesson in LESSONS {
        let count = questions(lesson).len();
        assert!((3..=5).contains(&count), "{lesson}: {count}");
    }
}

#[test]
fn every_question_can_be_answered_and_its_answer_be_seen() {
    for (lesson, (language, size)) in pairs(LESSONS, pairs(LANGUAGES, [(80, 24), (160, 50)])) {
        let mut tutor = Tutor::open(lesson).in_language(language);
        tutor.at(size.0, size.1).keys("End → →");
        let words = tutor.app.settings.text();
        let before = tutor.trace().clone();
        for asked in questions(lesson) {
            let stepper = tutor.stepper();
            let notation = tutor.app.settings.notation;
            let tell = |text: &str| told(text, &asked, &stepper.trace, &stepper.names, &notation);
            let said = &words.question[asked.question];
            let [ask, replies] =
                [vec![tell(&said.ask)], said.reply.each_ref().map(|it| tell(it)).to_vec()];
            let choices = said.choice.each_ref().map(|it| tell(it));
            let right = asked.question.right();
            tutor.says(&ask[0]);
            for (choice, reply) in replies.iter().enumerate().filter(|(choice, _)| *choice != right)
            {
                tutor.keys(&(choice + 1).to_string()).says(reply).says(&choices[choice]);
                assert!(!tutor.stepper().questions().unwrap().is_solved());
            }
            tutor.keys(&(right + 1).to_string()).says(&replies[right]);
            assert!(tutor.stepper().questions().unwrap().is_solved());
            tutor.keys("v");
            assert_eq!(tutor.stepper().focus(), Some(asked.seen_at));
            let supposed =
                tutor.number(Trace::new(asked.example(before.example())).value(asked.seen_at));
            tutor.shows(&supposed).keys("← → v");
            assert_eq!(*tutor.trace(), before);
            tutor.says(&ask[0]).keys("→");
        }
        assert_eq!(tutor.stepper().aside, Some(Aside::Ending));
    }
}

/// What each right answer claims, for numbers computed with what it supposes.
#[test]
fn what_the_right_answers_claim_is_true_of_the_numbers() {
    for (lesson, asked) in
        LESSONS.iter().flat_map(|lesson| questions(lesson).into_iter().map(move |it| (lesson, it)))
    {
        let example = builtin(lesson).unwrap().example;
        let [before, after] = [Trace::new(example.clone()), Trace::new(asked.example(&example))];
        let then = |index: usize| before.value(asked.named[index]);
        let now = |index: usize| after.value(asked.named[index]);
        let steps = |trace: &Trace| -> Vec<f64> {
            let cells = trace.script().steps().iter();
            cells
                .filter(|it| it.quantity == Quantity::WeightStep)
                .map(|it| trace.value(*it))
                .collect()
        };
        let is_true = match asked.question {
            Question::WhichWay => {
                let nudged = nudged_loss(&before, asked.named[3]);
                now(0) < now(1)
                    && now(2) > 0.0
                    && now(4) > 0.0
                    && nudged < before.value(Cell::single(Quantity::Loss, 1))
            }
            Question::WeightZero => {
                now(0) == 0.0 && now(1) == 0.0 && now(3) != 0.0 && now(4) == 0.0
            }
            Question::RateDoubled => {
                steps(&before).iter().zip(steps(&after)).all(|(one, two)| 2.0 * one == two)
                    && now(3) == then(3)
                    && now(4) == then(4)
            }
            Question::Overshoot => {
                let short = |rate: f64| {
                    let mut example = asked.example(&example);
                    example.learning_rate = rate;
                    Trace::new(example).value(asked.named[3])
                };
                now(2) < now(3) && short(1e-3) < now(2) && short(now(0) / 1e6) < now(2)
            }
            Question::InputZero => now(0) == 0.0 && now(1) == 0.0,
            Question::SmallDelta => {
                now(0).abs() < now(1).abs() / 10.0 && now(2).abs() < 1.0 && now(3) < 1.0
            }
            Question::Signs => now(0) * now(1) < 0.0 && now(2) * now(3) < 0.0,
            Question::NoError => {
                now(0) == now(1) && now(2) == 0.0 && steps(&after).iter().all(|it| *it == 0.0)
            }
            Question::Saturated => {
                now(0) > 0.999
                    && now(1) == 0.0
                    && now(2).abs() < 1e-3
                    && now(2) != 0.0
                    && now(3) < -0.999
            }
            Question::Kept => {
                then(3) == then(1) * (1.0 - then(1)) || then(3) == 1.0 - then(1) * then(1)
            }
            Question::BothTerms => {
                let slope = before.value(asked.named[0].with(Quantity::Slope));
                ((then(3) * then(1) + then(4) * then(2)) * slope - then(0)).abs() < 1e-15
            }
            Question::NearlyCancel => {
                then(3) * then(1) * then(4) * then(2) < 0.0
                    && then(0).abs() < then(1).abs().min(then(2).abs()) / 10.0
            }
            Question::WhyMean => true,
        };
        assert!(is_true, "{lesson}: {:?}", asked.question);
    }
}

/// E when the sum of a hidden unit of 2-1-1 is a little larger, by hand.
fn nudged_loss(trace: &Trace, sum: Cell) -> f64 {
    let sigmoid = |x: f64| 1.0 / (1.0 + (-x).exp());
    let weight = trace.value(Cell::of_edge(Quantity::Weight, 1, 0, 0));
    let output = sigmoid(weight * sigmoid(trace.value(sum) + 0.01));
    (1.0 - output).powi(2) / 2.0
}

#[test]
fn every_question_is_asked_somewhere() {
    let asked: Vec<Question> =
        LESSONS.iter().flat_map(|it| questions(it)).map(|it| it.question).collect();
    for question in Question::VARIANTS {
        assert!(asked.contains(question) || *question == Question::WhyMean, "{question:?}");
    }
    // Of a record of the training, the mean is asked about.
    let mut tutor = Tutor::menu().after("4 3 Enter End → →");
    let all = tutor.stepper().questions().unwrap().asked.clone();
    assert!(all.iter().any(|it| it.question == Question::WhyMean), "{}", tutor.text());
}

#[test]
fn the_footer_offers_a_look_only_once_there_was_an_answer() {
    let mut tutor = Tutor::open("2-1-1").after("End → →");
    tutor.lacks("see it").keys("v");
    assert_eq!(tutor.stepper().aside, Some(Aside::Questions));
    tutor.keys("2").shows("v see it").keys("v").shows("v ");
    assert!(matches!(tutor.stepper().aside, Some(Aside::Looking(_))));
}

#[test]
fn no_question_of_the_first_lessons_is_asked_twice() {
    let asked = ["2-1-1", "3-2-1", "two-outputs"].map(questions).concat();
    for (index, one) in asked.iter().enumerate() {
        assert!(asked[..index].iter().all(|other| other.question != one.question), "{one:?}");
    }
}

#[test]
fn no_sentence_is_left_with_an_empty_place() {
    for (lesson, language) in pairs(LESSONS, LANGUAGES) {
        let tutor = Tutor::open(lesson).in_language(language);
        let words = tutor.app.settings.text();
        for asked in questions(lesson) {
            let said = &words.question[asked.question];
            for sentence in std::iter::once(&said.ask).chain(&said.choice).chain(&said.reply) {
                let names = &tutor.stepper().names;
                let told =
                    told(sentence, &asked, tutor.trace(), names, &tutor.app.settings.notation);
                assert!(!told.contains(['{', '}', '~']), "{told}");
            }
        }
    }
}

#[test]
fn the_menu_says_what_is_done_and_what_comes_next() {
    let mut tutor = Tutor::menu().after("1 End → → 2 → 1");
    assert_eq!(tutor.keys("N").stepper().lesson.name, "3-2-1");
    tutor.keys("Esc");
    assert!(tutor.is_at_the_menu());
    tutor.shows("finished – 2 of 2 questions right");
    let lines = tutor.lines();
    let next = lines.iter().find(|line| line.contains("next")).unwrap();
    assert!(next.contains("3-2-1"), "{next}");
}

#[test]
fn the_end_of_a_run_of_questions_keeps_its_summary_and_leads_on() {
    let mut tutor = Tutor::open("2-1-1").after("t t");
    let total = tutor.total();
    tutor.keys("→");
    for _ in 0..total {
        while tutor.stepper().asked().is_some() {
            tutor.keys("Tab");
        }
        tutor.keys("→");
    }
    assert!(tutor.popup().contains(&dense("Right at the first try")), "{}", tutor.text());
    tutor.keys("→");
    assert_eq!(Context::of(&tutor.app), Context::Ending);
    assert_eq!(tutor.app.popup, None);
    tutor.keys("→ 2 v Esc");
    assert!(tutor.stepper().exercise().is_some(), "the run is still there");
}

#[test]
fn what_was_computed_is_not_called_given() {
    for language in LANGUAGES {
        let mut tutor = Tutor::open("2-1-1").in_language(language);
        let why = &tutor.app.settings.text().why;
        tutor.says(&why.start.replace("{given}", &why.given[0]));
        for keys in ["a", "A", "Z", "End → a"] {
            tutor.keys(keys).says(&why.start_update);
            // The last value of E stands beside its bars.
            let last = tutor.trace().value(Cell::single(Quantity::Loss, 1));
            let last = tutor.number(last);
            tutor.shows(&format!("█ {last} ").replace('█', "")).shows(" E ");
        }
        // Where E is asked for, it is not given away.
        let last = tutor.number(tutor.trace().value(Cell::single(Quantity::Loss, 1)));
        tutor.keys("Home t t").lacks(&last).shows(" E ");
        for keys in ["4 3 Enter", "4 → → 3 Enter"] {
            let mut tutor = Tutor::menu().in_language(language).after(keys);
            tutor.at(160, 50).says(&why.start_record);
        }
    }
}

#[test]
fn the_records_of_the_training_say_how_one_is_opened() {
    for language in LANGUAGES {
        let mut tutor = Tutor::menu().in_language(language).after("4 3");
        let keys = &tutor.app.settings.text().keys;
        let footer = tutor.lines().pop().unwrap_or_default();
        for (key, word) in
            [("Enter", &keys.open_record), ("↑", &keys.choose_up), ("↓", &keys.choose_down)]
        {
            assert!(footer.contains(&format!("{key} {word}")), "{footer}");
        }
    }
}
