//! One example, opened at one of its numbers.
//!
//! The whole state is a position in the script: `position` numbers are known. So a step back is the position before.

use std::collections::HashSet;

use super::Action;
use crate::lesson::{Cell, Lesson, Names, Phase, Trace, script};

/// How far one keypress goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum StepSize {
    /// One number.
    #[default]
    Number,
    /// All numbers of a quantity in one layer.
    Quantity,
}

/// The stepper.
#[derive(Clone, Debug)]
pub struct Stepper {
    lesson: Lesson,
    trace: Trace,
    names: Names,
    position: usize,
    size: StepSize,
}

impl Stepper {
    /// Opens a lesson before its first step.
    #[must_use]
    pub fn new(lesson: Lesson) -> Self {
        Self {
            trace: Trace::new(lesson.example.clone()),
            names: Names::new(&lesson.example.network),
            lesson,
            position: 0,
            size: StepSize::default(),
        }
    }

    /// The lesson that is open.
    #[must_use]
    pub fn lesson(&self) -> &Lesson {
        &self.lesson
    }

    /// All numbers.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// What the cells are called.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// How many numbers are known: 0 to [`Stepper::total`].
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    /// Moves so that `position` numbers are known, or all of them if there are fewer.
    pub fn go_to(&mut self, position: usize) {
        self.position = position.min(self.total());
    }

    /// How many steps there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.trace.script().steps().len()
    }

    /// How far one keypress goes.
    #[must_use]
    pub fn size(&self) -> StepSize {
        self.size
    }

    /// The numbers known so far, oldest first.
    #[must_use]
    pub fn known(&self) -> &[Cell] {
        &self.trace.script().steps()[..self.position]
    }

    /// The numbers that the present step is about: one, or those of a quantity up to the position. Empty before the first step.
    #[must_use]
    pub fn current(&self) -> &[Cell] {
        let Some(last) = self.position.checked_sub(1) else {
            return &[];
        };
        let start = match self.size {
            StepSize::Number => last,
            StepSize::Quantity => self.trace.script().group(last).start,
        };
        &self.trace.script().steps()[start..self.position]
    }

    /// The number that appeared last.
    #[must_use]
    pub fn focus(&self) -> Option<Cell> {
        self.current().last().copied()
    }

    /// Whether a number may be shown: it is given, known by now, or belongs to the present step.
    #[must_use]
    pub fn is_known(&self, cell: Cell) -> bool {
        cell.quantity.is_given()
            || self.known().contains(&cell)
            || self.focus().is_some_and(|focus| {
                script::supporting(self.trace.example(), focus).contains(&cell)
            })
    }

    /// The cells that the formulas of the present step refer to.
    #[must_use]
    pub fn operands(&self) -> HashSet<Cell> {
        self.current()
            .iter()
            .filter_map(|&cell| self.trace.formula(cell))
            .flat_map(|formula| formula.cells())
            .collect()
    }

    /// Which part of the lesson the present step belongs to.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.focus()
            .map_or(Phase::Given, |cell| cell.quantity.phase())
    }

    /// Moves through the lesson.
    pub fn update(&mut self, action: Action) {
        match action {
            Action::Next | Action::Choose => self.position = self.after(),
            Action::Back => self.position = self.before(),
            Action::First => self.position = 0,
            Action::Last => self.position = self.total(),
            Action::StepSize => {
                self.size = match self.size {
                    StepSize::Number => StepSize::Quantity,
                    StepSize::Quantity => StepSize::Number,
                }
            }
            _ => {}
        }
    }

    fn after(&self) -> usize {
        if self.position == self.total() {
            return self.position;
        }
        match self.size {
            StepSize::Number => self.position + 1,
            StepSize::Quantity => self.trace.script().group(self.position).end,
        }
    }

    fn before(&self) -> usize {
        let Some(last) = self.position.checked_sub(1) else {
            return 0;
        };
        match self.size {
            StepSize::Number => last,
            StepSize::Quantity => self.trace.script().group(last).start,
        }
    }
}
