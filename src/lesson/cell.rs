//! A cell: the place of one number in a lesson.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::Phase;

/// What kind of number a cell holds.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Quantity {
    /// x, a value fed to the network.
    Input,
    /// y, the value that the output should have.
    Target,
    /// g = ∂E/∂ŷ, where it is given instead of a target.
    OutputGradient,
    /// η
    LearningRate,
    /// w or W, before the update.
    Weight,
    /// b, before the update.
    Bias,
    /// h or z: the weighted sum, plus the bias if there is one.
    PreActivation,
    /// a or ŷ: the activation function of the pre-activation.
    Activation,
    /// e = y − ŷ
    Error,
    /// f′ at the pre-activation.
    Slope,
    /// J = ∂ŷ/∂z: how each output of softmax (`from`) answers to each sum (`unit`).
    Jacobian,
    /// δʰ or δᵒ
    ErrorTerm,
    /// s: what one record of a batch adds to the sum of a weight.
    WeightShare,
    /// s of a bias.
    BiasShare,
    /// R: what the other records of the batch add to the sum of a weight.
    WeightRest,
    /// R of a bias.
    BiasRest,
    /// S: the sum of a weight over all records of the batch.
    WeightSum,
    /// S of a bias.
    BiasSum,
    /// m, how many records the batch has.
    Records,
    /// ∂E/∂w, where there is no update.
    WeightGradient,
    /// ∂E/∂b
    BiasGradient,
    /// ∂E/∂x
    InputGradient,
    /// Δw or ΔW
    WeightStep,
    /// Δb
    BiasStep,
    /// The weight after the update.
    NewWeight,
    /// The bias after the update.
    NewBias,
    /// E, before the update.
    Loss,
    /// The pre-activation of a second forward pass, with the new weights.
    #[strum(serialize = "pre_activation")]
    NewPreActivation,
    /// The activation of a second forward pass, with the new weights.
    #[strum(serialize = "activation")]
    NewActivation,
    /// E after the update.
    NewLoss,
}

/// What there is of every weight, and what of every bias.
const PARAMETERS: [(Quantity, Quantity); 7] = [
    (Quantity::Weight, Quantity::Bias),
    (Quantity::WeightShare, Quantity::BiasShare),
    (Quantity::WeightRest, Quantity::BiasRest),
    (Quantity::WeightSum, Quantity::BiasSum),
    (Quantity::WeightGradient, Quantity::BiasGradient),
    (Quantity::WeightStep, Quantity::BiasStep),
    (Quantity::NewWeight, Quantity::NewBias),
];

/// What the update changes, and what it is after that.
const RENEWED: [(Quantity, Quantity); 5] = [
    (Quantity::Weight, Quantity::NewWeight),
    (Quantity::Bias, Quantity::NewBias),
    (Quantity::PreActivation, Quantity::NewPreActivation),
    (Quantity::Activation, Quantity::NewActivation),
    (Quantity::Loss, Quantity::NewLoss),
];

impl Quantity {
    /// What this is after the update; `None` for what the update does not change.
    pub fn renewed(self) -> Option<Self> {
        RENEWED.iter().find(|(old, _)| *old == self).map(|(_, new)| *new)
    }

    /// What this was before the update; `None` for what there is only before it.
    pub fn old(self) -> Option<Self> {
        RENEWED.iter().find(|(_, new)| *new == self).map(|(old, _)| *old)
    }

    /// The name in machine formats.
    pub fn name(self) -> &'static str {
        match self {
            // Elsewhere the second pass shares the words of the first.
            Self::NewPreActivation => "new_pre_activation",
            Self::NewActivation => "new_activation",
            _ => self.into(),
        }
    }

    /// Whether the number is given with the example rather than computed from others.
    pub fn is_given(self) -> bool {
        self.phase() == Phase::Given
    }

    /// Whether there is one such number for each edge of the network, rather than for each unit.
    pub fn is_of_edge(self) -> bool {
        PARAMETERS.iter().any(|(edge, _)| *edge == self)
    }

    /// Whether there is one such number for each row and column of a matrix.
    pub fn is_of_matrix(self) -> bool {
        self.is_of_edge() || self == Self::Jacobian
    }

    /// Whether there is one such number for each unit with a bias.
    pub fn is_of_bias(self) -> bool {
        PARAMETERS.iter().any(|(_, bias)| *bias == self)
    }

    /// Whether there is only one such number in the whole example.
    pub fn is_single(self) -> bool {
        matches!(self, Self::LearningRate | Self::Records | Self::Loss | Self::NewLoss)
    }
}

/// The place of one number. All indices count from 0; those that a quantity has no use for are 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cell {
    /// What it holds.
    pub quantity: Quantity,
    /// The layer, 0 being the one next to the inputs. The loss counts to the last layer.
    pub layer: usize,
    /// The unit in its layer, the input, or the output.
    pub unit: usize,
    /// For weights: the unit of the layer below. For the Jacobian: the output that answers.
    pub from: usize,
}

impl Cell {
    /// The same of the weight or the bias that a number of the update belongs to; `None` for what
    /// belongs to neither.
    pub fn of_parameter(self, weight: Quantity, bias: Quantity) -> Option<Self> {
        match self.quantity {
            quantity if quantity.is_of_edge() => Some(self.with(weight)),
            quantity if quantity.is_of_bias() => Some(self.with(bias)),
            _ => None,
        }
    }

    /// The number `quantity` of one unit.
    pub fn of_unit(quantity: Quantity, layer: usize, unit: usize) -> Self {
        Self { quantity, layer, unit, from: 0 }
    }

    /// The number `quantity` of the edge from unit `from` of the layer below.
    pub fn of_edge(quantity: Quantity, layer: usize, from: usize, unit: usize) -> Self {
        Self { quantity, layer, unit, from }
    }

    /// The number `quantity` that exists once.
    pub fn single(quantity: Quantity, layer: usize) -> Self {
        Self::of_unit(quantity, layer, 0)
    }

    /// What comes into `layer` from unit `from` below it: an input, or an activation.
    pub fn from_below(layer: usize, from: usize) -> Self {
        match layer {
            0 => Self::of_unit(Quantity::Input, 0, from),
            _ => Self::of_unit(Quantity::Activation, layer - 1, from),
        }
    }

    /// The cell of another quantity at the same place.
    pub fn with(self, quantity: Quantity) -> Self {
        Self { quantity, ..self }
    }
}

/// A dimension along which cells of one quantity lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// The letter that stands for the numbers of units: i of the layer below, j of the layer, k of
    /// the one above.
    pub letter: char,
    /// How many units there are.
    pub size: usize,
}

/// One cell, or the cells of a quantity along one or two dimensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cells {
    /// The first of them.
    pub first: Cell,
    /// The dimension in which `from` counts; `None` where it is that of the first cell.
    pub from: Option<Dimension>,
    /// The dimension in which `unit` counts.
    pub unit: Option<Dimension>,
}

impl From<Cell> for Cells {
    fn from(first: Cell) -> Self {
        Self { first, from: None, unit: None }
    }
}
