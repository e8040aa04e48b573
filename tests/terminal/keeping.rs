//! Progress is kept however a session ends, and a file that can't be used stops nothing.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use tempfile::TempDir;

use super::pty::{Session, Signal, command};
use super::{CTRL_C, START, STEP, assert_clean};

/// A folder for state that several sessions share.
struct State(TempDir);

impl State {
    fn new() -> Self {
        Self(TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap())
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("backprop/progress.json")
    }

    /// A session in a window so wide that no sentence is broken.
    fn start(&self, args: &[&str]) -> Session {
        self.start_with(args, &[])
    }

    fn start_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Session {
        let mut command = command(args);
        command.env("XDG_STATE_HOME", self.0.path());
        for (name, value) in variables {
            command.env(name, value);
        }
        Session::spawn(command, 300, 30)
    }

    /// Three steps into the first lesson, and back at the menu, so that they are kept.
    fn keep_three_steps(&self) {
        let session = self.start(&[]).on(START, "1lll").on("step 3 of 17", "q");
        assert_clean(&session.finish(), 0, "keeping three steps");
    }
}

#[test]
fn a_lesson_is_kept_however_the_session_ends() {
    type End = fn(&mut Session);
    let ends: [(&str, u32, End); 8] = [
        ("q", 0, |session| session.type_keys("q")),
        ("Ctrl-C", 0, |session| session.type_keys(CTRL_C)),
        ("INT", 130, |session| session.signal(Signal::INT)),
        ("TERM", 143, |session| session.signal(Signal::TERM)),
        ("HUP", 129, |session| session.signal(Signal::HUP)),
        ("QUIT", 131, |session| session.signal(Signal::QUIT)),
        ("closed window", 129, Session::vanish),
        ("stalled output", 143, |session| {
            session.stall(true);
            session.signal(Signal::TERM);
        }),
    ];
    for (name, code, end) in ends {
        let state = State::new();
        let mut session = state.start(&["step", "3-2-1"]).on("step 0 of 31", "lllllll");
        session.wait_for("step 7 of 31");
        assert!(!state.file().exists(), "{name}: written while stepping");
        end(&mut session);
        assert_eq!(session.finish().code, code, "{name}");
        assert!(state.file().exists(), "{name}: not written");
        let next = state.start(&["step", "3-2-1"]);
        next.wait_for("step 7 of 31");
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_lesson_is_kept_through_a_panic() {
    let state = State::new();
    let session = state
        .start_with(&["step"], &[("BACKPROP_FAULT", "panic-ui")])
        .on("step 0 of 17", "lllllll")
        .on("step 7 of 17", "\x1b[24~");
    assert_clean(&session.finish(), 101, "panic");
    state.start(&["step"]).wait_for("step 7 of 17");
}

#[test]
fn a_lesson_is_kept_when_it_is_left() {
    let state = State::new();
    let session = state.start(&[]).on(START, "1lll").on("step 3 of 17", "\x1b");
    session.wait_for("The 2-1-1 network   step 3 of 17");
    session.signal(Signal::KILL);
    session.finish();
    state.start(&[]).wait_for("The 2-1-1 network   step 3 of 17");
}

#[test]
fn what_is_forgotten_is_forgotten_on_disk() {
    let state = State::new();
    state.keep_three_steps();
    let session = state.start(&[]).on("step 3 of 17", "X").on("forget your progress?", "yq");
    assert_clean(&session.finish(), 0, "forgetting");
    let mut next = state.start(&[]);
    next.wait_for(START);
    assert!(!next.screen().contains("step 3"), "{}", next.screen());
    next.type_keys("q");
    assert_clean(&next.finish(), 0, "after forgetting");
}

#[test]
fn without_saving_nothing_is_read_or_written() {
    let state = State::new();
    let session = state.start(&["--no-save"]).on(START, "1lll").on("step 3 of 17", "q");
    assert_clean(&session.finish(), 0, "--no-save");
    assert_eq!(fs::read_dir(state.0.path()).unwrap().count(), 0);

    state.keep_three_steps();
    let kept = fs::read(state.file()).unwrap();
    let session =
        state.start(&["--no-save", "step"]).on("step 0 of 17", STEP).on("step 1 of 17", "q");
    assert_clean(&session.finish(), 0, "--no-save");
    assert_eq!(fs::read(state.file()).unwrap(), kept);
}

#[test]
fn the_language_chosen_by_key_is_kept_and_an_option_wins() {
    let state = State::new();
    let session = state.start(&[]).on(START, "L").on("一次一个数", "q");
    assert_clean(&session.finish(), 0, "choosing a language");

    state.start(&[]).wait_for("一次一个数");
    let session = state.start(&["--lang", "en"]).on(START, "q");
    assert_clean(&session.finish(), 0, "--lang en");
    state.start(&[]).wait_for("一次一个数");
}

/// A colour of text, as the terminal is told.
const COLOUR: &[u8] = b"\x1b[38;5;";

#[test]
fn no_color_wins_over_the_theme_that_is_kept() {
    let state = State::new();
    fs::create_dir(state.file().parent().unwrap()).unwrap();
    fs::write(state.file(), r#"{ "version": 1, "progress": { "theme": "light" } }"#).unwrap();
    for (variables, coloured) in [(&[][..], true), (&[("NO_COLOR", "1")], false)] {
        let session = state.start_with(&[], variables);
        session.wait_for(START);
        let bytes = session.bytes();
        let found = bytes.windows(COLOUR.len()).any(|part| part == COLOUR);
        assert_eq!(found, coloured, "{variables:?}");
    }
}

#[test]
fn a_damaged_file_is_told_on_the_screen_and_after_it() {
    let state = State::new();
    fs::create_dir(state.file().parent().unwrap()).unwrap();
    fs::write(state.file(), "{").unwrap();
    let sentence = "line 1, column 1: the file is damaged: EOF while parsing an object; \
                    it is now called progress.json.damaged, and the tutor begins anew";
    let mut session = state.start(&[]);
    session.wait_for(START);
    session = session.on(sentence, "q");
    let ending = session.finish();
    assert_clean(&ending, 0, "damaged");
    assert!(ending.screen.contains(sentence), "{}", ending.screen);
}

#[test]
fn a_newer_version_s_file_survives_a_session() {
    let state = State::new();
    let newer = r#"{ "version": 3, "progress": [] }"#;
    fs::create_dir(state.file().parent().unwrap()).unwrap();
    fs::write(state.file(), newer).unwrap();
    let session = state
        .start(&["step"])
        .on("a newer version of backprop wrote this", "lll")
        .on("step 3 of 17", "q");
    assert_clean(&session.finish(), 0, "newer");
    assert_eq!(fs::read_to_string(state.file()).unwrap(), newer);
}

#[test]
fn that_nothing_could_be_saved_is_told_once_on_the_screen_and_after_it() {
    let state = State::new();
    state.keep_three_steps();
    fs::set_permissions(state.file(), PermissionsExt::from_mode(0o400)).unwrap();
    let sentence = "your progress could not be saved: the file is read-only";
    let session = state
        .start(&["step"])
        .on("step 3 of 17", STEP)
        .on("step 4 of 17", "\x1b")
        .on(sentence, "q");
    let ending = session.finish();
    assert_clean(&ending, 0, "read-only");
    assert_eq!(ending.screen.matches(sentence).count(), 1);
}

#[test]
fn without_a_home_nothing_is_kept_and_that_is_told() {
    let mut command = command(&[]);
    for (name, value) in [("HOME", "somewhere"), ("XDG_STATE_HOME", "elsewhere")] {
        command.env(name, value);
    }
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    command.cwd(folder.path());
    let mut session = Session::spawn(command, 300, 30);
    session.wait_for(START);
    session = session.on("as there is no home folder for it; set HOME or XDG_STATE_HOME", "1lllq");
    assert_clean(&session.finish(), 0, "no home");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// What was answered is in the file that is handed in, whatever happens then.
#[test]
fn homework_survives_a_kill_after_each_answer() {
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let made = folder.path().join("week1");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_backprop"))
        .args(["sheet", "2-1-1", "--same-numbers", "--to"])
        .arg(&made)
        .stdout(std::process::Stdio::null())
        .status();
    assert!(status.unwrap().success());
    let handout = made.join("handout/1.toml");
    let handed_in = || fs::read_to_string(made.join("handout/1.answers.toml")).unwrap();
    let answers = [("h", "-0.02"), ("a", "0.495"), ("z", "0.0495")];
    for (count, (symbol, answer)) in (1..).zip(answers) {
        let state = State::new();
        let mut session = state.start(&["do", handout.to_str().unwrap()]);
        if count == 1 {
            session = session.on("step 0 of 17", STEP);
        }
        session =
            session.on(&format!("What is {symbol}?"), answer).on(&format!("> {answer}"), "\r");
        session.wait_for("Right.");
        session.signal(Signal::KILL);
        session.finish();
        assert_eq!(handed_in().matches("[[answer]]").count(), count, "{}", handed_in());
        assert!(handed_in().contains(&format!("answer = \"{answer}\"")));
    }
}

/// Where saving takes long (here because another holds the lock), the terminal does not wait for it.
#[test]
fn the_terminal_is_put_right_before_a_slow_disk_has_saved() {
    for signal in [Signal::TERM, Signal::HUP, Signal::USR1, Signal::XFSZ] {
        let state = State::new();
        let folder = state.file().parent().unwrap().to_owned();
        fs::create_dir_all(&folder).unwrap();
        let lock = fs::File::open(&folder).unwrap();
        let session = state.start(&[]).on(START, "1lll");
        session.wait_for("step 3 of 17");
        rustix::fs::flock(&lock, rustix::fs::FlockOperation::LockExclusive).unwrap();
        session.signal(signal);
        session.wait_for_bytes("\x1b[?1049l", 0);
        assert!(!state.file().exists(), "it is not saved yet");
        rustix::fs::flock(&lock, rustix::fs::FlockOperation::Unlock).unwrap();
        let ending = session.finish();
        assert_eq!(ending.left_behind, [""; 0], "{signal:?}");
        assert!(
            fs::read_to_string(state.file()).unwrap().contains("\"position\": 3"),
            "{signal:?}"
        );
    }
}

/// Nor does the screen while a lesson is left; and what is saved in the end is what was last.
#[test]
fn the_screen_does_not_wait_for_a_slow_disk() {
    let state = State::new();
    let folder = state.file().parent().unwrap().to_owned();
    fs::create_dir_all(&folder).unwrap();
    let lock = fs::File::open(&folder).unwrap();
    let session = state.start(&[]).on(START, "1lll");
    session.wait_for("step 3 of 17");
    rustix::fs::flock(&lock, rustix::fs::FlockOperation::LockExclusive).unwrap();
    let left = std::time::Instant::now();
    let session = session.on("step 3 of 17", "\x1b").on("The 2-1-1 network   step 3 of 17", "1ll");
    let session = session.on("step 5 of 17", "\x1b").on("The 2-1-1 network   step 5 of 17", "q");
    session.wait_for_bytes("\x1b[?1049l", 0);
    assert!(left.elapsed() < std::time::Duration::from_secs(1), "{:?}", left.elapsed());
    assert!(!state.file().exists(), "it is not saved yet");
    rustix::fs::flock(&lock, rustix::fs::FlockOperation::Unlock).unwrap();
    assert_clean(&session.finish(), 0, "a slow disk");
    let saved = fs::read_to_string(state.file()).unwrap();
    assert!(saved.contains("\"position\": 5"), "{saved}");
}

#[test]
fn a_second_signal_does_not_wait_for_a_slow_disk() {
    let state = State::new();
    let folder = state.file().parent().unwrap().to_owned();
    fs::create_dir_all(&folder).unwrap();
    let lock = fs::File::open(&folder).unwrap();
    let session = state.start(&[]).on(START, "1lll");
    session.wait_for("step 3 of 17");
    rustix::fs::flock(&lock, rustix::fs::FlockOperation::LockExclusive).unwrap();
    session.signal(Signal::TERM);
    session.wait_for_bytes("\x1b[?1049l", 0);
    // Nobody asks twice within the moment in which the terminal is left.
    std::thread::sleep(std::time::Duration::from_millis(50));
    session.signal(Signal::TERM);
    let ending = session.finish();
    assert!(ending.took < std::time::Duration::from_millis(500), "{ending:?}");
    assert_eq!((ending.code, ending.left_behind), (143, Vec::new()));
}
