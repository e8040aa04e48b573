//! `gradients` without a screen.

use serde_json::Value;

use crate::command::{command, failed, stdout};

#[test]
fn text_is_printed_where_there_is_no_terminal() {
    insta::assert_snapshot!(stdout(&["gradients", "--depth", "3", "--symbols", "unicode"]), @"");
}

#[test]
fn json_has_every_digit_of_numpys_figures() {
    let arguments = "gradients --depth 8 --width 3 --activation sigmoid --seed 21 --format json";
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let document: Value = serde_json::from_str(&stdout(&arguments)).unwrap();
    let first = document["layers"][0]["error_term"].as_f64().unwrap();
    // See `tests/gradients_screen.rs` for what NumPy was asked.
    assert!((first / 6.778_281_581_120_644e-7 - 1.0).abs() < 1e-12);
    assert_eq!(document["largest_slope"], 0.25);
    assert_eq!(document["layers"][6]["most_left_by_slopes"], 0.0625);
    assert_eq!(document["beside"][1]["activation"], "relu");
}

#[test]
fn what_no_chain_can_have_is_refused_with_a_sentence() {
    for (option, value, said) in [
        ("--depth", "13", "1..=12"),
        ("--width", "0", "1..=50"),
        ("--weight-scale", "nan", "above 0"),
        ("--weight-scale", "-1", "above 0"),
        ("--seed", "-1", "--seed"),
        ("--activation", "sgmoid", "sigmoid"),
    ] {
        let sentence = failed(&["gradients", option, value], 2);
        assert!(sentence.contains(said), "{sentence}");
    }
    let _ = command;
}
