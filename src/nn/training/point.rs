//! How well a network does after an epoch.

use super::super::{Loss, Network};
use super::Dataset;
use super::columns::LANES;

/// How the network did with the weights after an epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// How many updates had been made: 0 is before training.
    pub epoch: usize,
    /// The true training loss: the mean of `(y − ŷ)²` over all targets of all training records,
    /// not half of it; of a log loss the mean of E over the records.
    pub loss: f64,
    /// The figure that the lesson's script prints as its loss: the mean of
    /// `(ŷ of the last record − y)²` over all targets. It says little about the other records.
    pub lesson_figure: f64,
    /// The share of training records that are predicted rightly: with one output, `ŷ > 0.5` as
    /// `y > 0.5`; with several, the largest `ŷ` where the largest `y` is.
    pub training_accuracy: f64,
    /// The same share of the test records, if there are any.
    pub test_accuracy: Option<f64>,
    /// The same loss of the test records, if there are any.
    pub test_loss: Option<f64>,
}

/// `np.mean((out - targets) ** 2)`, where `out` is the output for the last record alone: its
/// difference from the target of *every* record. With several outputs, one after the other.
///
/// The script prints all digits, so its output is computed as NumPy does: record by record, with
/// the library's exponential.
pub(super) fn lesson_figure(network: &Network, loss: Loss, data: &Dataset) -> f64 {
    let last = network.forward(&data.input(data.records() - 1));
    let answer = loss.answer(last.output());
    let sums = answer.indexed_iter().map(|(unit, output)| {
        pairwise_sum(data.targets_of(unit), &|target| (output - target) * (output - target))
    });
    let targets = (data.records() * data.outputs()) as f64;
    sums.sum::<f64>() / targets
}

/// The sum of `term` over all values, in the order in which NumPy adds (`pairwise_sum` in
/// `loops_utils.h.src`): halves of halves down to 128 terms, and these in eight lanes.
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
