//! The only input/output loop: draw, wait, look up the key, update, perform the effect.
//!
//! This module alone touches the terminal and the clock. It must not know what is shown or what a
//! key means.
//!
//! * `tui/modes.rs` switches the terminal's modes on and off, and suspends the program.
//! * `tui/background.rs` asks the terminal for its background.
//! * `tui/keeper.rs` keeps the app's progress.
//! * `tui/frames.rs` puts frames on the terminal, through `tui/backend.rs`.
//! * `tui/file.rs` writes files.
//! * `tui/ending.rs` ends the program at signals, a panic, or when the terminal has gone.
//! * `tui/trial.rs` forces faults for tests.

mod backend;
mod background;
mod ending;
mod file;
mod frames;
mod keeper;
mod modes;
#[cfg(debug_assertions)]
mod trial;

use std::io::{self, IsTerminal, Write};
use std::mem;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyEventKind};

use crate::app::{Action, App, Effect};
use crate::keymap;
use crate::message::messages;
use crate::platform::{self, Input, key_is_waiting};
use crate::ui::theme;
use background::{Listener, QUESTION};
use frames::Frames;
use modes::Tty;

pub use keeper::Keeper;

/// The time that work gets between two frames: about 30 frames a second, and never fewer than 20.
const SLICE: std::ops::RangeInclusive<Duration> =
    Duration::from_millis(30)..=Duration::from_millis(45);

/// How long input that keeps coming may hold up the next frame.
const PATIENCE: Duration = Duration::from_millis(30);

/// How long to wait for an answer that would else be typed into the shell.
const LAST_ANSWER: Duration = Duration::from_millis(100);

/// How often running work looks whether a key was pressed.
const LOOK: Duration = Duration::from_millis(1);

messages!("no_screen"
    /// What is missing to show the tutor on a screen.
    #[derive(Copy, Eq)]
    pub enum NoScreen {
        /// Stdout is no terminal.
        NoTerminal,
        /// `TERM` says that it can't move its cursor.
        Dumb,
        /// It is a console of Windows that takes no sequences, or another window without `winpty`.
        NoSequences,
        /// Neither stdin nor the controlling terminal is one.
        NoKeyboard,
    }
);

/// Whether the tutor can be shown: stdout is a terminal that can move its cursor, and there is a
/// keyboard.
///
/// The keyboard is stdin if that is a terminal, else the controlling terminal, so that data may
/// come from a pipe.
///
/// # Errors
/// What is missing.
pub fn available() -> Result<(), NoScreen> {
    if !io::stdout().is_terminal() {
        Err(NoScreen::NoTerminal)
    } else if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        Err(NoScreen::Dumb)
    } else if !platform::has_screen() {
        Err(NoScreen::NoSequences)
    } else if !platform::has_keyboard() {
        Err(NoScreen::NoKeyboard)
    } else {
        Ok(())
    }
}

/// Shows `app` on the terminal until the user leaves or the terminal goes away: its window was
/// closed or its connection broke. Gives the exit code: 0, or that of a hang-up (128 + 1). Ask
/// [`available`] first.
///
/// Whatever ends the session, the terminal is as it was before, and `keeper` has written the
/// progress; if that failed, it is told on the screen, or at the end on stderr. A signal or a panic
/// ends the program from here (exit code 128 + n or 101).
///
/// # Errors
/// When the terminal refuses its modes, or reading or writing it fails though it is still there.
pub fn run(app: &mut App, keeper: &mut Keeper) -> io::Result<u8> {
    platform::take_keyboard()?;
    ending::prepare(app.settings.symbols().apply(&app.settings.text().screen.fault))?;
    let result = modes::enter().and_then(|()| talk(app, keeper));
    modes::leave();
    if let Err(problem) = ending::save() {
        // Not `eprintln!`, which panics when the terminal has gone.
        let _ = writeln!(io::stderr(), "backprop: {problem}");
    }
    match result {
        Ok(()) => Ok(0),
        Err(_) if platform::terminal_is_gone(Duration::ZERO) => Ok(ending::HANG_UP),
        Err(error) => Err(error),
    }
}

/// The keys, and who listens for an answer among them.
struct Keyboard {
    input: Input,
    listener: Listener,
}

impl Keyboard {
    /// An event that is there already.
    fn pending_event(&mut self) -> io::Result<Option<Event>> {
        if !self.input.has_more() {
            self.listener.pause();
        }
        self.input.next(Some(Duration::ZERO))
    }

