//! What NumPy and pandas compute for the lessons: `tests/golden/numpy.json`.

use serde_json::Value;

/// A part of it: `two_one_one`, `three_two_one` or `admissions`.
pub fn numpy(part: &str) -> Value {
    let text = include_str!("../golden/numpy.json");
    serde_json::from_str::<Value>(text).expect("JSON")[part].clone()
}

/// A number, or nested lists of numbers, row by row.
pub fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(parts) => parts.iter().flat_map(numbers).collect(),
        number => vec![number.as_f64().expect("a number")],
    }
}

/// These are NumPy's numbers, to a relative tolerance.
#[track_caller]
pub fn assert_numpys(found: &[f64], golden: &Value, tolerance: f64) {
    let golden = numbers(golden);
    assert_eq!(found.len(), golden.len(), "{found:?} instead of {golden:?}");
    for (found, golden) in found.iter().zip(golden) {
        let is_close = (found - golden).abs() <= tolerance * golden.abs();
        assert!(is_close, "{found} instead of {golden}");
    }
}

/// The epochs after which the script looks at its training, which it counts from 0, and a figure of each.
pub fn after_epochs(admissions: &Value, key: &str) -> Vec<(usize, Value)> {
    let points: Vec<(usize, Value)> = serde_json::from_value(admissions[key].clone()).unwrap();
    points.into_iter().map(|(epoch, figure)| (epoch + 1, figure)).collect()
}
