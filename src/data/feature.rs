//! The columns of the features: how each comes from a cell of the table, with the means and deviations on the way.

use ndarray::Array1;

use super::category::{Category, categories};
use super::error::{DataError, Role};
use super::fault::Fault;
use super::recipe::Roles;
use super::table::{Column, Kind, Table, number};

/// The most dummies that one column becomes.
const MAX_CATEGORIES: usize = 100;

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

/// The mean and the standard deviation of a column, and what they are made of. All rows count, the test rows as well, as in
/// the lesson's script.
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

impl Feature {
    /// What a cell of the column becomes before standardising.
    pub(super) fn number(&self, cell: &str) -> f64 {
        match &self.derivation {
            Derivation::Untouched | Derivation::Standardized(_) => known_number(cell),
            Derivation::Dummy(category) => f64::from(u8::from(category.holds(cell))),
        }
    }

    /// What the network gets for it.
    pub(super) fn scaled(&self, number: f64) -> f64 {
        match &self.derivation {
            Derivation::Standardized(scale) => (number - scale.mean) / scale.standard_deviation,
            Derivation::Untouched | Derivation::Dummy(_) => number,
        }
    }
}

impl Scale {
    fn of(values: &Array1<f64>) -> Self {
        let count = values.len();
        let sum = values.sum();
        let mean = sum / count as f64;
        let squares = values.mapv(|value| (value - mean) * (value - mean)).sum();
        Self {
            count,
            sum,
            mean,
            squares,
            standard_deviation: (squares / (count as f64 - 1.0)).sqrt(),
        }
    }
}

/// All features: the columns that stay as they stand in the file, then the dummies as the recipe lists their columns.
pub(super) fn features(table: &Table, roles: &Roles) -> Result<Vec<Feature>, DataError> {
    let mut features = Vec::new();
    for (column, Column { name, .. }) in table.columns().iter().enumerate() {
        let derivation = match roles.of_columns[column] {
            None => {
                check_numbers(table, column)?;
                Derivation::Untouched
            }
            Some(Role::Standardize) => Derivation::Standardized(scale(table, column)?),
            Some(Role::Target | Role::OneHot | Role::LeaveOut) => continue,
        };
        features.push(Feature {
            name: name.clone(),
            column,
            derivation,
        });
    }
    for &column in &roles.one_hot {
        let name = &table.columns()[column].name;
        let most = MAX_CATEGORIES;
        let categories = categories(table, column, most)
            .ok_or_else(|| table.column_error(column, Fault::TooManyCategories { most }))?;
        features.extend(categories.into_iter().map(|category| Feature {
            name: format!("{name}_{category}"),
            column,
            derivation: Derivation::Dummy(category),
        }));
    }
    if features.is_empty() {
        return Err(table.error(Fault::NoFeatures));
    }
    Ok(features)
}

/// Refuses the first cell that is not a finite number.
fn check_numbers(table: &Table, column: usize) -> Result<(), DataError> {
    let Kind::Text { first } = table.columns()[column].kind else {
        return Ok(());
    };
    let value = table.cell(first, column).to_owned();
    let fault = match value.parse::<f64>() {
        Ok(_) => Fault::NotFinite { value },
        Err(_) => Fault::NotANumber { value },
    };
    Err(table.cell_error(first, column, fault))
}

/// Mean and standard deviation of a column of at least two rows.
fn scale(table: &Table, column: usize) -> Result<Scale, DataError> {
    check_numbers(table, column)?;
    let values: Array1<f64> = table.numbers(column).collect();
    let scale = Scale::of(&values);
    // The deviation of equal values need not come out as 0: their mean is rounded.
    if values.iter().all(|value| *value == values[0]) {
        let value = table.cell(0, column).to_owned();
        return Err(table.column_error(column, Fault::Constant { value }));
    }
    if !scale.mean.is_finite() || !scale.standard_deviation.is_normal() {
        return Err(table.column_error(column, Fault::Unscalable));
    }
    Ok(scale)
}

/// The number in a cell that is known to hold one.
pub(super) fn known_number(cell: &str) -> f64 {
    number(cell).expect("the columns of numbers are checked")
}
