//! Linux, macOS and their relatives.

mod keys;

use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};
use std::{process, thread};

use crossterm::event::Event;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use nix::sys::signal::SigSet;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::path::Arg;
use rustix::process::{Signal, getpgrp, getpid, kill_current_process_group, kill_process};
use rustix::stdio::{dup2_stdin, stderr, stdin, stdout};
use rustix::termios::{tcgetpgrp, tcgetwinsize, ttyname};
use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM,
    SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::flag;
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::{emulate_default_handler, pipe};

use keys::Keys;

/// Whether a program can be stopped for a while and go on.
pub const CAN_STOP: bool = true;

/// Whether the terminal is told by `TERM`, and its characters by the locale.
pub const TELLS_TERMINAL: bool = true;

/// Whether a terminal's answers are found among the keys.
pub const ANSWERS: bool = true;

/// Every signal that ends a program that does not ask for it, and can be asked for.
const DEADLY: [i32; 11] = [
    SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGXCPU,
    SIGXFSZ,
];

/// The terminal that controls the session.
const CONTROLLING: &str = "/dev/tty";

/// Whether there is a keyboard: stdin if that is a terminal, else the controlling terminal.
pub fn has_keyboard() -> bool {
    io::stdin().is_terminal() || open_terminal(CONTROLLING).is_ok()
}

/// Whether a terminal on stdout can move its cursor, as far as the system knows.
pub fn has_screen() -> bool {
    true
}

/// What a console is called that does not tell it by `TERM`.
pub fn console() -> Option<&'static str> {
    None
}

/// Makes the keyboard stdin, whatever stdin was before, in a way that reading it never blocks.
///
/// The shell's own terminal must not become non-blocking, as that would outlive the program. So
/// the terminal is opened once more, which gives a setting of its own.
///
/// # Errors
/// When there is none.
pub fn take_keyboard() -> io::Result<()> {
    let keyboard = if io::stdin().is_terminal() {
        let by_name = ttyname(stdin(), Vec::new()).map_err(io::Error::from).and_then(open_terminal);
        match by_name.or_else(|_| open_terminal(CONTROLLING)) {
            Ok(keyboard) => keyboard,
            // Neither has a name here (a container, a changed user): a keyboard that may block is
            // better than none.
            Err(_) => return Ok(()),
        }
    } else {
        open_terminal(CONTROLLING)?
    };
    Ok(dup2_stdin(keyboard)?)
}

/// Has keys come as they are pressed, without echo, Ctrl-C among them.
///
/// # Errors
/// When there is no terminal.
pub fn enter_raw_mode() -> io::Result<()> {
    // crossterm believes that a mode it has set is still there; a shell may have changed it while
    // the program was stopped.
    disable_raw_mode()?;
    enable_raw_mode()
}

/// Gives the terminal back its line editing and its echo, also while writing is stalled.
pub fn leave_raw_mode() {
    // From the background it would stop the program (SIGTTOU), and the shell has long set its own.
    if in_foreground() {
        let _ = disable_raw_mode();
    }
}

/// Ends the program.
pub fn exit(code: i32) -> ! {
    process::exit(code)
}

/// Opens a terminal without blocking, and without making it the controlling one.
fn open_terminal(path: impl Arg) -> io::Result<OwnedFd> {
    let flags = OFlags::RDWR | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
    Ok(rustix::fs::open(path, flags, Mode::empty())?)
}

/// Whether there is something to read on stdin, which is the keyboard, or comes within `wait`.
pub fn key_is_waiting(wait: Duration) -> bool {
    is_in(stdin(), PollFlags::IN, wait)
}

/// Whether the terminal on stdin has gone or goes within `wait`.
pub fn terminal_is_gone(wait: Duration) -> bool {
    // A hang-up is reported without being asked for.
    is_in(stdin(), PollFlags::empty(), wait)
}

/// Whether what is written to stdout is lost: its terminal has gone, or nobody reads the pipe.
pub fn reader_is_gone() -> bool {
    is_in(stdout(), PollFlags::empty(), Duration::ZERO)
}

