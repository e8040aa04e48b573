//! What is damaged, newer or no file at all: one sentence, nothing lost, and the tutor starts.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::time::{Duration, Instant};

use backprop::progress::Progress;
use backprop::progress::store::Opened;
use proptest::prelude::*;
use rustix::fs::{CWD, Mode, mkfifoat};
use tempfile::TempDir;

use super::{file_in, folder, open, plain};
use crate::memory::assert_little_was_taken;

/// A folder for state with this file in it.
fn with_file(contents: &[u8]) -> TempDir {
    let state = folder();
    let path = file_in(state.path());
    fs::create_dir(path.parent().unwrap()).unwrap();
    fs::write(path, contents).unwrap();
    state
}

/// The sentence about a file that can't be used. The session begins with nothing, at once.
fn problem(path: &Path) -> (String, Opened) {
    let start = Instant::now();
    let opened = Opened::from_file(path.to_owned());
    assert!(start.elapsed() < Duration::from_secs(1), "{opened:?}");
    assert_eq!(opened.progress, Progress::default());
    let problem = opened.problem.clone().expect("a sentence");
    (plain(&problem, path), opened)
}

/// `tests/bad/state/NAME.json` gets the sentence in `NAME.txt`. It is renamed, or left as it is and nothing is kept.
#[test]
fn every_bad_file_gets_its_sentence() {
    let mut files = 0;
    for entry in fs::read_dir("tests/bad/state").unwrap() {
        let bad = entry.unwrap().path();
        if bad.extension().unwrap() != "json" {
            continue;
        }
        let contents = fs::read(&bad).unwrap();
        let state = with_file(&contents);
        let path = file_in(state.path());
        let aside = path.with_file_name("progress.json.damaged");

        let (sentence, opened) = problem(&path);
        let expected = fs::read_to_string(bad.with_extension("txt")).unwrap();
        assert_eq!(sentence, expected.trim_end(), "{}", bad.display());

        let kept_whole = match opened.store {
            None => path,
            Some(mut store) => {
                let mut progress = Progress::default();
                progress.note_place("2-1-1", (0, 3), 17);
                store.save(&progress).unwrap();
                assert_eq!(open(&path).1, progress);
                aside
            }
        };
        assert_eq!(fs::read(kept_whole).unwrap(), contents, "{}", bad.display());
        files += 1;
    }
    assert!(files >= 50, "only {files} files were found");
    assert_little_was_taken();
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let state = with_file(&vec![b' '; (1 << 20) + 1]);
    let (sentence, _) = problem(&file_in(state.path()));
    assert_eq!(
        sentence,
        "progress.json: the file is damaged: it is larger than 1 MiB; it is now called progress.json.damaged, and the tutor begins anew"
    );
}

/// None of these is touched, and nothing waits.
#[test]
fn what_is_no_file_gets_its_sentence() {
    type Put = fn(&Path);
    let cases: [(&str, Put); 6] = [
        ("there is a folder in the place of the file", |path| {
            fs::create_dir(path).unwrap();
        }),
        ("the file can't be read (it is a device or a pipe)", |path| {
            mkfifoat(CWD, path, Mode::RUSR | Mode::WUSR).unwrap();
        }),
        ("the file can't be read (it is a device or a pipe)", |path| {
            symlink("/dev/zero", path).unwrap();
        }),
        ("the file can't be read (Too many levels of symbolic links (os error 40))", |path| {
            symlink(path, path).unwrap();
        }),
        ("there is a folder in the place of the file", |path| {
            symlink("..", path).unwrap();
        }),
        ("there is a file in the place of its folder", |path| {
            fs::remove_dir(path.parent().unwrap()).unwrap();
            fs::write(path.parent().unwrap(), "").unwrap();
        }),
    ];
    for (what, put) in cases {
        let state = folder();
        let path = file_in(state.path());
        fs::create_dir(path.parent().unwrap()).unwrap();
        put(&path);
        let (sentence, opened) = problem(&path);
        assert_eq!(
            sentence,
            format!("progress.json: {what}, so nothing is kept; mend that, or use --no-save")
        );
        assert!(opened.store.is_none(), "{sentence}");
    }
}

/// As the superuser there is nothing to see: permissions don't bind.
#[test]
fn a_file_that_may_not_be_read_is_left_alone() {
    let state = with_file(b"{}");
    let path = file_in(state.path());
    fs::set_permissions(&path, PermissionsExt::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        return;
    }
    let (sentence, opened) = problem(&path);
    assert_eq!(
        sentence,
        "progress.json: you have no permission to read this file, so nothing is kept; mend that, or use --no-save"
    );
    assert!(opened.store.is_none());
}

/// As the superuser there is nothing to see: permissions don't bind.
#[test]
fn a_damaged_file_that_may_not_be_renamed_is_left_alone() {
    let state = with_file(b"");
    let path = file_in(state.path());
    let parent = path.parent().unwrap();
    fs::set_permissions(parent, PermissionsExt::from_mode(0o500)).unwrap();
    if fs::write(parent.join("probe"), "").is_ok() {
        return;
    }
    let (sentence, opened) = problem(&path);
    fs::set_permissions(parent, PermissionsExt::from_mode(0o700)).unwrap();
    assert_eq!(
        sentence,
        "progress.json: the file is damaged: it is empty; nothing is kept until you remove it, as it can't be renamed (Permission denied (os error 13))"
    );
    assert!(opened.store.is_none());
    assert_eq!(fs::read(&path).unwrap(), b"");
}

const FINE: &str = r#"{"version":1,"progress":{"language":"zh","theme":"light","digits":7,"mode":"half_blank","lessons":{"2-1-1":{"steps":17,"position":9,"right":[{"quantity":"error","layer":1,"unit":0,"from":0}],"missed":[]}}}}"#;

#[test]
fn a_fine_file_is_read() {
    Progress::from_bytes(FINE.as_bytes()).unwrap();
}

proptest! {
    /// Whatever becomes of single bytes: it is read, or there is a sentence.
    #[test]
    fn a_file_with_other_bytes_in_it_is_survived(
        changes in prop::collection::vec((0..FINE.len(), any::<u8>()), 1..4),
        length in 0..=FINE.len(),
    ) {
        let mut bytes = FINE.as_bytes().to_vec();
        for (place, byte) in changes {
            bytes[place] = byte;
        }
        bytes.truncate(length);
        if Progress::from_bytes(&bytes).is_err() {
            let state = with_file(&bytes);
            let (sentence, _) = problem(&file_in(state.path()));
            prop_assert!(sentence.starts_with("progress.json"));
        }
    }
}
