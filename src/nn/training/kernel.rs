//! One block of records through the network and back.
//!
//! The formulas are those of [`Network::forward`] and [`gradient::backward`](super::super::gradient::backward), with
//! one difference: where these have one number a unit, there is one *column* a unit here, its values for all records
//! of the block.

use super::super::{Layer, Network};
use super::activate::activate;
use super::columns::{Columns, add_scaled, dot, sum};
use super::dataset::{BLOCK, Block};
use super::score::Score;
use super::sums::LayerSums;

/// Working memory for one block, made once and used again for every block.
#[derive(Clone, Debug)]
pub(super) struct Kernel {
    /// `a` of every hidden layer, then `ŷ`: units × records.
    activations: Vec<Columns>,
    /// On the way up `f′` of every layer, on the way down `δ`: units × records.
    error_terms: Vec<Columns>,
}

impl Kernel {
    pub(super) fn new(network: &Network) -> Self {
        let columns: Vec<_> = network
            .layers()
            .iter()
            .map(|layer| Columns::zeros(layer.units(), BLOCK))
            .collect();
        Self {
            activations: columns.clone(),
            error_terms: columns,
        }
    }

    /// Sends all records of a block forward and adds to `score`.
    pub(super) fn score(&mut self, network: &Network, block: &Block, score: &mut Score) {
        self.forward(network, block);
        self.add_score(block, score);
    }

    /// Sends all records of a block forward and back, and adds to `score` and to the sums.
    pub(super) fn train(
        &mut self,
        network: &Network,
        block: &Block,
        score: &mut Score,
        sums: &mut [LayerSums],
    ) {
        self.score(network, block, score);
        self.backward(network, block, block.records);
        self.add_sums(block, sums);
    }

    /// Adds the first `records` records of a block to the sums.
    pub(super) fn accumulate(
        &mut self,
        network: &Network,
        block: &Block,
        records: usize,
        sums: &mut [LayerSums],
    ) {
        self.forward(network, block);
        self.backward(network, block, records);
        self.add_sums(block, sums);
    }

    /// `h = Σ w·x + b`, `a = f(h)` and `f′(h)` in every layer.
    #[inline(always)]
    fn forward(&mut self, network: &Network, block: &Block) {
        for (index, layer) in network.layers().iter().enumerate() {
            let (lower, upper) = self.activations.split_at_mut(index);
            let below = lower.last().unwrap_or(&block.inputs);
            let (activations, slopes) = (&mut upper[0], &mut self.error_terms[index]);
            activations.fit(below.width());
            slopes.fit(below.width());
            weighted_sums(layer, below, activations);
            for (column, slopes) in activations.columns_mut().zip(slopes.columns_mut()) {
                activate(layer.activation, column, slopes);
            }
        }
    }

    #[inline(always)]
    fn add_score(&self, block: &Block, score: &mut Score) {
        let last = self.activations.len() - 1;
        score.add(block, &self.activations[last], &self.error_terms[last]);
    }

    /// `δᵒ = (y − ŷ)·f′(z)`, then `δⱼ = Σₖ wⱼₖ δₖ · f′(hⱼ)` from the top down. From `records` on, δ is zero.
    #[inline(always)]
    fn backward(&mut self, network: &Network, block: &Block, records: usize) {
        let last = self.activations.len() - 1;
        let error_terms = self.error_terms[last].columns_mut();
        for ((delta, output), target) in error_terms
            .zip(self.activations[last].columns())
            .zip(block.targets.columns())
        {
            for ((delta, output), target) in delta.iter_mut().zip(output).zip(target) {
                *delta *= target - output;
            }
            delta[records..].fill(0.0);
        }
        for index in (1..=last).rev() {
            let (lower, upper) = self.error_terms.split_at_mut(index);
            error_terms_below(&network.layers()[index], &upper[0], &mut lower[index - 1]);
        }
    }

    /// Adds `Σ δ·x` over the records of the block to every weight's sum, and `Σ δ` to every bias's.
    #[inline(always)]
    fn add_sums(&self, block: &Block, sums: &mut [LayerSums]) {
        for (index, sums) in sums.iter_mut().enumerate() {
            let below = match index {
                0 => &block.inputs,
                _ => &self.activations[index - 1],
            };
            let deltas = &self.error_terms[index];
            for (x, mut row) in below.columns().zip(sums.weights.rows_mut()) {
                for (delta, sum) in deltas.columns().zip(&mut row) {
                    *sum += dot(delta, x);
                }
            }
            if let Some(biases) = &mut sums.biases {
                for (delta, bias) in deltas.columns().zip(biases) {
                    *bias += sum(delta);
                }
            }
        }
    }
}

/// `h = Σ w·x + b` for every unit: the matrix product `Wᵀ·X`.
#[inline(always)]
fn weighted_sums(layer: &Layer, below: &Columns, to: &mut Columns) {
    for (unit, (h, weights)) in to.columns_mut().zip(layer.weights.columns()).enumerate() {
        h.fill(layer.biases.as_ref().map_or(0.0, |biases| biases[unit]));
        for (&weight, x) in weights.iter().zip(below.columns()) {
            add_scaled(h, weight, x);
        }
    }
}

/// `δⱼ = Σₖ wⱼₖ δₖ · f′(hⱼ)`, where `below` holds the slopes before and the error terms after: the product `W·δ`.
#[inline(always)]
fn error_terms_below(layer: &Layer, deltas: &Columns, below: &mut Columns) {
    let mut error = [0.0; BLOCK];
    let error = &mut error[..deltas.width()];
    for (below, weights) in below.columns_mut().zip(layer.weights.rows()) {
        error.fill(0.0);
        for (&weight, delta) in weights.iter().zip(deltas.columns()) {
            add_scaled(error, weight, delta);
        }
        for (slope, error) in below.iter_mut().zip(&*error) {
            *slope *= error;
        }
    }
}
