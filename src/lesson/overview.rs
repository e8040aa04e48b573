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
        Activation, Bias, BiasGradient, BiasStep, Error, ErrorTerm, Input, InputGradient, Jacobian,
        Loss, NewLoss, PreActivation, Slope, Weight, WeightGradient, WeightStep,
    };
    let exists = |cell: &Cell| example.given(*cell).is_some() || script.index(*cell).is_some();
    let cells = |layer: usize, quantities: &[Quantity]| {
        let cells = quantities.iter().flat_map(|quantity| example.cells(*quantity, layer));
        cells.filter(exists).collect()
    };
    let row = |layer, up: &[Quantity], down: &[Quantity]| Row {
        up: cells(layer, up),
        down: cells(layer, down),
    };
    let last = example.last_layer();
    let mut rows = vec![row(last, &[Loss, NewLoss], &[Error])];
    for layer in (0..=last).rev() {
        rows.push(row(layer, &[Activation], &[Slope, Jacobian]));
        rows.push(row(layer, &[PreActivation], &[ErrorTerm]));
        rows.push(row(
            layer,
            &[Weight, Bias],
            &[WeightGradient, BiasGradient, WeightStep, BiasStep],
        ));
    }
    rows.push(row(0, &[Input], &[InputGradient]));
    rows
}
