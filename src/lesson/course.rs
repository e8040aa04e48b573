//! Courses: lessons in an order, from a file. The menu of the program is the course that comes with
//! it.
//!
//! ```toml
//! kind = "course"
//!
//! [title]
//! en = "Week 3"
//!
//! [notes] # said above the list
//! en = "Bring your calculator."
//!
//! [[lesson]]
//! name = "2-1-1" # one that comes with the program
//!
//! [[lesson]]
//! file = "ours.toml" # beside this file
//! mode = "half" # "read", "half" or "all": how many numbers are asked for
//! locked = true # until the lesson before is done
//! ```
//!
//! Knows nothing of who has done what.

use std::path::Path;
use std::sync::OnceLock;

use strum::{IntoStaticStr, VariantArray};

use super::fading::Mode;
use super::file::fault::{LessonError, LessonFault, SectionName, Wanted};
use super::file::section::{Kind, Section, TomlFile, TomlValue};
use super::file::{self, Lesson, Translated};
use super::{Script, builtin, builtin_names};
use crate::limits;
use crate::sanitize::excerpt;
use crate::suggest::Suggestion;

/// Lessons in an order.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Keeps its learners' progress apart from that in other courses: its title; nothing for the
    /// course that comes with the program.
    pub name: String,
    /// What stands above the list.
    pub title: Translated<String>,
    /// Sentences below the title; often there are none.
    pub notes: Translated<Vec<String>>,
    /// The lessons.
    pub entries: Vec<Entry>,
}

/// A lesson of a course.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is.
    pub subject: Subject,
    /// How many numbers it has from start to end; 1 for what is no example.
    pub steps: usize,
    /// How many numbers are asked for; `None` leaves that to the learner.
    pub mode: Option<Mode>,
    /// Whether it waits for the lesson before it.
    pub locked: bool,
}

/// What can stand in a course.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// An example, number by number.
    Lesson(Box<Lesson>),
    /// The training on a table that comes with the program.
    Training(BuiltinTable),
    /// The vanishing gradient.
    Vanishing,
    /// Where the lesson's text and the mathematics part.
    Differences,
}

/// The tables that come with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum BuiltinTable {
    /// The lesson's 40 applicants.
    Admissions,
    /// Exclusive or: four rows that no line parts.
    Xor,
    /// Both: four rows that a line parts.
    And,
    /// Inside a circle or around it: points drawn evenly over a square.
    Circle,
    /// Two clouds that overlap a little: points drawn around two centres.
    Gaussians,
}

impl Subject {
    /// What it is called in a file of progress.
    pub fn name(&self) -> &str {
        match self {
            Self::Lesson(lesson) => &lesson.name,
            Self::Training(table) => table.into(),
            Self::Vanishing => "vanishing",
            Self::Differences => "differences",
        }
    }
}

impl Course {
    /// The course that comes with the program.
    pub fn builtin() -> &'static Self {
        static COURSE: OnceLock<Course> = OnceLock::new();
        COURSE.get_or_init(embedded)
    }

    /// Reads a course, and the lessons that it names.
    ///
    /// # Errors
    /// When one of the files can't be read, or is not what it should be.
    pub fn read(path: &Path) -> Result<Self, LessonError> {
        let (_, bytes) = file::contents(path)?;
        Self::from_bytes(path, &bytes)
    }

    /// Reads a course from the contents of the file `path`, and the lessons that it names.
    ///
    /// # Errors
    /// As [`Course::read`].
    pub fn from_bytes(path: &Path, bytes: &[u8]) -> Result<Self, LessonError> {
        const KEYS: [&str; 4] = ["kind", "title", "notes", "lesson"];
        let name = path.to_string_lossy();
        let document = TomlFile::new(&name, bytes)?;
        let table = document.parse()?;
        let section = Section::of_file(&document, Kind::Course, &KEYS, table.get_ref())?;
        let place = section.required("title")?.span();
        let title = file::translated(&section, "title", |value| document.line(value))?;
        let untitled = || document.error(place, LessonFault::Untitled);
        let title = title.filter(|title| !title.en.is_empty()).ok_or_else(untitled)?;
        let notes = file::translated(&section, "notes", |value| document.lines(value))?;
        let lessons = section.required("lesson")?;
        let entries = document.list(lessons, Wanted::Lessons)?;
        if !(1..=limits::COURSE).contains(&entries.len()) {
            let fault = LessonFault::Lessons { most: limits::COURSE };
            return Err(document.error(lessons.span(), fault));
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        let entries = entries.iter().map(|value| entry(&document, value, folder));
        Ok(Self {
            name: title.en.clone(),
            title,
            notes: notes.unwrap_or_default(),
            entries: entries.collect::<Result<_, _>>()?,
        })
    }

    /// What the progress in one of its subjects is kept under.
    pub fn key(&self, name: &str) -> String {
        if self.name.is_empty() { name.to_owned() } else { format!("{}/{name}", self.name) }
    }

    /// The place of what comes after a subject of that name.
    pub fn after(&self, name: &str) -> Option<usize> {
        let place = self.entries.iter().position(|entry| entry.subject.name() == name)? + 1;
        (place < self.entries.len()).then_some(place)
    }
}

