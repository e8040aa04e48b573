//! How the tutor behaves while it trains as fast as it can, and how quickly it goes back.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::program::Program;
use super::{SETTLED, SMALL, Sorted};

const PROGRAM: &str = env!("CARGO_BIN_EXE_backprop");

/// A training that takes some seconds.
const EPOCHS: usize = 10_000_000;
/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// How many keys are pressed while it trains.
const KEYS: usize = 40;
/// How many jumps are made after a million epochs.
const JUMPS: usize = 50;

/// What was measured of it.
pub struct Training {
    /// The share of the time that does not go into training, in percent of it: beside a training without a screen.
    pub overhead: f64,
    /// How many frames a second.
    pub frames: f64,
    /// From a key to the frame that shows what it does: the longest.
    pub key: Duration,
    /// From the Enter behind the number of an epoch to that epoch on the screen: the longest.
    pub jump: Duration,
    /// Bytes in memory after a million epochs.
    pub resident: u64,
}

/// Measures all of it.
pub fn measure() -> Training {
    eprintln!("measuring training ...");
    let alone = without_a_screen(EPOCHS).saturating_sub(without_a_screen(1));
    let mut watched = Watched::start(EPOCHS);
    let (on_screen, frames) = watched.run();
    let mut watched = Watched::start(1_000_000_000);
    let key = watched.keys();
    let mut watched = Watched::start(1_000_000);
    watched.run();
    Training {
        overhead: 100.0 * (1.0 - alone.div_duration_f64(on_screen)),
        frames: frames as f64 / on_screen.as_secs_f64(),
        key,
        jump: watched.jumps(),
        resident: watched.program.resident(),
    }
}

/// How long so many epochs take where nothing is shown.
fn without_a_screen(epochs: usize) -> Duration {
    let start = Instant::now();
    let arguments = ["train", "--format", "csv", "--epochs", &epochs.to_string()];
    let status = Command::new(PROGRAM).args(arguments).stdout(Stdio::null()).status();
    assert!(status.expect("the program runs").success());
    start.elapsed()
}

/// A training at full speed, and what its terminal shows.
struct Watched {
    program: Program,
    screen: vt100::Parser,
}

impl Watched {
    fn start(epochs: usize) -> Self {
        const FULL_SPEED: &str = "+++++++";
        let arguments = ["--no-save", "train", "--epochs", &epochs.to_string()];
        let mut program = Program::start(PROGRAM, &arguments, SMALL);
        let mut screen = vt100::Parser::default();
        screen.process(&program.output_within(SETTLED));
        program.type_keys(FULL_SPEED);
        screen.process(&program.output_within(SETTLED));
        Self { program, screen }
    }

    /// Waits until the screen shows `words`; gives how many frames came meanwhile.
    fn wait_for(&mut self, words: &str) -> usize {
        const FRAME: &[u8] = b"\x1b[?2026h";
        let start = Instant::now();
        let mut frames = 0;
        while !self.screen.screen().contents().contains(words) {
            assert!(start.elapsed() < PATIENCE, "no “{words}” on the screen");
            let output = self.program.output_within(Duration::from_millis(1));
            frames += output.windows(FRAME.len()).filter(|at| *at == FRAME).count();
            self.screen.process(&output);
        }
        frames
    }

    /// Lets it run to its end: how long that takes, and how many frames are shown.
    fn run(&mut self) -> (Duration, usize) {
        let start = Instant::now();
        self.program.type_keys(" ");
        let frames = self.wait_for("finished");
        (start.elapsed(), frames)
    }

    /// Opens and closes the help while it runs.
    fn keys(&mut self) -> Duration {
        self.program.type_keys(" ");
        self.wait_for("training –");
        let times = (0..KEYS).map(|_| {
            let start = Instant::now();
            self.program.type_keys("?");
            self.wait_for("everywhere");
            let time = start.elapsed();
            self.program.type_keys("?");
            self.wait_for("MSE");
            time
        });
        Sorted::new(times.collect()).percentile(100)
    }

    /// Jumps to epochs all over the training.
    fn jumps(&mut self) -> Duration {
        let times = (1..=JUMPS).map(|index| {
            let epoch = (index * 611_953) % 1_000_000;
            self.program.type_keys(&format!("g{epoch}"));
            self.wait_for("after how many epochs?");
            let start = Instant::now();
            self.program.type_keys("\r");
            self.wait_for(&format!(" {epoch} / 1000000"));
            start.elapsed()
        });
        Sorted::new(times.collect()).percentile(100)
    }
}
