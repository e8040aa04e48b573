//! Machines that many share: what a guest can't do, whose progress it is, a clicker in front of a class, and forty logins at once.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use rustix::process::Signal;
use tempfile::TempDir;

use crate::pty::{Session, command};
use crate::{START, assert_clean};

/// Whether a program is there; where it is missing a test says so and ends.
fn has(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
    let found = found.is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("{program} is missing: nothing is tested with it");
    }
    found
}

fn folder() -> TempDir {
    TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

fn guest(state: &Path, args: &[&str]) -> Session {
    let mut command = command(args);
    command.args(["--restricted", "--as", "ada"]);
    command.env("XDG_STATE_HOME", state);
    Session::spawn(command, 120, 30)
}

#[test]
fn a_guest_can_neither_suspend_nor_save_and_has_progress_of_their_own() {
    let state = folder();
    let session = guest(state.path(), &[]).on(START, "1ll").on("step 2 of 17", "\x1a");
    let session = session.on("step 2 of 17", "l").on("step 3 of 17", "?");
    assert!(!session.screen().contains("suspend"), "{}", session.screen());
    let session = session.on("Ctrl-C", "?").on("step 3 of 17", "\x1b").on(START, "4S");
    let session = session.on("one epoch", "?");
    session.wait_for("restart");
    assert!(!session.screen().contains("save to a file"), "{}", session.screen());
    assert_clean(
        &session.on("restart", "\x1b").on("accuracy, training", "q").finish(),
        0,
        "a guest",
    );
    let own = state.path().join("backprop/learners/ada/progress.json");
    assert!(fs::read_to_string(own).unwrap().contains("\"position\": 3"));
    assert!(!state.path().join("backprop/progress.json").exists());
}

/// Nothing is opened for writing but the terminal and what is below the folder for state.
#[test]
fn a_guest_writes_nothing_but_progress() {
    if !has("strace") {
        return;
    }
    let (state, log) = (folder(), folder());
    let log = log.path().join("calls");
    let mut traced = CommandBuilder::new("strace");
    traced.args(["-f", "-y", "-e", "trace=%file,openat,open,creat", "-o", log.to_str().unwrap()]);
    traced.args([env!("CARGO_BIN_EXE_backprop"), "--restricted", "--as", "ada"]);
    for (name, value) in [("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8")] {
        traced.env(name, value);
    }
    traced.env("XDG_STATE_HOME", state.path());
    // “▶z” is drawn last: above it, a slow terminal would still show the menu.
    let session = Session::spawn(traced, 120, 30).on(START, "1lll").on("▶z", "\x1b");
    let session = session.on(START, "4S").on("one epoch", "Sq");
    session.finish();
    let calls = fs::read_to_string(&log).unwrap();
    let changes =
        ["O_WRONLY", "O_RDWR", "O_CREAT", "mkdir", "rename", "unlink", "link", "chmod", "truncate"];
    let own = state.path().to_str().unwrap();
    let mut seen = 0;
    for call in calls.lines().filter(|call| changes.iter().any(|change| call.contains(change))) {
        let is_terminal =
            ["\"/dev/tty", "\"/dev/pts", "\"/dev/null"].iter().any(|it| call.contains(it));
        let is_question =
            ["readlink", "unlinkat(AT_FDCWD, \"\""].iter().any(|it| call.contains(it));
        assert!(call.contains(own) || is_terminal || is_question, "{call}");
        seen += usize::from(call.contains(own));
    }
    assert!(seen > 2, "progress was written: {calls}");
}

/// What a Logitech R400 sends, and how long after a lone Esc.
const CLICKER: [&str; 5] = ["\x1b[6~", "\x1b[5~", "\x1b[15~", "\x1b", "."];

#[test]
fn no_key_of_a_clicker_leaves_what_is_presented_or_changes_a_setting() {
    let lesson: &[&str] = &["step", "2-1-1", "--present", "--at", "dh"];
    let screens: [(&[&str], &str, &str); 8] = [
        (lesson, "", "2-1-1"),
        (lesson, "?", "2-1-1"),
        (lesson, "c", "2-1-1"),
        (lesson, "w", "2-1-1"),
        (lesson, "e", "2-1-1"),
        (lesson, "q", "2-1-1"),
        (&["train", "--present"], "", "6-2-1"),
        (&["gradients", "--present"], "", "vanishing"),
    ];
    for (args, keys, shows) in screens {
        let mut session = Session::start(args, 80, 24);
        session.wait_for(shows);
        session.type_keys(keys);
        for _ in 0..3 {
            for key in CLICKER {
                let already = session.bytes().len();
                session.type_keys(key);
                // A lone Esc is one after a moment, and not the first byte of the next key.
                std::thread::sleep(Duration::from_millis(120));
                if key == "." && session.bytes().len() > already {
                    // The screen is dark until any key.
                    session.type_keys("\x1b[6~");
                    session.wait_for(shows);
                }
            }
            assert!(!session.screen().contains(START), "{args:?} {keys}: {}", session.screen());
        }
        // The lesson is still there, with the digits that it had, and q asks.
        session.wait_for(shows);
        session.type_keys("\x1b");
        std::thread::sleep(Duration::from_millis(120));
        session.type_keys("q");
        session.wait_for(shows);
        session.type_keys("y");
        assert_clean(&session.finish(), 0, shows);
    }
}

/// A server that ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The `sshd_config` of the README, for a port and keys of this test.
fn config(folder: &Path, port: u16) -> String {
    format!(
        "Port {port}
ListenAddress 127.0.0.1
HostKey {0}/host
AuthorizedKeysFile {0}/guest.pub
PidFile none
StrictModes no
UsePAM no
MaxStartups 60
DisableForwarding yes
PermitUserRC no
ForceCommand env LC_ALL=C.UTF-8 XDG_STATE_HOME={0}/state {1} --restricted --as \"${{SSH_ORIGINAL_COMMAND:-guest}}\"
",
        folder.display(),
        env!("CARGO_BIN_EXE_backprop"),
    )
}

fn key(path: &Path) {
    let made =
        Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(path).status();
    assert!(made.unwrap().success());
}

/// The processes of the binary under test with these words among their arguments, and their memory in kB.
fn processes(word: &str) -> Vec<u64> {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let found = entries.filter_map(|entry| {
        let of = |name: &str| fs::read_to_string(entry.path().join(name)).ok();
        let line = of("cmdline")?;
        let mut words = line.split('\0');
        let is_it = words.next() == Some(env!("CARGO_BIN_EXE_backprop"))
            && words.any(|it| it.starts_with(word));
        let status = of("status").filter(|_| is_it)?;
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        resident.trim().trim_end_matches(" kB").parse().ok()
    });
    found.collect()
}

/// How long a key takes until something comes back.
fn answered(session: &mut Session, key: &str) -> Duration {
    let already = session.bytes().len();
    let start = Instant::now();
    session.type_keys(key);
    while session.bytes().len() == already {
        assert!(start.elapsed() < Duration::from_secs(10), "no answer");
        std::thread::sleep(Duration::from_micros(200));
    }
    let took = start.elapsed();
    std::thread::sleep(Duration::from_millis(20));
    took
}

/// Forty at once over sshd. `cargo test --release --test terminal -- --ignored forty --nocapture` runs it, as its figures are those
/// of a release build.
#[test]
#[ignore = "takes half a minute and needs OpenSSH"]
fn forty_log_in_at_once() {
    const PORT: u16 = 42_522;
    if !has("/usr/sbin/sshd") || !has("ssh-keygen") {
        return;
    }
    let folder = folder();
    let path = folder.path();
    key(&path.join("host"));
    key(&path.join("guest"));
    let config_file = path.join("sshd_config");
    fs::File::create(&config_file).unwrap().write_all(config(path, PORT).as_bytes()).unwrap();
    // Where the package has not made it.
    let _ = fs::create_dir_all("/run/sshd");
    let server = Command::new("/usr/sbin/sshd")
        .args(["-D", "-e", "-f"])
        .arg(&config_file)
        .stderr(Stdio::null())
        .spawn();
    let _server = Server(server.unwrap());
    std::thread::sleep(Duration::from_secs(1));
    let user = std::env::var("USER").unwrap_or_else(|_| "root".to_owned());
    let login = |number: usize| {
        let mut ssh = CommandBuilder::new("ssh");
        ssh.args([
            "-tt",
            "-q",
            "-p",
            &PORT.to_string(),
            "-i",
            path.join("guest").to_str().unwrap(),
        ]);
        ssh.args(["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"]);
        ssh.args([&format!("{user}@127.0.0.1"), &format!("s{number:02}")]);
        ssh.env("TERM", "xterm-256color");
        Session::spawn(ssh, 80, 24)
    };
    let mut sessions: Vec<Session> = (0..40).map(login).collect();
    for session in &sessions {
        session.wait_for(START);
    }
    // The even ones train as fast as they can, the odd ones step.
    for (number, session) in sessions.iter_mut().enumerate() {
        session.type_keys(if number % 2 == 0 { "4++++++ " } else { "1l" });
    }
    for (number, session) in sessions.iter().enumerate() {
        session.wait_for(if number % 2 == 0 { "6-2-1" } else { "step 1 of 17" });
    }
    let memory = processes("s");
    assert_eq!(memory.len(), 40);
    let most = memory.into_iter().max().unwrap();
    println!("resident: at most {most} kB");
    assert!(cfg!(debug_assertions) || most <= 8000, "{most} kB");
    // The last twenty go without a word.
    let dropped = sessions.split_off(20);
    for session in &dropped {
        session.signal(Signal::KILL);
    }
    let gone = Instant::now();
    let mut times = Vec::new();
    for round in 0..20 {
        for session in sessions.iter_mut().skip(1).step_by(2) {
            times.push(answered(session, if round % 2 == 0 { "l" } else { "h" }));
        }
    }
    times.sort();
    let (median, late) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!("a key: {median:?}, 99th percentile {late:?}");
    assert!(median < Duration::from_millis(50) && late < Duration::from_millis(200));
    std::thread::sleep(Duration::from_secs(5).saturating_sub(gone.elapsed()));
    assert_eq!(processes("s2").len() + processes("s3").len(), 0);
    assert_eq!(processes("s").len(), 20);
    for session in &sessions {
        session.signal(Signal::KILL);
    }
    std::thread::sleep(Duration::from_secs(5));
    assert_eq!(processes("s").len(), 0);
}
