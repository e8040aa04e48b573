//! What the learner opens beside a step of a lesson and goes through with the same keys.

use super::Action;
use super::field::{Edit, Field, FieldKind};
use super::stepper::Before;
use crate::lesson::derivation::{Derivation, Reason};
use crate::lesson::descent::{Descent, Step};
use crate::lesson::{Cell, Trace, answer};

/// Something beside the present step. It takes the place of the calculation until it is left.
#[derive(Clone, Debug, PartialEq)]
pub enum Aside {
    /// Why the number is what it is.
    Derivation(Derived),
    /// The loss as a curve over a weight.
    Descent(Box<Descending>),
    /// That there is none of these here.
    Missing(Missing),
    /// To which step?
    GoTo(GoTo),
    /// Both passes side by side, after the last number.
    Ending,
    /// Questions about the lesson.
    Questions,
    /// What one of them supposes, put in.
    Looking(Box<Before>),
    /// A vote on the number.
    Vote,
    /// That there can be none, and some numbers that there can be one on.
    NoVote(Vec<Cell>),
}

/// The step to go to, as it is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct GoTo {
    /// Where its number or name is typed.
    pub field: Field,
    /// What was entered and is no step.
    pub unknown: Option<String>,
}

/// What is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A derivation: the number is no gradient.
    Derivation,
    /// A curve: the number is no weight.
    Descent,
    /// Another update: the record is one of a batch, or only tests the network.
    Update,
    /// Another update: nothing says how long its steps would be.
    Rate,
    /// Another update: its numbers would grow beyond all bounds.
    Diverging,
}

/// A curve, and where on it the learner is.
#[derive(Clone, Debug, PartialEq)]
pub struct Descending {
    /// The curve.
    pub descent: Descent,
    /// The step from there.
    pub step: Step,
    /// η, as it was turned.
    pub learning_rate: f64,
    /// The lesson's η.
    given_rate: f64,
}

impl Descending {
    /// How far one keypress moves the weight.
    const MOVE: f64 = 0.1;

    /// At the lesson's own weight and η.
    pub fn new(mut descent: Descent, learning_rate: f64) -> Self {
        let step = descent.step(descent.given(), learning_rate);
        Self { descent, step, learning_rate, given_rate: learning_rate }
    }

    /// Does what the user asked for. Returns whether that was meant for it.
    fn update(&mut self, action: Action) -> bool {
        let given = self.descent.given();
        let mut at = self.step.from.0;
        match action {
            Action::MoveWeight(by) => {
                // From the number of moves, so that there and back is the same place.
                let moves = ((at - given) / Self::MOVE).round() + f64::from(by);
                at = given + moves * Self::MOVE;
            }
            Action::Faster => self.learning_rate *= 2.0,
            Action::Slower => self.learning_rate /= 2.0,
            Action::First => (at, self.learning_rate) = (given, self.given_rate),
            _ => return false,
        }
        self.learning_rate = self.learning_rate.clamp(1e-6, 1e6);
        self.step = self.descent.step(at, self.learning_rate);
        true
    }
}

/// A derivation, as far as it has been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    /// What there is to read.
    pub derivation: Derivation,
    /// Which of its reasons is looked at, from 0.
    pub place: usize,
    /// Where the number of a factor is typed, while numbers are asked for.
    pub field: Field,
    /// The factors that were found, by their places.
    pub found: Vec<usize>,
    /// Whether the last answer was wrong.
    pub is_wrong: bool,
}

impl Derived {
    /// Before its first reason.
    pub fn new(derivation: Derivation) -> Self {
        let field = Field::new(FieldKind::Expression, "");
        Self { derivation, place: 0, field, found: Vec::new(), is_wrong: false }
    }

    /// Judges the number that is typed for a factor.
    pub fn check(&mut self, trace: &Trace) {
        let Reason::Factor(factor) = self.reason() else { return };
        let right = factor.derivative.value(&|cell| trace.value(cell));
        let typed = answer::parse(&self.field.text());
        let fits = typed.is_ok_and(|typed| {
            let rounding = typed.precision.map_or(0.0, |typed| typed.half_unit);
            (typed.value - right).abs() <= rounding.min(right.abs() / 20.0).max(right.abs() / 200.0)
        });
        self.is_wrong = !fits;
        self.field.is_proposal = true;
        if fits {
            self.found.push(self.place);
            self.field.edit(Edit::Clear);
        }
    }

    /// The reason that is looked at.
    pub fn reason(&self) -> &Reason {
        &self.derivation.reasons[self.place]
    }
}

impl Aside {
    /// Does what the user asked for; gives whether that was meant for it, and whether it stays
    /// open.
    pub fn update(&mut self, action: Action) -> (bool, bool) {
        let derived = match self {
            Self::Derivation(derived) => derived,
            Self::Descent(_) if action == Action::Descent => return (true, false),
            Self::Descent(descending) => {
                let is_for_it = descending.update(action);
                return (is_for_it, is_for_it);
            }
            Self::Missing(_) | Self::NoVote(_) => {
                let leaves = matches!(
                    action,
                    Action::Next | Action::Why | Action::Descent | Action::Update(_) | Action::Vote
                );
                return (leaves, false);
            }
            Self::GoTo(asked) => {
                if let Action::Edit(edit) = action {
                    asked.field.edit(edit);
                    asked.unknown = None;
                }
                return (action != Action::Choose, true);
            }
            Self::Vote | Self::Ending | Self::Questions | Self::Looking(_) => return (false, true),
        };
        if let Action::Edit(edit) = action {
            derived.field.edit(edit);
            derived.is_wrong = false;
            return (true, true);
        }
        let last = derived.derivation.reasons.len() - 1;
        if action == Action::Why || (action == Action::Next && derived.place == last) {
            return (true, false);
        }
        match action.step(derived.place, last) {
            Some(place) => {
                derived.place = place;
                derived.is_wrong = false;
                derived.field.edit(Edit::Clear);
                (true, true)
            }
            None => (false, false),
        }
    }
}
