//! Predicting numbers, and finding a slip: keys in, screens out.

use crate::screen::{Screen, dense, key};
use backprop::app::stepper::{Activity, Stepper};
use backprop::app::{Action, Popup, Screen as View, Settings};
use backprop::keymap;
use backprop::lesson::mistake::wrong_formulas;
use backprop::lesson::slip::Standing;
use backprop::lesson::{Notation, Quantity};
use backprop::text::Language;
use strum::VariantArray;

fn open(lesson: &str, language: Language) -> Screen {
    let settings = Settings { language, ..Settings::default() };
    let mut screen = Screen::new(settings, 80, 24);
    screen.press(lesson);
    screen
}

fn stepper(screen: &Screen) -> &Stepper {
    match screen.app.screen() {
        View::Stepper(stepper) => stepper,
        other => panic!("not in a lesson: {other:?}"),
    }
}

/// The value of the number that is asked for, to so many digits.
fn asked_value(screen: &Screen, digits: usize) -> String {
    let stepper = stepper(screen);
    let cell = stepper.asked().expect("a number is asked for");
    // Zeros at the end are digits too: 0.250 says more than 0.25.
    format!("{:.*e}", digits - 1, stepper.trace.value(cell))
}

/// Types into the empty field.
fn type_text(screen: &mut Screen, text: &str) {
    if stepper(screen).field().is_some_and(|field| !field.is_empty()) {
        screen.press("Esc");
    }
    for character in text.chars() {
        screen.press(&character.to_string());
    }
}

#[test]
fn a_whole_lesson_is_answered_rightly_and_summed_up() {
    for lesson in ["1", "2"] {
        for digits in [3, 5, 9] {
            let mut screen = open(lesson, Language::En);
            screen.press("t t");
            let total = stepper(&screen).total();
            for _ in 0..total {
                screen.press("→");
                let value = asked_value(&screen, digits);
                type_text(&mut screen, &value);
                screen.press("Enter");
                assert_eq!(stepper(&screen).asked(), None, "{value} is right: {}", screen.text());
                assert!(screen.text().contains("✓ Right."));
            }
            screen.press("→");
            assert_eq!(screen.app.popup, Some(Popup::Summary));
            let summary = screen.text();
            assert!(
                summary.contains(&format!("Right at the first try: {total} of {total}")),
                "{summary}"
            );
            assert!(summary.contains("No mistake at all"), "{summary}");
        }
    }
}

#[test]
fn every_known_mistake_at_every_step_is_named_on_the_screen() {
    for &language in Language::VARIANTS {
        for (lesson, numbers) in [("1", ""), ("2", ""), ("1", "x"), ("2", "x x")] {
            let mut screen = open(lesson, language);
            screen.press(numbers).press("t t");
            let notation = Notation { minus: '-', ..Notation::default() };
            for _ in 0..stepper(&screen).total() {
                screen.press("→");
                let trace = stepper(&screen).trace.clone();
                let cell = stepper(&screen).asked().expect("every number is asked for");
                for wrong in wrong_formulas(&trace, cell) {
                    let typed = notation.number(wrong.value);
                    let typed_value: f64 = typed.parse().expect("a number");
                    if notation.rounded(trace.value(cell)) == typed_value {
                        continue; // to these digits it is the right number
                    }
                    type_text(&mut screen, &typed);
                    screen.press("Enter");
                    assert_eq!(
                        stepper(&screen).asked(),
                        Some(cell),
                        "{typed} is wrong for {cell:?}"
                    );
                    let Activity::Exercise(exercise) = &stepper(&screen).activity else {
                        panic!("an exercise")
                    };
                    let reply = format!("{:?}", exercise.reply(cell));
                    let may_be_either = reply.contains("TooRough");
                    let name = &screen.app.settings.text().mistake[wrong.mistake];
                    let shown = screen.dense()[2].contains(&dense(name));
                    let named = reply.contains(&format!("{:?}", wrong.mistake));
                    assert!(
                        may_be_either || named,
                        "{typed} for {cell:?} is {:?}: {reply}",
                        wrong.mistake
                    );
                    // The screen names the two nearest; a third that gives the same number stays in the background.
                    assert!(
                        may_be_either || shown || reply.matches("Cell(").count() > 2,
                        "{}",
                        screen.text()
                    );
                }
                let right = notation.number(trace.value(cell));
                type_text(&mut screen, &right);
                screen.press("Enter");
                assert_eq!(stepper(&screen).asked(), None, "{right} is right for {cell:?}");
            }
        }
    }
}

