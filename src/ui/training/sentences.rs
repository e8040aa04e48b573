//! What has to be said about a training run: sentences made from its numbers.

use crate::app::Settings;
use crate::app::training::observe::misled;
use crate::app::training::{Status, Training};
use crate::lesson::{Cell, Names, Quantity};
use crate::nn::gradient::Parameter;
use crate::nn::training::{Health, SATURATED_SLOPE};
use crate::text::fill;

/// About the curves: which figure is which, and what happened.
pub fn of_curves(training: &Training, settings: &Settings) -> Vec<String> {
    let words = &settings.text().training;
    let last = match training.playback.status() {
        Status::Ready => words.waiting.clone(),
        Status::Stopped(health) => stopped(training, health, settings),
        Status::Finished if has_few_tests(training) => {
            about_tests(training, settings, &words.accuracy_caution)
        }
        Status::Finished => about_tests(training, settings, &words.accuracy_told),
        Status::Running | Status::Paused => String::new(),
    };
    let first = misled_sentence(training, settings).unwrap_or_else(|| {
        let records = training.playback.trainer.training().records().to_string();
        fill(&words.difference, &[("train", &records)])
    });
    vec![first, last]
}

/// About the table of the records: when one counts as right, and how little a few test records say.
pub fn of_records(training: &Training, settings: &Settings) -> Vec<String> {
    let words = &settings.text().records;
    let mut sentences = vec![words.caution_general.clone()];
    if has_few_tests(training) {
        sentences.insert(0, about_tests(training, settings, &words.caution_few));
    }
    sentences
}

/// Whether one test record more or less changes the accuracy by more than a few hundredths.
fn has_few_tests(training: &Training) -> bool {
    const FEW: usize = 30;
    training.playback.trainer.test().records() < FEW
}

/// The lesson's figure rises though the network learns.
fn misled_sentence(training: &Training, settings: &Settings) -> Option<String> {
    let words = &settings.text().training;
    let misled = misled(&training.playback.trainer, training.runs.experiment.epochs)?;
    let number = |value| settings.notation.number(value);
    let sentence = match misled.warned {
        Some(_) => &words.misled_warned,
        None => &words.misled,
    };
    Some(fill(
        sentence,
        &[
            ("first", &number(misled.first.loss)),
            ("now", &number(misled.now.loss)),
            ("figure_first", &number(misled.first.lesson_figure)),
            ("figure_now", &number(misled.now.lesson_figure)),
            ("epoch", &misled.warned.unwrap_or(0).to_string()),
        ],
    ))
}

/// Why training can't go on, and where that began.
fn stopped(training: &Training, health: Health, settings: &Settings) -> String {
    let words = &settings.text().training;
    match health {
        Health::Fine => String::new(),
        Health::Saturated { epoch } => fill(
            &words.saturated_since,
            &[("epoch", &epoch.to_string()), ("slope", &settings.notation.number(SATURATED_SLOPE))],
        ),
        Health::Diverged { epoch, parameter: None } => {
            fill(&words.diverged_loss, &[("epoch", &epoch.to_string())])
        }
        Health::Diverged { epoch, parameter: Some(parameter) } => {
            let (name, value) = parameter_of(training, parameter);
            fill(
                &words.diverged_weight,
                &[
                    ("epoch", &epoch.to_string()),
                    ("weight", &settings.symbols().apply(&name)),
                    ("value", &settings.notation.number(value)),
                ],
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
fn about_tests(training: &Training, settings: &Settings, sentence: &str) -> String {
    let trainer = &training.playback.trainer;
    let tests = trainer.test().records();
    let Some(accuracy) = trainer.point().and_then(|point| point.test_accuracy) else {
        return String::new();
    };
    let number = |value: f64| settings.notation.number(value);
    let right = (accuracy * tests as f64).round();
    fill(
        sentence,
        &[
            ("right", &number(right)),
            ("test", &tests.to_string()),
            ("accuracy", &number(accuracy)),
            ("share", &number(1.0 / tests as f64)),
        ],
    )
}
