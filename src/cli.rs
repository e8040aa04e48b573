//! The command line: reads the arguments, does what they ask for, and tells what went wrong.
//!
//! * `cli/ambiguous.rs` measures how wide the terminal draws ambiguous characters.
//! * `cli/arguments.rs` defines the arguments and `cli/values.rs` reads their values;
//!   `cli/help.rs` gives them their help, and `cli/refusal.rs` says what is wrong with them.
//! * `cli/environment.rs` reads language, characters and theme off the environment.
//! * `cli/failure.rs` is what went wrong, with its exit code.
//! * `cli/voice.rs` is how all of them speak: in which language and which characters.
//! * `cli/progress_line.rs` says how far long work has come.
//! * `cli/lessons.rs` is `step`, `check` and `new`; `cli/train.rs` is `train`; `cli/gradients.rs`
//!   is `gradients`; `cli/class.rs` is `sheet`, `mark` and `do`; `cli/poll.rs` is `poll`; `cli/doctor.rs` is `doctor`.

mod ambiguous;
mod arguments;
mod class;
mod doctor;
mod environment;
mod failure;
mod gradients;
mod help;
mod lessons;
mod poll;
mod progress_line;
mod refusal;
mod train;
mod values;
mod voice;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::panic;

use clap::{CommandFactory, FromArgMatches};

use crate::app::differences::Differences;
use crate::app::stepper::Stepper;
use crate::app::{App, Screen, Settings, Theme};
use crate::lesson::program::ProgramForm;
use crate::lesson::{Course, Lesson};
use crate::linear;
use crate::platform;
use crate::progress::Progress;
use crate::progress::store::{self, Opened};
use crate::report;
use crate::sanitize::excerpt;
use crate::suggest::Suggestion;
use crate::text::Language;
use crate::tui::{self, Keeper};
use arguments::{
    Arguments, Command, Format, Global, Gradients, GradientsFormat, StepArguments, Train,
    TrainFormat,
};
use environment::Environment;
use failure::{CommandFault, Failure};
use progress_line::ProgressLine;
use voice::{Voice, reader_is_gone};

/// The stack of the work, in bytes, whatever the system allows for that of the program.
const STACK: usize = 8 << 20;

/// The whole program. Gives the exit code.
pub fn main() -> u8 {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        tell(panic);
        platform::exit(101);
    }));
    platform::on_stack(STACK, || run(std::env::args_os())).unwrap_or(101)
}

/// Does what the arguments (the program's own name first) ask for, and gives the exit code. What
/// goes wrong is told on stderr.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let environment = Environment::of_process();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let global = Global::at_first_sight(&arguments);
    let voice = Voice::new(&global, &environment, &Progress::default());
    voice.explain(&global, &environment);
    let language = voice.settings.language;
    let matches = help::worded(Arguments::command(), language).try_get_matches_from(arguments);
    let (voice, result) = match matches.and_then(|found| Arguments::from_arg_matches(&found)) {
        Ok(arguments) => {
            let voice = Voice::new(&arguments.global, &environment, &Progress::default());
            let presents = arguments.command.as_ref().is_some_and(Command::presents);
            let (global, environment) = (&arguments.global, &environment);
            let session = Session { global, environment, voice, presents };
            (voice, session.perform(arguments.command))
        }
        Err(error) if error.use_stderr() => (voice, Err(Failure::of_arguments(&error))),
        Err(help) => (voice, print_help(&help, voice, &environment)),
    };
    result.unwrap_or_else(|failure| {
        voice.warn(&failure.sentence(&voice.settings));
        failure.exit_code
    })
}

/// Prints the help or the version, with bold headings where that is possible.
fn print_help(help: &clap::Error, voice: Voice, environment: &Environment) -> Result<u8, Failure> {
    let is_plain = environment.no_color.is_some() || environment.colors() == "none";
    let page = match help.render() {
        page if is_plain || !io::stdout().is_terminal() => page.to_string(),
        page => page.ansi().to_string(),
    };
    voice.print(&help::in_words(&page, voice.settings.language))
}

/// How the program was started, and how it speaks.
struct Session<'a> {
    global: &'a Global,
    environment: &'a Environment,
    voice: Voice,
    /// Whether a class is shown something.
    presents: bool,
}

