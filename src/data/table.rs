//! The raw table: every cell as text, and the line it stands in. How it is read is in
//! [`super::read`].

use std::num::TryFromIntError;

use rayon::prelude::*;

use super::fault::{TableError, TableFault};
use super::note::Note;
use super::number::{is_missing, number};
use super::separator::Separator;
use crate::cores;
use crate::files::{Located, Place};
use crate::sanitize::sanitize;

/// The fewest values that are worth being given to another core.
const MIN_VALUES: usize = 4096;

/// A table of text cells under a header, with at least two columns and one row. What is missing in
/// it is in the file `gaps.rs`.
///
/// Cells are [sanitized](crate::sanitize::sanitize) and have no white space around them. All of
/// them lie in one buffer, so a table takes about the memory of its file, plus four bytes a cell.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it is called in messages: the path of its file, or a word for where it came from.
    pub name: String,
    /// What separates its cells.
    pub separator: Separator,
    /// Whether that was guessed from the header.
    pub(super) separator_is_guessed: bool,
    /// Whether rows may be left out.
    pub(super) skips_missing: bool,
    /// For each column how many values are missing.
    pub(super) gaps: Vec<usize>,
    /// The line of the first value that is missing in each column; 0 when none is.
    pub(super) gap_lines: Vec<usize>,
    /// How many rows were left out because a value was missing in them.
    pub skipped_rows: usize,
    /// Its columns, as they stand in the file.
    pub columns: Vec<Column>,
    /// All cells behind each other, row by row.
    pub(super) text: String,
    /// Where in `text` each cell ends.
    pub(super) ends: Vec<u32>,
    /// The line in which each row begins, from 1.
    pub(super) lines: Vec<u32>,
}

/// One column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: String,
    /// What its cells hold.
    pub kind: ColumnKind,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// A finite number in every row in which a value is not missing.
    Number,
    /// Something else in at least one row.
    Text {
        /// The first row with another value, from 0.
        first: usize,
    },
}

impl Table {
    /// How many rows it has, the header not counted.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// The text of one cell; both indices from 0.
    ///
    /// # Panics
    /// When there is no such row or column.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        assert!(column < self.columns.len(), "no column {column}");
        let cell = row * self.columns.len() + column;
        let start = if cell == 0 { 0 } else { self.ends[cell - 1] };
        &self.text[start as usize..self.ends[cell] as usize]
    }

    /// The line of the file in which a row begins: the row from 0, the line from 1.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn line(&self, row: usize) -> usize {
        self.lines[row] as usize
    }

    /// The index of the column of that name.
    pub fn column(&self, name: &str) -> Option<usize> {
        let name = sanitize(name);
        let name = name.trim();
        self.columns.iter().position(|column| column.name == name)
    }

    /// What was decided while reading.
    pub fn notes(&self) -> Vec<Note> {
        let Self { separator, skipped_rows, .. } = *self;
        let guess = self.separator_is_guessed.then_some(Note::Separator { separator });
        let skipped = (skipped_rows > 0).then_some(Note::SkippedRows { rows: skipped_rows });
        guess.into_iter().chain(skipped).collect()
    }

    /// Takes up another row, which begins in this line of the file.
    pub(super) fn push<'c>(
        &mut self,
        cells: impl Iterator<Item = &'c str>,
        line: u32,
    ) -> Result<(), TryFromIntError> {
        let index = self.rows();
        for ((cell, column), gaps) in cells.zip(&mut self.columns).zip(&mut self.gaps) {
            let is_text = column.kind != ColumnKind::Number;
            if (is_text || number(cell).is_none()) && is_missing(cell) {
                *gaps += 1;
            } else if !is_text && number(cell).is_none() {
                column.kind = ColumnKind::Text { first: index };
            }
            self.text.push_str(cell);
            self.ends.push(u32::try_from(self.text.len())?);
        }
        self.lines.push(line);
        Ok(())
    }

    /// Something wrong with the table as a whole.
    pub(super) fn error(&self, fault: TableFault) -> TableError {
        Located::whole(&self.name, fault)
    }

    /// Something wrong with a column.
    pub(super) fn column_error(&self, column: usize, fault: TableFault) -> TableError {
        let column = Some((column + 1, self.columns[column].name.clone()));
        Located::new(&self.name, Place { line: None, column }, fault)
    }

    /// Something wrong with a cell.
    pub(super) fn cell_error(&self, row: usize, column: usize, fault: TableFault) -> TableError {
        let mut error = self.column_error(column, fault);
        error.place.line = Some(self.line(row));
        error
    }

    /// The cells of a column, from the first row to the last.
    pub(super) fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        (0..self.rows()).map(move |row| self.cell(row, column))
    }

    /// What `f` makes of the cells of a column, from the first row to the last.
    pub(super) fn map(&self, column: usize, f: impl Fn(&str) -> f64 + Sync) -> Vec<f64> {
        let mut values = vec![0.0; self.rows()];
        fill(&mut values, &|row| f(self.cell(row, column)));
        values
    }

    /// The cells of a column that hold a value, from the first row to the last.
    pub(super) fn known_cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.cells(column).filter(|cell| !is_missing(cell))
    }

    /// The numbers of a column, from the first row to the last. A cell that holds none is passed
    /// over.
    pub(super) fn numbers(&self, column: usize) -> impl Iterator<Item = f64> {
        self.cells(column).filter_map(number)
    }
}

/// Writes the value of each index, on all cores. (The one loop for every column keeps the program
/// small.)
pub(super) fn fill(values: &mut [f64], value: &(dyn Fn(usize) -> f64 + Sync)) {
    if values.len() < 2 * MIN_VALUES || cores::count() == 1 {
        for (index, to) in values.iter_mut().enumerate() {
            *to = value(index);
        }
        return;
    }
    values
        .par_iter_mut()
        .enumerate()
        .with_min_len(MIN_VALUES)
        .for_each(|(index, to)| *to = value(index));
}
