//! The order in which the numbers of a lesson appear, and which of them belong together.

use std::collections::HashMap;

use super::{Cell, Example, Quantity};

/// All steps of one lesson: forward pass, backward pass, update, and the loss before and after.
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
        script.units(example, last, &[Quantity::Slope]);
        script.units(example, last, &[Quantity::ErrorTerm]);
        for layer in (0..last).rev() {
            script.units(example, layer, &[Quantity::Slope, Quantity::ErrorTerm]);
        }
        for (edge, unit) in
            [(Quantity::WeightStep, Quantity::BiasStep), (Quantity::NewWeight, Quantity::NewBias)]
        {
            for layer in (0..layers.len()).rev() {
                script.edges(example, layer, edge);
                if layers[layer].biases.is_some() {
                    script.units(example, layer, &[unit]);
                }
            }
        }
        for quantity in [Quantity::Loss, Quantity::NewLoss] {
            script.steps.push(Cell::single(quantity, last));
            script.end_group();
        }
        let steps = script.steps.iter().enumerate();
        script.indices = steps.map(|(index, &cell)| (cell, index)).collect();
        script
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
