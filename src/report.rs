//! A lesson without a screen: the same steps as plain text, single lines, Markdown, JSON or Python.
//!
//! Everything here turns finished numbers into a string. Nothing here knows a terminal, a file or
//! an argument.

pub(crate) mod differences;
mod formula;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod lines;
pub(crate) mod markdown;
pub(crate) mod marks;
pub(crate) mod poll;
pub(crate) mod python;
pub(crate) mod sheet;
pub(crate) mod text;
pub(crate) mod training;
pub(crate) mod vanishing;
mod wrap;

use itertools::Itertools;

use crate::lesson::derivation::Derivation;
use crate::lesson::script::supporting;
use crate::lesson::{
    Arithmetic, Calculation, Cell, Example, Lesson, Names, Notation, Quantity, Record, Symbols,
    Trace,
};
use crate::text::derivation::{Part, Teller};
use crate::text::{Language, Text, fill, names};

/// A lesson with all its numbers, and how they are to be written.
#[derive(Clone, Debug)]
pub struct Report {
    lesson: Lesson,
    trace: Trace,
    names: Names,
    language: Language,
    words: &'static Text,
    notation: Notation,
}

impl Report {
    /// Computes the numbers of a lesson's first update.
    pub fn new(lesson: &Lesson, language: Language, notation: Notation) -> Self {
        Self {
            lesson: lesson.clone(),
            trace: Trace::new(lesson.example.clone()),
            names: Names::new(&lesson.example.network),
            language,
            words: Text::of(language, notation.symbols),
            notation,
        }
    }

    /// The same lesson, one update later.
    fn updated(&self) -> Self {
        self.of(self.lesson.example.successor())
    }

    /// The same lesson with other numbers.
    pub fn of(&self, example: Example) -> Self {
        let lesson = Lesson { example: example.clone(), ..self.lesson.clone() };
        Self { lesson, trace: Trace::new(example), ..self.clone() }
    }

    /// A report for each pass of the lesson, with its number from 0.
    fn passes(&self) -> impl Iterator<Item = (usize, Self)> {
        let next = |report: &Self| Some(report.updated());
        (0..self.lesson.passes()).zip(std::iter::successors(Some(self.clone()), next))
    }

    /// The heading of a pass, from 0; `None` where nothing is to be told of it, as it is the only
    /// one so far.
    pub fn pass_heading(&self, pass: usize) -> Option<String> {
        let example = &self.lesson.example;
        let is_told = pass > 0 || example.records.is_some();
        is_told.then(|| names::pass(self.words, example, pass))
    }

    fn title(&self) -> String {
        let title = names::translated(&self.lesson.title, self.language);
        self.notation.symbols.apply(title)
    }

    fn notes(&self) -> impl Iterator<Item = String> {
        let notes = names::translated(&self.lesson.notes, self.language);
        notes.iter().map(|note| self.notation.symbols.apply(note))
    }

    fn steps(&self) -> &[Cell] {
        self.trace.script().steps()
    }

    fn symbol(&self, cell: Cell) -> String {
        self.names.written(cell, &self.notation)
    }

    /// The same with the formulas that LaTeX is made from: in Unicode, whatever the words are in.
    fn for_latex(&self) -> Self {
        let notation = Notation { symbols: Symbols::Unicode, ..self.notation };
        Self { notation, ..self.clone() }
    }

    /// A given number with its symbol, in full: `x1 = 0.1`.
    fn given(&self, cell: Cell) -> String {
        let value = self.notation.full().number(self.trace.value(cell));
        format!("{} = {value}", self.symbol(cell))
    }

    /// A computed number; `None` for a given one.
    fn calculation(&self, cell: Cell) -> Option<Calculation> {
        Calculation::new(&self.trace, &self.names, &self.notation, cell)
    }

    /// `≈ 0.12183`
    fn outcome(&self, Arithmetic { relation, result, .. }: &Arithmetic) -> String {
        format!("{} {result}", self.notation.symbols.apply(relation.sign()))
    }

    /// The numbers on the way to a step that are no steps of their own.
    fn supporting(&self, cell: Cell) -> Vec<Calculation> {
        let cells = supporting(&self.lesson.example, cell).into_iter();
        cells.filter_map(|cell| self.calculation(cell)).collect()
    }

