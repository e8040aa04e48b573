//! How a number is revealed to a class: the question, the formula, the numbers, the result.

use strum::VariantArray;

use super::{Activity, Stepper};
use crate::app::Action;
use crate::app::aside::Aside;
use crate::app::voting::Voting;
use crate::lesson::Cell;
use crate::lesson::poll::Poll;
use crate::variants;

/// How much of the present step is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, VariantArray)]
pub enum Reveal {
    /// What is asked.
    Question,
    /// The formula in symbols, too.
    Symbols,
    /// The formula with numbers, too.
    Numbers,
    /// All of it.
    Result,
}

impl Stepper {
    /// Presents the lesson to a class from here on.
    pub fn present(&mut self) {
        if self.homework.is_none() {
            self.reveal = Some(Reveal::Result);
        }
    }

    /// How much of the present step is seen: all, unless it is revealed to a class.
    pub fn seen(&self) -> Reveal {
        if self.voting().is_some_and(|voting| !voting.is_revealed()) {
            return Reveal::Question;
        }
        match (&self.activity, self.current()) {
            (Activity::Reading, [_, ..]) => self.reveal.unwrap_or(Reveal::Result),
            _ => Reveal::Result,
        }
    }

    /// Whether a number is still to be revealed.
    pub fn is_hidden(&self, cell: Cell) -> bool {
        self.seen() < Reveal::Result && self.current().contains(&cell)
    }

    /// Opens a vote on the present number, with the options in an order of its own.
    pub(super) fn open_vote(&mut self) {
        let seed = u32::try_from(self.position).unwrap_or(0);
        let poll = self.focus().and_then(|cell| Poll::new(&self.trace, cell, seed, &[]));
        self.aside = Some(match poll {
            Some(poll) => {
                let kept = self.voting.take().filter(|voting| voting.poll == poll);
                self.voting = Some(kept.unwrap_or_else(|| Voting::new(poll)));
                Aside::Vote
            }
            None => Aside::NoVote(Poll::cells(&self.trace)),
        });
    }

    /// The vote that is open.
    pub fn voting(&self) -> Option<&Voting> {
        self.voting.as_ref().filter(|_| self.aside == Some(Aside::Vote))
    }

    /// Whether an action would turn the class into one learner.
    pub(super) fn is_for_learners(&self, action: Action) -> bool {
        self.reveal.is_some() && matches!(action, Action::Mode | Action::Hunt)
    }

    /// Reveals more of the present step, or hides what was revealed last. Returns whether there was
    /// any.
    pub(super) fn turn(&mut self, action: Action) -> bool {
        let seen = self.seen();
        let turned = match (self.reveal, action) {
            (Some(_), Action::Next) if seen < Reveal::Result => variants::next(seen),
            (Some(_), Action::Back) if seen > Reveal::Question && !self.current().is_empty() => {
                variants::previous(seen)
            }
            _ => return false,
        };
        self.reveal = Some(turned);
        true
    }

    /// Asks for the present step, where it is revealed to a class.
    pub(super) fn pose(&mut self) {
        self.reveal = self.reveal.map(|_| Reveal::Question);
    }
}
