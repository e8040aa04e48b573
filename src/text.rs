//! Every word that a reader sees, in each language.
//!
//! The words live in `assets/text/*.toml`. The structs here name every key, and a key that is missing or misspelt in one of the files stops
//! the tests (and the program at its start), so no language can be incomplete. Nothing here knows what the words are used for.
#![expect(
    missing_docs,
    reason = "the fields are the keys of the text files, where the words themselves say what they are for"
)]

pub mod differences;
pub mod keys;
pub mod lesson;
pub mod names;
pub mod training;
pub mod why;
mod words;
pub mod wrap;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::lesson::Symbols;
use words::{Words, words};

/// A language that the tutor speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English
    #[default]
    En,
    /// Chinese
    Zh,
}

impl Language {
    /// All languages, in the order in which a key switches through them.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// The code used on the command line and in lesson files: `en`, `zh`.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The language that a locale such as `zh_CN.UTF-8` asks for; English for every other.
    pub fn from_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") { Self::Zh } else { Self::En }
    }

    /// The language after this one.
    pub fn next(self) -> Self {
        match self {
            Self::En => Self::Zh,
            Self::Zh => Self::En,
        }
    }

    fn source(self) -> &'static str {
        match self {
            Self::En => include_str!("../assets/text/en.toml"),
            Self::Zh => include_str!("../assets/text/zh.toml"),
        }
    }
}

impl Text {
    /// The words of a language, in the characters that the terminal can show.
    ///
    /// # Panics
    /// When the embedded file lacks a key; the tests read every file, so a build that passed them does not.
    pub fn of(language: Language, symbols: Symbols) -> &'static Self {
        static WORDS: [[OnceLock<Text>; 2]; 2] = [const { [const { OnceLock::new() }; 2] }; 2];
        WORDS[language as usize][symbols as usize].get_or_init(|| {
            let mut table: toml::Table =
                toml::from_str(language.source()).expect("the embedded words are TOML");
            table.iter_mut().for_each(|(_, part)| transliterate(part, symbols));
            Words::take(toml::Value::Table(table), "the embedded words")
        })
    }
}

fn transliterate(value: &mut toml::Value, symbols: Symbols) {
    match value {
        toml::Value::String(words) => *words = symbols.apply(words),
        toml::Value::Array(parts) => parts.iter_mut().for_each(|part| transliterate(part, symbols)),
        toml::Value::Table(table) => {
            table.iter_mut().for_each(|(_, part)| transliterate(part, symbols));
        }
        _ => {}
    }
}

/// Puts values into a sentence: `fill("step {n}", &[("n", "3")])`.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = sentence.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    filled
}

words!(
    /// All words of one language.
    Text {
        menu: Menu,
        phase: lesson::Phase,
        quantity: lesson::QuantityNames,
        why: lesson::Why,
        stepper: lesson::Stepper,
        exercise: lesson::Exercise,
        mistake: lesson::Mistakes,
        hunt: lesson::Hunt,
        editing: lesson::Editing,
        gradient_check: lesson::GradientCheck,
        training: training::Training,
        algorithm: training::Algorithm,
        records: training::RecordWords,
        data: training::DataWords,
        ask: training::Ask,
        vanishing: Vanishing,
        differences: differences::Differences,
        convention: Convention,
        progress: ProgressWords,
        keys: keys::Keys,
        screen: ScreenWords,
        report: ReportWords,
        linear: Linear,
    }
);

words!(
    /// The first screen.
    Menu { title: String, subtitle: String, two_one_one: Item, three_two_one: Item, admissions: Item, vanishing: Item, differences: Item }
);

words!(
    /// One entry of the menu.
    Item { title: String, about: String }
);

words!(
    /// The vanishing gradient.
    Vanishing {
        title: String,
        shape: String,
        weights: String,
        bars: String,
        layer: String,
        error: String,
        scale: String,
        units: String,
        function: String,
        start_title: String,
        start: String,
        factor: String,
        factor_output: String,
        calculation: String,
        ratio: String,
        so_far: String,
        all_off: String,
        nothing: String,
        report: VanishingReport,
    }
);

words!(
    /// The vanishing gradient without a screen.
    VanishingReport {
        intro: Vec<String>,
        columns: [String; 7],
        beside: String,
    }
);

words!(
    /// The convention that every formula follows.
    Convention { title: String, line: Vec<String> }
);

words!(
    /// What is kept from one session to the next.
    ProgressWords { finished: String, mastered: String, forget: String, forget_lines: Vec<String> }
);

words!(
    /// What is said about the terminal itself.
    ScreenWords { too_small: String, too_large: String }
);

words!(
    /// The words of reports without a screen.
    ReportWords {
        layer: String,
        with_bias: String,
        no_bias: String,
        quantity: String,
        formula: String,
        numbers: String,
    }
);

words!(
    /// What is said where a lesson is read line by line.
    Linear {
        choose: String,
        no_such_lesson: String,
        training: String,
        start: String,
        part: String,
        step: String,
        how: String,
        nothing_asked: String,
        at_end: String,
        unknown: String,
        did_you_mean: String,
        next: LinearWord,
        back: LinearWord,
        home: LinearWord,
        end: LinearWord,
        again: LinearWord,
        predict: LinearWord,
        hint: LinearWord,
        convention: LinearWord,
        help: LinearWord,
        menu: LinearWord,
        quit: LinearWord,
    }
);

words!(
    /// A word that can be typed there, in each of its forms.
    LinearWord { names: Vec<String>, about: String }
);
