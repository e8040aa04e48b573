//! `step`, `check` and `new`.

use std::path::Path;

use ndarray::Array1;

use super::arguments::{Format, New, SymbolsChoice};
use super::failure::{CommandFault, Failure, is_lesson_file};
use crate::app::Settings;
use crate::class::Assignment;
use crate::class::handin::HandIn;
use crate::lesson::file::section::Kind;
use crate::lesson::file::{contents, write};
use crate::lesson::program::ProgramForm;
use crate::lesson::{
    Course, Example, Lesson, Notation, Symbols, Translated, builtin, builtin_names,
};
use crate::limits;
use crate::nn::random::{NumpyRandom, initial_network};
use crate::nn::{Layer, Network};
use crate::report::{Report, json, markdown, python, text};
use crate::sanitize::{excerpt, sanitize};
use crate::suggest::Suggestion;
use crate::text::names::translated;
use crate::text::{Language, Text, fill};

/// The lesson of that name, or in that file.
pub fn find(name: &Path) -> Result<Lesson, Failure> {
    if let Some(lesson) = name.to_str().and_then(builtin) {
        return Ok(lesson);
    }
    let is_file = is_lesson_file(name) || name.components().count() > 1 || name.exists();
    if is_file {
        return Ok(Lesson::read(name)?);
    }
    let name = name.to_string_lossy();
    let suggestion = Suggestion::of(&name, &builtin_names());
    Err(Failure::usage(&CommandFault::UnknownLesson { name: excerpt(&name, 40), suggestion }))
}

/// The lessons that come with the program, a line each: name, shape and title.
pub fn list(settings: Settings) -> String {
    let names = builtin_names();
    let longest = names.iter().map(|name| name.len()).max().unwrap_or(0);
    let line = |lesson: Lesson| {
        let title = translated::<String>(&lesson.title, settings.language);
        let shape = lesson.example.network.shape();
        format!("{:<longest$}  {shape:<7}  {title}\n", lesson.name)
    };
    let lessons = names.iter().filter_map(|name| builtin(name));
    settings.symbols().apply(&lessons.map(line).collect::<String>())
}

/// Every step of a lesson. Files for machines and documents are Unicode unless asked otherwise,
/// wherever they are made.
pub fn report(
    lesson: &Lesson,
    (format, form, why): (Format, ProgramForm, bool),
    settings: Settings,
    characters: SymbolsChoice,
) -> String {
    let symbols = match (format, characters) {
        (Format::Text, _) | (_, SymbolsChoice::Ascii) => settings.symbols(),
        (Format::Markdown | Format::Json | Format::Python, _) => Symbols::Unicode,
    };
    let digits = match format {
        Format::Text | Format::Markdown => settings.notation,
        Format::Json | Format::Python => Notation::machine(),
    };
    let report = Report::new(lesson, settings.language, Notation { symbols, ..digits });
    match format {
        Format::Text => text::lesson(&report, why),
        Format::Markdown => markdown::lesson(&report),
        Format::Json => json::lesson(&report),
        Format::Python => python::lesson(&report, form),
    }
}

/// Says of a file of any kind that it is fine: of a lesson, a course, an assignment or answers.
pub fn check(path: &Path, settings: Settings) -> Result<String, Failure> {
    let (name, bytes) = contents(path)?;
    let words = &settings.text().file;
    let file = sanitize(&name);
    let counted =
        |sentence: &str, count: usize| fill(sentence, &[("file", &file), ("n", &count)]) + "\n";
    let kind =
        if bytes.len() > limits::LESSON_BYTES { Kind::Lesson } else { Kind::of(&name, &bytes)? };
    Ok(match kind {
        Kind::Lesson => {
            let lesson = Lesson::read(path)?;
            let shape = lesson.example.network.shape();
            let mut said = fill(&words.fine, &[("file", &file), ("shape", &shape)]) + "\n";
            if let Some(layer) = lesson.ambiguous_layer {
                said += &fill(&words.square, &[("layer", &(layer + 1))]);
                said += "\n";
            }
            said
        }
        Kind::Course => {
            counted(&words.fine_course, Course::from_bytes(path, &bytes)?.entries.len())
        }
        Kind::Assignment | Kind::Handout => {
            counted(&words.fine_assignment, Assignment::from_bytes(&name, &bytes)?.sheets.len())
        }
        Kind::Answers => {
            counted(&words.fine_answers, HandIn::from_bytes(&name, &bytes)?.answers.len())
        }
    })
}

