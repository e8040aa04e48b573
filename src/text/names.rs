//! What things of a lesson are called in one language.

use super::{ByLayer, Language, Text, Values, fill};
use crate::lesson::answer::AnswerError;
use crate::lesson::mistake::Mistake;
use crate::lesson::{Cell, Example, Expr, Purpose, Quantity, Translated, Verdict};

/// What a lesson file says in one language.
pub fn translated<T>(words: &Translated<T>, language: Language) -> &T {
    match language {
        Language::En => &words.en,
        Language::Zh => &words.zh,
    }
}

/// What the number in a cell is called.
pub fn quantity<'a>(text: &'a Text, example: &Example, cell: Cell) -> &'a str {
    let ByLayer { hidden, output } = &text.quantity[cell.quantity];
    match cell.quantity {
        // Without an update there is no other.
        Quantity::Loss if example.purpose == Purpose::Gradients => &text.stepper.loss,
        _ if cell.layer == example.last_layer() => output,
        _ => hidden,
    }
}

/// What a pass up and down is called, from 0: by its update, and by its record where a lesson has
/// several.
pub fn pass(text: &Text, example: &Example, pass: usize) -> String {
    let n = example.update_of(pass) + 1;
    match &example.records {
        None => fill(&text.stepper.update, &[("n", &n)]),
        Some(records) => {
            let (record, records) = (records.present + 1, records.all.len());
            let values: &Values = &[("record", &record), ("records", &records), ("n", &n)];
            fill(&text.stepper.record_of, values)
        }
    }
}

/// What is wrong with an answer that is no number.
pub fn answer_error(text: &Text, error: &AnswerError) -> String {
    let sentence = &text.exercise.unreadable[error.kind];
    fill(sentence, &[("n", &(error.position + 1))])
}

/// What is said to an answer: that it is right, or which mistake it shows, or which two it may be.
pub fn verdict(text: &Text, verdict: &Verdict) -> String {
    let words = &text.exercise;
    let name = |(mistake, _): &(Mistake, Expr)| &*text.mistake[*mistake];
    match verdict {
        Verdict::Right => words.right.clone(),
        Verdict::TooRough => words.too_rough.clone(),
        Verdict::Unknown => words.unknown.clone(),
        Verdict::Mistakes(mistakes) => {
            let names: Vec<&str> = mistakes.iter().map(name).collect();
            match names.as_slice() {
                [] => words.unknown.clone(),
                [only] => fill(&words.mistake, &[("mistake", only)]),
                [first, other, ..] => {
                    fill(&words.mistakes, &[("mistake", first), ("other", other)])
                }
            }
        }
    }
}
