//! How things are shown: language, theme, characters, digits.

use serde::{Deserialize, Serialize};

use crate::lesson::{Notation, Symbols};
use crate::text::{Language, Text};

/// Which set of styles is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// For light letters on a dark ground.
    #[default]
    Dark,
    /// For dark letters on a light ground.
    Light,
    /// No colour at all: bold, underline, reverse and signs only.
    Mono,
}

impl Theme {
    /// All themes, in the order in which a key switches through them.
    pub const ALL: [Self; 3] = [Self::Dark, Self::Light, Self::Mono];

    /// The name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Mono => "mono",
        }
    }

    /// The theme after this one.
    pub fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Mono,
            Self::Mono => Self::Dark,
        }
    }
}

/// What the user chose on the command line or by keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Settings {
    /// The language of all words.
    pub language: Language,
    /// The styles.
    pub theme: Theme,
    /// How numbers are written, and in which characters.
    pub notation: Notation,
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
