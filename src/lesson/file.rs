//! Lesson files: a network, a record and a learning rate in TOML, with a title and notes.
//!
//! ```toml
//! inputs = [0.1, 0.3]
//! targets = [1.0]
//! learning_rate = 0.5
//!
//! [title]
//! en = "The 2-1-1 network"
//!
//! [[layer]]
//! activation = "sigmoid"
//! weights = [ # rows are inputs, columns are units, as NumPy writes them
//!   [0.4],
//!   [-0.2],
//! ]
//! ```
//!
//! This file knows what a lesson consists of; how TOML is taken apart, and how a place in it is told, is in `file/section.rs` and `file/error.rs`.

pub(crate) mod error;
mod section;

use std::fmt::Write as _;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use ndarray::{Array1, Array2};
use strum::VariantArray;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Course, Example};
use crate::nn::{Activation, Layer, Network};
use crate::sanitize::sanitize;
use crate::suggest::nearest;

pub use error::FileError;
use section::{Document, Section};

/// The largest file that is read.
pub const MAX_BYTES: usize = 2 << 20;
/// The most layers a lesson may have.
pub const MAX_LAYERS: usize = 20;
/// The most inputs, and the most units in one layer.
pub const MAX_UNITS: usize = 100;

/// The same words in every language of the tutor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translated<T> {
    /// English
    pub en: T,
    /// Chinese
    pub zh: T,
}

/// A lesson: all that is given before the first step, and what it is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// What it is called on the command line and in machine formats: `2-1-1`, or the name of its file without `.toml`.
    pub name: String,
    /// A few words. The shape of the network where the file has none.
    pub title: Translated<String>,
    /// Sentences to read before the first step; often there are none.
    pub notes: Translated<Vec<String>>,
    /// What the inputs are called besides x1, x2, …; empty where they are called nothing else.
    pub inputs: Vec<String>,
    /// The network, the record and the learning rate.
    pub example: Example,
}

impl Lesson {
    /// Reads a lesson file.
    ///
    /// # Errors
    /// When the file can't be read, is too large, or is no lesson: one sentence that names the place and what is expected there.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        let file = path.to_string_lossy();
        let mut bytes = Vec::new();
        std::fs::File::open(path)
            .and_then(|opened| opened.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes))
            .map_err(|error| FileError::of_reading(&file, &error))?;
        let name = path.file_stem().map_or_else(|| file.clone(), |stem| stem.to_string_lossy());
        Self::from_bytes(&name, &file, &bytes)
    }

    /// Reads a lesson from the contents of a file. `file` is what messages call it.
    ///
    /// # Errors
    /// When the contents are no lesson, as in [`Lesson::read`].
    pub fn from_bytes(name: &str, file: &str, bytes: &[u8]) -> Result<Self, FileError> {
        if bytes.len() > MAX_BYTES {
            return Err(FileError::new(
                file,
                "the file is larger than 2 MiB, which no lesson needs",
            ));
        }
        let document = Document::new(file, bytes)?;
        let table = document.parse()?;
        lesson(name, &document, table.get_ref())
    }
}

fn lesson(name: &str, document: &Document, table: &DeTable) -> Result<Lesson, FileError> {
    const KEYS: [&str; 6] = ["inputs", "targets", "learning_rate", "title", "notes", "layer"];
    let section = Section::new(document, "a lesson", &KEYS, table, None)?;
    let input = record(&section, "inputs")?;
    let target = record(&section, "targets")?;
    let learning_rate = document.number(section.required("learning_rate")?)?;
    let network = network(&section, input.len(), target.len())?;
    let title = translated(&section, "title", |value| document.line(value))?;
    let notes = translated(&section, "notes", |value| document.lines(value))?;
    let shape = network.shape();
    Ok(Lesson {
        name: sanitize(name),
        title: title.unwrap_or_else(|| Translated { en: shape.clone(), zh: shape }),
        notes: notes.unwrap_or_default(),
        example: Example { network, input, target, learning_rate, course: Course::default() },
        inputs: Vec::new(),
    })
}

