//! Lessons as text, Markdown and JSON.

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::command::{command, failed, run, stdout, succeeded, temporary};
use super::numpy::{assert_numpys, numbers, numpy};

fn steps(lesson: &str) -> Vec<Value> {
    let document: Value =
        serde_json::from_str(&stdout(&["step", lesson, "--format", "json"])).unwrap();
    assert_eq!(document["lesson"], lesson);
    assert_eq!(document["learning_rate"], 0.5);
    document["steps"].as_array().unwrap().clone()
}

/// A step as `error_term 1.2` or, for a weight, `weight_step 1.2←3`.
fn place(step: &Value) -> String {
    let (quantity, layer, unit) =
        (step["quantity"].as_str().unwrap(), &step["layer"], &step["unit"]);
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
    for (step, (_, golden)) in steps.iter().zip(expected) {
        assert_numpys(&numbers(&step["value"]), golden, 1e-12);
    }
}

#[test]
fn the_steps_of_2_1_1_are_those_of_numpy() {
    let golden = &numpy("two_one_one");
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
            ("loss 2.1", &loss),
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
            // These were computed by NumPy with `tests/golden/2-1-1.py`.
            ("new_pre_activation 1.1", &Value::from(-0.019_847_724_933_813_364)),
            ("new_activation 1.1", &Value::from(0.495_038_231_648_831_3)),
            ("new_pre_activation 2.1", &Value::from(0.064_430_952_742_465_53)),
            ("new_activation 2.1", &Value::from(0.516_102_168_096_158_8)),
            ("new_loss 2.1", &new_loss),
        ],
    );
}

#[test]
fn the_steps_of_3_2_1_are_those_of_numpy() {
    let golden = &numpy("three_two_one");
    let slope = |a: &Value| Value::from(a.as_f64().unwrap() * (1.0 - a.as_f64().unwrap()));
    let error = golden["error"].as_f64().unwrap();
    let loss = Value::from(0.5 * error * error);
    let slopes = [slope(&golden["a"][0]), slope(&golden["a"][1]), slope(&golden["y_hat"])];
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
            ("loss 2.1", &loss),
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
            // These were computed by NumPy with `tests/golden/3-2-1.py`.
            ("new_pre_activation 1.1", &Value::from(0.240_106_203_327_982_4)),
            ("new_pre_activation 1.2", &Value::from(-0.460_306_707_103_592_67)),
            ("new_activation 1.1", &Value::from(0.559_739_821_241_865_8)),
            ("new_activation 1.2", &Value::from(0.386_913_066_932_953_5)),
            ("new_pre_activation 2.1", &Value::from(-0.053_448_444_769_146_376)),
            ("new_activation 2.1", &Value::from(0.486_641_068_901_530_5)),
            ("new_loss 2.1", &new_loss),
        ],
    );
}

#[test]
fn a_step_in_json_has_the_keys_that_scripts_rely_on() {
    let printed = stdout(&["step", "2-1-1", "--format", "json"]);
    assert!(!printed.contains('−'), "a minus that machines don't read");
    let first = r#"{
  "format_version": 1,
  "lesson": "2-1-1",
  "learning_rate": 0.5,
  "loss": "half-squared",
  "biases_learn": true,
  "inputs": [
    0.1,
    0.3
  ],
  "targets": [
    1.0
  ],
  "layers": [
    {
      "activation": "sigmoid",
      "weights": [
        [
          0.4
        ],
        [
          -0.2
        ]
      ]
    },
    {
      "activation": "sigmoid",
      "weights": [
        [
          0.1
        ]
      ]
    }
  ],
  "steps": [
    {
      "update": 1,
      "quantity": "pre_activation",
      "layer": 1,
      "unit": 1,
      "symbol": "h",
      "formula": "h = x1·w1 + x2·w2",
      "numbers": "0.1·0.4 + 0.3·(-0.2) ≈ -0.01999999999999999",
      "numpy": "h = np.dot(x, w)",
      "value": -0.01999999999999999
    },
"#;
    assert!(printed.starts_with(first), "{printed}");
    let second_weight = r#"    {
      "update": 1,
      "quantity": "weight_step",
      "layer": 1,
      "unit": 1,
      "from": 2,
      "symbol": "Δw2",
      "formula": "Δw2 = η·δʰ·x2",
      "numbers": "0.5·0.003045501323732555·0.3 ≈ 0.0004568251985598832",
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

/// `tests/command_line/program.rs` runs the programs.
#[test]
fn the_statements_are_those_of_the_programs() {
    for (lesson, program) in [
        ("3-2-1", include_str!("../golden/3-2-1.py")),
        ("2-2-2", include_str!("../golden/2-2-2.py")),
    ] {
        let statements: Vec<String> =
            steps(lesson).iter().map(|step| step["numpy"].as_str().unwrap().to_owned()).collect();
        let computing = program.lines().skip_while(|line| *line != "# forward pass");
        let computing = computing.take_while(|line| !line.starts_with("print("));
        let computing: Vec<&str> = computing
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(|line| line.split("  # ").next().unwrap())
            .collect();
        assert_eq!(statements.join("\n"), computing.join("\n"));
    }
}

#[test]
fn numbers_that_are_not_finite_are_told_apart() {
    let lesson = stdout(&["new", "2-1-1"]).replace("sigmoid", "linear");
    let value = |target: &str| {
        let numbers =
            ["inputs = [1e200, 0]", &format!("targets = [{target}]"), "learning_rate = 1e10"];
        let changed = lesson.lines().map(|line| {
            let key = line.split_once(" = ").map_or(line, |(key, _)| key);
            let other = numbers.iter().find(|number| number.starts_with(&format!("{key} = ")));
            (*other.unwrap_or(&line)).to_owned() + "\n"
        });
        let file = temporary(&format!("infinite{target}.toml"), changed.collect::<String>());
        let json = stdout(&["step", file.to_str().unwrap(), "--format", "json"]);
        let document: Value = serde_json::from_str(&json).unwrap();
        document["steps"].as_array().unwrap().iter().map(|s| s["value"].clone()).collect::<Vec<_>>()
    };
    let values = [value("1e300"), value("-1e300")].concat();
    for word in ["inf", "-inf", "nan"] {
        assert!(values.contains(&word.into()), "no {word} among {values:?}");
    }
    assert!(!values.contains(&Value::Null));
}

/// What each key of all JSON means stands in the README.
#[test]
fn the_readme_describes_every_key() {
    fn keys(value: &Value, found: &mut std::collections::BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                found.extend(object.keys().cloned());
                object.values().for_each(|part| keys(part, found));
            }
            Value::Array(parts) => parts.iter().for_each(|part| keys(part, found)),
            _ => {}
        }
    }
    let mut found = std::collections::BTreeSet::new();
    for command in [
        &["step", "2-2-2", "--format", "json"][..],
        &["gradients", "--depth", "2", "--format", "json"],
        &["train", "--epochs", "1", "--format", "json"],
    ] {
        keys(&serde_json::from_str(&stdout(command)).unwrap(), &mut found);
    }
    let readme = include_str!("../../README.md");
    for key in found {
        assert!(readme.contains(&format!("`{key}`")), "{key} is not in the README");
    }
}

