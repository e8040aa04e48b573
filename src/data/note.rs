//! What was decided about a table unasked. Displays as an English sentence; the screen words it in its own language.

use std::fmt;

use strum::{IntoStaticStr, VariantArray};

use super::error::Role;
use super::fault::listed;
use super::table::Separator;

/// Something that was decided about a table unasked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// What separates the cells.
    Separator(Separator),
    /// So many rows with a missing value were left out.
    SkippedRows(usize),
    /// What is made of some columns.
    Role {
        /// What is made of them.
        role: Role,
        /// Their names; never empty.
        columns: Vec<String>,
        /// Why.
        reason: Reason,
    },
}

/// Why columns were given a role unasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Reason {
    /// The target: no other column holds only 0 and 1.
    OnlyBinary,
    /// The target: of several columns of 0 and 1 the one at the end of the table.
    LastBinary,
    /// The target: of several columns of 0 and 1, none of them at the end, the first.
    FirstBinary,
    /// The target: two values, where no column holds only 0 and 1.
    TwoValues,
    /// The target: the last column, where no column has two values.
    LastColumn,
    /// A few whole numbers without a gap, or a few texts.
    FewValues,
    /// Numbers of many values.
    ManyNumbers,
    /// The same value in every row.
    OneValue,
    /// Each number one above that of the row before.
    RowNumbers,
    /// Too many different texts for categories.
    ManyTexts,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Separator(separator) => {
                write!(f, "Cells are separated by a {separator} (guessed from the header).")
            }
            Self::SkippedRows(1) => write!(f, "1 row with a missing value was left out."),
            Self::SkippedRows(many) => {
                write!(f, "{many} rows with a missing value were left out.")
            }
            Self::Role { role, columns, reason } => {
                let heading = match role {
                    Role::Target => "Target",
                    Role::OneHot => "One-hot",
                    Role::Standardize => "Standardized",
                    Role::LeaveOut => "Left out",
                };
                write!(f, "{heading}: {} ({reason}).", listed(columns))
            }
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OnlyBinary => "the only column of 0 and 1",
            Self::LastBinary => "the last column, of 0 and 1",
            Self::FirstBinary => "the first column of 0 and 1",
            Self::TwoValues => "a column of two values; none holds only 0 and 1",
            Self::LastColumn => "the last column; none holds only 0 and 1",
            Self::FewValues => "few different values",
            Self::ManyNumbers => "numbers of many values",
            Self::OneValue => "the same value in every row",
            Self::RowNumbers => "only the number of the row",
            Self::ManyTexts => "too many different texts for categories",
        })
    }
}