/// The inputs or the targets.
fn record(section: &Section, key: &str) -> Result<Array1<f64>, FileError> {
    let document = section.document;
    let value = section.required(key)?;
    let numbers = document.numbers(value, "a list of numbers")?;
    if numbers.is_empty() {
        let message = format!("“{key}” is empty; it needs at least one number");
        return Err(document.error(value.span(), &message));
    }
    check_units(document, value, numbers.len(), key)?;
    Ok(numbers.into())
}

fn check_units(
    document: &Document,
    value: &Spanned<DeValue>,
    count: usize,
    what: &str,
) -> Result<(), FileError> {
    if count <= MAX_UNITS {
        return Ok(());
    }
    let message =
        format!("{count} {what} are too many to look at; at most {MAX_UNITS} can be shown");
    Err(document.error(value.span(), &message))
}

fn network(section: &Section, inputs: usize, outputs: usize) -> Result<Network, FileError> {
    let document = section.document;
    let value = section.required("layer")?;
    let tables = document.list(value, "one [[layer]] for each layer of units")?;
    if tables.is_empty() {
        return Err(document.error(value.span(), "a network needs at least one [[layer]]"));
    }
    if tables.len() > MAX_LAYERS {
        let message = format!(
            "{} layers are too many to look at; at most {MAX_LAYERS} can be shown",
            tables.len()
        );
        return Err(document.error(tables[MAX_LAYERS].span(), &message));
    }
    let mut layers: Vec<Layer> = Vec::with_capacity(tables.len());
    for (index, table) in tables.iter().enumerate() {
        let below = layers.last().map_or(inputs, Layer::units);
        layers.push(layer(document, index, table, below)?);
    }
    let last = &tables[tables.len() - 1];
    let units = layers.last().map_or(0, Layer::units);
    if units != outputs {
        let message = format!(
            "the last layer has {}, but {} given",
            count(units, "unit", "units"),
            count(outputs, "target is", "targets are")
        );
        return Err(document.error(weights_place(last), &message));
    }
    Network::new(layers).map_err(|error| FileError::new(document.file, &error.to_string()))
}

/// Where the weights of a layer stand, or else the layer.
fn weights_place(layer: &Spanned<DeValue>) -> Range<usize> {
    layer.get_ref().get("weights").map_or(layer.span(), Spanned::span)
}

fn layer(
    document: &Document,
    index: usize,
    value: &Spanned<DeValue>,
    below: usize,
) -> Result<Layer, FileError> {
    const KEYS: [&str; 3] = ["weights", "biases", "activation"];
    let table = document.table(value, "one [[layer]] for each layer of units")?;
    let section = Section::new(document, "a [[layer]]", &KEYS, table, Some(value.span()))?;
    let weights = weights(&section, index, below)?;
    let units = weights.ncols();
    Ok(Layer {
        biases: biases(&section, index, units)?,
        activation: activation(&section)?,
        weights,
    })
}

fn weights(section: &Section, index: usize, below: usize) -> Result<Array2<f64>, FileError> {
    let document = section.document;
    let layer = index + 1;
    let value = section.required("weights")?;
    let rows = document.list(value, "a list of rows, such as [[0.4], [-0.2]]")?;
    if rows.is_empty() {
        let message =
            format!("layer {layer} is empty; its weights need one row for each value from below");
        return Err(document.error(value.span(), &message));
    }
    let mut numbers = Vec::new();
    let mut units = 0;
    for (row, value) in rows.iter().enumerate() {
        let weights = document.numbers(value, "a row of numbers, such as [0.4, -0.2]")?;
        if row == 0 {
            units = weights.len();
            check_units(document, value, units, "units in one layer")?;
        }
        if weights.is_empty() {
            let message = format!(
                "row {} of layer {layer} is empty; it needs one weight for each unit",
                row + 1
            );
            return Err(document.error(value.span(), &message));
        }
        if weights.len() != units {
            let message = format!(
                "row {} of layer {layer} has {}, but row 1 has {units}; every row needs one for each unit",
                row + 1,
                count(weights.len(), "weight", "weights"),
            );
            return Err(document.error(value.span(), &message));
        }
        numbers.extend(weights);
    }
    if rows.len() != below {
        let from = if index == 0 { "input" } else { "unit of the layer below" };
        let message = format!(
            "the weights of layer {layer} have {}, but {} in: they need one row for each {from}",
            count(rows.len(), "row", "rows"),
            count(below, "value comes", "values come"),
        );
        return Err(document.error(value.span(), &message));
    }
    Array2::from_shape_vec((below, units), numbers)
        .map_err(|error| document.error(value.span(), &error.to_string()))
}

