//! Every word that a reader sees, in each language.
//!
//! The words live in `assets/text/*.toml`. The structs here name every key, and a key that is
//! missing or misspelt in one of the files stops the tests (and the program at its start), so no
//! language can be incomplete. Nothing here knows what the words are used for.
#![expect(missing_docs, reason = "the fields are keys of the text files: the words speak")]

pub mod derivation;
pub mod differences;
pub(crate) mod keys;
mod lesson;
pub(crate) mod message;
pub(crate) mod names;
pub mod poll;
pub mod question;
pub(crate) mod training;
pub(crate) mod why;
mod words;
pub mod wrap;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::lesson::mistake::Mistake;
use crate::lesson::question::Question;
use crate::lesson::{Phase, Quantity, Symbols};
use crate::nn::Loss;
pub use words::ByVariant;
use words::{ByName, Words, words};

/// A language that the tutor speaks.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Default,
    Serialize,
    Deserialize,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Language {
    /// English
    #[default]
    En,
    /// Chinese
    Zh,
}

impl Language {
    /// The code used on the command line and in lesson files: `en`, `zh`.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The language that a locale such as `zh_CN.UTF-8` asks for; English for every other.
    pub fn from_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") { Self::Zh } else { Self::En }
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
    /// When the embedded file lacks a key; the tests read every file, so a build that passed them
    /// does not.
    pub fn of(language: Language, symbols: Symbols) -> &'static Self {
        static WORDS: [[OnceLock<Text>; 2]; 2] = [const { [const { OnceLock::new() }; 2] }; 2];
        WORDS[language as usize][symbols as usize].get_or_init(|| {
            let table = toml::from_str(language.source()).expect("the embedded words are TOML");
            let mut words = toml::Value::Table(table);
            transliterate(&mut words, symbols);
            Words::take(words, "the embedded words")
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

/// What a word that is typed asks for; in the order in which the help lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
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

/// A word for the hidden layers and one for the output layer. Where one does for both, it stands
/// alone in the text file.
#[derive(Debug)]
pub struct ByLayer {
    pub hidden: String,
    pub output: String,
}

impl Words for ByLayer {
    fn take(value: toml::Value, key: &str) -> Self {
        let both = if value.is_array() { value } else { vec![value; 2].into() };
        let [hidden, output] = Words::take(both, key);
        Self { hidden, output }
    }
}

/// The values of a sentence, by their names.
pub type Values<'a> = [(&'a str, &'a dyn Display)];

/// Puts values into a sentence: `fill("step {n}", &[("n", &3)])`.
pub fn fill(sentence: &str, values: &Values) -> String {
    let mut filled = sentence.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{name}}}"), &value.to_string());
    }
    filled
}

/// Two sentences one after the other, with a space between them only where the language has one.
pub fn join(first: &str, second: &str) -> String {
    if first.ends_with(['。', '，']) {
        format!("{first}{second}")
    } else {
        format!("{first} {second}")
    }
}

