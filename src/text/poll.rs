//! The words of a vote.

use super::words::words;
use super::{Text, fill};
use crate::lesson::poll::{Choice, Poll};
use crate::lesson::{Names, Notation, Symbols, Trace, expr};

words! {
    /// A vote on a number.
    PollWords { title, counts, how, right, none, key }
}

/// What an option is: right, or the name of its mistake.
pub fn what<'a>(choice: &Choice, text: &'a Text) -> &'a str {
    choice.mistake.map_or(&text.poll.right, |mistake| &text.mistake[mistake])
}

/// Says that there can be no vote on a number, and on which there can.
pub fn none(trace: &Trace, names: &Names, notation: &Notation, text: &Text) -> String {
    let others = Poll::cells(trace).into_iter().map(|cell| names.written(cell, notation));
    let others = others.collect::<Vec<_>>().join(&text.punctuation.list);
    fill(&text.poll.none, &[("others", &others)])
}

/// The formula of an option in symbols.
pub fn formula(choice: &Choice, names: &Names, symbols: Symbols) -> String {
    expr::text(&choice.formula.symbols(names, symbols))
}
