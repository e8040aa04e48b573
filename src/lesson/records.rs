//! The records of a lesson that has several, one after the other, and when an update follows.

use ndarray::Array1;
use strum::{IntoStaticStr, VariantArray};

use super::Example;
use super::example::{Batch, Purpose};
use crate::nn::training::{LayerSums, add, zeros};

/// What the network is shown, and what it should answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// x, one value an input.
    pub input: Array1<f64>,
    /// y, one value an output.
    pub target: Array1<f64>,
}

/// When the weights change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum UpdateRule {
    /// After each record.
    Each,
    /// After all records, by the sum of what they say.
    Sum,
    /// After all records, by the mean.
    Mean,
}

/// All records, of which one is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Records {
    /// All of them, in order; at least one.
    pub all: Vec<Record>,
    /// When an update follows.
    pub update: UpdateRule,
    /// Which is looked at.
    pub present: usize,
}

impl Records {
    /// How many passes up and down one update takes.
    pub fn of_update(&self) -> usize {
        if self.update == UpdateRule::Each { 1 } else { self.all.len() }
    }

    /// How many updates are made while each record is looked at once.
    pub fn updates_of_epoch(&self) -> usize {
        self.all.len() / self.of_update()
    }

    /// What the present record leads to, where those before it have added so much.
    fn purpose(&self, before: Vec<LayerSums>) -> Purpose {
        if self.update == UpdateRule::Each {
            return Purpose::Alone;
        }
        Purpose::Batch(Batch {
            records: self.all.len(),
            others: before.into(),
            is_mean: self.update == UpdateRule::Mean,
            is_complete: self.present + 1 == self.all.len(),
        })
    }
}

impl Example {
    /// Begins with the first of several records.
    pub fn begin(&mut self, records: Records) {
        self.purpose = records.purpose(zeros(&self.network));
        self.records = Some(records);
    }

    /// This pass up and down and all that follow it, without end.
    pub fn passes(&self) -> impl Iterator<Item = Self> + use<> {
        std::iter::successors(Some(self.clone()), |example| Some(example.successor()))
    }

    /// What is looked at next: the same record after the update that it leads to, or the record
    /// behind it.
    #[must_use]
    pub fn successor(&self) -> Self {
        let mut next = self.clone();
        let mut sums = zeros(&self.network);
        match &self.purpose {
            Purpose::Alone => next.update_alone(),
            Purpose::Batch(batch) => {
                let mut so_far = self.shares();
                add(&mut so_far, &batch.others);
                if batch.is_complete {
                    next.update_by(&so_far, batch);
                } else {
                    sums = so_far;
                }
            }
            Purpose::Test | Purpose::Gradients => {}
        }
        if let Some(records) = &mut next.records {
            records.present = (records.present + 1) % records.all.len();
            let Record { input, target } = records.all[records.present].clone();
            (next.input, next.target) = (input, target);
            next.purpose = records.purpose(sums);
        }
        next
    }
}