/// Whether a file is in one of these states, or gets there within `wait`.
fn is_in(file: BorrowedFd, states: PollFlags, wait: Duration) -> bool {
    let wait = Timespec::try_from(wait).expect("a fraction of a second fits");
    poll(&mut [PollFd::new(&file, states)], Some(&wait)).is_ok_and(|ready| ready > 0)
}

/// The keys, pastes and new window sizes, as they come.
pub struct Input {
    keys: Keys,
    /// Has a byte for every new size.
    resized: UnixStream,
}

impl Input {
    /// Those that come from now on.
    ///
    /// # Errors
    /// When the system does not tell of new window sizes.
    pub fn new() -> io::Result<Self> {
        let (resized, sender) = UnixStream::pair()?;
        resized.set_nonblocking(true)?;
        pipe::register(SIGWINCH, sender)?;
        Ok(Self { keys: Keys::new(Instant::now()), resized })
    }

    /// Whether there is more of what the last read has brought.
    pub fn has_more(&self) -> bool {
        !self.keys.events.is_empty()
    }

    /// The next event; `None` when there is none for that long, or when [`wake`] was called.
    ///
    /// # Errors
    /// When the keyboard can't be read.
    pub fn next(&mut self, patience: Option<Duration>) -> io::Result<Option<Event>> {
        if let Some(event) = self.keys.events.pop_front() {
            return Ok(Some(event));
        }
        let stdin = stdin();
        let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
        let resized = self.resized.as_fd();
        let mut sources = [&stdin, &resized].map(|fd| PollFd::new(fd, PollFlags::IN));
        match poll(&mut sources, patience.as_ref()) {
            Err(Errno::INTR) => return Ok(None),
            result => result?,
        };
        let mut bytes = [0; 1024];
        if self.resized.read(&mut bytes).is_ok() {
            let (columns, rows) = window_of_stdout().unwrap_or_default();
            return Ok(Some(Event::Resize(columns, rows)));
        }
        match rustix::io::read(stdin, &mut bytes) {
            Ok(count) => {
                let more = count == bytes.len() && key_is_waiting(Duration::ZERO);
                self.keys.read(&bytes[..count], more, Instant::now());
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error.into()),
        }
        Ok(self.keys.events.pop_front())
    }
}

/// Writes to stdout without the lock and the buffer of [`io::stdout`]: a stalled write would keep
/// that lock, and the way out with it, for ever.
///
/// # Errors
/// When that is not possible, or a signal comes in between.
pub fn write(bytes: &[u8]) -> io::Result<usize> {
    Ok(rustix::io::write(stdout(), bytes)?)
}

/// The columns and rows of the terminal on stdout.
///
/// # Errors
/// When there is none.
pub fn window_of_stdout() -> io::Result<(u16, u16)> {
    window(stdout())
}

/// The columns and rows of the terminal on stderr.
///
/// # Errors
/// When there is none.
pub fn window_of_stderr() -> io::Result<(u16, u16)> {
    window(stderr())
}

fn window(terminal: impl AsFd) -> io::Result<(u16, u16)> {
    let size = tcgetwinsize(terminal)?;
    Ok((size.ws_col, size.ws_row))
}

/// Whether the terminal is ours to set: no shell has taken it back.
pub fn in_foreground() -> bool {
    tcgetpgrp(stdin()).map_or(true, |group| group == getpgrp())
}

/// Stops the program until it is continued.
///
/// The whole process group stops, so that a script that runs this program stops with it. Where no
/// shell could continue it (a session leader, as under ssh) the kernel ignores the signal, and the
/// program goes on. It would not ignore `SIGSTOP`.
pub fn stop() {
    let _ = stop_signal().thread_unblock();
    let _ = kill_current_process_group(Signal::TSTP);
    if cfg!(target_os = "linux") {
        let _ = stop_signal().thread_block();
    }
}

/// What the system tells the program.
pub enum Told {
    /// To end, with this exit code (128 + the number of the signal).
    End(i32),
    /// That it was stopped and goes on.
    Continued,
}

