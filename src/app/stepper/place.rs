//! Where in the lesson the learner is, and where the keys lead from there.

use super::{Activity, Aside, Exercise, Request, StepSize, Stepper};

impl Stepper {
    /// The place in the lesson and how many there are, as the present size of steps counts.
    pub fn place(&self) -> (usize, usize) {
        match self.size {
            StepSize::Number => (self.position, self.total()),
            StepSize::Quantity => {
                let script = self.trace.script();
                let begun = script.groups().filter(|group| group.start < self.position);
                (begun.count(), script.groups().count())
            }
        }
    }

    pub(super) fn go_to(&mut self, position: usize) {
        if position != self.position {
            self.position = position;
            if let Activity::Exercise(exercise) = &mut self.activity {
                exercise.turn_the_page();
            }
        }
    }

    pub(super) fn next(&mut self) -> Option<Request> {
        let at_end = self.position == self.total();
        if at_end && self.asked().is_none() && self.updates.present + 1 < self.lesson.updates {
            self.update_again(1);
            return None;
        }
        if self.asked().is_none() {
            self.go_to(self.after());
        }
        if at_end && !matches!(self.activity, Activity::Hunt(_)) {
            self.aside = Some(Aside::Ending);
        }
        let is_done = at_end && self.exercise().is_some_and(Exercise::is_complete);
        is_done.then_some(Request::Summarize)
    }

    /// The end, or the first number that is still asked for.
    pub(super) fn last(&self) -> usize {
        let mut steps = self.trace.script().steps().iter();
        let open = self.exercise().and_then(|run| steps.position(|cell| run.is_open(*cell)));
        open.map_or(self.total(), |index| index + 1)
    }

    pub(super) fn after(&self) -> usize {
        if self.position == self.total() {
            return self.position;
        }
        match self.size {
            StepSize::Number => self.position + 1,
            StepSize::Quantity => self.trace.script().group(self.position).end,
        }
    }

    pub(super) fn before(&self) -> usize {
        let Some(last) = self.position.checked_sub(1) else {
            return 0;
        };
        match self.size {
            StepSize::Number => last,
            StepSize::Quantity => self.trace.script().group(last).start,
        }
    }
}
