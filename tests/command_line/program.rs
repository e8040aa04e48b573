//! Lessons as programs in Python, which NumPy runs where it is installed.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::command::{stdout, temporary};

#[test]
fn the_programs_are_those_that_numpy_has_run() {
    for (lesson, numbers, wholes) in [
        ("2-1-1", include_str!("../golden/2-1-1.py"), include_str!("../golden/2-1-1-whole.py")),
        ("3-2-1", include_str!("../golden/3-2-1.py"), include_str!("../golden/3-2-1-whole.py")),
        (
            "two-outputs",
            include_str!("../golden/two-outputs.py"),
            include_str!("../golden/two-outputs-whole.py"),
        ),
        ("2-2-2", include_str!("../golden/2-2-2.py"), include_str!("../golden/2-2-2-whole.py")),
    ] {
        assert_eq!(stdout(&["step", lesson, "--format", "python"]), numbers);
        assert_eq!(stdout(&["step", lesson, "--format", "python", "--whole"]), wholes);
    }
}

#[test]
fn numpy_gets_the_numbers_of_the_lesson() {
    let mut lessons: Vec<String> =
        ["2-1-1", "3-2-1", "two-outputs", "2-2-2"].map(str::to_owned).to_vec();
    lessons.extend(files());
    let mut programs = Vec::new();
    for (index, lesson) in lessons.iter().enumerate() {
        for (form, options) in [("numbers", &[][..]), ("wholes", &["--whole"])] {
            let arguments = ["step", lesson, "--format", "python", "--updates", updates(index)];
            let arguments = [&arguments, options].concat();
            programs.push(temporary(&format!("program-{index}-{form}.py"), stdout(&arguments)));
        }
    }
    let Some(printed) = run_by_python(&programs) else {
        eprintln!("skipped: there is no python3 with numpy to run the programs");
        return;
    };
    let mut printed = printed.split("# next\n").skip(1);
    for (index, lesson) in lessons.iter().enumerate() {
        let json = stdout(&["step", lesson, "--format", "json", "--updates", updates(index)]);
        let document: Value = serde_json::from_str(&json).unwrap();
        let steps = document["steps"].as_array().unwrap();
        // The program prints the numbers of the last update.
        let is_last = |step: &&Value| step["update"].as_u64() == updates(index).parse().ok();
        let steps: Vec<Value> = steps.iter().filter(is_last).cloned().collect();
        let value = |step: &Value| step["value"].as_f64().unwrap();
        let found = numbers(printed.next().expect("what the program prints"));
        let expected: Vec<f64> = steps.iter().map(value).collect();
        assert_close(&found, &expected, lesson);
        let found = numbers(printed.next().expect("what the program of wholes prints"));
        assert_close(&found, &by_quantity(&steps, value), lesson);
    }
}

/// Every other lesson is updated three times.
fn updates(index: usize) -> &'static str {
    if index.is_multiple_of(2) { "1" } else { "3" }
}

/// Lessons of odd shapes, with each function and biases.
fn files() -> Vec<String> {
    let shapes = ["1-1", "1-3-1", "3-1-2", "2-3-2-1", "1-2-1-3"];
    let functions = ["sigmoid", "tanh", "relu", "leaky-relu", "linear"];
    let mut files = Vec::new();
    for (index, shape) in shapes.iter().enumerate() {
        for function in functions {
            let new = ["new", shape, "--activation", function, "--seed", "5", "--biases"];
            let lesson = stdout(&new[..new.len() - index % 2]);
            // The outputs have the same function, so that its slope is there in every layer.
            let lesson = lesson.replace("\"sigmoid\"", &format!("{function:?}"));
            let file = temporary(&format!("program-{shape}-{function}.toml"), lesson);
            files.push(file.to_str().unwrap().to_owned());
        }
    }
    files
}

/// What the programs print, each as if it ran alone, after a line that parts them.
fn run_by_python(programs: &[PathBuf]) -> Option<String> {
    const DRIVER: &str =
        "import runpy, sys, numpy\nfor p in sys.argv[1:]: print('# next'); runpy.run_path(p)";
    let mut python = Command::new("python3");
    let imports = Command::new("python3").args(["-c", "import numpy"]).output().ok()?;
    if !imports.status.success() {
        return None;
    }
    python.args(["-X", "utf8", "-W", "error", "-c", DRIVER]).args(programs);
    let output = python.output().ok()?;
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && complaint.is_empty(), "{complaint}");
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

/// The numbers that stand behind the signs of equality.
fn numbers(printed: &str) -> Vec<f64> {
    let values = printed.lines().map(|line| line.split_once(" =").map_or(line, |(_, value)| value));
    let words = values.flat_map(|value| value.split([' ', '[', ']']));
    words.filter(|word| !word.is_empty()).map(|word| word.parse().expect("a number")).collect()
}

/// The numbers of each quantity together, where those of several stand beside each other.
fn by_quantity(steps: &[Value], value: impl Fn(&Value) -> f64) -> Vec<f64> {
    let mut quantities: Vec<((&Value, &Value), Vec<f64>)> = Vec::new();
    for step in steps {
        let quantity = (&step["quantity"], &step["layer"]);
        match quantities.iter_mut().find(|(other, _)| *other == quantity) {
            Some((_, values)) => values.push(value(step)),
            None => quantities.push((quantity, vec![value(step)])),
        }
    }
    quantities.into_iter().flat_map(|(_, values)| values).collect()
}

#[track_caller]
fn assert_close(found: &[f64], expected: &[f64], lesson: &str) {
    assert_eq!(found.len(), expected.len(), "{lesson}");
    for (found, expected) in found.iter().zip(expected) {
        let is_close = (found - expected).abs() <= 1e-12 * expected.abs();
        assert!(is_close, "{lesson}: {found} instead of {expected}");
    }
}
