//! Values that are missing: only where they are used do they matter.

use super::fault::{TableError, TableFault};
use super::note::Note;
use super::number::is_missing;
use super::recipe::{Choices, Recipe, Roles};
use super::role::Role;
use super::table::{ColumnKind, Table};
use super::target::as_argument;
use crate::sanitize::shown;

impl Recipe {
    /// As [`Recipe::guess`], after leaving out the rows of the table in which a value is missing
    /// that is used, where the table was read to do so.
    pub fn settle(table: &mut Table, choices: &Choices) -> (Self, Vec<Note>) {
        loop {
            let (recipe, notes) = Self::guess(table, choices);
            // Fewer rows can look like something else.
            let used = recipe.roles(table).map(|roles| roles.used()).unwrap_or_default();
            if !table.skips_missing || !table.leave_out_gaps(&used) {
                return (recipe, notes);
            }
        }
    }
}

impl Roles {
    /// The columns that are used.
    fn used(&self) -> Vec<usize> {
        let is_used = |column: &usize| self.of_columns[*column] != Some(Role::LeaveOut);
        (0..self.of_columns.len()).filter(is_used).collect()
    }
}

impl Table {
    /// Leaves out the rows in which one of these columns has no value; false when that is none of
    /// them, or would be all.
    fn leave_out_gaps(&mut self, used: &[usize]) -> bool {
        let used: Vec<usize> =
            used.iter().copied().filter(|&column| self.gaps[column] > 0).collect();
        let has_gap = |row: usize| used.iter().any(|&column| is_missing(self.cell(row, column)));
        let kept: Vec<usize> = (0..self.rows()).filter(|&row| !has_gap(row)).collect();
        let left_out = self.rows() - kept.len();
        if kept.is_empty() || left_out == 0 {
            return false;
        }
        let mut rest = Self {
            name: self.name.clone(),
            columns: self.columns.clone(),
            gaps: vec![0; self.columns.len()],
            gap_lines: self.gap_lines.clone(),
            skipped_rows: self.skipped_rows + left_out,
            text: String::with_capacity(self.text.len()),
            ends: Vec::new(),
            lines: Vec::new(),
            ..*self
        };
        for column in &mut rest.columns {
            column.kind = ColumnKind::Number;
        }
        for row in kept {
            let cells = (0..self.columns.len()).map(|column| self.cell(row, column));
            rest.push(cells, self.lines[row]).expect("it is no more text than before");
        }
        *self = rest;
        true
    }

    /// Refuses a value that is missing in a column that is used: the first of the column that has
    /// the most gaps.
    pub(super) fn check_gaps(&self, roles: &Roles) -> Result<(), TableError> {
        let used = roles.used().into_iter().rev();
        let Some(column) = used.max_by_key(|&column| self.gaps[column]) else {
            return Ok(());
        };
        let (gaps, rows) = (self.gaps[column], self.rows());
        let Some(row) = (0..rows).find(|&row| gaps > 0 && is_missing(self.cell(row, column)))
        else {
            return Ok(());
        };
        if self.skips_missing {
            return Err(self.error(TableFault::AllMissing));
        }
        let value = shown(self.cell(row, column));
        let name = as_argument(&self.columns[column].name);
        let fault = match value.as_str() {
            _ if column == roles.target => TableFault::MissingTarget { gaps, rows },
            "" => TableFault::Missing { gaps, rows, name },
            _ => TableFault::SaidToBeMissing { value, gaps, rows, name },
        };
        let mut error = self.column_error(column, fault);
        error.place.line = Some(self.gap_lines[column]);
        Err(error)
    }
}
