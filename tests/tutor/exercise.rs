//! Predicting numbers, and finding a slip: keys in, screens out.

use backprop::app::field::Field;
use backprop::app::hunt::Hunt;
use backprop::app::stepper::{Activity, StepSize};
use backprop::app::{Action, Popup};
use backprop::keymap;
use backprop::lesson::mistake::{Mistake, wrong_formulas};
use backprop::lesson::slip::Standing;
use backprop::lesson::{Cell, Notation, Quantity, Symbols};

use crate::tutor::{LANGUAGES, Tutor, pairs};

/// How a learner types numbers.
const TYPED: Notation = Notation { digits: 5, minus: '-', symbols: Symbols::Unicode };

/// The number that is asked for.
fn asked(screen: &Tutor) -> Cell {
    screen.stepper().asked().expect("a number is asked for")
}

/// The value of the number that is asked for, to so many digits.
fn asked_value(screen: &Tutor, digits: usize) -> String {
    // Zeros at the end are digits too: 0.250 says more than 0.25.
    format!("{:.*e}", digits - 1, screen.trace().value(asked(screen)))
}

/// Types into the field instead of what is in it, and enters that.
fn answer<'a>(screen: &'a mut Tutor, text: &str) -> &'a mut Tutor {
    if screen.stepper().field().is_some_and(|field| !field.is_empty()) {
        screen.keys("Esc");
    }
    screen.type_(text).keys("Enter")
}

fn hunt(screen: &Tutor) -> &Hunt {
    match &screen.stepper().activity {
        Activity::Hunt(hunt) => hunt,
        other => panic!("no slip is looked for: {other:?}"),
    }
}

#[test]
fn a_whole_lesson_is_answered_rightly_and_summed_up() {
    for (lesson, digits) in pairs(["2-1-1", "3-2-1"], [3, 5, 9]) {
        let mut screen = Tutor::open(lesson).after("t t");
        let total = screen.total();
        for _ in 0..total {
            screen.keys("→");
            let value = asked_value(&screen, digits);
            answer(&mut screen, &value).shows("✓ Right.");
            assert_eq!(screen.stepper().asked(), None, "{value} is right");
        }
        screen.keys("→").shows(&format!("Right at the first try: {total} of {total}"));
        assert_eq!(screen.app.popup, Some(Popup::Summary));
        screen.shows("No mistake at all");
    }
}

/// Types a wrong answer to what is asked for: the mistake is told, unless these digits may be the right number as well.
fn assert_named(screen: &mut Tutor, cell: Cell, mistake: Mistake, wrong: f64) {
    let typed = TYPED.number(wrong);
    let typed_value: f64 = typed.parse().expect("a number");
    if TYPED.rounded(screen.trace().value(cell)) == typed_value {
        return;
    }
    answer(screen, &typed);
    assert_eq!(screen.stepper().asked(), Some(cell), "{typed} is wrong for {cell:?}");
    let Activity::Exercise(exercise) = &screen.stepper().activity else { panic!("an exercise") };
    let reply = format!("{:?}", exercise.reply(cell));
    if reply.contains("TooRough") {
        return;
    }
    let is_named = reply.contains(&format!("{mistake:?}"));
    assert!(is_named, "{typed} for {cell:?} is {mistake:?}: {reply}");
    // The screen names the two nearest; a third that gives the same number stays in the background.
    if reply.matches("Leaf(").count() <= 2 {
        screen.says(&screen.app.settings.text().mistake[mistake]);
    }
}

#[test]
fn every_known_mistake_at_every_step_is_named_on_the_screen() {
    let numbers = [("2-1-1", "t t"), ("3-2-1", "t t"), ("2-1-1", "x t t"), ("3-2-1", "x x t t")];
    for (language, (lesson, keys)) in pairs(LANGUAGES, numbers) {
        let mut screen = Tutor::open(lesson).in_language(language).after(keys);
        for _ in 0..screen.total() {
            screen.keys("→");
            let trace = screen.trace().clone();
            let cell = asked(&screen);
            for wrong in wrong_formulas(&trace, cell) {
                assert_named(&mut screen, cell, wrong.mistake, wrong.value);
            }
            let right = TYPED.number(trace.value(cell));
            answer(&mut screen, &right);
            assert_eq!(screen.stepper().asked(), None, "{right} is right for {cell:?}");
        }
    }
}

