//! An assignment: a lesson, what is left blank, and every student's numbers in full. Marking reads
//! them from here and never draws them again.

use std::fmt::Write as _;
use std::path::Path;

use super::fault::ClassFault;
use super::{Blank, roster};
use crate::lesson::file::fault::{LessonError, LessonFault, SectionName, Wanted};
use crate::lesson::file::section::{Section, TomlFile, TomlValue};
use crate::lesson::file::{self as lesson_file, EXAMPLE_KEYS, write_example};
use crate::lesson::{Example, Lesson, Names, Notation, Symbols};

/// The version of the form that is written and read.
pub const VERSION: usize = 1;

/// What a class is to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// The lesson that it is about.
    pub lesson: String,
    /// How many significant digits are asked for.
    pub digits: usize,
    /// Where the numbers were drawn from, for those who join later.
    pub seed: String,
    /// Whether all have the same numbers on purpose.
    pub same_numbers: bool,
    /// Whether hints are given at the screen.
    pub hints: bool,
    /// How often a number may be tried at the screen.
    pub tries: Option<usize>,
    /// The numbers to find, in the order of the lesson.
    pub blanks: Vec<Blank>,
    /// One for each student.
    pub sheets: Vec<Sheet>,
}

/// One student's sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Who it is for.
    pub id: String,
    /// Their name; may be empty.
    pub name: String,
    /// What the sheet itself is called.
    pub code: String,
    /// Its numbers.
    pub example: Example,
}

impl Assignment {
    /// What the blanks are called in tables: `h1`, `y^`, `d_o`.
    pub fn blank_names(&self) -> Vec<String> {
        let Some(sheet) = self.sheets.first() else { return Vec::new() };
        let names = Names::new(&sheet.example.network);
        self.blanks.iter().map(|blank| blank.name(&names, Symbols::Ascii)).collect()
    }

    /// How many passes of the lesson there are up to the last blank.
    pub fn passes(&self) -> usize {
        self.blanks.iter().map(|blank| blank.pass + 1).max().unwrap_or(1)
    }

    /// The file. [`Assignment::from_bytes`] reads exactly this back.
    pub fn to_toml(&self, kind: &str) -> String {
        let text = |text: &str| toml::Value::from(text).to_string();
        let names: Vec<String> = self.blank_names().iter().map(|name| text(name)).collect();
        let mut file = String::new();
        // Writing to a String cannot fail.
        let _ = writeln!(file, "kind = {}\nformat_version = {VERSION}", text(kind));
        let _ = writeln!(file, "lesson = {}\ndigits = {}", text(&self.lesson), self.digits);
        let _ = writeln!(file, "seed = {}", text(&self.seed));
        if self.same_numbers {
            let _ = writeln!(file, "same_numbers = true");
        }
        if !self.hints {
            let _ = writeln!(file, "hints = false");
        }
        if let Some(tries) = self.tries {
            let _ = writeln!(file, "tries = {tries}");
        }
        let _ = writeln!(file, "blanks = [{}]", names.join(", "));
        for Sheet { id, name, code, example } in &self.sheets {
            let _ = writeln!(file, "\n[[sheet]]\nid = {}", text(id));
            let _ = writeln!(file, "name = {}\ncode = {}", text(name), text(code));
            file += &write_example(example, "[[sheet.layer]]", "");
        }
        file
    }

    /// Reads an assignment, or the part of it that is for one student.
    ///
    /// # Errors
    /// When the file can't be read or is none.
    pub fn read(path: &Path) -> Result<Self, LessonError> {
        let (name, bytes) = lesson_file::contents(path)?;
        Self::from_bytes(&name, &bytes)
    }

