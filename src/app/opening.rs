//! Opening screens: an entry of the menu, a lesson, a record.

use super::builtin_tables::Draw;
use super::experiment::{Experiment, Source};
use super::menu;
use super::stepper::{Origin, Stepper};
use super::training::{RecordPlace, Training};
use super::vanishing::Vanishing;
use super::{App, Screen};
use crate::lesson::Lesson;
use crate::lesson::course::{BuiltinTable, Subject};
use crate::lesson::fading::Mode;
use crate::lesson::vanishing::Chain;
use crate::text::fill;

impl App {
    /// Opens a lesson where it was left.
    pub fn open_lesson(&mut self, lesson: Lesson) {
        self.open_in_mode(lesson, self.progress.mode);
    }

    fn open_in_mode(&mut self, lesson: Lesson, mode: Mode) {
        let mut stepper = Stepper::new(lesson);
        let (name, steps) = (&self.menu().course.key(&stepper.lesson.name), stepper.total());
        let missed = self.progress.missed(name, steps);
        let place = self.progress.place(name, steps);
        stepper.resume(mode, missed, place);
        self.open(Screen::Stepper(Box::new(stepper)));
    }

    /// Opens a lesson at a step, by its number or its name; where it was left if there is none.
    pub fn open_at(&mut self, lesson: Lesson, step: &str) {
        self.open_lesson(lesson);
        if let Screen::Stepper(stepper) = self.screen_mut() {
            stepper.seek(step);
        }
    }

    /// The entry of the menu after the lesson that is open, where it may be opened.
    pub(super) fn next_entry(&self) -> Option<usize> {
        let Screen::Stepper(stepper) = self.screen() else { return None };
        let index = self.menu().course.after(&stepper.lesson.name)?;
        let is_open =
            stepper.origin == Origin::Lesson && self.menu().lock(index, &self.progress).is_none();
        is_open.then_some(index)
    }

    /// Opens the entry of the menu after the lesson that is open, in its place.
    pub(super) fn open_next_lesson(&mut self) {
        if let Some(index) = self.next_entry() {
            self.screens.pop();
            self.open_entry(index);
        }
    }

    pub(super) fn open_record(&mut self, place: RecordPlace) {
        let symbols = self.settings.symbols();
        if let Screen::Training(training) = self.screen()
            && let Some(lesson) =
                place.lesson(&training.playback.trainer, &training.runs.prepared.features, symbols)
        {
            self.open(Screen::Stepper(Box::new(Stepper::of_record(lesson))));
        }
    }

    /// Opens an entry of the menu, or says what has to be done before.
    pub fn open_entry(&mut self, index: usize) {
        let (menu, text) = (self.menu(), self.settings.text());
        if let Some(before) = menu.lock(index, &self.progress) {
            let title = menu::title(&before.subject, text, self.settings.language);
            self.notice = Some(fill(&text.menu.locked, &[("title", &title)]));
            return;
        }
        let entry = &menu.course.entries[index];
        let mode = entry.mode.unwrap_or(self.progress.mode);
        match entry.subject.clone() {
            Subject::Lesson(lesson) => self.open_in_mode(*lesson, mode),
            Subject::Training(table) => self.open_training(table),
            Subject::Differences => self.open_differences(),
            Subject::Vanishing => {
                if let Ok(vanishing) = Vanishing::new(Chain::default()) {
                    self.open(Screen::Vanishing(Box::new(vanishing)));
                }
            }
        }
    }

    /// Opens the training on a table that comes with the program.
    pub fn open_training(&mut self, table: BuiltinTable) {
        let source = Source::builtin(table, Draw::default());
        if let Ok(training) = Training::new(source, Experiment::of(table)) {
            self.open(Screen::Training(Box::new(training)));
        }
    }
}
