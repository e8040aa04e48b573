//! Windows 10 and later, whose consoles take the sequences of other terminals if they are asked to.
#![expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as on other systems")]

use std::fs::{File, OpenOptions, Permissions};
use std::future::{Future, poll_fn};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::pin::pin;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};
use std::task::Poll;
use std::time::Duration;
use std::{env, iter, process, thread};

use crossterm::event::{self, Event};
use crossterm_winapi::{Console, ConsoleMode, Handle};
use tokio::runtime::{Builder, Runtime};
use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};
use tokio::sync::oneshot;

/// Nothing stops a program here for a while.
pub const CAN_STOP: bool = false;

/// Consoles have no `TERM`, no locale of their own, and Unicode and all colours nevertheless.
pub const TELLS_TERMINAL: bool = false;

/// An answer would come as keys of every kind, pressed and released.
pub const ANSWERS: bool = false;

/// Bits of the mode of a console's input, and of its output.
const PROCESSED_INPUT: u32 = 0x1;
const LINE_INPUT: u32 = 0x2;
const ECHO_INPUT: u32 = 0x4;
const WINDOW_INPUT: u32 = 0x8;
const MOUSE_INPUT: u32 = 0x10;
const SEQUENCES_IN: u32 = 0x200;
const SEQUENCES_OUT: u32 = 0x4;

/// `ERROR_INVALID_NAME`: a name with characters that no name has.
const INVALID_NAME: i32 = 123;

/// How the system ends a program at Ctrl-C.
const INTERRUPTED: u32 = 0xC000_013A;

/// The console's modes at the start: nobody else puts them back.
static MODES: OnceLock<Modes> = OnceLock::new();

#[derive(Clone, Copy)]
struct Modes {
    input: Option<u32>,
    output: Option<u32>,
}

fn input() -> io::Result<ConsoleMode> {
    Handle::current_in_handle().map(ConsoleMode::from)
}

fn output() -> io::Result<ConsoleMode> {
    Handle::current_out_handle().map(ConsoleMode::from)
}

/// Whether there is a console with a keyboard, whatever stdin is.
pub fn has_keyboard() -> bool {
    !terminal_is_gone(Duration::ZERO)
}

/// Whether stdout is a console that takes sequences. It is none in mintty, which is a pipe to
/// programs of Windows, and older consoles take none.
pub fn has_screen() -> bool {
    let mode = Handle::output_handle().and_then(|stdout| ConsoleMode::from(stdout).mode());
    mode.is_ok_and(|mode| mode & SEQUENCES_OUT != 0)
}

/// What the console is called, as far as it tells.
pub fn console() -> Option<&'static str> {
    let is_set = |name| env::var_os(name).is_some();
    Some(if is_set("WT_SESSION") {
        "Windows Terminal"
    } else if is_set("MSYSTEM") {
        "mintty"
    } else if is_set("ConEmuPID") {
        "ConEmu"
    } else {
        "conhost"
    })
}

/// Does nothing: keys are read from the console, whatever stdin is.
///
/// # Errors
/// Never.
pub fn take_keyboard() -> io::Result<()> {
    Ok(())
}

/// Has keys come as they are pressed, Ctrl-C among them. (crossterm would leave it to the console
/// whether they come as sequences, which it does not read.)
///
/// # Errors
/// When there is no console.
pub fn enter_raw_mode() -> io::Result<()> {
    const OFF: u32 = PROCESSED_INPUT | LINE_INPUT | ECHO_INPUT | MOUSE_INPUT | SEQUENCES_IN;
    let input = input()?;
    input.set_mode(input.mode()? & !OFF | WINDOW_INPUT)
}

/// Gives the console back its line editing and its echo.
pub fn leave_raw_mode() {
    if let (Some(mode), Ok(input)) = (MODES.get().and_then(|modes| modes.input), input()) {
        let _ = input.set_mode(mode);
    }
}

