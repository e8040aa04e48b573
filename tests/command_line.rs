//! The real program without a terminal: what it prints, how it fails, and its exit codes.

#[path = "support/command.rs"]
mod command;

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use command::{command, failed, run, stdout, succeeded, temporary, text};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// What NumPy computes, see the file's first line.
fn numpy() -> Value {
    serde_json::from_str(include_str!("golden/numpy.json")).unwrap()
}

fn steps(lesson: &str) -> Vec<Value> {
    let document: Value =
        serde_json::from_str(&stdout(&["step", lesson, "--format", "json"])).unwrap();
    assert_eq!(document["lesson"], lesson);
    assert_eq!(document["learning_rate"], 0.5);
    document["steps"].as_array().unwrap().clone()
}

/// A step as `error_term 1.2` or, for a weight, `weight_step 1.2←3`.
fn place(step: &Value) -> String {
    let (quantity, layer, unit) = (
        step["quantity"].as_str().unwrap(),
        &step["layer"],
        &step["unit"],
    );
    match step.get("from") {
        Some(from) => format!("{quantity} {layer}.{unit}←{from}"),
        None => format!("{quantity} {layer}.{unit}"),
    }
}

/// Holds the steps to their places and to NumPy's values, within 1e-12 of each.
fn assert_steps(lesson: &str, expected: &[(&str, &Value)]) {
    let steps = steps(lesson);
    let places: Vec<String> = steps.iter().map(place).collect();
    let expected_places: Vec<&str> = expected.iter().map(|(place, _)| *place).collect();
    assert_eq!(places, expected_places);
    for (step, (place, number)) in steps.iter().zip(expected) {
        let (value, number) = (step["value"].as_f64().unwrap(), number.as_f64().unwrap());
        let fits = (value - number).abs() <= 1e-12 * number.abs();
        assert!(fits, "{place}: {value} instead of {number}");
    }
}

#[test]
fn the_steps_of_2_1_1_are_those_of_numpy() {
    let golden = &numpy()["two_one_one"];
    let error = golden["error"].as_f64().unwrap();
    let loss = Value::from(0.5 * error * error);
    // ½ (1 − f(W_new · f(x · w_new)))², computed by NumPy from the new weights above.
    let new_loss = Value::from(0.117_078_555_860_619_06);
    assert_steps(
        "2-1-1",
        &[
            ("pre_activation 1.1", &golden["h"]),
            ("activation 1.1", &golden["a"]),
            ("pre_activation 2.1", &golden["z"]),
            ("activation 2.1", &golden["y_hat"]),
            ("error 2.1", &golden["error"]),
            ("slope 2.1", &golden["f_prime_z"]),
            ("error_term 2.1", &golden["delta_o"]),
            ("slope 1.1", &golden["f_prime_h"]),
            ("error_term 1.1", &golden["delta_h"]),
            ("weight_step 2.1←1", &golden["delta_W"]),
            ("weight_step 1.1←1", &golden["delta_w"][0]),
            ("weight_step 1.1←2", &golden["delta_w"][1]),
            ("new_weight 2.1←1", &golden["new_W"]),
            ("new_weight 1.1←1", &golden["new_w"][0]),
            ("new_weight 1.1←2", &golden["new_w"][1]),
            ("loss 2.1", &loss),
            ("loss 2.1", &new_loss),
        ],
    );
}

