//! Which rows are for training and which for testing, and the arrays that are written for them.

use std::sync::Arc;

use super::fault::{TableError, TableFault};
use super::table::{Table, fill};
use crate::nn::random::NumpyRandom;
use crate::nn::training::Dataset;

/// The rows of a table on both sides.
#[derive(Clone, Debug)]
pub(super) struct Split {
    /// In the order in which they were drawn.
    pub(super) train: Vec<usize>,
    /// As they stand in the table.
    pub(super) test: Vec<usize>,
}

impl Split {
    /// Draws `size` of so many rows to train on; the others are for testing.
    pub(super) fn draw(rows: usize, size: usize, seed: u32) -> Self {
        let train = NumpyRandom::new(seed).choice_without_replacement(rows, size);
        let test = others(rows, &train);
        Self { train, test }
    }
}

/// The records of both sides in the making, column by column.
#[derive(Clone, Debug)]
pub(super) struct Sides {
    /// By which number the values of each record are asked for: that of its row in a table, for
    /// example.
    from: Split,
    train: Dataset,
    test: Dataset,
}

impl Sides {
    pub(super) fn new(from: Split, features: usize, outputs: usize) -> Self {
        Self {
            train: Dataset::zeros(from.train.len(), features, outputs),
            test: Dataset::zeros(from.test.len(), features, outputs),
            from,
        }
    }

    /// Writes one feature (from 0) of all records.
    pub(super) fn write_inputs(&mut self, feature: usize, value: impl Fn(usize) -> f64 + Sync) {
        let Split { train, test } = &self.from;
        fill(self.train.inputs_of_mut(feature), &|record| value(train[record]));
        fill(self.test.inputs_of_mut(feature), &|record| value(test[record]));
    }

    /// Writes the target of all records for one output (from 0).
    pub(super) fn write_targets(&mut self, output: usize, value: impl Fn(usize) -> f64 + Sync) {
        let Split { train, test } = &self.from;
        fill(self.train.targets_of_mut(output), &|record| value(train[record]));
        fill(self.test.targets_of_mut(output), &|record| value(test[record]));
    }

    /// What it was made with, the records to train on and those for testing.
    pub(super) fn done(self) -> (Split, Arc<Dataset>, Arc<Dataset>) {
        (self.from, Arc::new(self.train), Arc::new(self.test))
    }
}

/// How many rows are for training: `int(rows * (1 - test_fraction))`. Where that product is whole
/// but for the rounding of its factors (10 · (1 − 0.9) is 0.9999999999999998), it is the whole
/// number.
pub(super) fn train_size(table: &Table, fraction: f64) -> Result<usize, TableError> {
    if !(0.0..1.0).contains(&fraction) {
        return Err(table.error(TableFault::Fraction { fraction }));
    }
    let product = table.rows() as f64 * (1.0 - fraction);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between 0 and the number of rows"
    )]
    let train_size = (product * (1.0 + 1e-12)) as usize;
    let records = table.rows();
    match train_size {
        0 => Err(table.error(TableFault::NoneToTrain { fraction, records })),
        all if all >= records && fraction > 0.0 => {
            Err(table.error(TableFault::NoneToTest { fraction, records }))
        }
        _ => Ok(train_size),
    }
}

/// The rows of the table that were not drawn, as they stand.
fn others(rows: usize, drawn: &[usize]) -> Vec<usize> {
    let mut is_drawn = vec![false; rows];
    for &row in drawn {
        is_drawn[row] = true;
    }
    (0..rows).filter(|&row| !is_drawn[row]).collect()
}
