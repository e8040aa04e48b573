//! Where the lesson's text and the mathematics part: each place, and the numbers that show it.
//!
//! `assets/differences.toml` lists the places with their numbers as expressions. What the text
//! says and what is right are words, and live with the words of each language.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use strum::{IntoStaticStr, VariantArray};

use super::{Expr, Names, Notation, Trace, answer, builtin};

/// A part of the lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, IntoStaticStr, VariantArray)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Part {
    /// The introduction.
    Introduction,
    /// The 2-1-1 example with its diagram.
    Example,
    /// The recap.
    Recap,
    /// The scripts that train on the admissions data.
    Script,
}

/// A place where the text and the mathematics part.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The name under which its words stand in the text files.
    pub name: String,
    /// Where it stands.
    pub part: Part,
    /// The numbers that show it, each with its name in the words.
    pub numbers: Vec<(String, f64)>,
}

/// A place as the asset lists it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    part: Part,
    #[serde(default = "two_one_one")]
    lesson: String,
    rounded: Option<Rounded>,
    numbers: BTreeMap<String, String>,
}

/// A number with as few digits as the text has.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rounded {
    number: String,
    digits: usize,
}

fn two_one_one() -> String {
    "2-1-1".to_owned()
}

fn places() -> Vec<Entry> {
    let asset = include_str!("../../assets/differences.toml");
    let mut table: BTreeMap<String, Vec<Entry>> =
        toml::from_str(asset).expect("the tests read the embedded places");
    table.remove("place").unwrap_or_default()
}

/// The names of all places, in the order of the text.
pub fn names() -> Vec<String> {
    places().into_iter().map(|place| place.name).collect()
}

/// All places in the order of the text, with their numbers. `script` is what the lesson's script
/// works with and comes to, each number with its name in the asset.
pub fn differences(script: &[(&str, f64)]) -> Vec<Difference> {
    places().into_iter().map(|place| place.with_numbers(script)).collect()
}

impl Entry {
    fn with_numbers(self, script: &[(&str, f64)]) -> Difference {
        let script = script.iter().map(|(name, value)| ((*name).to_owned(), *value));
        let mut known: Vec<_> = script.collect();
        known.extend(symbols(&self.lesson));
        let mut numbers = Vec::new();
        if let Some(Rounded { number, digits }) = &self.rounded {
            let exact = value(number, &known);
            let rounded = Notation { digits: *digits, ..Notation::machine() }.rounded(exact);
            numbers.push(("rounded".to_owned(), rounded));
            known.extend(numbers.clone());
        }
        numbers.extend(self.numbers.iter().map(|(name, text)| (name.clone(), value(text, &known))));
        Difference { name: self.name, part: self.part, numbers }
    }
}

/// Every symbol of a lesson with its number.
fn symbols(lesson: &str) -> Vec<(String, f64)> {
    let example = builtin(lesson).expect("the asset names embedded lessons").example;
    let names = Names::new(&example.network);
    let trace = Trace::new(example);
    let mut cells = BTreeSet::new();
    for &cell in trace.script().steps() {
        cells.insert(cell);
        cells.extend(trace.formula(cell).iter().flat_map(Expr::cells));
    }
    // From the last on, for the parser is to find `W_new` before `W`.
    cells.into_iter().rev().map(|cell| (names.symbol(cell), trace.value(cell))).collect()
}

fn value(expression: &str, symbols: &[(String, f64)]) -> f64 {
    let value = answer::evaluate(expression, symbols);
    value.unwrap_or_else(|error| panic!("“{expression}” is no number: {error:?}"))
}
