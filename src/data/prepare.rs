//! From a [`Table`] and a [`Recipe`] to the arrays a network learns from, with every stage between kept to be shown.

use ndarray::Array2;

use super::error::DataError;
use super::fault::{Fault, Side};
use super::feature::{Feature, features, known_number};
use super::recipe::Recipe;
use super::table::{Table, number};
use crate::nn::NumpyRandom;

/// The most memory that the features may take, in bytes.
const MAX_BYTES: usize = 1 << 30;

/// A table made ready for a network, and how.
///
/// The stages in order: the raw cells are in the [`Table`]; [`Prepared::features`] says for each column of the result from
/// which column of the table it comes and how (untouched, standardised with which mean and deviation, dummy of which
/// category); [`Prepared::train_rows`] and [`Prepared::test_rows`] are the shuffle and the split; [`Prepared::train`] and
/// [`Prepared::test`] the arrays.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// What was asked for.
    pub recipe: Recipe,
    /// Which column of the table is the target, from 0.
    pub target: usize,
    /// The columns of the features, as pandas orders them: first those that stay, as they stand in the file, then the dummies
    /// of each column in [`Recipe::one_hot`].
    pub features: Vec<Feature>,
    /// The rows of the table to train on, in the order in which they were drawn (`np.random.choice` without replacement).
    pub train_rows: Vec<usize>,
    /// The rows kept for testing, as they stand in the file.
    pub test_rows: Vec<usize>,
    /// The records of [`Prepared::train_rows`], in that order.
    pub train: Records,
    /// The records of [`Prepared::test_rows`], in that order.
    pub test: Records,
}

/// Records as a network takes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Records {
    /// Shape: records × features.
    pub features: Array2<f64>,
    /// Shape: records × 1; 0 or 1.
    pub targets: Array2<f64>,
}

impl Records {
    fn zeros(records: usize, features: usize) -> Self {
        Self {
            features: Array2::zeros((records, features)),
            targets: Array2::zeros((records, 1)),
        }
    }
}

/// One row on its way from the file to the network.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowedRow<'t> {
    /// The row of the table, from 0.
    pub row: usize,
    /// Its line in the file, from 1.
    pub line: usize,
    /// Where the split has put it.
    pub set: Set,
    /// 0 or 1.
    pub target: f64,
    /// One for each of [`Prepared::features`].
    pub features: Vec<FollowedFeature<'t>>,
}

/// One feature of a row at each stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FollowedFeature<'t> {
    /// The raw text it comes from.
    pub cell: &'t str,
    /// The number once the dummies are made, before standardising.
    pub number: f64,
    /// The number that the network gets.
    pub value: f64,
}

/// On which side of the split a row is, and which record it is there, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// A row of [`Prepared::train`].
    Train(usize),
    /// A row of [`Prepared::test`].
    Test(usize),
}

impl Prepared {
    /// Prepares `table` as `recipe` says: dummies, standardising, shuffle and split.
    ///
    /// # Errors
    /// When the recipe names what is not there, a cell does not hold what it should, a column can't be standardised, or the
    /// split leaves one side empty.
    pub fn new(table: &Table, recipe: &Recipe) -> Result<Self, DataError> {
        let roles = recipe.roles(table)?;
        if table.rows() < 2 {
            return Err(table.error(Fault::OneRecord));
        }
        check_target(table, roles.target)?;
        let features = features(table, &roles)?;
        let train_size = train_size(table, recipe.test_fraction)?;
        if table.rows().saturating_mul(features.len()) > MAX_BYTES / size_of::<f64>() {
            return Err(table.error(Fault::TooManyNumbers {
                records: table.rows(),
                features: features.len(),
                limit: MAX_BYTES as u64,
            }));
        }
        let train_rows =
            NumpyRandom::new(recipe.seed).choice_without_replacement(table.rows(), train_size);
        let test_rows = others(table.rows(), &train_rows);
        let mut prepared = Self {
            recipe: recipe.clone(),
            target: roles.target,
            train: Records::zeros(train_rows.len(), features.len()),
            test: Records::zeros(test_rows.len(), features.len()),
            features,
            train_rows,
            test_rows,
        };
        prepared.fill(table);
        Ok(prepared)
    }

