//! The batches of an epoch: the records after which the weights change, and their sums.

use std::ops::Range;

use super::{LayerSums, Network, Position, Trainer, Update, sums};

impl Trainer {
    /// Changes the weights after every so many records (at least one), in their order, instead of
    /// after all of them.
    pub fn with_batches(mut self, records: usize) -> Self {
        self.batch = records.clamp(1, self.training.records());
        self
    }

    /// After how many records the weights change.
    pub fn batch(&self) -> usize {
        self.batch
    }

    /// The batch that a record (from 0) is in.
    pub fn batch_of(&self, record: usize) -> Range<usize> {
        let start = record / self.batch * self.batch;
        start..(start + self.batch).min(self.training.records())
    }

    /// The batch whose sums are filled at this position; at its end, the update comes next.
    pub fn present_batch(&self) -> Range<usize> {
        self.updated..self.training.records().min(self.updated + self.batch)
    }

    /// What the sums over the batch of a record (from 0) come to with the present weights: for the
    /// present batch those that the next update is made from. Takes as long as that batch.
    pub fn sums_of_batch(&self, record: usize) -> Vec<LayerSums> {
        let mut workers = self.workers.clone();
        let batch = self.batch_of(record);
        let mut pass = self.pass.clone();
        if batch != self.present_batch() {
            pass.restart(batch.start);
        }
        while pass.records < batch.end {
            pass.advance(&mut workers, &self.network, &self.training, batch.end);
        }
        pass.total.sums
    }

    /// The network that the next record meets: at the end of a batch inside an epoch, that after
    /// the update.
    pub fn network_of_next(&self) -> Network {
        let mut network = self.network.clone();
        let Position { record, .. } = self.position;
        if self.is_inside(record) && record == self.present_batch().end {
            let records = self.present_batch().len();
            let (sums, learning_rate) = (&self.sums, self.learning_rate);
            let update = Update { network: &mut network, sums, learning_rate, records };
            self.workers.instructions.run(update);
        }
        network
    }

    pub(super) fn has_batches(&self) -> bool {
        self.batch < self.training.records()
    }

    /// Where the batch begins whose sums are shown at a record.
    pub(super) fn start_of(&self, record: usize) -> usize {
        self.batch_of(record.saturating_sub(1)).start
    }

    /// Brings the sums that are shown to the present position.
    pub(super) fn show_sums(&mut self) {
        self.sums = sums::zeros(&self.network);
        let Position { record, .. } = self.position;
        if record == 0 {
            return;
        }
        let start = self.updated;
        if self.pass.records > start {
            sums::add(&mut self.sums, &self.pass.total.sums);
        }
        if record > self.pass.records {
            let block = self.workers.block;
            let first = record - (record - start) % block;
            let part = self.workers.part(&self.network, &self.training, first..record);
            sums::add(&mut self.sums, &part.sums);
        }
    }
}
