//! The command line: reads the arguments, does what they ask for, and tells what went wrong.
//!
//! * `cli/arguments.rs` defines the arguments and their help.
//! * `cli/environment.rs` reads language, characters and theme off the environment.
//! * `cli/failure.rs` is what went wrong, with its exit code.
//! * `cli/progress_line.rs` says how far long work has come.
//! * `cli/lessons.rs` is `step`, `check` and `new`; `cli/train.rs` is `train`; `cli/gradients.rs`
//!   is `gradients`; `cli/doctor.rs` is `doctor`.

mod arguments;
mod doctor;
mod environment;
mod failure;
mod gradients;
mod lessons;
mod progress_line;
mod train;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};

use clap::{CommandFactory, Parser};

use crate::app::{App, Screen, Settings};
use crate::lesson::program::ProgramForm;
use crate::lesson::{Lesson, Notation};
use crate::linear;
use crate::progress::Progress;
use crate::progress::store::{self, Opened};
use crate::sanitize::{excerpt, sanitize};
use crate::suggest::Suggestion;
use crate::tui::{self, Keeper};
use arguments::{
    Arguments, Command, Format, Global, GradientsFormat, SymbolsChoice, Train, TrainFormat,
};
use environment::Environment;
use failure::{CommandFault, Failure};
use progress_line::ProgressLine;

/// Does what the arguments (the program's own name first) ask for, and gives the exit code. What
/// goes wrong is told on stderr.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let environment = Environment::of_process();
    let (settings, result) = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => {
            let settings = settings(&arguments.global, &environment, &Progress::default());
            (settings, perform(arguments, settings, &environment))
        }
        Err(error) if error.use_stderr() => {
            let settings = settings(&Global::default(), &environment, &Progress::default());
            (settings, Err(Failure::of_arguments(&error)))
        }
        // Help and version. A reader that has gone away needs none.
        Err(help) => return help.print().map_or(0, |()| 0),
    };
    result.unwrap_or_else(|failure| {
        warn(&failure.sentence(&settings));
        failure.exit_code
    })
}

fn perform(
    arguments: Arguments,
    settings: Settings,
    environment: &Environment,
) -> Result<u8, Failure> {
    let global = &arguments.global;
    match arguments.command {
        None if global.linear => read_lines(settings, None),
        None => open_screen(global, environment, |_| {}),
        Some(Command::Step { lesson, format, whole }) => {
            if whole && format != Some(Format::Python) {
                return Err(Failure::usage(&CommandFault::OnlyPython));
            }
            let form = if whole { ProgramForm::Wholes } else { ProgramForm::Numbers };
            let lesson = lessons::find(&lesson)?;
            if global.linear && format.is_none() {
                return read_lines(settings, Some(lesson));
            }
            match format.or_else(|| without_terminal(Format::Text)) {
                Some(format) => {
                    let characters = global.symbols;
                    print(&lessons::report(&lesson, (format, form), settings, characters))
                }
                None => open_screen(global, environment, |app| app.open_lesson(lesson)),
            }
        }
        Some(Command::Train(train)) => perform_train(&train, global, settings, environment),
        Some(Command::Gradients(asked)) => {
            let format = asked.format.or_else(|| without_terminal(GradientsFormat::Text));
            if let Some(format) = format {
                return print(&gradients::report(&asked, format, settings)?);
            }
            let screen = gradients::screen(&asked)?;
            open_screen(global, environment, |app| app.open(screen))
        }
        Some(Command::Check { file }) => print(&lessons::check(&file)?),
        Some(Command::New(new)) => print(&lessons::new(&new)?),
        Some(Command::Completions { shell }) => print(&completions(shell)),
        Some(Command::Man { command }) => print(&manual(command.as_deref())?),
        Some(Command::Doctor) => {
            print(&doctor::report(settings, environment, &kept_in(global, settings)))
        }
    }
}

