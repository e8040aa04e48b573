//! What says why: the derivation of a number, and the loss over a weight.

use super::{StepSize, Stepper};
use crate::app::aside::{Aside, Derived, Descending, Missing};
use crate::lesson::Cell;
use crate::lesson::derivation::Derivation;
use crate::lesson::descent::Descent;

impl Stepper {
    /// Opens the derivation of the present number, or with whole quantities that of all of them.
    pub(super) fn open_derivation(&mut self) {
        let is_whole = self.size == StepSize::Quantity && self.current().len() > 1;
        let example = self.trace.example();
        let quantity = self.focus().map(|cell| cell.quantity);
        let shown = self.current().iter().find(|cell| Some(cell.quantity) == quantity);
        let derivation = shown.and_then(|cell| Derivation::new(example, *cell, is_whole));
        let derived = derivation.map(Derived::new);
        self.aside = Some(derived.map_or(Aside::Missing(Missing::Derivation), Aside::Derivation));
    }

    /// Opens the loss as a curve over the weight that the present step is about.
    pub(super) fn open_descent(&mut self) {
        let example = self.trace.example();
        let descent = self.focus().and_then(|cell| Descent::new(example, cell));
        let descending = descent.map(|descent| Descending::new(descent, example.learning_rate));
        let descending = descending.map(Box::new);
        self.aside = Some(descending.map_or(Aside::Missing(Missing::Descent), Aside::Descent));
    }

    /// Opens the derivation of a number, wherever it is in the lesson.
    pub fn open_reason(&mut self, cell: Cell) {
        self.position = self.trace.script().index(cell).map_or(0, |index| index + 1);
        self.open_derivation();
    }

    /// The derivation that is open.
    pub fn derived(&self) -> Option<&Derived> {
        match &self.aside {
            Some(Aside::Derivation(derived)) => Some(derived),
            _ => None,
        }
    }
}
