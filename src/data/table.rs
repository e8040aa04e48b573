//! The raw table: every cell as text, and the line it stands in. How it is read is in [`super::read`].

use std::str::FromStr;

use rayon::prelude::*;
use strum::{Display, IntoStaticStr, VariantArray};

use super::error::{DataError, Place};
use super::fault::Fault;
use super::note::Note;

/// The fewest values that are worth being given to another core.
const MIN_VALUES: usize = 4096;

/// A table of text cells under a header, with at least two columns and one row. No cell is missing.
///
/// Cells are [sanitized](crate::sanitize::sanitize) and have no white space around them. All of them lie in one buffer, so a
/// table takes about the memory of its file, plus four bytes a cell.
#[derive(Clone, Debug)]
pub struct Table {
    pub(super) name: String,
    pub(super) separator: Separator,
    pub(super) separator_is_guessed: bool,
    pub(super) skipped_rows: usize,
    pub(super) columns: Vec<Column>,
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
    pub kind: Kind,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A finite number in every row.
    Number,
    /// Something else in at least one row.
    Text {
        /// The first row whose cell is not a finite number, from 0.
        first: usize,
    },
}

/// What stands between two cells of a row; the likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// The tab character.
    Tab,
    /// `|`
    Pipe,
}

impl Separator {
    /// The byte in the file.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

/// Takes the character itself, its name, or `\t`.
impl FromStr for Separator {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let given = if text == r"\t" { "tab" } else { text };
        Self::VARIANTS
            .iter()
            .copied()
            .find(|separator| {
                given.as_bytes() == [separator.byte()] || given == separator.to_string()
            })
            .ok_or_else(|| {
                format!("“{text}” is no separator; choose comma, semicolon, tab or pipe")
            })
    }
}

impl Table {
    /// What the table is called in messages: the path of its file, or a word for where it came from.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its columns, as they stand in the file.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many rows it has, the header not counted.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// How many rows were left out because a value was missing in them.
    pub fn skipped_rows(&self) -> usize {
        self.skipped_rows
    }

    /// What separates its cells.
    pub fn separator(&self) -> Separator {
        self.separator
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
        let name = crate::sanitize::sanitize(name);
        let name = name.trim();
        self.columns.iter().position(|column| column.name == name)
    }

    /// What was decided while reading.
    pub fn notes(&self) -> Vec<Note> {
        let separator = self.separator_is_guessed;
        let skipped = self.skipped_rows > 0;
        let separator = separator.then_some(Note::Separator(self.separator));
        let skipped = skipped.then_some(Note::SkippedRows(self.skipped_rows));
        separator.into_iter().chain(skipped).collect()
    }

    /// Something wrong with the table as a whole.
    pub(super) fn error(&self, fault: Fault) -> DataError {
        DataError::new(&self.name, Place::default(), fault)
    }

    /// Something wrong with a column.
    pub(super) fn column_error(&self, column: usize, fault: Fault) -> DataError {
        let place = Place::column(column, &self.columns[column].name);
        DataError::new(&self.name, place, fault)
    }

    /// Something wrong with a cell.
    pub(super) fn cell_error(&self, row: usize, column: usize, fault: Fault) -> DataError {
        let place = Place::cell(self.line(row), column, &self.columns[column].name);
        DataError::new(&self.name, place, fault)
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

    /// The numbers of a column, from the first row to the last. A cell that holds none is passed over, which can only be in
    /// a column of [`Kind::Text`].
    pub(super) fn numbers(&self, column: usize) -> impl Iterator<Item = f64> {
        self.cells(column).filter_map(number)
    }
}

/// The finite number that a cell holds.
pub(super) fn number(cell: &str) -> Option<f64> {
    cell.parse().ok().filter(|value: &f64| value.is_finite())
}

/// The number in a cell that is known to hold one.
pub(super) fn known_number(cell: &str) -> f64 {
    number(cell).expect("the columns of numbers are checked")
}

/// Writes the value of each index, on all cores. (The one loop for every column keeps the program small.)
pub(super) fn fill(values: &mut [f64], value: &(dyn Fn(usize) -> f64 + Sync)) {
    values
        .par_iter_mut()
        .enumerate()
        .with_min_len(MIN_VALUES)
        .for_each(|(index, to)| *to = value(index));
}
