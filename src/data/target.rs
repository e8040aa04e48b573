//! The target of every row, and what to do where a column is none.

use strum::{IntoStaticStr, VariantArray};

use super::category::{Category, categories, codes};
use super::fault::{TableError, TableFault};
use super::feature::{Scale, check_numbers, scale};
use super::number::{known_number, number, plain_spellings};
use super::table::{ColumnKind, Table};
use crate::limits;
use crate::nn::Activation;
use crate::sanitize::shown;

/// The most different values that are taken for classes unasked.
const MOST_CLASSES: usize = 20;

/// What a column holds that a network is to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum TargetKind {
    /// One of two: 0 or 1.
    Label,
    /// A number from 0 to 1.
    Probability,
    /// Any number.
    Amount,
    /// One of several.
    Classes,
}

/// The targets as the network gets them.
#[derive(Clone, Debug, PartialEq)]
pub enum Targets {
    /// One output, 0 or 1.
    Label,
    /// One output, from 0 to 1.
    Probability,
    /// One linear output, for the standardised amount.
    Amount(Scale),
    /// One output for each of these classes: 1 for that of the record, 0 for the others.
    Classes(Vec<Category>),
}

impl Targets {
    /// How many outputs they call for.
    pub fn outputs(&self) -> usize {
        match self {
            Self::Classes(classes) => classes.len(),
            Self::Label | Self::Probability | Self::Amount(_) => 1,
        }
    }

    /// The function of these outputs.
    pub fn activation(&self) -> Activation {
        match self {
            Self::Amount(_) => Activation::Linear,
            Self::Label | Self::Probability | Self::Classes(_) => Activation::Sigmoid,
        }
    }

    /// How an amount was standardised, where it is one.
    pub fn scale(&self) -> Option<&Scale> {
        match self {
            Self::Amount(scale) => Some(scale),
            Self::Label | Self::Probability | Self::Classes(_) => None,
        }
    }

    /// What they are.
    pub fn kind(&self) -> TargetKind {
        match self {
            Self::Label => TargetKind::Label,
            Self::Probability => TargetKind::Probability,
            Self::Amount(_) => TargetKind::Amount,
            Self::Classes(_) => TargetKind::Classes,
        }
    }

    /// What one output is to be where the target of a row has this value.
    pub(super) fn value(&self, target: f64, output: usize) -> f64 {
        match self {
            Self::Label | Self::Probability => target,
            Self::Amount(scale) => scale.scaled(target),
            Self::Classes(_) => f64::from(u8::from(target == output as f64)),
        }
    }
}

/// The targets of a column as they are to be told, and the value of each row: 0 or 1, a number, or
/// the index of a class. With a `positive` value a label is 1 where the cell holds that.
pub(super) fn targets(
    table: &Table,
    target: usize,
    kind: TargetKind,
    positive: Option<&str>,
) -> Result<(Targets, Vec<f64>), TableError> {
    match kind {
        TargetKind::Label => Ok((Targets::Label, labels(table, target, positive)?)),
        TargetKind::Classes => {
            let most = limits::CLASSES;
            let classes = categories(table, target, most)
                .ok_or_else(|| table.column_error(target, TableFault::TooManyClasses { most }))?;
            if let [only] = &classes[..] {
                let value = shown(&only.to_string());
                return Err(table.column_error(target, TableFault::OneTarget { value }));
            }
            let codes = codes(table, target, &classes);
            Ok((Targets::Classes(classes), codes))
        }
        TargetKind::Probability | TargetKind::Amount => {
            check_numbers(table, target)?;
            let numbers = table.map(target, known_number);
            if numbers.iter().all(|number| *number == numbers[0]) {
                let value = shown(table.cell(0, target));
                return Err(table.column_error(target, TableFault::OneTarget { value }));
            }
            if kind == TargetKind::Amount {
                return Ok((Targets::Amount(scale(table, target, &numbers)?), numbers));
            }
            let is_outside = |number: &f64| !(0.0..=1.0).contains(number);
            if let Some(row) = numbers.iter().position(is_outside) {
                let value = shown(table.cell(row, target));
                return Err(table.cell_error(row, target, TableFault::NoProbability { value }));
            }
            Ok((Targets::Probability, numbers))
        }
    }
}

/// What a column of targets looks like. Where it is a slip in a column of 0 and 1 that makes it
/// look like something else, it is one of labels, and so is what can't be anything.
pub(super) fn look_of_target(table: &Table, column: usize) -> TargetKind {
    let numbers = || table.known_cells(column).map(number);
    let others = numbers().filter(|it| !it.is_some_and(is_class)).count();
    let all = numbers().count();
    if is_slip(others, all) || two_labels(table, column).is_some() {
        return TargetKind::Label;
    }
    let is_number = |cell: &&str| !plain_spellings(cell).is_empty();
    let is_text = matches!(table.columns[column].kind, ColumnKind::Text { .. });
    let holds_numbers = 2 * table.known_cells(column).filter(is_number).count() > all;
    let classes = categories(table, column, MOST_CLASSES).map_or(0, |classes| classes.len());
    let recurs = (1..=all / 2).contains(&classes);
    let are_whole = || numbers().all(|it| it.is_some_and(|it| it.fract() == 0.0));
    match classes {
        _ if is_text && !holds_numbers && recurs && classes > 2 => TargetKind::Classes,
        _ if is_text && !holds_numbers => TargetKind::Label,
        1 | 2 if recurs => TargetKind::Label,
        _ if recurs && !is_text && are_whole() => TargetKind::Classes,
        _ if numbers().flatten().all(|it| (0.0..=1.0).contains(&it)) => TargetKind::Probability,
        _ => TargetKind::Amount,
    }
}

/// Whether so few of the cells of a column are neither 0 nor 1 that they are mistakes.
fn is_slip(others: usize, all: usize) -> bool {
    others <= 1 || others * 10 < all
}

/// The label of every row: 0 or 1, and both must be there.
fn labels(table: &Table, target: usize, positive: Option<&str>) -> Result<Vec<f64>, TableError> {
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

/// The two values of a column of two, neither of them a slip, that are not 0 and 1: first the one
/// to take for 1. “yes”, “true”, “M”, “是” and 2 come behind what they are the opposite of.
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
    match values.as_slice() {
        _ if is_slip(rare, targets.len()) => TableFault::NotATarget { value },
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
            if targets.iter().all(|y| (0.0..=1.0).contains(y)) {
                TableFault::ProbabilityTarget { value }
            } else {
                TableFault::AmountTarget { value }
            }
        }
    }
}

/// The name of a column as a shell takes it.
pub(super) fn as_argument(name: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "_-.".contains(letter);
    let name = shown(name);
    if name.chars().all(is_plain) { name } else { format!("\"{name}\"") }
}