    /// Lets an answer that is still on its way come, and the keys with it go.
    fn await_answer(&mut self) -> io::Result<()> {
        let until = Instant::now() + LAST_ANSWER;
        while self.listener.expects(Instant::now()) && Instant::now() < until {
            if let Some(event) = self.input.next(Some(until - Instant::now()))? {
                self.listener.hear(event, Instant::now());
            }
        }
        Ok(())
    }
}

/// Draws, waits, and performs what the user asks for, until that is to leave.
fn talk(app: &mut App, keeper: &mut Keeper) -> io::Result<()> {
    // Before the first window size is read: none is missed.
    let mut keyboard = Keyboard { input: Input::new()?, listener: Listener::new(Instant::now()) };
    let mut frames = Frames::new()?;
    let mut is_to_ask = platform::ANSWERS && app.settings.theme.is_none();
    loop {
        if modes::is_to_suspend() {
            keyboard.await_answer()?;
            modes::suspend();
        }
        if modes::resumed() {
            modes::come_back()?;
            frames.forget();
        }
        keeper.hear(app, Duration::ZERO);
        let start = Instant::now();
        frames.draw(app)?;
        // Behind the first frame, which waits for no answer.
        if mem::take(&mut is_to_ask) {
            Tty.write_all(QUESTION.as_bytes())?;
            keyboard.listener.ask(Instant::now());
        }
        let first = if app.has_work() {
            work(app, start.elapsed());
            keeper.lay_ready(app);
            keyboard.pending_event()?
        } else {
            let patience = keyboard.listener.patience(Instant::now());
            keyboard.input.next(patience.into_iter().chain(keeper.patience()).min())?
        };
        if listen(app, keeper, &mut keyboard, &mut frames, first)? {
            return keyboard.await_answer();
        }
        if let Some(ground) = keyboard.listener.ground.take() {
            app.suits(theme::for_ground(ground));
        }
    }
}

/// Performs what `first` and the events that are there behind it ask for. Returns whether that is
/// to leave.
fn listen(
    app: &mut App,
    keeper: &mut Keeper,
    keyboard: &mut Keyboard,
    frames: &mut Frames,
    first: Option<Event>,
) -> io::Result<bool> {
    let until = Instant::now() + PATIENCE;
    let mut heard = keyboard.listener.late(Instant::now());
    let mut next = first;
    loop {
        let hear = |event| keyboard.listener.hear(event, Instant::now());
        heard.extend(next.into_iter().flat_map(hear));
        for event in heard.drain(..) {
            // Even at the size of the last frame: the window may have been smaller in between
            // and have lost what it showed.
            if matches!(event, Event::Resize(..)) {
                frames.forget();
            }
            if perform(app, keeper, keyboard, event)? {
                return Ok(true);
            }
        }
        next = if Instant::now() < until { keyboard.pending_event()? } else { None };
        if next.is_none() {
            return Ok(false);
        }
    }
}

/// Does what `event` asks for, in the app and outside. Returns whether that is to leave.
fn perform(
    app: &mut App,
    keeper: &mut Keeper,
    keyboard: &mut Keyboard,
    event: Event,
) -> io::Result<bool> {
    for action in actions(app, event) {
        let effect = app.update(action);
        keeper.lay_ready(app);
        match effect {
            Some(Effect::Quit) => return Ok(true),
            Some(Effect::Suspend) => {
                keyboard.await_answer()?;
                modes::suspend();
            }
            Some(Effect::Keep) => keeper.save(app),
            Some(Effect::Forget) => keeper.clear(app),
            Some(Effect::Write(write)) => app.written(file::write(&write)),
            None => {}
        }
    }
    Ok(false)
}

/// What `event` asks of the app. Mouse reports mean nothing here.
fn actions(app: &App, event: Event) -> Vec<Action> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            #[cfg(debug_assertions)]
            trial::fault(key.code);
            keymap::action(app, key).into_iter().collect()
        }
        Event::Paste(text) => keymap::paste(app, &text),
        _ => Vec::new(),
    }
}

/// Lets the app work until it is time for the next frame or a key is pressed.
///
/// A slice is nine times as long as the last frame took to draw, so that nine tenths of the time go
/// into work. Work that is done for this frame sooner (the learner set a pace) leaves the rest of
/// the slice to waiting; work that is done altogether is shown at once.
fn work(app: &mut App, drawing: Duration) {
    let start = Instant::now();
    let slice = (drawing * 9).clamp(*SLICE.start(), *SLICE.end());
    let mut next_look = LOOK;
    app.work(&mut || {
        let elapsed = start.elapsed();
        if elapsed < next_look {
            return true;
        }
        next_look = elapsed + LOOK;
        elapsed < slice && !key_is_waiting(Duration::ZERO)
    });
    if app.has_work() {
        key_is_waiting(slice.saturating_sub(start.elapsed()));
    }
}
