//! Sheets for a class, and marks, as a teacher makes them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{run, stdout, text};

/// A folder of its own with a roster in it.
fn school(name: &str, roster: &str) -> (PathBuf, String) {
    let folder = std::env::temp_dir().join(format!("backprop-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("roster.csv");
    fs::write(&path, roster).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

fn at(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

/// What the program printed, said on stderr, and its exit code.
struct Said {
    stdout: String,
    stderr: String,
    code: i32,
}

fn said(arguments: &[&str]) -> Said {
    let output = run(arguments);
    let code = output.status.code().unwrap();
    Said { stdout: text(&output.stdout), stderr: text(&output.stderr), code }
}

const ROSTER: &str =
    "\u{feff}registration;NAME;id\r\n1;<script>\"O'Hara\" & 中文;0042\r\n2;=1+1;b-2\r\n";

#[test]
fn a_folder_holds_all_that_a_class_needs() {
    let (folder, roster) = school("sheet", ROSTER);
    let to = at(&folder, "week1");
    let made = ["sheet", "two-outputs", "--class", &roster, "--to", &to, "--seed", "s"];
    assert!(stdout(&made).starts_with("2 sheets are in "));
    let read = |name: &str| fs::read_to_string(folder.join("week1").join(name)).unwrap();
    let (sheets, key) = (read("sheets.html"), read("key.html"));
    assert!(
        !sheets.contains("<script>")
            && sheets.contains("&lt;script&gt;&quot;O&#39;Hara&quot; &amp; 中文")
    );
    for (page, boxes) in [(&sheets, 2 * 36), (&key, 0)] {
        assert_eq!(page.matches("class=\"box\"").count(), boxes);
        assert_eq!(page.matches("class=\"sheet\"").count(), 2);
        assert_eq!(page.matches("<svg").count(), 2);
        assert!(
            !page.contains("http")
                || page.matches("http").count()
                    == page.matches("http://www.w3.org/2000/svg").count()
        );
    }
    let answers = read("answers.csv");
    assert!(
        answers.starts_with("id,name,code,h1,h2,a1,a2,z1,z2,y^1,y^2,e1,e2,E,f'(z1),"),
        "{answers}"
    );
    assert!(answers.contains("\nb-2,'=1+1,"), "{answers}");
    assert!(read("handout/0042.toml").starts_with("kind = \"handout\"\n"));
    assert!(!read("handout/0042.toml").contains("b-2"));
    // Whole or not at all, and nothing is overwritten unasked.
    let refused = said(&made);
    assert_eq!(refused.code, 1);
    assert!(refused.stderr.contains("--force"), "{}", refused.stderr);
    let before = read("assignment.toml");
    stdout(&[&made[..], &["--force"]].concat());
    assert_eq!(read("assignment.toml"), before, "the same seed gives the same numbers");
    assert_eq!(fs::read(folder.join("week1.old1/answers.csv")).unwrap(), answers.as_bytes());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 3);
    // Neither a file nor the folder itself gives way to it.
    for to in [&*roster, ".", "/"] {
        assert_eq!(said(&["sheet", "2-1-1", "--to", to, "--force"]).code, 1, "{to}");
    }
    assert_eq!(fs::read_to_string(&roster).unwrap(), ROSTER);
}

#[test]
fn a_bad_roster_is_told_with_its_lines_and_nothing_is_written() {
    for (roster, sentence) in [
        ("name\nx\n", "line 1: there is no column “id”"),
        ("id\n../x\n", "line 2: the id “../x” becomes a file's name"),
        ("id,name\n7,a\n8,b\n7,c\n", "line 4: the id 7 is there twice: also in line 2"),
        ("id,name\n,a\n", "line 2: the id is missing"),
        ("", "there are no rows"),
    ] {
        let (folder, path) = school("roster", roster);
        let to = at(&folder, "out");
        let refused = said(&["sheet", "2-1-1", "--class", &path, "--to", &to]);
        assert!(refused.stderr.contains(sentence), "{}", refused.stderr);
        assert_eq!((refused.code, folder.join("out").exists()), (1, false));
    }
    let (folder, _) = school("blank", "id\n");
    let refused = said(&["sheet", "2-1-1", "--to", &at(&folder, "x"), "--blank", "h,hh"]);
    assert!(refused.stderr.contains("no number called “hh”"), "{}", refused.stderr);
}

#[test]
fn answers_are_marked_by_table_by_folder_and_from_standard_input() {
    let (folder, roster) = school("mark", ROSTER);
    let to = at(&folder, "w");
    stdout(&[
        "sheet",
        "2-1-1",
        "--class",
        &roster,
        "--to",
        &to,
        "--blank",
        "h,e",
        "--same-numbers",
    ]);
    let assignment = at(&folder, "w/assignment.toml");
    // h = −0.02 and e = 0.4876; the id has lost its zeros.
    let answers = at(&folder, "answers.csv");
    fs::write(&answers, "id;h;error\n42;-0,02;0.4876\nb-2;0.02;x\n").unwrap();
    let marked = said(&["mark", &assignment, &answers]);
    assert_eq!(marked.code, 1, "an answer can't be read");
    let text = marked.stdout;
    assert!(text.contains("– 2 of 2") && text.contains("b-2 =1+1 – 0 of 2"), "{text}");
    assert!(text.contains("h = 0.02: a sign is wrong") || text.contains("sign"), "{text}");
    assert!(text.contains("e = x: no number."), "{text}");
    let grades = said(&["mark", &assignment, &answers, "--format", "grades"]).stdout;
    assert!(
        grades.starts_with("id,name,points\n0042,") && grades.ends_with("b-2,'=1+1,0\n"),
        "{grades}"
    );
    let json = said(&["mark", &assignment, &answers, "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["students"][1]["answers"][0]["mistakes"][0], "sign_flipped");
    assert_eq!(json["students"][0]["points"], 2.0);
    // A folder of files, of which one is another student's.
    let handed = folder.join("handed");
    fs::create_dir(&handed).unwrap();
    let file = |id: &str| {
        format!(
            "kind = \"answers\"\nformat_version = 1\nid = \"{id}\"\ncode = \"\"\nprogram = \"x\"\n\
         [[answer]]\nblank = \"h\"\nanswer = \"-0.02\"\ntries = 1\nhints = 0\n"
        )
    };
    fs::write(handed.join("a.answers.toml"), file("b-2")).unwrap();
    fs::write(handed.join("b.answers.toml"), file("c-3")).unwrap();
    fs::write(handed.join("c.answers.toml"), "kind = 1").unwrap();
    let marked =
        said(&["mark", &assignment, handed.to_str().unwrap(), "--feedback", &at(&folder, "back")]);
    assert!(
        marked.stdout.contains("– 1 of 2") && marked.stdout.contains("Not handed in: 0042"),
        "{}",
        marked.stdout
    );
    assert!(
        marked.stderr.contains("nobody in this assignment has the id “c-3”"),
        "{}",
        marked.stderr
    );
    assert!(marked.stderr.contains("c.answers.toml, line 1"), "{}", marked.stderr);
    assert!(fs::read_to_string(folder.join("back/b-2.md")).unwrap().contains("h = "));
}

/// Runs the program with votes on its stdin.
fn voted(arguments: &[&str], votes: &str) -> std::process::Output {
    use std::io::Write as _;
    let mut child = crate::command::command(arguments)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(votes.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_vote_prints_its_options_its_bars_and_only_on_request_what_they_are() {
    let poll = ["poll", "3-2-1", "--at", "dh1"];
    let options = stdout(&poll);
    assert!(options.starts_with("What is δʰ1?\n\n  A  "), "{options}");
    assert!(options.contains("0.00070802") && !options.contains("right") && !options.contains('█'));
    let counted = text(&voted(&poll, "4 21 9 3 0\n").stdout);
    assert!(counted.contains("█ 21\n") && !counted.contains("right"), "{counted}");
    let letters = text(&voted(&poll, "a b\nB,c e\n").stdout);
    assert!(letters.contains("█ 2\n") && letters.contains(" 0\n"), "{letters}");
    let known = stdout(&[&poll[..], &["--key"]].concat());
    assert!(known.contains("δʰ1 = W1·δᵒ·f′(h1): right\n"), "{known}");
    let other = stdout(&[&poll[..], &["--seed", "5"]].concat());
    assert_ne!(options, other, "another order");
}

#[test]
fn what_is_no_vote_is_told_in_a_sentence() {
    for (arguments, votes, sentence) in [
        (
            &["poll", "3-2-1", "--at", "dh1"][..],
            "1 2 3",
            "these are no votes: one count for each of the 5 letters",
        ),
        (&["poll", "3-2-1", "--at", "dh1"], "A F", "these are no votes"),
        (&["poll", "3-2-1", "--at", "d9"], "", "d9"),
        (
            &["poll", "2-1-1", "--at", "1", "--from", "README.md"],
            "",
            "README.md: these are no marks",
        ),
        (
            &["poll", "2-1-1", "--at", "1", "--from", "nowhere.json"],
            "",
            "nowhere.json: there is no such file",
        ),
    ] {
        let output = voted(arguments, votes);
        let (told, _) = crate::command::failed(&output);
        assert!(told.contains(sentence), "{told}");
    }
}

/// The mistake that was made takes part in the vote, though it does not without the marks.
#[test]
fn a_vote_takes_the_mistakes_of_the_class_first() {
    let marks = |mistake: &str| {
        let json = format!(
            "{{\"students\": [{{\"answers\": [{{\"quantity\": \"DW\", \"mistakes\": [\"{mistake}\"]}}]}}]}}"
        );
        crate::command::temporary(&format!("marks-{mistake}.json"), json)
    };
    let poll = ["poll", "2-1-1", "--at", "DW", "--key"];
    for (mistake, told) in
        [("learning_rate_left_out", "ΔW = δᵒ·a: "), ("sign_flipped", "a sign is turned round")]
    {
        assert!(!stdout(&poll).contains(told), "{told}");
        let from = marks(mistake);
        let taken = stdout(&[&poll[..], &["--from", from.to_str().unwrap()]].concat());
        assert!(taken.contains(told), "{taken}");
    }
}
