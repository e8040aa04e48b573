//! What things of a lesson are called in one language.

use super::{ByLayer, Language, Text, fill};
use crate::lesson::answer::AnswerError;
use crate::lesson::mistake::Mistake;
use crate::lesson::{Cell, Example, Expr, Translated, Verdict};

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
    if cell.layer == example.last_layer() { output } else { hidden }
}

/// What is wrong with an answer that is no number.
pub fn answer_error(text: &Text, error: &AnswerError) -> String {
    let sentence = &text.exercise.unreadable[error.kind];
    fill(sentence, &[("n", &(error.position + 1).to_string())])
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
