//! Writing lesson files, so that reading gives the same numbers back.

use std::fmt::Write as _;

use ndarray::Array1;

use super::Translated;
use crate::lesson::{Example, Purpose, Record};
use crate::nn::Loss;

/// A lesson file for an example; `about` says what the rows and the columns of weights are.
/// [`Lesson::from_bytes`](super::Lesson::from_bytes) reads exactly this example back.
pub fn write(example: &Example, title: &Translated<String>, about: &str) -> String {
    let mut heading = "\n[title]\n".to_owned();
    for (language, title) in [("en", &title.en), ("zh", &title.zh)] {
        // Writing to a String cannot fail.
        let _ = writeln!(heading, "{language} = {}", toml::Value::from(title.as_str()));
    }
    let layers = write_example(example, "[[layer]]", about);
    match layers.split_once("\n[[layer]]") {
        Some((record, layers)) => format!("{record}{heading}\n[[layer]]{layers}"),
        None => layers,
    }
}

/// The keys of an example, with `heading` above each layer.
pub(crate) fn write_example(example: &Example, heading: &str, about: &str) -> String {
    let mut file = String::new();
    let mut records = String::new();
    match &example.records {
        None => file += &record(&example.input, &example.target, example.loss),
        Some(own) => {
            let _ = writeln!(file, "update = \"{}\"", <&str>::from(own.update));
            for Record { input, target } in &own.all {
                let heading = heading.replace("layer", "record");
                let _ = writeln!(records, "\n{heading}");
                records += &record(input, target, example.loss);
            }
        }
    }
    if example.purpose != Purpose::Gradients {
        let _ = writeln!(file, "learning_rate = {:?}", example.learning_rate);
    }
    if !matches!(example.loss, Loss::HalfSquared | Loss::OutputGradient) {
        let _ = writeln!(file, "loss = \"{}\"", example.loss.name());
    }
    if example.input_gradients {
        let _ = writeln!(file, "input_gradients = true");
    }
    if !example.biases_learn {
        let _ = writeln!(file, "biases_learn = false");
    }
    file += &records;
    for (index, layer) in example.network.layers().iter().enumerate() {
        let _ = writeln!(file, "\n{heading}\nactivation = \"{}\"", example.function(index));
        let about =
            if index == 0 && !about.is_empty() { format!(" # {about}") } else { String::new() };
        let _ = writeln!(file, "weights = [{about}");
        for row in layer.weights.rows() {
            let _ = writeln!(file, "  {},", list(row.iter()));
        }
        let _ = writeln!(file, "]");
        if let Some(biases) = &layer.biases {
            let biases =
                if layer.shares_bias { format!("{:?}", biases[0]) } else { list(biases.iter()) };
            let _ = writeln!(file, "biases = {biases}");
        }
    }
    file
}

/// One record, with the name of what is given of its outputs.
fn record(input: &Array1<f64>, target: &Array1<f64>, loss: Loss) -> String {
    let key = if loss == Loss::OutputGradient { "output_gradient" } else { "targets" };
    format!("inputs = {}\n{key} = {}\n", list(input.iter()), list(target.iter()))
}

/// `[0.5, -1.0]`, with every digit that is needed to read the same numbers back.
fn list<'a>(numbers: impl Iterator<Item = &'a f64>) -> String {
    let numbers: Vec<String> = numbers.map(|number| format!("{number:?}")).collect();
    format!("[{}]", numbers.join(", "))
}
