//! The first screen: which lesson? It shows a course.

use super::builtin_tables::{self, Draw};
use super::experiment::Experiment;
use super::{Action, Request};
use crate::lesson::course::{Course, Entry, Subject};
use crate::lesson::differences;
use crate::lesson::vanishing::Chain;
use crate::progress::{LessonProgress, Progress};
use crate::text::names::translated;
use crate::text::{Language, Text, fill};

/// What a subject is called.
pub fn title<'a>(subject: &'a Subject, text: &'a Text, language: Language) -> &'a str {
    match subject {
        Subject::Lesson(lesson) => translated::<String>(&lesson.title, language),
        other => &text.menu.title_of[other.name()],
    }
}

/// What a lesson is about, with what can be counted there.
pub fn about(entry: &Entry, text: &Text) -> String {
    let words = text.menu.about.get(entry.subject.name()).unwrap_or(&text.menu.about_lesson);
    let (count, shape) = match &entry.subject {
        Subject::Lesson(lesson) => (entry.steps, lesson.example.network.shape()),
        Subject::Vanishing => (*Chain::DEPTHS.end(), String::new()),
        Subject::Differences => (differences::names().len(), String::new()),
        Subject::Training(table) => (builtin_tables::rows(*table, Draw::default()), String::new()),
    };
    let epochs = Experiment::default().epochs;
    fill(words, &[("n", &count), ("epochs", &epochs), ("shape", &shape)])
}

/// The menu's state: the course, and the entry under the cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Menu {
    /// What can be chosen.
    pub course: Course,
    /// The index of the entry under the cursor.
    pub cursor: usize,
}

impl Menu {
    /// What was kept of a lesson.
    pub fn kept<'a>(&self, entry: &Entry, progress: &'a Progress) -> Option<&'a LessonProgress> {
        progress.lesson(&self.course.key(entry.subject.name()), entry.steps)
    }

    /// Whether a lesson was gone through to its end at any time.
    pub fn is_done(&self, entry: &Entry, progress: &Progress) -> bool {
        self.kept(entry, progress).is_some_and(|kept| kept.done)
    }

    /// The lesson that has to be done before this one is opened, if there is one.
    pub fn lock(&self, index: usize, progress: &Progress) -> Option<&Entry> {
        let before = self.course.entries.get(index.checked_sub(1)?)?;
        let is_locked = self.course.entries[index].locked && !self.is_done(before, progress);
        is_locked.then_some(before)
    }

    /// Moves the cursor, or asks for an entry.
    pub fn update(&mut self, action: Action) -> Option<Request> {
        let last = self.course.entries.len() - 1;
        match action {
            Action::Choose => return Some(Request::OpenEntry(self.cursor)),
            Action::Open(index) if index <= last => {
                self.cursor = index;
                return Some(Request::OpenEntry(index));
            }
            _ => {
                let action = match action {
                    Action::Up => Action::Back,
                    Action::Down => Action::Next,
                    other => other,
                };
                self.cursor = action.step(self.cursor, last).unwrap_or(self.cursor);
            }
        }
        None
    }
}