/// Ends the program. The console is as it was.
pub fn exit(code: i32) -> ! {
    restore();
    process::exit(code)
}

fn restore() {
    leave_raw_mode();
    if let (Some(mode), Ok(output)) = (MODES.get().and_then(|modes| modes.output), output()) {
        let _ = output.set_mode(mode);
    }
}

/// Whether a key was pressed, or is within `wait`.
pub fn key_is_waiting(wait: Duration) -> bool {
    event::poll(wait).unwrap_or_default()
}

/// Whether there is no console after `wait`.
pub fn terminal_is_gone(wait: Duration) -> bool {
    thread::sleep(wait);
    input().and_then(|input| input.mode()).is_err()
}

/// Never, as a pipe does not tell before something is written to it.
pub fn reader_is_gone() -> bool {
    false
}

/// The keys and new window sizes, as they come.
pub struct Input;

impl Input {
    /// Those that come from now on.
    ///
    /// # Errors
    /// Never.
    pub fn new() -> io::Result<Self> {
        Ok(Self)
    }

    /// Whether there is more of what the last read has brought: they come one by one.
    pub fn has_more(&self) -> bool {
        false
    }

    /// The next event; `None` when there is none for that long.
    ///
    /// # Errors
    /// When the keyboard can't be read.
    pub fn next(&mut self, patience: Option<Duration>) -> io::Result<Option<Event>> {
        match patience {
            Some(patience) if !event::poll(patience)? => Ok(None),
            _ => event::read().map(Some),
        }
    }
}

/// Writes to the console on stdout without the lock and the buffer of [`io::stdout`]: text that is
/// being selected stalls a write, which would keep that lock, and the way out with it.
///
/// # Errors
/// When that is not possible.
pub fn write(bytes: &[u8]) -> io::Result<usize> {
    Console::output()?.write_char_buffer(bytes)
}

/// The columns and rows of the console.
///
/// # Errors
/// When there is none.
pub fn window_of_stdout() -> io::Result<(u16, u16)> {
    crossterm::terminal::size()
}

/// The columns and rows of the console.
///
/// # Errors
/// When there is none.
pub fn window_of_stderr() -> io::Result<(u16, u16)> {
    crossterm::terminal::size()
}

/// Always: a console is never taken back.
pub fn in_foreground() -> bool {
    true
}

/// Does nothing.
pub fn stop() {}

/// What the system tells the program.
pub enum Told {
    /// To end, with this exit code.
    End(i32),
    /// Never.
    #[expect(dead_code, reason = "other systems tell it")]
    Continued,
}

/// Asks to be told of what would end the program, with the exit codes of other systems. While it
/// tells, the system waits, but not for ever: five seconds when the window is closed.
///
/// (The handler must not return, or the program ends under the hands of those who save. That of
/// tokio does not; `ctrlc` and `signal-hook` return, or do not hear of a closed window.)
///
/// # Errors
/// When the system refuses it.
pub fn endings(_: &Arc<AtomicBool>) -> io::Result<impl Iterator<Item = Told> + Send> {
    let (mut interrupt, mut quit) = (ctrl_c()?, ctrl_break()?);
    let (mut close, mut logoff, mut shutdown) = (ctrl_close()?, ctrl_logoff()?, ctrl_shutdown()?);
    let runtime = runtime()?;
    let told = move || {
        runtime.block_on(poll_fn(|context| {
            let polled = [
                (interrupt.poll_recv(context), 130),
                (quit.poll_recv(context), 131),
                (close.poll_recv(context), 129),
                (logoff.poll_recv(context), 143),
                (shutdown.poll_recv(context), 143),
            ];
            let told = polled.into_iter().find(|(told, _)| told.is_ready());
            told.map_or(Poll::Pending, |(_, code)| Poll::Ready(Some(Told::End(code))))
        }))
    };
    Ok(iter::from_fn(told))
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread().build()
}

