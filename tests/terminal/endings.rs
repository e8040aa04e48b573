//! Every way to end, in every state: the exit code, the time it takes, and a terminal as it was before.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use rustix::process::{Pid, kill_process};
use tempfile::TempDir;

use super::pty::{Ending, Session, Signal, command, shell};
use super::{CTRL_C, CTRL_Z, START, STATES, STEPPING, State, assert_clean};

/// The program ends within this time, whatever happens to it.
const PROMPT: Duration = Duration::from_millis(500);

/// A busy machine may need more than [`PROMPT`] for once; a program that is too slow is too slow every time.
const ATTEMPTS: usize = 3;

/// Brings the program to every state, lets `fault` happen, and gives what comes of it to `check`.
fn in_every_state(
    start: impl Fn() -> Session,
    fault: impl Fn(&State, &mut Session),
    check: impl Fn(&str, &Ending),
) {
    for state in &STATES {
        let mut times = Vec::new();
        loop {
            let mut session = state.reach_in(start());
            fault(state, &mut session);
            let ending = session.finish();
            check(state.name, &ending);
            times.push(ending.took);
            if ending.took <= PROMPT {
                break;
            }
            assert!(times.len() < ATTEMPTS, "{}: too slow every time: {times:?}", state.name);
        }
    }
}

fn start() -> Session {
    Session::start(&[], 80, 24)
}

/// One that asks the terminal nothing: it waits for no answer, with which keys would go.
fn unasking() -> Session {
    Session::start(&["--theme", "dark"], 80, 24)
}

fn ends_cleanly_with(code: u32) -> impl Fn(&str, &Ending) {
    move |state, ending| assert_clean(ending, code, state)
}

#[test]
fn q_leaves() {
    in_every_state(start, State::leave, ends_cleanly_with(0));
}

#[test]
fn ctrl_c_leaves_from_everywhere() {
    in_every_state(start, |_, session| session.type_keys(CTRL_C), ends_cleanly_with(0));
}

#[test]
fn sigint_ends_it() {
    in_every_state(start, |_, session| session.signal(Signal::INT), ends_cleanly_with(130));
}

#[test]
fn sigterm_ends_it() {
    in_every_state(start, |_, session| session.signal(Signal::TERM), ends_cleanly_with(143));
}

#[test]
fn sighup_ends_it() {
    in_every_state(start, |_, session| session.signal(Signal::HUP), ends_cleanly_with(129));
}

#[test]
fn sigquit_ends_it() {
    in_every_state(start, |_, session| session.signal(Signal::QUIT), ends_cleanly_with(131));
}

