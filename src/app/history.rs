//! What a lesson started from before each change of its numbers, so that a change can be taken back
//! and made again.

use super::stepper::Updates;

/// The most changes that can be taken back.
const MOST: usize = 100;

/// What a lesson starts from.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// The given numbers of every update, and which one is looked at.
    pub updates: Updates,
    /// The seed, where they are practice numbers in place of the lesson's own.
    pub practice: Option<u32>,
}

/// The changes that can be taken back, and those that were.
#[derive(Clone, Debug, Default)]
pub struct History {
    past: Vec<Start>,
    future: Vec<Start>,
}

impl History {
    /// Keeps what was there before a change. What was taken back before can't be made again from
    /// now on.
    pub fn record(&mut self, before: Start) {
        self.future.clear();
        self.past.push(before);
        if self.past.len() > MOST {
            self.past.remove(0);
        }
    }

    /// Whether there is a change to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is one to make again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// What was there before the last change, if there was one.
    pub fn undo(&mut self, now: Start) -> Option<Start> {
        let before = self.past.pop()?;
        self.future.push(now);
        Some(before)
    }

    /// What was there before the last [`History::undo`], if nothing was changed since.
    pub fn redo(&mut self, now: Start) -> Option<Start> {
        let after = self.future.pop()?;
        self.past.push(now);
        Some(after)
    }
}
