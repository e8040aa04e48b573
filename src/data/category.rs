//! The different values of a column that is to become dummies.

use std::fmt;

use super::table::{Kind, Table, known_number, number};

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
    #[must_use]
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

/// The different values of a column, sorted as pandas sorts them (numbers by size, text by code point); none when there are
/// more than `most`.
pub(super) fn categories(table: &Table, column: usize, most: usize) -> Option<Vec<Category>> {
    match table.columns()[column].kind {
        Kind::Number => {
            // Adding 0 makes a negative zero positive: they are one category.
            let values = table.numbers(column).map(|value| value + 0.0);
            let distinct = distinct(values, most, f64::total_cmp)?;
            Some(distinct.into_iter().map(Category::Number).collect())
        }
        Kind::Text { .. } => {
            let distinct = distinct(table.cells(column), most, Ord::cmp)?;
            Some(
                distinct
                    .into_iter()
                    .map(|text| Category::Text(text.to_owned()))
                    .collect(),
            )
        }
    }
}

/// [`categories`], and for each row of the table the index of the one that it belongs to.
pub(super) fn coded(
    table: &Table,
    column: usize,
    most: usize,
) -> Option<(Vec<Category>, Vec<f64>)> {
    let categories = categories(table, column, most)?;
    let index = |cell: &str| match table.columns()[column].kind {
        Kind::Number => {
            let value = known_number(cell);
            let is_it = |category: &Category| *category == Category::Number(value);
            categories.iter().position(is_it)
        }
        Kind::Text { .. } => categories.iter().position(|category| category.holds(cell)),
    };
    let codes = table.map(column, |cell| {
        index(cell).expect("each cell has its category") as f64
    });
    Some((categories, codes))
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
