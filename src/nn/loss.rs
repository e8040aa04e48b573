//! What a network's answer costs, beside the target.

use ndarray::{Array1, ArrayRef1};
use strum::{IntoStaticStr, VariantArray};

use super::Activation;

/// The loss `E` of one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Loss {
    /// `½ Σ (y − ŷ)²` over the outputs (Rumelhart, Hinton & Williams 1986).
    #[default]
    HalfSquared,
    /// `Σ (y − ŷ)²`
    Squared,
    /// `Σ (y − ŷ)² / K` over K outputs.
    MeanSquared,
    /// `−Σ (y·ln ŷ + (1 − y)·ln(1 − ŷ))`, of sigmoid outputs (Bishop, *Neural Networks for Pattern
    /// Recognition*, 1995, section 6.7).
    CrossEntropy,
}

impl Loss {
    /// The loss of that [name](Self::name).
    pub fn named(name: &str) -> Option<Self> {
        Self::VARIANTS.iter().copied().find(|loss| loss.name() == name)
    }

    /// The name used in files.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// `E` of an answer.
    pub fn value(self, target: &ArrayRef1<f64>, output: &ArrayRef1<f64>) -> f64 {
        let squares = || (target - output).mapv(|error| error * error).sum();
        match self {
            Self::HalfSquared => 0.5 * squares(),
            Self::Squared => squares(),
            Self::MeanSquared => squares() / target.len() as f64,
            Self::CrossEntropy => {
                // 0·ln 0 is 0, the limit of p·ln p.
                let part = |p: f64, q: f64| if p == 0.0 { 0.0 } else { p * q.ln() };
                let terms = target.iter().zip(output);
                -terms.map(|(y, a)| part(*y, *a) + part(1.0 - y, 1.0 - a)).sum::<f64>()
            }
        }
    }

    /// `δᵒ = −∂E/∂z` of every output, from its error `y − ŷ` and its slope `f′(z)`. With
    /// cross-entropy the slope cancels.
    pub fn error_terms(self, error: &Array1<f64>, slopes: &Array1<f64>) -> Array1<f64> {
        match self {
            Self::HalfSquared => error * slopes,
            Self::Squared => 2.0 * error * slopes,
            Self::MeanSquared => 2.0 / error.len() as f64 * error * slopes,
            Self::CrossEntropy => error.clone(),
        }
    }

    /// Whether outputs of this function can have it.
    pub fn suits(self, activation: Activation) -> bool {
        self != Self::CrossEntropy || activation == Activation::Sigmoid
    }

    /// Whether a target can have it.
    pub fn takes(self, target: f64) -> bool {
        self != Self::CrossEntropy || (0.0..=1.0).contains(&target)
    }
}
