//! The command line: reads the arguments, does what they ask for, and says in one sentence what went wrong.
//!
//! * `cli/arguments.rs` defines the arguments and their help.
//! * `cli/environment.rs` reads language, characters and theme off the environment.
//! * `cli/failure.rs` is the sentence and the exit code of what went wrong.
//! * `cli/lessons.rs` is `step`, `check` and `new`; `cli/doctor.rs` is `doctor`.

pub mod arguments;
mod doctor;
mod environment;
mod failure;
mod lessons;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};

use clap::{CommandFactory, Parser};

use crate::app::stepper::Stepper;
use crate::app::{App, Screen, Settings};
use crate::lesson::{Lesson, Notation};
use crate::tui;
use arguments::{Arguments, Command, Global, SymbolsChoice};
use environment::Environment;
pub use failure::Failure;

/// What the tutor shows first.
#[derive(Clone, Debug)]
pub enum Start {
    /// The choice of lessons.
    Menu,
    /// A lesson before its first step.
    Lesson(Box<Lesson>),
}

/// Does what the arguments (the program's own name first) ask for, and gives the exit code.
///
/// # Errors
/// When an argument is wrong, a file is at fault, or the screen can't be opened: the sentence and the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<u8, Failure> {
    let environment = Environment::of_process();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            let symbols = environment.symbols();
            return Err(Failure::of_arguments(&error).in_symbols(symbols));
        }
        // Help and version. A reader that has gone away needs none.
        Err(help) => return help.print().map(|()| 0).or(Ok(0)),
    };
    let settings = settings(&arguments.global, &environment);
    perform(arguments, settings, &environment)
        .map_err(|failure| failure.in_symbols(settings.symbols()))
}

fn perform(
    arguments: Arguments,
    settings: Settings,
    environment: &Environment,
) -> Result<u8, Failure> {
    let characters = arguments.global.symbols;
    match arguments.command {
        None => open_screen(settings, Start::Menu),
        Some(Command::Step { lesson, format }) => {
            let lesson = lessons::find(&lesson)?;
            match format.or_else(text_without_terminal) {
                Some(format) => print(&lessons::report(&lesson, format, settings, characters)),
                None => open_screen(settings, Start::Lesson(Box::new(lesson))),
            }
        }
        Some(Command::Check { file }) => print(&lessons::check(&file)?),
        Some(Command::New(new)) => print(&lessons::new(&new)?),
        Some(Command::Completions { shell }) => print(&completions(shell)),
        Some(Command::Man { command }) => print(&manual(command.as_deref())?),
        Some(Command::Doctor) => print(&doctor::report(settings, environment)),
    }
}

/// How things are shown: as asked for, or as the environment suggests.
fn settings(global: &Global, environment: &Environment) -> Settings {
    let symbols = match global.symbols {
        SymbolsChoice::Auto => environment.symbols(),
        SymbolsChoice::Unicode => crate::lesson::Symbols::Unicode,
        SymbolsChoice::Ascii => crate::lesson::Symbols::Ascii,
    };
    Settings {
        language: global.lang.unwrap_or_else(|| environment.language()),
        theme: global.theme.unwrap_or_else(|| environment.theme()),
        notation: Notation {
            symbols,
            ..Notation::default()
        },
    }
}

/// Shows the tutor until the user leaves, and gives the exit code.
fn open_screen(settings: Settings, start: Start) -> Result<u8, Failure> {
    tui::available().map_err(Failure::usage)?;
    let mut app = App::new(settings);
    match start {
        Start::Menu => {}
        Start::Lesson(lesson) => app.open(Screen::Stepper(Box::new(Stepper::new(*lesson)))),
    }
    tui::run(&mut app)
        .map(tui::Ending::exit_code)
        .map_err(|error| Failure::input(format!("the terminal could not be used: {error}")))
}

/// Text, when there is no terminal to open a screen on.
fn text_without_terminal() -> Option<arguments::Format> {
    (!io::stdout().is_terminal()).then_some(arguments::Format::Text)
}

/// Writes to stdout. When its reader has gone away (`| head -1`), all that was wanted has been written.
fn print(text: &str) -> Result<u8, Failure> {
    let mut stdout = io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::input(format!(
            "the output could not be written: {error}"
        ))),
        _ => Ok(0),
    }
}

fn completions(shell: clap_complete::Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "backprop", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The manual page of the program, or of one of its commands.
fn manual(command: Option<&str>) -> Result<String, Failure> {
    let mut program = Arguments::command();
    program.build();
    let page = match command {
        None => program,
        Some(name) => {
            let names: Vec<&str> = program
                .get_subcommands()
                .map(clap::Command::get_name)
                .collect();
            program
                .find_subcommand(name)
                .cloned()
                .ok_or_else(|| Failure::unknown("command", name, &names))?
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page)
        .render(&mut text)
        .map_err(|error| Failure::input(format!("the page could not be written: {error}")))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
