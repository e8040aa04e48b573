//! What the students handed in: a filled table, or a folder of files.

use std::path::Path;

use super::Blank;
use super::assignment::Assignment;
use super::draw::is_code;
use super::fault::{ClassError, ClassFault};
use super::handin::{ENDING, HandIn};
use super::table::{Table, cell};
use crate::files::Located;
use crate::lesson::Names;
use crate::suggest::Suggestion;

/// What one student handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// Whose sheet it is, by its place in the assignment.
    pub sheet: usize,
    /// What stands in each blank.
    pub answers: Vec<String>,
    /// Where it stands: a line of the table, or the name of a file.
    pub place: String,
}

/// Everything that was handed in, and what was wrong with some of it.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// What can be marked.
    pub handed: Vec<Handed>,
    /// What can't.
    pub problems: Vec<ClassError>,
    /// Whether it went through a spreadsheet.
    pub is_table: bool,
}

/// Reads a filled table, or every `*.answers.toml` of a folder.
///
/// # Errors
/// When there is no such file, or it is no table of this assignment.
pub fn read(path: &Path, assignment: &Assignment) -> Result<Answers, ClassError> {
    if path.is_dir() { folder(path, assignment) } else { table(&Table::read(path)?, assignment) }
}

/// Reads the contents of a filled table; `file` is what messages call it.
///
/// # Errors
/// As [`read`].
pub fn from_bytes(
    file: &str,
    bytes: &[u8],
    assignment: &Assignment,
) -> Result<Answers, ClassError> {
    table(&Table::from_bytes(file, bytes)?, assignment)
}

fn table(table: &Table, assignment: &Assignment) -> Result<Answers, ClassError> {
    let (id, code) = (table.column("id"), table.column("code"));
    if id.or(code).is_none() {
        return Err(table.error(1, ClassFault::MissingColumn { column: "id".to_owned() }));
    }
    let columns = columns(table, assignment)?;
    let mut answers = Answers { is_table: true, ..Answers::default() };
    let mut seen: Vec<(usize, usize)> = Vec::new();
    for (line, cells) in &table.rows {
        let text = |column: Option<usize>| column.map_or("", |column| cell(cells, column));
        match sheet_of(text(id), text(code), assignment) {
            Err(fault) => answers.problems.push(table.error(*line, fault)),
            Ok(sheet) => {
                let written: Vec<String> =
                    columns.iter().map(|column| text(*column).to_owned()).collect();
                // The table came with a row for each student: an empty one says nothing.
                if written.iter().all(String::is_empty) {
                    continue;
                }
                seen.push((sheet, *line));
                let place = line.to_string();
                answers.handed.push(Handed { sheet, answers: written, place });
            }
        }
    }
    // Of two rows of one student, neither can be trusted.
    for (index, &(sheet, line)) in seen.iter().enumerate() {
        if let Some(&(_, first)) = seen[..index].iter().find(|(other, _)| *other == sheet) {
            let id = assignment.sheets[sheet].id.clone();
            answers.problems.push(table.error(line, ClassFault::DoubleId { id, first }));
        }
    }
    let rows = |sheet: usize| seen.iter().filter(|(other, _)| *other == sheet).count();
    answers.handed.retain(|handed| rows(handed.sheet) == 1);
    Ok(answers)
}

/// For each blank the column that it stands in, if there is one.
fn columns(table: &Table, assignment: &Assignment) -> Result<Vec<Option<usize>>, ClassError> {
    let Some(sheet) = assignment.sheets.first() else { return Ok(Vec::new()) };
    let names = Names::new(&sheet.example.network);
    let mut columns = vec![None; assignment.blanks.len()];
    for (index, column) in table.columns.iter().enumerate() {
        let lower = column.to_ascii_lowercase();
        if column.is_empty() || ["id", "name", "code"].contains(&&*lower) {
            continue;
        }
        let found = Blank::find(column, &names, &assignment.blanks);
        let place = |found: &Blank| assignment.blanks.iter().position(|blank| blank == found);
        let [Some(place)] = found.iter().map(place).collect::<Vec<_>>()[..] else {
            let suggestion = Suggestion::of(column, &assignment.blank_names());
            let fault = ClassFault::UnknownColumn { column: column.clone(), suggestion };
            return Err(table.error(1, fault));
        };
        columns[place] = Some(index);
    }
    Ok(columns)
}

/// The sheet of an id, be it written without the zeros at its beginning, or of a code.
fn sheet_of(id: &str, code: &str, assignment: &Assignment) -> Result<usize, ClassFault> {
    let plain = |id: &str| id.trim_start_matches('0').to_ascii_lowercase();
    let sheets = &assignment.sheets;
    let exact = sheets.iter().position(|sheet| !id.is_empty() && sheet.id == id);
    let alike = || sheets.iter().position(|sheet| !id.is_empty() && plain(&sheet.id) == plain(id));
    let by_code = || {
        let same =
            |other: &str| is_code(&code.to_ascii_uppercase()) && other.eq_ignore_ascii_case(code);
        sheets.iter().position(|sheet| same(&sheet.code))
    };
    exact.or_else(alike).or_else(by_code).ok_or_else(|| {
        if id.is_empty() && code.is_empty() {
            return ClassFault::NoId;
        }
        let ids: Vec<&str> = sheets.iter().map(|sheet| &*sheet.id).collect();
        ClassFault::UnknownId { id: id.to_owned(), suggestion: Suggestion::of(id, &ids) }
    })
}

fn folder(path: &Path, assignment: &Assignment) -> Result<Answers, ClassError> {
    let listed = std::fs::read_dir(path)
        .map_err(|error| Located::whole(path, ClassFault::Io { why: error.into() }))?;
    let mut paths: Vec<_> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(ENDING));
    paths.sort();
    let mut answers = Answers::default();
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        match HandIn::read(&path) {
            Err(error) => answers.problems.push(error),
            Ok(found) => match sheet_of(&found.id, &found.code, assignment) {
                Err(fault) => answers.problems.push(Located::whole(&name, fault)),
                Ok(sheet) => {
                    let answers_of = found.for_blanks(assignment);
                    answers.handed.push(Handed { sheet, answers: answers_of, place: name });
                }
            },
        }
    }
    let mut kept: Vec<Handed> = Vec::new();
    for handed in answers.handed.drain(..) {
        match kept.iter().find(|other| other.sheet == handed.sheet) {
            Some(other) => {
                let id = assignment.sheets[handed.sheet].id.clone();
                let fault = ClassFault::DoubleFile { id, other: other.place.clone() };
                answers.problems.push(Located::whole(&handed.place, fault));
            }
            None => kept.push(handed),
        }
    }
    answers.handed = kept;
    Ok(answers)
}
