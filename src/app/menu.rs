//! The first screen: which lesson?

use super::Action;
use crate::text::{Item, Text};

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
            Self::Lesson(_) => &text.menu.three_two_one,
            Self::Admissions => &text.menu.admissions,
            Self::Vanishing => &text.menu.vanishing,
            Self::Differences => &text.menu.differences,
        }
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
    pub const ENTRIES: [Entry; 5] = [
        Entry::Lesson("2-1-1"),
        Entry::Lesson("3-2-1"),
        Entry::Admissions,
        Entry::Vanishing,
        Entry::Differences,
    ];

    /// Moves the cursor, or says which entry is to be opened.
    pub fn update(&mut self, action: Action) -> Option<Entry> {
        let last = Self::ENTRIES.len() - 1;
        match action {
            Action::Up | Action::Back => self.cursor = self.cursor.saturating_sub(1),
            Action::Down | Action::Next => self.cursor = (self.cursor + 1).min(last),
            Action::First => self.cursor = 0,
            Action::Last => self.cursor = last,
            Action::Choose => return Some(Self::ENTRIES[self.cursor]),
            Action::Open(index) => {
                let entry = *Self::ENTRIES.get(index)?;
                self.cursor = index;
                return Some(entry);
            }
            _ => {}
        }
        None
    }
}
