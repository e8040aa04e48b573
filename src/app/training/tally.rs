//! How many records are told rightly and wrongly, by target and answer.

use ndarray::ArrayRef1;

use super::records::weights;
use crate::nn::Network;
use crate::nn::training::{Dataset, Trainer};

/// Counts of records by target and answer: `counts[target][answer]`, each by its [`class`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    /// Rows are targets, columns are answers.
    pub counts: Vec<Vec<usize>>,
}

/// The class that outputs stand for: of a single one whether it is above 0.5, of several the place
/// of the largest.
pub fn class(outputs: &ArrayRef1<f64>) -> usize {
    let larger = |best: (usize, f64), (unit, value): (usize, &f64)| {
        if *value > best.1 { (unit, *value) } else { best }
    };
    match outputs.len() {
        1 => usize::from(outputs[0] > 0.5),
        _ => outputs.iter().enumerate().fold((0, f64::NEG_INFINITY), larger).0,
    }
}

impl Confusion {
    /// Of no records, told by so many outputs.
    fn new(outputs: usize) -> Self {
        let classes = outputs.max(2);
        Self { counts: vec![vec![0; classes]; classes] }
    }

    /// How many answers are right.
    pub fn right(&self) -> usize {
        self.counts.iter().enumerate().map(|(target, answers)| answers[target]).sum()
    }

    /// How many records were counted.
    pub fn total(&self) -> usize {
        self.counts.iter().flatten().sum()
    }
}

/// Counts of the training and of the test records with the weights of one epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    pub fn at(&self, epoch: usize) -> Option<&Counts> {
        self.complete.as_ref().filter(|counts| counts.epoch == epoch)
    }

    /// The last counts that are complete, of whatever epoch.
    pub fn complete(&self) -> Option<&Counts> {
        self.complete.as_ref()
    }

    /// How many records are counted that are not in [`Tally::complete`] yet.
    pub fn done(&self) -> usize {
        self.counting.as_ref().map_or(0, |counting| counting.done)
    }
}

impl Counting {
    fn new(epoch: usize, network: &Network) -> Self {
        let sets = [(); 2].map(|()| Confusion::new(network.outputs()));
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
            let forward = self.network.forward(&sets[set].input(record));
            let target = class(&sets[set].target(record));
            self.counts.sets[set].counts[target][class(forward.output())] += 1;
        }
        self.done = end;
    }
}
