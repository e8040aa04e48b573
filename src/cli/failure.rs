//! What went wrong, and the exit code that goes with it.

use std::io;
use std::path::Path;

use clap::error::{ContextKind, ContextValue};

use super::refusal;
use crate::app::Settings;
use crate::lesson::builtin_names;
use crate::message::{Message, Tell, messages};
use crate::suggest::Suggestion;

messages!("command"
    /// What can be wrong with a command or its work, beside the files it reads.
    pub enum CommandFault {
        /// The name of a lesson stands where a command should.
        LessonAsCommand { lesson: String },
        /// No command has this name.
        UnknownCommand { name: String, suggestion: Suggestion },
        /// No lesson has this name.
        UnknownLesson { name: String, suggestion: Suggestion },
        /// A command that writes files, with `--restricted`.
        Restricted,
        /// There can be no vote on this number.
        NoPoll { others: String },
        /// The votes are neither counts nor letters.
        NoVotes { n: usize },
        /// A file of marks that is none.
        NoMarks { file: String },
        /// `--whole` without `--format python`.
        OnlyPython,
        /// `--why` without `--format text`.
        OnlyText,
        /// The lesson has no step of this name.
        UnknownStep { name: String },
        /// A loss of sigmoid outputs with others.
        NoSigmoid { loss: &'static str, activation: &'static str },
        /// Not a shape such as `2-3-1`.
        NoShape { shape: String },
        /// A shape with more than can be shown.
        LargeShape { shape: String, layers: usize, units: usize, weights: usize },
        /// What made the screen end.
        Screen { reason: String },
        /// What made the lesson in lines end.
        Lines { reason: String },
        /// The manual page can't be made.
        Page { reason: String },
        /// The result can't be printed.
        Output { reason: String },
        /// The numbers grew without bound.
        Diverged { epoch: usize },
        /// All slopes at the output are practically 0.
        Saturated { epoch: usize },
    }
);

/// Why the program ends without having done what it was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    message: Message,
    /// The exit code of the program.
    pub exit_code: u8,
}

impl Failure {
    /// The input, a file or the work itself is at fault: exit code 1.
    pub fn input(fault: &impl Tell) -> Self {
        Self { message: fault.message(), exit_code: 1 }
    }

    /// The program was asked for in a wrong way, or there is no terminal: exit code 2.
    pub fn usage(fault: &impl Tell) -> Self {
        Self { exit_code: 2, ..Self::input(fault) }
    }

    /// What clap has to say.
    pub fn of_arguments(error: &clap::Error) -> Self {
        if let Some(lesson) = lesson_as_command(error) {
            return Self::usage(&CommandFault::LessonAsCommand { lesson: lesson.to_owned() });
        }
        Self::usage(&refusal::message(error))
    }

    /// One sentence in the language and the characters of `settings`.
    pub fn sentence(&self, settings: &Settings) -> String {
        settings.symbols().apply(&settings.text().tell(&self.message))
    }
}

/// The lesson that was named where a command should stand: `backprop 3-2-1`.
fn lesson_as_command(error: &clap::Error) -> Option<&str> {
    match error.get(ContextKind::InvalidSubcommand)? {
        ContextValue::String(name) if builtin_names().contains(&name.as_str()) => Some(name),
        ContextValue::String(name) if is_lesson_file(Path::new(name)) => Some(name),
        _ => None,
    }
}

/// Whether the name is that of a lesson file, be there one or not.
pub(super) fn is_lesson_file(name: &Path) -> bool {
    name.extension().is_some_and(|extension| extension == "toml")
}

/// Of a file that was read.
impl<T: Tell> From<T> for Failure {
    fn from(fault: T) -> Self {
        Self::input(&fault)
    }
}

/// Of writing the result.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::input(&CommandFault::Output { reason: error.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use heck::ToSnakeCase;

    use std::collections::BTreeSet;

    use strum::VariantArray;

    use super::super::ambiguous::AmbiguousWidth;
    use super::super::refusal::ValueFault;
    use super::super::voice::LocaleFault;
    use super::*;
    use crate::app::experiment::LossFault;
    use crate::class::ClassFault;
    use crate::data::{Note, Reason, Role, Separator, TableFault};
    use crate::files::{EncodingFault, IoFault};
    use crate::lesson::Symbols;
    use crate::lesson::file::fault::{Counted, Found, LessonFault, SectionName, Wanted};
    use crate::nn::NetworkError;
    use crate::nn::training::TrainerError;
    use crate::progress::fault::{Damage, Obstacle, ProgressFault};
    use crate::text::{Language, Text};
    use crate::tui::NoScreen;

    #[test]
    fn every_message_has_its_sentence_in_every_language() {
        let enums = [
            CommandFault::SENTENCES,
            ValueFault::SENTENCES,
            LossFault::SENTENCES,
            NoScreen::SENTENCES,
            LocaleFault::SENTENCES,
            AmbiguousWidth::SENTENCES,
            Suggestion::SENTENCES,
            TableFault::SENTENCES,
            Note::SENTENCES,
            Reason::SENTENCES,
            Role::SENTENCES,
            Separator::SENTENCES,
            IoFault::SENTENCES,
            EncodingFault::SENTENCES,
            LessonFault::SENTENCES,
            ClassFault::SENTENCES,
            NetworkError::SENTENCES,
            TrainerError::SENTENCES,
            Wanted::SENTENCES,
            Found::SENTENCES,
            SectionName::SENTENCES,
            Counted::SENTENCES,
            ProgressFault::SENTENCES,
            Damage::SENTENCES,
            Obstacle::SENTENCES,
        ];
        for &language in Language::VARIANTS {
            let sentences = &Text::of(language, Symbols::Unicode).message;
            for (section, keys) in enums {
                for key in keys {
                    let key = key.to_snake_case();
                    assert!(sentences[section].contains_key(&key), "{language:?} {section} {key}");
                }
            }
        }
        let keys = |language| -> BTreeSet<(&String, &String)> {
            let sections = Text::of(language, Symbols::Unicode).message.iter();
            sections.flat_map(|(name, keys)| keys.keys().map(move |key| (name, key))).collect()
        };
        assert_eq!(keys(Language::En), keys(Language::Zh));
    }
}
