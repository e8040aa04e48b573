//! The forward and the backward pass side by side, and the three rules that repeat in them.

use std::ops::RangeInclusive;

use strum::{IntoStaticStr, VariantArray};

use super::{Cell, Example, Quantity, Script};

/// A rule that repeats in every layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Rule {
    /// A sum of products, and the activation function of it.
    Forward,
    /// The error terms above through the weights, times the slope.
    Backward,
    /// The learning rate times the error term times what came in.
    Update,
}

impl Rule {
    fn quantities(self) -> &'static [Quantity] {
        match self {
            Self::Forward => &[Quantity::PreActivation, Quantity::Activation],
            Self::Backward => &[Quantity::ErrorTerm],
            Self::Update => &[Quantity::WeightStep, Quantity::BiasStep],
        }
    }

    /// The first and the last step of a script, from 1, in which the rule was met; `None` where it
    /// was not.
    pub fn met(self, script: &Script) -> Option<RangeInclusive<usize>> {
        let follows = |cell: &Cell| self.quantities().contains(&cell.quantity);
        let first = script.steps().iter().position(follows)?;
        let last = script.steps().iter().rposition(follows)?;
        Some(first + 1..=last + 1)
    }
}

/// What stands side by side: cells of the way up, and of the way down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Given, and computed by the forward pass.
    pub up: Vec<Cell>,
    /// Computed by the backward pass and the update.
    pub down: Vec<Cell>,
}

/// Both passes, the loss first and the inputs last.
pub fn rows(example: &Example, script: &Script) -> Vec<Row> {
    use Quantity::{
        Activation, Bias, BiasStep, Error, ErrorTerm, Input, Loss, NewLoss, PreActivation, Slope,
        Weight, WeightStep,
    };
    let units = |layer: usize, quantity| {
        let count = example.network.layers()[layer].units();
        (0..count).map(move |unit| Cell::of_unit(quantity, layer, unit))
    };
    let edges = |layer: usize, quantity| {
        let places = example.network.layers()[layer].weights.indexed_iter();
        places.map(move |((from, unit), _)| Cell::of_edge(quantity, layer, from, unit))
    };
    let exists = |cell: &Cell| example.given(*cell).is_some() || script.index(*cell).is_some();
    let row = |up: Vec<Cell>, down: Vec<Cell>| Row {
        up: up.into_iter().filter(exists).collect(),
        down: down.into_iter().filter(exists).collect(),
    };
    let last = example.last_layer();
    let losses = [Loss, NewLoss].map(|quantity| Cell::single(quantity, last));
    let mut rows = vec![row(losses.to_vec(), units(last, Error).collect())];
    for layer in (0..=last).rev() {
        let pass = |up, down| row(units(layer, up).collect(), units(layer, down).collect());
        rows.push(pass(Activation, Slope));
        rows.push(pass(PreActivation, ErrorTerm));
        rows.push(row(
            edges(layer, Weight).chain(units(layer, Bias)).collect(),
            edges(layer, WeightStep).chain(units(layer, BiasStep)).collect(),
        ));
    }
    let inputs = (0..example.input.len()).map(|input| Cell::of_unit(Input, 0, input));
    rows.push(row(inputs.collect(), Vec::new()));
    rows
}
