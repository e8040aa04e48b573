//! Some records through the network and back.
//!
//! The formulas are those of [`Network::forward`] and
//! [`gradient::backward`](super::super::gradient::backward). Where these have one number a unit,
//! there is a *column* a unit here: its values for all the records ([`columns`](super::columns)).
//! So `h = x.dot(W)` becomes `H = Wᵀ·X`, a sum of columns with the weights as factors, and the sum
//! of `δ·x` over the records becomes a product of two columns.
//!
//! For small layers these are short loops over columns; for large ones ndarray's matrix product is
//! faster.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2};
use pulp::NullaryFnOnce;

use super::super::loss::softmax;
use super::super::{Loss, Network};
use super::activate::activate;
use super::columns::{Columns, sum};
use super::compute::Instructions;
use super::dataset::Records;
use super::score::Score;
use super::sums::{self, LayerSums};

/// Layers with at least this many weights go through ndarray's matrix product.
const LARGE: usize = 256;

/// What some records came to.
#[derive(Clone, Debug)]
pub(super) struct Subtotal {
    pub(super) score: Score,
    pub(super) sums: Vec<LayerSums>,
}

impl Subtotal {
    /// Of no records.
    pub(super) fn new(network: &Network) -> Self {
        Self { score: Score::default(), sums: sums::zeros(network) }
    }

    /// Adds the records that come after these.
    pub(super) fn add(&mut self, next: &Self, gradient: bool) {
        self.score.add(next.score);
        if gradient {
            sums::add(&mut self.sums, &next.sums);
        }
    }
}

/// Working memory, made once and used again for all records.
#[derive(Clone, Debug)]
pub(super) struct Kernel {
    /// `a` of every hidden layer, then `ŷ`: units × records.
    activations: Vec<Columns>,
    /// On the way up `f′` of every layer, on the way down `δ`: units × records.
    error_terms: Vec<Columns>,
    /// What the slopes of one layer are multiplied by to make `δ`: `y − ŷ`, or `Σ w·δ` of a hidden
    /// layer. Units × records.
    errors: Columns,
    /// The sums for the weights of one unit, side by side.
    unit_sums: Vec<f64>,
    /// What the error terms of the outputs come from.
    pub(super) loss: Loss,
}

/// Records to be sent through a kernel, by pulp with the instructions that it is told.
struct Job<'a> {
    kernel: &'a mut Kernel,
    network: &'a Network,
    records: Records<'a>,
    gradient: bool,
    part: &'a mut Subtotal,
}

impl NullaryFnOnce for Job<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { kernel, network, records, gradient, part } = self;
        kernel.forward(network, records);
        part.score = kernel.compare(network, records);
        if gradient {
            kernel.backward(network, records.count);
            kernel.add_up(records, &mut part.sums);
        }
    }
}

impl Kernel {
    pub(super) fn new(network: &Network) -> Self {
        let columns = vec![Columns::default(); network.layers().len()];
        Self {
            activations: columns.clone(),
            error_terms: columns,
            errors: Columns::default(),
            unit_sums: Vec::new(),
            loss: Loss::default(),
        }
    }

    /// Sends records forward and, for the gradient, back, and writes into `part` what they come to.
    pub(super) fn run(
        &mut self,
        instructions: Instructions,
        network: &Network,
        records: Records,
        gradient: bool,
        part: &mut Subtotal,
    ) {
        instructions.run(Job { kernel: self, network, records, gradient, part });
    }

    /// `h = Σ w·x + b`, `a = f(h)` and `f′(h)` in every layer.
    #[inline(always)]
    fn forward(&mut self, network: &Network, records: Records) {
        let (width, count) = (records.inputs.width, records.count);
        for (index, layer) in network.layers().iter().enumerate() {
            let (lower, upper) = self.activations.split_at_mut(index);
            let below = lower.last().map_or(records.inputs, Columns::all);
            let (h, slopes) = (&mut upper[0], &mut self.error_terms[index]);
            h.fit(layer.units(), width);
            slopes.fit(layer.units(), width);
            let bias = |unit: usize| layer.biases.as_ref().map_or(0.0, |biases| biases[unit]);
            if is_large(&layer.weights) {
                h.columns_mut().enumerate().for_each(|(unit, h)| h.fill(bias(unit)));
                let (weights, mut h) = (layer.weights.t(), h.view_mut(count));
                general_mat_mul(1.0, &weights, &below.view(count), 1.0, &mut h);
            } else {
                for (unit, h) in h.columns_mut().enumerate() {
                    below.weighted_sum(bias(unit), |from| layer.weights[[from, unit]], h);
                }
            }
            activate(layer.activation, &mut h.values, &mut slopes.values);
        }
    }

