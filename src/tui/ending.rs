//! Ends the program when it is not the user who leaves: a signal, a panic in any thread, a terminal
//! that has gone.
//!
//! All of them go one way, [`end`]: the terminal is put right at once; then the progress is saved,
//! which has its own time, as a disk may be slow; a second signal does not wait for it.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::modes;
use crate::platform::{self, Told, terminal_is_gone};

/// The exit code after a hang-up: 128 + `SIGHUP`.
pub(super) const HANG_UP: u8 = 129;

/// The exit code after a panic, as Rust has it.
const PANICKED: i32 = 101;

/// The most that restoring may take: a stalled terminal would hold up the end for ever.
const RESTORING: Duration = Duration::from_millis(300);

/// The most that saving may take after that.
const SAVING: Duration = Duration::from_secs(5);

/// How often the terminal is looked at. (The kernel does not wake one who waits only for a
/// hang-up.)
const WATCH: Duration = Duration::from_millis(250);

/// The last thing to do before the end. An error is one sentence.
type Save = Box<dyn FnOnce() -> Result<(), String> + Send>;

/// What saves the latest state, if it is not saved yet.
static SAVE: Mutex<Option<Save>> = Mutex::new(None);

/// Wakes the thread that saves in the end. It is made at the start: in the end there may be no room
/// for one.
static SAVER: OnceLock<SyncSender<i32>> = OnceLock::new();

/// Whether the terminal is as it was, or can't be restored.
static RESTORED: AtomicBool = AtomicBool::new(false);

/// Whether a signal has asked for the end.
static ASKED: AtomicBool = AtomicBool::new(false);

/// Whether the next signal ends the program at once: not the first, and none that would leave the
/// modes on.
static HURRIES: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Sets what saves the latest state, in place of what was set before.
///
/// `save` runs once, however the session ends, and on a thread that knows nothing of the app: it
/// holds a copy of what it writes. It has a few seconds, and must leave the old file whole if it is
/// interrupted. Its error is told on stderr.
pub(super) fn before_end(save: impl FnOnce() -> Result<(), String> + Send + 'static) {
    *SAVE.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(save));
}

/// Saves what [`before_end`] was given.
pub(super) fn save() -> Result<(), String> {
    // Locked until it is saved: of two threads that end the program at once, neither may exit while
    // the other writes.
    let mut latest = SAVE.lock().unwrap_or_else(PoisonError::into_inner);
    latest.take().map_or(Ok(()), |save| save())
}

/// Makes signals, panics and a vanished terminal end the program in good order. `fault` is what is
/// said of a panic.
pub(super) fn prepare(fault: String) -> io::Result<()> {
    panic::set_hook(Box::new(move |panic| end(PANICKED, Some(&sentence(&fault, panic)))));
    let endings = platform::endings(&HURRIES)?;
    let stops = platform::stops();
    let (saver, ended) = sync_channel(1);
    thread::Builder::new().name("saver".to_owned()).spawn(move || save_in_the_end(&ended))?;
    let _ = SAVER.set(saver);
    thread::Builder::new().name("signals".to_owned()).spawn(move || obey(endings))?;
    thread::Builder::new().name("stops".to_owned()).spawn(move || {
        for () in stops {
            modes::ask_to_suspend();
        }
    })?;
    // A system that cannot tell says so at once.
    if !terminal_is_gone(Duration::ZERO) {
        thread::Builder::new().name("watchdog".to_owned()).spawn(watch)?;
    }
    Ok(())
}

/// Ends the program at the first signal that asks for it. Runs on its own thread, as the loop may
/// be busy or stalled.
fn obey(endings: impl Iterator<Item = Told>) {
    for told in endings {
        match told {
            Told::Continued => modes::set_resumed(),
            Told::End(code) => {
                ASKED.store(true, Ordering::SeqCst);
                end(code, None);
            }
        }
    }
}

/// Ends the program when the terminal has gone. Where no signal comes (not the session's leader,
/// `nohup`) nothing else would: the end of the input is an empty read, and there is always another.
fn watch() {
    while !terminal_is_gone(WATCH) {}
    end(HANG_UP.into(), None);
}

/// Restores the terminal, prints `message`, saves, exits. Works from any thread, whatever the
/// others are stuck in.
fn end(code: i32, message: Option<&str>) -> ! {
    // First, as it works even where output is stalled.
    platform::leave_raw_mode();
    let saver = SAVER.get();
    let _ = saver.map(|saver| saver.try_send(code));
    let writing = modes::lock_writing();
    modes::leave_with(&writing);
    message.into_iter().for_each(tell);
    set_restored();
    if saver.is_some() {
        thread::sleep(RESTORING + SAVING);
    }
    platform::exit(code)
}

/// Waits for the end; then for the terminal, a moment at most; then saves, and exits.
fn save_in_the_end(ended: &Receiver<i32>) {
    const LOOK: Duration = Duration::from_millis(5);
    let Ok(code) = ended.recv() else { return };
    let until = Instant::now() + RESTORING;
    while !RESTORED.load(Ordering::SeqCst) && Instant::now() < until {
        thread::sleep(LOOK);
    }
    set_restored();
    if let Err(unsaved) = save() {
        tell(&unsaved);
    }
    platform::exit(code);
}

fn set_restored() {
    RESTORED.store(true, Ordering::SeqCst);
    HURRIES.store(ASKED.load(Ordering::SeqCst), Ordering::SeqCst);
}

fn tell(message: &str) {
    // Not `eprintln!`, which panics when the terminal has gone.
    let _ = writeln!(io::stderr(), "backprop: {message}");
}

/// What is said of a panic: a sentence, and the backtrace if `RUST_BACKTRACE` asks for it.
fn sentence(fault: &str, panic: &PanicHookInfo) -> String {
    let payload = panic.payload();
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no reason given")
        .replace(char::is_control, " ");
    let place = panic.location().map_or_else(String::new, |place| format!(" ({place})"));
    let trace = Backtrace::capture();
    let trace = match trace.status() {
        BacktraceStatus::Captured => format!("\n{trace}"),
        _ => String::new(),
    };
    format!("{fault}{message}{place}{trace}")
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn only_the_latest_state_is_saved_and_only_once() {
        static SAVED: AtomicUsize = AtomicUsize::new(0);
        before_end(|| Err("replaced".to_owned()));
        before_end(|| {
            SAVED.fetch_add(20, Ordering::SeqCst);
            Err("unsaved".to_owned())
        });
        assert_eq!(save(), Err("unsaved".to_owned()));
        assert_eq!(save(), Ok(()));
        assert_eq!(SAVED.load(Ordering::SeqCst), 20);
    }
}