impl Session<'_> {
    fn perform(&self, command: Option<Command>) -> Result<u8, Failure> {
        if self.global.restricted
            && let Some(Command::Sheet(_) | Command::Mark(_) | Command::Do { .. }) = command
        {
            return Err(Failure::usage(&CommandFault::Restricted));
        }
        let Self { environment, voice, .. } = *self;
        let settings = voice.settings;
        match command {
            None => self.open_course(Course::builtin()),
            Some(Command::Course { file }) => self.open_course(&Course::read(&file)?),
            Some(Command::Step(asked)) => self.step(&asked),
            Some(Command::Lessons) => voice.print(&lessons::list(settings)),
            Some(Command::Train(asked)) => self.train(&asked),
            Some(Command::Gradients(asked)) => self.gradients(&asked),
            Some(Command::Differences) => match self.to_print(None, ()) {
                Some(()) => voice.print(&differences(settings)),
                None => self.open_screen(App::open_differences),
            },
            Some(Command::Check { file }) => voice.print(&lessons::check(&file, settings)?),
            Some(Command::New(new)) => voice.print_escaped(&lessons::new(&new, settings)?),
            Some(Command::Sheet(asked)) => class::sheet(&asked, voice),
            Some(Command::Mark(asked)) => class::mark(&asked, voice),
            Some(Command::Do { handout }) => {
                let homework = class::homework(&handout)?;
                self.open_screen(|app| app.open(homework))
            }
            Some(Command::Poll(asked)) => voice.print(&poll::report(&asked, settings)?),
            Some(Command::Completions { shell }) => {
                voice.print_file(&completions(shell, settings.language))
            }
            Some(Command::Man { command }) => {
                voice.print(&manual(command.as_deref(), settings.language)?)
            }
            Some(Command::Doctor) => {
                voice.print(&doctor::report(settings, environment, &self.kept_in()))?;
                // Last, as a terminal that does not answer is waited for.
                voice.print(&format!("\n{}\n", ambiguous::advice(settings, environment)))
            }
        }
    }

    /// Opens the menu of a course, on the screen or in lines.
    fn open_course(&self, course: &Course) -> Result<u8, Failure> {
        if self.global.linear {
            return self.read_lines(course, None);
        }
        self.open_screen_of(course, |_| {})
    }

    fn step(&self, asked: &StepArguments) -> Result<u8, Failure> {
        let Self { global, voice, .. } = *self;
        if asked.whole && asked.format != Some(Format::Python) {
            return Err(Failure::usage(&CommandFault::OnlyPython));
        }
        if asked.why && asked.format != Some(Format::Text) {
            return Err(Failure::usage(&CommandFault::OnlyText));
        }
        let mut lesson = lessons::find(&asked.lesson)?;
        lesson.updates = asked.updates.unwrap_or(lesson.updates);
        if let Some(step) = &asked.at {
            return self.step_at(lesson, step);
        }
        if global.linear && asked.format.is_none() {
            return self.read_lines(Course::builtin(), Some(lesson));
        }
        let Some(format) = self.to_print(asked.format, Format::Text) else {
            return self.open_screen(|app| app.open_lesson(lesson));
        };
        let form = if asked.whole { ProgramForm::Wholes } else { ProgramForm::Numbers };
        let how = (format, form, asked.why);
        let report = lessons::report(&lesson, how, voice.settings, global.symbols);
        if format == Format::Text { voice.print(&report) } else { voice.print_file(&report) }
    }

    fn step_at(&self, lesson: Lesson, step: &str) -> Result<u8, Failure> {
        let mut stepper = Stepper::new(lesson);
        if !stepper.seek(step) {
            return Err(Failure::usage(&CommandFault::UnknownStep { name: excerpt(step, 40) }));
        }
        self.open_screen(|app| app.open_at(stepper.lesson, step))
    }

    fn gradients(&self, asked: &Gradients) -> Result<u8, Failure> {
        let Self { global, voice, .. } = *self;
        if let Some(format) = self.to_print(asked.format, GradientsFormat::Text) {
            return voice.print(&gradients::report(asked, format, voice.settings, global.linear)?);
        }
        let screen = gradients::screen(asked)?;
        self.open_screen(|app| app.open(screen))
    }

    fn train(&self, asked: &Train) -> Result<u8, Failure> {
        let mut line = ProgressLine::new(self.voice, self.global.linear);
        let source = train::source(asked, self.voice, &mut line)?;
        let experiment = train::experiment(asked);
        if let Some(format) = self.to_print(asked.format, TrainFormat::Text) {
            let verbose = asked.verbose;
            return train::report(&source, &experiment, format, verbose, &mut line, self.voice);
        }
        let training = train::screen(source, experiment, &mut line)?;
        self.open_screen(|app| {
            app.open(Screen::Training(Box::new(training)));
            // Here its signals end and those of the screen begin.
            drop(line);
        })
    }

    /// In which format to print instead of opening a screen: in the one that was asked for, or as
    /// text where there is no terminal or only lines are wanted.
    fn to_print<F>(&self, asked: Option<F>, text: F) -> Option<F> {
        let has_no_screen = self.global.linear || !io::stdout().is_terminal();
        asked.or(has_no_screen.then_some(text))
    }

    /// Shows the tutor at its menu, or at the screen that `go` opens, until the user leaves. Gives
    /// the exit code.
    fn open_screen(&self, go: impl FnOnce(&mut App)) -> Result<u8, Failure> {
        self.open_screen_of(Course::builtin(), go)
    }

    /// [`Self::open_screen`] with the menu of a course.
    fn open_screen_of(&self, course: &Course, go: impl FnOnce(&mut App)) -> Result<u8, Failure> {
        tui::available().map_err(|missing| Failure::usage(&missing))?;
        let Opened { progress, store, problem } = if self.global.no_save || self.presents {
            Opened::default()
        } else {
            Opened::from_state_folder(self.global.id.as_deref())
        };
        let voice = Voice::new(self.global, self.environment, &progress);
        let mut settings = voice.settings;
        if self.presents {
            settings.presents = true;
            settings.theme.get_or_insert(Theme::Light);
        }
        settings.is_restricted = self.global.restricted;
        let mut app = App::of_course(settings, progress, course.clone());
        go(&mut app);
        let problem = problem.map(|problem| settings.text().tell(&problem));
        if let Some(problem) = &problem {
            app.notice = Some(problem.clone());
        }
        let exit_code = tui::run(&mut app, &mut Keeper::new(store))
            .map_err(|error| CommandFault::Screen { reason: error.to_string() })?;
        if let Some(problem) = problem {
            // Once more, as any key takes it off the screen.
            voice.warn(&problem);
        }
        Ok(exit_code)
    }

    /// Where progress is kept, or why it isn't.
    fn kept_in(&self) -> String {
        let text = self.voice.settings.text();
        match store::path(self.global.id.as_deref()) {
            _ if self.global.no_save => text.doctor.no_save.clone(),
            Ok(path) => path.display().to_string(),
            Err(problem) => text.tell(&problem),
        }
    }

    /// Goes through a lesson in lines, until the user leaves, the input ends, or nobody reads on.
    fn read_lines(&self, course: &Course, lesson: Option<Lesson>) -> Result<u8, Failure> {
        let say = |lines: &str| self.voice.write(lines);
        match linear::run(self.voice.settings, course, lesson, io::stdin().lock(), say) {
            Err(error) if !reader_is_gone(&error) => {
                Err(CommandFault::Lines { reason: error.to_string() }.into())
            }
            _ => Ok(0),
        }
    }
}

/// The places where the lesson's text and the mathematics part, in lines.
fn differences(settings: Settings) -> String {
    let places = Differences::new().map(|differences| differences.places).unwrap_or_default();
    report::differences::text(&places, settings.text(), &settings.notation).join("\n") + "\n"
}

fn completions(shell: clap_complete::Shell, language: Language) -> String {
    let mut script = Vec::new();
    let mut program = help::worded(Arguments::command(), language);
    clap_complete::generate(shell, &mut program, "backprop", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The manual page of the program, or of one of its commands.
fn manual(command: Option<&str>, language: Language) -> Result<String, Failure> {
    let mut program = help::worded(Arguments::command(), language);
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
    Ok(help::in_words(&String::from_utf8_lossy(&text), language))
}

fn unknown_command(name: &str, names: &[&str]) -> Failure {
    let suggestion = Suggestion::of(name, names);
    Failure::usage(&CommandFault::UnknownCommand { name: excerpt(name, 40), suggestion })
}