#[test]
fn the_steps_of_3_2_1_are_those_of_numpy() {
    let golden = &numpy()["three_two_one"];
    let slope = |a: &Value| Value::from(a.as_f64().unwrap() * (1.0 - a.as_f64().unwrap()));
    let error = golden["error"].as_f64().unwrap();
    let loss = Value::from(0.5 * error * error);
    let slopes = [
        slope(&golden["a"][0]),
        slope(&golden["a"][1]),
        slope(&golden["y_hat"]),
    ];
    let new_loss = Value::from(0.006_425_123_629_893_772);
    let (step, new) = (&golden["delta_w_ih"], &golden["new_w_ih"]);
    assert_steps(
        "3-2-1",
        &[
            ("pre_activation 1.1", &golden["h"][0]),
            ("pre_activation 1.2", &golden["h"][1]),
            ("activation 1.1", &golden["a"][0]),
            ("activation 1.2", &golden["a"][1]),
            ("pre_activation 2.1", &golden["z"]),
            ("activation 2.1", &golden["y_hat"]),
            ("error 2.1", &golden["error"]),
            ("slope 2.1", &slopes[2]),
            ("error_term 2.1", &golden["delta_o"]),
            ("slope 1.1", &slopes[0]),
            ("error_term 1.1", &golden["delta_h"][0]),
            ("slope 1.2", &slopes[1]),
            ("error_term 1.2", &golden["delta_h"][1]),
            ("weight_step 2.1←1", &golden["delta_w_ho"][0]),
            ("weight_step 2.1←2", &golden["delta_w_ho"][1]),
            ("weight_step 1.1←1", &step[0][0]),
            ("weight_step 1.2←1", &step[0][1]),
            ("weight_step 1.1←2", &step[1][0]),
            ("weight_step 1.2←2", &step[1][1]),
            ("weight_step 1.1←3", &step[2][0]),
            ("weight_step 1.2←3", &step[2][1]),
            ("new_weight 2.1←1", &golden["new_w_ho"][0]),
            ("new_weight 2.1←2", &golden["new_w_ho"][1]),
            ("new_weight 1.1←1", &new[0][0]),
            ("new_weight 1.2←1", &new[0][1]),
            ("new_weight 1.1←2", &new[1][0]),
            ("new_weight 1.2←2", &new[1][1]),
            ("new_weight 1.1←3", &new[2][0]),
            ("new_weight 1.2←3", &new[2][1]),
            ("loss 2.1", &loss),
            ("loss 2.1", &new_loss),
        ],
    );
}

#[test]
fn a_step_in_json_has_the_keys_that_scripts_rely_on() {
    let printed = stdout(&["step", "2-1-1", "--format", "json"]);
    assert!(!printed.contains('−'), "a minus that machines don't read");
    let first = r#"{
  "lesson": "2-1-1",
  "learning_rate": 0.5,
  "steps": [
    {
      "quantity": "pre_activation",
      "layer": 1,
      "unit": 1,
      "symbol": "h",
      "formula": "h = x1·w1 + x2·w2",
      "numbers": "0.1·0.4 + 0.3·(-0.2) = -0.01999999999999999",
      "numpy": "h = np.dot(x, w)",
      "value": -0.01999999999999999
    },
"#;
    assert!(printed.starts_with(first), "{printed}");
    let second_weight = r#"    {
      "quantity": "weight_step",
      "layer": 1,
      "unit": 1,
      "from": 2,
      "symbol": "Δw2",
      "formula": "Δw2 = η·δʰ·x2",
      "numbers": "0.5·0.003045501323732555·0.3 = 0.0004568251985598832",
      "numpy": "delta_w[1] = eta * delta_h * x[1]",
      "value": 0.0004568251985598832
    },
"#;
    assert!(printed.contains(second_weight), "{printed}");
    let edges = ["weight_step", "new_weight"];
    for step in steps("2-1-1") {
        let is_of_edge = edges.contains(&step["quantity"].as_str().unwrap());
        assert_eq!(step.get("from").is_some(), is_of_edge);
    }
}

/// These statements were run with NumPy, one after the other, and gave the values of the steps.
#[test]
fn the_statements_are_those_that_numpy_has_run() {
    for (lesson, golden) in [
        ("3-2-1", include_str!("golden/3-2-1.py")),
        ("2-2-2", include_str!("golden/2-2-2.py")),
    ] {
        let statements: Vec<String> = steps(lesson)
            .iter()
            .map(|step| step["numpy"].as_str().unwrap().to_owned())
            .collect();
        let golden: Vec<&str> = golden
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert_eq!(statements.join("\n"), golden.join("\n"));
    }
}

