//! “Why?”: the chain rule, held to the numbers of the backward pass, and walked through on the screen.

use backprop::app::Screen;
use backprop::app::stepper::Stepper;
use backprop::lesson::derivation::{Derivation, NUDGE, Reason, has_one, product};
use backprop::lesson::{Arithmetic, Cell, Expr, Names, Notation, Quantity, Trace};
use backprop::nn::Loss;
use backprop::text::Language;
use backprop::text::derivation::{Part, Teller};
use proptest::prelude::*;

use crate::big_networks;
use crate::examples::examples;
use crate::printed;
use crate::tutor::{LANGUAGES, LESSONS, Tutor, pairs};

/// The products along the paths of a derivation, if it follows all of them.
fn paths(derivation: &Derivation) -> Option<Vec<Expr>> {
    let mut products = Vec::new();
    for reason in &derivation.reasons {
        match reason {
            Reason::Product { factors, .. } => products.push(product(factors)),
            Reason::Sum { paths, .. } if paths.is_empty() => return None,
            _ => {}
        }
    }
    Some(products)
}

fn derivable(trace: &Trace) -> impl Iterator<Item = Cell> {
    trace.script().steps().iter().copied().filter(|cell| has_one(*cell))
}

proptest! {
    #[test]
    fn what_all_paths_bring_is_what_the_backward_pass_computes(
        example in examples(-2.0..2.0, 0.1..1.0),
    ) {
        let trace = Trace::new(example);
        // Where a sigmoid is 0 or 1 to the last digit, its slope over its distance from there is 0/0.
        let forward = trace.example().network.forward(&trace.example().input);
        let is_log = trace.example().loss == Loss::CrossEntropy;
        prop_assume!(!is_log || forward.output().iter().all(|a| *a > 0.0 && *a < 1.0));
        for cell in derivable(&trace) {
            let derivation = Derivation::new(trace.example(), cell, false).expect("a gradient");
            let Some(paths) = paths(&derivation) else { continue };
            let slope: f64 = paths.iter().map(|path| path.value(&|cell| trace.value(cell))).sum();
            let expected = match cell.quantity {
                Quantity::ErrorTerm => -trace.value(cell),
                Quantity::InputGradient => trace.value(cell),
                _ => -trace.value(cell) / trace.example().learning_rate,
            };
            let size = paths.iter().map(|path| path.value(&|cell| trace.value(cell)).abs());
            let size: f64 = size.sum();
            prop_assert!((slope - expected).abs() <= 1e-12 * size, "{slope} {expected}");
        }
    }

    #[test]
    fn a_factor_is_what_a_nudge_measures(example in examples(-1.0..1.0, 0.1..1.0)) {
        let trace = Trace::new(example);
        for cell in derivable(&trace) {
            let derivation = Derivation::new(trace.example(), cell, false).expect("a gradient");
            for reason in &derivation.reasons {
                let Reason::Factor(factor) = reason else { continue };
                let Some(nudge) = factor.nudge(&trace) else { continue };
                // A function with a bend in reach of the nudge has two slopes there.
                let sum = trace.value(factor.by);
                if factor.by.quantity == Quantity::PreActivation && sum.abs() < 2e-3 {
                    continue;
                }
                let slope = factor.derivative.value(&|cell| trace.value(cell));
                // What a difference of ±h is off by is h²/6 of the third derivative, which is large near the ends of a logarithm.
                let bend = match trace.example().loss {
                    Loss::CrossEntropy if factor.of.quantity == Quantity::Loss => {
                        let (y, a) = (trace.example().target[factor.by.unit], trace.value(factor.by));
                        let least = (a - NUDGE).min(1.0 - a - NUDGE);
                        prop_assume!(least > 0.05);
                        2.0 * y / (a - NUDGE).powi(3) + 2.0 * (1.0 - y) / (1.0 - a - NUDGE).powi(3)
                    }
                    Loss::SoftmaxCrossEntropy if factor.of.quantity == Quantity::Loss => {
                        let (y, a) = (trace.example().target[factor.by.unit], trace.value(factor.by));
                        prop_assume!(a - NUDGE > 0.05);
                        2.0 * y / (a - NUDGE).powi(3)
                    }
                    _ => 0.0,
                };
                let off = 1e-5 + NUDGE * NUDGE / 6.0 * bend;
                prop_assert!((slope - nudge.slope).abs() < off, "{slope} {}", nudge.slope);
            }
        }
    }
}

