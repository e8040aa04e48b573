//! The columns of the features: how each comes from a cell of the table, with the means and deviations on the way.

use std::sync::Arc;

use ndarray::ArrayView1;

use super::category::{Category, coded};
use super::error::{DataError, Role};
use super::fault::Fault;
use super::recipe::Roles;
use super::table::{Kind, Table, known_number};

/// The most dummies that one column becomes.
const MAX_CATEGORIES: usize = 100;
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
    fn of(values: &ArrayView1<f64>) -> Self {
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

/// A feature with what its values are made of.
pub(super) struct Draft {
    pub(super) feature: Feature,
    /// For each row of the table the number in its cell, or in a column of categories the index of its own. The dummies of
    /// a column share them.
    cells: Arc<Vec<f64>>,
    /// The index of the dummy's category.
    category: Option<f64>,
}

impl Draft {
    /// What the network gets for a row of the table.
    pub(super) fn value(&self, row: usize) -> f64 {
        let cell = self.cells[row];
        match self.category {
            Some(category) => f64::from(u8::from(cell == category)),
            None => self.feature.scaled(cell),
        }
    }
}

/// All features: the columns that stay as they stand in the file, then the dummies as the recipe lists their columns.
/// `tell` is called after each column with the share that is done, and may stop it.
pub(super) fn features(
    table: &Table,
    roles: &Roles,
    tell: &mut dyn FnMut(f64) -> Result<(), DataError>,
) -> Result<Vec<Draft>, DataError> {
    let stays =
        |column: &usize| matches!(roles.of_columns[*column], None | Some(Role::Standardize));
    let staying: Vec<usize> = (0..roles.of_columns.len()).filter(stays).collect();
    check_size(table, staying.len())?;
    let columns = staying.iter().chain(&roles.one_hot);
    let count = staying.len() + roles.one_hot.len();
    let mut drafts = Vec::new();
    for (index, &column) in columns.enumerate() {
        match roles.of_columns[column] {
            Some(Role::OneHot) => drafts.extend(dummies(table, column)?),
            role => drafts.push(draft(table, column, role.is_some())?),
        }
        tell((index + 1) as f64 / count as f64)?;
    }
    if drafts.is_empty() {
        return Err(table.error(Fault::NoFeatures));
    }
    check_size(table, drafts.len())?;
    Ok(drafts)
}

/// Refuses more features than there is memory for.
fn check_size(table: &Table, features: usize) -> Result<(), DataError> {
    if table.rows().saturating_mul(features) <= MAX_BYTES / size_of::<f64>() {
        return Ok(());
    }
    Err(table.error(Fault::TooManyNumbers {
        records: table.rows(),
        features,
        limit: MAX_BYTES as u64,
    }))
}

/// The feature of a column of numbers.
fn draft(table: &Table, column: usize, is_standardized: bool) -> Result<Draft, DataError> {
    check_numbers(table, column)?;
    let cells = table.map(column, known_number);
    let derivation = if is_standardized {
        Derivation::Standardized(scale(table, column, &cells)?)
    } else {
        Derivation::Untouched
    };
    Ok(Draft {
        feature: Feature {
            name: table.columns()[column].name.clone(),
            column,
            derivation,
        },
        cells: Arc::new(cells),
        category: None,
    })
}

/// The features of a column of categories.
fn dummies(table: &Table, column: usize) -> Result<impl Iterator<Item = Draft>, DataError> {
    let name = &table.columns()[column].name;
    let most = MAX_CATEGORIES;
    let (categories, codes) = coded(table, column, most)
        .ok_or_else(|| table.column_error(column, Fault::TooManyCategories { most }))?;
    let cells = Arc::new(codes);
    let draft = move |(index, category)| Draft {
        feature: Feature {
            name: format!("{name}_{category}"),
            column,
            derivation: Derivation::Dummy(category),
        },
        cells: Arc::clone(&cells),
        category: Some(index as f64),
    };
    Ok(categories.into_iter().enumerate().map(draft))
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

/// Mean and standard deviation of the values of a column of at least two rows.
fn scale(table: &Table, column: usize, values: &[f64]) -> Result<Scale, DataError> {
    let scale = Scale::of(&ArrayView1::from(values));
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
