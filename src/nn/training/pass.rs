//! A pass over records with the weights of one epoch, block by block, on one core or all.

use std::mem;
use std::ops::Range;

use rayon::prelude::*;

use super::super::{Loss, Network};
use super::compute::{Compute, Instructions};
use super::dataset::Dataset;
use super::kernel::{Kernel, Subtotal};
use crate::cores;

/// About how many multiplications are done at a time on one core, an activation counted as 20: half
/// a millisecond.
const SLICE: usize = 3_000_000;
/// About how many numbers a block and its results have, so that they stay in a core's second cache.
const BLOCK: usize = 1 << 14;
/// How many records a block has at least and at most.
const BLOCK_RECORDS: Range<usize> = 64..1024;

/// Who does the work of a pass, and their working memory.
#[derive(Clone, Debug)]
pub(super) struct Workers {
    pub(super) instructions: Instructions,
    /// How many records make a block. Sums are made block by block, then over the blocks in order.
    pub(super) block: usize,
    /// One for each core that is used.
    kernels: Vec<Kernel>,
    /// What the blocks of one slice came to.
    parts: Vec<Subtotal>,
}

impl Workers {
    /// Workers for passes over data of up to this many `records`.
    pub(super) fn new(compute: Compute, network: &Network, records: usize) -> Self {
        let layers = network.layers().iter();
        let (numbers, multiplications) =
            layers.fold((0, 0), |(numbers, multiplications), layer| {
                (
                    numbers + layer.below() + 2 * layer.units(),
                    multiplications + 3 * layer.weights.len() + 20 * layer.units(),
                )
            });
        let block =
            (BLOCK / numbers).next_power_of_two().clamp(BLOCK_RECORDS.start, BLOCK_RECORDS.end);
        let blocks = records.div_ceil(block);
        let blocks_a_slice = (SLICE / (block * multiplications)).max(1);
        let cores = if compute.parallel && blocks > blocks_a_slice { cores::count() } else { 1 };
        Self {
            instructions: compute.instructions,
            block,
            kernels: vec![Kernel::new(network); cores],
            parts: vec![Subtotal::new(network); cores * blocks_a_slice.min(blocks)],
        }
    }

    /// Workers for another loss.
    pub(super) fn with_loss(mut self, loss: Loss) -> Self {
        self.kernels.iter_mut().for_each(|kernel| kernel.loss = loss);
        self
    }

    /// How many records make a slice: those done between two questions whether to go on.
    pub(super) fn slice(&self) -> usize {
        self.parts.len() * self.block
    }

    /// What some records of one block come to.
    pub(super) fn part(
        &mut self,
        network: &Network,
        data: &Dataset,
        range: Range<usize>,
    ) -> &Subtotal {
        let part = &mut self.parts[0];
        let records = data.some(range.start, range.len());
        self.kernels[0].run(self.instructions, network, records, true, part);
        part
    }

    /// What each of the blocks in a range of records comes to; with its gradient, or with its score
    /// alone.
    fn parts(
        &mut self,
        network: &Network,
        data: &Dataset,
        range: Range<usize>,
        gradient: bool,
    ) -> &mut [Subtotal] {
        let (instructions, block) = (self.instructions, self.block);
        let parts = &mut self.parts[..range.len().div_ceil(block)];
        let work = |kernel: &mut Kernel, parts: &mut [Subtotal], first: usize| {
            for (part, first) in parts.iter_mut().zip((first..range.end).step_by(block)) {
                let records = data.some(first, block.min(range.end - first));
                kernel.run(instructions, network, records, gradient, part);
            }
        };
        match &mut self.kernels[..] {
            [kernel, ..] if parts.len() == 1 => work(kernel, parts, range.start),
            [kernel] => work(kernel, parts, range.start),
            kernels => {
                let share = parts.len().div_ceil(kernels.len()).max(1);
                kernels.par_iter_mut().zip(parts.par_chunks_mut(share).enumerate()).for_each(
                    |(kernel, (index, parts))| {
                        work(kernel, parts, range.start + index * share * block);
                    },
                );
            }
        }
        parts
    }
}

/// What a pass over neighbouring records of a data set came to. Blocks are added in their order, so
/// it does not matter how the pass was cut into pieces or who did them.
#[derive(Clone, Debug)]
pub(super) struct Pass {
    /// The first of its records.
    start: usize,
    /// Up to which record it is done: to its end, or whole blocks.
    pub(super) records: usize,
    /// What they came to, if any are done.
    pub(super) total: Subtotal,
    /// Whether it is for the gradient or for the score alone.
    gradient: bool,
}

impl Pass {
    /// One that has not begun and is to train.
    pub(super) fn training(network: &Network) -> Self {
        Self { start: 0, records: 0, total: Subtotal::new(network), gradient: true }
    }

    /// One that has not begun and is only to score.
    pub(super) fn scoring(network: &Network) -> Self {
        Self { gradient: false, ..Self::training(network) }
    }

    /// Back to before a record, from which on it goes.
    pub(super) fn restart(&mut self, start: usize) {
        (self.start, self.records) = (start, start);
    }

    /// Goes on by one slice, but not past the record `end`, which is the end of the data or of a
    /// block. Returns how many records it did.
    pub(super) fn advance(
        &mut self,
        workers: &mut Workers,
        network: &Network,
        data: &Dataset,
        end: usize,
    ) -> usize {
        let range = self.records..end.min(self.records + workers.slice());
        let parts = workers.parts(network, data, range.clone(), self.gradient);
        let mut parts = parts.iter_mut();
        if range.start == self.start
            && let Some(first) = parts.next()
        {
            // What it gets in exchange is written over by the next pass.
            mem::swap(&mut self.total, first);
        }
        for part in parts {
            self.total.add(part, self.gradient);
        }
        self.records = range.end;
        range.len()
    }
}