#[test]
fn text_and_markdown_look_like_this() {
    assert_eq!(stdout(&["step"]), include_str!("golden/2-1-1.txt"));
    assert_eq!(
        stdout(&["step", "--format", "markdown"]),
        include_str!("golden/2-1-1.md")
    );
}

#[test]
fn text_keeps_to_80_columns() {
    for lesson in ["2-1-1", "3-2-1", "2-2-2"] {
        for language in ["en", "zh"] {
            for line in stdout(&["step", lesson, "--lang", language]).lines() {
                assert!(line.width() <= 80, "{} columns: {line}", line.width());
            }
        }
    }
}

#[test]
fn ascii_is_ascii() {
    for arguments in [
        &["step", "2-2-2", "--symbols", "ascii"][..],
        &["step", "--symbols", "ascii", "--format", "markdown"],
        &["step", "--symbols", "ascii", "--format", "json"],
    ] {
        assert!(stdout(arguments).is_ascii(), "{arguments:?}");
    }
    let (sentence, _) = failed(&run(&["step", "2-1-2", "--symbols", "ascii"]));
    assert!(sentence.is_ascii());
}

#[test]
fn the_locale_says_language_and_characters() {
    let printed = |locale: &str, arguments: &[&str]| {
        succeeded(&command(arguments).env("LC_ALL", locale).output().unwrap())
    };
    assert!(printed("zh_CN.UTF-8", &["step"]).contains("前向传播"));
    assert!(!printed("zh_CN.UTF-8", &["step", "--lang", "en"]).contains("前向传播"));
    assert!(printed("C", &["step"]).is_ascii());
    let json = stdout(&["step", "--format", "json"]);
    assert_eq!(printed("C", &["step", "--format", "json"]), json);
}

