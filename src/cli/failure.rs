//! What went wrong, as one sentence and an exit code.

use std::fmt;
use std::io;
use std::path::Path;

use clap::error::{ContextKind, ContextValue};

use crate::app::experiment::Unfit;
use crate::data::DataError;
use crate::lesson::file::FileError;
use crate::lesson::{Symbols, builtin_names};
use crate::nn::NetworkError;
use crate::sanitize::{excerpt, sanitize};
use crate::suggest::nearest;

/// Why the program ends without having done what it was asked for. Displays as one sentence that can't act on a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    sentence: String,
    exit_code: u8,
}

impl Failure {
    /// The input, a file or the work itself is at fault: exit code 1.
    pub fn input(sentence: impl AsRef<str>) -> Self {
        Self { sentence: sanitize(sentence.as_ref()), exit_code: 1 }
    }

    /// The program was asked for in a wrong way, or there is no terminal: exit code 2.
    pub fn usage(sentence: impl AsRef<str>) -> Self {
        Self { exit_code: 2, ..Self::input(sentence) }
    }

    /// A name on the command line that does not exist, with the nearest one that does.
    pub fn unknown(kind: &str, name: &str, names: &[&str]) -> Self {
        let help = match nearest(name, names) {
            Some(near) => format!("did you mean “{near}”?"),
            None => format!("choose from {}", names.join(", ")),
        };
        let name = excerpt(name, 40);
        Self::usage(format!("there is no {kind} “{name}”; {help}"))
    }

    /// What clap has to say, on one line.
    pub fn of_arguments(error: &clap::Error) -> Self {
        if let Some(lesson) = lesson_as_command(error) {
            return Self::usage(format!(
                "“{lesson}” is no command but a lesson; did you mean “backprop step {lesson}”?"
            ));
        }
        let message = error.render().to_string();
        let sentence = message
            .split("\n\nUsage:")
            .next()
            .unwrap_or(&message)
            .trim_start_matches("error: ")
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with("For more information"))
            .collect::<Vec<_>>()
            .join(" ")
            .replace(" tip: ", "; ");
        Self::usage(format!("{sentence} (see backprop --help)"))
    }

    /// The same in the characters that the terminal can show.
    pub fn in_symbols(self, symbols: Symbols) -> Self {
        Self { sentence: symbols.apply(&self.sentence), ..self }
    }

    /// The exit code of the program.
    pub fn exit_code(&self) -> u8 {
        self.exit_code
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

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Failure {}

/// Of writing the result.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::input(format!("the output could not be written: {error}"))
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Self::input(error.to_string())
    }
}

impl From<DataError> for Failure {
    fn from(error: DataError) -> Self {
        Self::input(error.to_string())
    }
}

impl From<Unfit> for Failure {
    fn from(error: Unfit) -> Self {
        Self::input(error.to_string())
    }
}

/// A network of a shape that was asked for on the command line.
impl From<NetworkError> for Failure {
    fn from(error: NetworkError) -> Self {
        Self::usage(error.to_string())
    }
}
