//! Input that no keyboard sends, and windows that nobody has.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use super::pty::{Session, Signal};
use super::{CTRL_C, LAST, START, STATES, STEP, STEPPING, TRAINING, assert_clean};

/// The most memory that an absurd window may cost, in KiB.
const MEMORY: u64 = 64 * 1024;

#[test]
fn a_burst_of_1300_keys_is_read_at_once() {
    let mut session = STEPPING.reach();
    session.type_keys(&STEP.repeat(1_300));
    session.wait_for(LAST);
    STEPPING.leave_cleanly(session);
}

#[test]
fn two_thousand_resizes_end_in_a_drawn_screen() {
    for state in &STATES {
        let mut session = state.reach();
        for n in 0..2_000 {
            session.resize(1 + n % 199, n % 60);
        }
        session.resize(80, 24);
        session.wait_for(state.shows);
        state.leave_cleanly(session);
    }
}

#[test]
fn tiny_windows_are_survived() {
    for state in &STATES {
        let mut session = state.reach();
        for (columns, rows) in [(5, 5), (1, 1), (0, 0), (0, 7), (7, 0), (80, 24)] {
            let before = session.bytes().len();
            session.resize(columns, rows);
            session.wait_for_bytes("\x1b[?2026l", before);
        }
        session.wait_for(state.shows);
        state.leave_cleanly(session);
    }
}

#[test]
fn a_tiny_window_at_the_start_is_survived() {
    for (columns, rows) in [(0, 0), (1, 1), (5, 5)] {
        let mut session = Session::start(&[], columns, rows);
        session.wait_for_bytes("\x1b[?2026l", 0);
        session.resize(80, 24);
        session = session.on(START, "q");
        assert_clean(&session.finish(), 0, "a tiny window");
    }
}

#[test]
fn an_absurd_window_is_refused_until_it_shrinks() {
    for state in &STATES {
        let mut session = state.reach();
        session.resize(u16::MAX, u16::MAX);
        session.wait_for("too large: 65535 × 65535");
        session.resize(80, 24);
        session.wait_for(state.shows);
        assert!(peak_memory(&session) < MEMORY, "{}: {} KiB", state.name, peak_memory(&session));
        state.leave_cleanly(session);
    }
}

#[test]
fn an_absurd_window_at_the_start_is_refused() {
    let mut session = Session::start(&[], u16::MAX, u16::MAX);
    session.wait_for("too large: 65535 × 65535");
    assert!(peak_memory(&session) < MEMORY, "{} KiB", peak_memory(&session));
    session.type_keys(CTRL_C);
    assert_clean(&session.finish(), 0, "an absurd window");
}

#[test]
fn a_paste_is_not_typed_keys() {
    for state in &STATES {
        let mut session = state.reach();
        session.type_keys("\x1b[200~abc quit\r\x1b[201~");
        state.leave_cleanly(session);
    }
}

/// Nothing can be read while a paste goes on, but the window is still drawn and signals are obeyed.
#[test]
fn a_paste_without_an_end_does_not_freeze_the_screen() {
    for state in &STATES {
        let mut session = state.reach();
        session.type_keys("\x1b[200~abc quit");
        session.resize(2_000, 24);
        session.wait_for("too large");
        session.resize(80, 24);
        session.wait_for(state.shows);
        session.signal(Signal::TERM);
        assert_clean(&session.finish(), 143, state.name);
    }
}

#[test]
fn half_a_sequence_does_not_stop_the_training() {
    let mut session = TRAINING.reach();
    session.type_keys("\x1b[");
    for _ in 0..10 {
        session.wait_for_bytes("\x1b[?2026l", session.bytes().len());
    }
    session.type_keys("C");
    TRAINING.leave_cleanly(session);
}

/// A slow line may cut a sequence anywhere, and bring its rest late or never.
#[test]
fn half_a_sequence_swallows_neither_ctrl_c_nor_q() {
    let halves: [&[u8]; 8] =
        [b"\x1b[", b"\x1bO", b"\x1b[1;", b"\x1b[<", b"\x1b[?", b"\x1b[200", b"\x1b[M", b"\xe8\xaf"];
    for half in halves {
        let mut session = STEPPING.reach();
        session.type_bytes(half);
        session.type_keys(CTRL_C);
        assert_clean(&session.finish(), 0, &format!("Ctrl-C after {}", half.escape_ascii()));
        let mut session = STEPPING.reach();
        session.type_bytes(half);
        sleep(Duration::from_millis(100));
        // The first three may be what an old mouse report ends with.
        session.type_keys("qqqq");
        assert_clean(&session.finish(), 0, &format!("q after {}", half.escape_ascii()));
    }
}

#[test]
fn the_late_rest_of_a_sequence_is_no_key() {
    // `q` and `S` would leave or open a form, and digits choose a lesson.
    for (half, rest) in [("\x1b[1;", "5S"), ("\x1b[", "1;2S"), ("\x1b[<", "0;3;4M"), ("\x1b", "OS")]
    {
        let mut session = STEPPING.reach();
        session.type_keys(half);
        sleep(Duration::from_millis(150));
        let (shows, back) = if half == "\x1b" { (START, "1") } else { (STEPPING.shows, "") };
        session.wait_for(shows);
        session.type_keys(rest);
        sleep(Duration::from_millis(50));
        session.type_keys(back);
        session.type_keys(STEP);
        session.wait_for("step 2 of 17");
        STEPPING.leave_cleanly(session);
    }
}

/// All three ways to encode a mouse report, in cells that no screen has.
#[test]
fn mouse_reports_outside_the_screen_are_survived() {
    for state in &STATES {
        let mut session = state.reach();
        for report in ["\x1b[<0;0;0M", "\x1b[<0;65535;65535M", "\x1b[32;0;0M", "\x1b[M   "] {
            session.type_keys(report);
        }
        state.leave_cleanly(session);
    }
}

/// Half sequences, broken UTF-8, control characters: all but the keys that leave, and Ctrl-Z, which gives the
/// rest to the line discipline for a moment.
#[test]
fn random_bytes_are_survived() {
    for seed in 1..=50 {
        let mut session = Session::start(&[], 80, 24);
        session.wait_for(START);
        for chunk in random_bytes(seed, 2_000).chunks(250) {
            session.type_bytes(chunk);
        }
        sleep(Duration::from_millis(20));
        session.signal(Signal::TERM);
        assert_clean(&session.finish(), 143, &format!("seed {seed}"));
    }
}

/// A third of it escape sequences, or what begins like one.
fn random_bytes(seed: u32, count: usize) -> Vec<u8> {
    let mut random = rand_mt::Mt::new(seed);
    let mut bytes = Vec::new();
    while bytes.len() < count {
        let number = random.next_u32();
        match number % 6 {
            0 => bytes.extend(b"\x1b["),
            1 => bytes.extend(b"\x1b[<"),
            2 => bytes.extend(number.to_string().bytes().take(4).chain([b';'])),
            _ => bytes.extend(number.to_le_bytes()),
        }
    }
    bytes.retain(|byte| !b"q\x03\x1a".contains(byte));
    bytes.truncate(count);
    bytes
}

/// The most memory that the program has held so far, in KiB.
fn peak_memory(session: &Session) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", session.pid())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    peak.trim().trim_end_matches(" kB").parse().unwrap()
}