words! {
    /// All words of one language.
    Text {
        menu: Menu, phase: ByVariant<Phase>, quantity: ByVariant<Quantity, ByLayer>,
        why: lesson::Why, stepper: lesson::Stepper, exercise: lesson::Exercise,
        mistake: ByVariant<Mistake>,
        hunt: lesson::Hunt, editing: lesson::Editing, gradient_check: lesson::GradientCheck,
        derivation: derivation::DerivationWords, descent: lesson::DescentWords,
        ending: lesson::Ending, question: ByVariant<Question, lesson::QuestionWords>,
        training: training::Training, algorithm: training::Algorithm,
        records: training::RecordWords, data: training::DataWords, ask: training::Ask,
        vanishing: Vanishing, differences: differences::Differences, convention: Convention,
        glossary: Glossary, go_to: GoTo, poll: poll::PollWords, map: training::MapWords,
        weights: training::WeightsWords, sheet: SheetWords, marks: MarkWords,
        progress: ProgressWords, context: ByName, keys: keys::Keys, screen: ScreenWords,
        report: ReportWords,
        linear: Linear, doctor: DoctorWords, work: WorkWords, file: FileWords,
        punctuation: Punctuation,
        message: message::Sentences,
    }

    /// What stands behind a label, and between the things of a list.
    Punctuation { colon, list }

    /// The first screen.
    Menu {
        title, subtitle, next, title_of: ByName, about: ByName, about_lesson, locked, lock,
    }

    /// The vanishing gradient.
    Vanishing {
        title, shape, weights, bars, layer, error, scale, units, function, start_title, start,
        factor, factor_output, calculation, ratio, so_far, so_far_at_least, left, exploded, off,
        dead,
        all_off, nothing, cross_entropy, cross_entropy_output, square,
        square_output, loss: ByName, cancelled, factor_cancelled, report: VanishingReport,
    }

    /// The vanishing gradient without a screen.
    VanishingReport {
        intro: Vec<String>, at_least, at_least_cancelled, exploded, columns: [String; 7], beside,
        cross_entropy,
    }

    /// The technical words and what they mean.
    Glossary { title, entry: Vec<[String; 2]> }

    /// What stands on sheets for a class.
    SheetWords { name, id, code, key, task, done }

    /// What is said of answers.
    MarkWords {
        student, right, follows, follows_nothing, mistake, rough, blank, unreadable, other, or,
        class, mistakes, missing, fits_other,
    }

    /// To which step to go.
    GoTo { ask, how, unknown }

    /// The convention that every formula follows.
    Convention {
        title, loss: BTreeMap<String, Vec<String>>, line: Vec<String>, mse: Vec<String>,
        log_loss: Vec<String>, steps: Vec<String>, signs: Vec<String>,
    }

    /// What is kept from one session to the next.
    ProgressWords { finished, mastered, missed, questions, forget, forget_lines: Vec<String> }

    /// What is said about the terminal itself.
    ScreenWords { too_small, too_large, fault }

    /// The words of reports without a screen.
    ReportWords { layer, record, with_shared_bias, with_bias, no_bias, quantity, formula, numbers }

    /// What is said where a lesson is read line by line.
    Linear {
        choose, entry, cell, between, no_such_lesson, training, start, part, step, how,
        nothing_asked, at_end, unknown,
        did_you_mean, word: ByVariant<Word, LinearWord>,
    }

    /// What is found out about a terminal.
    DoctorWords {
        screen, colours, theme, locale, language, characters, progress, formulas, arrows, borders,
        braille, chinese, ruler, not_set, locale_of, no_terminal, size, no_size, no_save,
        many_colours, middle_tones,
        no_colours, console, no_sequences,
    }

    /// How far work has come.
    WorkWords { reading, reading_size, preparing, training, stop, standard_input }

    /// What is said of a lesson file, and in one.
    FileWords { fine, fine_course, fine_assignment, fine_answers, square, title, weights }

    /// A word that can be typed there, in each of its forms.
    LinearWord { names: Vec<String>, about }
}

impl Vanishing {
    /// What a function or a loss of this name is called above a column.
    pub fn name_of<'a>(&'a self, name: &'a str) -> &'a str {
        self.loss.get(name).map_or(name, String::as_str)
    }
}

impl Convention {
    /// The convention where E is this loss.
    pub fn lines(&self, loss: Loss) -> impl Iterator<Item = &String> {
        // What E is beside the mean of squares is said of half the square alone.
        let told = match loss {
            Loss::HalfSquared => &self.mse[..],
            Loss::OutputGradient => &self.mse[..1],
            _ if loss.cancels() => &self.log_loss[..],
            _ => &self.steps[..],
        };
        self.loss[loss.name()].iter().chain(&self.line).chain(told).chain(&self.signs)
    }
}
