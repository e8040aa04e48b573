//! Values of many records, the values of one unit side by side, and sums over them.
//!
//! A record is a row for people and a column here, so that one vector instruction works on several
//! records:
//!
//! ```text
//!             record 0  1  2  3  4  5  6  7  8 …
//!   unit 0  [        x  x  x  x  x  x  x  x  x … ]
//!   unit 1  [        x  x  x  x  x  x  x  x  x … ]
//!              lane  0  1  2  3  4  5  6  7  0 …
//! ```
//!
//! The loops are what training spends its time in. Each is written so that the compiler turns it
//! into vector instructions: plain slices of the same length, no branch, and eight separate sums,
//! of record `r` in lane `r mod 8`, whatever the width of the machine's vectors. There is no fused
//! multiply-add, and the order of every sum is fixed. So all machines agree to the last bit.

use ndarray::{ArrayView2, ArrayViewMut2, ShapeBuilder};

/// How many separate sums are made.
pub(super) const LANES: usize = 8;
/// There is room for a multiple of so many records: half of the lanes, so that few records waste
/// little.
pub(super) const HALF: usize = LANES / 2;

/// A matrix of units × records, row by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Columns {
    /// How many records there is room for: a multiple of [`HALF`].
    width: usize,
    /// The values of all units in one slice.
    pub(super) values: Vec<f64>,
}

/// Some neighbouring records of [`Columns`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Tile<'a> {
    /// How many units there are.
    pub(super) units: usize,
    /// How many records there are: a multiple of [`HALF`].
    pub(super) width: usize,
    /// From one unit's values to the next unit's.
    stride: usize,
    values: &'a [f64],
}

impl Columns {
    /// Zeros for `units` × at least `records`, with room for a tile up to the last of them,
    /// wherever it begins.
    pub(super) fn zeros(units: usize, records: usize) -> Self {
        let mut width = (records + HALF - 1).next_multiple_of(HALF);
        if width.is_multiple_of(512) {
            // Whole pages between the units' values would make them compete for the same places in
            // the caches.
            width += LANES;
        }
        Self { width, values: vec![0.0; units * width] }
    }

    /// Makes room for other units and another width, a multiple of [`HALF`]. What the values are
    /// afterwards is not said.
    pub(super) fn fit(&mut self, units: usize, width: usize) {
        self.values.resize(units * width, 0.0);
        self.width = width;
    }

    /// How many units there are.
    pub(super) fn units(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// The values of one unit.
    pub(super) fn column(&self, unit: usize) -> &[f64] {
        &self.values[unit * self.width..(unit + 1) * self.width]
    }

    /// The values of one unit, for writing.
    pub(super) fn column_mut(&mut self, unit: usize) -> &mut [f64] {
        &mut self.values[unit * self.width..(unit + 1) * self.width]
    }

    /// The values of every unit, for writing.
    pub(super) fn columns_mut(&mut self) -> impl Iterator<Item = &mut [f64]> {
        self.values.chunks_exact_mut(self.width.max(1))
    }

    /// All records.
    pub(super) fn all(&self) -> Tile<'_> {
        self.tile(0, self.width)
    }

    /// The `records` from `first` on, rounded up to a multiple of [`HALF`].
    pub(super) fn tile(&self, first: usize, records: usize) -> Tile<'_> {
        Tile {
            units: self.units(),
            width: records.next_multiple_of(HALF),
            stride: self.width,
            values: self.values.get(first..).unwrap_or_default(),
        }
    }

    /// Units × the first `records`, for writing.
    pub(super) fn view_mut(&mut self, records: usize) -> ArrayViewMut2<'_, f64> {
        let shape = (self.units(), records).strides((self.width, 1));
        ArrayViewMut2::from_shape(shape, &mut self.values).expect("the last column is inside")
    }
}

