//! What it takes to start: a terminal to draw on and a keyboard. Without them, one sentence and exit code 2.

use std::process::{Command, Stdio};

use super::pty::{Session, command, shell};
use super::{START, STEPPING, assert_clean};

const NO_SCREEN: &str = "a terminal, and stdout is not one";

#[test]
fn without_any_terminal_it_says_so() {
    let output = Command::new(env!("CARGO_BIN_EXE_backprop"))
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8(output.stderr).unwrap().trim_end(), sentence(NO_SCREEN));
    assert!(output.stdout.is_empty());
}

#[test]
fn with_stdout_elsewhere_it_says_so() {
    for elsewhere in [
        r#"{ "$0"; echo "code $?" >&2; } | cat"#,
        r#""$0" >/dev/null; echo "code $?""#,
        r#""$0" >&-; echo "code $?""#,
    ] {
        assert_refused(elsewhere, NO_SCREEN);
    }
}

#[test]
fn a_reader_that_has_read_enough_is_no_fault() {
    let script = r#"{ "$0" step --format text; echo "code $?" >&2; } | head -1"#;
    let ending = Session::spawn(shell(script), 80, 24).finish();
    assert_clean(&ending, 0, script);
    // The head and the code, in either order, and not a word more.
    assert!(ending.screen.contains("code 0"), "{}", ending.screen);
    assert_eq!(ending.screen.trim_end().lines().count(), 2, "{}", ending.screen);
}

#[test]
fn a_terminal_that_cannot_move_its_cursor_is_refused() {
    assert_refused(
        r#"TERM=dumb "$0"; echo "code $?""#,
        "a terminal that can move its cursor, and TERM says dumb",
    );
}

fn sentence(missing: &str) -> String {
    format!(
        "backprop: the tutor needs {missing}; “backprop step --format text” prints a lesson instead"
    )
}

/// `script` prints the exit code; the sentence stands before it, and no mode was touched.
fn assert_refused(script: &str, missing: &str) {
    let session = Session::spawn(shell(script), 200, 24);
    session.wait_for("code 2");
    assert_eq!(session.screen().trim_end(), sentence(missing) + "\ncode 2", "{script}");
    assert!(!session.bytes().contains(&0x1b), "{script}");
    assert_clean(&session.finish(), 0, script);
}

#[test]
fn without_a_keyboard_it_says_so() {
    let mut command = shell(r#""$0" </dev/null; echo "code $?""#);
    command.set_controlling_tty(false);
    let session = Session::spawn(command, 200, 24);
    session.wait_for("code 2");
    assert_eq!(
        session.screen().trim_end(),
        sentence("a keyboard, but stdin is not a terminal and there is no /dev/tty") + "\ncode 2"
    );
    assert_clean(&session.finish(), 0, "no keyboard");
}

#[test]
fn with_stdin_elsewhere_the_keys_come_from_the_terminal() {
    for elsewhere in [r#""$0" </dev/null"#, r#"echo q | "$0""#, r#""$0" <&-"#] {
        let session = Session::spawn(shell(elsewhere), 80, 24);
        STEPPING.leave_cleanly(STEPPING.reach_in(session));
    }
}

#[test]
fn a_terminal_that_does_not_control_the_program_will_do() {
    let mut command = command(&[]);
    command.set_controlling_tty(false);
    let session = Session::spawn(command, 80, 24).on(START, "q");
    assert_clean(&session.finish(), 0, "no controlling terminal");
}

/// `--linear` needs a terminal for nothing but its lines.
#[test]
fn a_dumb_terminal_is_left_as_it_was() {
    let mut command = command(&["--linear"]);
    command.env("TERM", "dumb");
    let session = Session::spawn(command, 80, 24)
        .on("1: The 2-1-1 network", "1\n")
        .on("17 numbers follow.", "\n")
        .on("1 of 17: h, ", "quit\n");
    assert!(!session.bytes().contains(&0x1b));
    let ending = session.finish();
    assert_eq!(ending.code, 0);
    assert_eq!(ending.left_behind, Vec::<&str>::new());
}
