//! How quick, how quiet and how small the tutor is on a terminal, beside other programs measured in the same way.
//!
//! `cargo bench --bench terminal` prints a table in Markdown and fails where a figure is above its limit. Linux only.
//! Anything else that runs on the machine makes the times longer.

mod program;
mod training;

use std::iter;
use std::process::ExitCode;
use std::time::Duration;

use program::{Burst, Program};
use training::Training;

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (200, 60);

const STARTS: usize = 40;
const KEYS: usize = 1_000;
const IDLE: Duration = Duration::from_secs(5);

/// After its first frame a program may still look around; after this long without a byte it is done.
const SETTLED: Duration = Duration::from_millis(250);
/// How long after its last byte a key counts as answered.
const ANSWERED: Duration = Duration::from_millis(4);

/// A file that is long enough to be walked through.
const FILE: &str = "Cargo.lock";

/// A program to be measured: how it is started, and two keys that change its screen so many times, there and back.
struct Subject {
    name: &'static str,
    path: &'static str,
    arguments: &'static [&'static str],
    there: &'static str,
    back: &'static str,
    times: usize,
}

/// What was measured of one program.
struct Figures {
    name: &'static str,
    first_paint: Duration,
    small: Keys,
    large: Keys,
    /// Each second.
    idle_bytes: f64,
    /// Each second.
    idle_sleeps: f64,
    /// The share of one processor in percent.
    idle_processor: f64,
    /// Bytes in memory.
    resident: u64,
}

/// What was measured of its answers to keys in one window.
struct Keys {
    median: Duration,
    late: Duration,
    bytes: usize,
    most_bytes: usize,
}

fn main() -> ExitCode {
    let installed = SUBJECTS.iter().filter(|subject| is_installed(subject.path));
    let figures: Vec<Figures> = installed.map(measure).collect();
    let training = training::measure();
    let binary = std::fs::metadata(env!("CARGO_BIN_EXE_backprop")).map_or(0, |file| file.len());
    let rows = rows(&figures, &training, binary);
    print_table(&figures, &rows);
    let missed: Vec<_> = rows.iter().filter(|row| row.is_missed()).collect();
    for row in &missed {
        eprintln!("above its limit: {}", row.what);
    }
    ExitCode::from(u8::from(!missed.is_empty()))
}

/// The tutor, and those of the others that are on this machine.
const SUBJECTS: [Subject; 4] = [
    Subject {
        name: "backprop",
        path: env!("CARGO_BIN_EXE_backprop"),
        arguments: &["step", "3-2-1"],
        there: "l",
        back: "h",
        times: 31,
    },
    Subject { name: "less", path: "less", arguments: &[FILE], there: "j", back: "k", times: 31 },
    Subject {
        name: "htop",
        path: "htop",
        arguments: &[],
        there: "\x1b[B",
        back: "\x1b[A",
        times: 2,
    },
    Subject { name: "top", path: "top", arguments: &[], there: "M", back: "P", times: 1 },
];

fn is_installed(path: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(path).is_file())
}

fn measure(subject: &Subject) -> Figures {
    eprintln!("measuring {} ...", subject.name);
    let start = |size| Program::start(subject.path, subject.arguments, size);
    let paints = (0..STARTS).map(|_| start(SMALL).first_paint(SETTLED).last);
    let first_paint = Sorted::new(paints.collect()).percentile(50);

    let program = start(SMALL);
    program.first_paint(SETTLED);
    let resident = program.resident();
    let before = program.usage();
    let idle_bytes = program.output_within(IDLE).len() as f64;
    let after = program.usage();
    Figures {
        name: subject.name,
        first_paint,
        small: keys(subject, SMALL),
        large: keys(subject, LARGE),
        idle_bytes: idle_bytes / IDLE.as_secs_f64(),
        idle_sleeps: (after.sleeps - before.sleeps) as f64 / IDLE.as_secs_f64(),
        idle_processor: after.processor.saturating_sub(before.processor).div_duration_f64(IDLE)
            * 100.0,
        resident,
    }
}

fn keys(subject: &Subject, size: (u16, u16)) -> Keys {
    let mut program = Program::start(subject.path, subject.arguments, size);
    program.first_paint(SETTLED);
    let there_and_back =
        [subject.there, subject.back].map(|key| iter::repeat_n(key, subject.times));
    let answers: Vec<Burst> = there_and_back
        .into_iter()
        .flatten()
        .cycle()
        .take(KEYS)
        .map(|key| {
            let answer = program.answer(key, ANSWERED);
            answer.unwrap_or_else(|| panic!("{} does not answer {key:?}", subject.name))
        })
        .collect();
    let times = Sorted::new(answers.iter().map(|answer| answer.first).collect());
    let bytes = Sorted::new(answers.iter().map(|answer| answer.bytes).collect());
    Keys {
        median: times.percentile(50),
        late: times.percentile(99),
        bytes: bytes.percentile(50),
        most_bytes: bytes.percentile(100),
    }
}

