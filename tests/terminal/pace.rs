//! How soon it starts, how quiet it is, and how fast it answers while it trains.
//!
//! What a busy machine can slow down is tried several times: the best of them shows the program.

use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::pty::Session;
use super::{HELP, START, TRAINING, assert_clean};

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
    assert!(times.iter().any(|time| *time < Duration::from_millis(100)), "{times:?}");
}

#[test]
fn an_idle_screen_sleeps() {
    let mut session = Session::start(&[], 80, 24);
    session.wait_for(START);
    sleep(Duration::from_millis(100));
    let (bytes, ticks) = (session.bytes().len(), processor_ticks(&session));
    sleep(Duration::from_secs(1));
    assert_eq!(session.bytes().len(), bytes, "bytes written");
    assert!(processor_ticks(&session) - ticks <= 1, "hundredths of a second of processor time");
    session.type_keys("q");
    assert_clean(&session.finish(), 0, "idle");
}

#[test]
fn training_is_drawn_20_to_40_times_a_second() {
    let session = TRAINING.reach();
    let frames = || {
        let before = session.bytes().len();
        sleep(Duration::from_secs(1));
        count(&session.bytes()[before..], b"\x1b[?2026l")
    };
    let counts: Vec<_> = (0..ATTEMPTS).map(|_| frames()).collect();
    assert!(counts.iter().any(|count| *count >= 20), "{counts:?}");
    assert!(counts.iter().all(|count| *count <= 40), "{counts:?}");
}

#[test]
fn keys_are_answered_within_a_frame_while_it_trains() {
    let mut session = TRAINING.reach();
    let mut times = Vec::new();
    for _ in 0..10 {
        // The second text is under the popup.
        for (key, shows) in [("?", HELP), ("?", "accuracy, training")] {
            let start = Instant::now();
            session.type_keys(key);
            session.wait_for(shows);
            times.push(start.elapsed());
        }
    }
    times.sort();
    let median = times[times.len() / 2];
    assert!(median < Duration::from_millis(33), "{times:?}");
}

fn count(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).filter(|window| *window == what).count()
}

/// The processor time that the program has used so far, in clock ticks (hundredths of a second).
fn processor_ticks(session: &Session) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{}/stat", session.pid())).unwrap();
    // Fields 14 and 15 of all; the name in parentheses is field 2.
    let after_name = stat.rsplit(") ").next().unwrap();
    after_name.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum()
}
