//! How well a network does on a set of records.

use super::columns::{Columns, LANES, add_lanes};
use super::dataset::Block;

/// What a forward pass over some records tells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Score {
    /// `Σ (y − ŷ)²` over all outputs of the records.
    pub(super) squared_error: f64,
    /// How many records are predicted rightly: with one output, `ŷ > 0.5` as `y > 0.5`; with several, the
    /// largest `ŷ` where the largest `y` is.
    pub(super) right: usize,
    /// The largest `|f′(z)|` of any output.
    pub(super) largest_slope: f64,
    /// `ŷ` of the last of the records.
    pub(super) last_output: Vec<f64>,
}

impl Score {
    /// Of no record yet.
    pub(super) fn new(outputs: usize) -> Self {
        Self {
            squared_error: 0.0,
            right: 0,
            largest_slope: 0.0,
            last_output: vec![0.0; outputs],
        }
    }

    /// Back to no record.
    pub(super) fn clear(&mut self) {
        self.squared_error = 0.0;
        self.right = 0;
        self.largest_slope = 0.0;
    }

    /// Adds the records of a block, with their outputs `ŷ` and slopes `f′(z)`.
    #[inline(always)]
    pub(super) fn add(&mut self, block: &Block, outputs: &Columns, slopes: &Columns) {
        let records = block.records;
        for (output, target) in outputs.columns().zip(block.targets.columns()) {
            self.squared_error += squared_error(&output[..records], &target[..records]);
        }
        for slopes in slopes.columns() {
            self.largest_slope = largest_magnitude(self.largest_slope, &slopes[..records]);
        }
        self.right += match self.last_output.len() {
            1 => same_side(&outputs.column(0)[..records], block.targets.column(0)),
            _ => (0..records)
                .filter(|&record| largest(outputs, record) == largest(&block.targets, record))
                .count(),
        };
        for (last, output) in self.last_output.iter_mut().zip(outputs.columns()) {
            *last = output[records - 1];
        }
    }
}

/// `Σ (y − ŷ)²` in lanes, as [`dot`](super::columns::dot) adds.
#[inline(always)]
fn squared_error(output: &[f64], target: &[f64]) -> f64 {
    let mut lanes = [0.0; LANES];
    for (output, target) in output.chunks(LANES).zip(target.chunks(LANES)) {
        for (sum, (output, target)) in lanes.iter_mut().zip(output.iter().zip(target)) {
            *sum += (target - output) * (target - output);
        }
    }
    add_lanes(lanes)
}

/// The largest of `so_far` and all `|values|`, NaN left out.
#[inline(always)]
fn largest_magnitude(so_far: f64, values: &[f64]) -> f64 {
    let mut lanes = [so_far; LANES];
    for values in values.chunks(LANES) {
        for (largest, value) in lanes.iter_mut().zip(values) {
            *largest = if value.abs() > *largest {
                value.abs()
            } else {
                *largest
            };
        }
    }
    lanes.into_iter().fold(so_far, f64::max)
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
fn largest(columns: &Columns, record: usize) -> usize {
    let mut best = (0, f64::NEG_INFINITY);
    for (unit, column) in columns.columns().enumerate() {
        if column[record] > best.1 {
            best = (unit, column[record]);
        }
    }
    best.0
}
