//! An error in a table: where it is, and as what it shows. What can be wrong is in [`super::fault`].

use std::fmt;

use super::fault::{Fault, quoted};
use crate::sanitize::sanitize;

/// Why a table can't be read or prepared. Displays as one sentence: file, line, column, what is wrong, what to do.
#[derive(Clone, Debug, PartialEq)]
pub struct DataError {
    /// The file, or where the table came from.
    pub table: String,
    /// Where in it.
    pub place: Place,
    /// What is wrong there.
    pub fault: Box<Fault>,
}

/// A place in a file, as far as it can be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column from 1, and its name where it has one.
    pub column: Option<(usize, String)>,
}

impl Place {
    pub(super) fn line(line: usize) -> Self {
        Self { line: Some(line), column: None }
    }

    /// `index` from 0.
    pub(super) fn column(index: usize, name: &str) -> Self {
        Self { line: None, column: Some((index + 1, name.to_owned())) }
    }

    /// `column` from 0.
    pub(super) fn cell(line: usize, column: usize, name: &str) -> Self {
        Self { line: Some(line), ..Self::column(column, name) }
    }
}

impl DataError {
    pub(super) fn new(table: &str, place: Place, fault: Fault) -> Self {
        Self { table: table.to_owned(), place, fault: Box::new(fault) }
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", sanitize(&self.table))?;
        if let Some(line) = self.place.line {
            write!(f, ", line {line}")?;
        }
        match &self.place.column {
            Some((column, name)) if name.is_empty() => write!(f, ", column {column}")?,
            Some((column, name)) => write!(f, ", column {column} {}", quoted(name))?,
            None => {}
        }
        write!(f, ": {}", self.fault)
    }
}

impl std::error::Error for DataError {}

/// What a column is to be used for. Displays as the option that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What the network learns to tell.
    Target,
    /// One dummy for each of its values.
    OneHot,
    /// Shifted to mean 0 and scaled to standard deviation 1.
    Standardize,
    /// Not used at all.
    LeaveOut,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Target => "--target",
            Self::OneHot => "--one-hot",
            Self::Standardize => "--standardize",
            Self::LeaveOut => "--leave-out",
        })
    }
}
