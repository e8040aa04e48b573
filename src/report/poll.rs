//! A vote as plain text: the options, the bars of the votes, and what each of them is.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::Report;
use super::wrap::COLUMNS;
use crate::lesson::poll::{DIGITS, Poll, bar};
use crate::lesson::{Cell, Mistake, Names, Notation, Symbols};
use crate::text::fill;
use crate::text::poll::{formula, what};

/// The question with its options; with votes a bar for each, and with `has_key` what they are.
pub fn text(report: &Report, poll: &Poll, votes: Option<&[usize]>, has_key: bool) -> String {
    let words = report.words;
    let digits = report.notation.digits.max(DIGITS);
    let notation = Notation { digits, ..report.notation };
    let symbol = report.symbol(poll.cell);
    let mut page = fill(&words.exercise.question, &[("symbol", &symbol)]) + "\n\n";
    let numbers: Vec<String> =
        poll.choices.iter().map(|choice| notation.number(choice.value)).collect();
    let width = numbers.iter().map(|number| number.width()).max().unwrap_or(0);
    let most = votes.into_iter().flatten().copied().max().unwrap_or(0);
    let block = if notation.symbols == Symbols::Unicode { "█" } else { "#" };
    for (index, (letter, number)) in poll.letters().zip(&numbers).enumerate() {
        let bar = votes.map_or_else(String::new, |votes| {
            let room = COLUMNS.saturating_sub(width + 16);
            let bar = block.repeat(bar(votes[index], most, room));
            format!("{}   {bar} {}", " ".repeat(width - number.width()), votes[index])
        });
        // Writing to a String cannot fail.
        let _ = writeln!(page, "  {letter}  {number}{bar}");
    }
    if has_key {
        let _ = writeln!(page, "\n{}{}", words.poll.key, words.punctuation.colon.trim_end());
        for (letter, choice) in poll.letters().zip(&poll.choices) {
            let colon = &words.punctuation.colon;
            let formula = formula(choice, &report.names, notation.symbols);
            let _ =
                writeln!(page, "  {letter}  {symbol} = {formula}{colon}{}", what(choice, words));
        }
    }
    page
}

/// The mistakes that a class made at a cell, the most frequent first, from the marks in JSON;
/// `None` where they are none.
pub fn made(json: &str, names: &Names, cell: Cell) -> Option<Vec<Mistake>> {
    let marks: serde_json::Value = serde_json::from_str(json).ok()?;
    let symbol = Symbols::Ascii.apply(&names.symbol(cell));
    let students = marks.get("students")?.as_array()?.iter();
    let answers = students.filter_map(|student| student.get("answers")?.as_array()).flatten();
    let there = answers.filter(|answer| answer["quantity"] == *symbol);
    let names_of_mistakes =
        there.flat_map(|answer| answer["mistakes"].as_array().cloned().unwrap_or_default());
    let mut counts: Vec<(Mistake, usize)> = Vec::new();
    for mistake in names_of_mistakes.filter_map(|name| serde_json::from_value(name).ok()) {
        match counts.iter_mut().find(|(known, _)| *known == mistake) {
            Some((_, count)) => *count += 1,
            None => counts.push((mistake, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Some(counts.into_iter().map(|(mistake, _)| mistake).collect())
}