/// A lesson file with a network of the shape asked for. Numbers are short, so that they are easy to
/// follow and to edit.
pub fn new(asked: &New, settings: Settings) -> Result<String, Failure> {
    let shape = shape(&asked.shape)?;
    let [inputs, hidden @ .., outputs] = &shape[..] else { return Err(no_shape(&asked.shape)) };
    let (inputs, outputs) = (*inputs, *outputs);
    let network = initial_network(inputs, hidden, outputs, asked.activation, asked.seed)
        .and_then(|network| Network::new(rounded(network.layers(), asked.biases)))?;
    // Another seed than that of the weights, so that the inputs are not the same numbers.
    let mut random = NumpyRandom::new(asked.seed.wrapping_add(1));
    let input = Array1::from_shape_fn(inputs, |_| to_places(random.normal(1.0), 1));
    let target = Array1::from_shape_fn(outputs, |output| if output == 0 { 1.0 } else { 0.0 });
    let example = Example::new(network, input, target, 0.5).expect("the lengths fit the shape");
    let title = |language| {
        let title = &Text::of(language, Symbols::Unicode).file.title;
        fill(title, &[("shape", &asked.shape)])
    };
    let title = Translated { en: title(Language::En), zh: title(Language::Zh) };
    // A file, whichever characters the terminal has.
    let words = &Text::of(settings.language, Symbols::Unicode).file;
    Ok(write(&example, &title, &words.weights))
}

/// `2-3-1`: two to [`limits::LAYERS`] + 1 numbers, none of them 0 and none above [`limits::UNITS`].
fn shape(written: &str) -> Result<Vec<usize>, Failure> {
    let numbers: Result<Vec<usize>, _> = written.split('-').map(str::parse).collect();
    let is_shape = |shape: &Vec<usize>| shape.len() > 1 && !shape.contains(&0);
    let shape = numbers.ok().filter(is_shape).ok_or_else(|| no_shape(written))?;
    let count = shape.windows(2).map(|pair| pair[0].saturating_mul(pair[1]));
    let is_large = shape.len() > limits::LAYERS + 1
        || shape.iter().any(|&units| units > limits::UNITS)
        || count.sum::<usize>() > limits::WEIGHTS;
    if is_large {
        let shape = excerpt(written, 40);
        let (layers, units, weights) = (limits::LAYERS, limits::UNITS, limits::WEIGHTS);
        return Err(Failure::usage(&CommandFault::LargeShape { shape, layers, units, weights }));
    }
    Ok(shape)
}

fn no_shape(written: &str) -> Failure {
    Failure::usage(&CommandFault::NoShape { shape: excerpt(written, 40) })
}

fn rounded(layers: &[Layer], biases: bool) -> Vec<Layer> {
    layers
        .iter()
        .map(|layer| Layer {
            weights: layer.weights.mapv(|weight| to_places(weight, 2)),
            biases: biases.then(|| Array1::zeros(layer.units())),
            shares_bias: false,
            activation: layer.activation,
        })
        .collect()
}

/// `number` with so many decimals. What would be 0, and leave nothing to follow, becomes 0.1.
fn to_places(number: f64, places: i32) -> f64 {
    let scale = 10_f64.powi(places);
    let rounded = (number * scale).round() / scale;
    if rounded == 0.0 { 0.1 } else { rounded }
}