    /// Writes the records. The rows are taken as they stand in the table: reading them in the drawn order would wait for the
    /// memory at each cell.
    fn fill(&mut self, table: &Table) {
        let mut sets = vec![Set::Test(0); table.rows()];
        for (record, &row) in self.train_rows.iter().enumerate() {
            sets[row] = Set::Train(record);
        }
        for (record, &row) in self.test_rows.iter().enumerate() {
            sets[row] = Set::Test(record);
        }
        for (row, set) in sets.into_iter().enumerate() {
            let (records, record) = match set {
                Set::Train(record) => (&mut self.train, record),
                Set::Test(record) => (&mut self.test, record),
            };
            for (value, feature) in records
                .features
                .row_mut(record)
                .iter_mut()
                .zip(&self.features)
            {
                *value = feature.scaled(feature.number(table.cell(row, feature.column)));
            }
            records.targets[[record, 0]] = known_number(table.cell(row, self.target));
        }
    }

    /// Takes one row of the table (from 0) through all stages.
    ///
    /// # Panics
    /// When `table` is not the one this was prepared from, and has no such row or column.
    #[must_use]
    pub fn follow<'t>(&self, table: &'t Table, row: usize) -> FollowedRow<'t> {
        let set = if let Ok(record) = self.test_rows.binary_search(&row) {
            Set::Test(record)
        } else {
            let record = self.train_rows.iter().position(|&drawn| drawn == row);
            Set::Train(record.expect("each row of the table is in one of the two sets"))
        };
        let features = self.features.iter().map(|feature| {
            let cell = table.cell(row, feature.column);
            let number = feature.number(cell);
            let value = feature.scaled(number);
            FollowedFeature {
                cell,
                number,
                value,
            }
        });
        FollowedRow {
            row,
            line: table.line(row),
            set,
            target: known_number(table.cell(row, self.target)),
            features: features.collect(),
        }
    }
}

/// Every cell must be 0 or 1, and both must be there.
fn check_target(table: &Table, target: usize) -> Result<(), DataError> {
    let mut found = [false; 2];
    for (row, cell) in table.cells(target).enumerate() {
        match number(cell) {
            Some(0.0) => found[0] = true,
            Some(1.0) => found[1] = true,
            _ => {
                let value = cell.to_owned();
                return Err(table.cell_error(row, target, Fault::NotATarget { value }));
            }
        }
    }
    match found {
        [true, true] => Ok(()),
        [has_zero, _] => {
            let value = u8::from(!has_zero);
            Err(table.column_error(target, Fault::OneClass { value }))
        }
    }
}

/// How many rows are for training: `int(rows * (1 - test_fraction))`. Where that product is whole but for the rounding of its
/// factors (10 · (1 − 0.9) is 0.9999999999999998), it is the whole number.
fn train_size(table: &Table, fraction: f64) -> Result<usize, DataError> {
    if !(fraction > 0.0 && fraction < 1.0) {
        return Err(table.error(Fault::Fraction { fraction }));
    }
    let product = table.rows() as f64 * (1.0 - fraction);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between 0 and the number of rows"
    )]
    let train_size = (product * (1.0 + 1e-12)) as usize;
    let side = match train_size {
        0 => Side::Training,
        all if all >= table.rows() => Side::Testing,
        _ => return Ok(train_size),
    };
    Err(table.error(Fault::EmptySide {
        fraction,
        records: table.rows(),
        side,
    }))
}

/// The rows of the table that were not drawn, as they stand.
fn others(rows: usize, drawn: &[usize]) -> Vec<usize> {
    let mut is_drawn = vec![false; rows];
    for &row in drawn {
        is_drawn[row] = true;
    }
    (0..rows).filter(|&row| !is_drawn[row]).collect()
}
