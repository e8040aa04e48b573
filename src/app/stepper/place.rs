//! Where in the lesson the learner is, and where the keys lead from there.

use super::{Activity, Aside, Exercise, Origin, Request, Reveal, StepSize, Stepper};
use crate::app::aside::GoTo;
use crate::app::field::{Field, FieldKind};
use crate::app::{Action, editing};
use crate::lesson::spelling;

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
        self.reveal = self.reveal.map(|_| Reveal::Result);
        if position != self.position {
            self.position = position;
            if let Activity::Exercise(exercise) = &mut self.activity {
                exercise.turn_the_page();
            }
        }
    }

    pub(super) fn next(&mut self) -> Option<Request> {
        let at_end = self.position == self.total();
        if at_end && self.asked().is_none() && self.has_more_passes() {
            self.update_again(1);
            return None;
        }
        if self.asked().is_none() {
            self.go_to(self.after());
            if !at_end {
                self.pose();
            }
        }
        if at_end && !matches!(self.activity, Activity::Hunt(_)) {
            self.aside = Some(Aside::Ending);
        }
        let is_done = at_end && self.exercise().is_some_and(Exercise::is_complete);
        is_done.then_some(Request::Summarize)
    }

    /// Whether another pass of the lesson follows the present one.
    pub(in crate::app) fn has_more_passes(&self) -> bool {
        self.updates.present + 1 < self.lesson.passes()
    }

    /// Asks for the step to go to.
    pub(super) fn ask_for_step(&mut self) {
        let field = Field::new(FieldKind::Name, "");
        self.aside = Some(Aside::GoTo(GoTo { field, unknown: None }));
    }

    /// Goes to the step that was typed, or says that there is none.
    pub(super) fn go_to_typed(&mut self) {
        if let Some(Aside::GoTo(asked)) = &self.aside {
            let typed = asked.field.text();
            let is_found = self.seek(&typed);
            match &mut self.aside {
                Some(Aside::GoTo(asked)) if !is_found => asked.unknown = Some(typed),
                _ => self.aside = None,
            }
        }
    }

    /// Goes to a step by its number or by the name of its number; to none behind a number that is
    /// still asked for. Returns whether there is such a step.
    pub fn seek(&mut self, step: &str) -> bool {
        let position = match step.trim().parse() {
            Ok(number) => self.numbered(number),
            Err(_) => self.named(step),
        };
        if let Some(position) = position {
            self.go_to(position.min(self.last()));
            self.pose();
        }
        position.is_some()
    }

    /// The position after as many steps as the present size of steps counts.
    fn numbered(&self, number: usize) -> Option<usize> {
        let script = self.trace.script();
        match (number.checked_sub(1), self.size) {
            (None, _) => Some(0),
            (_, StepSize::Number) => (number <= self.total()).then_some(number),
            (Some(index), StepSize::Quantity) => script.groups().nth(index).map(|group| group.end),
        }
    }

    fn named(&self, name: &str) -> Option<usize> {
        let script = self.trace.script();
        let found = spelling::find(name, &self.names, script.steps());
        let Some(index) = found.first().and_then(|cell| script.index(*cell)) else {
            let givens = editing::rows(self.trace.example()).concat();
            return (!spelling::find(name, &self.names, &givens).is_empty()).then_some(0);
        };
        Some(match self.size {
            StepSize::Number => index + 1,
            StepSize::Quantity => script.group(index).end,
        })
    }

    /// Whether an action does anything here.
    pub fn can(&self, action: Action) -> bool {
        let is_first = self.position == 0 && self.updates.present == 0;
        let is_reading = self.aside.is_none() && !matches!(self.activity, Activity::Editing(_));
        let is_of_lesson = !matches!(
            action,
            Action::Quit
                | Action::Suspend
                | Action::Leave
                | Action::Help
                | Action::Glossary
                | Action::Convention
                | Action::NextLanguage
                | Action::NextTheme
                | Action::Differences
        );
        match action {
            _ if self.is_for_learners(action) => false,
            _ if is_of_lesson && self.homework.as_ref().is_some_and(|it| !it.allows(action)) => {
                false
            }
            Action::Back if is_reading => !is_first,
            Action::First if is_reading => self.position > 0,
            Action::Last if is_reading => self.position < self.last(),
            Action::See if matches!(self.aside, Some(Aside::Questions)) => {
                self.questions().is_some_and(|questions| questions.choice().is_some())
            }
            Action::Vote => {
                !self.current().is_empty() && matches!(self.activity, Activity::Reading)
            }
            Action::Undo => self.history.can_undo(),
            Action::Redo => self.history.can_redo(),
            Action::Restore => {
                self.practice.is_some() || self.trace.example() != &self.lesson.example
            }
            Action::NextLesson => self.origin == Origin::Lesson,
            _ => true,
        }
    }

    /// The end, or the first number that is still asked for.
    pub(in crate::app) fn last(&self) -> usize {
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
            // Not past a number that is asked for.
            StepSize::Quantity => {
                let end = self.trace.script().group(self.position).end;
                let mut skipped = (self.position..end).filter(|&index| self.is_open(index));
                skipped.next().map_or(end, |index| index + 1)
            }
        }
    }

    fn is_open(&self, index: usize) -> bool {
        let cell = self.trace.script().steps()[index];
        self.exercise().is_some_and(|exercise| exercise.is_open(cell))
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
