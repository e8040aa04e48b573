//! The first screen: which lesson?

use super::experiment::{Experiment, Source};
use super::{Action, Request};
use crate::lesson::vanishing::Chain;
use crate::lesson::{Script, builtin, differences};
use crate::text::{Item, Text, fill};

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A built-in lesson, by its name.
    Lesson(&'static str),
    /// The training on the admissions data.
    Admissions,
    /// The vanishing gradient.
    Vanishing,
    /// Where the lesson's text and the mathematics part.
    Differences,
}

impl Entry {
    /// What the entry is called, and what it is about.
    pub fn words(self, text: &Text) -> &Item {
        match self {
            Self::Lesson("2-1-1") => &text.menu.two_one_one,
            Self::Lesson("3-2-1") => &text.menu.three_two_one,
            Self::Lesson(_) => &text.menu.two_outputs,
            Self::Admissions => &text.menu.admissions,
            Self::Vanishing => &text.menu.vanishing,
            Self::Differences => &text.menu.differences,
        }
    }

    /// What the entry is about, with what can be counted there.
    pub fn about(self, text: &Text) -> String {
        let count = match self {
            Self::Lesson(name) => {
                builtin(name).map_or(0, |lesson| Script::new(&lesson.example).steps().len())
            }
            Self::Admissions => Source::admissions().table.rows(),
            Self::Vanishing => *Chain::DEPTHS.end(),
            Self::Differences => differences::names().len(),
        };
        let epochs = Experiment::default().epochs.to_string();
        fill(&self.words(text).about, &[("n", &count.to_string()), ("epochs", &epochs)])
    }
}

/// The menu's state: the entry under the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Menu {
    /// The index of the entry under the cursor.
    pub cursor: usize,
}

impl Menu {
    /// What can be chosen, in order.
    pub const ENTRIES: [Entry; 6] = [
        Entry::Lesson("2-1-1"),
        Entry::Lesson("3-2-1"),
        Entry::Lesson("two-outputs"),
        Entry::Admissions,
        Entry::Vanishing,
        Entry::Differences,
    ];

    /// The entry after that of a lesson.
    pub fn after(lesson: &str) -> Option<Entry> {
        let is_it = |entry: &Entry| matches!(entry, Entry::Lesson(name) if *name == lesson);
        let place = Self::ENTRIES.iter().position(is_it)?;
        Self::ENTRIES.get(place + 1).copied()
    }

    /// Moves the cursor, or asks for an entry.
    pub fn update(&mut self, action: Action) -> Option<Request> {
        let last = Self::ENTRIES.len() - 1;
        match action {
            Action::Choose => return Some(Request::OpenEntry(Self::ENTRIES[self.cursor])),
            Action::Open(index) => {
                let entry = *Self::ENTRIES.get(index)?;
                self.cursor = index;
                return Some(Request::OpenEntry(entry));
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
