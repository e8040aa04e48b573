//! One value a record, side by side, and the sums over them.
//!
//! These loops are what training spends its time in. Each is written so that the compiler turns it into vector
//! instructions: plain slices of the same length, no branch, and [`LANES`] separate sums. There is no fused
//! multiply-add and the order of every sum is fixed, so all machines agree to the last bit.

use ndarray::Array1;

/// Sums over records run in this many separate lanes (record `r` in lane `r mod 8`), whatever the width of the
/// machine's vectors, so that every machine computes the same bits.
pub(super) const LANES: usize = 8;

/// A matrix of units × records, the values of one unit side by side.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Columns {
    width: usize,
    values: Vec<f64>,
}

impl Columns {
    /// Zeros for `units` × `width` records.
    pub(super) fn zeros(units: usize, width: usize) -> Self {
        Self {
            width,
            values: vec![0.0; units * width],
        }
    }

    /// Makes room for blocks of another width. What the values are afterwards is not said.
    pub(super) fn fit(&mut self, width: usize) {
        let units = self.values.len() / self.width;
        self.values.resize(units * width, 0.0);
        self.width = width;
    }

    /// How many records there is room for: a multiple of [`LANES`].
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The values of one unit.
    pub(super) fn column(&self, unit: usize) -> &[f64] {
        &self.values[unit * self.width..(unit + 1) * self.width]
    }

    /// The columns of all units.
    pub(super) fn columns(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks_exact(self.width)
    }

    /// The columns of all units, for writing.
    pub(super) fn columns_mut(&mut self) -> impl Iterator<Item = &mut [f64]> {
        self.values.chunks_exact_mut(self.width)
    }

    /// The values of all units for one record.
    pub(super) fn record(&self, lane: usize) -> Array1<f64> {
        self.columns().map(|column| column[lane]).collect()
    }

    pub(super) fn set_record(&mut self, lane: usize, values: &[f64]) {
        for (column, &value) in self.columns_mut().zip(values) {
            column[lane] = value;
        }
    }
}

/// `to ← to + factor·column`
#[inline(always)]
pub(super) fn add_scaled(to: &mut [f64], factor: f64, column: &[f64]) {
    for (to, x) in to.iter_mut().zip(column) {
        *to += factor * x;
    }
}

/// `Σ x·y` over the records: record `r` is added in lane `r mod 8`, then the lanes in pairs.
#[inline(always)]
pub(super) fn dot(x: &[f64], y: &[f64]) -> f64 {
    let mut lanes = [0.0; LANES];
    for (x, y) in x
        .as_chunks::<LANES>()
        .0
        .iter()
        .zip(y.as_chunks::<LANES>().0)
    {
        for lane in 0..LANES {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    add_lanes(lanes)
}

/// `Σ x` over the records, in the order of [`dot`].
#[inline(always)]
pub(super) fn sum(x: &[f64]) -> f64 {
    let mut lanes = [0.0; LANES];
    for x in x.as_chunks::<LANES>().0 {
        for lane in 0..LANES {
            lanes[lane] += x[lane];
        }
    }
    add_lanes(lanes)
}

/// The eight lanes in pairs, as NumPy adds them.
#[inline(always)]
pub(super) fn add_lanes(r: [f64; LANES]) -> f64 {
    ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]))
}
