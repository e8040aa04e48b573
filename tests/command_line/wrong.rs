//! Command lines that are wrong, and the sentences they get.

use super::command::{failed, run};

/// Arguments, exit code and sentence; `{see}` stands for the pointer to the help.
pub const WRONG: &[(&[&str], i32, &str)] = &[
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
        "invalid value '1' for '--test-fraction <PART>': choose a number from 0 to below 1, such as 0.1{see}",
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
        &["train", "--target", "gpa", "--target-kind", "label"],
        1,
        "admissions.csv, line 2, column 3 “gpa”: with --target-kind label the target must be 0 or 1, not “3.61”, but this column holds amounts; take --target-kind amount, or choose another column with --target",
    ),
    (
        &[],
        2,
        "the tutor needs a terminal, and stdout is not one; “backprop step --format text” prints a lesson instead",
    ),
    (&["step", "2-1-2"], 2, "there is no lesson “2-1-2”; did you mean “2-1-1”?"),
    (
        &["step", "xor"],
        2,
        "there is no lesson “xor”; choose from 2-1-1, 3-2-1, two-outputs, 2-2-2, mazur, han-kamber, negnevitsky, nielsen-easy and 10 more",
    ),
    (&["step", ""], 2, "a value is required for '[LESSON]' but none was supplied{see}"),
    (&["step", "mine.toml"], 1, "mine.toml: there is no such file; check its name and folder"),
    (&["step", "src"], 1, "src: this is a folder; name a lesson file in it"),
    (
        &["step", "a\u{1b}[31m\u{202e}"],
        2,
        "there is no lesson “a�[31m�”; choose from 2-1-1, 3-2-1, two-outputs, 2-2-2, mazur, han-kamber, negnevitsky, nielsen-easy and 10 more",
    ),
    (
        &["check", "\u{1b}]0;title\u{7}.toml"],
        1,
        "�]0;title�.toml: there is no such file; check its name and folder",
    ),
    (&["3-2-1"], 2, "“3-2-1” is no command but a lesson; did you mean “backprop step 3-2-1”?"),
    (
        &["my.toml"],
        2,
        "“my.toml” is no command but a lesson; did you mean “backprop step my.toml”?",
    ),
    (&["stpe"], 2, "unrecognized subcommand 'stpe'; a similar subcommand exists: 'step'{see}"),
    (
        &["step", "--format", "jsn"],
        2,
        "invalid value 'jsn' for '--format <FORMAT>' [possible values: text, markdown, json, python]; a similar value exists: 'json'{see}",
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
    (&["step", "--whole", "--format", "json"], 2, "--whole needs --format python beside it"),
    (&["step", "2-1-1", "3-2-1"], 2, "unexpected argument '3-2-1' found{see}"),
    (&["check"], 2, "the following required arguments were not provided: <FILE>{see}"),
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
        "“2-1000-1” is too large to look at; at most 20 layers of 100 units, and 30000 weights in all, can be shown",
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
    (&["man", "tran"], 2, "there is no command “tran”; did you mean “train”?"),
];

#[test]
fn wrong_command_lines_end_with_a_sentence_and_an_exit_code() {
    for (arguments, expected_code, expected) in WRONG {
        let (sentence, code) = failed(&run(arguments));
        assert_eq!(sentence, expected.replace("{see}", " (see backprop --help)"));
        assert_eq!(code, *expected_code, "{arguments:?}");
    }
}
