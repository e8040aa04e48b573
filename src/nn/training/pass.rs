//! A pass over records with the weights of one epoch, some blocks at a time.

use super::super::Network;
use super::dataset::Dataset;
use super::kernel::Kernel;
use super::score::Score;
use super::sums::{self, LayerSums};

/// What a pass over the first blocks of a data set came to. The sums are those of whole blocks, added block after
/// block from the first on, so they do not depend on how the pass was cut into pieces.
#[derive(Clone, Debug)]
pub(super) struct Pass {
    /// How many blocks are done.
    pub(super) blocks: usize,
    pub(super) score: Score,
    /// Empty for a pass that only scores.
    pub(super) sums: Vec<LayerSums>,
}

impl Pass {
    /// One that has not begun and is to train.
    pub(super) fn training(network: &Network) -> Self {
        Self {
            sums: sums::zeros(network),
            ..Self::scoring(network)
        }
    }

    /// One that has not begun and is only to score.
    pub(super) fn scoring(network: &Network) -> Self {
        Self {
            blocks: 0,
            score: Score::new(network.outputs()),
            sums: Vec::new(),
        }
    }

    /// Back to before the first block.
    pub(super) fn restart(&mut self) {
        self.blocks = 0;
        self.score.clear();
        sums::clear(&mut self.sums);
    }

    /// Goes on up to the block `end`.
    pub(super) fn advance(
        &mut self,
        kernel: &mut Kernel,
        network: &Network,
        data: &Dataset,
        end: usize,
    ) {
        for block in &data.blocks()[self.blocks..end] {
            if self.sums.is_empty() {
                kernel.score(network, block, &mut self.score);
            } else {
                kernel.train(network, block, &mut self.score, &mut self.sums);
            }
        }
        self.blocks = end;
    }
}
