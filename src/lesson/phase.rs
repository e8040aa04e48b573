//! The parts of a lesson.

use strum::{IntoStaticStr, VariantArray};

use super::Quantity;

/// The part of the lesson that a number belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Phase {
    /// Before the first step.
    Given,
    /// From the inputs up to the output.
    Forward,
    /// How far the answer is off: the error, and the loss that the update is to make smaller.
    Loss,
    /// From the output down to the hidden layers.
    Backward,
    /// The steps and the new weights.
    Update,
    /// The second forward pass, and the loss that comes out of it.
    After,
}

impl Quantity {
    /// The part of the lesson in which such a number appears.
    pub fn phase(self) -> Phase {
        match self {
            Self::Input
            | Self::Target
            | Self::OutputGradient
            | Self::LearningRate
            | Self::Weight
            | Self::Bias
            | Self::WeightRest
            | Self::BiasRest
            | Self::Records => Phase::Given,
            Self::PreActivation | Self::Activation => Phase::Forward,
            Self::Error | Self::Loss => Phase::Loss,
            Self::Slope
            | Self::Jacobian
            | Self::ErrorTerm
            | Self::WeightGradient
            | Self::BiasGradient
            | Self::InputGradient => Phase::Backward,
            Self::WeightShare
            | Self::BiasShare
            | Self::WeightSum
            | Self::BiasSum
            | Self::WeightStep
            | Self::BiasStep
            | Self::NewWeight
            | Self::NewBias => Phase::Update,
            Self::NewPreActivation | Self::NewActivation | Self::NewLoss => Phase::After,
        }
    }
}