/// A line of the table: one figure of every program, and what that of the tutor may be at most.
struct Row {
    what: &'static str,
    unit: &'static str,
    most: Option<f64>,
    figures: Vec<f64>,
}

impl Row {
    fn is_missed(&self) -> bool {
        self.most.is_some_and(|most| self.figures[0] > most)
    }
}

fn rows(figures: &[Figures], training: &Training, binary: u64) -> Vec<Row> {
    let row = |what, unit, most, figure: fn(&Figures) -> f64| Row {
        what,
        unit,
        most,
        figures: figures.iter().map(figure).collect(),
    };
    let ours =
        |what, unit, most, figure| Row { what, unit, most: Some(most), figures: vec![figure] };
    vec![
        row("start to first paint, median", "ms", Some(12.0), |of| milliseconds(of.first_paint)),
        row("key to first byte at 80 × 24, median", "ms", Some(0.5), |of| {
            milliseconds(of.small.median)
        }),
        row("– 99th percentile", "ms", Some(2.0), |of| milliseconds(of.small.late)),
        row("key to first byte at 200 × 60, median", "ms", Some(0.5), |of| {
            milliseconds(of.large.median)
        }),
        row("– 99th percentile", "ms", Some(2.0), |of| milliseconds(of.large.late)),
        row("output for a key at 80 × 24, median", "bytes", Some(1500.0), |of| {
            of.small.bytes as f64
        }),
        row("– the most", "bytes", None, |of| of.small.most_bytes as f64),
        row("output for a key at 200 × 60, median", "bytes", Some(1500.0), |of| {
            of.large.bytes as f64
        }),
        row("– the most", "bytes", None, |of| of.large.most_bytes as f64),
        row("output while idle", "bytes/s", Some(0.0), |of| of.idle_bytes),
        row("wake-ups while idle", "per s", Some(5.0), |of| of.idle_sleeps),
        row("processor while idle", "%", Some(0.1), |of| of.idle_processor),
        row("memory after the start", "MB", Some(12.0), |of| megabytes(of.resident)),
        ours("memory after a million epochs", "MB", 12.0, megabytes(training.resident)),
        ours("time beside training, at full speed", "%", 10.0, training.overhead.max(0.0)),
        ours("from one frame to the next while it trains, mean", "ms", 50.0, 1e3 / training.frames),
        ours(
            "key to its frame while it trains, the longest",
            "ms",
            33.0,
            milliseconds(training.key),
        ),
        ours(
            "jump to an epoch after a million, the longest",
            "ms",
            50.0,
            milliseconds(training.jump),
        ),
        ours("size of the program", "MB", 4.0, megabytes(binary)),
    ]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn print_table(figures: &[Figures], rows: &[Row]) {
    let names: Vec<_> = figures.iter().map(|of| of.name).collect();
    println!("| | | at most | {} |", names.join(" | "));
    println!("|---|---|---{}|", "|---".repeat(names.len()));
    for row in rows {
        let most = row.most.map_or_else(String::new, |most| most.to_string());
        let mut cells: Vec<_> = row.figures.iter().copied().map(written).collect();
        cells.resize(names.len(), String::new());
        println!("| {} | {} | {most} | {} |", row.what, row.unit, cells.join(" | "));
    }
}

/// Three digits at most behind the point, and no more than say something.
fn written(figure: f64) -> String {
    match figure {
        0.0 => "0".to_owned(),
        ..0.1 => format!("{figure:.3}"),
        ..10.0 => format!("{figure:.2}"),
        ..100.0 => format!("{figure:.1}"),
        _ => format!("{figure:.0}"),
    }
}

/// Figures in order.
struct Sorted<T>(Vec<T>);

impl<T: Ord + Copy> Sorted<T> {
    fn new(mut figures: Vec<T>) -> Self {
        figures.sort_unstable();
        Self(figures)
    }

    /// The figure that so many of a hundred do not exceed.
    fn percentile(&self, percent: usize) -> T {
        let rank = (self.0.len() * percent).div_ceil(100);
        self.0[rank.saturating_sub(1)]
    }
}
