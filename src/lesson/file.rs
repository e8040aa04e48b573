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
//! This file knows what a lesson consists of; how TOML is taken apart is in `file/section.rs`, what
//! can be wrong in `file/fault.rs`.

mod example;
pub(crate) mod fault;
mod layers;
pub(crate) mod section;
mod write;

use std::path::Path;

use toml::de::DeTable;

use super::{Cell, Example, Names, Purpose, Script, spelling};
use crate::files::{self, Located, mebibytes};
use crate::limits;
use crate::nn::Layer;
use crate::sanitize::sanitize;

pub(crate) use example::{KEYS as EXAMPLE_KEYS, example};
pub use layers::KEYS as LAYER_KEYS;
pub use write::write;
pub(crate) use write::write_example;

use fault::{Counted, LessonError, LessonFault, SectionName, Wanted};
use section::{Kind, Section, TomlFile, TomlValue};

/// The same words in every language of the tutor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translated<T> {
    /// English
    pub en: T,
    /// Chinese
    pub zh: T,
}

impl<T: Clone> Translated<T> {
    /// What is given in one language stands for the other as well, where that has nothing.
    fn of(en: Option<T>, zh: Option<T>) -> Option<Self> {
        Some(Self { en: en.clone().or_else(|| zh.clone())?, zh: zh.or(en)? })
    }
}

/// A lesson: all that is given before the first step, and what it is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// What it is called on the command line and in machine formats: `2-1-1`, or the name of its
    /// file without `.toml`.
    pub name: String,
    /// A few words. The shape of the network where the file has none.
    pub title: Translated<String>,
    /// Sentences to read before the first step; often there are none.
    pub notes: Translated<Vec<String>>,
    /// A teacher's sentences, each at some numbers.
    pub remarks: Vec<Remark>,
    /// What the inputs are called besides x1, x2, …; empty where they are called nothing else.
    pub inputs: Vec<String>,
    /// The network, the record and the learning rate.
    pub example: Example,
    /// How many updates are made of it, 1 to [`limits::UPDATES`].
    pub updates: usize,
    /// The first layer (from 0) whose weights are square where the file does not say what a row is.
    pub ambiguous_layer: Option<usize>,
}

/// A teacher's sentence at a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// The numbers that it is about.
    pub at: Vec<Cell>,
    /// What is said.
    pub words: Translated<String>,
}

impl Lesson {
    /// An example that has no words of its own: it is called by its shape.
    pub fn of(example: Example) -> Self {
        let name = example.network.shape();
        Self {
            title: Translated { en: name.clone(), zh: name.clone() },
            name,
            notes: Translated::default(),
            remarks: Vec::new(),
            inputs: Vec::new(),
            example,
            updates: 1,
            ambiguous_layer: None,
        }
    }

    /// How many passes up and down the updates take.
    pub fn passes(&self) -> usize {
        match self.example.purpose {
            Purpose::Gradients => 1,
            _ => self.updates * self.example.passes_of_update(),
        }
    }

    /// What a teacher says at a number.
    pub fn remark(&self, cell: Cell) -> Option<&Translated<String>> {
        self.remarks.iter().find(|remark| remark.at.contains(&cell)).map(|remark| &remark.words)
    }

    /// Reads a lesson file.
    ///
    /// # Errors
    /// When the file can't be read, is too large, or is no lesson: one sentence that names the
    /// place and what is expected there.
    pub fn read(path: &Path) -> Result<Self, LessonError> {
        let (file, bytes) = contents(path)?;
        let name =
            path.file_stem().map_or_else(|| file.as_str().into(), |stem| stem.to_string_lossy());
        Self::from_bytes(&name, &file, &bytes)
    }

    /// Reads a lesson from the contents of a file. `file` is what messages call it.
    ///
    /// # Errors
    /// When the contents are no lesson, as in [`Lesson::read`].
    pub fn from_bytes(name: &str, file: &str, bytes: &[u8]) -> Result<Self, LessonError> {
        if bytes.len() > limits::LESSON_BYTES {
            let limit = mebibytes(limits::LESSON_BYTES as u64);
            return Err(Located::whole(file, LessonFault::TooLarge { limit }));
        }
        let document = TomlFile::new(file, bytes)?;
        let table = document.parse()?;
        lesson(name, &document, table.get_ref())
    }
}

/// The keys of a lesson file.
pub fn keys() -> Vec<&'static str> {
    const OWN: [&str; 6] = ["kind", "updates", "epochs", "title", "notes", "note"];
    [&example::KEYS[..], &OWN].concat()
}

