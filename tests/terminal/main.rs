//! Nothing breaks the terminal: the real binary on real pseudo-terminals, in each of its states.
//!
//! * `background.rs`: the answer to the question for the background, whole, in pieces, among keys.
//! * `endings.rs`: every way to end, and what is left behind.
//! * `input.rs`: bursts, pastes, half sequences, mouse reports, window sizes.
//! * `start.rs`: what it takes to start at all.
//! * `keeping.rs`: progress, and a file of it that can't be used.
//! * `loading.rs`: the line that says how far loading and training are.
//! * `shared.rs`: guests of a machine, clickers, and forty logins at once.
//! * `pace.rs`: how soon it starts, how quiet it is, and how fast it answers while it trains.
//!
//! Measured on Linux; elsewhere pseudo-terminals and `/proc` differ too much for these checks.
#![cfg(target_os = "linux")]

mod background;
mod endings;
mod input;
mod keeping;
mod loading;
mod pace;
#[path = "../support/pty.rs"]
mod pty;
mod shared;
mod start;

use pty::{Ending, Session};

/// A state of the program: the keys that lead there from the start, what the screen shows then, and, where `q` does not leave,
/// the way to where it does.
struct State {
    name: &'static str,
    keys: &'static str,
    shows: &'static str,
    back: Option<Back>,
}

struct Back {
    keys: &'static str,
    shows: &'static str,
}

const STATES: [State; 6] = [
    State { name: "menu", keys: "", shows: START, back: None },
    STEPPING,
    TRAINING,
    State { name: "popup", keys: "1?", shows: HELP, back: None },
    // Half of an answer: a number is asked for, and letters go into a field.
    State {
        name: "typing",
        keys: "1ttl0.5",
        shows: "> 0.5",
        back: Some(Back { keys: F2, shows: "one number a step" }),
    },
    // Half of another number for a given one.
    State {
        name: "editing",
        keys: "1e\r0.7",
        shows: "> 0.7",
        back: Some(Back { keys: "\x1b", shows: "Enter change" }),
    },
];

const STEPPING: State = State { name: "stepping", keys: "1l", shows: "step 1 of 17", back: None };

/// At the slowest pace, so that it lasts longer than any test.
const TRAINING: State =
    State { name: "training", keys: "4---- ", shows: "training – ", back: None };

/// What the program shows at the start.
const START: &str = "one number at a time";

/// What only the popup with the keys shows.
const HELP: &str = "suspend (fg returns)";

/// A key that goes one step on, and what the screen shows when there is no further one.
const STEP: &str = "l";
const LAST: &str = "step 17 of 17";

/// Ends asking for numbers, whatever is typed.
const F2: &str = "\x1bOQ";

const CTRL_C: &str = "\x03";
const CTRL_Z: &str = "\x1a";

impl State {
    /// Starts the program and brings it to this state.
    fn reach(&self) -> Session {
        self.reach_in(Session::start(&[], 80, 24))
    }

    /// Brings a program that has just started to this state.
    fn reach_in(&self, mut session: Session) -> Session {
        session = session.on(START, self.keys);
        session.wait_for(self.shows);
        session
    }

    /// Leaves with `q`.
    fn leave(&self, session: &mut Session) {
        if let Some(back) = &self.back {
            session.type_keys(back.keys);
            session.wait_for(back.shows);
        }
        session.type_keys("q");
    }

    /// Leaves with `q` and checks that all is as it was before.
    fn leave_cleanly(&self, mut session: Session) {
        self.leave(&mut session);
        assert_clean(&session.finish(), 0, self.name);
    }
}

/// The program has ended by itself, with `code`, and has restored all modes of the terminal.
fn assert_clean(ending: &Ending, code: u32, what: &str) {
    assert_eq!((ending.code, ending.signal.as_deref()), (code, None), "{what}");
    assert_eq!(ending.left_behind, [""; 0], "{what}");
}
