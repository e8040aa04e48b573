//! The loss over one weight: real forward passes, and what is said of a step.

use backprop::lesson::descent::{Descent, Outcome};
use backprop::lesson::{Cell, Quantity, Trace};
use proptest::prelude::*;

use crate::examples::examples;
use crate::tutor::{LANGUAGES, LESSONS, SYMBOLS, Tutor, pairs};

fn parameters(trace: &Trace) -> Vec<Cell> {
    let steps = trace.script().steps().iter().copied();
    steps
        .filter(|cell| matches!(cell.quantity, Quantity::WeightStep | Quantity::BiasStep))
        .collect()
}

proptest! {
    #[test]
    fn the_curve_is_made_of_forward_passes(
        example in examples(-2.0..2.0, 0.1..1.0),
        values in prop::collection::vec(-5.0..5.0, 3),
    ) {
        let trace = Trace::new(example.clone());
        for cell in parameters(&trace) {
            let mut descent = Descent::new(&example, cell).expect("a weight");
            for &value in &values {
                let mut moved = example.clone();
                moved.set(descent.parameter, value);
                let forward = moved.network.forward(&moved.input);
                let expected = moved.loss.value(&moved.target, forward.output());
                let loss = descent.loss(value);
                // A sigmoid that is 1 to the last digit, and wrong, costs without end.
                let is_same = loss == expected && expected == f64::INFINITY;
                prop_assert!(is_same || (loss - expected).abs() <= 1e-12 * expected.max(1.0));
            }
            let step = descent.step(descent.given(), example.learning_rate);
            let moved = step.to.0 - step.from.0;
            prop_assert!((moved - trace.value(cell)).abs() <= 1e-12 * moved.abs().max(1.0));
            let fell = step.to.1 <= step.from.1 && step.from.1 < f64::INFINITY;
            let says_so = !matches!(step.outcome, Outcome::Rises | Outcome::Undefined);
            prop_assert_eq!(fell, says_so);
        }
    }
}

/// A tutor at the curve over the weight of this step.
fn at(lesson: &str, cell: Cell) -> Tutor {
    let mut tutor = Tutor::open(lesson);
    let index = tutor.trace().script().index(cell).expect("a step");
    tutor.keys(&format!("→×{} o", index + 1));
    tutor
}

#[test]
fn a_larger_rate_is_not_said_to_be_better() {
    let text = Tutor::menu().app.settings.text();
    for cell in parameters(Tutor::open("2-1-1").trace()) {
        let mut tutor = at("2-1-1", cell);
        for _ in 0..10 {
            tutor.says(&text.descent.outcome[Outcome::FallsForEver]).keys("+");
        }
    }
    let mut tutor = at("3-2-1", Cell::of_edge(Quantity::WeightStep, 1, 0, 0));
    tutor.shows("W1 = 0.1: E ≈ 0.0066156").says(&text.descent.outcome[Outcome::Short]);
    tutor
        .keys("+×7")
        .says(&text.descent.outcome[Outcome::Overshoots])
        .keys("+")
        .says(&text.descent.outcome[Outcome::Rises]);
    tutor.keys("Home").shows("η = 0.5").says(&text.descent.outcome[Outcome::Short]);
    tutor
        .keys("-")
        .shows("η = 0.25")
        .keys("] ] ]")
        .shows("W1 = 0.4")
        .keys("[×3")
        .shows("W1 = 0.1:");
    tutor.keys("o").lacks("W1 = 0.1:");
}

#[test]
fn losses_that_differ_are_told_apart() {
    let weight = Cell::of_edge(Quantity::WeightStep, 1, 0, 0);
    for keys in ["- ]×80", "-×12"] {
        let mut tutor = at("2-1-1", weight);
        let lines = tutor.keys(keys).lines();
        let losses: Vec<&str> =
            lines.iter().filter_map(|line| line.split_once("E ≈ ")).map(|it| it.1).collect();
        assert!(losses.len() == 2 && losses[0] != losses[1], "{}", tutor.text());
    }
    // So far to the right that the sigmoid is flat to the last bit.
    let text = Tutor::menu().app.settings.text();
    let mut tutor = at("2-1-1", weight);
    tutor.keys("]×500").says(&text.descent.outcome[Outcome::Unmoved]);
}

#[test]
fn the_descent_is_offered_first_and_has_each_key_once_in_the_footer() {
    let looks = pairs(LANGUAGES, SYMBOLS);
    for ((language, symbols), (width, height)) in pairs(looks, [(80, 24), (160, 50)]) {
        let tutor = Tutor::open("2-1-1").in_language(language).in_symbols(symbols);
        let mut tutor = tutor.after("→×11");
        tutor.at(width, height);
        let words = tutor.app.settings.text();
        let screen = tutor.text();
        let places = [&words.descent.offer, &words.gradient_check.offer]
            .map(|offer| screen.find(offer.as_str()).expect("an offer"));
        assert!(places[0] < places[1], "{screen}");
        let footer = tutor.keys("o").lines().pop().unwrap_or_default();
        for word in [&words.keys.move_weight, &words.keys.raise_weight, &words.keys.leave] {
            assert_eq!(footer.matches(word.as_str()).count(), 1, "{footer}");
        }
        assert!(footer.contains("Esc"), "{footer}");
    }
}

#[test]
fn the_curve_has_its_points_in_every_window_and_language() {
    let looks = pairs(LANGUAGES, SYMBOLS);
    for (lesson, ((language, symbols), size)) in pairs(LESSONS, pairs(looks, [(80, 24), (160, 50)]))
    {
        let cells = parameters(Tutor::open(lesson).trace());
        for cell in cells {
            let mut tutor = at(lesson, cell).in_language(language).in_symbols(symbols);
            tutor.at(size.0, size.1);
            let words = &tutor.app.settings.text().descent;
            for keys in ["", "+×8", "[×9"] {
                let screen = tutor.keys(keys).text();
                for mark in match symbols {
                    backprop::lesson::Symbols::Unicode => ["●", "○"],
                    backprop::lesson::Symbols::Ascii => ["@", "o"],
                } {
                    let marks = screen.matches(mark).count();
                    assert!(marks >= 1, "{marks} of {mark} on the screen of\n{screen}");
                }
            }
            let said = [
                Outcome::Falls,
                Outcome::Short,
                Outcome::Overshoots,
                Outcome::Rises,
                Outcome::FallsForEver,
            ]
            .map(|outcome| &words.outcome[outcome]);
            let all = tutor.dense().join(" ");
            let dense = |sentence: &String| crate::tutor::dense(sentence);
            assert!(said.into_iter().any(|sentence| all.contains(&dense(sentence))), "{all}");
        }
    }
}

#[test]
fn what_is_no_weight_has_no_curve() {
    let mut tutor = Tutor::open("2-1-1");
    let nothing = &tutor.app.settings.text().descent.nothing;
    tutor.keys("→ o").says(nothing).keys("Esc").lacks(&nothing[..20]);
    tutor.keys("e Tab×2 o").lacks(&nothing[..20]);
}
