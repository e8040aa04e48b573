//! Opening screens: an entry of the menu, a lesson, a record.

use super::experiment::{Experiment, Source};
use super::menu::{Entry, Menu};
use super::stepper::{Origin, Stepper};
use super::training::{RecordPlace, Training};
use super::vanishing::Vanishing;
use super::{App, Screen};
use crate::lesson::vanishing::Chain;
use crate::lesson::{Lesson, builtin};

impl App {
    /// Opens a lesson where it was left.
    pub fn open_lesson(&mut self, lesson: Lesson) {
        let mut stepper = Stepper::new(lesson);
        let (name, steps) = (&stepper.lesson.name, stepper.total());
        let missed = self.progress.missed(name, steps);
        let place = self.progress.place(name, steps);
        stepper.resume(self.progress.mode, missed, place);
        self.open(Screen::Stepper(Box::new(stepper)));
    }

    /// Opens a lesson at a step, by its number or its name; where it was left if there is none.
    pub fn open_at(&mut self, lesson: Lesson, step: &str) {
        self.open_lesson(lesson);
        if let Screen::Stepper(stepper) = self.screen_mut() {
            stepper.seek(step);
        }
    }

    /// Opens the entry of the menu after the lesson that is open, in its place.
    pub(super) fn open_next_lesson(&mut self) {
        if let Screen::Stepper(stepper) = self.screen()
            && stepper.origin == Origin::Lesson
            && let Some(entry) = Menu::after(&stepper.lesson.name)
        {
            self.screens.pop();
            self.open_entry(entry);
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

    /// Opens an entry of the menu.
    pub fn open_entry(&mut self, entry: Entry) {
        match entry {
            Entry::Lesson(name) => {
                if let Some(lesson) = builtin(name) {
                    self.open_lesson(lesson);
                }
            }
            Entry::Admissions => {
                let training = Training::new(Source::admissions(), Experiment::default());
                if let Ok(training) = training {
                    self.open(Screen::Training(Box::new(training)));
                }
            }
            Entry::Differences => self.open_differences(),
            Entry::Vanishing => {
                if let Ok(vanishing) = Vanishing::new(Chain::default()) {
                    self.open(Screen::Vanishing(Box::new(vanishing)));
                }
            }
        }
    }
}
