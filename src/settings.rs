//! How things are shown: language, theme, characters, digits.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::lesson::{Notation, Symbols};
use crate::text::{Language, Text};

/// Which set of styles is used.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Theme {
    /// For light letters on a dark ground.
    Dark,
    /// For dark letters on a light ground.
    Light,
    /// No colour at all: bold, underline, reverse and signs only.
    Mono,
}

/// What the user chose on the command line or by keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Settings {
    /// The language of all words.
    pub language: Language,
    /// The styles; `None` while nobody has chosen any and the background is not known.
    pub theme: Option<Theme>,
    /// How numbers are written, and in which characters.
    pub notation: Notation,
    /// Whether a teacher shows it to a class: number by number, for the last row.
    pub presents: bool,
    /// Whether the learner is a guest of the machine: nothing is written but progress, and there is
    /// no way to a shell.
    pub is_restricted: bool,
}

impl Settings {
    /// The words in the language and the characters chosen.
    pub fn text(&self) -> &'static Text {
        Text::of(self.language, self.symbols())
    }

    /// The characters that the terminal can show.
    pub fn symbols(&self) -> Symbols {
        self.notation.symbols
    }

    /// Shows more or fewer digits, within what is useful.
    pub fn change_digits(&mut self, by: isize) {
        let digits = self.notation.digits.saturating_add_signed(by);
        self.notation.digits = digits.clamp(Notation::MIN_DIGITS, Notation::MAX_DIGITS);
    }
}
