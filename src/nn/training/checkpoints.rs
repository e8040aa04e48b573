//! The weights of epochs gone by, in bounded memory, so that training can go back to any of them.

use super::super::Network;

/// How much memory the checkpoints may take, in numbers of 8 bytes.
const BUDGET: usize = 1 << 20;
/// How many checkpoints are kept at most, and, of a network too large for the budget, at least.
const CAPACITY: std::ops::RangeInclusive<usize> = 4..=1024;

/// The parameters of a network after the epochs 0, s, 2s, …: of all epochs at first, then of every second, every
/// fourth, … Those between are found again by training on from the one before.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Checkpoints {
    /// All parameters of the first checkpoint, of the second, …
    parameters: Vec<f64>,
    /// How many parameters a checkpoint has.
    size: usize,
    stride: usize,
}

impl Checkpoints {
    /// With the network before training as the first.
    pub(super) fn new(network: &Network) -> Self {
        let parameters: Vec<f64> = values(network).collect();
        Self { size: parameters.len(), parameters, stride: 1 }
    }

    fn count(&self) -> usize {
        self.parameters.len() / self.size
    }

    fn capacity(&self) -> usize {
        (BUDGET / self.size).clamp(*CAPACITY.start(), *CAPACITY.end())
    }

    /// Keeps the network after `epoch`, if it is one of those to keep and not there yet.
    pub(super) fn offer(&mut self, epoch: usize, network: &Network) {
        if epoch != self.count() * self.stride {
            return;
        }
        if self.count() == self.capacity() {
            self.drop_every_second();
            return self.offer(epoch, network);
        }
        self.parameters.extend(values(network));
    }

    fn drop_every_second(&mut self) {
        let kept = self.count().div_ceil(2);
        for index in 1..kept {
            let from = 2 * index * self.size;
            self.parameters.copy_within(from..from + self.size, index * self.size);
        }
        self.parameters.truncate(kept * self.size);
        self.stride *= 2;
    }

    /// The last epoch at or before `epoch` that is kept.
    pub(super) fn nearest(&self, epoch: usize) -> usize {
        (epoch / self.stride).min(self.count() - 1) * self.stride
    }

    /// Gives the network the parameters of `epoch`, one of those kept.
    pub(super) fn restore(&self, epoch: usize, network: &mut Network) {
        let mut saved = self.parameters[epoch / self.stride * self.size..].iter();
        for layer in network.layers_mut() {
            let biases = layer.biases.iter_mut().flatten();
            for (to, &from) in layer.weights.iter_mut().chain(biases).zip(&mut saved) {
                *to = from;
            }
        }
    }
}

/// All weights and biases, layer by layer.
fn values(network: &Network) -> impl Iterator<Item = f64> {
    network
        .layers()
        .iter()
        .flat_map(|layer| layer.weights.iter().chain(layer.biases.iter().flatten()))
        .copied()
}
