//! The file that a student hands in from the screen: every answer in order, and how it came about.
//! It holds no verdict: marking computes them.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::assignment::{Assignment, VERSION};
use super::fault::{ClassError, ClassFault};
use crate::files::{self, Located, Place};
use crate::lesson::{Names, spelling};
use crate::sanitize::excerpt;

/// What the names of such files end in.
pub const ENDING: &str = ".answers.toml";

/// The largest file that is read.
const MAX_BYTES: usize = 1 << 20;

/// What one student hands in.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandIn {
    /// `answers`
    pub kind: String,
    /// The version of the form.
    pub format_version: usize,
    /// Whose it is.
    pub id: String,
    /// Which sheet.
    pub code: String,
    /// The program that wrote it.
    pub program: String,
    /// The answers, in the order of the lesson.
    #[serde(default, rename = "answer")]
    pub answers: Vec<Answered>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
    #[serde(default)]
    pub shown: bool,
}

impl HandIn {
    /// Without any answer yet.
    pub fn new(id: &str, code: &str) -> Self {
        Self {
            kind: "answers".to_owned(),
            format_version: VERSION,
            id: id.to_owned(),
            code: code.to_owned(),
            program: format!("backprop {}", env!("CARGO_PKG_VERSION")),
            answers: Vec::new(),
        }
    }

    /// The contents of the file.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    /// Reads the contents of a file; `file` is what messages call it.
    ///
    /// # Errors
    /// When they are no answers.
    pub fn from_bytes(file: &str, bytes: &[u8]) -> Result<Self, ClassError> {
        let text = files::text(bytes)
            .map_err(|(place, why)| Located::new(file, place, ClassFault::Encoding { why }))?;
        let found: Self = toml::from_str(text).map_err(|error| {
            let place = error.span().map_or(Place::default(), |span| Place::of(text, span.start));
            let reason = excerpt(error.message(), 160);
            Located::new(file, place, ClassFault::NoAnswers { reason })
        })?;
        if found.kind != "answers" || found.format_version != VERSION {
            return Err(Located::whole(file, ClassFault::OtherAnswers));
        }
        Ok(found)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it can't be read or is none.
    pub fn read(path: &Path) -> Result<Self, ClassError> {
        let file = path.to_string_lossy();
        let bytes = files::read(path, MAX_BYTES)
            .map_err(|why| Located::whole(&file, ClassFault::Io { why }))?;
        Self::from_bytes(&file, &bytes)
    }

    /// What was written for each blank of an assignment.
    pub fn for_blanks(&self, assignment: &Assignment) -> Vec<String> {
        let Some(sheet) = assignment.sheets.first() else { return Vec::new() };
        let names = Names::new(&sheet.example.network);
        let blanks = assignment.blanks.iter();
        let written = blanks.map(|blank| {
            let is_it = |it: &&Answered| !spelling::find(&it.blank, &names, &[*blank]).is_empty();
            self.answers.iter().rfind(is_it).map_or(String::new(), |it| it.answer.clone())
        });
        written.collect()
    }
}
