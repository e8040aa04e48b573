//! What has to be said about a training run: sentences made from its numbers.

use super::curves::shows_figure;
use crate::app::Action;
use crate::app::training::observe::{misled, next_step, outcome};
use crate::app::training::{Status, Training};
use crate::data::TargetKind;
use crate::keymap::{Context, key_of};
use crate::lesson::{Cell, Names, Quantity};
use crate::nn::gradient::Parameter;
use crate::nn::training::{Health, SATURATED_SLOPE};
use crate::text::{Values, join};
use crate::ui::pen::Pen;

/// About the curves: which figure is which, and what happened.
pub fn of_curves(training: &Training, pen: Pen) -> Vec<String> {
    let words = &pen.words.training;
    let records = training.playback.trainer.training().records();
    let measure = training.playback.trainer.measure();
    let loss = pen.fill(&words.loss_meant[measure], &[("train", &records)]);
    let loss = match misled_sentence(training, pen) {
        _ if !shows_figure(training) => loss,
        Some(misled) => misled,
        None => join(&loss, &words.difference),
    };
    match training.playback.status() {
        Status::Ready => {
            let see = training.runs.source.builtin.and_then(|it| words.see.get(<&str>::from(it)));
            vec![loss, see.cloned().unwrap_or_default(), words.waiting.clone()]
        }
        Status::Stopped(health) => vec![loss, stopped(training, health, pen)],
        Status::Finished | Status::Paused if !shows_figure(training) => {
            vec![came_to(training, pen).unwrap_or(loss)]
        }
        Status::Finished if has_few_tests(training) => {
            vec![loss, about_tests(training, pen, &words.accuracy_caution)]
        }
        Status::Finished => vec![loss, about_tests(training, pen, &words.accuracy_told)],
        Status::Running | Status::Paused => vec![loss],
    }
}

/// What training has come to, and what to try where that is next to nothing.
fn came_to(training: &Training, pen: Pen) -> Option<String> {
    let words = &pen.words.training;
    let trainer = &training.playback.trainer;
    let outcome = outcome(training)?;
    // Nearly all of it is not all.
    let digits = if (0.99..1.0).contains(&outcome.fall) { 4 } else { 2 };
    let percent = pen.with_digits(digits).number(outcome.fall.abs() * 100.0);
    let [constant, constant_of_tests] = training.runs.constants.map(|loss| pen.number(loss));
    let rate = pen.number(trainer.learning_rate());
    let is_unmoved = outcome.bolder.is_some();
    let step =
        if is_unmoved { pen.with_digits(1).number(next_step(trainer)) } else { String::new() };
    let test_loss = outcome.now.test_loss;
    let mut sentences = vec![if outcome.fall < 0.0 { &words.rose } else { &words.fell }];
    sentences.extend(is_unmoved.then_some(&words.hardly));
    sentences.extend(test_loss.map(|loss| {
        if loss > training.runs.constants[1] { &words.tests_worse } else { &words.tests_no_worse }
    }));
    sentences.extend(is_unmoved.then_some(&words.bolder));
    let values: &Values = &[
        ("key", &key_of(Action::LargerRate, Context::Watching)),
        ("measure", &words.measure[trainer.measure()]),
        ("percent", &percent),
        ("now", &pen.number(outcome.now.loss)),
        ("constant", &constant),
        ("constant_of_tests", &constant_of_tests),
        ("always", &words.always[<&str>::from(training.runs.prepared.targets.kind())]),
        ("rate", &rate),
        ("step", &step),
        ("test", &trainer.test().records()),
        ("test_loss", &pen.number(test_loss.unwrap_or(f64::NAN))),
        ("bolder", &pen.number(outcome.bolder.unwrap_or(f64::NAN))),
    ];
    sentences
        .into_iter()
        .map(|sentence| pen.fill(sentence, values))
        .reduce(|all, next| join(&all, &next))
}

/// About the table of the records: when one counts as right, and how little a few test records say.
pub fn of_records(training: &Training, pen: Pen) -> Vec<String> {
    let words = &pen.words.records;
    let kind = training.runs.prepared.targets.kind();
    let mut sentences = vec![words.caution[<&str>::from(kind)].clone()];
    if has_few_tests(training) && kind != TargetKind::Amount {
        sentences.insert(0, about_tests(training, pen, &words.caution_few));
    }
    sentences
}

/// Whether one test record more or less changes the accuracy by more than a few hundredths.
fn has_few_tests(training: &Training) -> bool {
    const FEW: usize = 30;
    training.playback.trainer.test().records() < FEW
}

/// The lesson's figure rises though the network learns.
fn misled_sentence(training: &Training, pen: Pen) -> Option<String> {
    let words = &pen.words.training;
    let misled = misled(&training.playback.trainer, training.runs.experiment.epochs)?;
    let sentence = match misled.warned {
        Some(_) => &words.misled_warned,
        None => &words.misled,
    };
    Some(pen.fill(
        sentence,
        &[
            ("measure", &words.measure[training.playback.trainer.measure()]),
            ("first", &pen.number(misled.first.loss)),
            ("now", &pen.number(misled.now.loss)),
            ("figure_first", &pen.number(misled.first.lesson_figure)),
            ("figure_now", &pen.number(misled.now.lesson_figure)),
            ("epoch", &misled.warned.unwrap_or(0)),
        ],
    ))
}

/// Why training can't go on, and where that began.
fn stopped(training: &Training, health: Health, pen: Pen) -> String {
    let words = &pen.words.training;
    match health {
        Health::Fine => String::new(),
        Health::Saturated { epoch } => pen.fill(
            &words.saturated_since,
            &[("epoch", &epoch), ("slope", &pen.number(SATURATED_SLOPE))],
        ),
        Health::Diverged { epoch, parameter: None } => {
            pen.fill(&words.diverged_loss, &[("epoch", &epoch)])
        }
        Health::Diverged { epoch, parameter: Some(parameter) } => {
            let (name, value) = parameter_of(training, parameter);
            pen.fill(
                &words.diverged_weight,
                &[("epoch", &epoch), ("weight", &name), ("value", &pen.number(value))],
            )
        }
    }
}

/// Name and present value of a weight or a bias.
fn parameter_of(training: &Training, parameter: Parameter) -> (String, f64) {
    let network = training.playback.trainer.network();
    let (cell, value) = match parameter {
        Parameter::Weight { layer, from, unit } => (
            Cell::of_edge(Quantity::Weight, layer, from, unit),
            network.layers()[layer].weights.get([from, unit]),
        ),
        Parameter::Bias { layer, unit } => (
            Cell::of_unit(Quantity::Bias, layer, unit),
            network.layers()[layer].biases.as_ref().and_then(|biases| biases.get(unit)),
        ),
    };
    let name = Names::new(network).symbol(cell);
    (name, value.copied().unwrap_or(f64::NAN))
}

/// How many test records are right, and how much one of them weighs.
fn about_tests(training: &Training, pen: Pen, sentence: &str) -> String {
    let trainer = &training.playback.trainer;
    let tests = trainer.test().records();
    let Some(accuracy) = trainer.point().and_then(|point| point.test_accuracy) else {
        return String::new();
    };
    pen.fill(
        sentence,
        &[
            ("right", &pen.number((accuracy * tests as f64).round())),
            ("test", &tests),
            ("accuracy", &pen.number(accuracy)),
            ("share", &pen.number(1.0 / tests as f64)),
        ],
    )
}