    /// Reads the contents of such a file; `file` is what messages call it.
    ///
    /// # Errors
    /// When they are no assignment.
    pub fn from_bytes(file: &str, bytes: &[u8]) -> Result<Self, LessonError> {
        const KEYS: [&str; 10] = [
            "kind",
            "format_version",
            "lesson",
            "digits",
            "seed",
            "same_numbers",
            "hints",
            "tries",
            "blanks",
            "sheet",
        ];
        let document = TomlFile::new(file, bytes)?;
        let table = document.parse()?;
        let name = SectionName::Assignment;
        let section = Section::new(&document, name, &KEYS, table.get_ref(), None)?;
        let kind = section.required("kind")?;
        if !["assignment", "handout"].contains(&document.string(kind)?) {
            return Err(document.error(kind.span(), LessonFault::NoAssignment));
        }
        let version = section.required("format_version")?;
        if section.whole("format_version")? != Some(VERSION) {
            return Err(document.error(version.span(), LessonFault::OtherVersion));
        }
        let sheets = sheets(&document, section.required("sheet")?)?;
        let digits = section.whole("digits")?.unwrap_or(4);
        if !(Notation::MIN_DIGITS..=Notation::MAX_DIGITS).contains(&digits) {
            let fault =
                LessonFault::Digits { least: Notation::MIN_DIGITS, most: Notation::MAX_DIGITS };
            return Err(document.error(section.required("digits")?.span(), fault));
        }
        Ok(Self {
            lesson: document.line(section.required("lesson")?)?,
            digits,
            seed: section.get("seed").map_or(Ok(String::new()), |it| document.line(it))?,
            same_numbers: section.boolean("same_numbers")?.unwrap_or(false),
            hints: section.boolean("hints")?.unwrap_or(true),
            tries: section.whole("tries")?,
            blanks: blanks(&document, section.required("blanks")?, &sheets)?,
            sheets,
        })
    }
}

fn blanks(
    document: &TomlFile,
    value: &TomlValue,
    sheets: &[Sheet],
) -> Result<Vec<Blank>, LessonError> {
    let Some(sheet) = sheets.first() else { return Ok(Vec::new()) };
    let names = Names::new(&sheet.example.network);
    let values = document.list(value, Wanted::Texts)?;
    let list = values.iter().map(|value| document.string(value)).collect::<Result<Vec<_>, _>>()?;
    let pass = |name: &&str| name.rsplit_once('@').and_then(|(_, pass)| pass.parse().ok());
    let passes = list.iter().filter_map(pass).max().unwrap_or(1);
    let all = Blank::all(&sheet.example, passes);
    Blank::named(&list, &names, &all).map_err(|(name, suggestion)| {
        let place = list.iter().position(|other| *other == name).map_or(value, |it| &values[it]);
        let fault = LessonFault::UnknownBlank { name: name.to_owned(), suggestion };
        document.error(place.span(), fault)
    })
}

/// The blanks that a user lists: names of numbers.
///
/// # Errors
/// When the lesson has no number of that name.
pub fn named(list: &[&str], lesson: &Lesson) -> Result<Vec<Blank>, ClassFault> {
    let names = Names::new(&lesson.example.network);
    let all = Blank::all(&lesson.example, lesson.passes());
    let unknown =
        |(name, suggestion)| ClassFault::UnknownBlank { name: str::to_owned(name), suggestion };
    Blank::named(list, &names, &all).map_err(unknown)
}

fn sheets(document: &TomlFile, value: &TomlValue) -> Result<Vec<Sheet>, LessonError> {
    let keys = [&["id", "name", "code"][..], &EXAMPLE_KEYS].concat();
    let mut sheets: Vec<Sheet> = Vec::new();
    for value in document.list(value, Wanted::Sheets)? {
        let table = document.table(value, Wanted::Sheets)?;
        let section = Section::new(document, SectionName::Sheet, &keys, table, Some(value.span()))?;
        let text = |key| section.get(key).map_or(Ok(String::new()), |it| document.line(it));
        let id = document.line(section.required("id")?)?;
        let place = section.required("id")?.span();
        if roster::check(&id).is_err() {
            return Err(document.error(place, LessonFault::BadId { id }));
        }
        if sheets.iter().any(|sheet| sheet.id.eq_ignore_ascii_case(&id)) {
            return Err(document.error(place, LessonFault::DoubleId { id }));
        }
        let example = lesson_file::example(&section)?;
        let shape = |example: &Example| example.network.shape();
        if sheets.first().is_some_and(|first| shape(&first.example) != shape(&example)) {
            return Err(document.error(value.span(), LessonFault::OtherShape));
        }
        sheets.push(Sheet { id, name: text("name")?, code: text("code")?, example });
    }
    if sheets.is_empty() {
        return Err(document.error(value.span(), LessonFault::NoSheet));
    }
    Ok(sheets)
}
