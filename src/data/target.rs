//! The target of every row, and what to do where a column is none.

use super::fault::{TableError, TableFault};
use super::number::number;
use super::table::{ColumnKind, Table};
use crate::sanitize::shown;

/// The most different values that are taken for classes.
const MOST_CLASSES: usize = 20;

/// The target of every row: 0 or 1, and both must be there. With a `positive` value it is 1 where
/// the cell holds that.
pub(super) fn targets(
    table: &Table,
    target: usize,
    positive: Option<&str>,
) -> Result<Vec<f64>, TableError> {
    if let Some(positive) = positive {
        let is_positive = |cell: &str| f64::from(u8::from(is_same(cell, positive)));
        let targets = table.map(target, is_positive);
        if targets.contains(&0.0) && targets.contains(&1.0) {
            return Ok(targets);
        }
        let value = shown(positive);
        return Err(table.column_error(target, TableFault::NotPositive { value }));
    }
    let targets = table.map(target, |cell| number(cell).unwrap_or(f64::NAN));
    if let Some(row) = targets.iter().position(|&y| !is_class(y)) {
        return Err(table.cell_error(row, target, advice(table, target, row, &targets)));
    }
    for value in [0, 1] {
        if targets.iter().all(|&y| y == f64::from(value)) {
            return Err(table.column_error(target, TableFault::OneClass { value }));
        }
    }
    Ok(targets)
}

/// Whether two cells say the same: as text, or as numbers.
fn is_same(one: &str, other: &str) -> bool {
    one == other || number(one).zip(number(other)).is_some_and(|(one, other)| one == other)
}

/// The two values of a column of two, neither of them a slip, that are not 0 and 1: first the one to
/// take for 1. “yes”, “true”, “M”, “是” and 2 come behind what they are the opposite of.
pub(super) fn two_labels(table: &Table, column: usize) -> Option<[String; 2]> {
    const RARE: usize = 10;
    let first = table.known_cells(column).next()?;
    let second = table.known_cells(column).find(|cell| !is_same(cell, first))?;
    let count = |label: &str| table.known_cells(column).filter(|cell| is_same(cell, label)).count();
    let counts = [first, second].map(count);
    let all = table.known_cells(column).count();
    let numbers = [first, second].map(number);
    let is_mixed = numbers.iter().flatten().count() == 1;
    let is_plain = numbers.iter().flatten().all(|number| is_class(*number)) && !is_mixed;
    let has_slip = counts.iter().any(|count| *count < 2 || count * RARE < all);
    if counts[0] + counts[1] < all || is_mixed || (is_plain && numbers[0].is_some()) || has_slip {
        return None;
    }
    let is_behind = match numbers {
        [Some(one), Some(other)] => one > other,
        _ => first > second,
    };
    let labels = if is_behind { [first, second] } else { [second, first] };
    Some(labels.map(str::to_owned))
}

fn is_class(number: f64) -> bool {
    number == 0.0 || number == 1.0
}

/// What to do about a column whose cell in `row` is neither 0 nor 1.
fn advice(table: &Table, column: usize, row: usize, targets: &[f64]) -> TableFault {
    let value = shown(table.cell(row, column));
    let mut values: Vec<&str> = Vec::new();
    for cell in table.known_cells(column) {
        if !values.contains(&cell) && values.len() <= MOST_CLASSES {
            values.push(cell);
        }
    }
    let is_number = table.columns[column].kind == ColumnKind::Number;
    let recurs = values.len() * 2 <= targets.len() && values.len() <= MOST_CLASSES;
    let is_whole = targets.iter().all(|number| number.fract() == 0.0 || number.is_nan());
    let rare = targets.iter().filter(|number| !is_class(**number)).count();
    let is_slip = rare == 1 || rare * 10 < targets.len();
    match values.as_slice() {
        _ if is_slip => TableFault::NotATarget { value },
        // What would become 1 and what is 1 already are not to be mixed up.
        [_, _] if targets.iter().any(|&y| is_class(y)) => TableFault::NotATarget { value },
        [one, other] => {
            // “yes”, “true”, “是” and 2 come behind what they are the opposite of.
            let (one, other) = (shown(one.max(other)), shown(one.min(other)));
            TableFault::TwoClasses { value, one, other }
        }
        classes if recurs && is_whole => {
            TableFault::ManyClasses { value, classes: classes.len(), one: shown(classes[0]) }
        }
        _ if !is_number => TableFault::TextTarget { value },
        _ => {
            let border = border(targets);
            if targets.iter().all(|y| (0.0..=1.0).contains(y)) {
                TableFault::ProbabilityTarget { value, border }
            } else {
                TableFault::AmountTarget { value, border }
            }
        }
    }
}

/// A value from which on about half of the numbers are, with others below it.
fn border(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = &sorted[sorted.len() / 2..];
    upper.iter().copied().find(|&number| number > sorted[0]).unwrap_or(upper[0])
}

/// The name of a column as a shell takes it.
pub(super) fn as_argument(name: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "_-.".contains(letter);
    let name = shown(name);
    if name.chars().all(is_plain) { name } else { format!("\"{name}\"") }
}
