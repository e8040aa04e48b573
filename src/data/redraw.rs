//! The same records in another draw, without reading the table again.

use std::sync::Arc;

use super::fault::TableError;
use super::prepare::{Prepared, Share};
use super::recipe::Recipe;
use super::split::{Sides, Split, train_size};
use super::table::Table;

/// How many numbers are moved at a time; one column at least.
const PIECE: usize = 1 << 18;

/// [`Prepared`] records on their way to another draw and split. As that takes a while where there
/// are millions of them, it is done in pieces: [`Redraw::work`] until that says that all is done,
/// then [`Redraw::done`]. The old ones stay as they are.
#[derive(Clone, Debug)]
pub struct Redraw {
    old: Arc<Prepared>,
    recipe: Recipe,
    train_size: usize,
    /// The rows that are drawn, which is the first piece, and the records that are written for
    /// them.
    drawn: Option<(Split, Sides)>,
    features_done: usize,
}

impl Redraw {
    /// Will draw and split with the seed and the share of test records of `recipe`, which is
    /// otherwise that of `old`; `table` is the one of `old`.
    ///
    /// # Errors
    /// When the split leaves one side empty.
    pub fn new(old: Arc<Prepared>, table: &Table, recipe: Recipe) -> Result<Self, TableError> {
        Ok(Self {
            train_size: train_size(table, recipe.test_fraction)?,
            old,
            recipe,
            drawn: None,
            features_done: 0,
        })
    }

    /// Whether it is done so soon that nobody need be told.
    pub fn is_quick(&self) -> bool {
        self.records() * self.old.features.len() <= PIECE
    }

    /// Goes on by one piece. Returns whether all is done.
    pub fn work(&mut self) -> bool {
        let records = self.records();
        let old = &self.old;
        let Some((_, arrays)) = &mut self.drawn else {
            self.drawn = Some(self.draw());
            return false;
        };
        let end = self.features_done + (PIECE / records).max(1);
        let end = end.min(old.features.len());
        for feature in self.features_done..end {
            let inputs = [&old.train, &old.test].map(|set| set.inputs_of(feature));
            arrays.write_inputs(feature, |record| value(inputs, record));
        }
        self.features_done = end;
        end == old.features.len()
    }

    fn records(&self) -> usize {
        self.old.train.records() + self.old.test.records()
    }

    /// Draws the rows, and writes the targets.
    fn draw(&self) -> (Split, Sides) {
        let split = Split::draw(self.records(), self.train_size, self.recipe.seed);
        let records = self.old.records_of_rows();
        let from = |rows: &[usize]| rows.iter().map(|&row| records[row]).collect();
        let from = Split { train: from(&split.train), test: from(&split.test) };
        let mut arrays = Sides::new(from, self.old.features.len(), self.old.train.outputs());
        for output in 0..self.old.train.outputs() {
            let targets = [&self.old.train, &self.old.test].map(|set| set.targets_of(output));
            arrays.write_targets(output, |record| value(targets, record));
        }
        (split, arrays)
    }

    /// How much is done.
    pub fn share(&self) -> Share {
        Share(self.features_done as f64 / self.old.features.len() as f64)
    }

    /// The records in their new draw.
    pub fn done(mut self) -> Prepared {
        while !self.work() {}
        let (split, arrays) = self.drawn.take().unwrap_or_else(|| self.draw());
        let (_, train, test) = arrays.done();
        Prepared {
            recipe: self.recipe,
            target: self.old.target,
            targets: self.old.targets.clone(),
            features: self.old.features.clone(),
            train_rows: split.train,
            test_rows: split.test,
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