fn biases(section: &Section, index: usize, units: usize) -> Result<Option<Array1<f64>>, FileError> {
    let Some(value) = section.get("biases") else {
        return Ok(None);
    };
    let biases = section.document.numbers(value, "a list of numbers")?;
    if biases.len() != units {
        let message = format!(
            "layer {} has {} for {}; leave “biases” out for a layer without any",
            index + 1,
            count(biases.len(), "bias", "biases"),
            count(units, "unit", "units"),
        );
        return Err(section.document.error(value.span(), &message));
    }
    Ok(Some(biases.into()))
}

fn activation(section: &Section) -> Result<Activation, FileError> {
    let document = section.document;
    let value = section.required("activation")?;
    let name = document.string(value)?;
    name.parse().map_err(|error: String| {
        let names = Activation::VARIANTS.iter().map(|function| function.name()).collect::<Vec<_>>();
        let message = match nearest(name, &names) {
            Some(near) => format!("“{name}” is no activation function; did you mean “{near}”?"),
            None => error,
        };
        document.error(value.span(), &message)
    })
}

/// A section with one entry a language. Where only one language is given, it stands for the other as well.
fn translated<T: Clone>(
    section: &Section,
    key: &'static str,
    read: impl Fn(&Spanned<DeValue>) -> Result<T, FileError>,
) -> Result<Option<Translated<T>>, FileError> {
    let document = section.document;
    let Some(value) = section.get(key) else {
        return Ok(None);
    };
    let table = document.table(value, "a section with the languages en and zh")?;
    let name = format!("[{key}]");
    let languages = Section::new(document, &name, &["en", "zh"], table, Some(value.span()))?;
    let read = |language| languages.get(language).map(&read).transpose();
    Ok(match (read("en")?, read("zh")?) {
        (Some(en), Some(zh)) => Some(Translated { en, zh }),
        (Some(one), None) | (None, Some(one)) => Some(Translated { en: one.clone(), zh: one }),
        (None, None) => None,
    })
}

/// `1 unit`, `2 units`.
fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// A lesson file for an example. [`Lesson::from_bytes`] reads exactly this example back.
pub fn write(example: &Example, title: &Translated<String>) -> String {
    let mut file = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(file, "inputs = {}", list(example.input.iter()));
    let _ = writeln!(file, "targets = {}", list(example.target.iter()));
    let _ = writeln!(file, "learning_rate = {:?}", example.learning_rate);
    let _ = writeln!(file, "\n[title]");
    for (language, title) in [("en", &title.en), ("zh", &title.zh)] {
        let _ = writeln!(file, "{language} = {}", toml::Value::from(title.as_str()));
    }
    for (index, layer) in example.network.layers().iter().enumerate() {
        let _ = writeln!(file, "\n[[layer]]");
        let _ = writeln!(file, "activation = \"{}\"", layer.activation);
        let about = match index {
            0 => " # one row for each input, one column for each unit",
            _ => "",
        };
        let _ = writeln!(file, "weights = [{about}");
        for row in layer.weights.rows() {
            let _ = writeln!(file, "  {},", list(row.iter()));
        }
        let _ = writeln!(file, "]");
        if let Some(biases) = &layer.biases {
            let _ = writeln!(file, "biases = {}", list(biases.iter()));
        }
    }
    file
}

/// `[0.5, -1.0]`, with every digit that is needed to read the same numbers back.
fn list<'a>(numbers: impl Iterator<Item = &'a f64>) -> String {
    let numbers: Vec<String> = numbers.map(|number| format!("{number:?}")).collect();
    format!("[{}]", numbers.join(", "))
}
