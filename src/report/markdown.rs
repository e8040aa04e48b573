//! A lesson as Markdown: a heading for each phase, and its steps in a table, with formulas in LaTeX
//! between dollar signs, as GitHub, Pandoc and Jupyter read them.

use std::fmt::Write as _;

use super::Report;
use super::formula::Markup;
use crate::lesson::expr::text;
use crate::lesson::{Calculation, Cell, Phase};

/// Every step of a lesson.
pub fn lesson(report: &Report) -> String {
    let words = report.words;
    let mut page = format!("# {}\n", escape(&report.title()));
    for note in report.notes() {
        let _ = write!(page, "\n{}\n", escape(&note));
    }
    let _ = write!(page, "\n{}{}\n\n", words.convention.title, words.punctuation.colon.trim_end());
    for line in words.convention.lines(report.lesson.example.loss) {
        let _ = writeln!(page, "- {}", escape(line));
    }
    let formulas = &report.for_latex();
    givens(&mut page, formulas);
    for (pass, report) in formulas.passes() {
        steps(&mut page, &report, pass);
    }
    page
}

/// The steps of one pass, under the headings of their parts.
fn steps(page: &mut String, report: &Report, pass: usize) {
    let words = report.words;
    let mut number = 0;
    for (phase, cells) in report.phases() {
        let heading = match report.pass_heading(pass) {
            None => phase.to_owned(),
            Some(heading) => format!("{heading} – {phase}"),
        };
        let _ = write!(page, "\n## {heading}\n\n");
        let heading = &words.report;
        let _ = writeln!(
            page,
            "| | {} | {} | {} | NumPy |\n|--:|---|---|---|---|",
            heading.quantity, heading.formula, heading.numbers
        );
        for &cell in cells {
            number += 1;
            row(page, report, number, cell);
        }
    }
}

pub(super) fn givens(page: &mut String, report: &Report) {
    let givens = report.givens();
    let _ = write!(page, "\n## {}\n\n", report.words.phase[Phase::Given]);
    for line in givens.record {
        let _ = writeln!(page, "- ${}$", Markup::Latex.formula(&line));
    }
    for (heading, lines) in givens.layers {
        let _ = writeln!(page, "- {heading}");
        for line in lines {
            let _ = writeln!(page, "  - ${}$", Markup::Latex.formula(&line));
        }
    }
}

/// The row of a step; what leads to it and is no step of its own stands in rows without a number
/// above it.
fn row(page: &mut String, report: &Report, number: usize, cell: Cell) {
    let second_pass = &report.words.stepper.second_pass;
    let on_the_way = report.supporting(cell).into_iter();
    let rows = on_the_way.map(|calculation| (String::new(), second_pass.as_str(), calculation));
    let step = report.calculation(cell);
    let step = step.map(|calculation| (number.to_string(), report.name(cell), calculation));
    for (number, name, Calculation { symbol, symbols, arithmetic, numpy, .. }) in rows.chain(step) {
        let mut numbers = text(&arithmetic.numbers) + " ";
        if numbers.trim_end() == arithmetic.result {
            numbers.clear();
        }
        let formula = Markup::Latex.formula(&format!("{symbol} = {}", text(&symbols)));
        let numbers = Markup::Latex.formula(&(numbers + &report.outcome(&arithmetic)));
        let _ = writeln!(page, "| {number} | {name} | ${formula}$ | ${numbers}$ | `{numpy}` |");
    }
}

/// Text in which no character means anything to Markdown, not even at its beginning, where `- ` and
/// `1. ` make a list.
pub(super) fn escape(text: &str) -> String {
    let text = text.trim_start();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut escaped = String::with_capacity(text.len());
    for (index, character) in text.char_indices() {
        let begins_a_list = match character {
            '-' | '+' | '=' => index == 0,
            '.' | ')' => index == digits && digits > 0,
            _ => false,
        };
        if begins_a_list || "\\`*_[]<>#|~&$".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
