//! Which numbers the lesson starts from: its own, practice numbers, or some that the learner
//! changed.

use super::{Activity, Stepper, Updates};
use crate::app::Action;
use crate::app::editing::Editing;
use crate::app::history::Start;
use crate::lesson::practice::practice;
use crate::lesson::{Cell, Example, Notation};

impl Stepper {
    /// The number in a cell before the learner changed any: the lesson's, or that of the practice
    /// numbers.
    pub fn unchanged(&self, cell: Cell) -> f64 {
        self.unchanged.value(cell)
    }

    /// Whether the learner has changed any number.
    pub fn is_changed(&self) -> bool {
        self.trace.example() != self.unchanged.example()
    }

    /// Whether a number that is shown is printed otherwise than before the learner changed any: it
    /// was changed, or follows from a change.
    pub fn differs(&self, cell: Cell, notation: &Notation) -> bool {
        let now = match &self.activity {
            // A slip must not be given away.
            Activity::Hunt(hunt) => &hunt.slip.sound,
            Activity::Reading | Activity::Exercise(_) | Activity::Editing(_) => &self.trace,
        };
        let (now, before) = (now.value(cell), self.unchanged.value(cell));
        now.to_bits() != before.to_bits()
            && notation.number(now) != notation.number(before)
            && self.is_known(cell)
    }

    /// Begins to choose among the given numbers, or goes back to reading.
    pub(super) fn start_or_end_editing(&mut self) {
        self.end_hunt();
        self.activity = match self.activity {
            Activity::Editing(_) => Activity::Reading,
            _ => Activity::Editing(Editing::default()),
        };
    }

    /// Moves the choice, or changes the number that is chosen.
    pub(super) fn edit_numbers(&mut self, action: Action) {
        let Activity::Editing(editing) = &mut self.activity else {
            return;
        };
        if let Some((cell, number)) = editing.update(action, self.trace.example()) {
            let mut example = self.trace.example().clone();
            example.set(cell, number);
            if example != *self.trace.example() {
                let updates = self.updates.changed(example);
                self.replace(Start { updates, ..self.start() });
            }
        }
    }

    /// Puts other numbers of the same shape in place of the lesson's.
    pub(super) fn new_numbers(&mut self) {
        let seed = self.practice.map_or(1, |seed| seed.wrapping_add(1));
        self.replace(Self::first(practice(&self.lesson.example, seed), Some(seed)));
    }

    /// Puts the lesson's own numbers back.
    pub(super) fn restore(&mut self) {
        self.replace(Self::first(self.lesson.example.clone(), None));
    }

    /// The first update from these numbers.
    fn first(example: Example, practice: Option<u32>) -> Start {
        Start { updates: Updates::new(example.clone(), example), practice }
    }

    /// Takes the last change of numbers back.
    pub(super) fn undo(&mut self) {
        let now = self.start();
        if let Some(before) = self.history.undo(now) {
            self.begin_from(before);
        }
    }

    /// Makes the change again that was taken back last.
    pub(super) fn redo(&mut self) {
        let now = self.start();
        if let Some(after) = self.history.redo(now) {
            self.begin_from(after);
        }
    }

    /// What the lesson starts from now.
    pub(super) fn start(&self) -> Start {
        Start { updates: self.updates.clone(), practice: self.practice }
    }

    /// Starts from other numbers, so that it can be taken back.
    fn replace(&mut self, start: Start) {
        let before = self.start();
        if before.updates.numbers() != start.updates.numbers() || before.practice != start.practice
        {
            self.history.record(before);
            self.begin_from(start);
        }
    }

    /// Computes everything anew. The position stays, but a run of questions begins again.
    pub(super) fn begin_from(&mut self, start: Start) {
        self.end_hunt();
        self.practice = start.practice;
        self.updates = start.updates;
        self.compute();
    }
}