#[test]
fn a_note_stays_text_in_markdown() {
    let lesson = stdout(&["new", "1-1"]);
    let notes = r#"["- no list", "1. none either", "2) nor this", "costs $5", "+ 3 = 4.5"]"#;
    let file = temporary("notes.toml", format!("{lesson}\n[notes]\nen = {notes}\nzh = {notes}\n"));
    let page = stdout(&["step", file.to_str().unwrap(), "--format", "markdown"]);
    for line in ["\\- no list", "1\\. none either", "2\\) nor this", "costs \\$5", "\\+ 3 = 4.5"] {
        assert!(page.lines().any(|found| found == line), "{line} is not in\n{page}");
    }
}

#[test]
fn text_and_markdown_look_like_this() {
    assert_eq!(stdout(&["step"]), include_str!("../golden/2-1-1.txt"));
    assert_eq!(stdout(&["step", "--format", "markdown"]), include_str!("../golden/2-1-1.md"));
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
fn every_format_goes_on_with_the_new_weights() {
    let json = stdout(&["step", "3-2-1", "--format", "json", "--updates", "3"]);
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    let steps = document["steps"].as_array().unwrap();
    let value = |update: u64, quantity: &str, unit: u64| {
        let is_it = |step: &&serde_json::Value| {
            step["update"] == update && step["quantity"] == quantity && step["unit"] == unit
        };
        steps.iter().find(is_it).unwrap()["value"].as_f64().unwrap()
    };
    for update in [1, 2] {
        assert_eq!(value(update, "new_loss", 1), value(update + 1, "loss", 1));
        assert_eq!(value(update, "new_pre_activation", 2), value(update + 1, "pre_activation", 2));
    }
    for (format, heading) in
        [("text", "\nupdate 3\n"), ("markdown", "## update 3 – after the update")]
    {
        let page = stdout(&["step", "3-2-1", "--format", format, "--updates", "3"]);
        assert!(page.contains(heading), "{format}");
        assert!(!page.contains("update 4"));
    }
    assert!(
        stdout(&["step", "--format", "text"]).lines().all(|line| !line.starts_with("update 2"))
    );
}

#[test]
fn a_lesson_file_says_how_many_updates_it_has() {
    let lesson = stdout(&["new", "2-2-1", "--seed", "7"]);
    let file = super::command::temporary("updates.toml", format!("updates = 2\n{lesson}"));
    let file = file.to_str().unwrap();
    assert!(stdout(&["step", file, "--format", "text"]).contains("\nupdate 2\n"));
}

#[test]
fn the_reasons_stand_below_the_steps_on_request() {
    let page = stdout(&["step", "two-outputs", "--format", "text", "--why"]);
    for line in ["= −(y1 − ŷ1)·f′(z1)·W11·f′(h1)", "∂E/∂h1 = P1 + P2", "∂E/∂w11 = ∂E/∂h1·∂h1/∂w11"]
    {
        assert!(page.contains(line), "{line}");
    }
    assert!(page.lines().all(|line| line.width() <= 80));
    assert!(!stdout(&["step", "two-outputs", "--format", "text"]).contains("∂E/∂h1"));
}
