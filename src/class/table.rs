//! A small table as spreadsheets write it: any usual separator, with or without a mark at its
//! beginning.

use std::path::Path;

use super::fault::{ClassError, ClassFault};
use crate::files::{self, Located, Place, mebibytes};
use crate::sanitize::sanitize;

/// The largest file that is read.
const MAX_BYTES: usize = 8 << 20;

/// A table: the names of its columns, and its rows with their lines in the file.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// What messages call the file.
    pub file: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// Each row with its line.
    pub rows: Vec<(usize, Vec<String>)>,
}

impl Table {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, ClassError> {
        let bytes = files::read(path, MAX_BYTES)
            .map_err(|why| Located::whole(path, ClassFault::Io { why }))?;
        Self::from_bytes(&path.to_string_lossy(), &bytes)
    }

    /// Reads the contents of a file; `file` is what messages call it.
    pub fn from_bytes(file: &str, bytes: &[u8]) -> Result<Self, ClassError> {
        if bytes.len() > MAX_BYTES {
            let limit = mebibytes(MAX_BYTES as u64);
            return Err(Located::whole(file, ClassFault::TooLarge { limit }));
        }
        let text = files::text(bytes)
            .map_err(|(place, why)| Located::new(file, place, ClassFault::Encoding { why }))?;
        let text = text.trim_start_matches('\u{feff}');
        let header = text.lines().next().unwrap_or_default();
        let count = |separator: &char| header.matches(*separator).count();
        let separator = [',', ';', '\t'].into_iter().rev().max_by_key(count).unwrap_or(',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(u8::try_from(separator).unwrap_or(b','))
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|_| Located::whole(file, ClassFault::Empty))?;
            let line = record
                .position()
                .map_or(0, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
            let cells: Vec<String> = record.iter().map(|cell| sanitize(cell.trim())).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push((line, cells));
            }
        }
        if rows.is_empty() {
            return Err(Located::whole(file, ClassFault::Empty));
        }
        let (_, columns) = rows.remove(0);
        let table = Self { file: file.to_owned(), columns, rows };
        table.check()?;
        Ok(table)
    }

    fn check(&self) -> Result<(), ClassError> {
        for (index, column) in self.columns.iter().enumerate() {
            if !column.is_empty() && self.columns[..index].contains(column) {
                let fault = ClassFault::DoubleColumn { column: column.clone() };
                return Err(self.error(1, fault));
            }
        }
        let columns = self.columns.len();
        for (line, cells) in &self.rows {
            // Empty cells at the end mean nothing.
            let used = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
            if used > columns {
                let fault = ClassFault::RaggedRow { cells: cells.len(), columns };
                return Err(self.error(*line, fault));
            }
        }
        Ok(())
    }

    /// Something wrong in a line.
    pub fn error(&self, line: usize, fault: ClassFault) -> ClassError {
        Located::new(&self.file, Place { line: Some(line), column: None }, fault)
    }

    /// The column of that name, whatever its case.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.eq_ignore_ascii_case(name))
    }

    /// The column of that name, which has to be there.
    pub fn required(&self, name: &str) -> Result<usize, ClassError> {
        let fault = || ClassFault::MissingColumn { column: name.to_owned() };
        self.column(name).ok_or_else(|| self.error(1, fault()))
    }
}

/// The text of a cell; empty where the row is shorter.
pub(super) fn cell(cells: &[String], column: usize) -> &str {
    cells.get(column).map_or("", String::as_str)
}
