//! Training as text, CSV and JSON.

use std::path::Path;

use serde_json::Value;

use super::command::{command, failed, run, stdout, temporary, text};
use super::numpy::{after_epochs, assert_numpys, numbers, numpy};

#[test]
fn train_prints_what_the_lessons_script_prints() {
    let golden = numpy("admissions");
    let lines = golden["lesson_script_prints"].as_array().unwrap().iter();
    let printed = stdout(&["train", "--format", "text"]);
    assert!(printed.lines().eq(lines.map(|line| line.as_str().unwrap())), "{printed}");
    assert_eq!(stdout(&["train"]), printed);
}

#[test]
fn train_prints_the_true_loss_on_request() {
    let printed = stdout(&["train", "--format", "text", "--verbose"]);
    let plain = stdout(&["train", "--format", "text"]);
    let losses = after_epochs(&numpy("admissions"), "train_mse_after_epoch");
    for ((line, plain), (_, golden)) in printed.lines().zip(plain.lines()).zip(losses).take(10) {
        let (script, loss) = line.split_once("  MSE:  ").unwrap();
        assert_eq!(script, plain);
        assert_numpys(&[loss.parse().unwrap()], &golden, 1e-12);
    }
    assert_eq!(printed.lines().count(), 11);
}

#[test]
fn the_history_as_csv_is_that_of_numpy() {
    let golden = numpy("admissions");
    let printed = stdout(&["train", "--format", "csv"]);
    let rows: Vec<Vec<&str>> = printed.lines().map(|line| line.split(',').collect()).collect();
    let header = "epoch,loss,lesson_figure,training_accuracy,test_accuracy,test_loss,measure";
    assert_eq!(rows[0].join(","), header);
    assert!(rows[1..].iter().all(|row| row[6] == "mse"));
    assert!(printed.split_inclusive('\n').all(|line| line.ends_with("\r\n")));
    assert_eq!(rows.len(), 1 + 1001);
    let columns = [(1, "train_mse_after_epoch", 1e-12), (2, "lesson_metric_after_epoch", 1e-14)];
    for (column, key, tolerance) in columns {
        for (epoch, golden) in after_epochs(&golden, key) {
            assert_eq!(rows[epoch + 1][0], epoch.to_string());
            assert_numpys(&[rows[epoch + 1][column].parse().unwrap()], &golden, tolerance);
        }
    }
    assert_eq!(rows[1001][4], "0.25");
}

