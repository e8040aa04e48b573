//! Several updates on the same record, there and back.

use backprop::lesson::{Cell, Lesson, Quantity, Trace, builtin};
use backprop::nn::Activation;
use proptest::prelude::*;

use crate::examples::examples;
use crate::tutor::{LANGUAGES, LESSONS, Tutor, pairs};

/// The new weights and biases of a trace, beside the given ones of the next.
fn new_and_given(before: &Trace, after: &Trace) -> Vec<(f64, f64)> {
    let steps = before.script().steps().iter();
    let new = steps.filter_map(|cell| match cell.quantity {
        Quantity::NewWeight => Some((*cell, cell.with(Quantity::Weight))),
        Quantity::NewBias => Some((*cell, cell.with(Quantity::Bias))),
        _ => None,
    });
    new.map(|(new, given)| (before.value(new), after.value(given))).collect()
}

#[test]
fn an_update_begins_with_the_weights_of_the_one_before() {
    for lesson in LESSONS {
        let mut tutor = Tutor::open(lesson);
        for _ in 0..20 {
            let before = tutor.trace().clone();
            tutor.keys("a");
            for (new, given) in new_and_given(&before, tutor.trace()) {
                assert_eq!(new.to_bits(), given.to_bits(), "{lesson}");
            }
            let loss = |quantity| Cell::single(quantity, 1);
            let fell = before.value(loss(Quantity::NewLoss));
            assert!((fell - tutor.trace().value(loss(Quantity::Loss))).abs() < 1e-16);
        }
    }
}

proptest! {
    #[test]
    fn so_it_is_in_any_network(example in examples(-2.0..2.0, 0.1..1.0)) {
        let before = Trace::new(example.clone());
        let after = Trace::new(example.successor());
        for (new, given) in new_and_given(&before, &after) {
            prop_assert!((new - given).abs() <= 1e-14 * new.abs().max(1.0), "{new} {given}");
        }
    }
}

#[test]
fn every_earlier_update_can_be_gone_back_to_exactly() {
    let mut tutor = Tutor::open("3-2-1");
    let mut seen = vec![tutor.trace().example().clone()];
    for keys in ["a", "a", "A", "Z"] {
        tutor.keys(keys);
        seen.push(tutor.trace().example().clone());
    }
    tutor.shows("update 113");
    let losses = tutor.stepper().updates.losses.clone();
    assert_eq!(losses.len(), 113);
    assert!(losses.is_sorted_by(|before, after| before > after), "E falls: {losses:?}");
    // Back by the last step of the update before.
    tutor.keys("←").shows("update 112").shows("step 31 of 31");
    for _ in 0..109 {
        tutor.keys("Home ←");
    }
    assert_eq!(tutor.stepper().updates.present, 2);
    assert_eq!(*tutor.trace().example(), seen[2]);
    tutor.keys("Home ← Home ←").lacks("– update 2");
    assert_eq!(*tutor.trace().example(), seen[0]);
    assert_eq!(*tutor.trace().example(), builtin("3-2-1").unwrap().example);
    tutor.keys("Home ←");
    assert_eq!(tutor.position(), 0);
    // The curve stays, and going on again leads to the same numbers.
    assert_eq!(tutor.keys("A a a").stepper().updates.losses, losses);
    assert_eq!(*tutor.trace().example(), seen[3]);
}

#[test]
fn what_a_learner_changes_counts_from_that_update_on() {
    let mut tutor = Tutor::open("2-1-1");
    tutor.keys("a a e Enter").type_("0.9").keys("Enter Esc");
    assert!(tutor.stepper().is_changed());
    let changed = tutor.trace().example().clone();
    tutor.keys("a a").shows("update 5");
    assert!(tutor.stepper().is_changed());
    tutor.keys("Home ← Home ←");
    assert_eq!(*tutor.trace().example(), changed);
    tutor.keys("Home ←").shows("update 2");
    assert!(!tutor.stepper().is_changed(), "before the change all is as it was");
    tutor.keys("a u").shows("update 3");
    assert!(!tutor.stepper().is_changed());
    tutor.keys("r");
    assert_eq!(*tutor.trace().example(), changed);
    tutor.keys("0").lacks("update 3");
    assert_eq!(*tutor.trace().example(), builtin("2-1-1").unwrap().example);
}

#[test]
fn there_is_an_end_and_questions_go_on() {
    let mut tutor = Tutor::open("2-1-1");
    tutor.keys("Z×12").shows("update 1000");
    let mut tutor = Tutor::open("2-1-1");
    tutor.keys("t t →");
    let first = tutor.number(tutor.trace().value(tutor.stepper().asked().unwrap()));
    tutor.type_(&first).keys("Enter");
    // Letters are typed into the answer; from the menu of keys there is no update while one is asked for.
    tutor.keys("→");
    assert!(tutor.stepper().asked().is_some());
    assert_eq!(tutor.keys("a").stepper().updates.present, 0);
}

#[test]
fn the_losses_are_in_the_picture_in_every_window() {
    for (lesson, (language, size)) in pairs(LESSONS, pairs(LANGUAGES, [(80, 24), (160, 50)])) {
        let mut tutor = Tutor::open(lesson).in_language(language);
        tutor.at(size.0, size.1);
        tutor.keys("A A").shows(" E █").keys("→×5");
    }
}

#[test]
fn a_record_of_a_training_has_no_update_of_its_own() {
    let mut tutor = Tutor::menu().after("4 Enter");
    let sentence = &tutor.app.settings.text().stepper.no_update;
    tutor.keys("a").says(sentence).keys("Esc →");
    assert_eq!(tutor.position(), 1);
}

#[test]
fn updates_end_before_their_numbers_grow_beyond_all_bounds() {
    let mut example = builtin("2-1-1").unwrap().example;
    for layer in example.network.layers_mut() {
        layer.activation = Activation::Linear;
    }
    example.learning_rate = 1e6;
    let lesson = Lesson::of(example);
    let mut tutor = Tutor::read(lesson).after("Z");
    tutor.says(&tutor.app.settings.text().stepper.diverging);
    let reached = tutor.stepper().updates.present;
    assert!((1..99).contains(&reached), "{reached}");
    assert!(
        tutor.trace().script().steps().iter().all(|cell| tutor.trace().value(*cell).is_finite())
    );
    assert_eq!(tutor.keys("Esc a").stepper().updates.present, reached);
}
