//! Each `tests/bad/csv/NAME.csv`, odd or broken, gives what `NAME.txt` says: the one sentence of its error, or what was made
//! of it after all.

use std::fs;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::english::english;
use backprop::data::{
    Choices, Loaded, Prepared, ReadOptions, Recipe, Separator, Table, TableError, TableFault,
    TargetKind, silently,
};
use proptest::prelude::*;

use crate::memory::assert_little_was_taken;

/// What a case is read and prepared with; what is not given is guessed.
#[derive(Default)]
struct Setting {
    read: ReadOptions,
    choices: Choices,
    test_fraction: Option<f64>,
}

/// The cases that need more than their file.
fn setting(case: &str) -> Setting {
    let mut setting = Setting::default();
    let Setting { read, choices, test_fraction } = &mut setting;
    let list = |names: &[&str]| Some(names.iter().map(|&name| name.to_owned()).collect());
    match case {
        "wrong-separator" => read.separator = Some(Separator::Semicolon),
        "skip-missing" | "skip-missing-leaves-nothing" | "skip-missing-leaves-one-row" => {
            read.skip_missing = true;
        }
        "skip-missing-leaves-one-class" => {
            read.skip_missing = true;
            choices.target = Some("admit".to_owned());
        }
        "too-large" | "too-large-with-open-quote" => read.max_bytes = 116,
        "as-large-as-allowed" => read.max_bytes = 117,
        "target-misspelt" => choices.target = Some("admti".to_owned()),
        "target-in-capitals" => choices.target = Some("ADMIT".to_owned()),
        "target-not-there" => choices.target = Some("salary".to_owned()),
        "name-with-control-characters" => choices.target = Some("\u{1b}[2J\u{202e}".to_owned()),
        "target-yes-and-no" | "target-of-two" | "target-between" | "target-negative"
        | "target-infinite" | "only-class-one" | "only-class-zero" => {
            choices.target = Some("admit".to_owned());
        }
        "target-as-one-hot" => {
            choices.target = Some("admit".to_owned());
            choices.one_hot = list(&["rank", "admit"]);
        }
        "target-standardized" => {
            choices.target = Some("admit".to_owned());
            choices.standardize = list(&["admit"]);
        }
        "one-hot-and-standardized" => {
            choices.one_hot = list(&["rank"]);
            choices.standardize = list(&["gre", "rank"]);
        }
        "one-hot-twice" => choices.one_hot = list(&["rank", "rank"]),
        "one-hot-not-there" => choices.one_hot = list(&["rnk"]),
        "standardize-not-there" => choices.standardize = list(&["gre", "age"]),
        "leave-out-not-there" => choices.leave_out = list(&["Rank"]),
        "too-many-categories" | "most-categories" => choices.one_hot = list(&["city"]),
        "one-hot-of-one-value" => choices.one_hot = list(&["year"]),
        "constant-standardized" => choices.standardize = list(&["year"]),
        "constant-with-rounding" => choices.standardize = list(&["tenth"]),
        "text-standardized" => choices.standardize = list(&["gre", "school"]),
        "text-left-as-it-is" => choices.one_hot = list(&["rank"]),
        "fraction-zero" => *test_fraction = Some(0.0),
        "fraction-one" => *test_fraction = Some(1.0),
        "fraction-negative" => *test_fraction = Some(-0.1),
        "fraction-nan" => *test_fraction = Some(f64::NAN),
        "nothing-to-train-on" => *test_fraction = Some(0.95),
        "nothing-to-test-on" => *test_fraction = Some(1e-15),
        _ => {}
    }
    setting
}

/// Reads and prepares a table; what was said on the way comes with it.
fn prepare(
    name: &str,
    content: impl Read,
    setting: &Setting,
) -> Result<(Prepared, Vec<String>), TableError> {
    let mut table = Table::read(name, content, &setting.read, &mut silently)?;
    let (mut recipe, guesses) = Recipe::settle(&mut table, &setting.choices);
    recipe.test_fraction = setting.test_fraction.unwrap_or(recipe.test_fraction);
    let prepared = Prepared::new(&table, &recipe, &mut silently)?;
    let notes = table.notes().into_iter().chain(guesses);
    Ok((prepared, notes.map(|note| english(&note)).collect()))
}

