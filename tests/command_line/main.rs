//! The real program without a terminal: what it prints, how it fails, and its exit codes.
//!
//! * `class.rs`: sheets for a class, and marks.
//! * `gradients.rs`: the vanishing gradient as text and JSON.
//! * `languages.rs`: all of it in Chinese, and in a locale without its characters.
//! * `lesson_files.rs`: what is read of lesson files, and what is refused.
//! * `linear.rs`: `--linear`, lines in and lines out.
//! * `little.rs`: few processes, a small stack, a pipe that nobody writes to.
//! * `program.rs`: lessons as programs, run by NumPy.
//! * `steps.rs`: lessons as text, Markdown and JSON.
//! * `tables.rs`: tables as people have them.
//! * `train.rs`: training as text, CSV and JSON.
//! * `wrong.rs`: command lines that are wrong, and the sentences they get.

mod class;
#[path = "../support/command.rs"]
mod command;
#[path = "../support/english.rs"]
mod english;
#[path = "../support/examples.rs"]
mod examples;
mod gradients;
mod languages;
mod lesson_files;
mod linear;
#[cfg(target_os = "linux")]
mod little;
#[path = "../support/memory.rs"]
mod memory;
#[path = "../support/numpy.rs"]
mod numpy;
mod program;
mod steps;
mod tables;
mod train;
mod wrong;

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use command::{command, stdout, succeeded, temporary, text};
use unicode_width::UnicodeWidthStr;

#[test]
fn help_shows_examples_before_it_explains() {
    for arguments in [
        &["--help"][..],
        &["-h"],
        &["step", "--help"],
        &["new", "--help"],
        &["train", "--help"],
        &["gradients", "--help"],
    ] {
        let help = stdout(arguments);
        let (examples, usage) = (help.find("Examples:"), help.find("Usage:"));
        assert!(examples.is_some() && examples < usage, "{help}");
    }
    assert_eq!(stdout(&["--version"]), concat!("backprop ", env!("CARGO_PKG_VERSION"), "\n"));
}

/// Many megabytes of steps, of which the reader wants one line.
#[test]
fn a_reader_that_goes_away_ends_the_program_quietly() {
    let lesson = temporary("wide.toml", stdout(&["new", "50-50-10"]));
    let mut program = command(&["step", lesson.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    let mut output = BufReader::new(program.stdout.take().unwrap());
    output.read_line(&mut first).unwrap();
    drop(output);
    assert_eq!(first, "The 50-50-10 network\n");
    assert_eq!(program.wait().unwrap().code(), Some(0));
    let mut complaint = Vec::new();
    program.stderr.unwrap().read_to_end(&mut complaint).unwrap();
    assert_eq!(text(&complaint), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = std::fs::File::create("/dev/full").unwrap();
    let output = command(&["step"]).stdout(full).output().unwrap();
    let (sentence, code) = command::failed(&output);
    assert!(sentence.starts_with("the output could not be written: "), "{sentence}");
    assert_eq!(code, 1);
}

/// Many epochs, of which the reader wants the first.
#[test]
fn training_ends_when_its_reader_goes_away() {
    let mut program = command(&["train", "--epochs", "100000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert_eq!(first, "Train loss:  0.252986291787026\n");
    assert_eq!(program.wait().unwrap().code(), Some(0));
    let mut complaint = Vec::new();
    program.stderr.unwrap().read_to_end(&mut complaint).unwrap();
    assert_eq!(text(&complaint), "");
}

#[test]
fn completions_and_manual_pages_know_the_commands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = stdout(&["completions", shell]);
        assert!(script.contains("no-save") && script.contains("doctor"), "{shell}");
    }
    assert!(stdout(&["man"]).contains(".SH EVERYWHERE"));
    assert!(stdout(&["man", "new"]).contains("\\fB\\-\\-seed\\fR"));
}

#[test]
fn doctor_says_what_it_finds() {
    let output = command(&["doctor"])
        .env("TERM", "xterm-256color")
        .env("NO_COLOR", "\u{1b}[31m")
        .output()
        .unwrap();
    let page = succeeded(&output);
    for line in [
        "screen     stdout is not a terminal",
        "TERM       xterm-256color",
        "NO_COLOR   �[31m",
        "colours    256",
        "theme      mono",
        "language   en",
        "characters unicode (C.UTF-8)",
    ] {
        assert!(page.lines().any(|found| found == line), "{line:?} not in\n{page}");
    }
    let ruler: Vec<&str> = page.lines().filter(|line| line.contains('|')).collect();
    assert_eq!(ruler.len(), 6);
    assert!(ruler.iter().all(|line| line.width() == ruler[0].width()));
}
