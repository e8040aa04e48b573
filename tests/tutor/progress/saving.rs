//! The file holds the old or the new state, whole, at every moment.
#![cfg(unix)]

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::{self, sleep};
use std::time::{Duration, SystemTime};
use std::{env, fs};

use backprop::lesson::Verdict;
use backprop::progress::store::Opened;
use backprop::progress::{Progress, Store};
use backprop::text::Language;
use rustix::process::{Resource, Rlimit, setrlimit};

use super::{open, place, plain, run};

/// A state of forty lessons, which says the same thing in all of its parts.
fn state(position: usize) -> Progress {
    let mut progress = Progress::default();
    progress.language = Some(if position == 3 { Language::En } else { Language::Zh });
    progress.digits = Some(position);
    for lesson in 0..40 {
        progress.note_place(&format!("lesson {lesson}"), (0, position), 17);
    }
    progress
}

/// What a test asks of a process of its own, and on which file.
const TASK: &str = "BACKPROP_TEST_TASK";
const FILE: &str = "BACKPROP_TEST_FILE";

/// This test binary once more, with nothing to run but [`in_a_process_of_its_own`].
fn process(task: &str, file: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "progress::saving::in_a_process_of_its_own", "--ignored"])
        .env(TASK, task)
        .env(FILE, file)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[test]
#[ignore = "the other half of two tests"]
fn in_a_process_of_its_own() {
    let (Ok(task), Some(file)) = (env::var(TASK), env::var_os(FILE)) else {
        return;
    };
    let (mut store, _) = open(Path::new(&file));
    match task.as_str() {
        "save again and again" => {
            for position in [3, 16].into_iter().cycle() {
                store.save(&state(position)).unwrap();
            }
        }
        "save on a full disk" => save_on_a_full_disk(&mut store, Path::new(&file)),
        other => panic!("no task {other:?}"),
    }
}

