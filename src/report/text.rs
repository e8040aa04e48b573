//! A lesson as plain text for people: numbered blocks that keep to 80 columns.
//!
//! ```text
//!  1  weighted sum into a hidden unit
//!     h = x1·w1 + x2·w2
//!       = 0.1·0.4 + 0.3·(−0.2)
//!       = −0.02
//!     h = np.dot(x, w)
//! ```

use unicode_width::UnicodeWidthStr;

use super::Report;
use super::wrap::{COLUMNS, wrap_formula};
use crate::lesson::derivation;
use crate::lesson::expr::text;
use crate::lesson::{Calculation, Cell, Phase};
use crate::text::derivation::Part;
use crate::text::wrap::wrap;

/// Every step of a lesson; with `why` also the reasons.
pub fn lesson(report: &Report, why: bool) -> String {
    let words = report.words;
    let mut page = Page::default();
    page.prose(0, &report.title());
    page.blank();
    for note in report.notes() {
        page.prose(0, &note);
        page.blank();
    }
    page.line(0, &words.convention.title);
    for line in words.convention.lines(report.trace.example().loss) {
        page.line(2, line);
    }
    page.blank();
    givens(&mut page, report);
    for (pass, report) in report.passes() {
        if let Some(heading) = report.pass_heading(pass) {
            page.blank();
            page.line(0, &heading);
        }
        steps(&mut page, &report, why);
    }
    page.text
}

/// The steps of one pass.
fn steps(page: &mut Page, report: &Report, why: bool) {
    let mut number = 0;
    for (phase, cells) in report.phases() {
        page.blank();
        page.line(0, phase);
        for &cell in cells {
            number += 1;
            step(page, report, number, cell);
            if why && derivation::has_one(cell) {
                reasons(page, report, cell);
            }
        }
    }
}

fn givens(page: &mut Page, report: &Report) {
    let givens = report.givens();
    page.line(0, &report.words.phase[Phase::Given]);
    for line in givens.record {
        page.formula(2, "", &line);
    }
    for (heading, lines) in givens.layers {
        page.line(2, &heading);
        for line in lines {
            page.formula(4, "", &line);
        }
    }
}

fn step(page: &mut Page, report: &Report, number: usize, cell: Cell) {
    let digits = report.steps().len().to_string().len();
    let indent = digits + 3;
    page.blank();
    page.line(1, &format!("{number:>digits$}  {}", report.name(cell)));
    if let Some(calculation) = report.calculation(cell) {
        formula(page, report, indent, &calculation);
    }
    let supporting = report.supporting(cell);
    if !supporting.is_empty() {
        page.line(
            indent,
            &(report.words.stepper.second_pass.clone() + report.words.punctuation.colon.trim_end()),
        );
    }
    for calculation in supporting {
        formula(page, report, indent + 2, &calculation);
    }
}

/// Why the number of a step is what it is.
fn reasons(page: &mut Page, report: &Report, cell: Cell) {
    let indent = report.steps().len().to_string().len() + 5;
    page.blank();
    for part in report.derivation(cell, false) {
        match part {
            Part::Prose(sentence) => page.prose(indent, &sentence),
            Part::Equation(left, rows) => {
                for (index, (sign, right)) in rows.into_iter().enumerate() {
                    let left = if index == 0 { left.clone() } else { " ".repeat(left.width()) };
                    page.formula(indent + 2, &format!("{left} {sign} "), &right);
                }
            }
        }
    }
}

/// Symbols, numbers and result, their `=` below each other; then the line of NumPy.
fn formula(page: &mut Page, report: &Report, indent: usize, calculation: &Calculation) {
    let Calculation { symbol, symbols, arithmetic, numpy, .. } = calculation;
    let symbol = format!("{symbol} = ");
    page.formula(indent, &symbol, &text(symbols));
    let column = indent + symbol.width() - 2;
    let numbers = text(&arithmetic.numbers);
    if numbers != arithmetic.result {
        page.formula(column, "= ", &numbers);
    }
    page.line(column, &report.outcome(arithmetic));
    page.formula(indent, "", numpy);
}

/// The text so far. Indents are in columns.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn line(&mut self, indent: usize, line: &str) {
        self.text += &[&*" ".repeat(indent), line, "\n"].concat();
    }

    fn prose(&mut self, indent: usize, sentence: &str) {
        for line in wrap(sentence, COLUMNS - indent) {
            self.line(indent, &line);
        }
    }

    /// `start` and a formula; further lines begin below the formula.
    fn formula(&mut self, indent: usize, start: &str, formula: &str) {
        let column = indent + start.width();
        let width = COLUMNS.saturating_sub(column);
        for (index, line) in wrap_formula(formula, width).iter().enumerate() {
            if index == 0 {
                self.line(indent, &format!("{start}{line}"));
            } else {
                self.line(column, line);
            }
        }
    }
}
