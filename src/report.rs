//! A lesson without a screen: the same steps as plain text, Markdown or JSON.
//!
//! Everything here turns finished numbers into a string. Nothing here knows a terminal, a file or an argument.

pub mod json;
pub mod markdown;
pub mod text;
mod wrap;

use crate::lesson::script::supporting;
use crate::lesson::{Cell, Lesson, Names, Notation, Quantity, Trace, expr};
use crate::text::{Language, Text};

/// A lesson with all its numbers, and how they are to be written.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    lesson: &'a Lesson,
    trace: Trace,
    names: Names,
    language: Language,
    notation: Notation,
}

/// One number, written in every way.
#[derive(Clone, Debug, PartialEq)]
struct Written {
    symbol: String,
    /// The formula in symbols, without the `h =` in front.
    formula: String,
    /// The formula with the printed operands.
    numbers: String,
    /// `=`, or `≈` where the printed operands don't give exactly the printed result.
    relation: String,
    result: String,
    /// The statement that computes it: `h = np.dot(x, w)`.
    numpy: String,
}

impl<'a> Report<'a> {
    /// Computes the numbers of a lesson.
    #[must_use]
    pub fn new(lesson: &'a Lesson, language: Language, notation: Notation) -> Self {
        Self {
            lesson,
            trace: Trace::new(lesson.example.clone()),
            names: Names::new(&lesson.example.network),
            language,
            notation,
        }
    }

