//! The terminal's modes: switched on and off here alone, by one thread at a time.

use std::io::{self, IsTerminal, Write};
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::fs::{Mode, OFlags};
use rustix::path::Arg;
use rustix::process::{Signal, getpgrp, kill_current_process_group};
use rustix::termios::{tcgetpgrp, ttyname};

/// Alternate screen, bracketed paste, no cursor.
const ON: &str = "\x1b[?1049h\x1b[?2004h\x1b[?25l";

/// Switches off whatever this program or its libraries may have switched on; every way out writes
/// all of it. End of a synchronized update, mouse reports of every kind, bracketed paste, colours,
/// cursor, alternate screen.
const OFF: &str = concat!(
    "\x1b[?2026l",
    "\x1b[?1006l\x1b[?1015l\x1b[?1003l\x1b[?1002l\x1b[?1000l",
    "\x1b[?2004l",
    "\x1b[0m",
    "\x1b[?25h",
    "\x1b[?1049l",
);

/// Held by who writes to the terminal. Whoever ends the program takes it and never gives it back,
/// so that no frame follows the sequences that restore the terminal.
static WRITING: Mutex<()> = Mutex::new(());

/// The terminal that controls the session.
pub(super) const CONTROLLING: &str = "/dev/tty";

/// Whether the modes are on.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether the program was continued after a stop and must set up the terminal again.
static RESUMED: AtomicBool = AtomicBool::new(false);

/// The right to write to the terminal.
pub(super) type Writing = MutexGuard<'static, ()>;

/// Waits for the right to write.
pub(super) fn lock_writing() -> Writing {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The terminal on stdout, without the lock and the buffer of [`io::stdout`]: a stalled write would
/// keep that lock, and the way out with it, for ever.
pub(super) struct Tty;

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _writing = lock_writing();
        Ok(rustix::io::write(rustix::stdio::stdout(), bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes all of `text`.
fn write_all(_writing: &Writing, text: &str) -> io::Result<()> {
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
/// crossterm reads on while a sequence is incomplete: on a terminal that blocks, half an arrow key
/// or a paste without its end would stop everything. The shell's own terminal must not become
/// non-blocking, as that would outlive the program. So the terminal is opened once more, which
/// gives a setting of its own.
pub(super) fn take_keyboard() -> io::Result<()> {
    let stdin = rustix::stdio::stdin();
    let keyboard = if io::stdin().is_terminal() {
        let by_name = ttyname(stdin, Vec::new()).map_err(io::Error::from).and_then(open_terminal);
        match by_name.or_else(|_| open_terminal(CONTROLLING)) {
            Ok(keyboard) => keyboard,
            // Neither has a name here (a container, a changed user): a keyboard that may block is
            // better than none.
            Err(_) => return Ok(()),
        }
    } else {
        open_terminal(CONTROLLING)?
    };
    Ok(rustix::stdio::dup2_stdin(keyboard)?)
}

/// Opens a terminal without blocking, and without making it the controlling one.
pub(super) fn open_terminal(path: impl Arg) -> io::Result<OwnedFd> {
    let flags = OFlags::RDWR | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
    Ok(rustix::fs::open(path, flags, Mode::empty())?)
}

/// Whether stdin is in one of these states, or gets there within `wait`.
pub(super) fn stdin_has(states: PollFlags, wait: Duration) -> bool {
    let stdin = rustix::stdio::stdin();
    let wait = Timespec::try_from(wait).expect("a fraction of a second fits");
    rustix::event::poll(&mut [PollFd::new(&stdin, states)], Some(&wait))
        .is_ok_and(|ready| ready > 0)
}

/// Switches the modes on.
pub(super) fn enter() -> io::Result<()> {
    let writing = lock_writing();
    ENTERED.store(true, Ordering::SeqCst);
    // crossterm believes that a mode it has set is still there; a shell may have changed it while
    // the program was stopped.
    disable_raw_mode()?;
    enable_raw_mode()?;
    write_all(&writing, ON)
}

/// Switches the modes off. Errors mean that there is no terminal left to restore.
pub(super) fn leave() {
    leave_with(&lock_writing());
}

/// [`leave`], for one who already has the right to write.
pub(super) fn leave_with(writing: &Writing) {
    if ENTERED.swap(false, Ordering::SeqCst) {
        restore_line_discipline();
        let _ = write_all(writing, OFF);
    }
}

/// Gives the terminal back its line editing and its echo, also while writing is stalled.
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

/// Leaves the terminal to the shell and stops, as Ctrl-Z does to a program that does not read it as
/// a key.
///
/// The whole process group stops, so that a script that runs this program stops with it. Where no
/// shell could continue it (a session leader, as under ssh) the kernel ignores the signal, and the
/// program goes on. It would not ignore `SIGSTOP`.
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
        // `kill %1` continues a stopped program only for it to end: give the thread for signals
        // time.
        thread::sleep(Duration::from_millis(100));
        let _ = kill_current_process_group(Signal::TSTP);
    }
    enter()
}
