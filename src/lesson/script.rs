//! The order in which the numbers of a lesson appear, and which of them belong together.

use std::collections::HashMap;

use super::{Cell, Example, Purpose, Quantity};
use crate::nn::Loss;

/// All steps of one lesson: forward pass, loss, backward pass, update, and the loss after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    steps: Vec<Cell>,
    /// At which step each cell is computed: networks have tens of thousands of steps, and screens
    /// ask at every keypress.
    indices: HashMap<Cell, usize>,
    /// Where each group of numbers that belong together ends, as a count of steps.
    group_ends: Vec<usize>,
}

impl Script {
    /// The steps for an example.
    pub fn new(example: &Example) -> Self {
        let mut script =
            Self { steps: Vec::new(), indices: HashMap::new(), group_ends: Vec::new() };
        let last = example.last_layer();
        for layer in 0..=last {
            script.put(example, layer, &[Quantity::PreActivation]);
            script.put(example, layer, &[Quantity::Activation]);
        }
        script.put(example, last, &[Quantity::Error]);
        script.put(example, last, &[Quantity::Loss]);
        if example.purpose != Purpose::Test {
            script.backward(example);
            script.put(example, 0, &[Quantity::InputGradient]);
            script.update(example);
        }
        if example.purpose == Purpose::Alone {
            script.put(example, last, &[Quantity::NewLoss]);
        }
        let steps = script.steps.iter().enumerate();
        script.indices = steps.map(|(index, &cell)| (cell, index)).collect();
        script
    }

    /// The error terms, from the output down.
    fn backward(&mut self, example: &Example) {
        let last = example.last_layer();
        if !example.loss.cancels() {
            self.put(example, last, &[Quantity::Slope]);
        }
        self.put(example, last, &[Quantity::Jacobian]);
        self.put(example, last, &[Quantity::ErrorTerm]);
        for layer in (0..last).rev() {
            self.put(example, layer, &[Quantity::Slope, Quantity::ErrorTerm]);
        }
    }

    /// What becomes of the error terms: gradients, or steps and new weights.
    fn update(&mut self, example: &Example) {
        const GRADIENTS: (Quantity, Quantity) = (Quantity::WeightGradient, Quantity::BiasGradient);
        const UPDATE: [(Quantity, Quantity); 4] = [
            (Quantity::WeightShare, Quantity::BiasShare),
            (Quantity::WeightSum, Quantity::BiasSum),
            (Quantity::WeightStep, Quantity::BiasStep),
            (Quantity::NewWeight, Quantity::NewBias),
        ];
        let pairs = match &example.purpose {
            Purpose::Gradients => &[GRADIENTS][..],
            // A record alone is a batch whose sums need not be shown.
            Purpose::Alone => &UPDATE[2..],
            Purpose::Batch(batch) if !batch.is_complete => &UPDATE[..2],
            Purpose::Batch(_) | Purpose::Test => &UPDATE,
        };
        for (edge, unit) in pairs {
            for layer in (0..=example.last_layer()).rev() {
                self.put(example, layer, &[*edge]);
                self.put(example, layer, &[*unit]);
            }
        }
    }

    /// The cells of some quantities, place by place, as one group, if there are any.
    fn put(&mut self, example: &Example, layer: usize, quantities: &[Quantity]) {
        let start = self.steps.len();
        for cell in example.cells(quantities[0], layer) {
            self.steps.extend(quantities.iter().map(|quantity| cell.with(*quantity)));
        }
        if self.steps.len() > start {
            self.group_ends.push(self.steps.len());
        }
    }

    /// Every step, first to last.
    pub fn steps(&self) -> &[Cell] {
        &self.steps
    }

    /// The step at which a cell is computed; `None` for a given cell, or one that no step is about.
    pub fn index(&self, cell: Cell) -> Option<usize> {
        self.indices.get(&cell).copied()
    }

    /// The steps of the group that step `index` belongs to.
    pub fn group(&self, index: usize) -> std::ops::Range<usize> {
        let position = self.group_ends.partition_point(|&end| end <= index);
        let start = position.checked_sub(1).map_or(0, |before| self.group_ends[before]);
        let end = self.group_ends.get(position).copied().unwrap_or(self.steps.len());
        start..end
    }

    /// The groups, first to last, each as the range of its steps.
    pub fn groups(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let starts = std::iter::once(0).chain(self.group_ends.iter().copied());
        starts.zip(&self.group_ends).map(|(start, &end)| start..end)
    }
}

/// The slope that cancels in the error term of an output; it is seen only in the derivation.
pub fn cancelled(example: &Example, step: Cell) -> Option<Cell> {
    let is_output = step.quantity == Quantity::ErrorTerm && step.layer == example.last_layer();
    (is_output && example.loss == Loss::CrossEntropy).then_some(step.with(Quantity::Slope))
}

/// The numbers that a step computes on the way and that are no steps of their own: the second
/// forward pass behind the new loss.
pub fn supporting(example: &Example, step: Cell) -> Vec<Cell> {
    if step.quantity != Quantity::NewLoss {
        return Vec::new();
    }
    let of_layer = |layer| {
        let quantities = [Quantity::NewPreActivation, Quantity::NewActivation].into_iter();
        quantities.flat_map(move |quantity| example.cells(quantity, layer))
    };
    (0..=example.last_layer()).flat_map(of_layer).collect()
}
