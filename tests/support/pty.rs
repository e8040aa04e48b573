//! The real binary on a pseudo-terminal: type keys, see the screen, check how it ends and what it leaves behind.
//!
//! The terminal is mute: it never answers a query. `vt100` draws its screen.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::OpenOptionsExt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, kill_process};
use rustix::termios::{Action, Termios, tcflow, tcgetattr};
use tempfile::TempDir;
use vt100::MouseProtocolMode;

pub use rustix::process::Signal;

/// How long to wait for a text to appear or a program to end before the test fails. Long, as it only costs time when a test
/// fails, and the machine may be busy; what must be quick is held to its own limit by the test.
const PATIENCE: Duration = Duration::from_secs(10);

/// Written by the test itself to wake its reader: a string that terminals ignore.
const MARK: &[u8] = b"\x1b_end of test\x1b\\";

/// One thread at a time opens a pseudo-terminal and starts a program on it, so that no other program inherits the terminal.
static STARTING: Mutex<()> = Mutex::new(());

/// A program that runs on a terminal of its own.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    /// The terminal's end, until it vanishes.
    terminal: Option<Terminal>,
    /// The program's end: its settings are only kept as long as somebody holds it.
    line: File,
    settings: Termios,
    output: Arc<Shared>,
    /// Where the program keeps its state, if the test says nothing else: each session begins with nothing.
    _state: TempDir,
}

/// What a terminal emulator holds.
struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    reader: JoinHandle<()>,
}

/// What has arrived at the terminal.
struct Shared {
    output: Mutex<Output>,
    arrived: Condvar,
}

struct Output {
    bytes: Vec<u8>,
    screen: vt100::Parser,
}

/// How a program ended.
#[derive(Debug)]
pub struct Ending {
    /// The exit code; that of a program killed by a signal is 1, as in `signal`.
    pub code: u32,
    /// The signal that killed it, if one did.
    pub signal: Option<String>,
    /// How long it took to end, from the call of [`Session::finish`].
    pub took: Duration,
    /// What of the terminal's modes it has not restored.
    pub left_behind: Vec<&'static str>,
    /// The text on the screen after that.
    pub screen: String,
}

/// The command for the binary under test, in an environment that is the same everywhere.
pub fn command(args: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_backprop"));
    command.args(args);
    in_plain_environment(command)
}

/// A shell script in which `"$0"` is the binary under test.
pub fn shell(script: &str) -> CommandBuilder {
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_backprop")]);
    in_plain_environment(command)
}

fn in_plain_environment(mut command: CommandBuilder) -> CommandBuilder {
    command.env("TERM", "xterm-256color");
    command.env("LC_ALL", "C.UTF-8");
    command.env("HOME", env!("CARGO_TARGET_TMPDIR"));
    for name in ["NO_COLOR", "COLORFGBG", "LANGUAGE", "RUST_BACKTRACE", "XDG_STATE_HOME"] {
        command.env_remove(name);
    }
    command
}

impl Session {
    /// Starts the binary under test as the leader of its own session.
    pub fn start(args: &[&str], columns: u16, rows: u16) -> Self {
        Self::spawn(command(args), columns, rows)
    }

    /// Starts any command as the leader of its own session.
    pub fn spawn(mut command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let state = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        if command.get_env("XDG_STATE_HOME").is_none() {
            command.env("XDG_STATE_HOME", state.path());
        }
        let starting = STARTING.lock().unwrap();
        let pair = native_pty_system().openpty(pty_size(columns, rows)).unwrap();
        let master = pair.master;
        let line = OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(rustix::fs::OFlags::NOCTTY.bits().cast_signed())
            .open(master.tty_name().unwrap())
            .unwrap();
        let settings = tcgetattr(&line).unwrap();
        let output = Arc::new(Shared {
            output: Mutex::new(Output {
                bytes: Vec::new(),
                screen: vt100::Parser::new(seen(rows), seen(columns), 0),
            }),
            arrived: Condvar::new(),
        });
        let reader = {
            let source = master.try_clone_reader().unwrap();
            let output = Arc::clone(&output);
            thread::spawn(move || read(source, &output))
        };
        let keyboard = master.take_writer().unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(starting);
        Self {
            child,
            terminal: Some(Terminal { master, keyboard, reader }),
            line,
            settings,
            output,
            _state: state,
        }
    }

    /// Types `keys` in one write.
    pub fn type_keys(&mut self, keys: &str) {
        self.type_bytes(keys.as_bytes());
    }

    /// Sends bytes that need not be text, in one write.
    pub fn type_bytes(&mut self, bytes: &[u8]) {
        let terminal = self.terminal.as_mut().expect("the terminal has vanished");
        terminal.keyboard.write_all(bytes).unwrap();
        terminal.keyboard.flush().unwrap();
    }