/// Does nothing: nothing is told that who waits for a key does not see.
pub fn wake() {}

/// None.
pub fn stops() -> impl Iterator<Item = ()> + Send {
    iter::empty()
}

/// Does `work` on a thread with a stack of so many bytes, and has the console take sequences
/// meanwhile. `None` if it panicked.
pub fn on_stack<T: Send + 'static>(bytes: usize, work: fn() -> T) -> Option<T> {
    let mode = |console: io::Result<ConsoleMode>| console.and_then(|console| console.mode()).ok();
    let modes = MODES.get_or_init(|| Modes { input: mode(input()), output: mode(output()) });
    if let (Some(mode), Ok(output)) = (modes.output, output()) {
        let _ = output.set_mode(mode | SEQUENCES_OUT);
    }
    let thread = thread::Builder::new().name("main".to_owned()).stack_size(bytes).spawn(work);
    let done = thread.map_or_else(|_| Some(work()), |thread| thread.join().ok());
    restore();
    done
}

/// What is done before Ctrl-C ends the program, until this is dropped.
pub struct LastMoment {
    _until_dropped: oneshot::Sender<()>,
}

impl LastMoment {
    /// Does `last` before Ctrl-C ends the program. Nothing where the system refuses it.
    pub fn new(last: impl FnOnce() + Send + 'static) -> Option<Self> {
        let (runtime, mut pressed) = (runtime().ok()?, ctrl_c().ok()?);
        let (until_dropped, dropped) = oneshot::channel();
        let work = move || {
            let mut dropped = pin!(dropped);
            let told = runtime.block_on(poll_fn(|context| match dropped.as_mut().poll(context) {
                Poll::Ready(_) => Poll::Ready(None),
                Poll::Pending => pressed.poll_recv(context),
            }));
            if told.is_some() {
                last();
                exit(INTERRUPTED.cast_signed());
            }
        };
        thread::Builder::new().spawn(work).ok()?;
        Some(Self { _until_dropped: until_dropped })
    }
}

/// Does nothing: a new file has the permissions of its folder.
pub fn give_permissions(_: &mut tempfile::Builder, _: Option<Permissions>) {}

/// Whether the system keeps a file's name for itself, with any extension: `NUL`, `con.csv`, `COM1`.
pub fn is_reserved(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let mut letters = stem.chars();
    let is_numbered = letters.next_back().is_some_and(|last| matches!(last, '1'..='9'));
    matches!(&*stem, "NUL" | "CON" | "PRN" | "AUX" | "CONIN$" | "CONOUT$")
        || is_numbered && matches!(letters.as_str(), "COM" | "LPT")
}

/// Opens a file to read it.
///
/// # Errors
/// When the system refuses it; of the kind [`ErrorKind::InvalidFilename`] when its name is
/// [reserved](is_reserved), and [`ErrorKind::IsADirectory`] for a folder, of which the system says
/// only that access is denied.
pub fn open(path: &Path) -> io::Result<File> {
    if path.file_name().is_some_and(|name| is_reserved(&name.to_string_lossy())) {
        return Err(ErrorKind::InvalidFilename.into());
    }
    if path.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    File::open(path).map_err(|error| match error.raw_os_error() {
        // No file can have that name.
        Some(INVALID_NAME) => ErrorKind::NotFound.into(),
        _ => error,
    })
}

/// Opens what stands for a folder, to lock it: a file in it, as a folder can't be locked.
///
/// # Errors
/// When the system refuses it.
pub fn open_to_lock(folder: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).append(true).open(folder.join(".lock"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_reserved_with_any_extension() {
        for name in ["NUL", "nul", "con.csv", "Aux.tar.gz", "COM1", "lpt9.toml", "prn "] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["null", "nul-byte.toml", "console", "COM", "COM10", "com0", ""] {
            assert!(!is_reserved(name), "{name}");
        }
    }
}
