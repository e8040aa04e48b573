//! The words that can be typed.

use strum::VariantArray;

use crate::suggest::nearest;
use crate::text::{Language, Text, Word};

impl Word {
    /// The word that was typed, in the language or in English, which always works.
    pub fn typed(line: &str, text: &Text) -> Option<Self> {
        let line = line.to_lowercase();
        let is_typed = |word: &Self| word.names(text).contains(&&*line);
        Self::VARIANTS.iter().copied().find(is_typed)
    }

    /// The name nearest to what was typed, if one is near.
    pub fn nearest<'a>(line: &str, text: &'a Text) -> Option<&'a str> {
        let names: Vec<&str> = Self::VARIANTS.iter().flat_map(|word| word.names(text)).collect();
        nearest(line, &names)
    }

    /// What the help says of the word: its names, and what it does.
    pub fn explained(self, text: &Text) -> String {
        let about = &text.linear.word[self].about;
        let marks = &text.punctuation;
        format!("{}{}{about}", self.names(text).join(&marks.list), marks.colon)
    }

    /// Its names in the language, then the English ones.
    fn names(self, text: &Text) -> Vec<&str> {
        let english = Text::of(Language::En, crate::lesson::Symbols::Unicode);
        let mut names: Vec<&str> = Vec::new();
        for name in [text, english].iter().flat_map(|text| &text.linear.word[self].names) {
            if !names.contains(&&**name) {
                names.push(name);
            }
        }
        names
    }
}

/// What is said to a line that means nothing here.
pub fn unknown(line: &str, text: &Text) -> String {
    match Word::nearest(line, text) {
        Some(word) => crate::text::fill(&text.linear.did_you_mean, &[("word", &word)]),
        None => text.linear.unknown.clone(),
    }
}
