//! `sheet`, `mark` and `do`: from a roster to sheets, from answers to marks, and homework at the
//! screen.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::arguments::{MarkArguments, MarkFormat, PagesFormat, SheetArguments};
use super::failure::Failure;
use super::lessons;
use super::voice::Voice;
use crate::app::Screen;
use crate::app::stepper::Stepper;
use crate::class::answers::{self, Answers};
use crate::class::assignment::named;
use crate::class::handin::{ENDING, HandIn};
use crate::class::{Assignment, Blank, ClassFault, draw, roster};
use crate::files::{self, IoFault, Located};
use crate::lesson::file::fault::LessonFault;
use crate::lesson::{Lesson, builtin};
use crate::progress::store;
use crate::report::marks::Marks;
use crate::report::sheet::{self, Pages};
use crate::text::fill;

/// Writes the folder with everything that a class needs.
pub fn sheet(asked: &SheetArguments, voice: Voice) -> Result<u8, Failure> {
    let lesson = lessons::find(&asked.lesson)?;
    let students = match &asked.class {
        Some(roster) => roster::read(roster)?,
        None => roster::numbered(asked.copies),
    };
    let blanks = blanks(&asked.blank, &lesson)?;
    let assignment = Assignment {
        lesson: lesson.name.clone(),
        digits: asked.digits,
        seed: asked.seed.clone(),
        same_numbers: asked.same_numbers,
        hints: true,
        tries: None,
        blanks,
        sheets: draw::sheets(&lesson.example, &students, &asked.seed, asked.same_numbers),
    };
    put_folder(&asked.to, &folder(&assignment, &lesson, asked, voice), asked.force)?;
    let words = &voice.settings.text().sheet;
    let (count, to) = (assignment.sheets.len(), asked.to.to_string_lossy());
    voice.print(&(fill(&words.done, &[("n", &count), ("folder", &to)]) + "\n"))
}

/// Puts a folder with these files in its place.
fn put_folder(path: &Path, files: &[(String, String)], replace: bool) -> Result<(), Failure> {
    files::put_folder(path, files, replace).map_err(|error| {
        let fault = match error.kind() {
            io::ErrorKind::DirectoryNotEmpty => ClassFault::NotEmpty,
            _ => ClassFault::Io { why: error.into() },
        };
        Located::whole(path, fault).into()
    })
}

/// What the folder holds: the name of each file, and its contents.
fn folder(
    assignment: &Assignment,
    lesson: &Lesson,
    asked: &SheetArguments,
    voice: Voice,
) -> Vec<(String, String)> {
    let (form, ending) = match asked.pages {
        PagesFormat::Html => (Pages::Html, "html"),
        PagesFormat::Markdown => (Pages::Markdown, "md"),
    };
    let language = voice.settings.language;
    let pages = |is_key| sheet::pages(assignment, lesson, language, (form, is_key));
    let mut folder = vec![
        (format!("sheets.{ending}"), pages(false)),
        (format!("key.{ending}"), pages(true)),
        ("answers.csv".to_owned(), sheet::answers(assignment)),
        ("assignment.toml".to_owned(), assignment.to_toml("assignment")),
    ];
    folder.extend(assignment.sheets.iter().map(|sheet| {
        let handout = Assignment { sheets: vec![sheet.clone()], ..assignment.clone() };
        (format!("handout/{}.toml", sheet.id), handout.to_toml("handout"))
    }));
    folder
}

/// The numbers to leave blank: `all`, `half`, or names with commas between them.
fn blanks(wanted: &str, lesson: &Lesson) -> Result<Vec<Blank>, Failure> {
    let all = Blank::all(&lesson.example, lesson.passes());
    Ok(match wanted {
        "all" => all,
        "half" => all.into_iter().skip(1).step_by(2).collect(),
        names => {
            let names: Vec<&str> = names.split(',').collect();
            named(&names, lesson).map_err(|fault| Failure::usage(&fault))?
        }
    })
}

/// Marks what was handed in. What could not be marked is told beside it, and the exit code is 1.
pub fn mark(asked: &MarkArguments, voice: Voice) -> Result<u8, Failure> {
    let assignment = Assignment::read(&asked.assignment)?;
    let answers = answers(&asked.answers, &assignment)?;
    let settings = voice.settings;
    let words = (settings.text(), settings.symbols());
    let Some(marks) = Marks::new(&assignment, &answers, asked.follow, words) else {
        return Ok(0);
    };
    if let Some(folder) = &asked.feedback {
        let pages: Vec<(String, String)> = marks.feedback().collect();
        put_folder(folder, &pages, asked.force)?;
    }
    match asked.format {
        MarkFormat::Text => voice.print(&marks.text()),
        MarkFormat::Csv => voice.print_file(&marks.csv()),
        MarkFormat::Grades => voice.print_file(&marks.grades()),
        MarkFormat::Json => voice.print_file(&marks.json()),
    }?;
    for problem in &answers.problems {
        voice.warn(&voice.tell(problem));
    }
    let is_unreadable = marks.has_unreadable() || !answers.problems.is_empty();
    Ok(u8::from(is_unreadable))
}

/// The screen of a handout, with what was answered before. The file of the answers is made now, so
/// that whoever can't write it learns it before the first answer: beside the handout, or else in
/// the folder for state.
pub fn homework(handout: &Path) -> Result<Screen, Failure> {
    let assignment = Assignment::read(handout)?;
    let missing = || Located::whole(handout, LessonFault::NoSheet);
    let sheet = assignment.sheets.first().ok_or_else(missing)?;
    if assignment.sheets.len() > 1 {
        let fault = ClassFault::ManySheets { id: sheet.id.clone() };
        return Err(Located::whole(handout, fault).into());
    }
    let lesson = builtin(&assignment.lesson).unwrap_or_else(|| Lesson::of(sheet.example.clone()));
    let name = format!("{}{ENDING}", sheet.id);
    let beside = handout.with_file_name(&name);
    let kept = store::path(None).map(|path| path.with_file_name(&name));
    let places = [Some(beside.clone()), kept.ok()].into_iter().flatten();
    let mut trouble = None;
    for path in places {
        let hand_in =
            if path.exists() { HandIn::read(&path)? } else { HandIn::new(&sheet.id, &sheet.code) };
        match put(&path, &hand_in) {
            Ok(()) => {
                let stepper = Stepper::homework(lesson, &assignment, (hand_in, path));
                return Ok(Screen::Stepper(Box::new(stepper.ok_or_else(missing)?)));
            }
            Err(error) => trouble = trouble.or(Some(error)),
        }
    }
    let why = trouble.map_or(IoFault::Forbidden, IoFault::from);
    Err(Located::whole(beside, ClassFault::Io { why }).into())
}

fn put(path: &Path, hand_in: &HandIn) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    let mut temporary = tempfile::Builder::new();
    files::put(path, hand_in.to_toml().as_bytes(), temporary.prefix(".backprop-"), true)
}

/// What was handed in: in a file, in a folder, or on standard input.
fn answers(path: &Path, assignment: &Assignment) -> Result<Answers, Failure> {
    if path != Path::new("-") {
        return Ok(answers::read(path, assignment)?);
    }
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Located::whole("-", ClassFault::Io { why: error.into() }))?;
    Ok(answers::from_bytes("-", &bytes, assignment)?)
}