    /// Why the number in a cell is what it is, one part after the other; nothing where it is no
    /// gradient.
    fn derivation(&self, cell: Cell, keeps_back: bool) -> Vec<Part> {
        let derivation = Derivation::new(&self.lesson.example, cell, false);
        let teller = Teller {
            text: self.words,
            trace: &self.trace,
            names: &self.names,
            notation: &self.notation,
            keeps_back,
        };
        let reasons = derivation.iter().flat_map(|derivation| {
            derivation.reasons.iter().map(move |reason| teller.tell(derivation, reason))
        });
        let in_symbols = |part| match part {
            Part::Prose(sentence) => Part::Prose(self.notation.symbols.apply(&sentence)),
            Part::Equation(left, rows) => {
                let rows = rows.into_iter().map(|(sign, right)| {
                    (self.notation.symbols.apply(&sign), self.notation.symbols.apply(&right))
                });
                Part::Equation(self.notation.symbols.apply(&left), rows.collect())
            }
        };
        reasons.flatten().map(in_symbols).collect()
    }

    /// What the quantity of a step is called.
    fn name(&self, cell: Cell) -> &'static str {
        names::quantity(self.words, &self.lesson.example, cell)
    }

    /// The steps, cut where another part of the lesson begins, each with the heading of its part.
    fn phases(&self) -> impl Iterator<Item = (&'static str, &[Cell])> {
        let heading = |cell: Cell| self.words.phase[cell.quantity.phase()].as_str();
        self.steps()
            .chunk_by(|left, right| left.quantity.phase() == right.quantity.phase())
            .map(move |cells| (heading(cells[0]), cells))
    }

    /// What is given, as paragraphs of short lines: the record, then each layer under its own
    /// heading.
    fn givens(&self) -> Givens {
        let example = &self.lesson.example;
        let of = |example: &Example, quantities: &[Quantity]| {
            let cells = quantities.iter().flat_map(|quantity| example.cells(*quantity, 0));
            given_row(self, example, &cells.collect::<Vec<_>>())
        };
        let mut record = match &example.records {
            None => [Quantity::Input, Quantity::Target, Quantity::OutputGradient]
                .map(|quantity| of(example, &[quantity]))
                .to_vec(),
            Some(records) => {
                let lines = (1..).zip(&records.all).map(|(number, record)| {
                    let Record { input, target } = record.clone();
                    let own = Example { input, target, ..example.clone() };
                    let numbers = of(&own, &[Quantity::Input, Quantity::Target]);
                    fill(&self.words.report.record, &[("n", &number), ("numbers", &numbers)])
                });
                lines.collect()
            }
        };
        record.push(of(example, &[Quantity::LearningRate]));
        record.retain(|line| !line.is_empty());
        let layers =
            (0..example.network.layers().len()).map(|layer| self.given_layer(layer)).collect();
        Givens { record, layers }
    }

    fn given_layer(&self, index: usize) -> (String, Vec<String>) {
        let example = &self.lesson.example;
        let layer = &example.network.layers()[index];
        let words = &self.words.report;
        let bias = match layer.biases {
            Some(_) if layer.shares_bias => &words.with_shared_bias,
            Some(_) => &words.with_bias,
            None => &words.no_bias,
        };
        let heading = fill(
            &words.layer,
            &[
                ("n", &(index + 1)),
                ("activation", &self.lesson.example.function(index)),
                ("bias", &bias),
            ],
        );
        let cells = |quantity| self.lesson.example.cells(quantity, index);
        let cells: Vec<Cell> = cells(Quantity::Weight).chain(cells(Quantity::Bias)).collect();
        let is_row =
            |one: &Cell, next: &Cell| (one.quantity, one.from) == (next.quantity, next.from);
        (heading, cells.chunk_by(is_row).map(|row| given_row(self, example, row)).collect())
    }
}

/// What a lesson starts from, in short lines.
struct Givens {
    /// A line for each of inputs, targets or what is given of them, and learning rate.
    record: Vec<String>,
    /// Each layer's heading, and a line for each row of its weights and for its biases.
    layers: Vec<(String, Vec<String>)>,
}

/// `w11 = 0.4, w12 = 0.1`
fn given_row(report: &Report, example: &Example, cells: &[Cell]) -> String {
    let given = |cell: &Cell| {
        let number = report.notation.full().number(example.given(*cell).unwrap_or(f64::NAN));
        format!("{} = {number}", report.symbol(*cell))
    };
    cells.iter().map(given).join(", ")
}
