//! Little of everything: few processes, little memory, a small stack.

use std::process::{Command, Output};

use super::command::{command, failed, stdout, succeeded};

/// Runs the program under a limit of the shell; as somebody without rights where the limit does not hold for who runs the
/// test. `None`, and a word, where that can't be done.
fn run_under(limit: &str, arguments: &[&str]) -> Option<Output> {
    const NOBODY: &str = "--reuid=54321 --regid=54321 --clear-groups";
    let script = format!(
        "{limit} || exit 99; [ $(id -u) = 0 ] || exec \"$@\"; exec setpriv {NOBODY} \"$@\""
    );
    let program = env!("CARGO_BIN_EXE_backprop");
    let output = Command::new("sh")
        .args(["-c", &script, "sh", program])
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("every Unix has sh");
    let is_possible = !matches!(output.status.code(), Some(99 | 126 | 127));
    if !is_possible {
        eprintln!("skipped: {limit:?} can't be had here");
    }
    is_possible.then_some(output)
}

#[test]
fn small_work_needs_no_thread() {
    for arguments in [&["train", "--format", "csv"][..], &["step", "--format", "text"], &["train"]]
    {
        if let Some(output) = run_under("ulimit -u 1", arguments) {
            assert_eq!(succeeded(&output), stdout(arguments), "{arguments:?}");
        }
    }
}

#[test]
fn large_work_is_done_by_one_thread_where_there_is_no_other() {
    let rows = (0..20_000).map(|row| format!("{},{}.5\n", row % 2, row % 7));
    let table = super::temporary("little.csv", format!("admit,gpa\n{}", rows.collect::<String>()));
    let table = table.to_str().unwrap();
    let arguments =
        ["train", "--data", table, "--target", "admit", "--epochs", "2", "--format", "json"];
    if let Some(output) = run_under("ulimit -u 1", &arguments) {
        assert_eq!(succeeded(&output), stdout(&arguments));
    }
}

#[test]
fn a_small_stack_is_enough() {
    for arguments in [&["train", "--format", "csv"][..], &["step", "3-2-1", "--format", "json"]] {
        if let Some(output) = run_under("ulimit -s 64", arguments) {
            assert_eq!(succeeded(&output), stdout(arguments), "{arguments:?}");
        }
    }
}

#[test]
fn little_memory_is_enough_for_small_work() {
    if let Some(output) = run_under("ulimit -v 60000", &["train", "--format", "csv"]) {
        assert_eq!(succeeded(&output), stdout(&["train", "--format", "csv"]));
    }
}

#[test]
fn a_pipe_that_nobody_writes_to_is_told() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("nobody-writes.csv");
    let _ = std::fs::remove_file(&path);
    assert!(Command::new("mkfifo").arg(&path).status().expect("every Unix has it").success());
    let path = path.to_str().unwrap();
    let output = command(&["train", "--data", path, "--target", "x", "--format", "csv"]).output();
    let (sentence, code) = failed(&output.unwrap());
    assert!(sentence.ends_with("nothing writes to this pipe"), "{sentence}");
    assert_eq!(code, 1);
}
