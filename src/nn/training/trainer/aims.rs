//! Where a trainer is to go.

use super::{Position, Trainer};

impl Trainer {
    /// Sets the position to go to: any one, past or future, jumped to or run to.
    pub fn aim(&mut self, goal: Position) {
        self.goal = Position { record: goal.record.min(self.training.records()), ..goal };
        let goal = self.destination();
        let checkpoint = self.checkpoints.nearest(goal.epoch);
        let here = (self.position.epoch, self.updated);
        if (goal.epoch, self.start_of(goal.record)) < here || checkpoint > self.position.epoch {
            self.checkpoints.restore(checkpoint, &mut self.network);
            self.begin_epoch(checkpoint);
        } else if goal.epoch == self.position.epoch && goal.record == 0 {
            self.position.record = 0;
        }
    }

    /// Aims one record on; after the last record, at the update, which leads to the next epoch.
    pub fn aim_record_on(&mut self) {
        let Position { epoch, record } = self.position;
        self.aim(if record == self.training.records() {
            Position { epoch: epoch + 1, record: 0 }
        } else {
            Position { epoch, record: record + 1 }
        });
    }

    /// Aims one record back; from the beginning of an epoch, at the moment before the update.
    pub fn aim_record_back(&mut self) {
        let Position { epoch, record } = self.position;
        self.aim(match (epoch, record) {
            (0, 0) => self.position,
            (_, 0) => Position { epoch: epoch - 1, record: self.training.records() },
            _ => Position { epoch, record: record - 1 },
        });
    }

    /// Aims at the beginning of the next epoch.
    pub fn aim_epoch_on(&mut self) {
        self.aim(Position { epoch: self.position.epoch + 1, record: 0 });
    }

    /// Aims at the beginning of this epoch, or from there at that of the one before.
    pub fn aim_epoch_back(&mut self) {
        let Position { epoch, record } = self.position;
        let epoch = if record == 0 { epoch.saturating_sub(1) } else { epoch };
        self.aim(Position { epoch, record: 0 });
    }
}
