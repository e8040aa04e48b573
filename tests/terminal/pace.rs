//! How fast it answers, and how quiet it is.
//!
//! What a busy machine can slow down is tried several times: the best of them shows the program.

use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::pty::Session;
use super::{START, assert_clean};

const ATTEMPTS: usize = 5;

/// A terminal that answers no query must not hold it up: a query waits for two seconds.
#[test]
fn a_mute_terminal_sees_the_first_frame_at_once() {
    let first_frame = || {
        let start = Instant::now();
        let session = Session::start(&[], 80, 24);
        session.wait_for(START);
        start.elapsed()
    };
    let times: Vec<_> = (0..ATTEMPTS).map(|_| first_frame()).collect();
    assert!(
        times.iter().any(|time| *time < Duration::from_millis(100)),
        "{times:?}"
    );
}

#[test]
fn an_idle_screen_sleeps() {
    let mut session = Session::start(&[], 80, 24);
    session.wait_for(START);
    sleep(Duration::from_millis(100));
    let (bytes, ticks) = (session.bytes().len(), processor_ticks(&session));
    sleep(Duration::from_secs(1));
    assert_eq!(session.bytes().len(), bytes, "bytes written");
    assert!(
        processor_ticks(&session) - ticks <= 1,
        "hundredths of a second of processor time"
    );
    session.type_keys("q");
    assert_clean(&session.finish(), 0, "idle");
}

/// The processor time that the program has used so far, in clock ticks (hundredths of a second).
fn processor_ticks(session: &Session) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{}/stat", session.pid())).unwrap();
    // Fields 14 and 15 of all; the name in parentheses is field 2.
    let after_name = stat.rsplit(") ").next().unwrap();
    after_name
        .split(' ')
        .skip(11)
        .take(2)
        .map(|ticks| ticks.parse::<u64>().unwrap())
        .sum()
}