#[test]
fn what_is_asked_for_stands_nowhere_on_the_screen() {
    let mut screen = open("2", Language::En);
    screen.press("t t");
    for _ in 0..stepper(&screen).total() {
        screen.press("→");
        let cell = stepper(&screen).asked().expect("every number is asked for");
        let names = stepper(&screen).names.clone();
        let shown = Notation::default().number(stepper(&screen).trace.value(cell));
        let text = screen.text();
        assert!(!text.contains(&format!("{} {shown}", names.symbol(cell))), "{text}");
        assert!(!text.contains("NumPy"), "the line of NumPy gives the formula away:\n{text}");
        let before = text;
        screen.press("→ →");
        assert_eq!(screen.text(), before, "no key goes past the question");
        let value = asked_value(&screen, 6);
        type_text(&mut screen, &value);
        screen.press("Enter");
    }
}

#[test]
fn hints_give_away_more_and_more_and_at_last_the_number() {
    let mut screen = open("1", Language::En);
    screen.press("t t → Tab");
    assert!(screen.text().contains("It follows from: x1, w1, x2, w2"), "{}", screen.text());
    screen.press("Tab");
    assert!(screen.text().contains("x1·w1 + x2·w2"));
    screen.press("Tab");
    assert!(screen.dense()[2].contains("0.1·0.4+0.3·(−0.2)"));
    assert!(stepper(&screen).asked().is_some());
    screen.press("Tab");
    assert!(stepper(&screen).asked().is_none());
    assert!(screen.text().contains("= −0.02"));
}

#[test]
fn an_answer_may_be_an_expression_with_commas_and_any_minus() {
    for answer in ["0.1*0.4-0.2*0.3", "0,1·0,4−0,2·0,3", "-1/50", "−0.02", "-2e-2", "−，02"]
    {
        let mut screen = open("1", Language::En);
        screen.press("t t →");
        type_text(&mut screen, answer);
        screen.press("Enter");
        let text = screen.text();
        assert_eq!(stepper(&screen).asked(), None, "{answer}: {text}");
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
    ] {
        let mut screen = open("1", Language::En);
        screen.press("t t →");
        type_text(&mut screen, typed);
        screen.press("Enter");
        assert!(screen.dense()[2].contains(&dense(sentence)), "{typed}: {}", screen.text());
        assert!(stepper(&screen).asked().is_some());
    }
}

#[test]
fn letters_go_into_the_answer_and_escape_empties_it_before_it_leaves() {
    let mut screen = open("1", Language::En);
    screen.press("t t → t a n h");
    assert!(screen.text().contains("> tanh"));
    screen.press("Esc");
    assert!(stepper(&screen).field().is_some_and(backprop::app::field::Field::is_empty));
    assert_eq!(keymap::action(&screen.app, key("q")), Some(Action::Quit));
    let pasted = keymap::paste(&screen.app, "0.5\nquit\u{1b}[A");
    let characters: Vec<Action> = pasted.into_iter().collect();
    assert!(characters.iter().all(|action| matches!(action, Action::Edit(_))));
    screen.press("Esc");
    assert!(matches!(screen.app.screen(), View::Menu(_)));
    assert!(keymap::paste(&screen.app, "abc quit").is_empty(), "pasted text is typed nowhere else");
}

