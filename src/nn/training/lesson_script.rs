//! What the lesson's training script prints, figure for figure.

use std::ops::ControlFlow;

use super::columns::{LANES, add_lanes};
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
#[expect(clippy::cast_precision_loss, reason = "nobody trains for 2⁵³ epochs")]
#[must_use]
pub fn script_prints(index: usize, epochs: usize) -> bool {
    index as f64 % (epochs as f64 / 10.0) == 0.0
}

/// `np.mean((out - targets) ** 2)`, where `out` is the output for the last record alone: its difference from the
/// target of *every* record.
pub(super) fn lesson_figure(last_output: &[f64], data: &Dataset) -> f64 {
    let outputs = last_output.len();
    let terms = data.records() * outputs;
    let square = |term: usize| {
        let difference =
            last_output[term % outputs] - data.target_value(term / outputs, term % outputs);
        difference * difference
    };
    #[expect(clippy::cast_precision_loss, reason = "no machine holds 2⁵³ records")]
    let mean = pairwise_sum(0, terms, &square) / terms as f64;
    mean
}

/// The sum of `term(first)`, …, `term(first + count − 1)` in the order in which NumPy adds
/// (`pairwise_sum` in `loops_utils.h.src`): halves of halves down to 128 terms, and these in eight lanes.
fn pairwise_sum(first: usize, count: usize, term: &impl Fn(usize) -> f64) -> f64 {
    if count < LANES {
        return (first..first + count).map(term).sum();
    }
    if count > 128 {
        let half = count / 2 / LANES * LANES;
        return pairwise_sum(first, half, term) + pairwise_sum(first + half, count - half, term);
    }
    let whole = count / LANES * LANES;
    let mut lanes = [0.0; LANES];
    for index in 0..whole {
        lanes[index % LANES] += term(first + index);
    }
    (first + whole..first + count)
        .map(term)
        .fold(add_lanes(lanes), |sum, x| sum + x)
}
