//! A finished training without a screen: what the lesson's script prints, or its history as CSV or
//! JSON.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use serde::Serialize;
use serde_json::{Value, json};

use super::json::{self, LayerWeights, Real};
use crate::data::{Category, Derivation, Prepared, Targets};
use crate::lesson::Notation;
use crate::nn::Loss;
use crate::nn::training::{Point, ScriptLine, Trainer, run_script};
use crate::text::{Text, Values, fill};

/// A line of the lesson's script, as Python writes it: `Train loss:  0.252986291787026`.
///
/// With `verbose`, the MSE over all records stands behind it.
pub fn script_line(line: &ScriptLine, verbose: bool) -> String {
    let mut text = format!("Train loss:  {}", python(line.figure));
    if line.increasing {
        text.push_str("   WARNING - Loss Increasing");
    }
    if verbose {
        // Writing to a String cannot fail.
        let _ = write!(text, "  MSE:  {}", python(line.loss));
    }
    text + "\n"
}

/// The last line of the lesson's script: `Prediction accuracy: 0.250`.
pub fn accuracy_line(accuracy: f64) -> String {
    format!("Prediction accuracy: {accuracy:.3}\n")
}

/// All that the lesson's script prints, and the true loss beside each figure.
pub fn script(trainer: &mut Trainer, epochs: usize) -> Vec<String> {
    let mut lines = Vec::new();
    run_script(trainer, epochs, |line| {
        lines.push(script_line(line, true).trim_end().to_owned());
        ControlFlow::Continue(())
    });
    let accuracy = trainer.point().and_then(|point| point.test_accuracy);
    lines.extend(accuracy.map(|accuracy| accuracy_line(accuracy).trim_end().to_owned()));
    lines
}

/// How a training went that no script has printed: a line for each tenth of it. `constant` is the
/// loss of always giving the mean of the targets.
pub fn told(
    trainer: &mut Trainer,
    epochs: usize,
    (targets, constant): (&Targets, f64),
    text: &Text,
    notation: &Notation,
) -> Vec<String> {
    let tenths = (0..=10).map(|tenth| epochs * tenth / 10);
    let line = |epoch| {
        trainer.run_to(epoch);
        let point = trainer.point()?;
        let spread = targets.scale().map_or(f64::NAN, |scale| scale.standard_deviation);
        let [loss, right, r_squared, rmse] = [
            point.loss,
            point.training_accuracy,
            1.0 - point.loss / constant,
            point.loss.sqrt() * spread,
        ]
        .map(|it| notation.number(it));
        let words = match targets {
            Targets::Amount(_) => &text.training.told_amount,
            _ => &text.training.told,
        };
        let values: &Values = &[
            ("epoch", &epoch),
            ("measure", &text.training.measure[trainer.measure()]),
            ("loss", &loss),
            ("right", &right),
            ("r_squared", &r_squared),
            ("rmse", &rmse),
        ];
        Some(fill(words, values))
    };
    tenths.filter_map(line).collect()
}

/// Which loss the steps make smaller, and what it is.
pub fn loss_line(loss: Loss, text: &Text) -> String {
    let formula = &text.convention.loss[loss.name()][0];
    fill(&text.training.told_loss, &[("loss", &loss.name()), ("formula", &formula)])
}

/// The kept points of the history, and the last one. An accuracy that there is none of is an empty
/// cell. Lines end as RFC 4180 says.
pub fn csv(trainer: &Trainer) -> String {
    let mut table =
        "epoch,loss,lesson_figure,training_accuracy,test_accuracy,test_loss,measure\r\n".to_owned();
    let measure = <&str>::from(trainer.measure());
    for point in points(trainer) {
        let [test_accuracy, test_loss] = [point.test_accuracy, point.test_loss]
            .map(|value| value.map(python).unwrap_or_default());
        // Writing to a String cannot fail.
        let _ = write!(
            table,
            "{},{},{},{},{test_accuracy},{test_loss},{measure}\r\n",
            point.epoch,
            python(point.loss),
            python(point.lesson_figure),
            python(point.training_accuracy),
        );
    }
    table
}

