//! What a question says, with the symbols and the numbers of its lesson put in.

use super::{Values, fill};
use crate::lesson::question::Posed;
use crate::lesson::{Names, Notation, Trace};

/// Puts into a sentence of a question the symbols of what it names, their numbers, and their
/// numbers with what it supposes.
pub fn told(
    sentence: &str,
    asked: &Posed,
    trace: &Trace,
    names: &Names,
    notation: &Notation,
) -> String {
    let is_supposing = sentence.contains("{~");
    let supposed = is_supposing.then(|| Trace::new(asked.example(trace.example())));
    let mut told = sentence.to_owned();
    for (index, cell) in asked.named.iter().enumerate() {
        let number = |trace: &Trace| notation.number(trace.value(*cell));
        let values: &Values = &[
            (&index.to_string(), &names.written(*cell, notation)),
            (&format!("={index}"), &number(trace)),
            (&format!("~{index}"), &supposed.as_ref().map_or(String::new(), number)),
        ];
        told = fill(&told, values);
    }
    told
}