/// The frame or the way in may be cut anywhere; a signal before there is anything to restore may kill.
#[test]
fn a_signal_at_any_moment_of_the_start_leaves_nothing_behind() {
    for wait in (0..40).map(Duration::from_millis) {
        let session = start();
        sleep(wait);
        session.signal(Signal::TERM);
        let ending = session.finish();
        assert!(ending.code == 143 || ending.signal.is_some(), "{wait:?}: {ending:?}");
        assert_eq!(ending.left_behind, [""; 0], "{wait:?}");
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_in_the_loop_restores_the_terminal_and_says_so() {
    assert_panic_is_told("panic-ui");
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_in_another_thread_restores_the_terminal_and_says_so() {
    assert_panic_is_told("panic-thread");
}

#[cfg(debug_assertions)]
fn assert_panic_is_told(fault: &str) {
    const F12: &str = "\x1b[24~";
    let start = || {
        let mut command = command(&[]);
        command.env("BACKPROP_FAULT", fault);
        Session::spawn(command, 80, 24)
    };
    in_every_state(
        start,
        |_, session| session.type_keys(F12),
        |state, ending| {
            assert_clean(ending, 101, state);
            let told = "backprop: stopped by a fault of its own, please report it: forced by a test (src/tui/trial.rs:";
            // The sentence may be wrapped where the screen ends.
            let screen = ending.screen.replace('\n', "");
            assert!(screen.contains(told), "{state}:\n{}", ending.screen);
        },
    );
}

#[test]
fn a_vanished_terminal_ends_it() {
    in_every_state(start, |_, session| session.vanish(), ends_cleanly_with(129));
}

#[test]
fn a_vanished_terminal_ends_it_when_sighup_is_ignored() {
    let start = || Session::spawn(shell(r#"trap "" HUP; exec "$0""#), 80, 24);
    in_every_state(start, |_, session| session.vanish(), ends_cleanly_with(129));
}

/// Only the leader of a session is told that its terminal has gone, and here that is a shell which does not care.
#[test]
fn a_vanished_terminal_ends_it_when_nobody_tells_it() {
    let start = || Session::spawn(shell(r#"trap "" HUP; "$0"; exit $((100 + $?))"#), 80, 24);
    in_every_state(start, |_, session| session.vanish(), ends_cleanly_with(229));
}

/// Output that is stuck cannot carry the sequences that restore the screen; the line discipline can be restored without it.
#[test]
fn sigterm_ends_it_while_the_output_is_stalled() {
    in_every_state(
        start,
        |_, session| {
            session.stall(true);
            // Something to draw: the loop is stuck in the middle of it.
            session.type_keys("?L");
            sleep(Duration::from_millis(60));
            session.signal(Signal::TERM);
        },
        |state, ending| {
            assert_eq!(ending.code, 143, "{state}");
            assert!(!ending.left_behind.contains(&"line discipline"), "{state}: {ending:?}");
        },
    );
}

/// Under ssh as the only command nobody could continue a program that stops: it goes on, and draws its screen anew.
#[test]
fn ctrl_z_does_not_freeze_a_session_leader() {
    for state in &STATES {
        let mut session = state.reach();
        let before = session.bytes().len();
        session.type_keys(CTRL_Z);
        session.wait_for_bytes("\x1b[?1049l", before);
        session.wait_for_bytes("\x1b[?1049h", before);
        session.wait_for(state.shows);
        state.leave_cleanly(session);
    }
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back() {
    for state in &STATES {
        let script = r#"set -m; "$0"; echo "stopped $?"; read go; fg; echo "ended $?""#;
        let mut session = state.reach_in(Session::spawn(shell(script), 80, 24));
        session.type_keys(CTRL_Z);
        session.wait_for("stopped 148");
        assert_eq!(session.left_behind(), [""; 0], "{}", state.name);
        session.type_keys("\n");
        session.wait_for(state.shows);
        state.leave(&mut session);
        session.wait_for("ended 0");
        assert_clean(&session.finish(), 0, state.name);
    }
}

/// `kill -TSTP`, as some tools for jobs send it.
#[test]
fn sigtstp_from_outside_suspends_as_ctrl_z_does() {
    for state in &STATES {
        let script =
            r#"set -m; "$0" & echo $! >pid; fg; echo "stopped $?"; read go; fg; echo "ended $?""#;
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let mut command = shell(script);
        command.cwd(folder.path());
        let mut session = state.reach_in(Session::spawn(command, 80, 24));
        let pid = fs::read_to_string(folder.path().join("pid")).unwrap();
        kill_process(Pid::from_raw(pid.trim().parse().unwrap()).unwrap(), Signal::TSTP).unwrap();
        session.wait_for("stopped 148");
        assert_eq!(session.left_behind(), [""; 0], "{}", state.name);
        session.type_keys("\n");
        session.wait_for(state.shows);
        state.leave(&mut session);
        session.wait_for("ended 0");
        assert_clean(&session.finish(), 0, state.name);
    }
}

/// Under ssh as the only command nobody could continue it: it goes on, and draws its screen anew.
#[test]
fn sigtstp_does_not_freeze_a_session_leader() {
    let mut session = STEPPING.reach_in(unasking());
    for _ in 0..3 {
        let before = session.bytes().len();
        session.signal(Signal::TSTP);
        session.wait_for_bytes("\x1b[?1049l", before);
        session.wait_for_bytes("\x1b[?1049h", before);
        session.wait_for(STEPPING.shows);
    }
    session.type_keys(CTRL_Z);
    STEPPING.leave_cleanly(session);
}

/// While a session leader suspends, its terminal is cooked for a moment, in which ^C is a signal.
#[test]
fn ctrl_c_while_it_suspends_leaves_nothing_behind() {
    for wait in (0..60).map(|step| Duration::from_micros(step * 15)) {
        let mut session = STEPPING.reach_in(unasking());
        session.type_keys(CTRL_Z);
        sleep(wait);
        session.type_keys(CTRL_C);
        let ending = session.finish();
        assert!([0, 130].contains(&ending.code), "{wait:?}: {ending:?}");
        assert_eq!(ending.left_behind, [""; 0], "{wait:?}");
    }
}

/// The terminal takes keys as signals already, but has not taken the sequences that restore it.
#[test]
fn two_signals_in_the_middle_of_suspending_leave_nothing_behind() {
    let mut session = STEPPING.reach_in(unasking());
    session.stall(true);
    session.type_keys(CTRL_Z);
    sleep(Duration::from_millis(50));
    session.signal(Signal::INT);
    sleep(Duration::from_millis(50));
    session.signal(Signal::INT);
    sleep(Duration::from_millis(50));
    session.stall(false);
    assert_clean(&session.finish(), 130, "two signals");
}

/// In the background the terminal is the shell's: the program may not touch it, even to end.
#[test]
fn a_stopped_program_can_be_sent_to_the_background_and_killed() {
    let script = r#"set -m; "$0"; bg; sleep 0.4; stty -a; kill %1; kill -CONT %1; sleep 0.4; wait %1; echo "ended $?""#;
    let session = Session::spawn(shell(script), 80, 24).on(START, CTRL_Z);
    session.wait_for("ended 143");
    assert!(session.screen().contains(" icanon"), "{}", session.screen());
    assert_clean(&session.finish(), 0, "the shell");
}

/// Stopped from outside it cannot leave the screen; continued, it sets up and draws everything anew.
#[test]
fn sigcont_draws_the_screen_anew() {
    let session = start();
    session.wait_for(START);
    session.signal(Signal::STOP);
    let before = session.bytes().len();
    session.signal(Signal::CONT);
    session.wait_for_bytes("\x1b[?1049h", before);
    session.wait_for_bytes("\x1b[?2026l", before);
    STEPPING.leave_cleanly(STEPPING.reach_in(session));
}