/// What `NAME.txt` should hold.
fn outcome(name: &str, content: impl Read, setting: &Setting) -> String {
    match prepare(name, content, setting) {
        Err(error) => format!("{}\n", english(&error)),
        Ok((prepared, notes)) => {
            let (records, features) = (prepared.train.records(), prepared.train.inputs());
            let names: Vec<&str> =
                prepared.features.iter().map(|feature| feature.name.as_str()).collect();
            format!(
                "Fine: {records} + {} records of {features} features.\n{}\n{}\n",
                prepared.test.records(),
                notes.join("\n"),
                names.join(" | "),
            )
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/csv")
}

#[test]
fn every_odd_or_broken_file_gives_its_sentence() {
    let mut cases = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        let case = path.file_stem().unwrap().to_str().unwrap();
        let start = Instant::now();
        let found = outcome(&format!("{case}.csv"), fs::File::open(&path).unwrap(), &setting(case));
        assert!(start.elapsed() < Duration::from_secs(1), "{case} takes {:?}", start.elapsed());
        let harmless = backprop::sanitize::sanitize(&found.replace('\n', ""));
        assert_eq!(found.replace('\n', ""), harmless, "{case}");
        let expected = fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{case}:\n  expected {expected}  found    {found}"));
        }
        cases += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases >= 100, "{cases} cases");
    assert_little_was_taken();
}

fn sentence(name: &str, content: impl Read) -> String {
    english(&prepare(name, content, &Setting::default()).unwrap_err())
}

/// Too long to be kept as files.
#[test]
fn limits_hold() {
    let mebibyte = "x".repeat(1 << 20);
    assert_eq!(
        sentence("cell.csv", format!("admit,note\n0,short\n1,{mebibyte}y\n").as_bytes()),
        "cell.csv, line 3, column 2 “note”: the cell that begins here is longer than 1 MiB; shorten it, or close its quote \
         if it is left open"
    );
    let as_long_as_allowed = format!("admit,note\n0,short\n1,{mebibyte}\n0,short\n1,short\n");
    assert!(prepare("cell.csv", as_long_as_allowed.as_bytes(), &Setting::default()).is_ok());
    assert_eq!(
        sentence("row.csv", format!("admit,note\n0,{}\n", "1,".repeat(3 << 20)).as_bytes()),
        "row.csv, line 2: the row that begins here is longer than 4 MiB; is a quote left open, or is this not a table?"
    );
    assert_eq!(
        sentence(
            "quote.csv",
            format!("admit,note\n0,\"a\n1,{}\n", "b\n".repeat(4 << 20)).as_bytes()
        ),
        "quote.csv, line 2, column 2 “note”: the cell that begins here is longer than 1 MiB; shorten it, or close its \
         quote if it is left open"
    );
    let names: Vec<String> = (0..1_001).map(|column| format!("c{column}")).collect();
    assert_eq!(
        sentence("columns.csv", names.join(",").as_bytes()),
        "columns.csv, line 1: there are more than 1000 columns; leave some out of the file"
    );
    let endless = |byte| io::Read::chain(&b"admit,note\n"[..], io::repeat(byte));
    let blank = sentence("blank.csv", endless(b'\n'));
    assert!(blank.contains(": the row that begins here is longer than 4 MiB;"), "{blank}");
    assert_eq!(
        sentence("x.csv", endless(b'x')).split_once("; ").unwrap().0,
        "x.csv, line 2, column 1 “admit”: the cell that begins here is longer than 1 MiB"
    );
    assert_eq!(ReadOptions::default().max_bytes, 64 << 20);
}

#[test]
fn features_that_would_not_fit_in_memory_are_refused() {
    let columns: Vec<String> = (0..500).map(|column| format!("c{column}")).collect();
    let row = |row: usize| {
        let cells = vec![(row % 100).to_string(); columns.len()].join(",");
        format!("{},{cells}\n", row % 2)
    };
    let rows: String = (0..3_000).map(row).collect();
    let text = format!("admit,{}\n{rows}", columns.join(","));
    let table =
        Table::read("wide.csv", text.as_bytes(), &ReadOptions::default(), &mut silently).unwrap();
    let recipe = Recipe {
        target_kind: TargetKind::Label,
        positive: None,
        target: "admit".to_owned(),
        one_hot: columns,
        standardize: vec![],
        leave_out: vec![],
        test_fraction: 0.1,
        seed: 21,
    };
    assert_eq!(
        english(&Prepared::new(&table, &recipe, &mut silently).unwrap_err()),
        "wide.csv: 3000 records of 50000 features take more than 1024 MiB; use a part of the rows, or fewer columns under \
         --one-hot"
    );
}