    /// Changes the size of the window.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.output().screen.set_size(seen(rows), seen(columns));
        let terminal = self.terminal.as_ref().expect("the terminal has vanished");
        terminal.master.resize(pty_size(columns, rows)).unwrap();
    }

    /// Sends a signal to the program that was started.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Stops the terminal from taking any more output, as a stalled connection does, or lets it go on.
    pub fn stall(&self, stalled: bool) {
        tcflow(&self.line, if stalled { Action::OOff } else { Action::OOn }).unwrap();
    }

    /// Closes the terminal, as a closed window or a broken connection does.
    pub fn vanish(&mut self) {
        self.stop_reading();
    }

    /// Waits until the screen shows `text`.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |output| output.screen.screen().contents().contains(text));
    }

    /// Types keys once the screen shows `text`.
    pub fn on(mut self, text: &str, keys: &str) -> Self {
        self.wait_for(text);
        self.type_keys(keys);
        self
    }

    /// Waits until `condition` holds of what has arrived.
    fn wait_until(&self, what: &str, condition: impl Fn(&Output) -> bool) {
        let (output, timeout) = self
            .output
            .arrived
            .wait_timeout_while(self.output(), PATIENCE, |output| !condition(output))
            .unwrap();
        let screen = output.screen.screen().contents();
        drop(output);
        assert!(!timeout.timed_out(), "no {what:?} on the screen:\n{screen}");
    }

    /// Waits until `text` has arrived after the first `already` bytes, whatever became of it on the screen.
    pub fn wait_for_bytes(&self, text: &str, already: usize) {
        let text = text.as_bytes();
        self.wait_until("more output", |output| {
            output.bytes[already..].windows(text.len()).any(|window| window == text)
        });
    }

    /// The text on the screen.
    pub fn screen(&self) -> String {
        self.output().screen.screen().contents()
    }

    /// All bytes that the terminal has received so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.output().bytes.clone()
    }

    /// The process that was started.
    pub fn pid(&self) -> Pid {
        let id = self.child.process_id().unwrap();
        Pid::from_raw(id.cast_signed()).unwrap()
    }

    /// What of the terminal's modes is not as it was at the start. Nothing can be said of a terminal that has vanished.
    pub fn left_behind(&self) -> Vec<&'static str> {
        let Ok(settings) = tcgetattr(&self.line) else {
            return Vec::new();
        };
        let output = self.output();
        let screen = output.screen.screen();
        let text = String::from_utf8_lossy(&output.bytes);
        let left = [
            ("line discipline", !same(&settings, &self.settings)),
            ("alternate screen", screen.alternate_screen()),
            ("hidden cursor", screen.hide_cursor()),
            ("bracketed paste", screen.bracketed_paste()),
            ("mouse reports", screen.mouse_protocol_mode() != MouseProtocolMode::None),
            ("synchronized update", text.rfind("\x1b[?2026h") > text.rfind("\x1b[?2026l")),
        ];
        left.into_iter().filter(|(_, is_left)| *is_left).map(|(name, _)| name).collect()
    }

    /// Waits for the program to end.
    pub fn finish(mut self) -> Ending {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "the program does not end; its screen:\n{}",
                self.screen()
            );
            thread::sleep(Duration::from_millis(1));
        };
        let took = start.elapsed();
        if self.terminal.is_some() {
            self.let_output_go_on();
        }
        let terminal = self.stop_reading();
        let left_behind = self.left_behind();
        drop(terminal);
        Ending {
            code: status.exit_code(),
            signal: status.signal().map(str::to_owned),
            took,
            left_behind,
            screen: self.screen(),
        }
    }

    /// Undoes [`Session::stall`], and a Ctrl-S that was typed when the line discipline listened to it.
    fn let_output_go_on(&self) {
        self.stall(true);
        self.stall(false);
    }

    /// Ends the reader once it has read all that was written so far. What it returns keeps the terminal there.
    fn stop_reading(&mut self) -> Option<Box<dyn MasterPty + Send>> {
        let Terminal { master, keyboard, reader } = self.terminal.take()?;
        self.line.write_all(MARK).unwrap();
        reader.join().unwrap();
        drop(keyboard);
        Some(master)
    }

    fn output(&self) -> MutexGuard<'_, Output> {
        self.output.output.lock().unwrap()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.terminal.is_some() {
            let _ = kill_process(self.pid(), Signal::KILL);
            let _ = self.child.wait();
            self.let_output_go_on();
            self.stop_reading();
        }
    }
}

/// Reads what the program writes until the mark comes.
fn read(mut source: Box<dyn Read + Send>, shared: &Shared) {
    let mut chunk = [0; 1 << 13];
    while let Ok(length @ 1..) = source.read(&mut chunk) {
        let mut output = shared.output.lock().unwrap();
        let tail = output.bytes.len().saturating_sub(MARK.len());
        output.bytes.extend_from_slice(&chunk[..length]);
        output.screen.process(&chunk[..length]);
        let marked = output.bytes[tail..].windows(MARK.len()).any(|window| window == MARK);
        drop(output);
        shared.arrived.notify_all();
        if marked {
            return;
        }
    }
}

fn pty_size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

/// The part of a window's length that the test looks at: `vt100` knows no empty screen, and keeps every cell of it.
fn seen(length: u16) -> NonZeroU16 {
    NonZeroU16::new(length.clamp(1, 500)).unwrap()
}

fn same(one: &Termios, other: &Termios) -> bool {
    let modes = |settings: &Termios| {
        (settings.input_modes, settings.output_modes, settings.control_modes, settings.local_modes)
    };
    modes(one) == modes(other)
}
