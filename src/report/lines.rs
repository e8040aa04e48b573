//! A lesson in lines that can be heard, or felt on a braille display, one by one: no indents, no
//! columns, and every line is complete in itself.
//!
//! ```text
//! 5 of 17: e, error
//! e = y − ŷ
//! e = 1 − 0.51237
//! e = 0.48763
//! NumPy: error = y - y_hat
//! Target minus output: by how much, and in which direction, the answer is off.
//! ```

use strum::VariantArray;

use super::Report;
use super::wrap::{COLUMNS, wrap_formula};
use crate::lesson::descent::Descent;
use crate::lesson::expr::text;
use crate::lesson::formula::definition;
use crate::lesson::overview::{self, Rule};
use crate::lesson::question::Posed;
use crate::lesson::{Calculation, Cell, Expr, Hint, Phase, Quantity};
use crate::text::derivation::Part;
use crate::text::question;
use crate::text::wrap::wrap;
use crate::text::{Values, fill, why as explanation};

/// What the lesson starts from: its title, its notes, and what is given.
pub fn start(report: &Report) -> Vec<String> {
    let words = report.words;
    let mut lines = prose(&report.title());
    lines.extend(report.notes().flat_map(|note| prose(&note)));
    lines.extend(part(report, &words.phase[Phase::Given]));
    let givens = report.givens();
    lines.extend(givens.record.iter().flat_map(|line| formula(line)));
    for (heading, weights) in givens.layers {
        lines.push(heading);
        lines.extend(weights.iter().flat_map(|line| formula(line)));
    }
    lines.extend(told(&words.linear.start, &[("total", &report.steps().len())]));
    lines
}

/// The convention that every formula follows.
pub fn convention(report: &Report) -> Vec<String> {
    let convention = &report.words.convention;
    let title = prose(&convention.title).into_iter();
    title
        .chain(convention.lines(report.trace.example().loss).flat_map(|line| prose(line)))
        .collect()
}

/// The step with this index: its number and name, the formula in symbols and with numbers, the
/// result, NumPy, and why. The first step of a part of the lesson has the name of the part above
/// it. No line at all where there is no such step.
pub fn step(report: &Report, index: usize) -> Vec<String> {
    let step = report.steps().get(index);
    let Some(Calculation { cell, symbol, symbols, arithmetic, numpy }) =
        step.and_then(|cell| report.calculation(*cell))
    else {
        return Vec::new();
    };
    let words = report.words;
    let mut lines = heading(report, index, cell);
    lines.extend(formula(&format!("{symbol} = {}", text(&symbols))));
    let numbers = text(&arithmetic.numbers);
    if numbers != arithmetic.result {
        lines.extend(formula(&format!("{symbol} = {numbers}")));
    }
    lines.push(format!("{symbol} {}", report.outcome(&arithmetic)));
    if cell.quantity == Quantity::Activation {
        let definition = definition(&report.lesson.example, cell.layer);
        lines.push(report.notation.symbols.apply(definition));
    }
    let supporting = report.supporting(cell);
    if !supporting.is_empty() {
        lines.extend(part(report, &words.stepper.second_pass));
    }
    for Calculation { symbol, arithmetic, .. } in supporting {
        let numbers = text(&arithmetic.numbers);
        let outcome = report.outcome(&arithmetic);
        lines.extend(formula(&format!("{symbol} = {numbers} {outcome}")));
    }
    if Calculation::first_rounded(&report.trace, &report.names, &report.notation) == Some(cell) {
        lines.extend(prose(&words.stepper.rounded));
    }
    lines.extend(formula(&format!("{}{}{numpy}", words.stepper.numpy, words.punctuation.colon)));
    lines.extend(prose(&explanation::why(words, &report.notation, &report.trace, cell)));
    lines
}

/// Why the number in a cell is what it is; with `keeps_back` without numbers. What has a reason,
/// where this one has none.
pub fn why(report: &Report, cell: Cell, keeps_back: bool) -> Vec<String> {
    let parts = report.derivation(cell, keeps_back);
    if parts.is_empty() {
        return prose(&report.words.derivation.nothing);
    }
    let lines = |part| match part {
        Part::Prose(sentence) => prose(&sentence),
        Part::Equation(left, rows) => rows
            .into_iter()
            .flat_map(|(sign, right)| formula(&format!("{left} {sign} {right}")))
            .collect(),
    };
    parts.into_iter().flat_map(lines).collect()
}

/// How the loss depends on the weight of a cell, and where steps of several lengths land; for any
/// other cell, what has that.
pub fn descent(report: &Report, cell: Cell) -> Vec<String> {
    const LENGTHS: [f64; 4] = [1.0, 10.0, 100.0, 1000.0];
    let words = &report.words.descent;
    let example = &report.lesson.example;
    let Some(mut descent) = Descent::new(example, cell) else {
        return prose(&words.nothing);
    };
    let symbol = report.symbol(descent.parameter);
    let number = |value| report.notation.number(value);
    let mut lines = told(&words.title, &[("symbol", &symbol), ("loss", &example.loss.name())]);
    let mut before = None;
    for length in LENGTHS {
        let learning_rate = length * example.learning_rate;
        let step = descent.step(descent.given(), learning_rate);
        let (slope, rate) = (number(step.slope), number(learning_rate));
        let said = |sentence: &str, (value, loss)| {
            let values: &Values = &[
                ("symbol", &symbol),
                ("value", &number(value)),
                ("loss", &number(loss)),
                ("slope", &slope),
                ("rate", &rate),
            ];
            told(sentence, values)
        };
        if before.is_none() {
            lines.extend(said(&words.here, step.from));
            lines.extend(said(&words.slope, step.from));
        }
        lines.extend(said(&words.rate, step.to));
        if before != Some(step.outcome) {
            lines.extend(prose(&words.outcome[step.outcome]));
        }
        before = Some(step.outcome);
    }
    lines
}

