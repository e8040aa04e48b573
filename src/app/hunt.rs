//! Finding the slip: one number was computed wrongly, and everything after it follows from that.

use crate::lesson::mistake::Mistake;
use crate::lesson::slip::{Slip, Standing};
use crate::lesson::{Cell, Trace};

/// A hunt for one slip.
#[derive(Clone, Debug, PartialEq)]
pub struct Hunt {
    /// The slip, and the numbers with and without it.
    pub slip: Slip,
    /// The seed that chose the slip.
    pub seed: u32,
    /// The number that was marked last, and what it is.
    pub marked: Option<(Cell, Standing)>,
    /// The mistakes to choose from.
    pub choices: Vec<Mistake>,
    /// The choice under the cursor.
    pub cursor: usize,
    /// Whether the mistake named last was the right one; `None` before any was named.
    pub named: Option<bool>,
}

impl Hunt {
    /// Hides a slip; `None` where no mistake would be seen.
    pub fn new(sound: Trace, seed: u32) -> Option<Self> {
        let slip = Slip::new(sound, seed)?;
        Some(Self { choices: slip.choices(), slip, seed, marked: None, cursor: 0, named: None })
    }

    /// Whether the slipped number is found, so that the mistake is to be named.
    pub fn is_found(&self) -> bool {
        matches!(self.marked, Some((_, Standing::Slipped)))
    }

    /// Moves between the choices.
    pub fn choose(&mut self, by: isize) {
        let last = self.choices.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        self.named = None;
    }

    /// Marks a number as the first wrong one, or names the mistake under the cursor once it is
    /// found.
    pub fn mark(&mut self, cell: Cell) {
        if self.is_found() {
            self.named =
                self.choices.get(self.cursor).map(|mistake| self.slip.is_explained_by(*mistake));
        } else {
            self.marked = Some((cell, self.slip.standing(cell)));
        }
    }
}
