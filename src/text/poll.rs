//! The words of a vote.

use itertools::Itertools;

use super::words::words;
use super::{Text, fill};
use crate::lesson::poll::Choice;
use crate::lesson::{Cell, Names, Notation, Symbols, expr};

words! {
    /// A vote on a number.
    PollWords { title, counts, how, right, none, nowhere, key }
}

/// What an option is: right, or the name of its mistake.
pub fn what<'a>(choice: &Choice, text: &'a Text) -> &'a str {
    choice.mistake.map_or(&text.poll.right, |mistake| &text.mistake[mistake])
}

/// Says that there can be no vote on a number, and on which others there can.
pub fn none(others: &[Cell], names: &Names, notation: &Notation, text: &Text) -> String {
    let words = if others.is_empty() { &text.poll.nowhere } else { &text.poll.none };
    let others = others.iter().map(|cell| names.written(*cell, notation));
    fill(words, &[("others", &others.format(&text.punctuation.list))])
}

/// The formula of an option in symbols.
pub fn formula(choice: &Choice, names: &Names, symbols: Symbols) -> String {
    expr::text(&choice.formula.symbols(names, symbols))
}
