//! A terminal that is asked for its background: it answers or not, at once or in pieces, and keys
//! come in between.

use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::pty::{Session, command, shell};
use super::{START, STEP, STEPPING, TRAINING, assert_clean};

const QUESTION: &str = "\x1b]11;?\x07";

const ON_WHITE: &str = "\x1b]11;rgb:ffff/ffff/ffff\x07";
const ON_BLACK: &str = "\x1b]11;rgb:0000/0000/0000\x1b\\";

/// What sets the colour of titles in each theme.
const MIDDLE: &str = "38;5;63";
const LIGHT: &str = "38;5;25";
const DARK: &str = "38;5;117";

const ESC: &str = "\x1b";

/// A session that has just asked.
fn asked() -> Session {
    let session = Session::start(&[], 80, 24);
    session.wait_for(START);
    session.wait_for_bytes(QUESTION, 0);
    session
}

/// What the terminal has received, as text.
fn received(session: &Session) -> String {
    String::from_utf8_lossy(&session.bytes()).into_owned()
}

#[test]
fn the_colours_become_those_for_the_background() {
    for (answer, colour) in [(ON_WHITE, LIGHT), (ON_BLACK, DARK)] {
        let mut session = asked();
        let first = received(&session);
        assert!(first.contains(MIDDLE) && !first.contains(colour), "{first:?}");
        session.type_keys(answer);
        session.wait_for_bytes(colour, first.len());
        session.type_keys("q");
        assert_clean(&session.finish(), 0, answer);
    }
}

#[test]
fn a_mute_terminal_keeps_the_middle_tones_and_gets_every_key() {
    let session = asked().on(START, "1l").on(STEPPING.shows, STEP).on("step 2 of", ESC);
    let session = session.on(START, "q");
    let all = received(&session);
    assert_clean(&session.finish(), 0, "a mute terminal");
    assert!(!all.contains(LIGHT) && !all.contains(DARK));
}

#[test]
fn esc_is_answered_at_once_while_an_answer_may_come() {
    let answered = || {
        let mut session = asked().on(START, "1l");
        session.wait_for(STEPPING.shows);
        let start = Instant::now();
        session.type_keys(ESC);
        session.wait_for(START);
        start.elapsed()
    };
    let times: Vec<_> = (0..5).map(|_| answered()).collect();
    assert!(times.iter().any(|time| *time < Duration::from_millis(100)), "{times:?}");
}

#[test]
fn an_answer_in_two_pieces_is_no_key() {
    for answer in [ON_WHITE, ON_BLACK] {
        let colour = if answer == ON_WHITE { LIGHT } else { DARK };
        for cut in 1..answer.len() {
            let mut session = asked().on(START, "1l");
            session.wait_for(STEPPING.shows);
            let (one, other) = answer.split_at(cut);
            session.type_keys(one);
            sleep(Duration::from_millis(15));
            let before = session.bytes().len();
            session.type_keys(&format!("{other}{STEP}"));
            session.wait_for("step 2 of");
            session.wait_for_bytes(colour, before);
            session.type_keys("q");
            assert_clean(&session.finish(), 0, &format!("cut at {cut}"));
        }
    }
}

#[test]
fn keys_around_the_answer_are_kept() {
    // Esc goes back to the menu, and the two steps come after it.
    for (before, after, shows) in [
        ("1l", "l", "step 2 of"),
        ("1ll\x1b[D", "\x1b[C", "step 2 of"),
        ("2l\x1b", "1ll", "step 2 of"),
        ("1", "ll\x1b", START),
    ] {
        let mut session = asked();
        session.type_keys(&format!("{before}{ON_WHITE}{after}"));
        session.wait_for_bytes(LIGHT, 0);
        session.wait_for(shows);
        session.type_keys("q");
        assert_clean(&session.finish(), 0, before);
    }
}

#[test]
fn an_answer_is_heard_while_it_trains() {
    let mut session = asked().on(START, TRAINING.keys);
    session.wait_for(TRAINING.shows);
    for piece in [ESC, "]11;rgb:", "ffff/ffff", "/ffff", ESC, "\\"] {
        session.type_keys(piece);
        sleep(Duration::from_millis(5));
    }
    session.wait_for_bytes(LIGHT, 0);
    TRAINING.leave_cleanly(session);
}

#[test]
fn an_answer_that_comes_late_is_not_typed_into_the_shell() {
    let script = r#""$0"; read -r line; echo "<$line>""#;
    let mut session = Session::spawn(shell(script), 80, 24).on(START, "q");
    sleep(Duration::from_millis(20));
    session.type_keys(ON_WHITE);
    sleep(Duration::from_millis(300));
    session.type_keys("end\r");
    session.wait_for("<end>");
    assert_clean(&session.finish(), 0, "a late answer");
}

#[test]
fn who_has_chosen_or_cannot_answer_is_not_asked() {
    for script in [
        r#""$0" --theme light"#,
        r#"NO_COLOR=1 "$0""#,
        r#"COLORFGBG="15;0" "$0""#,
        r#"COLORFGBG="0;default;15" "$0""#,
        r#"TERM=vt220 "$0""#,
        r#"TERM=linux COLORTERM=truecolor "$0""#,
    ] {
        let session = Session::spawn(shell(script), 80, 24).on(START, "q");
        let all = received(&session);
        assert_clean(&session.finish(), 0, script);
        assert!(!all.contains("\x1b]") && !all.contains(MIDDLE), "{script}");
    }
}

#[test]
fn only_a_choice_is_kept() {
    let state = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let start = || {
        let mut command = command(&[]);
        command.env("XDG_STATE_HOME", state.path());
        Session::spawn(command, 80, 24)
    };
    let leave = |mut session: Session| {
        session.type_keys("q");
        assert_clean(&session.finish(), 0, "leaving");
    };
    let session = start().on(START, ON_WHITE);
    session.wait_for_bytes(LIGHT, 0);
    leave(session);
    let kept = fs::read_to_string(state.path().join("backprop/progress.json")).unwrap_or_default();
    assert!(!kept.contains("theme"), "{kept}");

    // Light, mono, dark.
    let session = start().on(START, ON_WHITE);
    session.wait_for_bytes(LIGHT, 0);
    let session = session.on(START, "TT");
    session.wait_for_bytes(DARK, 0);
    leave(session);
    let session = start();
    session.wait_for(START);
    let all = received(&session);
    assert!(all.contains(DARK) && !all.contains("\x1b]"), "{all:?}");
    leave(session);
}
