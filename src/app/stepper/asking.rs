//! Asking for numbers before they are shown.

use super::{Activity, Exercise, StepSize, Stepper};
use crate::app::aside::Derived;
use crate::lesson::derivation::Reason;
use crate::lesson::fading::Mode;
use crate::lesson::{Cell, Notation};
use crate::variants;

impl Stepper {
    /// The number that the learner is asked for now. It must not be shown anywhere.
    pub fn asked(&self) -> Option<Cell> {
        let exercise = self.exercise()?;
        self.focus().filter(|cell| exercise.is_open(*cell))
    }

    /// Whether the factor of the derivation that is open is asked for: while numbers are, each of
    /// its factors is.
    pub fn asks_for_factor(&self) -> bool {
        let is_open = |derived: &Derived| {
            matches!(derived.reason(), Reason::Factor(_)) && !derived.found.contains(&derived.place)
        };
        self.asked().is_some() && self.derived().is_some_and(is_open)
    }

    /// Worked, half-blank, blank, and worked again. A new run starts before the first step.
    pub(super) fn next_mode(&mut self) {
        self.end_hunt();
        let missed = self.exercise().map_or(Vec::new(), |exercise| exercise.run.missed());
        if !missed.is_empty() {
            self.missed = missed;
        }
        let mode = self.exercise().map_or(Mode::Worked, |exercise| exercise.mode);
        self.start_exercise(variants::next(mode));
    }

    /// Starts a run of questions, or goes back to reading.
    pub fn start_exercise(&mut self, mode: Mode) {
        self.end_hunt();
        self.activity = match mode {
            Mode::Worked => Activity::Reading,
            Mode::HalfBlank | Mode::Blank => {
                self.size = StepSize::Number;
                self.position = 0;
                Activity::Exercise(Box::new(Exercise::new(mode, &self.trace, &self.missed)))
            }
        };
    }

    /// Asks for these numbers, and for no other.
    pub(in crate::app) fn ask_for(&mut self, cells: Vec<Cell>) {
        self.activity = Activity::Exercise(Box::new(Exercise::of(Mode::Blank, cells)));
    }

    /// Asks for the number after this one, and for no other.
    pub fn ask_next(&mut self) {
        if self.exercise().is_none() {
            let none = Exercise::new(Mode::Worked, &self.trace, &[]);
            self.activity = Activity::Exercise(Box::new(none));
        }
        let next = self.trace.script().steps().get(self.position);
        if let (Activity::Exercise(exercise), Some(&cell)) = (&mut self.activity, next) {
            exercise.ask(cell);
            self.position += 1;
        }
    }

    /// Stops asking, and goes back to before the number that was asked for.
    pub fn withdraw(&mut self) {
        if let (Some(cell), Activity::Exercise(exercise)) = (self.asked(), &mut self.activity) {
            exercise.skip(&[cell]);
            self.position -= 1;
        }
    }

    /// Judges an answer to the number that is asked for.
    pub fn answer(&mut self, answer: &str, notation: &Notation) {
        if let (Some(cell), Activity::Exercise(exercise)) = (self.asked(), &mut self.activity) {
            exercise.answer(answer, &self.trace, cell, notation);
        }
    }
}
