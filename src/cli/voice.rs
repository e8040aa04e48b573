//! How the program speaks to stdout and stderr: in which language, and in which characters.

use std::io::{self, IsTerminal, Write};

use super::arguments::{Global, SymbolsChoice};
use super::environment::Environment;
use super::failure::Failure;
use crate::app::Settings;
use crate::lesson::{Notation, Symbols};
use crate::message::{Tell, messages};
use crate::progress::Progress;
use crate::sanitize::sanitize;
use crate::text::Language;

messages!("locale"
    /// What a locale keeps the program from.
    pub enum LocaleFault {
        /// Chinese can't be written in its characters.
        NotUtf8 { locale: String },
    }
);

/// The language and the characters of what is said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Voice {
    /// How things are shown.
    pub settings: Settings,
    /// Whether nothing but ASCII may reach the terminal, not even the name of a file.
    only_ascii: bool,
}

impl Voice {
    /// As asked for, else as the learner chose by keys the last time, else as the environment
    /// suggests. `NO_COLOR` asks for it. In a locale that is not UTF-8 all is ASCII, and so
    /// English.
    pub fn new(global: &Global, environment: &Environment, kept: &Progress) -> Self {
        let symbols = match global.symbols {
            SymbolsChoice::Auto => environment.symbols(),
            SymbolsChoice::Unicode => Symbols::Unicode,
            SymbolsChoice::Ascii => Symbols::Ascii,
        };
        let only_ascii = symbols == Symbols::Ascii && !environment.is_utf8();
        let theme = global.theme.or(environment.theme()).or(kept.theme).or(environment.suits());
        let wanted = wanted(global, environment, kept);
        let language = if only_ascii { Language::En } else { wanted };
        let default = Notation::default();
        let digits = kept.digits.unwrap_or(default.digits);
        let notation = Notation { digits, symbols, ..default };
        let settings = Settings { language, theme, notation, ..Settings::default() };
        Self { settings, only_ascii }
    }

    /// Says why it is not Chinese that is spoken, where that was asked for.
    pub fn explain(&self, global: &Global, environment: &Environment) {
        let wanted = wanted(global, environment, &Progress::default());
        if wanted != self.settings.language {
            let locale = environment.characters.clone().unwrap_or_default();
            self.warn(&self.tell(&LocaleFault::NotUtf8 { locale }));
        }
    }

    /// One sentence.
    pub fn tell(&self, what: &impl Tell) -> String {
        self.settings.text().tell(what)
    }

    /// Prints the result. When its reader has gone away (`| head -1`), all that was wanted has been
    /// printed.
    pub fn print(&self, text: &str) -> Result<u8, Failure> {
        match self.write(text) {
            Err(error) if !reader_is_gone(&error) => Err(error.into()),
            _ => Ok(0),
        }
    }

    /// Prints a file for machines, or for documents. Only a terminal needs other characters than
    /// it has.
    pub fn print_file(&self, text: &str) -> Result<u8, Failure> {
        Self { only_ascii: self.only_ascii && io::stdout().is_terminal(), ..*self }.print(text)
    }

    /// Prints TOML, in which any character can be written in ASCII.
    pub fn print_escaped(&self, text: &str) -> Result<u8, Failure> {
        let escaped = |character: char| match character {
            character if character.is_ascii() => character.to_string(),
            character => format!("\\U{:08X}", u32::from(character)),
        };
        let voice = Self { only_ascii: false, ..*self };
        if self.only_ascii {
            voice.print(&text.chars().map(escaped).collect::<String>())
        } else {
            voice.print(text)
        }
    }

    /// Prints a part of the result.
    pub fn write(&self, text: &str) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(self.in_characters(text).as_bytes())?;
        stdout.flush()
    }

    /// Says something beside the result. Without stderr there is nobody to tell.
    pub fn warn(&self, note: &str) {
        let note = self.in_characters(&self.settings.symbols().apply(&sanitize(note)));
        let _ = writeln!(io::stderr(), "backprop: {note}");
    }

    /// The text in the characters that are possible here; `?` stands for those that aren't.
    pub fn in_characters(&self, text: &str) -> String {
        if !self.only_ascii {
            return text.to_owned();
        }
        let text = Symbols::Ascii.apply(text);
        text.chars().map(|character| if character.is_ascii() { character } else { '?' }).collect()
    }
}

fn wanted(global: &Global, environment: &Environment, kept: &Progress) -> Language {
    global.lang.or(kept.language).unwrap_or_else(|| environment.language())
}

/// Whether nobody reads what is written.
pub fn reader_is_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}
