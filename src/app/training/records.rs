//! The records, and the one that is looked at.

use super::walk::Stage;
use super::{Notice, Request, Training, View};
use crate::lesson::{Example, Lesson, Symbols, Translated};
use crate::nn::training::Dataset;
use crate::text::{Language, Text, fill};

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

/// The largest network whose records can be opened number by number, in weights. Each weight is two steps, and a key must not wait for
/// them: with 784-32-10, a record opens in 30 ms and a number takes 3 ms; with twice as many weights, opening takes 80 ms.
pub const MOST_WEIGHTS_TO_STEP: usize = 30_000;

impl Training {
    /// How many records there are, for training and for testing.
    pub fn records(&self) -> usize {
        self.prepared.train_rows.len() + self.prepared.test_rows.len()
    }

    /// The record that is looked at, as an index over training records and then test records.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The record of an index over training records and then test records.
    ///
    /// # Panics
    /// When there is none.
    pub fn place(&self, index: usize) -> RecordPlace {
        let training = self.prepared.train_rows.len();
        match index.checked_sub(training) {
            None => {
                RecordPlace { is_test: false, record: index, row: self.prepared.train_rows[index] }
            }
            Some(record) => {
                RecordPlace { is_test: true, record, row: self.prepared.test_rows[record] }
            }
        }
    }

    /// Features and target of a record, as an example for the network of this moment.
    pub fn example(&self, place: RecordPlace) -> Option<Example> {
        let records = self.dataset(place.is_test);
        let (input, target) = (records.input(place.record), records.target(place.record));
        let network = self.trainer.network().clone();
        Example::new(network, input, target, self.experiment.learning_rate).ok()
    }

    /// The records to train on, or those to test on.
    pub fn dataset(&self, is_test: bool) -> &Dataset {
        if is_test { self.trainer.test() } else { self.trainer.training() }
    }

    /// The training record that the recap stands at: the one that was added last, or that is on its way.
    pub fn current_record(&self) -> usize {
        let record = self.trainer.position().record;
        if self.lines_done > 0 { record } else { record.saturating_sub(1) }
    }

    /// The record that Enter opens: under the cursor where there is one, else the current one.
    pub fn looked_at(&self) -> RecordPlace {
        self.place(match self.view {
            View::Records | View::Data => self.cursor,
            View::Chart | View::Algorithm => self.current_record(),
        })
    }

    /// Whether the records can be opened number by number.
    pub fn can_be_stepped(&self) -> bool {
        self.weights() <= MOST_WEIGHTS_TO_STEP
    }

    /// How many weights the network has.
    pub fn weights(&self) -> usize {
        let layers = self.trainer.network().layers().iter();
        layers.map(|layer| layer.weights.len()).sum()
    }

    /// Moves the cursor by rows of the table that is seen.
    pub(super) fn move_cursor(&mut self, by: isize) {
        let last = self.records() - 1;
        let in_file_order = self.view == View::Data && self.rows_as_in_file();
        if !in_file_order {
            self.cursor = self.cursor.saturating_add_signed(by).min(last);
            return;
        }
        let row = self.place(self.cursor).row.saturating_add_signed(by).min(last);
        self.cursor = self.index_of_row(row);
    }

    /// Whether the stage that is looked at shows rows as they stand in the file.
    pub fn rows_as_in_file(&self) -> bool {
        !matches!(self.stage().0, Stage::Split | Stage::Features)
    }

    fn index_of_row(&self, row: usize) -> usize {
        let rows = self.prepared.train_rows.iter().chain(&self.prepared.test_rows);
        rows.copied().take_while(|&other| other != row).count()
    }

    /// Asks for the record that is looked at, or says why it can't be opened.
    pub(super) fn open_record(&mut self) -> Option<Request> {
        if self.can_be_stepped() {
            return Some(Request::OpenRecord);
        }
        self.notice = Some(Notice::TooLarge);
        None
    }

    /// [`Training::looked_at`] as a lesson, with the weights of this moment. `None` where the network is too large for that.
    pub fn lesson(&self, symbols: Symbols) -> Option<Lesson> {
        let place = self.looked_at();
        let example = self.example(place).filter(|_| self.can_be_stepped())?;
        let title = |language| {
            let words = &Text::of(language, symbols).training;
            let sentence = if place.is_test { &words.opened_test } else { &words.opened };
            let values = [
                ("epoch", self.trainer.position().epoch),
                ("record", place.record + 1),
                ("records", self.dataset(place.is_test).records()),
            ];
            let values = values.map(|(name, value)| (name, value.to_string()));
            fill(sentence, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
        };
        Some(Lesson {
            name: example.network.shape(),
            title: Translated { en: title(Language::En), zh: title(Language::Zh) },
            notes: Translated::default(),
            example,
        })
    }
}