impl<'a> Tile<'a> {
    /// The values of one unit.
    #[inline(always)]
    pub(super) fn column(self, unit: usize) -> &'a [f64] {
        &self.values[unit * self.stride..][..self.width]
    }

    /// The values of every unit.
    #[inline(always)]
    pub(super) fn columns(self) -> impl Iterator<Item = &'a [f64]> {
        (0..self.units).map(move |unit| self.column(unit))
    }

    /// Units × the first `records`.
    pub(super) fn view(self, records: usize) -> ArrayView2<'a, f64> {
        let shape = (self.units, records).strides((self.stride, 1));
        ArrayView2::from_shape(shape, self.values).expect("the last column is inside")
    }

    /// `to ← start + Σ factor·column` over all columns, each with the factor of its unit.
    #[inline(always)]
    pub(super) fn weighted_sum(
        self,
        start: f64,
        factor: impl Fn(usize) -> f64 + Copy,
        to: &mut [f64],
    ) {
        let (wide, rest) = to.as_chunks_mut::<{ 4 * LANES }>();
        let (chunks, rest) = rest.as_chunks_mut::<LANES>();
        let first_chunk = wide.as_flattened().len();
        let first_half = first_chunk + chunks.as_flattened().len();
        self.sum_chunks(start, factor, 0, wide);
        self.sum_chunks(start, factor, first_chunk, chunks);
        self.sum_chunks(start, factor, first_half, rest.as_chunks_mut::<HALF>().0);
    }

    /// Does so for chunks of `N` records, the first of them at `first`, that stay in registers over
    /// all columns.
    #[inline(always)]
    fn sum_chunks<const N: usize>(
        self,
        start: f64,
        factor: impl Fn(usize) -> f64,
        first: usize,
        chunks: &mut [[f64; N]],
    ) {
        for (at, chunk) in (first..).step_by(N).zip(chunks) {
            let mut sums = [start; N];
            for unit in 0..self.units {
                let (factor, x) = (factor(unit), &self.values[unit * self.stride + at..][..N]);
                for lane in 0..N {
                    sums[lane] += factor * x[lane];
                }
            }
            *chunk = sums;
        }
    }

    /// `Σ x·y` over the records for the column of every unit.
    #[inline(always)]
    pub(super) fn dots(self, y: &[f64], to: &mut [f64]) {
        let (fours, rest) = to.as_chunks_mut::<4>();
        let (twos, one) = rest.as_chunks_mut::<2>();
        let (first_two, last) = (4 * fours.len(), 4 * fours.len() + 2 * twos.len());
        self.dot_chunks(y, 0, fours);
        self.dot_chunks(y, first_two, twos);
        self.dot_chunks(y, last, one.as_chunks_mut::<1>().0);
    }

    /// Does so for `N` units at a time, from the unit `first` on.
    #[inline(always)]
    fn dot_chunks<const N: usize>(self, y: &[f64], first: usize, chunks: &mut [[f64; N]]) {
        for (unit, dots) in (first..).step_by(N).zip(chunks) {
            let mut sums = [[0.0; LANES]; N];
            let (whole, half) = y.as_chunks::<LANES>();
            for (chunk, y) in whole.iter().enumerate() {
                for (index, sums) in sums.iter_mut().enumerate() {
                    let x = &self.values[(unit + index) * self.stride + chunk * LANES..][..LANES];
                    for lane in 0..LANES {
                        sums[lane] += x[lane] * y[lane];
                    }
                }
            }
            for y in half.as_chunks::<HALF>().0 {
                for (index, sums) in sums.iter_mut().enumerate() {
                    let done = whole.as_flattened().len();
                    let x = &self.values[(unit + index) * self.stride + done..][..HALF];
                    for lane in 0..HALF {
                        sums[lane] += x[lane] * y[lane];
                    }
                }
            }
            for (dot, sums) in dots.iter_mut().zip(sums) {
                *dot = join_lanes(sums, add);
            }
        }
    }
}

/// `Σ x` over the records.
#[inline(always)]
pub(super) fn sum(x: &[f64]) -> f64 {
    fold(0.0, x, |sum, x| sum + x, add)
}

/// `Σ x²` over the records.
#[inline(always)]
pub(super) fn sum_of_squares(x: &[f64]) -> f64 {
    fold(0.0, x, |sum, x| sum + x * x, add)
}

/// The largest of `so_far` and all `|x|`, NaN left out.
#[inline(always)]
pub(super) fn largest_magnitude(so_far: f64, x: &[f64]) -> f64 {
    let larger = |a: f64, b: f64| if b > a { b } else { a };
    fold(so_far, x, |largest, x| larger(largest, x.abs()), larger)
}

/// Takes every record's value into its lane, which holds `start` at first, and joins the lanes.
#[inline(always)]
fn fold(
    start: f64,
    x: &[f64],
    take: impl Fn(f64, f64) -> f64,
    join: impl Fn(f64, f64) -> f64,
) -> f64 {
    let mut lanes = [start; LANES];
    let (whole, half) = x.as_chunks::<LANES>();
    for x in whole {
        for lane in 0..LANES {
            lanes[lane] = take(lanes[lane], x[lane]);
        }
    }
    for x in half.as_chunks::<HALF>().0 {
        for lane in 0..HALF {
            lanes[lane] = take(lanes[lane], x[lane]);
        }
    }
    join_lanes(lanes, join)
}

#[inline(always)]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

/// All lanes made one, first those that are half of them apart, as vector instructions can.
#[inline(always)]
fn join_lanes(lanes: [f64; LANES], join: impl Fn(f64, f64) -> f64) -> f64 {
    let [a, b] = [0, 1].map(|lane| {
        join(join(lanes[lane], lanes[lane + 4]), join(lanes[lane + 2], lanes[lane + 6]))
    });
    join(a, b)
}
