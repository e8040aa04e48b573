//! The different values of a column that is to become dummies.

use std::fmt;

use super::number::{known_number, number};
use super::table::{ColumnKind, Table};

/// One of the different values of a column; each becomes one dummy.
#[derive(Clone, Debug, PartialEq)]
pub enum Category {
    /// In a column of numbers: `1`, `1.0` and `01` are the same category.
    Number(f64),
    /// In a column that holds text: as written.
    Text(String),
}

impl Category {
    /// Whether a cell of the column belongs to this category.
    pub fn holds(&self, cell: &str) -> bool {
        match self {
            Self::Number(value) => number(cell) == Some(*value),
            Self::Text(text) => text == cell,
        }
    }
}

/// What stands behind the column's name in the dummy's: `1` in `rank_1`.
impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(value) => write!(f, "{value}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// The different values of a column, sorted as pandas sorts them (numbers by size, text by code
/// point); none when there are more than `most`.
pub(super) fn categories(table: &Table, column: usize, most: usize) -> Option<Vec<Category>> {
    match table.columns[column].kind {
        ColumnKind::Number => {
            // Adding 0 makes a negative zero positive: they are one category.
            let values = table.numbers(column).map(|value| value + 0.0);
            let distinct = distinct(values, most, f64::total_cmp)?;
            Some(distinct.into_iter().map(Category::Number).collect())
        }
        ColumnKind::Text { .. } => {
            let distinct = distinct(table.cells(column), most, Ord::cmp)?;
            Some(distinct.into_iter().map(|text| Category::Text(text.to_owned())).collect())
        }
    }
}

/// For each row of the table the index of its category.
pub(super) fn codes(table: &Table, column: usize, categories: &[Category]) -> Vec<f64> {
    let is_text = matches!(table.columns[column].kind, ColumnKind::Text { .. });
    table.map(column, |cell| {
        let index = if is_text {
            categories.iter().position(|category| category.holds(cell))
        } else {
            let own = Category::Number(known_number(cell));
            categories.iter().position(|category| *category == own)
        };
        index.expect("each cell has its category") as f64
    })
}

fn distinct<T>(
    values: impl Iterator<Item = T>,
    most: usize,
    compare: impl Fn(&T, &T) -> std::cmp::Ordering,
) -> Option<Vec<T>> {
    let mut sorted: Vec<T> = Vec::new();
    for value in values {
        if let Err(place) = sorted.binary_search_by(|known| compare(known, &value)) {
            if sorted.len() == most {
                return None;
            }
            sorted.insert(place, value);
        }
    }
    Some(sorted)
}
