//! The terminal's modes: switched on and off here alone, by one thread at a time.

use std::io::{self, ErrorKind, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::platform::{self, in_foreground};

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

/// Whether the modes are on.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether the modes are off only to stop. A Ctrl-C in that moment, which is a signal then, makes
/// the system throw away what the terminal has not yet read: the sequences that restore it.
static SUSPENDED: AtomicBool = AtomicBool::new(false);

/// Whether the program was continued after a stop and must set up the terminal again.
static RESUMED: AtomicBool = AtomicBool::new(false);

/// Whether the program was asked to stop, by a signal.
static TO_SUSPEND: AtomicBool = AtomicBool::new(false);

/// The right to write to the terminal.
pub(super) type Writing = MutexGuard<'static, ()>;

/// Waits for the right to write.
pub(super) fn lock_writing() -> Writing {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The terminal on stdout.
pub(super) struct Tty;

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _writing = lock_writing();
        platform::write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes all of `text`.
fn write_all(_writing: &Writing, text: &str) -> io::Result<()> {
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        match platform::write(rest) {
            Ok(written) => rest = &rest[written..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Switches the modes on.
pub(super) fn enter() -> io::Result<()> {
    let writing = lock_writing();
    ENTERED.store(true, Ordering::SeqCst);
    SUSPENDED.store(false, Ordering::SeqCst);
    platform::enter_raw_mode()?;
    write_all(&writing, ON)
}

/// Switches the modes off. Errors mean that there is no terminal left to restore.
pub(super) fn leave() {
    leave_with(&lock_writing());
}

/// [`leave`], for one who already has the right to write.
pub(super) fn leave_with(writing: &Writing) {
    let is_lost = || SUSPENDED.load(Ordering::SeqCst) && in_foreground();
    if ENTERED.load(Ordering::SeqCst) || is_lost() {
        platform::leave_raw_mode();
        let _ = write_all(writing, OFF);
        ENTERED.store(false, Ordering::SeqCst);
    }
}

/// Leaves the terminal to the shell and stops, as Ctrl-Z does to a program that does not read it as
/// a key.
pub(super) fn suspend() {
    SUSPENDED.store(true, Ordering::SeqCst);
    leave();
    platform::stop();
    set_resumed();
}

/// Notes that the program is to stop as soon as it can.
pub(super) fn ask_to_suspend() {
    TO_SUSPEND.store(true, Ordering::SeqCst);
    platform::wake();
}

/// Whether the program was asked to stop since this was last asked.
pub(super) fn is_to_suspend() -> bool {
    TO_SUSPEND.swap(false, Ordering::SeqCst)
}

/// Notes that the program was continued.
pub(super) fn set_resumed() {
    RESUMED.store(true, Ordering::SeqCst);
    platform::wake();
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
        platform::stop();
    }
    enter()
}
