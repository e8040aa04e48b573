//! What the lesson's training script prints, figure for figure.

use std::ops::ControlFlow;

use super::super::Network;
use super::columns::LANES;
use super::{Dataset, Trainer};

/// One line of the script: `Train loss:  0.25…`, with `  WARNING - Loss Increasing` behind it or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScriptLine {
    /// How many updates had been made when it was printed. The script counts from 0, so this is its `e + 1`.
    pub epoch: usize,
    /// The figure that it prints, see [`Point::lesson_figure`](super::Point::lesson_figure).
    pub figure: f64,
    /// The true training loss at that moment, which it does not print.
    pub loss: f64,
    /// Whether it warns: `if last_loss and last_loss < loss`.
    pub increasing: bool,
}

/// Trains up to `epochs` and calls `on_line` with every line, as soon as its epoch is done. Lines are due `if e % (epochs / 10) == 0`,
/// computed in floating point as Python does. Stops early when `on_line` breaks, and where training does, see [`Trainer::health`].
pub fn run_script(
    trainer: &mut Trainer,
    epochs: usize,
    mut on_line: impl FnMut(&ScriptLine) -> ControlFlow<()>,
) {
    let mut last = None;
    for epoch in (1..=epochs).filter(|&epoch| script_prints(epoch - 1, epochs)) {
        trainer.run_to(epoch);
        let Some(point) = trainer.point().filter(|point| point.epoch == epoch) else {
            return;
        };
        let line = ScriptLine {
            epoch,
            figure: point.lesson_figure,
            loss: point.loss,
            increasing: last.is_some_and(|last| last != 0.0 && last < point.lesson_figure),
        };
        if on_line(&line).is_break() {
            return;
        }
        last = Some(line.figure);
    }
    trainer.run_to(epochs);
}

/// Whether the script prints a line in its epoch `e` of so many: `if e % (epochs / 10) == 0`, in floating point as Python computes it.
pub fn script_prints(index: usize, epochs: usize) -> bool {
    index as f64 % (epochs as f64 / 10.0) == 0.0
}

/// `np.mean((out - targets) ** 2)`, where `out` is the output for the last record alone: its difference from the
/// target of *every* record. With several outputs, one after the other.
///
/// The script prints all digits, so its output is computed as NumPy does: record by record, with the library's
/// exponential.
pub(super) fn lesson_figure(network: &Network, data: &Dataset) -> f64 {
    let last = network.forward(&data.input(data.records() - 1));
    let sums = last.output().indexed_iter().map(|(unit, output)| {
        pairwise_sum(data.targets_of(unit), &|target| (output - target) * (output - target))
    });
    let targets = (data.records() * data.outputs()) as f64;
    sums.sum::<f64>() / targets
}

/// The sum of `term` over all values, in the order in which NumPy adds (`pairwise_sum` in `loops_utils.h.src`):
/// halves of halves down to 128 terms, and these in eight lanes.
fn pairwise_sum(values: &[f64], term: &impl Fn(&f64) -> f64) -> f64 {
    if values.len() > 128 {
        let (left, right) = values.split_at(values.len() / 2 / LANES * LANES);
        return pairwise_sum(left, term) + pairwise_sum(right, term);
    }
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut r = [0.0; LANES];
    for chunk in chunks {
        for lane in 0..LANES {
            r[lane] += term(&chunk[lane]);
        }
    }
    let lanes = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    rest.iter().fold(lanes, |sum, value| sum + term(value))
}
