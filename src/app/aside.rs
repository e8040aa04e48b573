//! What the learner opens beside a step of a lesson and goes through with the same keys.

use super::Action;
use crate::lesson::derivation::{Derivation, Reason};

/// Something beside the present step. It takes the place of the calculation until it is left.
#[derive(Clone, Debug, PartialEq)]
pub enum Aside {
    /// Why the number is what it is.
    Derivation(Derived),
    /// That there is no derivation of this number.
    NoDerivation,
}

/// A derivation, as far as it has been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    /// What there is to read.
    pub derivation: Derivation,
    /// Which of its reasons is looked at, from 0.
    pub place: usize,
}

impl Derived {
    /// The reason that is looked at.
    pub fn reason(&self) -> &Reason {
        &self.derivation.reasons[self.place]
    }
}

impl Aside {
    /// Does what the user asked for; gives whether that was meant for it, and whether it stays
    /// open.
    pub fn update(&mut self, action: Action) -> (bool, bool) {
        let Self::Derivation(derived) = self else {
            return (matches!(action, Action::Next | Action::Why), false);
        };
        let last = derived.derivation.reasons.len() - 1;
        if action == Action::Why || (action == Action::Next && derived.place == last) {
            return (true, false);
        }
        match action.step(derived.place, last) {
            Some(place) => {
                derived.place = place;
                (true, true)
            }
            None => (false, false),
        }
    }
}
