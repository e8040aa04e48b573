//! A program on a pseudo-terminal: what it writes and when, and what the kernel says that it used.

use std::fs;
use std::io::{Read, Write};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The longest wait for an answer. A program that is silent for longer has none to give.
const PATIENCE: Duration = Duration::from_secs(2);

/// A program that runs on a terminal of its own, which never answers a query.
pub struct Program {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    /// What was written, with the time at which it was there to be read.
    output: Receiver<(Instant, Vec<u8>)>,
    started: Instant,
    _terminal: Box<dyn MasterPty + Send>,
}

/// Output that is followed by silence.
pub struct Burst {
    /// From the cause to the first byte.
    pub first: Duration,
    /// From the cause to the last byte.
    pub last: Duration,
    /// How much was written.
    pub bytes: usize,
}

/// What the kernel has counted for all threads of a program since its start.
pub struct Usage {
    /// Time on a processor.
    pub processor: Duration,
    /// How often a thread went to sleep, which is how often one woke up.
    pub sleeps: u64,
}

impl Program {
    /// Starts `path` in a window of some size and in an environment that is the same everywhere.
    pub fn start(path: &str, arguments: &[&str], (columns, rows): (u16, u16)) -> Self {
        let mut command = CommandBuilder::new(path);
        command.args(arguments);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command.env("HOME", env!("CARGO_TARGET_TMPDIR"));
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut source = pair.master.try_clone_reader().expect("a terminal");
        let keyboard = pair.master.take_writer().expect("a terminal");
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut chunk = vec![0; 1 << 16];
            while let Ok(length @ 1..) = source.read(&mut chunk) {
                if sender.send((Instant::now(), chunk[..length].to_vec())).is_err() {
                    return;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the program");
        Self { child, keyboard, output, started, _terminal: pair.master }
    }

    /// Waits until the program has nothing more to write after its start.
    pub fn first_paint(&self, silence: Duration) -> Burst {
        self.burst(self.started, silence).expect("the program draws something")
    }

    /// Types keys.
    pub fn type_keys(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("the terminal is there");
    }

    /// Types a key and waits for what comes of it; `None` if nothing does.
    pub fn answer(&mut self, key: &str, silence: Duration) -> Option<Burst> {
        let typed = Instant::now();
        self.type_keys(key);
        self.burst(typed, silence)
    }

    fn burst(&self, since: Instant, silence: Duration) -> Option<Burst> {
        let (first, chunk) = self.output.recv_timeout(PATIENCE).ok()?;
        let (mut last, mut bytes) = (first, chunk.len());
        while let Ok((time, chunk)) = self.output.recv_timeout(silence) {
            last = time;
            bytes += chunk.len();
        }
        Some(Burst { first: first - since, last: last - since, bytes })
    }

    /// What is written within `time`.
    pub fn output_within(&self, time: Duration) -> Vec<u8> {
        let end = Instant::now() + time;
        let mut bytes = Vec::new();
        while let Ok((_, chunk)) =
            self.output.recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            bytes.extend(chunk);
        }
        bytes
    }

    /// Memory in use, in bytes.
    pub fn resident(&self) -> u64 {
        1024 * status(&format!("/proc/{}/status", self.id()), "VmRSS:")
    }

    /// What the program has used so far.
    pub fn usage(&self) -> Usage {
        let mut usage = Usage { processor: Duration::ZERO, sleeps: 0 };
        let threads = fs::read_dir(format!("/proc/{}/task", self.id())).expect("Linux");
        for thread in threads {
            let path = thread.expect("Linux").path().display().to_string();
            let times = fs::read_to_string(format!("{path}/schedstat")).unwrap_or_default();
            let on_processor = times.split(' ').next().and_then(|time| time.parse().ok());
            usage.processor += Duration::from_nanos(on_processor.unwrap_or(0));
            usage.sleeps += status(&format!("{path}/status"), "voluntary_ctxt_switches:");
        }
        usage
    }

    fn id(&self) -> u32 {
        self.child.process_id().expect("a running program")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The number behind a name in one of the kernel's lists.
fn status(path: &str, name: &str) -> u64 {
    let list = fs::read_to_string(path).expect("the program runs");
    list.lines()
        .find_map(|line| line.strip_prefix(name))
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|number| number.parse().ok())
        .expect("Linux counts this")
}