/// The course that comes with the program; it needs no name.
fn embedded() -> Course {
    let bytes = include_bytes!("../../assets/course.toml");
    let course = Course::from_bytes(Path::new("course.toml"), bytes);
    Course { name: String::new(), ..course.expect("the tests read the embedded course") }
}

fn entry(document: &TomlFile, value: &TomlValue, folder: &Path) -> Result<Entry, LessonError> {
    const KEYS: [&str; 4] = ["name", "file", "mode", "locked"];
    let table = document.table(value, Wanted::Lessons)?;
    let section = Section::new(document, SectionName::Entry, &KEYS, table, Some(value.span()))?;
    let subject = match (section.get("name"), section.get("file")) {
        (Some(name), None) => named(document, name)?,
        (None, Some(file)) => {
            let lesson = Lesson::read(&folder.join(document.string(file)?));
            // That it can't be read is a fault of the course, else of the lesson's file.
            Subject::Lesson(Box::new(lesson.map_err(|error| match *error.fault {
                LessonFault::Io { why } => document.error(file.span(), LessonFault::Io { why }),
                _ => error,
            })?))
        }
        _ => return Err(document.error(value.span(), LessonFault::NameOrFile)),
    };
    let mode = section.get("mode").map(|value| mode(document, value)).transpose()?;
    let steps = match &subject {
        Subject::Lesson(lesson) => Script::new(&lesson.example).steps().len(),
        Subject::Training(_) | Subject::Vanishing | Subject::Differences => 1,
    };
    Ok(Entry { subject, steps, mode, locked: section.boolean("locked")?.unwrap_or(false) })
}

/// What comes with the program under that name.
fn named(document: &TomlFile, value: &TomlValue) -> Result<Subject, LessonError> {
    let name = document.string(value)?;
    let tables = BuiltinTable::VARIANTS.iter().copied().map(Subject::Training);
    let others = tables.chain([Subject::Vanishing, Subject::Differences]);
    let lesson = || builtin(name).map(|lesson| Subject::Lesson(Box::new(lesson)));
    others.clone().find(|other| other.name() == name).or_else(lesson).ok_or_else(|| {
        let others: Vec<Subject> = others.collect();
        let mut names = builtin_names().to_vec();
        names.extend(others.iter().map(Subject::name));
        let suggestion = Suggestion::of(name, &names);
        let fault = LessonFault::UnknownLesson { name: excerpt(name, 40), suggestion };
        document.error(value.span(), fault)
    })
}

fn mode(document: &TomlFile, value: &TomlValue) -> Result<Mode, LessonError> {
    const NAMES: [(&str, Mode); 3] =
        [("read", Mode::Worked), ("half", Mode::HalfBlank), ("all", Mode::Blank)];
    let name = document.string(value)?;
    let mode = NAMES.iter().find(|(known, _)| *known == name).map(|(_, mode)| *mode);
    mode.ok_or_else(|| document.error(value.span(), LessonFault::UnknownMode))
}
