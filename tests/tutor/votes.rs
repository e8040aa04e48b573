//! Votes of a class: options that can be told apart, letters that say nothing, and what is seen when.

use backprop::app::{App, Settings};
use backprop::lesson::poll::{APART, MOST, Poll};
use backprop::lesson::{Lesson, Mistake, Trace, builtin, practice};
use proptest::prelude::*;

use crate::tutor::{LESSONS, Tutor};

fn presenting(lesson: &str) -> Tutor {
    let settings = Settings { presents: true, ..Settings::default() };
    let mut app = App::new(settings);
    app.open_at(builtin(lesson).unwrap(), "dh");
    Tutor::of(app)
}

/// The right number, four mistakes, a value for each formula, and no two within 5 %.
fn assert_fair(trace: &Trace, seed: u32) {
    for cell in Poll::cells(trace) {
        let poll = Poll::new(trace, cell, seed, &[]).unwrap();
        let choices = &poll.choices;
        assert!((3..=MOST).contains(&choices.len()));
        assert_eq!(choices.iter().filter(|choice| choice.mistake.is_none()).count(), 1);
        for choice in choices {
            let value = choice.formula.value(&|cell| trace.value(cell));
            assert_eq!(value, choice.value, "{cell:?}");
            if choice.mistake.is_none() {
                assert_eq!(value, trace.value(cell), "{cell:?}");
            }
        }
        for (index, one) in choices.iter().enumerate() {
            for other in &choices[..index] {
                let apart = (one.value - other.value).abs();
                assert!(apart >= APART * one.value.abs().max(other.value.abs()), "{cell:?}");
                assert_ne!(one.mistake, other.mistake);
            }
        }
    }
}

#[test]
fn options_equal_their_formulas_and_are_apart() {
    for lesson in LESSONS {
        let trace = Trace::new(builtin(lesson).unwrap().example);
        assert!(!Poll::cells(&trace).is_empty());
        assert_fair(&trace, 7);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn with_other_numbers_too(lesson in prop::sample::select(&LESSONS[..]), seed in any::<u32>()) {
        let example = practice::practice(&builtin(lesson).unwrap().example, seed);
        assert_fair(&Trace::new(example), seed);
    }
}

/// χ² with 4 degrees of freedom is above 18.5 once in 1000.
#[test]
fn the_right_letter_says_nothing() {
    let trace = Trace::new(builtin("3-2-1").unwrap().example);
    let cell = *Poll::cells(&trace).last().unwrap();
    let mut counts = [0.0_f64; MOST];
    for seed in 0..1000 {
        let poll = Poll::new(&trace, cell, seed, &[]).unwrap();
        assert_eq!(poll.choices.len(), MOST);
        counts[poll.choices.iter().position(|choice| choice.mistake.is_none()).unwrap()] += 1.0;
    }
    let chi: f64 = counts.iter().map(|count| (count - 200.0).powi(2) / 200.0).sum();
    assert!(chi < 18.5, "{counts:?}");
}

#[test]
fn what_the_class_has_made_comes_first() {
    let trace = Trace::new(builtin("2-1-1").unwrap().example);
    for cell in Poll::cells(&trace) {
        let mistakes = |made: &[Mistake]| -> Vec<Mistake> {
            let poll = Poll::new(&trace, cell, 3, made).unwrap();
            poll.choices.into_iter().filter_map(|choice| choice.mistake).collect()
        };
        for mistake in mistakes(&[]) {
            assert!(mistakes(&[mistake]).contains(&mistake), "{cell:?}");
        }
        let last = backprop::lesson::mistake::wrong_formulas(&trace, cell).pop().unwrap();
        let is_told_apart =
            |value: f64, other: f64| (value - other).abs() > 0.051 * value.abs().max(other.abs());
        if is_told_apart(last.value, trace.value(cell)) {
            assert!(mistakes(&[last.mistake]).contains(&last.mistake), "{cell:?}");
        }
    }
}

#[test]
fn a_class_votes_twice_and_then_sees_what_is_what() {
    let mut class = presenting("3-2-1");
    class.keys("V").shows("vote").shows("What is δʰ1?").lacks("δʰ 0.00070802").lacks("right");
    class.shows("A  0.00").shows("E  0.00").lacks("█");
    class.type_("4 21 9 3").keys("Enter").says("One count for each of the 5 letters");
    class.type_(" 0").keys("Enter").shows("█ 21").lacks("One count").lacks("right");
    class.type_("1,2,30,4,0").keys("Enter").shows("█ 21").shows("█ 30").lacks("left out");
    class.keys("PgDn").shows("21 → 2").says("W1·δᵒ·f′(h1): right").says("left out");
    class.keys("PgUp").shows("█ 30").lacks("right").keys("PgUp").lacks("█ 30").shows("█ 21");
    class.keys("V").lacks("vote").shows("What is δʰ1?");
    // What was counted is there when the vote is opened again, also after a slip of the finger.
    class.keys("V").shows("█ 21").lacks("█ 30").keys("PgDn").shows("█ 30").lacks("right");
    class.keys("Esc").lacks("vote").keys("V").shows("█ 30").keys("PgDn").shows("21 → 2");
    // No class is that large.
    class.keys("PgUp").type_("4 21 9 3 999999999999").keys("Enter").says("One count for each");
}

#[test]
fn the_number_is_nowhere_while_the_class_votes() {
    for lesson in LESSONS {
        let mut class = presenting(lesson).after("Home");
        for _ in 0..class.total() {
            class.keys("PgDn PgDn PgDn PgDn V");
            let cell = class.stepper().focus().unwrap();
            let shown = class.text().contains(" vote ");
            let has_vote = Poll::new(class.trace(), cell, 0, &[]).is_some();
            assert!(shown);
            assert_eq!(class.stepper().is_known(cell), !has_vote, "{lesson} {cell:?}");
            if !has_vote {
                class.says("fewer than two mistakes");
            }
            class.keys("V");
            assert!(class.stepper().is_known(cell));
        }
    }
}

#[test]
fn no_key_of_a_clicker_leaves_the_lesson_from_a_vote() {
    let mut class = presenting("2-1-1").after("V");
    let digits = class.app.settings.notation.digits;
    for keys in [".", "PgDn", "PgUp", "F5", ".", "PgDn"] {
        class.keys(keys);
        assert!(class.stepper().total() > 0);
    }
    class.keys("Esc").keys("Esc").keys("Esc");
    assert!(class.stepper().total() > 0 && class.app.settings.notation.digits == digits);
}

#[test]
fn only_a_class_votes() {
    let mut tutor = Tutor::open("2-1-1").after("→ V");
    tutor.lacks("Votes for each letter");
    let saturated = Lesson::from_bytes("x", "x.toml", b"inputs=[0.0]\ntargets=[0.0]\nlearning_rate=1\n[[layer]]\nactivation=\"linear\"\nweights=[[0.0]]").unwrap();
    assert!(Poll::cells(&Trace::new(saturated.example)).len() < 3);
}