#[test]
fn what_is_asked_for_stands_nowhere_on_the_screen() {
    let mut screen = Tutor::open("3-2-1").after("t t");
    for _ in 0..screen.total() {
        screen.keys("→");
        let cell = asked(&screen);
        let shown = screen.number(screen.trace().value(cell));
        let entry = format!("{} {shown}", screen.symbol(cell));
        // The line of NumPy gives the formula away.
        let before = screen.lacks(&entry).lacks("NumPy").text();
        assert_eq!(screen.keys("→ →").text(), before, "no key goes past the question");
        let value = asked_value(&screen, 6);
        answer(&mut screen, &value);
    }
}

#[test]
fn hints_give_away_more_and_more_and_at_last_the_number() {
    let mut screen = Tutor::open("2-1-1").after("t t → Tab");
    screen.shows("It follows from: x1, w1, x2, w2").keys("Tab").shows("x1·w1 + x2·w2");
    screen.keys("Tab").says("0.1·0.4 + 0.3·(−0.2)");
    assert!(screen.stepper().asked().is_some());
    screen.keys("Tab").shows("= −0.02");
    assert!(screen.stepper().asked().is_none());
}

#[test]
fn an_answer_may_be_an_expression_with_commas_and_any_minus() {
    for typed in [
        "0.1*0.4-0.2*0.3",
        "0,1·0,4−0,2·0,3",
        "-1/50",
        "−0.02",
        "-2e-2",
        "−，02",
        "－０。０２",
        "–0。02",
        "（０．１＊０．４）－０．２×０．３",
    ] {
        let mut screen = Tutor::open("2-1-1").after("t t →");
        answer(&mut screen, typed);
        assert_eq!(screen.stepper().asked(), None, "{typed}: {}", screen.text());
    }
}

#[test]
fn what_is_no_number_is_told_with_its_place() {
    for (typed, sentence) in [
        ("", "Type a number first."),
        ("0.1*", "A number is missing at character 5."),
        ("(1", "The bracket at character 1 is never closed."),
        ("1/0", "That divides by 0."),
        ("foo(1)", "The word at character 1 is not known here."),
        ("0、5", "Character 2 does not belong there."),
    ] {
        let mut screen = Tutor::open("2-1-1").after("t t →");
        answer(&mut screen, typed).says(sentence);
        assert!(screen.stepper().asked().is_some());
    }
}

#[test]
fn letters_go_into_the_answer_and_escape_empties_it_before_it_leaves() {
    let mut screen = Tutor::open("2-1-1").after("t t →");
    screen.type_("tanh").shows("> tanh").keys("Esc");
    assert!(screen.stepper().field().is_some_and(Field::is_empty));
    // No letter ends the program or changes the language while something is typed.
    screen.keys("q L q").shows("> qq").lacks("激活").keys("Esc");
    assert!(screen.stepper().field().is_some_and(Field::is_empty));
    let pasted: Vec<_> = keymap::paste(&screen.app, "0.5\nquit\u{1b}[A").into_iter().collect();
    assert!(pasted.iter().all(|action| matches!(action, Action::Edit(_))));
    assert!(screen.keys("Esc").is_at_the_menu());
    assert!(keymap::paste(&screen.app, "abc quit").is_empty(), "pasted text is typed nowhere else");
}

