//! Who is in the class.

use std::path::Path;

use super::fault::{ClassError, ClassFault};
use super::table::{Table, cell};

/// Somebody in a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Student {
    /// What files and tables call them: only `A-Z a-z 0-9 _ -`.
    pub id: String,
    /// Their name; may be empty.
    pub name: String,
}

/// Reads a roster: a table with a column `id`, and one `name` if there are names.
///
/// # Errors
/// When it can't be read, has no column `id`, or has an id that is missing, double, or no name for
/// a file.
pub fn read(path: &Path) -> Result<Vec<Student>, ClassError> {
    let table = Table::read(path)?;
    let (id, name) = (table.required("id")?, table.column("name"));
    let mut students: Vec<(usize, Student)> = Vec::new();
    for (line, cells) in &table.rows {
        let student = Student {
            id: cell(cells, id).to_owned(),
            name: name.map_or("", |column| cell(cells, column)).to_owned(),
        };
        check(&student.id).map_err(|fault| table.error(*line, fault))?;
        let same = |(_, other): &&(usize, Student)| other.id.eq_ignore_ascii_case(&student.id);
        if let Some((first, _)) = students.iter().find(same) {
            let fault = ClassFault::DoubleId { id: student.id, first: *first };
            return Err(table.error(*line, fault));
        }
        students.push((*line, student));
    }
    Ok(students.into_iter().map(|(_, student)| student).collect())
}

/// So many students without names, numbered from 1.
pub fn numbered(count: usize) -> Vec<Student> {
    (1..=count).map(|id| Student { id: id.to_string(), name: String::new() }).collect()
}

/// Whether an id can be the name of a file.
pub(super) fn check(id: &str) -> Result<(), ClassFault> {
    const MOST: usize = 64;
    if id.is_empty() {
        return Err(ClassFault::NoId);
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if id.len() > MOST || !id.chars().all(is_plain) {
        return Err(ClassFault::BadId { id: id.to_owned() });
    }
    Ok(())
}
