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
    /// From the error down to the hidden layers.
    Backward,
    /// The steps and the new weights.
    Update,
    /// The loss before and after, with the second forward pass in between.
    Loss,
}

impl Quantity {
    /// The part of the lesson in which such a number appears.
    pub fn phase(self) -> Phase {
        match self {
            Self::Input | Self::Target | Self::LearningRate | Self::Weight | Self::Bias => {
                Phase::Given
            }
            Self::PreActivation | Self::Activation => Phase::Forward,
            Self::Error | Self::Slope | Self::ErrorTerm => Phase::Backward,
            Self::WeightStep | Self::BiasStep | Self::NewWeight | Self::NewBias => Phase::Update,
            Self::NewPreActivation | Self::NewActivation | Self::Loss | Self::NewLoss => {
                Phase::Loss
            }
        }
    }
}