#[test]
fn the_weights_in_json_are_those_of_numpy() {
    let golden = numpy("admissions");
    let document: Value = serde_json::from_str(&stdout(&["train", "--format", "json"])).unwrap();
    assert_eq!(document["features"], golden["columns"]);
    assert_eq!(document["learning_rate"], 0.007);
    assert_eq!(document["seed"], 21);
    assert_eq!(document["history"].as_array().unwrap().len(), 1001);
    assert_eq!(document["history"][1000]["epoch"], 1000);
    assert_eq!(document["history"][1000]["test_accuracy"], golden["test_accuracy"]);
    for (layer, key) in ["final_w_ih", "final_w_ho"].into_iter().enumerate() {
        let weights = numbers(&document["layers"][layer]["weights"]);
        assert_numpys(&weights, &golden[key], 1e-12);
    }
    for (layer, key) in ["initial_w_ih", "initial_w_ho"].into_iter().enumerate() {
        let weights = numbers(&document["first_layers"][layer]["weights"]);
        assert_numpys(&weights, &golden[key], 1e-12);
    }
    assert_eq!(document["target"], "admit");
    assert_eq!(document["training_rows"], golden["train_rows"]);
    assert_eq!(document["test_rows"], golden["test_rows"]);
    for column in document["standardized"].as_array().unwrap() {
        let name = column["feature"].as_str().unwrap();
        assert_numpys(&numbers(&column["mean"]), &golden["mean"][name], 1e-12);
        assert_numpys(&numbers(&column["standard_deviation"]), &golden["std"][name], 1e-12);
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

#[test]
fn full_width_numbers_are_as_good_as_plain_ones() {
    let plain = [
        ("--hidden", "2,3", "２，3"),
        ("--epochs", "20", "２０"),
        ("--learning-rate", "0.5", "0。５"),
        ("--seed", "7", "７"),
        ("--test-fraction", "0.2", "０．２"),
    ];
    let [narrow, wide] = [0, 1].map(|which| {
        let mut arguments = vec!["train", "--format", "csv"];
        for (option, narrow, wide) in plain {
            arguments.extend([option, [narrow, wide][which]]);
        }
        stdout(&arguments)
    });
    assert_eq!(narrow, wide);
    assert_eq!(stdout(&["new", "２－３－１"]), stdout(&["new", "2-3-1"]));
}

/// The tables of `tests/golden/targets.py`.
#[test]
fn what_the_target_is_stands_in_the_json_file() {
    let golden: Value = serde_json::from_str(include_str!("../golden/targets.json")).unwrap();
    for golden in golden.as_array().unwrap() {
        let kind = golden["kind"].as_str().unwrap();
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{kind}.csv"));
        std::fs::write(&file, golden["table"].as_str().unwrap()).unwrap();
        let output =
            command(&["train", "--batch", "7", "--epochs", "2", "--format", "json", "--data"])
                .arg(&file)
                .output()
                .unwrap();
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(json["target_kind"], kind);
        assert_eq!(json["batch"], 7);
        let classes = json["classes"].as_array().unwrap();
        assert_eq!(classes.len(), if kind == "classes" { 3 } else { 0 });
        assert_eq!(json["target_scale"].is_object(), kind == "amount");
        let activation = json["layers"][1]["activation"].as_str().unwrap();
        assert_eq!(activation, if kind == "amount" { "linear" } else { "sigmoid" });
    }
}

#[test]
fn the_loss_is_named_where_it_is_not_that_of_the_script() {
    let told = stdout(&["train", "--loss", "cross-entropy", "--epochs", "20", "--verbose"]);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[0], "loss: cross-entropy, E = −Σ (y·ln ŷ + (1 − y)·ln(1 − ŷ))");
    assert!(lines[1..].iter().all(|line| line.contains(": log loss 0.")), "{told}");
    assert!(!told.contains("MSE") && !told.contains("Train loss"), "{told}");
    let told = stdout(&["train", "--loss", "squared", "--epochs", "20", "--verbose"]);
    assert!(told.starts_with("loss: squared, E = Σ (y − ŷ)²\n"), "{told}");
    assert!(told.contains(": MSE 0.") && !told.contains("Train loss"), "{told}");
    assert_eq!(
        stdout(&["train", "--loss", "half-squared", "--verbose"]),
        stdout(&["train", "--verbose"])
    );
    let printed = stdout(&["train", "xor", "--loss", "cross-entropy", "--format", "csv"]);
    assert!(printed.lines().skip(1).all(|line| line.ends_with(",log_loss")));
    let printed = stdout(&["train", "xor", "--loss", "mean-squared", "--format", "json"]);
    let document: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!([&document["loss"], &document["measure"]], ["mean-squared", "mse"]);
}

#[test]
fn a_loss_that_does_not_suit_the_column_is_refused_with_option_and_column() {
    let table = "size,price\n50,100.5\n60,130.2\n70,150.7\n80,190.1\n90,200.9\n40,80.3\n55,111.1\n";
    let file = temporary("losses-prices.csv", table);
    let arguments =
        ["train", "--loss", "cross-entropy", "--target", "price", "--format", "csv", "--data"];
    for (language, said) in
        [("en", "but the column “price” holds amounts"), ("zh", "可“price”这一列是数量")]
    {
        let output = command(&arguments).arg(&file).args(["--lang", language]).output().unwrap();
        // Behind what is said of the table.
        let told = text(&output.stderr);
        let told = told.lines().last().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(told.contains("--loss cross-entropy") && told.contains(said), "{told}");
    }
    let (told, _) = failed(&run(&["train", "--loss", "softmax-cross-entropy", "--format", "csv"]));
    assert!(told.contains("--loss softmax-cross-entropy") && told.contains("“admit”"), "{told}");
}
