//! Faults that tests force, to see how the program ends. Not in release builds.

use std::thread;

use crossterm::event::KeyCode;

/// Panics at F12, on the thread that the environment variable `BACKPROP_FAULT` names.
pub(super) fn fault(key: KeyCode) {
    if key != KeyCode::F(12) {
        return;
    }
    match std::env::var("BACKPROP_FAULT").as_deref() {
        Ok("panic-ui") => panic!("forced by a test"),
        Ok("panic-thread") => drop(thread::spawn(|| panic!("forced by a test"))),
        _ => {}
    }
}
