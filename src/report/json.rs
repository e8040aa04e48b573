//! A lesson as JSON, for scripts: every digit, `-` for minus, and statements of NumPy that run one
//! after the other.

use std::collections::HashSet;

use serde::Serialize;

use super::Report;
use crate::lesson::expr::text;
use crate::lesson::{Calculation, Cell, Names};

#[derive(Serialize)]
struct LessonJson<'a> {
    lesson: &'a str,
    learning_rate: f64,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    quantity: &'static str,
    /// From 1, at the first weights.
    layer: usize,
    /// From 1.
    unit: usize,
    /// From 1, and only for the quantities of weights.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<usize>,
    symbol: String,
    formula: String,
    numbers: String,
    numpy: String,
    /// `null` where it is not finite, which JSON has no word for.
    value: f64,
}

/// Every step of a lesson. The notation should be [`crate::lesson::Notation::machine`].
pub fn lesson(report: &Report) -> String {
    let mut arrays = Arrays::default();
    let steps = report.steps().iter().filter_map(|&cell| step(report, &mut arrays, cell)).collect();
    let document = LessonJson {
        lesson: &report.lesson.name,
        learning_rate: report.lesson.example.learning_rate,
        steps,
    };
    let json = serde_json::to_string_pretty(&document)
        .expect("strings and numbers can always be written as JSON");
    json + "\n"
}

fn step(report: &Report, arrays: &mut Arrays, cell: Cell) -> Option<Step> {
    let Calculation { symbol, symbols, arithmetic, numpy, .. } = report.calculation(cell)?;
    let on_the_way = report.supporting(cell).into_iter().map(|number| (number.cell, number.numpy));
    let numpy: Vec<String> = on_the_way
        .chain([(cell, numpy)])
        .map(|(cell, statement)| arrays.declare(&report.names, cell) + &statement)
        .collect();
    Some(Step {
        quantity: cell.quantity.name(),
        layer: cell.layer + 1,
        unit: cell.unit + 1,
        from: cell.quantity.is_of_edge().then_some(cell.from + 1),
        formula: machine(&format!("{symbol} = {}", text(&symbols))),
        numbers: machine(&format!("{} {}", text(&arithmetic.numbers), report.outcome(&arithmetic))),
        symbol,
        numpy: numpy.join("\n"),
        value: report.trace.value(cell),
    })
}

/// The minus that machines read.
fn machine(formula: &str) -> String {
    formula.replace('−', "-")
}

/// The NumPy arrays that exist already. An element can only be assigned to once its array does.
#[derive(Default)]
struct Arrays {
    declared: HashSet<String>,
}

impl Arrays {
    /// The statement that makes the array of a cell, in front of its first element; empty
    /// otherwise.
    fn declare(&mut self, names: &Names, cell: Cell) -> String {
        let variable = names.numpy_variable(cell);
        if names.numpy(cell) == variable || !self.declared.insert(variable.clone()) {
            return String::new();
        }
        format!("{variable} = np.zeros({})\n", names.numpy_shape(cell))
    }
}