#[test]
fn half_of_the_numbers_are_asked_and_those_missed_come_first_next_time() {
    let mut screen = open("1", Language::En);
    screen.press("t");
    let mut asked = Vec::new();
    while stepper(&screen).position < stepper(&screen).total() {
        screen.press("→");
        if let Some(cell) = stepper(&screen).asked() {
            asked.push(cell);
            // All are missed: the last hint shows the number.
            screen.press("Tab Tab Tab Tab");
        }
    }
    assert_eq!(asked.len(), stepper(&screen).total() / 2);
    screen.press("→");
    assert!(screen.text().contains("Worth practising"), "{}", screen.text());
    screen.press("Esc t t t");
    let mut again = Vec::new();
    while stepper(&screen).position < stepper(&screen).total() {
        screen.press("→");
        if let Some(cell) = stepper(&screen).asked() {
            again.push(cell);
            screen.press("Tab Tab Tab Tab");
        }
    }
    assert_eq!(asked, again, "what was missed is asked again");
}

#[test]
fn practice_numbers_have_a_seed_and_the_lessons_own_come_back() {
    let mut screen = open("2", Language::En);
    let own = stepper(&screen).trace.example().clone();
    screen.press("x");
    let first = stepper(&screen).trace.example().clone();
    assert!(screen.text().contains("practice numbers 1"));
    assert_eq!(first.network.shape(), own.network.shape());
    assert_ne!(first, own);
    screen.press("x");
    assert!(screen.text().contains("practice numbers 2"));
    assert_ne!(*stepper(&screen).trace.example(), first);
    screen.press("0");
    assert_eq!(*stepper(&screen).trace.example(), own);
}

#[test]
fn a_slip_is_found_and_named() {
    for &language in Language::VARIANTS {
        for lesson in ["1", "2"] {
            let mut screen = open(lesson, language);
            let sound = stepper(&screen).trace.clone();
            for seed in 1..=6 {
                screen.press("s");
                let Activity::Hunt(hunt) = &stepper(&screen).activity else { panic!("a hunt") };
                assert_eq!(hunt.seed, seed);
                let slip = hunt.slip.clone();
                while stepper(&screen).focus() != Some(slip.cell) {
                    screen.press("Enter");
                    let Activity::Hunt(hunt) = &stepper(&screen).activity else { panic!("a hunt") };
                    assert_eq!(hunt.marked.map(|(_, standing)| standing), Some(Standing::Sound));
                    screen.press("→");
                }
                screen.press("Enter");
                let choices = slip.choices();
                let right = choices
                    .iter()
                    .position(|choice| *choice == slip.mistake)
                    .expect("it is among them");
                for _ in 0..choices.len() {
                    screen.press("↓").draw();
                }
                for _ in 0..choices.len() {
                    screen.press("↑").draw();
                }
                screen.press_times("↓", right).press("Enter");
                let Activity::Hunt(hunt) = &stepper(&screen).activity else { panic!("a hunt") };
                assert_eq!(hunt.named, Some(true));
                let value = screen.app.settings.notation.number(sound.value(slip.cell));
                assert!(screen.text().contains(&value), "{}", screen.text());
            }
            screen.press("Esc");
            assert_eq!(stepper(&screen).trace, sound, "nothing of the slip is left");
            assert!(matches!(screen.app.screen(), View::Stepper(_)));
        }
    }
}

#[test]
fn a_question_fits_the_smallest_window_in_every_state() {
    for &language in Language::VARIANTS {
        let mut screen = open("2", language);
        screen.press("t t");
        for _ in 0..stepper(&screen).total() {
            screen.press("→ 9 9 Enter Tab Tab");
            let cell = stepper(&screen).asked().expect("not shown yet");
            let words = &screen.app.settings.text().exercise;
            let (unknown, numbers) = (dense(&words.unknown), dense(&words.numbers));
            let text = screen.text();
            let panel = &screen.dense()[2];
            if cell.quantity != Quantity::NewLoss {
                assert!(panel.contains(&unknown) && panel.contains(&numbers), "{text}");
            }
            for (width, height) in [(200, 60), (1, 1), (80, 24)] {
                screen.resize(width, height).draw();
            }
            screen.press("Esc Tab");
        }
    }
}
