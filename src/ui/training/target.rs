//! Targets and answers as people write them: an amount in the unit of the table, a class by its
//! name.

use ndarray::ArrayRef1;
use ratatui::style::Style;

use crate::app::training::tally::class;
use crate::data::Targets;
use crate::ui::pen::Pen;

/// Outputs as they are to be, or as the network answers them; of several classes the likeliest.
pub fn written(targets: &Targets, values: &ArrayRef1<f64>, pen: Pen) -> String {
    match targets {
        Targets::Label | Targets::Probability => pen.number(values[0]),
        Targets::Amount(scale) => pen.number(scale.unscaled(values[0])),
        Targets::Classes(classes) => pen.clip(&classes[class(values)].to_string(), 10_usize),
    }
}

/// Whether the answer is right; of an amount, how far it is off.
pub fn verdict(
    targets: &Targets,
    [target, output]: [&ArrayRef1<f64>; 2],
    pen: Pen,
) -> (String, Style) {
    let words = &pen.words.records;
    match targets {
        Targets::Amount(scale) => {
            let error = (output[0] - target[0]) * scale.standard_deviation;
            (pen.number(error), pen.styles.error)
        }
        _ if class(target) == class(output) => (words.yes.clone(), pen.styles.signal),
        _ => (words.no.clone(), pen.styles.error),
    }
}
