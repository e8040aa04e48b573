//! Broken files of every kind: no panic, and each fault is a short sentence. `tests/corpora/README.md` says how to try more.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use backprop::class::handin::HandIn;
use backprop::class::{Assignment, answers};
use backprop::data::{Choices, Prepared, ReadOptions, Recipe, Table, silently};
use backprop::lesson::{Lesson, Script};
use backprop::message::Tell;
use backprop::progress::Progress;
use proptest::prelude::*;

use crate::english::english;

/// What is put into files: what formats are made of, and what is odd in any.
const PIECES: [&[u8]; 24] = [
    b"\"",
    b"'",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"[",
    b"]",
    b"{",
    b"}",
    b"=",
    b"[[layer]]\n",
    b"-",
    b"1e999",
    b"nan",
    b"99999999999999999999",
    b"0",
    b"\xff",
    b"\0",
    b"\xef\xbb\xbf",
    "\u{202e}".as_bytes(),
    "，。ŷ".as_bytes(),
    b"\xff\xfe",
];

/// The files below a folder that end in this.
fn corpus(folders: &[&str], ending: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    assert!(!paths.is_empty(), "{folders:?} {ending}");
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// One change: where (as a share of the length), how long, and what.
type Change = (usize, u16, u16, usize);

fn changes() -> impl Strategy<Value = (usize, usize, Vec<Change>)> {
    let change = (0..6_usize, any::<u16>(), any::<u16>(), any::<usize>());
    (any::<usize>(), any::<usize>(), prop::collection::vec(change, 0..6))
}

/// A file of the corpus, broken.
fn broken(corpus: &[Vec<u8>], (one, other, changes): (usize, usize, Vec<Change>)) -> Vec<u8> {
    let mut file = corpus[one % corpus.len()].clone();
    let other = &corpus[other % corpus.len()];
    for (kind, at, length, what) in changes {
        let within = |file: &[u8]| usize::from(at) * file.len() / usize::from(u16::MAX);
        let (start, there) = (within(&file), within(other));
        let end = (start + usize::from(length) % 40).min(file.len());
        let part = file[start..end].to_vec();
        let piece = PIECES[what % PIECES.len()];
        match kind {
            0 => drop(file.drain(start..end)),
            1 => drop(file.splice(start..start, piece.iter().copied())),
            2 => drop(file.splice(start..end, piece.iter().copied())),
            3 => drop(file.splice(start..start, part.repeat(1 + what % 50))),
            4 => file.splice(start.., other[there..].iter().copied()).for_each(drop),
            _ => file.truncate(start),
        }
    }
    file
}

/// A fault is told in one short sentence that can't act on a terminal.
fn check(fault: &impl Tell) {
    let sentence = english(fault);
    assert!(!sentence.chars().any(char::is_control), "{sentence:?}");
    assert!(sentence.chars().count() < 600, "{sentence}");
}

proptest! {
    #[test]
    fn tables(changes in changes()) {
        static CORPUS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| corpus(&["tests/bad/csv", "assets"], ".csv"));
        let bytes = broken(&CORPUS, changes);
        match Table::read("t.csv", &bytes[..], &ReadOptions::default(), &mut silently) {
            Err(fault) => check(&fault),
            Ok(table) => {
                let (recipe, _) = Recipe::guess(&table, &Choices::default());
                let prepared = Prepared::new(&table, &recipe, &mut silently);
                prepared.err().iter().for_each(check);
            }
        }
    }

    #[test]
    fn lessons(changes in changes()) {
        static CORPUS: LazyLock<Vec<Vec<u8>>> =
            LazyLock::new(|| corpus(&["tests/bad/lessons", "tests/lessons", "assets/lessons"], ".toml"));
        match Lesson::from_bytes("l", "l.toml", &broken(&CORPUS, changes)) {
            Err(fault) => check(&fault),
            Ok(lesson) => assert!(!Script::new(&lesson.example).steps().is_empty()),
        }
    }

    #[test]
    fn progress(changes in changes()) {
        static CORPUS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| corpus(&["tests/bad/state"], ".json"));
        if let Ok(progress) = Progress::from_bytes(&broken(&CORPUS, changes)) {
            let json = progress.to_json().unwrap();
            assert_eq!(Progress::from_bytes(json.as_bytes()).ok(), Some(progress));
        }
    }

    #[test]
    fn assignments(changes in changes()) {
        static CORPUS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| corpus(&["tests/corpora"], ".toml"));
        let bytes = broken(&CORPUS, changes);
        Assignment::from_bytes("a.toml", &bytes).err().iter().for_each(check);
        match HandIn::from_bytes("h.toml", &bytes) {
            Err(fault) => check(&fault),
            Ok(handin) => {
                let again = HandIn::from_bytes("h.toml", handin.to_toml().as_bytes());
                assert_eq!(again.ok(), Some(handin));
            }
        }
    }

    #[test]
    fn filled_tables(changes in changes()) {
        static CORPUS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| corpus(&["tests/corpora"], ".csv"));
        let assignment = include_bytes!("../corpora/assignment.toml");
        let assignment = Assignment::from_bytes("a.toml", assignment).unwrap();
        match answers::from_bytes("a.csv", &broken(&CORPUS, changes), &assignment) {
            Err(fault) => check(&fault),
            Ok(answers) => answers.problems.iter().for_each(check),
        }
    }
}