#[test]
fn every_line_of_a_derivation_closes() {
    for (lesson, digits) in pairs(LESSONS, Notation::MIN_DIGITS..=Notation::MAX_DIGITS) {
        let tutor = Tutor::open(lesson);
        let trace = tutor.trace();
        let notation = Notation { digits, ..Notation::default() };
        for cell in derivable(trace) {
            let derivation = Derivation::new(trace.example(), cell, false).expect("a gradient");
            for path in paths(&derivation).expect("few paths") {
                printed::check(
                    &Arithmetic::of(&path, &notation, &|cell| trace.value(cell)),
                    digits,
                );
            }
        }
    }
}

/// A tutor at the derivation of one step.
fn at(lesson: &str, cell: Cell, language: Language, (width, height): (u16, u16)) -> Tutor {
    let mut tutor = Tutor::open(lesson).in_language(language);
    tutor.at(width, height);
    let index = tutor.trace().script().index(cell).expect("a step");
    tutor.keys(&format!("→×{} w", index + 1));
    tutor
}

#[test]
fn each_reason_is_wholly_on_the_screen() {
    let sizes = [(80, 24), (160, 50)];
    for (lesson, (language, size)) in pairs(LESSONS, pairs(LANGUAGES, sizes)) {
        let trace = Tutor::open(lesson).trace().clone();
        let names = Names::new(&trace.example().network);
        for cell in derivable(&trace) {
            let mut tutor = at(lesson, cell, language, size);
            let derivation = Derivation::new(trace.example(), cell, false).expect("a gradient");
            let notation = tutor.app.settings.notation;
            let text = tutor.app.settings.text();
            let keeps_back = false;
            let teller =
                Teller { text, trace: &trace, names: &names, notation: &notation, keeps_back };
            for reason in &derivation.reasons {
                for part in teller.tell(&derivation, reason) {
                    match part {
                        Part::Prose(sentence) => _ = tutor.says(&sentence),
                        Part::Equation(_, rows) => {
                            for (sign, right) in rows {
                                tutor.says(&format!("{sign} {right}"));
                            }
                        }
                    }
                }
                tutor.keys("→");
            }
            // After the last reason the lesson goes on where it was.
            assert!(tutor.stepper().aside.is_none());
            assert_eq!(tutor.stepper().focus(), Some(cell));
        }
    }
}

#[test]
fn a_derivation_is_gone_through_in_both_directions_and_left() {
    let delta = Cell::of_unit(Quantity::ErrorTerm, 0, 0);
    let mut tutor = at("2-1-1", delta, Language::En, (80, 24));
    tutor.shows("1 of 9").keys("→ →").shows("3 of 9").keys("←").shows("2 of 9");
    tutor.keys("End").shows("9 of 9").keys("Home").shows("1 of 9");
    let position = tutor.position();
    tutor.keys("Esc");
    assert_eq!(tutor.position(), position);
    assert!(tutor.stepper().aside.is_none());
    tutor.keys("w w").lacks("1 of 9");
    tutor.keys("Home → w").says("Go to one of them first.");
}

#[test]
fn a_number_that_is_asked_for_is_not_given_away() {
    let mut tutor = Tutor::open("2-1-1");
    tutor.keys("t t");
    for _ in 0..tutor.total() {
        let Some(cell) = tutor.stepper().asked() else { break };
        let number = tutor.number(tutor.trace().value(cell));
        let symbol = tutor.symbol(cell);
        tutor.keys("F3");
        for _ in 0..20 {
            if tutor.stepper().aside.is_none() {
                break;
            }
            if has_one(cell) {
                tutor.lacks(&number);
            }
            tutor.keys("→");
        }
        assert_eq!(tutor.stepper().asked(), Some(cell), "{symbol} is still asked for");
        tutor.type_(&number).keys("Enter →");
    }
}

