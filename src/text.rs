//! Every word that a reader sees, in each language.
//!
//! The words live in `assets/text/*.toml`. The structs here name every key, and a key that is missing or misspelt in one of the files stops
//! the tests (and the program at its start), so no language can be incomplete. Nothing here knows what the words are used for.
#![expect(
    missing_docs,
    reason = "the fields are the keys of the text files, where the words themselves say what they are for"
)]

pub mod names;
pub mod wrap;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::lesson::Symbols;

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
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The language that a locale such as `zh_CN.UTF-8` asks for; English for every other.
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") {
            Self::Zh
        } else {
            Self::En
        }
    }

    /// The language after this one.
    #[must_use]
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
    #[must_use]
    pub fn of(language: Language, symbols: Symbols) -> &'static Self {
        static WORDS: [[OnceLock<Text>; 2]; 2] = [const { [const { OnceLock::new() }; 2] }; 2];
        WORDS[language as usize][symbols as usize].get_or_init(|| {
            let mut table: toml::Value =
                toml::from_str(language.source()).expect("the embedded words are TOML");
            transliterate(&mut table, symbols);
            table.try_into().expect("the embedded words have every key")
        })
    }
}

fn transliterate(value: &mut toml::Value, symbols: Symbols) {
    match value {
        toml::Value::String(words) => *words = symbols.apply(words),
        toml::Value::Array(parts) => parts
            .iter_mut()
            .for_each(|part| transliterate(part, symbols)),
        toml::Value::Table(table) => table
            .iter_mut()
            .for_each(|(_, part)| transliterate(part, symbols)),
        _ => {}
    }
}

/// Puts values into a sentence: `fill("step {n}", &[("n", "3")])`.
#[must_use]
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = sentence.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    filled
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $kind:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $(pub $field: $kind),* }
    };
}

words!(
    /// All words of one language.
    Text {
        menu: Menu,
        phase: Phase,
        quantity: QuantityNames,
        why: Why,
        stepper: Stepper,
        training: Training,
        convention: Convention,
        progress: ProgressWords,
        keys: Keys,
        screen: ScreenWords,
        report: ReportWords,
    }
);

words!(
    /// The first screen.
    Menu { title: String, subtitle: String, two_one_one: Item, three_two_one: Item, admissions: Item }
);

words!(
    /// One entry of the menu.
    Item { title: String, about: String }
);

words!(
    /// The parts of a lesson.
    Phase { given: String, forward: String, backward: String, update: String, loss: String }
);

words!(
    /// What quantities are called.
    QuantityNames {
        input: String,
        target: String,
        learning_rate: String,
        weight: String,
        bias: String,
        pre_activation_hidden: String,
        pre_activation_output: String,
        activation_hidden: String,
        activation_output: String,
        error: String,
        slope_hidden: String,
        slope_output: String,
        error_term_hidden: String,
        error_term_output: String,
        weight_step: String,
        bias_step: String,
        new_weight: String,
        new_bias: String,
        loss: String,
        new_loss: String,
    }
);

words!(
    /// One to three sentences about each step.
    Why {
        start: String,
        pre_activation_hidden: String,
        pre_activation_output: String,
        no_bias: String,
        with_bias: String,
        activation_hidden: String,
        activation_output: String,
        error: String,
        slope_sigmoid: String,
        slope_tanh: String,
        slope_relu: String,
        slope_linear: String,
        error_term_hidden: String,
        error_term_output: String,
        weight_step_hidden: String,
        weight_step_output: String,
        bias_step: String,
        new_weight: String,
        new_bias: String,
        loss: String,
        new_loss_fell: String,
        new_loss_rose: String,
    }
);

words!(
    /// The labels of the stepper.
    Stepper {
        network: String,
        signal_up: String,
        error_down: String,
        ledger: String,
        start: String,
        numpy: String,
        position: String,
        size_number: String,
        size_quantity: String,
        digits: String,
        second_pass: String,
        units_not_shown: String,
        layers_not_shown: String,
    }
);

words!(
    /// The labels of the training screen.
    Training {
        title: String,
        ready: String,
        running: String,
        paused: String,
        finished: String,
        diverged: String,
        saturated: String,
        chart: String,
        true_loss: String,
        lesson_figure: String,
        epoch: String,
        now: String,
        speed: String,
        speed_one: String,
        speed_full: String,
        zoom_epoch: String,
        zoom_record: String,
        record: String,
        split: String,
        learning_rate: String,
        seed: String,
        train_accuracy: String,
        test_accuracy: String,
        difference: String,
        accuracy_caution: String,
        waiting: String,
    }
);

words!(
    /// The convention that every formula follows.
    Convention { title: String, line: Vec<String> }
);

words!(
    /// What keys do.
    Keys {
        title: String,
        everywhere: String,
        in_menu: String,
        in_stepper: String,
        in_training: String,
        yes_or_no: String,
        next: String,
        back: String,
        first: String,
        last: String,
        size: String,
        more_digits: String,
        fewer_digits: String,
        convention: String,
        help: String,
        language: String,
        theme: String,
        quit: String,
        leave: String,
        choose_up: String,
        choose_down: String,
        choose: String,
        choose_item: String,
        run: String,
        faster: String,
        slower: String,
        restart: String,
        forget: String,
        yes: String,
        no: String,
        edit: String,
        suspend: String,
    }
);

words!(
    /// What is kept from one session to the next.
    ProgressWords { finished: String, mastered: String, forget: String, forget_lines: Vec<String> }
);

words!(
    /// What is said about the terminal itself.
    ScreenWords { too_small: String }
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