    /// The errors `y − ŷ` and what they come to, and what these are multiplied by to make `δᵒ`: the
    /// slopes, with the factor of the loss, or 1 where the slope cancels. In the places without a
    /// record, errors and slopes become zero.
    #[inline(always)]
    fn compare(&mut self, network: &Network, records: Records) -> Score {
        let last = network.layers().len() - 1;
        if self.loss == Loss::SoftmaxCrossEntropy {
            shares(&mut self.activations[last], records.count);
        }
        let (outputs, slopes) = (self.activations[last].all(), &mut self.error_terms[last]);
        self.errors.fit(outputs.units, outputs.width);
        let columns = outputs.columns().zip(records.targets.columns());
        for (errors, (outputs, targets)) in self.errors.columns_mut().zip(columns) {
            for ((error, output), target) in errors.iter_mut().zip(outputs).zip(targets) {
                *error = target - output;
            }
            errors[records.count..].fill(0.0);
        }
        if self.loss.cancels() {
            slopes.values.fill(1.0);
        } else if self.loss != Loss::HalfSquared {
            let factor = self.loss.error_terms(&Array1::ones(outputs.units), &Array1::ones(1))[0];
            slopes.values.iter_mut().for_each(|slope| *slope *= factor);
        }
        for slopes in slopes.columns_mut() {
            slopes[records.count..].fill(0.0);
        }
        Score::of(self.loss, records, outputs, self.errors.all(), slopes.all())
    }

    /// `δᵒ = (y − ŷ)·f′(z)`, then `δⱼ = Σₖ wⱼₖ δₖ · f′(hⱼ)` from the top down: `W·Δ`, times the
    /// slopes. In the places without a record, δ is zero.
    #[inline(always)]
    fn backward(&mut self, network: &Network, count: usize) {
        let Self { error_terms, errors, .. } = self;
        let last = network.layers().len() - 1;
        multiply(&mut error_terms[last], errors);
        for index in (1..=last).rev() {
            let (lower, upper) = error_terms.split_at_mut(index);
            let (layer, deltas) = (&network.layers()[index], upper[0].all());
            errors.fit(layer.below(), deltas.width);
            if is_large(&layer.weights) {
                let (weights, mut products) = (&layer.weights, errors.view_mut(count));
                general_mat_mul(1.0, weights, &deltas.view(count), 0.0, &mut products);
                errors.columns_mut().for_each(|errors| errors[count..].fill(0.0));
            } else {
                for (unit, error) in errors.columns_mut().enumerate() {
                    deltas.weighted_sum(0.0, |to| layer.weights[[unit, to]], error);
                }
            }
            multiply(&mut lower[index - 1], errors);
        }
    }

    /// `Σ δ·x` over the records for every weight, and `Σ δ` for every bias.
    #[inline(always)]
    fn add_up(&mut self, records: Records, sums: &mut [LayerSums]) {
        for (index, sums) in sums.iter_mut().enumerate() {
            let below = match index {
                0 => records.inputs,
                _ => self.activations[index - 1].all(),
            };
            let deltas = self.error_terms[index].all();
            if is_large(&sums.weights) {
                let (below, deltas) = (below.view(records.count), deltas.view(records.count));
                general_mat_mul(1.0, &below, &deltas.t(), 0.0, &mut sums.weights);
            } else {
                self.unit_sums.resize(sums.weights.nrows(), 0.0);
                for (delta, mut sums) in deltas.columns().zip(sums.weights.columns_mut()) {
                    below.dots(delta, &mut self.unit_sums);
                    sums.iter_mut().zip(&self.unit_sums).for_each(|(to, &sum)| *to = sum);
                }
            }
            if let Some(biases) = &mut sums.biases {
                for (delta, bias) in deltas.columns().zip(biases) {
                    *bias = sum(delta);
                }
            }
        }
    }
}

/// `e^z / Σ e^z` in place of `z`, for every record.
fn shares(outputs: &mut Columns, count: usize) {
    for mut record in outputs.view_mut(count).columns_mut() {
        let sums = record.to_owned();
        record.assign(&softmax(&sums));
    }
}

fn is_large(weights: &Array2<f64>) -> bool {
    weights.len() >= LARGE
}

/// Turns slopes into error terms: `δ = f′·error`.
#[inline(always)]
fn multiply(slopes: &mut Columns, errors: &Columns) {
    for (slope, error) in slopes.values.iter_mut().zip(&errors.values) {
        *slope *= error;
    }
}
