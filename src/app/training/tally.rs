//! How many records are told rightly and wrongly, by target and answer.

use super::records::weights;
use crate::nn::Network;
use crate::nn::training::{Dataset, Trainer};

/// Counts of records by target and answer: `counts[target][answer]`. The answer is 1 where `ŷ >
/// 0.5`.
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
    pub fn right(&self) -> usize {
        self.counts[0][0] + self.counts[1][1]
    }

    /// How many records were counted.
    pub fn total(&self) -> usize {
        self.counts.iter().flatten().sum()
    }
}

/// Counts of the training and of the test records with the weights of one epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Of which epoch the weights are.
    pub epoch: usize,
    /// Training records, test records.
    pub sets: [Confusion; 2],
}

/// A count over all records that takes several frames where there are many, while training goes on.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    counting: Option<Counting>,
    complete: Option<Counts>,
}

/// A count on its way.
#[derive(Clone, Debug)]
struct Counting {
    counts: Counts,
    /// The network of that epoch: training may be further by now.
    network: Network,
    /// How many records are counted, training records first.
    done: usize,
}

/// About how many multiplications lie between two questions whether to go on: a millisecond's
/// worth.
const SLICE: usize = 1 << 20;
/// What a record costs beside its multiplications, counted in them.
const PER_RECORD: usize = 256;

impl Tally {
    /// Counts on, at least a slice, until everything is counted or `go_on` says no. A count begun
    /// with the weights of another epoch goes on while training moves: begun anew each time, it
    /// would never be complete.
    pub fn work(&mut self, trainer: &Trainer, is_moving: bool, go_on: &mut dyn FnMut() -> bool) {
        let (epoch, network) = (trainer.position().epoch, trainer.network());
        let sets = [trainer.training(), trainer.test()];
        let records = sets.map(Dataset::records).iter().sum();
        loop {
            if self.at(epoch).is_some() {
                self.counting = None;
                return;
            }
            let begun = self.counting.take();
            let begun = begun.filter(|begun| is_moving || begun.counts.epoch == epoch);
            let mut counting = begun.unwrap_or_else(|| Counting::new(epoch, network));
            counting.count_a_slice(sets);
            if counting.done < records {
                self.counting = Some(counting);
            } else {
                self.complete = Some(counting.counts);
            }
            if !go_on() {
                return;
            }
        }
    }

    /// The counts with the weights of `epoch`, once they are complete.
    pub fn at(&self, epoch: usize) -> Option<Counts> {
        self.complete.filter(|counts| counts.epoch == epoch)
    }

    /// The last counts that are complete, of whatever epoch.
    pub fn complete(&self) -> Option<Counts> {
        self.complete
    }

    /// How many records are counted that are not in [`Tally::complete`] yet.
    pub fn done(&self) -> usize {
        self.counting.as_ref().map_or(0, |counting| counting.done)
    }
}

impl Counting {
    fn new(epoch: usize, network: &Network) -> Self {
        let sets = Default::default();
        Self { counts: Counts { epoch, sets }, network: network.clone(), done: 0 }
    }

    fn count_a_slice(&mut self, sets: [&Dataset; 2]) {
        let [training, test] = sets.map(Dataset::records);
        let slice = (SLICE / (weights(&self.network) + PER_RECORD)).max(1);
        let end = (training + test).min(self.done + slice);
        for index in self.done..end {
            let (set, record) = match index.checked_sub(training) {
                None => (0, index),
                Some(record) => (1, record),
            };
            let output = self.network.forward(&sets[set].input(record));
            self.counts.sets[set].add(sets[set].target(record)[0], output.output()[0]);
        }
        self.done = end;
    }
}