fn lesson(name: &str, document: &TomlFile, table: &DeTable) -> Result<Lesson, LessonError> {
    let keys = keys();
    let section = Section::of_file(document, Kind::Lesson, &keys, table)?;
    let example = example(&section)?;
    let title = translated(&section, "title", |value| document.line(value))?;
    let notes = translated(&section, "notes", |value| document.lines(value))?;
    let shape = example.network.shape();
    Ok(Lesson {
        name: sanitize(name),
        title: title.unwrap_or_else(|| Translated { en: shape.clone(), zh: shape }),
        notes: notes.unwrap_or_default(),
        remarks: remarks(&section, &example)?,
        updates: updates(&section, &example)?,
        ambiguous_layer: ambiguous_layer(&section, &example),
        example,
        inputs: Vec::new(),
    })
}

/// Every `[[note]]`: a sentence, and the number `at` which it stands.
fn remarks(section: &Section, example: &Example) -> Result<Vec<Remark>, LessonError> {
    const KEYS: [&str; 3] = ["at", "en", "zh"];
    let document = section.document;
    let Some(value) = section.get("note") else { return Ok(Vec::new()) };
    let (names, script) = (Names::new(&example.network), Script::new(example));
    let notes = document.list(value, Wanted::Notes)?.iter();
    let remark = |value: &TomlValue| {
        let table = document.table(value, Wanted::Notes)?;
        let note = Section::new(document, SectionName::Note, &KEYS, table, Some(value.span()))?;
        let place = note.required("at")?;
        let name = document.line(place)?;
        let at = spelling::named(&name, &names, &script).map_err(|suggestion| {
            document.error(place.span(), LessonFault::UnknownBlank { name, suggestion })
        })?;
        if note.get("zh").is_none() {
            note.required("en")?;
        }
        let text = |key| note.get(key).map(|value| document.line(value)).transpose();
        let words = Translated::of(text("en")?, text("zh")?).unwrap_or_default();
        Ok(Remark { at, words })
    };
    notes.map(remark).collect()
}

/// The contents of a file, and what messages call it. One that is too large is told of by whoever
/// takes them apart.
///
/// # Errors
/// When it can't be read.
pub(crate) fn contents(path: &Path) -> Result<(String, Vec<u8>), LessonError> {
    let file = path.to_string_lossy().into_owned();
    let bytes = files::read(path, limits::LESSON_BYTES)
        .map_err(|why| Located::whole(&file, LessonFault::Io { why }))?;
    Ok((file, bytes))
}

/// The first layer whose rows could be inputs or units.
fn ambiguous_layer(section: &Section, example: &Example) -> Option<usize> {
    let is_square = |layer: &Layer| layer.units() > 1 && layer.units() == layer.below();
    let mut layers = example.network.layers().iter();
    if section.get("rows").is_some() { None } else { layers.position(is_square) }
}

/// How many updates are made: those of one epoch where nothing is said.
fn updates(section: &Section, example: &Example) -> Result<usize, LessonError> {
    let of_epoch = example.updates_of_epoch();
    let ((key, value), each) = match (section.get("updates"), section.get("epochs")) {
        (None, None) => return Ok(of_epoch),
        (Some(_), Some(epochs)) => {
            return Err(section.document.error(epochs.span(), LessonFault::UpdatesAndEpochs));
        }
        (Some(updates), None) => (("updates", updates), 1),
        (None, Some(epochs)) => (("epochs", epochs), of_epoch),
    };
    let most = limits::UPDATES / each;
    let count = section.document.whole(value)?.filter(|count| (1..=most).contains(count));
    let fault = LessonFault::Updates { key: key.to_owned(), most };
    count.map(|count| count * each).ok_or_else(|| section.document.error(value.span(), fault))
}

fn check_units(
    document: &TomlFile,
    value: &TomlValue,
    count: usize,
    what: Counted,
) -> Result<(), LessonError> {
    if count <= limits::UNITS {
        return Ok(());
    }
    let fault = LessonFault::TooMany { count, what, most: limits::UNITS };
    Err(document.error(value.span(), fault))
}

/// A section with one entry a language.
pub(super) fn translated<T: Clone>(
    section: &Section,
    key: &'static str,
    read: impl Fn(&TomlValue) -> Result<T, LessonError>,
) -> Result<Option<Translated<T>>, LessonError> {
    let document = section.document;
    let Some(value) = section.get(key) else {
        return Ok(None);
    };
    let table = document.table(value, Wanted::Languages)?;
    let name = SectionName::Named { key };
    let languages = Section::new(document, name, &["en", "zh"], table, Some(value.span()))?;
    let read = |language| languages.get(language).map(&read).transpose();
    Ok(Translated::of(read("en")?, read("zh")?))
}
