//! The same records in another draw, without reading the table again.

use std::sync::Arc;

use super::error::DataError;
use super::prepare::{Prepared, Share};
use super::recipe::Recipe;
use super::split::{Arrays, Split};
use super::table::Table;

/// How many numbers are moved at a time; one column at least.
const PIECE: usize = 1 << 18;

/// [`Prepared`] records on their way to another draw and split. As that takes a while where there are millions of them, it is
/// done in pieces: [`Redraw::work`] until that says that all is done, then [`Redraw::done`]. The old ones stay as they are.
#[derive(Clone, Debug)]
pub struct Redraw {
    old: Arc<Prepared>,
    recipe: Recipe,
    split: Split,
    arrays: Arrays,
    features_done: usize,
}

impl Redraw {
    /// Draws and splits with the seed and the share of test records of `recipe`, which is otherwise that of `old`; `table` is
    /// the one of `old`.
    ///
    /// # Errors
    /// When the split leaves one side empty.
    pub fn new(old: Arc<Prepared>, table: &Table, recipe: Recipe) -> Result<Self, DataError> {
        let split = Split::draw(table, &recipe)?;
        let records = old.records_of_rows();
        let from = |rows: &[usize]| rows.iter().map(|&row| records[row]).collect();
        let from = Split {
            train: from(&split.train),
            test: from(&split.test),
        };
        let mut arrays = Arrays::new(from, old.features.len());
        let targets = [&old.train, &old.test].map(|set| set.targets_of(0));
        arrays.write_targets(|record| value(targets, record));
        Ok(Self {
            old,
            recipe,
            split,
            arrays,
            features_done: 0,
        })
    }

    /// Goes on by one piece, some milliseconds of work. Returns whether all is done.
    pub fn work(&mut self) -> bool {
        let old = &self.old;
        let records = old.train.records() + old.test.records();
        let end = self.features_done + (PIECE / records).max(1);
        let end = end.min(old.features.len());
        for feature in self.features_done..end {
            let inputs = [&old.train, &old.test].map(|set| set.inputs_of(feature));
            self.arrays
                .write_inputs(feature, |record| value(inputs, record));
        }
        self.features_done = end;
        end == old.features.len()
    }

    /// How much is done.
    #[must_use]
    pub fn share(&self) -> Share {
        Share(self.features_done as f64 / self.old.features.len() as f64)
    }

    /// The records in their new draw.
    #[must_use]
    pub fn done(mut self) -> Prepared {
        while !self.work() {}
        let (_, train, test) = self.arrays.done();
        Prepared {
            recipe: self.recipe,
            target: self.old.target,
            features: self.old.features.clone(),
            train_rows: self.split.train,
            test_rows: self.split.test,
            train,
            test,
        }
    }
}

/// The value of a record; those of the second set are counted behind those of the first.
fn value([train, test]: [&[f64]; 2], record: usize) -> f64 {
    match record.checked_sub(train.len()) {
        None => train[record],
        Some(record) => test[record],
    }
}