#[test]
fn a_large_network_has_its_reasons_at_once() {
    let lesson = big_networks::lesson(&[50; 11], true);
    let mut stepper = Stepper::new(lesson);
    let bottom = Cell::of_unit(Quantity::ErrorTerm, 0, 7);
    let derivation = Derivation::new(stepper.trace.example(), bottom, true).expect("a gradient");
    assert!(derivation.reasons.len() < 12, "{}", derivation.reasons.len());
    stepper.position = stepper.trace.script().index(bottom).expect("a step") + 1;
    let mut tutor = Tutor::menu();
    tutor.app.open(Screen::Stepper(Box::new(stepper)));
    tutor.keys("w").says("50 paths lead from");
}

#[test]
fn a_whole_quantity_is_explained_by_its_first_number_and_says_so() {
    let delta = Cell::of_unit(Quantity::ErrorTerm, 0, 0);
    let mut tutor = Tutor::open("3-2-1").after("Tab /");
    tutor.type_("δʰ1").keys("Enter w").says("why is δʰ what it is? See δʰ1");
    assert_eq!(tutor.stepper().derived().map(|derived| derived.derivation.cell), Some(delta));
    let mut tutor = Tutor::open("3-2-1").after("/");
    tutor.type_("δʰ2").keys("Enter w").says("why is δʰ2 what it is?");
}

#[test]
fn the_paths_of_a_deep_network_are_counted() {
    // Layer by layer: each path goes on to each of 50 units.
    let paths = (1..10).fold(1_u64, |paths, _| paths * 50);
    let delta = Cell::of_unit(Quantity::ErrorTerm, 0, 0);
    let mut tutor = at("2-1-1", delta, Language::En, (80, 24));
    for _ in 0..9 {
        if tutor.dense().join("").contains("10layersof50units") {
            break;
        }
        tutor.keys("→");
    }
    let rounded = (paths as f64 / 1e15).round();
    tutor.says(&format!("about {rounded}·10¹⁵ paths lead from one unit"));
    let mut tutor = tutor.in_symbols(backprop::lesson::Symbols::Ascii);
    tutor.says(&format!("about {rounded}*10^15 paths"));
}

#[test]
fn a_try_that_only_comes_near_says_so() {
    let delta = Cell::of_unit(Quantity::ErrorTerm, 0, 0);
    let mut tutor = at("2-1-1", delta, Language::En, (80, 24));
    tutor.keys("→").shows("0.24998").says("so by 0.24997 for each 1. That only comes near");
    // Along an edge nothing bends.
    tutor.keys("→").says("so by 0.1 for each 1.").lacks("comes near");
}

#[test]
fn the_local_factors_can_be_asked_for_too() {
    let mut tutor = Tutor::open("2-1-1").after("t t");
    // Up to δʰ, which stays asked for.
    while tutor
        .stepper()
        .asked()
        .is_none_or(|cell| cell.quantity != Quantity::ErrorTerm || cell.layer > 0)
    {
        tutor.keys(if tutor.stepper().asked().is_some() { "Tab" } else { "→" });
    }
    tutor.keys("F3 →");
    assert!(tutor.stepper().asks_for_factor(), "{}", tutor.text());
    // ∂a/∂h = f′(h) ≈ 0.24998, not a = 0.495.
    tutor.type_("0.495").keys("Enter").says("That is not it.");
    tutor.type_("0.25").keys("Enter");
    assert!(!tutor.stepper().asks_for_factor(), "{}", tutor.text());
    tutor.says("0.24998").keys("→");
    assert!(tutor.stepper().asks_for_factor(), "the next factor is");
    tutor.type_("0.1").keys("Enter").keys("w");
    assert!(tutor.stepper().asked().is_some(), "δʰ itself is still asked for");
}

#[test]
fn the_vanishing_gradient_has_its_reasons_too() {
    let mut tutor = Tutor::menu().after("5 → → F3");
    let asked = tutor.stepper().focus().unwrap();
    assert_eq!((asked.quantity, asked.layer), (Quantity::ErrorTerm, 6));
    tutor.says("why is").keys("→ →").keys("w Esc");
    assert_eq!(tutor.vanishing().reached, 2);
}
