//! Training as text, CSV and JSON.

use serde_json::Value;

use super::command::{command, run, stdout, text};
use super::numpy;

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
    golden["admissions"][key].as_array().unwrap().iter().map(|point| {
        let epoch = point[0].as_u64().unwrap();
        (usize::try_from(epoch).unwrap() + 1, point[1].as_f64().unwrap())
    })
}

#[track_caller]
fn assert_close(value: f64, golden: f64, tolerance: f64) {
    assert!((value - golden).abs() <= tolerance * golden.abs(), "{value} instead of {golden}");
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
    let rows: Vec<Vec<&str>> = printed.lines().map(|line| line.split(',').collect()).collect();
    let header = ["epoch", "loss", "lesson_figure", "training_accuracy", "test_accuracy"];
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
    assert_eq!(document["history"][1000]["test_accuracy"], golden["test_accuracy"]);
    let weight = |layer: usize, from: usize, unit: usize| {
        document["layers"][layer]["weights"][from][unit].as_f64().unwrap()
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
        assert_close(weight(1, from, 0), golden["final_w_ho"][from].as_f64().unwrap(), 1e-12);
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
        assert!(notes.lines().any(|line| line == note), "{note:?} not in\n{notes}");
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

#[test]
fn columns_get_the_roles_that_are_asked_for() {
    let features = |arguments: &[&str]| -> Value {
        let arguments = [&["train", "--epochs", "1", "--format", "json"], arguments].concat();
        let document: Value = serde_json::from_str(&stdout(&arguments)).unwrap();
        document["features"].clone()
    };
    assert_eq!(features(&["--leave-out", "rank,gpa"]), serde_json::json!(["gre"]));
    let untouched = ["gre", "gpa", "rank"];
    assert_eq!(features(&["--one-hot", "", "--standardize", ""]), serde_json::json!(untouched));
    let dummies = features(&["--one-hot", "rank", "--leave-out", "gre"]);
    assert_eq!(dummies, serde_json::json!(["gpa", "rank_1", "rank_2", "rank_3", "rank_4"]));
}
