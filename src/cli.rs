//! The command line: reads the arguments, does what they ask for, and says in one sentence what went wrong.
//!
//! * `cli/arguments.rs` defines the arguments and their help.
//! * `cli/environment.rs` reads language, characters and theme off the environment.
//! * `cli/failure.rs` is the sentence and the exit code of what went wrong.
//! * `cli/lessons.rs` is `step`, `check` and `new`; `cli/train.rs` is `train`; `cli/gradients.rs` is `gradients`; `cli/doctor.rs` is `doctor`.

pub mod arguments;
mod doctor;
mod environment;
mod failure;
mod gradients;
mod lessons;
mod train;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};

use clap::{CommandFactory, Parser};

use crate::app::experiment::{Experiment, Source};
use crate::app::stepper::Stepper;
use crate::app::training::Training;
use crate::app::{App, Screen, Settings};
use crate::lesson::{Lesson, Notation};
use crate::sanitize::sanitize;
use crate::tui;
use arguments::{Arguments, Command, Format, Global, GradientsFormat, SymbolsChoice, TrainFormat};
use environment::Environment;
pub use failure::Failure;

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
        None => open_screen(settings, None),
        Some(Command::Step { lesson, format }) => {
            let lesson = lessons::find(&lesson)?;
            match format.or_else(|| without_terminal(Format::Text)) {
                Some(format) => print(&lessons::report(&lesson, format, settings, characters)),
                None => open_screen(settings, Some(lesson_screen(lesson))),
            }
        }
        Some(Command::Train(train)) => {
            let (source, experiment) = (train::source(&train)?, train::experiment(&train));
            match train.format.or_else(|| without_terminal(TrainFormat::Text)) {
                Some(format) => train::report(&source, &experiment, format, train.verbose),
                None => open_screen(settings, Some(training_screen(source, experiment)?)),
            }
        }
        Some(Command::Gradients(asked)) => {
            let format = asked.format;
            match format.or_else(|| without_terminal(GradientsFormat::Text)) {
                Some(format) => print(&gradients::report(&asked, format, settings)?),
                None => open_screen(settings, Some(gradients::screen(&asked)?)),
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

fn lesson_screen(lesson: Lesson) -> Screen {
    Screen::Stepper(Box::new(Stepper::new(lesson)))
}

fn training_screen(source: Source, experiment: Experiment) -> Result<Screen, Failure> {
    let training = Training::new(source, experiment).map_err(Failure::input)?;
    Ok(Screen::Training(Box::new(training)))
}

/// Shows the tutor at its menu, or at the screen that was asked for, until the user leaves. Gives the exit code.
fn open_screen(settings: Settings, first: Option<Screen>) -> Result<u8, Failure> {
    tui::available().map_err(Failure::usage)?;
    let mut app = App::new(settings);
    if let Some(screen) = first {
        app.open(screen);
    }
    tui::run(&mut app)
        .map(tui::Ending::exit_code)
        .map_err(|error| Failure::input(format!("the terminal could not be used: {error}")))
}

/// The format to print in when there is no terminal to open a screen on.
fn without_terminal<F>(format: F) -> Option<F> {
    (!io::stdout().is_terminal()).then_some(format)
}

/// Prints the result. When its reader has gone away (`| head -1`), all that was wanted has been printed.
fn print(text: &str) -> Result<u8, Failure> {
    match write(text) {
        Err(error) if !reader_is_gone(&error) => Err(error.into()),
        _ => Ok(0),
    }
}

fn write(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

fn reader_is_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// Says something beside the result. Without stderr there is nobody to tell.
fn warn(note: &str) {
    let _ = writeln!(io::stderr(), "backprop: {}", sanitize(note));
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
