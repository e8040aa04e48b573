//! The words that can be typed.

use strum::VariantArray;

use crate::suggest::nearest;
use crate::text::{Language, Linear, LinearWord, Text};

/// What a word asks for; in the order in which the help lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum Word {
    /// The next number.
    Next,
    /// The number before.
    Back,
    /// The start.
    Home,
    /// The last number.
    End,
    /// The same once more.
    Again,
    /// To be asked for the next number.
    Predict,
    /// A hint for the number that is asked for.
    Hint,
    /// Why the number is what it is.
    Why,
    /// How the loss depends on the weight.
    Descent,
    /// Both passes side by side.
    Overview,
    /// Questions with choices.
    Questions,
    /// What a question supposes, put in.
    See,
    /// The next update.
    Update,
    /// The convention.
    Convention,
    /// The words.
    Help,
    /// Another lesson.
    Menu,
    /// To leave.
    Quit,
}

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
        let about = &self.words(&text.linear).about;
        let marks = &text.punctuation;
        format!("{}{}{about}", self.names(text).join(&marks.list), marks.colon)
    }

    /// Its names in the language, then the English ones.
    fn names(self, text: &Text) -> Vec<&str> {
        let english = Text::of(Language::En, crate::lesson::Symbols::Unicode);
        let mut names: Vec<&str> = Vec::new();
        for name in
            [text, english].map(|text| self.words(&text.linear)).iter().flat_map(|word| &word.names)
        {
            if !names.contains(&&**name) {
                names.push(name);
            }
        }
        names
    }

    fn words(self, linear: &Linear) -> &LinearWord {
        match self {
            Self::Next => &linear.next,
            Self::Back => &linear.back,
            Self::Home => &linear.home,
            Self::End => &linear.end,
            Self::Again => &linear.again,
            Self::Predict => &linear.predict,
            Self::Hint => &linear.hint,
            Self::Why => &linear.why,
            Self::Descent => &linear.descent,
            Self::Overview => &linear.overview,
            Self::Questions => &linear.questions,
            Self::See => &linear.see,
            Self::Update => &linear.update,
            Self::Convention => &linear.convention,
            Self::Help => &linear.help,
            Self::Menu => &linear.menu,
            Self::Quit => &linear.quit,
        }
    }
}

/// What is said to a line that means nothing here.
pub fn unknown(line: &str, text: &Text) -> String {
    match Word::nearest(line, text) {
        Some(word) => crate::text::fill(&text.linear.did_you_mean, &[("word", word)]),
        None => text.linear.unknown.clone(),
    }
}