#[test]
fn half_of_the_numbers_are_asked_and_those_missed_come_first_next_time() {
    let mut screen = Tutor::open("2-1-1").after("t");
    // All are missed: the last hint shows the number.
    let miss_all = |screen: &mut Tutor| {
        let mut asked = Vec::new();
        while screen.position() < screen.total() {
            screen.keys("→");
            if let Some(cell) = screen.stepper().asked() {
                asked.push(cell);
                screen.keys("Tab×4");
            }
        }
        asked
    };
    let asked = miss_all(&mut screen);
    assert_eq!(asked.len(), screen.total() / 2);
    screen.keys("→").shows("Worth practising").keys("Esc t t t");
    assert_eq!(miss_all(&mut screen), asked, "what was missed is asked again");
}

#[test]
fn practice_numbers_have_a_seed_and_the_lessons_own_come_back() {
    let mut screen = Tutor::open("3-2-1");
    let own = screen.trace().example().clone();
    let first = screen.keys("x").shows("practice numbers 1").trace().example().clone();
    assert_eq!(first.network.shape(), own.network.shape());
    assert_ne!(first, own);
    assert_ne!(*screen.keys("x").shows("practice numbers 2").trace().example(), first);
    assert_eq!(*screen.keys("0").trace().example(), own);
}

#[test]
fn a_slip_is_found_and_named() {
    for (language, lesson) in pairs(LANGUAGES, ["2-1-1", "3-2-1"]) {
        let mut screen = Tutor::open(lesson).in_language(language);
        let sound = screen.trace().clone();
        for seed in 1..=6 {
            screen.keys("s");
            assert_eq!(hunt(&screen).seed, seed);
            let slip = hunt(&screen).slip.clone();
            while screen.stepper().focus() != Some(slip.cell) {
                screen.keys("Enter");
                let standing = hunt(&screen).marked.map(|(_, standing)| standing);
                assert_eq!(standing, Some(Standing::Sound));
                screen.keys("→");
            }
            screen.keys("Enter");
            let choices = slip.choices();
            for (key, _) in pairs(["↓", "↑"], 0..choices.len()) {
                screen.keys(key).draw();
            }
            let right = choices.iter().position(|choice| *choice == slip.mistake);
            let right = right.expect("it is among them");
            screen.keys(&format!("↓×{right} Enter"));
            assert_eq!(hunt(&screen).named, Some(true));
            let value = screen.number(sound.value(slip.cell));
            screen.shows(&value);
        }
        assert_eq!(*screen.keys("Esc").trace(), sound, "nothing of the slip is left");
    }
}

#[test]
fn a_question_fits_the_smallest_window_in_every_state() {
    for language in LANGUAGES {
        let mut screen = Tutor::open("3-2-1").in_language(language).after("t t");
        let words = &screen.app.settings.text().exercise;
        for _ in 0..screen.total() {
            screen.keys("→ 9 9 Enter Tab Tab");
            if asked(&screen).quantity != Quantity::NewLoss {
                screen.says(&words.unknown).says(&words.numbers);
            }
            for (width, height) in [(200, 60), (1, 1), (80, 24)] {
                screen.at(width, height).draw();
            }
            screen.keys("Esc Tab");
        }
    }
}

#[test]
fn whole_quantities_at_a_step_ask_for_every_number_too() {
    let mut screen = Tutor::open("3-2-1").after("t t →");
    let mut asked = Vec::new();
    while screen.position() < screen.total() || screen.stepper().asked().is_some() {
        while let Some(cell) = screen.stepper().asked() {
            if asked.last() != Some(&cell) {
                asked.push(cell);
            }
            screen.keys("Tab");
        }
        // Nothing is asked now: the key changes the size of a step.
        if screen.stepper().size == StepSize::Number {
            screen.keys("Tab");
        }
        screen.keys("→");
    }
    assert_eq!(asked, screen.trace().script().steps());
}

#[test]
fn another_answer_replaces_the_one_that_was_wrong() {
    let mut screen = Tutor::open("2-1-1").after("t t →");
    answer(&mut screen, "0.5").type_("7").shows("> 7").lacks("0.57");
    // Or it is mended.
    screen.keys("Esc");
    answer(&mut screen, "0.5").keys("←").type_("7").shows("> 0.75");
}