    fn words(&self) -> &'static Text {
        Text::of(self.language, self.notation.symbols)
    }

    fn title(&self) -> String {
        let title = match self.language {
            Language::En => &self.lesson.title.en,
            Language::Zh => &self.lesson.title.zh,
        };
        self.notation.symbols.apply(title)
    }

    fn notes(&self) -> impl Iterator<Item = String> {
        let notes = match self.language {
            Language::En => &self.lesson.notes.en,
            Language::Zh => &self.lesson.notes.zh,
        };
        notes.iter().map(|note| self.notation.symbols.apply(note))
    }

    fn steps(&self) -> &[Cell] {
        self.trace.script().steps()
    }

    fn symbol(&self, cell: Cell) -> String {
        self.notation.symbols.apply(&self.names.symbol(cell))
    }

    /// A given number with its symbol: `x1 = 0.1`.
    fn given(&self, cell: Cell) -> String {
        let value = self.notation.number(self.trace.value(cell));
        format!("{} = {value}", self.symbol(cell))
    }

    /// A computed number; `None` for a given one.
    fn written(&self, cell: Cell) -> Option<Written> {
        let formula = self.trace.formula(cell)?;
        let lookup = |cell| self.trace.value(cell);
        let symbols = self.notation.symbols;
        let relation = if formula.closes(&self.notation, &lookup) {
            "="
        } else {
            "≈"
        };
        Some(Written {
            symbol: self.symbol(cell),
            formula: expr::text(&formula.symbols(&self.names, symbols)),
            numbers: expr::text(&formula.numbers(&self.notation, &lookup)),
            relation: symbols.apply(relation),
            result: self.notation.number(self.trace.value(cell)),
            numpy: format!(
                "{} = {}",
                self.names.numpy(cell),
                formula.numpy(&self.names)
            ),
        })
    }

    /// The numbers on the way to a step that are no steps of their own.
    fn supporting(&self, cell: Cell) -> Vec<Written> {
        supporting(&self.lesson.example, cell)
            .into_iter()
            .filter_map(|cell| self.written(cell))
            .collect()
    }

    /// What the quantity of a step is called.
    fn name(&self, cell: Cell) -> &'static str {
        let names = &self.words().quantity;
        let is_output = cell.layer == self.lesson.example.last_layer();
        let pick = |hidden, output| if is_output { output } else { hidden };
        match cell.quantity {
            Quantity::Input => &names.input,
            Quantity::Target => &names.target,
            Quantity::LearningRate => &names.learning_rate,
            Quantity::Weight => &names.weight,
            Quantity::Bias => &names.bias,
            Quantity::PreActivation | Quantity::NewPreActivation => {
                pick(&names.pre_activation_hidden, &names.pre_activation_output)
            }
            Quantity::Activation | Quantity::NewActivation => {
                pick(&names.activation_hidden, &names.activation_output)
            }
            Quantity::Error => &names.error,
            Quantity::Slope => pick(&names.slope_hidden, &names.slope_output),
            Quantity::ErrorTerm => pick(&names.error_term_hidden, &names.error_term_output),
            Quantity::WeightStep => &names.weight_step,
            Quantity::BiasStep => &names.bias_step,
            Quantity::NewWeight => &names.new_weight,
            Quantity::NewBias => &names.new_bias,
            Quantity::Loss => &names.loss,
            Quantity::NewLoss => &names.new_loss,
        }
    }

    /// The heading that a step stands under.
    fn phase(&self, cell: Cell) -> &'static str {
        let phases = &self.words().phase;
        match cell.quantity {
            Quantity::Input
            | Quantity::Target
            | Quantity::LearningRate
            | Quantity::Weight
            | Quantity::Bias => &phases.given,
            Quantity::PreActivation | Quantity::Activation => &phases.forward,
            Quantity::Error | Quantity::Slope | Quantity::ErrorTerm => &phases.backward,
            Quantity::WeightStep | Quantity::BiasStep | Quantity::NewWeight | Quantity::NewBias => {
                &phases.update
            }
            Quantity::NewPreActivation
            | Quantity::NewActivation
            | Quantity::Loss
            | Quantity::NewLoss => &phases.loss,
        }
    }

    /// The steps, cut where another heading begins.
    fn phases(&self) -> impl Iterator<Item = (&'static str, &[Cell])> {
        self.steps()
            .chunk_by(|left, right| self.phase(*left) == self.phase(*right))
            .map(|cells| (self.phase(cells[0]), cells))
    }

    /// What is given, as paragraphs of short lines: the record, then each layer under its own heading.
    fn givens(&self) -> Givens {
        let example = &self.lesson.example;
        let all = |quantity, count| {
            let cells = (0..count).map(|unit| self.given(Cell::of_unit(quantity, 0, unit)));
            cells.collect::<Vec<_>>().join(", ")
        };
        let record = vec![
            all(Quantity::Input, example.input.len()),
            all(Quantity::Target, example.target.len()),
            self.given(Cell::single(Quantity::LearningRate, 0)),
        ];
        let layers = (0..example.network.layers().len())
            .map(|layer| self.given_layer(layer))
            .collect();
        Givens { record, layers }
    }

    fn given_layer(&self, index: usize) -> (String, Vec<String>) {
        let layer = &self.lesson.example.network.layers()[index];
        let words = &self.words().report;
        let bias = match layer.biases {
            Some(_) => &words.with_bias,
            None => &words.no_bias,
        };
        let heading = crate::text::fill(
            &words.layer,
            &[
                ("n", &(index + 1).to_string()),
                ("activation", layer.activation.name()),
                ("bias", bias),
            ],
        );
        let mut lines: Vec<String> = (0..layer.below())
            .map(|from| {
                let row = (0..layer.units())
                    .map(|unit| self.given(Cell::of_edge(Quantity::Weight, index, from, unit)));
                row.collect::<Vec<_>>().join(", ")
            })
            .collect();
        if layer.biases.is_some() {
            let biases = (0..layer.units())
                .map(|unit| self.given(Cell::of_unit(Quantity::Bias, index, unit)));
            lines.push(biases.collect::<Vec<_>>().join(", "));
        }
        (heading, lines)
    }
}

/// What a lesson starts from, in short lines.
struct Givens {
    record: Vec<String>,
    /// Each layer's heading, and a line for each row of its weights and for its biases.
    layers: Vec<(String, Vec<String>)>,
}