#[derive(Serialize)]
struct TrainingJson<'a> {
    format_version: u32,
    learning_rate: Real,
    seed: u32,
    test_fraction: Real,
    target: &'a str,
    target_kind: &'static str,
    /// The value of it that is 1, where that is not 1 itself.
    positive: Option<&'a str>,
    /// The classes, in the order of their outputs; none where there is one output.
    classes: Vec<String>,
    /// How an amount was standardised.
    target_scale: Option<Value>,
    /// What training made smaller.
    loss: &'static str,
    /// What is told of it in the history.
    measure: &'static str,
    /// After how many records the weights changed.
    batch: usize,
    /// The names of the inputs: the rows of the first weights.
    features: Vec<&'a str>,
    standardized: Vec<Value>,
    /// Rows of the table, from 0, in the order in which they were drawn.
    training_rows: &'a [usize],
    test_rows: &'a [usize],
    first_layers: Vec<LayerWeights>,
    history: Vec<Value>,
    layers: Vec<LayerWeights>,
}

/// How the records were made, the first weights, the history, and the weights at its end.
pub fn json(trainer: &Trainer, prepared: &Prepared) -> String {
    let features = prepared.features.iter();
    json::pretty(&TrainingJson {
        format_version: json::FORMAT_VERSION,
        learning_rate: Real(trainer.learning_rate()),
        seed: prepared.recipe.seed,
        test_fraction: Real(prepared.recipe.test_fraction),
        target: &prepared.recipe.target,
        target_kind: prepared.targets.kind().into(),
        positive: prepared.recipe.positive.as_deref(),
        classes: match &prepared.targets {
            Targets::Classes(classes) => classes.iter().map(Category::to_string).collect(),
            _ => Vec::new(),
        },
        target_scale: prepared.targets.scale().map(|scale| {
            json!({
                "mean": Real(scale.mean),
                "standard_deviation": Real(scale.standard_deviation),
            })
        }),
        loss: trainer.loss().name(),
        measure: trainer.measure().into(),
        batch: trainer.batch(),
        features: features.clone().map(|feature| feature.name.as_str()).collect(),
        standardized: features
            .filter_map(|feature| match &feature.derivation {
                Derivation::Standardized(scale) => Some(json!({
                    "feature": feature.name,
                    "mean": Real(scale.mean),
                    "standard_deviation": Real(scale.standard_deviation),
                })),
                Derivation::Untouched | Derivation::Dummy(_) => None,
            })
            .collect(),
        training_rows: &prepared.train_rows,
        test_rows: &prepared.test_rows,
        first_layers: json::layers(&trainer.first_network()),
        history: points(trainer).map(point).collect(),
        layers: json::layers(trainer.network()),
    })
}

fn point(point: Point) -> Value {
    json!({
        "epoch": point.epoch,
        "loss": Real(point.loss),
        "lesson_figure": Real(point.lesson_figure),
        "training_accuracy": Real(point.training_accuracy),
        "test_accuracy": point.test_accuracy.map(Real),
        "test_loss": point.test_loss.map(Real),
    })
}

/// The points that the history has kept, and the present one behind them.
fn points(trainer: &Trainer) -> impl Iterator<Item = Point> {
    let kept = trainer.history();
    let last = kept.last().map(|point| point.epoch);
    let present = trainer.point().filter(move |point| Some(point.epoch) > last);
    kept.iter().copied().chain(present)
}

/// A number as Python's `repr` writes it: the shortest digits that read back as the same number,
/// with an exponent below 1e-4 and from 1e16 on.
fn python(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if number.is_infinite() || number == 0.0 || (1e-4..1e16).contains(&number.abs()) {
        return format!("{number:?}");
    }
    let scientific = format!("{number:e}");
    match scientific.split_once('e') {
        Some((digits, exponent)) => {
            let (sign, size) = match exponent.strip_prefix('-') {
                Some(size) => ('-', size),
                None => ('+', exponent),
            };
            format!("{digits}e{sign}{size:0>2}")
        }
        None => scientific,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `repr` of Python 3 writes them.
    #[test]
    fn numbers_are_written_as_python_writes_them() {
        for (number, repr) in [
            (0.252_986_291_787_026, "0.252986291787026"),
            (1.0, "1.0"),
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (0.0001, "0.0001"),
            (0.000_012_5, "1.25e-05"),
            (5e-324, "5e-324"),
            (9_999_999_999_999_998.0, "9999999999999998.0"),
            (1e16, "1e+16"),
            (-1.5e300, "-1.5e+300"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
        ] {
            assert_eq!(python(number), repr);
        }
    }

    #[test]
    fn a_line_can_warn_and_can_show_the_true_loss() {
        let line = ScriptLine { epoch: 1, figure: 0.25, loss: 0.125, increasing: true };
        assert_eq!(script_line(&line, false), "Train loss:  0.25   WARNING - Loss Increasing\n");
        assert_eq!(
            script_line(&line, true),
            "Train loss:  0.25   WARNING - Loss Increasing  MSE:  0.125\n"
        );
    }
}
