//! How well a network does on a set of records.

use super::super::Loss;
use super::super::loss::log_term;
use super::columns::{Tile, largest_magnitude, sum_of_squares};
use super::dataset::Records;

/// What a forward pass over some records tells.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Score {
    /// `Σ (y − ŷ)²` over all outputs of the records.
    pub(super) squared_error: f64,
    /// `Σ E` over the records, of a log loss; else 0.
    pub(super) log_loss: f64,
    /// How many records are predicted rightly: with one output, `ŷ > 0.5` as `y > 0.5`; with
    /// several, the largest `ŷ` where the largest `y` is.
    pub(super) right: usize,
    /// The largest `|f′(z)|` of any output.
    pub(super) largest_slope: f64,
}

impl Score {
    /// The score of some records, from their outputs `ŷ`, errors `y − ŷ` and slopes `f′(z)`. In the
    /// places without a record, errors and slopes are zero.
    #[inline(always)]
    pub(super) fn of(
        loss: Loss,
        records: Records,
        outputs: Tile,
        errors: Tile,
        slopes: Tile,
    ) -> Self {
        let count = records.count;
        let mut score = Self {
            right: match outputs.units {
                1 => same_side(&outputs.column(0)[..count], records.targets.column(0)),
                _ => (0..count)
                    .filter(|&record| largest(outputs, record) == largest(records.targets, record))
                    .count(),
            },
            ..Self::default()
        };
        // Loops, as a fold of the library would not be compiled with the instructions found at run
        // time.
        for (errors, slopes) in errors.columns().zip(slopes.columns()) {
            score.squared_error += sum_of_squares(errors);
            score.largest_slope = largest_magnitude(score.largest_slope, slopes);
        }
        if loss.cancels() {
            for (outputs, targets) in outputs.columns().zip(records.targets.columns()) {
                for (output, target) in outputs[..count].iter().zip(targets) {
                    score.log_loss -= log_term(*target, *output);
                    if loss == Loss::CrossEntropy {
                        score.log_loss -= log_term(1.0 - target, 1.0 - output);
                    }
                }
            }
        }
        score
    }

    /// Adds the records of `next`, which come after these.
    pub(super) fn add(&mut self, next: Self) {
        self.squared_error += next.squared_error;
        self.log_loss += next.log_loss;
        self.right += next.right;
        self.largest_slope = self.largest_slope.max(next.largest_slope);
    }
}

/// How many outputs are on the same side of 0.5 as their target.
#[inline(always)]
fn same_side(output: &[f64], target: &[f64]) -> usize {
    output
        .iter()
        .zip(target)
        .map(|(output, target)| usize::from((*output > 0.5) == (*target > 0.5)))
        .sum()
}

/// Which unit has the largest value for a record; the first of them, when several have.
fn largest(columns: Tile, record: usize) -> usize {
    let larger = |best: (usize, f64), (unit, column): (usize, &[f64])| {
        if column[record] > best.1 { (unit, column[record]) } else { best }
    };
    columns.columns().enumerate().fold((0, f64::NEG_INFINITY), larger).0
}
