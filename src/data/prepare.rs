//! From a [`Table`] and a [`Recipe`] to the arrays a network learns from, with every stage between
//! kept to be shown.

use std::sync::Arc;

use super::fault::{TableError, TableFault};
use super::feature::{Feature, input_columns};
use super::read::Reporter;
use super::recipe::Recipe;
use super::split::{Sides, Split, train_size};
use super::table::Table;
use super::target::{Targets, targets};
use crate::nn::training::Dataset;

/// A table made ready for a network, and how.
///
/// The stages in order: the raw cells are in the [`Table`]; [`Prepared::features`] says for each
/// column of the result from which column of the table it comes and how (untouched, standardised
/// with which mean and deviation, dummy of which category); [`Prepared::train_rows`] and
/// [`Prepared::test_rows`] are the shuffle and the split; [`Prepared::train`] and
/// [`Prepared::test`] the arrays.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// What was asked for.
    pub recipe: Recipe,
    /// Which column of the table is the target, from 0.
    pub target: usize,
    /// What it holds.
    pub targets: Targets,
    /// The columns of the features, as pandas orders them: first those that stay, as they stand in
    /// the file, then the dummies of each column in [`Recipe::one_hot`].
    pub features: Vec<Feature>,
    /// The rows of the table to train on, in the order in which they were drawn (`np.random.choice`
    /// without replacement).
    pub train_rows: Vec<usize>,
    /// The rows kept for testing, as they stand in the file.
    pub test_rows: Vec<usize>,
    /// The records of [`Prepared::train_rows`], in that order.
    pub train: Arc<Dataset>,
    /// The records of [`Prepared::test_rows`], in that order.
    pub test: Arc<Dataset>,
}

/// How much of the preparing is done, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Share(pub f64);

/// One row on its way from the file to the network.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowedRow<'t> {
    /// The row of the table, from 0.
    pub row: usize,
    /// Its line in the file, from 1.
    pub line: usize,
    /// Where the split has put it.
    pub set: Set,
    /// What each output is to be.
    pub target: Vec<f64>,
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
    /// Prepares `table` as `recipe` says: dummies, standardising, shuffle and split. `report` is
    /// called after each column.
    ///
    /// # Errors
    /// When the recipe names what is not there, a cell does not hold what it should, a column can't
    /// be standardised, or the split leaves one side empty; [`TableFault::Stopped`] when `report`
    /// breaks.
    pub fn new(
        table: &Table,
        recipe: &Recipe,
        report: Reporter<'_, Share>,
    ) -> Result<Self, TableError> {
        let roles = recipe.roles(table)?;
        if table.rows() < 2 {
            return Err(table.error(TableFault::OneRecord));
        }
        table.check_gaps(&roles)?;
        let positive = recipe.positive.as_deref();
        let (targets, values) = targets(table, roles.target, recipe.target_kind, positive)?;
        let (parts, count) = input_columns(table, &roles)?;
        let split =
            Split::draw(table.rows(), train_size(table, recipe.test_fraction)?, recipe.seed);
        let mut arrays = Sides::new(split, count, targets.outputs());
        for output in 0..targets.outputs() {
            arrays.write_targets(output, |row| targets.value(values[row], output));
        }
        drop(values);
        let mut features = Vec::with_capacity(count);
        // One column after the other, so that not much lies in memory beside the records.
        for part in parts {
            let cells = part.cells(table);
            for (index, feature) in part.features(table, &cells)?.into_iter().enumerate() {
                arrays.write_inputs(features.len(), |row| feature.value(cells[row], index));
                features.push(feature);
            }
            if report(Share(features.len() as f64 / count as f64)).is_break() {
                return Err(table.error(TableFault::Stopped));
            }
        }
        let (split, train, test) = arrays.done();
        Ok(Self {
            recipe: recipe.clone(),
            target: roles.target,
            targets,
            features,
            train_rows: split.train,
            test_rows: split.test,
            train,
            test,
        })
    }

    /// For each row of the table which record it is; those for testing are counted behind those for
    /// training.
    pub(super) fn records_of_rows(&self) -> Vec<usize> {
        let mut records = vec![0; self.train_rows.len() + self.test_rows.len()];
        for (record, &row) in self.train_rows.iter().chain(&self.test_rows).enumerate() {
            records[row] = record;
        }
        records
    }

    /// Takes one row of the table (from 0) through all stages.
    ///
    /// # Panics
    /// When `table` is not the one this was prepared from, and has no such row or column.
    pub fn follow<'t>(&self, table: &'t Table, row: usize) -> FollowedRow<'t> {
        let (set, target) = if let Ok(record) = self.test_rows.binary_search(&row) {
            (Set::Test(record), self.test.target(record))
        } else {
            let record = self.train_rows.iter().position(|&drawn| drawn == row);
            let record = record.expect("each row of the table is in one of the two sets");
            (Set::Train(record), self.train.target(record))
        };
        let features = self.features.iter().map(|feature| {
            let cell = table.cell(row, feature.column);
            let number = feature.number(cell);
            let value = feature.scaled(number);
            FollowedFeature { cell, number, value }
        });
        FollowedRow {
            row,
            line: table.line(row),
            set,
            target: target.to_vec(),
            features: features.collect(),
        }
    }
}
