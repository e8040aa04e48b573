//! A lesson as JSON, for scripts: every digit, `-` for minus, and statements of NumPy that run one
//! after the other. Also what all JSON has in common.

use serde::{Serialize, Serializer};
use serde_json::json;

use super::Report;
use crate::lesson::expr::text;
use crate::lesson::program::between;
use crate::lesson::{Calculation, Example, Purpose, Record};
use crate::nn;

/// Changes when a script that reads the JSON has to change.
pub(super) const FORMAT_VERSION: u32 = 1;

/// A number in JSON. It has no word for those that are not finite, so these are the strings `inf`,
/// `-inf` and `nan`, which Python's `float` reads.
#[derive(Clone, Copy)]
pub(super) struct Real(pub(super) f64);

impl Serialize for Real {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            number if number.is_nan() => serializer.serialize_str("nan"),
            f64::INFINITY => serializer.serialize_str("inf"),
            f64::NEG_INFINITY => serializer.serialize_str("-inf"),
            number => serializer.serialize_f64(number),
        }
    }
}

/// Numbers in JSON.
pub(super) fn reals<'a>(numbers: impl IntoIterator<Item = &'a f64>) -> Vec<Real> {
    numbers.into_iter().copied().map(Real).collect()
}

/// The weights of a layer in JSON.
#[derive(Serialize)]
pub(super) struct LayerWeights {
    activation: &'static str,
    /// Rows are inputs, columns are units.
    weights: Vec<Vec<Real>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    biases: Option<Vec<Real>>,
}

/// All weights of a network.
pub(super) fn layers(network: &nn::Network) -> Vec<LayerWeights> {
    let layer = |layer: &nn::Layer| LayerWeights {
        activation: layer.activation.name(),
        weights: layer.weights.rows().into_iter().map(reals).collect(),
        biases: layer.biases.as_ref().map(reals),
    };
    network.layers().iter().map(layer).collect()
}

/// The text of a document.
pub(super) fn pretty(document: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(document)
        .expect("strings and numbers can always be written as JSON");
    json + "\n"
}

#[derive(Serialize)]
struct Step {
    /// From 1.
    update: usize,
    /// From 1, and only where a lesson has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<usize>,
    quantity: &'static str,
    /// From 1, at the first weights.
    layer: usize,
    /// From 1.
    unit: usize,
    /// From 1, and only for the quantities of weights.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<usize>,
    symbol: String,
    formula: String,
    numbers: String,
    numpy: String,
    value: Real,
}

/// Every step of a lesson, and those of the second forward pass before the last one. The notation
/// should be [`crate::lesson::Notation::machine`].
pub fn lesson(report: &Report) -> String {
    let example = &report.lesson.example;
    let steps = report.passes().flat_map(|(pass, report)| steps(&report, pass));
    let mut document = json!({
        "format_version": FORMAT_VERSION,
        "lesson": report.lesson.name,
        "learning_rate": (example.purpose != Purpose::Gradients).then_some(Real(example.learning_rate)),
        "loss": example.loss.name(),
        "biases_learn": example.biases_learn,
        "inputs": reals(&example.input),
        "targets": reals(&example.target),
        "layers": layers_of(example),
        "steps": steps.collect::<Vec<_>>(),
    });
    if let Some(records) = &example.records {
        let record = |record: &Record| json!({ "inputs": reals(&record.input), "targets": reals(&record.target) });
        document["update_rule"] = json!(<&str>::from(records.update));
        document["records"] = records.all.iter().map(record).collect();
    }
    pretty(&document)
}

/// The layers of an example, softmax by its name.
fn layers_of(example: &Example) -> Vec<LayerWeights> {
    let mut layers = layers(&example.network);
    for (index, layer) in layers.iter_mut().enumerate() {
        layer.activation = example.function(index);
    }
    layers
}

/// The steps of one pass. The first of a later one first puts the new weights in place of the old,
/// or the record in place of the one before.
fn steps(report: &Report, pass: usize) -> Vec<Step> {
    let calculations = report.steps().iter().flat_map(|&cell| {
        report.supporting(cell).into_iter().chain(report.calculation(cell)).collect::<Vec<_>>()
    });
    let mut steps: Vec<Step> = calculations.map(|own| step(report, pass, own)).collect();
    if let Some(first) = steps.first_mut() {
        let renewed = between(&report.lesson.example, &report.names, pass);
        first.numpy =
            renewed.into_iter().map(|line| line + "\n").collect::<String>() + &first.numpy;
    }
    steps
}

fn step(report: &Report, pass: usize, calculation: Calculation) -> Step {
    let Calculation { cell, symbol, symbols, arithmetic, numpy } = calculation;
    Step {
        update: report.lesson.example.update_of(pass) + 1,
        record: report.lesson.example.records.as_ref().map(|records| records.present + 1),
        quantity: cell.quantity.name(),
        layer: cell.layer + 1,
        unit: cell.unit + 1,
        from: cell.quantity.is_of_matrix().then_some(cell.from + 1),
        formula: machine(&format!("{symbol} = {}", text(&symbols))),
        numbers: machine(&format!("{} {}", text(&arithmetic.numbers), report.outcome(&arithmetic))),
        symbol,
        numpy: report.names.numpy_array(cell).map_or(numpy.clone(), |it| it + "\n" + &numpy),
        value: Real(report.trace.value(cell)),
    }
}

/// The minus that machines read.
fn machine(formula: &str) -> String {
    formula.replace('−', "-")
}
