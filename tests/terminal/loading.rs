//! Loading and training that take their time say how far they are, can be stopped by Ctrl-C, and leave nothing behind.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::thread::{self, JoinHandle, sleep};
use std::time::Duration;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

use super::pty::{Ending, Session, Signal, shell};
use super::{CTRL_C, assert_clean};

/// Ctrl-C ends the program within this time.
const PROMPT: Duration = Duration::from_millis(500);

/// What erases the line.
const ERASE: &[u8] = b"\r\x1b[K";

const LINE: &str = "reading pipe.csv: ";

/// A table that comes slowly: a named pipe into which rows are written for some time.
struct Pipe {
    path: PathBuf,
    writer: JoinHandle<()>,
    _folder: TempDir,
}

impl Pipe {
    /// Rows for `tenths` of a second, then `end`.
    fn new(tenths: usize, end: &'static str) -> Self {
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let path = folder.path().join("pipe.csv");
        mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        let to = path.clone();
        let writer = thread::spawn(move || {
            let mut pipe = File::create(to).unwrap();
            let rows = "0,1.5,some words to fill the row\n1,2.5,other words to fill the row\n";
            let mut text = format!("y,x,note\n{}", rows.repeat(4000));
            for _ in 0..tenths {
                // The program may have ended.
                if pipe.write_all(text.as_bytes()).is_err() {
                    return;
                }
                text = rows.repeat(4000);
                sleep(Duration::from_millis(100));
            }
            let _ = pipe.write_all(end.as_bytes());
        });
        Self { path, writer, _folder: folder }
    }

    /// Starts the program with `train --data` and this table; `more` is shell.
    fn train(&self, more: &str) -> Session {
        let script = format!("exec \"$0\" train --data '{}' {more}", self.path.display());
        Session::spawn(shell(&script), 120, 24)
    }
}

fn assert_stopped(ending: &Ending) {
    assert_eq!(ending.signal.as_deref(), Some("Interrupt"), "{ending:?}");
    assert_eq!(ending.left_behind, [""; 0]);
    assert_eq!(ending.screen.trim(), "", "nothing is left of the line");
    assert!(ending.took <= PROMPT, "{ending:?}");
}

#[test]
fn a_slow_table_says_how_far_it_is_and_ctrl_c_stops_it() {
    let pipe = Pipe::new(600, "");
    let mut session = pipe.train("");
    session.wait_for(LINE);
    session.wait_for(" rows – Ctrl-C stops");
    session = session.on(" MB, ", CTRL_C);
    assert_stopped(&session.finish());
    pipe.writer.join().unwrap();
}

#[test]
fn the_line_is_gone_when_the_screen_opens() {
    let pipe = Pipe::new(8, "");
    let session = pipe.train("");
    session.wait_for(LINE);
    session.wait_for(" ready – ");
    let bytes = session.bytes();
    let place = |text: &[u8]| bytes.windows(text.len()).rposition(|part| part == text);
    let (line, screen) = (place(b"Ctrl-C stops"), place(b"\x1b[?1049h"));
    assert!(line < place(ERASE) && place(ERASE) < screen);
    // The signals are the screen's now.
    session.signal(Signal::INT);
    let ending = session.finish();
    assert_clean(&ending, 130, "a signal to the screen");
    assert!(ending.screen.starts_with("backprop: "), "{}", ending.screen);
    assert!(!ending.screen.contains("stops"), "{}", ending.screen);
}

#[test]
fn the_line_gives_way_to_the_sentence_of_an_error() {
    let pipe = Pipe::new(8, "1,2\n");
    let session = pipe.train("");
    session.wait_for(LINE);
    session.wait_for("add the missing cells, or remove the row");
    let ending = session.finish();
    assert_clean(&ending, 1, "ragged");
    assert!(ending.screen.starts_with("backprop: "), "{}", ending.screen);
    assert!(!ending.screen.contains("stops"), "{}", ending.screen);
}

/// A line that keeps changing is of no use to a screen reader or on a braille display.
#[test]
fn nothing_that_changes_is_told_line_by_line() {
    let pipe = Pipe::new(8, "");
    let session = pipe.train("--linear --epochs 1 --format csv");
    session.wait_for("epoch,");
    assert!(!session.bytes().contains(&0x1b));
    assert_clean(&session.finish(), 0, "linear");
}

#[test]
fn nothing_is_told_where_stderr_is_no_terminal() {
    let pipe = Pipe::new(8, "");
    let notes = pipe.path.with_file_name("notes");
    let redirected = format!("--epochs 1 --format csv 2>'{}'", notes.display());
    let session = pipe.train(&redirected);
    session.wait_for("epoch,");
    let ending = session.finish();
    assert_clean(&ending, 0, "redirected");
    assert!(ending.screen.starts_with("epoch,"), "{}", ending.screen);
    let notes = fs::read_to_string(notes).unwrap();
    assert!(!notes.is_empty() && notes.lines().all(|note| note.starts_with("backprop: ")));
    assert!(!notes.contains('\r') && !notes.contains('\u{1b}'), "{notes}");
}

#[test]
fn long_training_says_how_far_it_is_and_ctrl_c_stops_it() {
    for format in ["csv", "json"] {
        let arguments = ["train", "--epochs", "1000000000", "--format", format];
        let mut session = Session::start(&arguments, 80, 24);
        session.wait_for("training: 0%, ");
        session = session.on(" of 1,000,000,000 epochs – Ctrl-C stops", CTRL_C);
        assert_stopped(&session.finish());
    }
}

#[test]
fn a_signal_that_is_sent_erases_the_line_as_well() {
    let arguments = ["train", "--epochs", "1000000000", "--format", "csv"];
    let session = Session::start(&arguments, 80, 24);
    session.wait_for("training: ");
    session.signal(Signal::TERM);
    let ending = session.finish();
    assert_eq!(ending.signal.as_deref(), Some("Terminated"));
    assert_eq!(ending.screen.trim(), "");
}

#[test]
fn ctrl_backslash_takes_the_line_away_as_well() {
    let arguments = ["train", "--epochs", "1000000000", "--format", "csv"];
    let session = Session::start(&arguments, 80, 24).on("training: ", "\x1c");
    let ending = session.finish();
    assert_eq!(ending.signal.as_deref(), Some("Quit"));
    // The shell alone says more, on a line of its own.
    assert_eq!(ending.screen.trim(), "");
}

/// Nobody tells it: `nohup`, or a shell that does not care.
#[test]
fn training_ends_when_its_terminal_has_gone() {
    for format in
        ["--format csv", "--format json", "--format csv --linear", "--format csv 2>/dev/null"]
    {
        let script = format!("trap '' HUP; exec \"$0\" train --epochs 1000000000 {format}");
        let mut session = Session::spawn(shell(&script), 80, 24);
        if format.len() == "--format csv".len() {
            session.wait_for("training: ");
        } else {
            sleep(Duration::from_millis(600));
        }
        session.vanish();
        assert_ne!(session.finish().code, 0, "{format}");
    }
}

/// What it prints goes to a file, and is wanted.
#[test]
fn training_for_a_file_goes_on_without_its_terminal() {
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("run.csv");
    let script = format!(
        "trap '' HUP; echo go; exec \"$0\" train --epochs 300000 --learning-rate 0.0001 --format csv 2>/dev/null >'{}'",
        file.display()
    );
    let mut session = Session::spawn(shell(&script), 80, 24);
    session.wait_for("go");
    session.vanish();
    assert_eq!(session.finish().code, 0);
    let printed = fs::read_to_string(file).unwrap();
    assert!(printed.lines().last().unwrap().starts_with("300000,"));
}