fn perform_train(
    asked: &Train,
    global: &Global,
    settings: Settings,
    environment: &Environment,
) -> Result<u8, Failure> {
    let mut line = ProgressLine::new(settings.symbols(), global.linear);
    let source = train::source(asked, settings, &mut line)?;
    let experiment = train::experiment(asked);
    let in_lines = global.linear.then_some(TrainFormat::Text);
    let format = asked.format.or(in_lines).or_else(|| without_terminal(TrainFormat::Text));
    if let Some(format) = format {
        return train::report(&source, &experiment, format, asked.verbose, &mut line);
    }
    let training = train::screen(source, experiment, &mut line)?;
    open_screen(global, environment, |app| {
        app.open(Screen::Training(Box::new(training)));
        // Here its signals end and those of the screen begin.
        drop(line);
    })
}

/// How things are shown: as asked for, else as the learner chose by keys the last time, else as the
/// environment suggests. `NO_COLOR` asks for it.
fn settings(global: &Global, environment: &Environment, kept: &Progress) -> Settings {
    let symbols = match global.symbols {
        SymbolsChoice::Auto => environment.symbols(),
        SymbolsChoice::Unicode => crate::lesson::Symbols::Unicode,
        SymbolsChoice::Ascii => crate::lesson::Symbols::Ascii,
    };
    let language = global.lang.or(kept.language);
    let theme = global.theme.or(environment.theme()).or(kept.theme).or(environment.suits());
    let default = Notation::default();
    Settings {
        language: language.unwrap_or_else(|| environment.language()),
        theme,
        notation: Notation { symbols, digits: kept.digits.unwrap_or(default.digits), ..default },
    }
}

/// Shows the tutor at its menu, or at the screen that `go` opens, until the user leaves. Gives the
/// exit code.
fn open_screen(
    global: &Global,
    environment: &Environment,
    go: impl FnOnce(&mut App),
) -> Result<u8, Failure> {
    tui::available().map_err(|reason| Failure::usage(&CommandFault::NoScreen { reason }))?;
    let Opened { progress, store, problem } =
        if global.no_save { Opened::default() } else { Opened::from_state_folder() };
    let settings = settings(global, environment, &progress);
    let mut app = App::with_progress(settings, progress);
    go(&mut app);
    let problem = problem.map(|problem| settings.text().tell(&problem));
    if let Some(problem) = &problem {
        app.notice = Some(problem.clone());
    }
    let ending = tui::run(&mut app, &mut Keeper::new(store))
        .map_err(|error| CommandFault::Screen { reason: error.to_string() })?;
    if let Some(problem) = problem {
        // Once more, as any key takes it off the screen.
        warn(&settings.symbols().apply(&problem));
    }
    Ok(ending.exit_code())
}

/// Where progress is kept, or why it isn't.
fn kept_in(global: &Global, settings: Settings) -> String {
    if global.no_save {
        return "nothing is kept (--no-save)".to_owned();
    }
    match store::path() {
        Ok(path) => path.display().to_string(),
        Err(problem) => settings.text().tell(&problem),
    }
}

/// Goes through a lesson in lines, until the user leaves, the input ends, or nobody reads on.
fn read_lines(settings: Settings, lesson: Option<Lesson>) -> Result<u8, Failure> {
    match linear::run(settings, lesson, io::stdin().lock(), io::stdout().lock()) {
        Err(error) if !reader_is_gone(&error) => {
            Err(CommandFault::Lines { reason: error.to_string() }.into())
        }
        _ => Ok(0),
    }
}

/// The format to print in when there is no terminal to open a screen on.
fn without_terminal<F>(format: F) -> Option<F> {
    (!io::stdout().is_terminal()).then_some(format)
}

/// Prints the result. When its reader has gone away (`| head -1`), all that was wanted has been
/// printed.
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
            let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
            program.find_subcommand(name).cloned().ok_or_else(|| unknown_command(name, &names))?
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page)
        .render(&mut text)
        .map_err(|error| CommandFault::Page { reason: error.to_string() })?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn unknown_command(name: &str, names: &[&str]) -> Failure {
    let suggestion = Suggestion::of(name, names);
    Failure::usage(&CommandFault::UnknownCommand { name: excerpt(name, 40), suggestion })
}
