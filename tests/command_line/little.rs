//! Little of everything: few processes, little memory, a small stack.

use std::process::{Command, Output};

use super::command::{command, failed, run, stdout, succeeded};

/// Not all shells call it the same.
const ONE_PROCESS: &str =
    "{ if (ulimit -u 1) 2>/dev/null; then ulimit -u 1; else ulimit -p 1; fi; }";

/// Runs the program under a limit of the shell; as somebody without rights where the limit does not hold for who runs the
/// test. `None`, and a word, where that can't be done.
fn run_under(limit: &str, arguments: &[&str]) -> Option<Output> {
    const NOBODY: &str = "--reuid=54321 --regid=54321 --clear-groups";
    let script = format!(
        "me=$(id -u); {limit} || exit 99; [ $me = 0 ] || exec \"$@\"; exec setpriv {NOBODY} \"$@\""
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
        if let Some(output) = run_under(ONE_PROCESS, arguments) {
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
    if let Some(output) = run_under(ONE_PROCESS, &arguments) {
        let usual = run(&arguments);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_eq!((output.stdout, output.stderr), (usual.stdout, usual.stderr));
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

#[test]
fn what_is_quoted_never_makes_a_sentence_long() {
    let long = "é".repeat(50_000);
    let lesson = super::temporary("long.toml", format!("activation = \"{long}\"\n{long} = 1\n"));
    for arguments in [
        &["step", &long][..],
        &[&long],
        &["train", "--hidden", &long],
        &["train", "--format", &long],
        &["train", "--data", &format!("{long}.csv"), "--target", "x"],
        &["step", lesson.to_str().unwrap()],
        &["new", &long],
        &["man", &long],
        &["--lang", &long],
    ] {
        let (sentence, _) = failed(&command(arguments).output().unwrap());
        assert!(sentence.chars().count() < 480, "{} {sentence}", sentence.chars().count());
    }
}

#[test]
fn a_network_too_large_to_step_through_is_refused() {
    let (sentence, code) = failed(&command(&["new", &["100"; 21].join("-")]).output().unwrap());
    assert!(sentence.contains("30000 weights in all"), "{sentence}");
    assert_eq!(code, 2);
    let layer = format!(
        "[[layer]]\nactivation = \"sigmoid\"\nweights = [{}]\n",
        format!("[{}],", ["0.5"; 100].join(",")).repeat(100)
    );
    let inputs = ["1"; 100].join(",");
    let head = format!("inputs = [{inputs}]\ntargets = [{inputs}]\nlearning_rate = 0.5\n");
    for (layers, is_fine) in [(3, true), (4, false)] {
        let path =
            super::temporary(&format!("wide-{layers}.toml"), head.clone() + &layer.repeat(layers));
        let output = command(&["check", path.to_str().unwrap()]).output().unwrap();
        assert_eq!(output.status.success(), is_fine, "{output:?}");
        if !is_fine {
            assert!(failed(&output).0.contains("40000 weights are too many to look at"));
        }
    }
    let (sentence, _) =
        failed(&command(&["train", "--hidden", "2,2,2,2,2,2,2,2,2"]).output().unwrap());
    assert!(sentence.contains("at most 8 hidden layers"), "{sentence}");
}
