//! The records, and how one of them becomes a lesson.

use crate::data::{Feature, Prepared};
use crate::lesson::{Batch, Example, Lesson, Purpose, Symbols, Translated};
use crate::limits;
use crate::nn::Network;
use crate::nn::training::{Dataset, Trainer};
use crate::text::{Language, Text, fill};

/// How many weights a network has.
pub fn weights(network: &Network) -> usize {
    network.layers().iter().map(|layer| layer.weights.len()).sum()
}

/// A record, wherever the split has put it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordPlace {
    /// Whether it is a test record.
    pub is_test: bool,
    /// Which record of its set, from 0.
    pub record: usize,
    /// Which row of the table, from 0.
    pub row: usize,
}

impl RecordPlace {
    /// The record of an index over training records and then test records.
    ///
    /// # Panics
    /// When there is none.
    pub fn new(prepared: &Prepared, index: usize) -> Self {
        let (train, test) = (&prepared.train_rows, &prepared.test_rows);
        match index.checked_sub(train.len()) {
            None => Self { is_test: false, record: index, row: train[index] },
            Some(record) => Self { is_test: true, record, row: test[record] },
        }
    }

    /// The set that the record is in.
    pub fn dataset(self, trainer: &Trainer) -> &Dataset {
        if self.is_test { trainer.test() } else { trainer.training() }
    }

    /// Its features and target, as an example for the network of this moment.
    pub fn example(self, trainer: &Trainer) -> Option<Example> {
        self.example_of(trainer.network().clone(), trainer)
    }

    /// Its features and target, as an example for a network.
    pub fn example_of(self, network: Network, trainer: &Trainer) -> Option<Example> {
        let records = self.dataset(trainer);
        let (input, target) = (records.input(self.record), records.target(self.record));
        let example = Example::new(network, input, target, trainer.learning_rate())?;
        Some(Example { loss: trainer.loss(), ..example })
    }

    /// What the record does in training.
    fn purpose(self, trainer: &Trainer, example: &Example) -> Purpose {
        if self.is_test {
            return Purpose::Test;
        }
        let mut others = trainer.sums_of_batch(self.record);
        for (sums, own) in others.iter_mut().zip(example.shares()) {
            sums.weights -= &own.weights;
            if let (Some(sums), Some(own)) = (&mut sums.biases, own.biases) {
                *sums -= &own;
            }
        }
        Purpose::Batch(Batch {
            records: trainer.batch_of(self.record).len(),
            others: others.into(),
            is_mean: true,
            is_complete: true,
        })
    }

    /// The record as a lesson with the weights of this moment. None where the network is too large.
    pub fn lesson(
        self,
        trainer: &Trainer,
        features: &[Feature],
        symbols: Symbols,
    ) -> Option<Lesson> {
        if weights(trainer.network()) > limits::WEIGHTS {
            return None;
        }
        let mut example = self.example(trainer)?;
        example.purpose = self.purpose(trainer, &example);
        let title = |language| {
            let words = &Text::of(language, symbols).training;
            let sentence = if self.is_test { &words.opened_test } else { &words.opened };
            let values = [
                ("epoch", trainer.position().epoch),
                ("record", self.record + 1),
                ("records", self.dataset(trainer).records()),
            ];
            let values = values.map(|(name, value)| (name, value.to_string()));
            fill(
                sentence,
                &values.each_ref().map(|(name, value)| (*name, value as &dyn std::fmt::Display)),
            )
        };
        Some(Lesson {
            title: Translated { en: title(Language::En), zh: title(Language::Zh) },
            inputs: features.iter().map(|feature| feature.name.clone()).collect(),
            ..Lesson::of(example)
        })
    }
}

/// The index over training records and then test records of a row of the table.
pub fn index_of_row(prepared: &Prepared, row: usize) -> usize {
    let rows = prepared.train_rows.iter().chain(&prepared.test_rows);
    rows.copied().take_while(|&other| other != row).count()
}