/// Asks to be told of what would end the program. It ends at once by what comes after `is_ready`
/// is set.
///
/// # Errors
/// When the system refuses it.
pub fn endings(is_ready: &Arc<AtomicBool>) -> io::Result<impl Iterator<Item = Told> + Send> {
    for signal in DEADLY {
        flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(is_ready))?;
    }
    let mut signals = Signals::new(DEADLY.into_iter().chain([SIGCONT]))?;
    let told = move || {
        signals.forever().next().map(|signal| match signal {
            SIGCONT => Told::Continued,
            signal => Told::End(128 + signal),
        })
    };
    Ok(std::iter::from_fn(told))
}

/// Wakes who waits for a key, as a new window size does.
pub fn wake() {
    let _ = kill_process(getpid(), Signal::WINCH);
}

/// Asks to be told when the program is to stop; from then on [`stop`] alone stops it, if it is
/// called on the same thread. Elsewhere than on Linux the system stops it at once,
/// whatever is on the screen.
pub fn stops() -> impl Iterator<Item = ()> + Send {
    let is_told = cfg!(target_os = "linux") && stop_signal().thread_block().is_ok();
    // Not by a handler: without one the signal stops the program when it is let through.
    std::iter::from_fn(move || is_told.then(|| stop_signal().wait().ok().map(drop)).flatten())
}

/// Does `work` on a thread with a stack of so many bytes, whatever the system allows for that of
/// the program; where no thread is to be had, on the stack that is there. `None` if it panicked.
pub fn on_stack<T: Send + 'static>(bytes: usize, work: fn() -> T) -> Option<T> {
    let Ok(thread) = thread::Builder::new().name("main".to_owned()).stack_size(bytes).spawn(work)
    else {
        return Some(work());
    };
    if cfg!(target_os = "linux") {
        // Else this thread, which only waits, would let the program be stopped: see `stops`.
        let _ = stop_signal().thread_block();
    }
    thread.join().ok()
}

fn stop_signal() -> SigSet {
    nix::sys::signal::Signal::SIGTSTP.into()
}

/// What is done before a signal ends the program, until this is dropped.
pub struct LastMoment(Handle);

impl LastMoment {
    /// Does `last` before a signal ends the program. Nothing where the system refuses it.
    pub fn new(last: impl FnOnce() + Send + 'static) -> Option<Self> {
        let (told, handle) = mpsc::channel();
        let work = move || {
            // Not before there is a thread: who asks for signals and does not listen is deaf to
            // them.
            let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGQUIT]) else { return };
            let _ = told.send(signals.handle());
            if let Some(signal) = signals.forever().next() {
                last();
                let _ = emulate_default_handler(signal);
            }
        };
        thread::Builder::new().spawn(work).ok()?;
        handle.recv().ok().map(Self)
    }
}

impl Drop for LastMoment {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Gives a file that is to be made the permissions of the one that it replaces; else all, less what
/// the user's umask takes away.
pub fn give_permissions(file: &mut tempfile::Builder, replaced: Option<Permissions>) {
    file.permissions(replaced.unwrap_or_else(|| Permissions::from_mode(0o666)));
}

/// Whether the system keeps a file's name for itself.
pub fn is_reserved(_: &str) -> bool {
    false
}

/// Opens a folder, to lock it.
///
/// # Errors
/// When the system refuses it.
pub fn open_to_lock(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// Opens a file to read it. Of a pipe with a name, a writer is waited for, but not for ever: who
/// opens such a pipe without one sees nothing happen.
///
/// # Errors
/// When the system refuses it; of the kind [`ErrorKind::TimedOut`] when nothing writes to the pipe.
pub fn open(path: &Path) -> io::Result<File> {
    const PATIENCE: Timespec = Timespec { tv_sec: 3, tv_nsec: 0 };
    if !fs::metadata(path)?.file_type().is_fifo() {
        return File::open(path);
    }
    let pipe = rustix::fs::open(path, OFlags::RDONLY | OFlags::NONBLOCK, Mode::empty())?;
    let is_ready = poll(&mut [PollFd::new(&pipe, PollFlags::IN)], Some(&PATIENCE))? > 0;
    // Without a writer there is an end to read; a slow one keeps who reads waiting.
    if !is_ready && rustix::io::read(&pipe, &mut [0; 1]) != Err(Errno::AGAIN) {
        return Err(ErrorKind::TimedOut.into());
    }
    rustix::fs::fcntl_setfl(&pipe, OFlags::empty())?;
    Ok(pipe.into())
}
