//! The terminal's modes: switched on and off here and nowhere else, and written by one thread at a time.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustix::fs::OFlags;
use rustix::process::{Signal, getpgrp, kill_current_process_group};
use rustix::termios::{tcgetpgrp, ttyname};

/// Alternate screen, bracketed paste, no cursor.
const ON: &str = "\x1b[?1049h\x1b[?2004h\x1b[?25l";

/// Everything that this program or a library of its could have switched on, off. Every way out writes all of it: end of a
/// synchronized update, mouse reports of every kind, bracketed paste, colours, cursor, alternate screen.
const OFF: &str = concat!(
    "\x1b[?2026l",
    "\x1b[?1006l\x1b[?1015l\x1b[?1003l\x1b[?1002l\x1b[?1000l",
    "\x1b[?2004l",
    "\x1b[0m",
    "\x1b[?25h",
    "\x1b[?1049l",
);

/// Who writes to the terminal holds the pen. Whoever ends the program takes it and never gives it back, so that no frame
/// follows the sequences that restore the terminal.
static PEN: Mutex<()> = Mutex::new(());

/// Whether the modes are on.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether the program was continued after a stop and must set up the terminal again.
static RESUMED: AtomicBool = AtomicBool::new(false);

/// The right to write to the terminal.
pub(super) type Pen = MutexGuard<'static, ()>;

/// Waits for the pen.
pub(super) fn pen() -> Pen {
    PEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The terminal on stdout, written without the lock and the buffer of [`io::stdout`]: a stalled write would keep that lock,
/// and the way out with it, for ever.
pub(super) struct Tty;

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _pen = pen();
        Ok(rustix::io::write(rustix::stdio::stdout(), bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes all of `text` while the pen is held.
fn write_all(_pen: &Pen, text: &str) -> io::Result<()> {
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        match rustix::io::write(rustix::stdio::stdout(), rest) {
            Ok(written) => rest = &rest[written..],
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Makes the keyboard stdin, whatever stdin was before, in a way that reading it never blocks.
///
/// crossterm reads on while a sequence is incomplete. On a terminal that blocks, half an arrow key or a paste without its end
/// would stop everything; and to make the shell's own terminal non-blocking would outlive the program. So the terminal is opened
/// once more, which gives a setting of its own.
pub(super) fn take_keyboard() -> io::Result<()> {
    let stdin = rustix::stdio::stdin();
    let controlling = || open_terminal("/dev/tty".as_ref());
    let keyboard = if io::stdin().is_terminal() {
        let by_name = ttyname(stdin, Vec::new())
            .map_err(io::Error::from)
            .and_then(|name| open_terminal(OsStr::from_bytes(name.as_bytes()).as_ref()));
        match by_name.or_else(|_| controlling()) {
            Ok(keyboard) => keyboard,
            // Neither has a name here (a container, a changed user): a keyboard that may block is better than none.
            Err(_) => return Ok(()),
        }
    } else {
        controlling()?
    };
    Ok(rustix::stdio::dup2_stdin(keyboard)?)
}

/// Opens a terminal for reading without blocking, and without making it the controlling one.
pub(super) fn open_terminal(path: &Path) -> io::Result<File> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    OpenOptions::new().read(true).write(true).custom_flags(flags.bits().cast_signed()).open(path)
}

/// Switches the modes on.
pub(super) fn enter() -> io::Result<()> {
    let pen = pen();
    ENTERED.store(true, Ordering::SeqCst);
    // crossterm believes that a mode it has set is still there; a shell may have changed it while the program was stopped.
    disable_raw_mode()?;
    enable_raw_mode()?;
    write_all(&pen, ON)
}

/// Switches the modes off. Errors mean that there is no terminal left to restore.
pub(super) fn leave() {
    leave_with(&pen());
}

/// [`leave`], for one who already holds the pen.
pub(super) fn leave_with(pen: &Pen) {
    if ENTERED.swap(false, Ordering::SeqCst) {
        restore_line_discipline();
        let _ = write_all(pen, OFF);
    }
}

/// Gives the terminal back its line editing and its echo. Needs no pen: it works while writing is stalled.
pub(super) fn restore_line_discipline() {
    // From the background it would stop the program (SIGTTOU), and the shell has long set its own.
    if in_foreground() {
        let _ = disable_raw_mode();
    }
}

/// Whether the terminal is ours to set: no shell has taken it back.
fn in_foreground() -> bool {
    tcgetpgrp(rustix::stdio::stdin()).map_or(true, |group| group == getpgrp())
}

/// Leaves the terminal to the shell and stops, as Ctrl-Z does to a program that does not read it as a key.
///
/// The whole process group stops, so that a script that runs this program stops with it. Where no shell could continue it (a
/// session leader, as under ssh) the kernel ignores the signal, and the program goes on. (`SIGSTOP` it would not ignore.)
pub(super) fn suspend() {
    leave();
    let _ = kill_current_process_group(Signal::TSTP);
    set_resumed();
}

/// Notes that the program was continued.
pub(super) fn set_resumed() {
    RESUMED.store(true, Ordering::SeqCst);
}

/// Whether the program was continued since this was last asked.
pub(super) fn resumed() -> bool {
    RESUMED.swap(false, Ordering::SeqCst)
}

/// Takes the terminal again after a stop. While it belongs to the shell (`bg`), stops again.
pub(super) fn come_back() -> io::Result<()> {
    while !in_foreground() {
        // `kill %1` continues a stopped program only for it to end: the thread for signals needs a moment.
        thread::sleep(Duration::from_millis(100));
        let _ = kill_current_process_group(Signal::TSTP);
    }
    enter()
}