#[test]
fn killed_at_any_moment_it_leaves_one_state_whole() {
    let (_folder, path) = place();
    let mut random = rand_mt::Mt::new(21);
    let mut seen = [0; 2];
    for _ in 0..200 {
        let mut child = process("save again and again", &path).spawn().unwrap();
        sleep(Duration::from_micros(u64::from(random.next_u32() % 20_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let (_, found) = open(&path);
        if found == Progress::default() {
            assert_eq!(seen, [0, 0], "the file has been emptied");
        } else {
            let index = usize::from(found.digits == Some(16));
            assert_eq!(found, state([3, 16][index]));
            seen[index] += 1;
        }
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
}

#[test]
fn a_full_disk_is_told_and_the_file_stays_as_it_was() {
    let (_folder, path) = place();
    open(&path).0.save(&state(3)).unwrap();
    let status = process("save on a full disk", &path).status().unwrap();
    assert!(status.success(), "see in_a_process_of_its_own");
    assert_eq!(open(&path).1, state(3));
    assert_eq!(names(path.parent().unwrap()), ["progress.json"]);
}

/// No file may grow, as on a full disk.
fn save_on_a_full_disk(store: &mut Store, path: &Path) {
    // Else the system kills whoever writes.
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)))
        .unwrap();
    let nothing = Rlimit { current: Some(0), maximum: Some(0) };
    setrlimit(Resource::Fsize, nothing).unwrap();
    assert_eq!(
        plain(&store.save(&state(16)).unwrap_err(), path),
        "progress.json: your progress could not be saved: File too large (os error 27)"
    );
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn only_what_a_killed_session_left_long_ago_is_removed() {
    let (_folder, path) = place();
    open(&path).0.save(&state(3)).unwrap();
    let parent = path.parent().unwrap();
    for (name, minutes) in
        [(".progress.json.aB3xYz.tmp", 10), (".progress.json.newest.tmp", 0), ("notes.tmp", 10)]
    {
        let file = fs::File::create(parent.join(name)).unwrap();
        let age = Duration::from_secs(60 * minutes);
        file.set_modified(SystemTime::now() - age).unwrap();
    }
    open(&path);
    assert_eq!(names(parent), [".progress.json.newest.tmp", "notes.tmp", "progress.json"]);
}

#[test]
fn a_read_only_file_is_told_and_stays() {
    let (_folder, path) = place();
    let (mut store, _) = open(&path);
    store.save(&state(3)).unwrap();
    fs::set_permissions(&path, PermissionsExt::from_mode(0o400)).unwrap();
    assert_eq!(
        plain(&store.save(&state(16)).unwrap_err(), &path),
        "progress.json: your progress could not be saved: the file is read-only; make it writable, or use --no-save"
    );
    assert_eq!(open(&path).1, state(3));
    // Nothing new to write is no reason to complain.
    store.save(&state(3)).unwrap();
}

/// As the superuser there is nothing to see: permissions don't bind.
#[test]
fn a_read_only_folder_is_told_and_nothing_changes() {
    let (_folder, path) = place();
    let (mut store, _) = open(&path);
    store.save(&state(3)).unwrap();
    let parent = path.parent().unwrap();
    fs::set_permissions(parent, PermissionsExt::from_mode(0o500)).unwrap();
    if fs::write(parent.join("probe"), "").is_ok() {
        return;
    }
    let problem = store.save(&state(16)).unwrap_err();
    fs::set_permissions(parent, PermissionsExt::from_mode(0o700)).unwrap();
    assert_eq!(
        plain(&problem, &path),
        "progress.json: your progress could not be saved: you have no permission to write in its folder; change that, or use --no-save"
    );
    assert_eq!(open(&path).1, state(3));
    assert_eq!(names(parent), ["progress.json"]);
}

#[test]
fn a_newer_version_that_ran_meanwhile_is_not_overwritten() {
    let (_folder, path) = place();
    let (mut store, _) = open(&path);
    store.save(&state(3)).unwrap();
    let newer = r#"{ "version": 2 }"#;
    fs::write(&path, newer).unwrap();
    let told = "progress.json: a newer version of backprop wrote this, so it is left as it is and nothing is kept; update backprop";
    assert_eq!(plain(&store.save(&state(16)).unwrap_err(), &path), told);
    assert_eq!(plain(&store.clear().unwrap_err(), &path), told);
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
}

#[test]
fn a_file_that_was_damaged_meanwhile_is_renamed_and_what_is_known_is_written() {
    let (_folder, path) = place();
    open(&path).0.save(&state(3)).unwrap();
    let (mut store, progress) = open(&path);
    fs::write(&path, "{").unwrap();
    store.save(&progress).unwrap();
    assert_eq!(open(&path).1, state(3));
    let aside = path.with_file_name("progress.json.damaged");
    assert_eq!(fs::read_to_string(aside).unwrap(), "{");
}

#[test]
fn a_link_stays_a_link() {
    let (folder, path) = place();
    let real = folder.path().join("elsewhere.json");
    fs::create_dir(path.parent().unwrap()).unwrap();
    fs::write(&real, Progress::default().to_json().unwrap()).unwrap();
    symlink(&real, &path).unwrap();
    open(&path).0.save(&state(3)).unwrap();
    assert!(path.is_symlink());
    assert_eq!(open(&real).1, state(3));
}

#[test]
fn nothing_new_writes_nothing() {
    let (_folder, path) = place();
    let (mut store, progress) = open(&path);
    store.save(&progress).unwrap();
    assert!(!path.exists());
}

#[test]
fn more_than_can_be_read_again_is_not_written() {
    let (_folder, path) = place();
    let mut progress = Progress::default();
    for lesson in 0..20_000 {
        progress.note_place(&format!("lesson {lesson}"), (0, 1), 17);
    }
    assert_eq!(
        plain(&open(&path).0.save(&progress).unwrap_err(), &path),
        "progress.json: your progress could not be saved: there is more of it than the 1 MiB that would be read again"
    );
    assert!(!path.exists());
}

#[test]
fn of_two_sessions_neither_takes_away_what_the_other_has_added() {
    let (_folder, path) = place();
    let (mut first, mut one) = open(&path);
    let (mut second, mut other) = open(&path);
    one.note_place("2-1-1", (0, 5), 17);
    one.note_run("2-1-1", &run(&[Verdict::Right]), 17);
    one.language = Some(Language::Zh);
    first.save(&one).unwrap();
    other.note_place("2-1-1", (0, 8), 17);
    other.note_run("2-1-1", &run(&[Verdict::Unknown, Verdict::Right]), 17);
    other.note_place("3-2-1", (0, 2), 31);
    second.save(&other).unwrap();
    one.note_place("2-1-1", (0, 6), 17);
    first.save(&one).unwrap();

    let (_, kept) = open(&path);
    let lesson = kept.lesson("2-1-1", 17).unwrap();
    assert_eq!(lesson.position, 6, "the last one to write");
    assert_eq!(lesson.mastered(), 2, "what either got right");
    assert_eq!(kept.place("3-2-1", 31), (0, 2), "only the other touched it");
    assert_eq!(kept.language, Some(Language::Zh), "only the one chose it");
}

#[test]
fn what_was_saved_before_does_not_win_over_what_another_did_since() {
    let (_folder, path) = place();
    let (mut first, _) = open(&path);
    let (mut second, mut other) = open(&path);
    first.save(&state(5)).unwrap();
    other.note_place("2-1-1", (0, 12), 17);
    second.save(&other).unwrap();
    first.save(&state(5)).unwrap();
    assert_eq!(open(&path).1.place("2-1-1", 17), (0, 12));
}

#[test]
fn eight_sessions_that_end_at_once_keep_all_eight() {
    let (_folder, path) = place();
    let sessions: Vec<_> = (0..8)
        .map(|number| {
            let (mut store, mut progress) = open(&path);
            progress.note_place(&format!("lesson {number}"), (0, 1 + number), 17);
            std::thread::spawn(move || store.save(&progress).unwrap())
        })
        .collect();
    for session in sessions {
        session.join().unwrap();
    }
    let (_, kept) = open(&path);
    for number in 0..8 {
        assert_eq!(kept.place(&format!("lesson {number}"), 17), (0, 1 + number));
    }
}

#[test]
fn a_second_damaged_file_does_not_take_the_place_of_the_first() {
    let (_folder, path) = place();
    for damaged in ["first", "second"] {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, damaged).unwrap();
        Opened::from_file(path.clone());
    }
    let kept = |name| fs::read_to_string(path.with_file_name(name)).unwrap();
    assert_eq!(kept("progress.json.damaged"), "first");
    assert_eq!(kept("progress.json.damaged.2"), "second");
}

#[test]
fn what_one_session_forgets_another_does_not_bring_back() {
    let (_folder, path) = place();
    open(&path).0.save(&state(3)).unwrap();
    let (mut first, one) = open(&path);
    let (mut second, _) = open(&path);
    second.clear().unwrap();
    first.save(&one).unwrap();
    assert_eq!(open(&path).1, Progress::default());
    assert!(path.exists());
}

#[test]
fn sessions_that_write_at_the_same_time_never_mix() {
    let (_folder, path) = place();
    let writers: Vec<_> = [3, 16]
        .map(|position| {
            let (mut store, _) = open(&path);
            thread::spawn(move || {
                for _ in 0..50 {
                    store.save(&state(position)).unwrap();
                }
            })
        })
        .into();
    while writers.iter().any(|writer| !writer.is_finished()) {
        let opened = Opened::from_file(path.clone());
        assert_eq!(opened.problem, None);
        let whole = [Progress::default(), state(3), state(16)];
        assert!(whole.contains(&opened.progress), "{:?}", opened.progress);
    }
    for writer in writers {
        writer.join().unwrap();
    }
}
