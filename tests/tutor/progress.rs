//! Progress is kept, whatever happens to its file.
//!
//! * `bad_files.rs`: what is damaged, newer or no file at all gets its sentence, and is not lost.
//! * `saving.rs`: the old or the new state, whole: killed, on a full disk, beside another session.
//! * `learning.rs`: what is kept of lessons and settings, as the learner sees it.

mod bad_files;
mod learning;
mod saving;

use std::path::{Path, PathBuf};

use backprop::lesson::fading::Run;
use backprop::lesson::{Trace, Verdict, builtin};
use backprop::progress::fault::ProgressError;
use backprop::progress::store::Opened;
use backprop::progress::{Progress, Store};

use crate::english::english;
use tempfile::TempDir;

/// A folder for one test.
fn folder() -> TempDir {
    TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// The place of the file in a folder for state.
fn file_in(folder: &Path) -> PathBuf {
    folder.join("backprop/progress.json")
}

/// A folder for one test, and the place of the file in it.
fn place() -> (TempDir, PathBuf) {
    let folder = folder();
    let path = file_in(folder.path());
    (folder, path)
}

/// Opens a file that is fine or not there.
fn open(path: &Path) -> (Store, Progress) {
    let opened = Opened::from_file(path.to_owned());
    assert_eq!(opened.problem, None);
    (opened.store.expect("a store"), opened.progress)
}

/// A sentence without the folder of the test; it has nothing in it that can act on a terminal.
fn plain(problem: &ProgressError, path: &Path) -> String {
    let sentence = english(problem);
    assert!(!sentence.chars().any(char::is_control), "a control character in {sentence:?}");
    assert_eq!(backprop::sanitize::sanitize(&sentence), sentence);
    let folder = format!("{}/", path.parent().unwrap().display());
    assert!(sentence.starts_with(&folder), "{sentence:?} does not begin with the file's name");
    sentence.replace(&folder, "")
}

/// A run through the first steps of the 2-1-1 network, with these answers.
fn run(verdicts: &[Verdict]) -> Run {
    let trace = Trace::new(builtin("2-1-1").unwrap().example);
    let mut run = Run::default();
    for (cell, verdict) in trace.script().steps().iter().zip(verdicts) {
        run.answered(*cell, verdict);
        if *verdict != Verdict::Right {
            run.answered(*cell, &Verdict::Right);
        }
    }
    run
}
