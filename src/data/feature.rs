//! The columns of the features: how each comes from a cell of the table, with the means and
//! deviations on the way.

use ndarray::ArrayView1;

use super::category::{Category, categories, codes};
use super::fault::{TableError, TableFault};
use super::number::{known_number, plain_spellings};
use super::recipe::Roles;
use super::role::Role;
use super::table::{ColumnKind, Table};
use crate::files::mebibytes;
use crate::limits;
use crate::sanitize::shown;

/// The most memory that the features may take, in bytes.
const MAX_BYTES: usize = 1 << 30;

/// One column of the features.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// The column's name; a dummy's has the category behind it, as in `rank_1`.
    pub name: String,
    /// The column of the table that it comes from, from 0.
    pub column: usize,
    /// How it comes from there.
    pub derivation: Derivation,
}

/// How a feature comes from its cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Derivation {
    /// The number as it is.
    Untouched,
    /// The number, shifted and scaled.
    Standardized(Scale),
    /// 1 where the cell holds the category, 0 elsewhere.
    Dummy(Category),
}

/// The mean and the standard deviation of a column, and what they are made of. All rows count, the
/// test rows as well, as in the lesson's script.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// `n`, how many values there are.
    pub count: usize,
    /// `Σ x`
    pub sum: f64,
    /// `mean(x) = Σ x / n`
    pub mean: f64,
    /// `Σ (x − mean(x))²`
    pub squares: f64,
    /// `s = √(Σ (x − mean(x))² / (n − 1))`, as pandas computes it.
    pub standard_deviation: f64,
}

impl Scale {
    /// A value of the column, shifted and scaled.
    pub fn scaled(&self, number: f64) -> f64 {
        (number - self.mean) / self.standard_deviation
    }

    /// The value of the column that a scaled one comes from.
    pub fn unscaled(&self, scaled: f64) -> f64 {
        self.mean + scaled * self.standard_deviation
    }
}

impl Feature {
    /// What a cell of the column becomes before standardising.
    pub(super) fn number(&self, cell: &str) -> f64 {
        match &self.derivation {
            Derivation::Untouched | Derivation::Standardized(_) => known_number(cell),
            Derivation::Dummy(category) => f64::from(u8::from(category.holds(cell))),
        }
    }

    /// What the network gets for one of the [`InputColumn::cells`], as the feature of this index
    /// (from 0) of its column.
    pub(super) fn value(&self, cell: f64, index: usize) -> f64 {
        match &self.derivation {
            Derivation::Dummy(_) => f64::from(u8::from(cell == index as f64)),
            Derivation::Untouched | Derivation::Standardized(_) => self.scaled(cell),
        }
    }

    /// What the network gets for it.
    pub(super) fn scaled(&self, number: f64) -> f64 {
        match &self.derivation {
            Derivation::Standardized(scale) => scale.scaled(number),
            Derivation::Untouched | Derivation::Dummy(_) => number,
        }
    }
}

/// A column of the table that becomes features: one, or a dummy for each of its categories.
pub(super) struct InputColumn {
    column: usize,
    is_standardized: bool,
    categories: Option<Vec<Category>>,
}

/// The columns that become features, in the order of these: those that stay as they stand in the
/// file, then those of the dummies as the recipe lists them. Also how many features there will be.
pub(super) fn input_columns(
    table: &Table,
    roles: &Roles,
) -> Result<(Vec<InputColumn>, usize), TableError> {
    let mut columns = Vec::new();
    for (column, role) in roles.of_columns.iter().enumerate() {
        if let None | Some(Role::Standardize) = role {
            check_numbers(table, column)?;
            columns.push(InputColumn { column, is_standardized: role.is_some(), categories: None });
        }
    }
    for &column in &roles.one_hot {
        let most = limits::CATEGORIES;
        let categories = categories(table, column, most)
            .ok_or_else(|| table.column_error(column, TableFault::TooManyCategories { most }))?;
        columns.push(InputColumn { column, is_standardized: false, categories: Some(categories) });
    }
    let features = columns.iter().map(InputColumn::count).sum();
    if features == 0 {
        return Err(table.error(TableFault::NoFeatures));
    }
    if table.rows().saturating_mul(features) > MAX_BYTES / size_of::<f64>() {
        return Err(table.error(TableFault::TooManyNumbers {
            records: table.rows(),
            features,
            limit: mebibytes(MAX_BYTES as u64),
        }));
    }
    Ok((columns, features))
}

impl InputColumn {
    /// How many features it becomes.
    fn count(&self) -> usize {
        self.categories.as_ref().map_or(1, Vec::len)
    }

    /// For each row of the table the number in its cell, or the index of its category.
    pub(super) fn cells(&self, table: &Table) -> Vec<f64> {
        match &self.categories {
            None => table.map(self.column, known_number),
            Some(categories) => codes(table, self.column, categories),
        }
    }

    /// The features, of these [cells](InputColumn::cells).
    pub(super) fn features(self, table: &Table, cells: &[f64]) -> Result<Vec<Feature>, TableError> {
        let column = self.column;
        let name = &table.columns[column].name;
        let feature = |name, derivation| Feature { name, column, derivation };
        let Some(categories) = self.categories else {
            let derivation = if self.is_standardized {
                Derivation::Standardized(scale(table, column, cells)?)
            } else {
                Derivation::Untouched
            };
            return Ok(vec![feature(name.clone(), derivation)]);
        };
        let dummy = |category| feature(format!("{name}_{category}"), Derivation::Dummy(category));
        Ok(categories.into_iter().map(dummy).collect())
    }
}

/// Refuses the first cell that is not a finite number.
pub(super) fn check_numbers(table: &Table, column: usize) -> Result<(), TableError> {
    let ColumnKind::Text { first } = table.columns[column].kind else {
        return Ok(());
    };
    let cell = table.cell(first, column);
    let value = shown(cell);
    let mut spellings = plain_spellings(cell).into_iter().map(|spelling| shown(&spelling));
    let fault = match (cell.parse::<f64>(), spellings.next(), spellings.next()) {
        (Ok(_), ..) => TableFault::NotFinite { value },
        (Err(_), None, _) => TableFault::NotANumber { value },
        (Err(_), Some(plain), None) => TableFault::OddNumber { value, plain },
        (Err(_), Some(plain), Some(other)) => TableFault::AmbiguousNumber { value, plain, other },
    };
    Err(table.cell_error(first, column, fault))
}

/// Mean and standard deviation of the values of a column of at least two rows.
pub(super) fn scale(table: &Table, column: usize, values: &[f64]) -> Result<Scale, TableError> {
    let values = ArrayView1::from(values);
    // The deviation of equal values need not come out as 0: their mean is rounded.
    if values.iter().all(|value| *value == values[0]) {
        let value = shown(table.cell(0, column));
        return Err(table.column_error(column, TableFault::Constant { value }));
    }
    let (count, sum) = (values.len(), values.sum());
    let mean = sum / count as f64;
    let squares = values.mapv(|value| (value - mean) * (value - mean)).sum();
    let standard_deviation = (squares / (count as f64 - 1.0)).sqrt();
    if !mean.is_finite() || !standard_deviation.is_normal() {
        return Err(table.column_error(column, TableFault::Unscalable));
    }
    Ok(Scale { count, sum, mean, squares, standard_deviation })
}
