//! The order in which the numbers of a lesson appear, and which of them belong together.

use std::collections::HashMap;

use super::{Cell, Course, Example, Quantity};

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
        let layers = example.network.layers();
        let last = example.last_layer();
        for layer in 0..layers.len() {
            script.units(example, layer, &[Quantity::PreActivation]);
            script.units(example, layer, &[Quantity::Activation]);
        }
        script.units(example, last, &[Quantity::Error]);
        script.single(Quantity::Loss, last);
        if example.course != Course::Test {
            script.backward(example);
        }
        if example.course == Course::Alone {
            script.single(Quantity::NewLoss, last);
        }
        let steps = script.steps.iter().enumerate();
        script.indices = steps.map(|(index, &cell)| (cell, index)).collect();
        script
    }

    /// The backward pass and the update.
    fn backward(&mut self, example: &Example) {
        const UPDATE: [(Quantity, Quantity); 4] = [
            (Quantity::WeightShare, Quantity::BiasShare),
            (Quantity::WeightSum, Quantity::BiasSum),
            (Quantity::WeightStep, Quantity::BiasStep),
            (Quantity::NewWeight, Quantity::NewBias),
        ];
        let (layers, last) = (example.network.layers(), example.last_layer());
        self.units(example, last, &[Quantity::Slope]);
        self.units(example, last, &[Quantity::ErrorTerm]);
        for layer in (0..last).rev() {
            self.units(example, layer, &[Quantity::Slope, Quantity::ErrorTerm]);
        }
        // A record alone is a batch whose sums need not be shown.
        let first = if example.course == Course::Alone { 2 } else { 0 };
        for (edge, unit) in &UPDATE[first..] {
            for layer in (0..layers.len()).rev() {
                self.edges(example, layer, *edge);
                if layers[layer].biases.is_some() {
                    self.units(example, layer, &[*unit]);
                }
            }
        }
    }

    fn single(&mut self, quantity: Quantity, layer: usize) {
        self.steps.push(Cell::single(quantity, layer));
        self.end_group();
    }

    fn units(&mut self, example: &Example, layer: usize, quantities: &[Quantity]) {
        for unit in 0..example.network.layers()[layer].units() {
            for quantity in quantities {
                self.steps.push(Cell::of_unit(*quantity, layer, unit));
            }
        }
        self.end_group();
    }

    fn edges(&mut self, example: &Example, layer: usize, quantity: Quantity) {
        let weights = &example.network.layers()[layer];
        for from in 0..weights.below() {
            for unit in 0..weights.units() {
                self.steps.push(Cell::of_edge(quantity, layer, from, unit));
            }
        }
        self.end_group();
    }

    fn end_group(&mut self) {
        self.group_ends.push(self.steps.len());
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

/// The numbers that a step computes on the way and that are no steps of their own: the second
/// forward pass behind the new loss.
pub fn supporting(example: &Example, step: Cell) -> Vec<Cell> {
    if step.quantity != Quantity::NewLoss {
        return Vec::new();
    }
    let mut cells = Vec::new();
    for (layer, weights) in example.network.layers().iter().enumerate() {
        for quantity in [Quantity::NewPreActivation, Quantity::NewActivation] {
            cells.extend((0..weights.units()).map(|unit| Cell::of_unit(quantity, layer, unit)));
        }
    }
    cells
}