/// Both passes side by side, and the rules that were all of it.
pub fn overview(report: &Report) -> Vec<String> {
    let words = &report.words.ending;
    let rows = overview::rows(&report.lesson.example, report.trace.script());
    let side = |cells: &[Cell]| -> Vec<String> {
        let calculation = |cell: &Cell| match report.calculation(*cell) {
            Some(Calculation { symbols, arithmetic, .. }) => {
                let formula = text(&symbols);
                let outcome = report.outcome(&arithmetic);
                format!("{} = {formula} {outcome}", report.symbol(*cell))
            }
            None => report.given(*cell),
        };
        cells.iter().flat_map(|cell| formula(&calculation(cell))).collect()
    };
    let mut lines = prose(&words.up);
    lines.extend(rows.iter().rev().flat_map(|row| side(&row.up)));
    lines.extend(prose(&words.down));
    lines.extend(rows.iter().flat_map(|row| side(&row.down)));
    lines.extend(prose(&words.rules));
    lines.extend(Rule::VARIANTS.iter().flat_map(|rule| prose(&words.rule[*rule])));
    lines
}

/// A question and its choices; `n` is its number, and `total` how many there are.
pub fn choices(report: &Report, asked: &Posed, n: usize, total: usize) -> Vec<String> {
    let said = &report.words.question[asked.question];
    let mut lines = told(&report.words.ending.question, &[("n", &n), ("total", &total)]);
    lines.extend(prose(&put_in(report, asked, &said.ask)));
    for (number, choice) in (1..).zip(&said.choice) {
        lines.extend(prose(&format!("{number}: {}", put_in(report, asked, choice))));
    }
    lines
}

/// What is said to a choice, from 0.
pub fn reply(report: &Report, asked: &Posed, choice: usize) -> Vec<String> {
    let said = &report.words.question[asked.question];
    said.reply.get(choice).map_or_else(Vec::new, |it| prose(&put_in(report, asked, it)))
}

fn put_in(report: &Report, asked: &Posed, sentence: &str) -> String {
    question::told(sentence, asked, &report.trace, &report.names, &report.notation)
}

/// The question for the step with this index, with no part of its answer.
pub fn question(report: &Report, index: usize) -> Vec<String> {
    let Some(&cell) = report.steps().get(index) else {
        return Vec::new();
    };
    let words = report.words;
    let mut lines = heading(report, index, cell);
    let symbol = report.symbol(cell);
    lines.extend(told(&words.exercise.question, &[("symbol", &symbol)]));
    lines.extend(prose(&words.linear.how));
    lines
}

/// What a hint for a number gives away. The last hint is the number itself, and says no more than
/// the step does.
pub fn hint(report: &Report, cell: Cell, hint: &Hint) -> Vec<String> {
    let words = &report.words.exercise;
    let Some(calculation) = report.calculation(cell) else {
        return Vec::new();
    };
    let (label, content) = match hint {
        Hint::Quantities(cells) => {
            let symbols: Vec<String> = cells.iter().map(|cell| report.symbol(*cell)).collect();
            (&words.follows_from, symbols.join(&report.words.punctuation.list))
        }
        Hint::Formula => (&words.formula, text(&calculation.symbols)),
        Hint::Numbers => (&words.numbers, text(&calculation.arithmetic.numbers)),
        Hint::Result => return Vec::new(),
    };
    formula(&format!("{label}{}{content}", report.words.punctuation.colon))
}

/// The formula of a wrong answer.
pub fn yours(report: &Report, wrong: &Expr) -> Vec<String> {
    let pieces = wrong.symbols(&report.names, report.notation.symbols);
    let words = report.words;
    let label = format!("{}{}", words.exercise.yours, words.punctuation.colon);
    formula(&(label + &text(&pieces)))
}

/// A sentence, in lines that fit.
pub fn prose(sentence: &str) -> Vec<String> {
    wrap(sentence, COLUMNS)
}

/// A sentence with values put in, in lines that fit.
pub fn told(sentence: &str, values: &Values) -> Vec<String> {
    prose(&fill(sentence, values))
}

fn formula(line: &str) -> Vec<String> {
    wrap_formula(line, COLUMNS)
}

fn heading(report: &Report, index: usize, cell: Cell) -> Vec<String> {
    let words = report.words;
    let mut lines = Vec::new();
    let phase = cell.quantity.phase();
    let before = index.checked_sub(1).map(|before| report.steps()[before]);
    if before.is_none_or(|before| before.quantity.phase() != phase) {
        lines.extend(part(report, &words.phase[phase]));
    }
    let values: &Values = &[
        ("n", &(index + 1)),
        ("total", &report.steps().len()),
        ("symbol", &report.symbol(cell)),
        ("name", &report.name(cell)),
    ];
    lines.extend(told(&words.linear.step, values));
    lines
}

/// The heading of what follows.
fn part(report: &Report, name: &str) -> Vec<String> {
    told(&report.words.linear.part, &[("part", &name)])
}
