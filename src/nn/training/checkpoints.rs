//! The weights of past epochs, in bounded memory, so that training can go back to any of them.

use ndarray::Array1;

use super::super::{Layer, Network};
use super::thinned::Thinned;

/// How much memory the checkpoints may take, in numbers of 8 bytes.
const BUDGET: usize = 1 << 20;
/// The most checkpoints, and how many a network too large for the budget has.
const CAPACITY: std::ops::RangeInclusive<usize> = 4..=1024;

/// All weights and biases of some epochs. The epochs between are found by training on from the one
/// before.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Checkpoints(Thinned<Vec<f64>>);

impl Checkpoints {
    /// With the network before training as the first.
    pub(super) fn new(network: &Network) -> Self {
        let first = parameters(network);
        let capacity = (BUDGET / first.len()).clamp(*CAPACITY.start(), *CAPACITY.end());
        let mut kept = Thinned::new(capacity);
        kept.keep(first);
        Self(kept)
    }

    /// Keeps the network after `epoch`, if it is one of those to keep and not there yet.
    pub(super) fn offer(&mut self, epoch: usize, network: &Network) {
        if self.0.wants(epoch) {
            self.0.keep(parameters(network));
        }
    }

    /// The last kept epoch at or before `epoch`.
    pub(super) fn nearest(&self, epoch: usize) -> usize {
        self.0.nearest(epoch).0
    }

    /// The kept values of every weight and bias up to an epoch, layer by layer: weights row by row,
    /// then biases.
    pub(super) fn ways(&self, epoch: usize) -> Vec<Vec<f64>> {
        let kept = &self.0.values()[..=self.0.index(epoch)];
        (0..kept[0].len()).map(|which| kept.iter().map(|all| all[which]).collect()).collect()
    }

    /// Gives the network the parameters of a kept epoch.
    pub(super) fn restore(&self, epoch: usize, network: &mut Network) {
        let mut saved = self.0.nearest(epoch).1.iter();
        for layer in network.layers_mut() {
            let biases = layer.biases.iter_mut().flatten();
            for (to, &from) in layer.weights.iter_mut().chain(biases).zip(&mut saved) {
                *to = from;
            }
        }
    }
}

/// All weights and biases, layer by layer.
pub(super) fn parameters(network: &Network) -> Vec<f64> {
    let layers = || network.layers().iter();
    let biases = |layer: &Layer| layer.biases.as_ref().map_or(0, Array1::len);
    let mut all = Vec::with_capacity(layers().map(|l| l.weights.len() + biases(l)).sum());
    all.extend(layers().flat_map(|l| l.weights.iter().chain(l.biases.iter().flatten())));
    all
}
