//! How many records are told rightly and wrongly, by target and answer.

use crate::nn::Network;
use crate::nn::training::Dataset;

/// Counts of records by target and answer: `counts[target][answer]`. The answer is 1 where `ŷ > 0.5`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confusion {
    /// Rows are targets, columns are answers.
    pub counts: [[usize; 2]; 2],
}

impl Confusion {
    fn add(&mut self, target: f64, output: f64) {
        self.counts[usize::from(target > 0.5)][usize::from(output > 0.5)] += 1;
    }

    /// How many answers are right.
    #[must_use]
    pub fn right(&self) -> usize {
        self.counts[0][0] + self.counts[1][1]
    }

    /// How many records were counted.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().flatten().sum()
    }
}

/// The count over all records with the weights of one epoch, as far as it has come.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    epoch: usize,
    done: usize,
    sets: [Confusion; 2],
}

/// How many records are counted between two questions whether to go on.
const CHUNK: usize = 4096;

impl Tally {
    /// Counts on with the network of an epoch, at least one chunk, until everything is counted or `go_on` says no.
    pub fn work(
        &mut self,
        epoch: usize,
        network: &Network,
        sets: [&Dataset; 2],
        go_on: &mut dyn FnMut() -> bool,
    ) {
        if self.epoch != epoch {
            *self = Self {
                epoch,
                ..Self::default()
            };
        }
        let [training, test] = sets.map(Dataset::records);
        let total = training + test;
        while self.done < total {
            for index in self.done..total.min(self.done + CHUNK) {
                let (set, record) = match index.checked_sub(training) {
                    None => (0, index),
                    Some(record) => (1, record),
                };
                let output = network.forward(&sets[set].input(record));
                self.sets[set].add(sets[set].target(record)[0], output.output()[0]);
            }
            self.done = total.min(self.done + CHUNK);
            if !go_on() {
                return;
            }
        }
    }

    /// The counts of the training and of the test records, once all `total` of them are counted with the weights of `epoch`.
    #[must_use]
    pub fn counts(&self, epoch: usize, total: usize) -> Option<[Confusion; 2]> {
        (self.epoch == epoch && self.done == total).then_some(self.sets)
    }
}
