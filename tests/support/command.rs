//! The real program: arguments in, output and exit code out.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program with these arguments, in an environment that says nothing but `LC_ALL=C.UTF-8`, without a terminal.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backprop"));
    command.args(arguments).env_clear().env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
    command
}

/// Runs the program.
pub fn run(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the program starts")
}

/// What it prints, when it succeeds and says nothing on stderr.
pub fn stdout(arguments: &[&str]) -> String {
    succeeded(&run(arguments))
}

/// What was printed, after checking that nothing went wrong.
pub fn succeeded(output: &Output) -> String {
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    text(&output.stdout)
}

/// The one sentence that it ends with, and its exit code; nothing is printed on stdout.
pub fn failed(output: &Output) -> (String, i32) {
    let stderr = text(&output.stderr);
    assert_eq!(text(&output.stdout), "");
    let sentence = stderr
        .strip_prefix("backprop: ")
        .and_then(|rest| rest.strip_suffix('\n'))
        .unwrap_or_else(|| panic!("not a sentence of backprop: {stderr:?}"));
    assert!(!sentence.chars().any(char::is_control), "a control character in {sentence:?}");
    (sentence.to_owned(), output.status.code().expect("an exit code"))
}

/// UTF-8, always.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A file for one test, in a folder that cargo keeps for such files.
pub fn temporary(name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, contents).expect("the folder for temporary files can be written");
    path
}