#[test]
fn what_can_not_be_opened_is_told() {
    let open = |path: &Path| Table::open(path, &ReadOptions::default(), &mut silently);
    let folder = folder();
    assert_eq!(
        english(&open(&folder).unwrap_err()),
        format!("{}: this is a folder; name a CSV file in it", folder.display())
    );
    assert_eq!(
        english(&open(Path::new("no/such\u{1b}.csv")).unwrap_err()),
        "no/such�.csv: there is no such file; check its name and folder"
    );
    let inside_a_file = folder.join("infinity.csv/deeper.csv");
    assert_eq!(
        english(&open(&inside_a_file).unwrap_err()),
        format!("{}: there is no such file; check its name and folder", inside_a_file.display())
    );
    let small = ReadOptions { max_bytes: 100, ..ReadOptions::default() };
    let crlf = folder.join("crlf.csv");
    assert_eq!(
        english(&Table::open(&crlf, &small, &mut silently).unwrap_err()),
        format!(
            "{}: it is larger than 100 bytes; use a part of its rows, or allow more with --max-size",
            crlf.display()
        )
    );
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_told() {
    use std::os::unix::fs::PermissionsExt;

    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("forbidden.csv");
    fs::write(&path, "admit,gre\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // To root, nothing is forbidden.
    if fs::File::open(&path).is_err() {
        assert_eq!(
            english(&Table::open(&path, &ReadOptions::default(), &mut silently).unwrap_err()),
            format!(
                "{}: you are not allowed to read it; change its permissions, or make a copy of your own",
                path.display()
            )
        );
    }
    fs::remove_file(&path).unwrap();
}

#[test]
fn a_reader_that_fails_is_told() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is on fire\u{7}"))
        }
    }
    let expected =
        "standard input: it can't be read (the disk is on fire�); check the file and its disk";
    assert_eq!(sentence("standard input", Broken), expected);
    let long = "admit,gre\n".to_owned() + &"1,2\n".repeat(100_000);
    assert_eq!(sentence("standard input", long.as_bytes().chain(Broken)), expected);
}

#[test]
fn reading_tells_how_far_it_is_and_can_be_stopped() {
    let row = format!("1,{}\n", "x".repeat(96));
    let text = "admit,note\n".to_owned() + &row.repeat(20_000);
    let mut reports: Vec<Loaded> = Vec::new();
    let mut note = |progress| {
        reports.push(progress);
        ControlFlow::Continue(())
    };
    Table::read("long.csv", text.as_bytes(), &ReadOptions::default(), &mut note).unwrap();
    assert!(reports.len() >= 6, "{reports:?}");
    assert!(reports.is_sorted_by(|one, next| one.bytes < next.bytes && one.rows < next.rows));
    let last = reports.last().unwrap();
    assert_eq!((last.bytes, last.rows), (text.len() as u64, 20_000));

    let mut stop = |loaded: Loaded| match loaded.rows {
        0..10_000 => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    };
    let error =
        Table::read("long.csv", text.as_bytes(), &ReadOptions::default(), &mut stop).unwrap_err();
    assert_eq!(*error.fault, TableFault::Stopped);
}

/// One change to a file: some bytes at a place give way to others.
fn edit() -> impl Strategy<Value = (prop::sample::Index, usize, Vec<u8>)> {
    let telling =
        prop::sample::select(b"\",;\t|\n\r\0 .eE+-019NaN?_\x1b\xff\xfe\xe2\x80\xae".as_slice());
    let byte = prop_oneof![3 => telling, 1 => any::<u8>()];
    (any::<prop::sample::Index>(), 0_usize..4, prop::collection::vec(byte, 0..4))
}

proptest! {
    /// `PROPTEST_CASES=20000 cargo test --test bad_csv` tries more.
    #[test]
    fn a_damaged_file_gives_finite_features_or_one_sentence(
        edits in prop::collection::vec(edit(), 1..6),
        skip_missing: bool,
    ) {
        let mut content = include_bytes!("../../assets/admissions.csv").to_vec();
        for (place, gone, new) in edits {
            let start = place.index(content.len());
            let end = (start + gone).min(content.len());
            content.splice(start..end, new);
        }
        let setting = Setting { read: ReadOptions { skip_missing, ..ReadOptions::default() }, ..Setting::default() };
        match prepare("damaged.csv", content.as_slice(), &setting) {
            Ok((prepared, _)) => {
                for records in [&prepared.train, &prepared.test] {
                    prop_assert!(records.records() > 0);
                    for input in 0..records.inputs() {
                        prop_assert!(records.inputs_of(input).iter().all(|value| value.is_finite()));
                    }
                    prop_assert!(records.targets_of(0).iter().all(|&target| target == 0.0 || target == 1.0));
                }
            }
            Err(error) => {
                let sentence = english(&error);
                prop_assert!(sentence.starts_with("damaged.csv"), "{}", sentence);
                prop_assert!(sentence.chars().count() < 300, "{}", sentence);
                prop_assert_eq!(backprop::sanitize::sanitize(&sentence), sentence);
            }
        }
    }
}