#[test]
fn help_shows_examples_before_it_explains() {
    for arguments in [
        &["--help"][..],
        &["-h"],
        &["step", "--help"],
        &["new", "--help"],
        &["train", "--help"],
    ] {
        let help = stdout(arguments);
        let (examples, usage) = (help.find("Examples:"), help.find("Usage:"));
        assert!(examples.is_some() && examples < usage, "{help}");
    }
    assert_eq!(
        stdout(&["--version"]),
        concat!("backprop ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

/// Arguments, exit code and sentence; `{see}` stands for the pointer to the help.
const WRONG: &[(&[&str], i32, &str)] = &[
    (
        &["train", "--learning-rate", "-1"],
        2,
        "invalid value '-1' for '--learning-rate <LEARNING_RATE>': choose a number above 0, such as 0.007{see}",
    ),
    (
        &["train", "--learning-rate", "nan"],
        2,
        "invalid value 'nan' for '--learning-rate <LEARNING_RATE>': choose a number above 0, such as 0.007{see}",
    ),
    (
        &["train", "--test-fraction", "1"],
        2,
        "invalid value '1' for '--test-fraction <PART>': choose a number above 0 and below 1, such as 0.1{see}",
    ),
    (
        &["train", "--hidden", "2,0"],
        2,
        "invalid value '0' for '--hidden <UNITS,…>': 0 is not in 1..=1000{see}",
    ),
    (
        &["train", "--epochs", "0"],
        2,
        "invalid value '0' for '--epochs <EPOCHS>': 0 is not in 1..=1000000000{see}",
    ),
    (
        &["train", "--separator", "space"],
        2,
        "invalid value 'space' for '--separator <SEPARATOR>': “space” is no separator; choose comma, semicolon, tab or pipe{see}",
    ),
    (
        &["train", "--data", "nowhere.csv"],
        1,
        "nowhere.csv: there is no such file; check its name and folder",
    ),
    (
        &["train", "--target", "admitt"],
        1,
        "admissions.csv: --target names “admitt”, but there is no such column; did you mean “admit”?",
    ),
    (
        &["train", "--target", "gpa"],
        1,
        "admissions.csv, line 2, column 3 “gpa”: the target must be 0 or 1, not “3.61”; write 1 for the one class and 0 for the other, or choose another column with --target",
    ),
    (
        &[],
        2,
        "the tutor needs a terminal, and stdout is not one; “backprop step --format text” prints a lesson instead",
    ),
    (
        &["step", "2-1-2"],
        2,
        "there is no lesson “2-1-2”; did you mean “2-1-1”?",
    ),
    (
        &["step", "xor"],
        2,
        "there is no lesson “xor”; choose from 2-1-1, 3-2-1, 2-2-2",
    ),
    (
        &["step", ""],
        2,
        "a value is required for '[LESSON]' but none was supplied{see}",
    ),
    (
        &["step", "mine.toml"],
        1,
        "mine.toml: there is no such file; check its name and folder",
    ),
    (
        &["step", "src"],
        1,
        "src: this is a folder; name a lesson file in it",
    ),
    (
        &["step", "a\u{1b}[31m\u{202e}"],
        2,
        "there is no lesson “a�[31m�”; choose from 2-1-1, 3-2-1, 2-2-2",
    ),
    (
        &["check", "\u{1b}]0;title\u{7}.toml"],
        1,
        "�]0;title�.toml: there is no such file; check its name and folder",
    ),
    (
        &["3-2-1"],
        2,
        "“3-2-1” is no command but a lesson; did you mean “backprop step 3-2-1”?",
    ),
    (
        &["my.toml"],
        2,
        "“my.toml” is no command but a lesson; did you mean “backprop step my.toml”?",
    ),
    (
        &["stpe"],
        2,
        "unrecognized subcommand 'stpe'; a similar subcommand exists: 'step'{see}",
    ),
    (
        &["step", "--format", "jsn"],
        2,
        "invalid value 'jsn' for '--format <FORMAT>' [possible values: text, markdown, json]; a similar value exists: 'json'{see}",
    ),
    (
        &["--lnag", "zh"],
        2,
        "unexpected argument '--lnag' found; a similar argument exists: '--lang'{see}",
    ),
    (
        &["--theme", "blue"],
        2,
        "invalid value 'blue' for '--theme <THEME>' [possible values: dark, light, mono]{see}",
    ),
    (
        &["step", "2-1-1", "3-2-1"],
        2,
        "unexpected argument '3-2-1' found{see}",
    ),
    (
        &["check"],
        2,
        "the following required arguments were not provided: <FILE>{see}",
    ),
    (
        &["new", "2-3-one"],
        2,
        "“2-3-one” is no shape; write how many inputs, hidden units and outputs there are, such as 2-3-1",
    ),
    (
        &["new", "2-0-1"],
        2,
        "“2-0-1” is no shape; write how many inputs, hidden units and outputs there are, such as 2-3-1",
    ),
    (
        &["new", "2-1000-1"],
        2,
        "“2-1000-1” is too large to look at; at most 20 layers of 100 units can be shown",
    ),
    (
        &["new", "2-1", "--seed", "-1"],
        2,
        "invalid value '-1' for '--seed <SEED>': -1 is not in 0..=4294967295{see}",
    ),
    (
        &["completions", "bsh"],
        2,
        "invalid value 'bsh' for '<SHELL>' [possible values: bash, elvish, fish, powershell, zsh]; a similar value exists: 'bash'{see}",
    ),
    (
        &["man", "tran"],
        2,
        "there is no command “tran”; did you mean “train”?",
    ),
];

#[test]
fn wrong_command_lines_end_with_a_sentence_and_an_exit_code() {
    for (arguments, expected_code, expected) in WRONG {
        let (sentence, code) = failed(&run(arguments));
        assert_eq!(
            sentence,
            expected.replace("{see}", " (see backprop --help)")
        );
        assert_eq!(code, *expected_code, "{arguments:?}");
    }
}

/// Many megabytes of steps, of which the reader wants one line.
#[test]
fn a_reader_that_goes_away_ends_the_program_quietly() {
    let lesson = temporary("wide.toml", stdout(&["new", "50-50-10"]));
    let mut program = command(&["step", lesson.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    let mut output = BufReader::new(program.stdout.take().unwrap());
    output.read_line(&mut first).unwrap();
    drop(output);
    assert_eq!(first, "The 50-50-10 network\n");
    assert_eq!(program.wait().unwrap().code(), Some(0));
    let mut complaint = Vec::new();
    program.stderr.unwrap().read_to_end(&mut complaint).unwrap();
    assert_eq!(text(&complaint), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = std::fs::File::create("/dev/full").unwrap();
    let output = command(&["step"]).stdout(full).output().unwrap();
    let (sentence, code) = failed(&output);
    assert!(
        sentence.starts_with("the output could not be written: "),
        "{sentence}"
    );
    assert_eq!(code, 1);
}

#[test]
fn completions_and_manual_pages_know_the_commands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = stdout(&["completions", shell]);
        assert!(
            script.contains("no-save") && script.contains("doctor"),
            "{shell}"
        );
    }
    assert!(stdout(&["man"]).contains(".SH EVERYWHERE"));
    assert!(stdout(&["man", "new"]).contains("\\fB\\-\\-seed\\fR"));
}

#[test]
fn doctor_says_what_it_finds() {
    let output = command(&["doctor", "--lang", "zh"])
        .env("TERM", "xterm-256color")
        .env("NO_COLOR", "\u{1b}[31m")
        .output()
        .unwrap();
    let page = succeeded(&output);
    for line in [
        "screen     stdout is not a terminal",
        "TERM       xterm-256color",
        "NO_COLOR   �[31m",
        "colours    256",
        "theme      mono",
        "language   zh",
        "characters unicode (C.UTF-8)",
    ] {
        assert!(
            page.lines().any(|found| found == line),
            "{line:?} not in\n{page}"
        );
    }
    let ruler: Vec<&str> = page.lines().filter(|line| line.contains('|')).collect();
    assert_eq!(ruler.len(), 6);
    assert!(ruler.iter().all(|line| line.width() == ruler[0].width()));
}

#[test]
fn train_prints_what_the_lessons_script_prints() {
    let golden = numpy();
    let lines: Vec<&str> = golden["admissions"]["lesson_script_prints"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line.as_str().unwrap())
        .collect();
    let printed = stdout(&["train", "--format", "text"]);
    assert_eq!(printed.lines().collect::<Vec<_>>(), lines);
    assert_eq!(stdout(&["train"]), printed);
}

/// The points after an epoch of the lesson, which counts from 0, as NumPy computes them.
fn golden_points<'a>(golden: &'a Value, key: &str) -> impl Iterator<Item = (usize, f64)> + 'a {
    golden["admissions"][key]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| {
            let epoch = point[0].as_u64().unwrap();
            (
                usize::try_from(epoch).unwrap() + 1,
                point[1].as_f64().unwrap(),
            )
        })
}

#[track_caller]
fn assert_close(value: f64, golden: f64, tolerance: f64) {
    assert!(
        (value - golden).abs() <= tolerance * golden.abs(),
        "{value} instead of {golden}"
    );
}

#[test]
fn train_prints_the_true_loss_on_request() {
    let golden = numpy();
    let printed = stdout(&["train", "--format", "text", "--verbose"]);
    let plain = stdout(&["train", "--format", "text"]);
    let mut losses = golden_points(&golden, "train_mse_after_epoch");
    for (line, plain) in printed.lines().zip(plain.lines()).take(10) {
        let (script, loss) = line.split_once("  true loss:  ").unwrap();
        assert_eq!(script, plain);
        assert_close(loss.parse().unwrap(), losses.next().unwrap().1, 1e-12);
    }
    assert_eq!(printed.lines().count(), 11);
}

#[test]
fn the_history_as_csv_is_that_of_numpy() {
    let golden = numpy();
    let printed = stdout(&["train", "--format", "csv"]);
    let rows: Vec<Vec<&str>> = printed
        .lines()
        .map(|line| line.split(',').collect())
        .collect();
    let header = [
        "epoch",
        "loss",
        "lesson_figure",
        "training_accuracy",
        "test_accuracy",
    ];
    assert_eq!(rows[0], header);
    assert_eq!(rows.len(), 1 + 1001);
    for (epoch, loss) in golden_points(&golden, "train_mse_after_epoch") {
        assert_eq!(rows[epoch + 1][0], epoch.to_string());
        assert_close(rows[epoch + 1][1].parse().unwrap(), loss, 1e-12);
    }
    for (epoch, figure) in golden_points(&golden, "lesson_metric_after_epoch") {
        assert_close(rows[epoch + 1][2].parse().unwrap(), figure, 1e-14);
    }
    assert_eq!(rows[1001][4], "0.25");
}

#[test]
fn the_weights_in_json_are_those_of_numpy() {
    let golden = &numpy()["admissions"];
    let document: Value = serde_json::from_str(&stdout(&["train", "--format", "json"])).unwrap();
    let features = ["gre", "gpa", "rank_1", "rank_2", "rank_3", "rank_4"];
    assert_eq!(document["features"], serde_json::json!(features));
    assert_eq!(document["learning_rate"], 0.007);
    assert_eq!(document["seed"], 21);
    assert_eq!(document["history"].as_array().unwrap().len(), 1001);
    assert_eq!(document["history"][1000]["epoch"], 1000);
    assert_eq!(
        document["history"][1000]["test_accuracy"],
        golden["test_accuracy"]
    );
    let weight = |layer: usize, from: usize, unit: usize| {
        document["layers"][layer]["weights"][from][unit]
            .as_f64()
            .unwrap()
    };
    for from in 0..6 {
        for unit in 0..2 {
            assert_close(
                weight(0, from, unit),
                golden["final_w_ih"][from][unit].as_f64().unwrap(),
                1e-12,
            );
        }
    }
    for from in 0..2 {
        assert_close(
            weight(1, from, 0),
            golden["final_w_ho"][from].as_f64().unwrap(),
            1e-12,
        );
    }
    assert_eq!(document["layers"][1]["activation"], "sigmoid");
    assert_eq!(document["layers"][1].get("biases"), None);
}

#[test]
fn what_is_guessed_about_a_table_is_said_on_stderr() {
    let output = command(&["train", "--data", "-"])
        .stdin(std::fs::File::open("assets/admissions.csv").unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stdout), stdout(&["train"]));
    let notes = text(&output.stderr);
    for note in [
        "backprop: Target: admit (the only column of 0 and 1).",
        "backprop: One-hot: rank (few different values).",
        "backprop: Standardized: gre, gpa (numbers of many values).",
    ] {
        assert!(
            notes.lines().any(|line| line == note),
            "{note:?} not in\n{notes}"
        );
    }
}

