//! The file that a student hands in from the screen: every answer in order, and how it came about.
//! It holds no verdict: marking computes them.

use std::path::Path;

use serde::Serialize;

use super::Blank;
use super::assignment::{Assignment, VERSION};
use super::fault::{ClassError, ClassFault};
use crate::files::{self, Located};
use crate::lesson::Names;
use crate::lesson::file::fault::{LessonError, LessonFault, SectionName, Wanted};
use crate::lesson::file::section::{Section, TomlFile, TomlValue};

/// What the names of such files end in.
pub const ENDING: &str = ".answers.toml";

/// The largest file that is read.
const MAX_BYTES: usize = 1 << 20;

/// What one student hands in.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
pub struct HandIn {
    /// Whose it is.
    pub id: String,
    /// Which sheet.
    pub code: String,
    /// The program that wrote it.
    pub program: String,
    /// The answers, in the order of the lesson.
    #[serde(rename = "answer", skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answered>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
pub struct Answered {
    /// What was asked for, by its ASCII symbol.
    pub blank: String,
    /// What was written last.
    pub answer: String,
    /// How many answers were given.
    pub tries: usize,
    /// How many hints.
    pub hints: usize,
    /// Whether the number was shown instead, by the last hint.
    pub shown: bool,
}

impl HandIn {
    /// Without any answer yet.
    pub fn new(id: &str, code: &str) -> Self {
        Self {
            id: id.to_owned(),
            code: code.to_owned(),
            program: format!("backprop {}", env!("CARGO_PKG_VERSION")),
            answers: Vec::new(),
        }
    }

    /// The contents of the file. [`HandIn::from_bytes`] reads exactly this back.
    ///
    /// # Panics
    /// Never: texts and counts can be written as TOML.
    pub fn to_toml(&self) -> String {
        let answers = toml::to_string(self).expect("texts and counts can be written as TOML");
        format!("kind = \"answers\"\nformat_version = {VERSION}\n{answers}")
    }

    /// Reads the contents of a file; `file` is what messages call it.
    ///
    /// # Errors
    /// When they are no answers.
    pub fn from_bytes(file: &str, bytes: &[u8]) -> Result<Self, ClassError> {
        taken_apart(file, bytes).map_err(|error| {
            Located::new(&error.file, error.place, ClassFault::NoAnswers { why: *error.fault })
        })
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it can't be read or is none.
    pub fn read(path: &Path) -> Result<Self, ClassError> {
        let bytes = files::read(path, MAX_BYTES)
            .map_err(|why| Located::whole(path, ClassFault::Io { why }))?;
        Self::from_bytes(&path.to_string_lossy(), &bytes)
    }

    /// What was written for each blank of an assignment.
    pub fn for_blanks(&self, assignment: &Assignment) -> Vec<String> {
        let Some(sheet) = assignment.sheets.first() else { return Vec::new() };
        let names = Names::new(&sheet.example.network);
        let blanks = assignment.blanks.iter();
        let written = blanks.map(|blank| {
            let is_it = |it: &&Answered| !Blank::find(&it.blank, &names, &[*blank]).is_empty();
            self.answers.iter().rfind(is_it).map_or(String::new(), |it| it.answer.clone())
        });
        written.collect()
    }
}

fn taken_apart(file: &str, bytes: &[u8]) -> Result<HandIn, LessonError> {
    const KEYS: [&str; 6] = ["kind", "format_version", "id", "code", "program", "answer"];
    const OF_ANSWER: [&str; 5] = ["blank", "answer", "tries", "hints", "shown"];
    let document = TomlFile::new(file, bytes)?;
    let table = document.parse()?;
    let name = SectionName::Answers;
    let section = Section::new(&document, name.clone(), &KEYS, table.get_ref(), None)?;
    let text = |section: &Section, key| document.line(section.required(key)?);
    if text(&section, "kind")? != "answers" || section.whole("format_version")? != Some(VERSION) {
        return Err(document.error(section.required("kind")?.span(), LessonFault::OtherVersion));
    }
    let answer = |value: &TomlValue| {
        let table = document.table(value, Wanted::Answers)?;
        let at = Some(value.span());
        let section = Section::new(&document, name.clone(), &OF_ANSWER, table, at)?;
        Ok(Answered {
            blank: text(&section, "blank")?,
            answer: text(&section, "answer")?,
            tries: section.whole("tries")?.unwrap_or(0),
            hints: section.whole("hints")?.unwrap_or(0),
            shown: section.boolean("shown")?.unwrap_or(false),
        })
    };
    let answers =
        section.get("answer").map_or(Ok(&[][..]), |it| document.list(it, Wanted::Answers))?;
    Ok(HandIn {
        id: text(&section, "id")?,
        code: text(&section, "code")?,
        program: text(&section, "program")?,
        answers: answers.iter().map(answer).collect::<Result<_, _>>()?,
    })
}