#[test]
fn a_training_that_can_not_go_on_says_so() {
    let output = run(&["train", "--learning-rate", "1e300"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "backprop: training is stuck since epoch 1: the slope at the output is practically 0 for every record; try a smaller --learning-rate\n"
    );
}

/// Many epochs, of which the reader wants the first.
#[test]
fn training_ends_when_its_reader_goes_away() {
    let mut program = command(&["train", "--epochs", "100000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(program.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    assert_eq!(first, "Train loss:  0.252986291787026\n");
    assert_eq!(program.wait().unwrap().code(), Some(0));
    let mut complaint = Vec::new();
    program.stderr.unwrap().read_to_end(&mut complaint).unwrap();
    assert_eq!(text(&complaint), "");
}

#[test]
fn columns_get_the_roles_that_are_asked_for() {
    let features = |arguments: &[&str]| -> Value {
        let arguments = [&["train", "--epochs", "1", "--format", "json"], arguments].concat();
        let document: Value = serde_json::from_str(&stdout(&arguments)).unwrap();
        document["features"].clone()
    };
    assert_eq!(
        features(&["--leave-out", "rank,gpa"]),
        serde_json::json!(["gre"])
    );
    let untouched = ["gre", "gpa", "rank"];
    assert_eq!(
        features(&["--one-hot", "", "--standardize", ""]),
        serde_json::json!(untouched)
    );
    let dummies = features(&["--one-hot", "rank", "--leave-out", "gre"]);
    assert_eq!(
        dummies,
        serde_json::json!(["gpa", "rank_1", "rank_2", "rank_3", "rank_4"])
    );
}
