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
    /// `−Σ y·ln ŷ` of shares `ŷ = e^z / Σ e^z`, which sum to 1: the outputs themselves are the
    /// sums z, as softmax takes them all at once (Bridle 1990).
    SoftmaxCrossEntropy,
    /// `Σ g·ŷ`, where not a target but `g = ∂E/∂ŷ` is given: there is no error then.
    OutputGradient,
}

/// `e^z / Σ e^z` of every output (Bridle 1990).
pub fn softmax(sums: &ArrayRef1<f64>) -> Array1<f64> {
    // Shares are the same whatever is added to all sums, and e^z of the largest is 1 then.
    let largest = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers = sums.mapv(|z| (z - largest).exp());
    let sum = powers.sum();
    powers / sum
}

/// `y·ln ŷ`. 0·ln 0 is 0, the limit of p·ln p; and any other ln 0 is −100 here, as in `PyTorch`, so
/// that one record that is sure and wrong does not make a mean infinite.
pub(crate) fn log_term(target: f64, output: f64) -> f64 {
    if target == 0.0 { 0.0 } else { target * output.ln().max(-100.0) }
}

impl Loss {
    /// Those that can be chosen.
    pub const CHOICES: [Self; 5] = [
        Self::HalfSquared,
        Self::Squared,
        Self::MeanSquared,
        Self::CrossEntropy,
        Self::SoftmaxCrossEntropy,
    ];

    /// The loss of that [name](Self::name).
    pub fn named(name: &str) -> Option<Self> {
        Self::VARIANTS.iter().copied().find(|loss| loss.name() == name)
    }

    /// The name used in files.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// `e = y − ŷ` of every output; with a given slope of the outputs, that with its sign turned.
    pub fn error(self, target: &ArrayRef1<f64>, output: &ArrayRef1<f64>) -> Array1<f64> {
        match self {
            Self::OutputGradient => target.mapv(|slope| -slope),
            Self::SoftmaxCrossEntropy => target - &*softmax(output),
            _ => target - output,
        }
    }

    /// `ŷ`, from the outputs of a network.
    pub fn answer(self, output: &Array1<f64>) -> Array1<f64> {
        if self == Self::SoftmaxCrossEntropy { softmax(output) } else { output.clone() }
    }

    /// `E` of the outputs of a network.
    pub fn value(self, target: &ArrayRef1<f64>, output: &ArrayRef1<f64>) -> f64 {
        let squares = || (target - output).mapv(|error| error * error).sum();
        // 0·ln 0 is 0, the limit of p·ln p.
        let part = |p: f64, q: f64| if p == 0.0 { 0.0 } else { p * q.ln() };
        match self {
            Self::HalfSquared => 0.5 * squares(),
            Self::Squared => squares(),
            Self::MeanSquared => squares() / target.len() as f64,
            Self::CrossEntropy => {
                let terms = target.iter().zip(output);
                -terms.map(|(y, a)| part(*y, *a) + part(1.0 - y, 1.0 - a)).sum::<f64>()
            }
            Self::OutputGradient => (target * output).sum(),
            Self::SoftmaxCrossEntropy => {
                -target.iter().zip(&softmax(output)).map(|(y, a)| part(*y, *a)).sum::<f64>()
            }
        }
    }

    /// `δᵒ = −∂E/∂z` of every output, from its error `y − ŷ` and its slope `f′(z)`. With
    /// cross-entropy the slope cancels, and so does the Jacobian of softmax where targets sum to 1.
    pub fn error_terms(self, error: &Array1<f64>, slopes: &Array1<f64>) -> Array1<f64> {
        match self {
            Self::HalfSquared | Self::OutputGradient => error * slopes,
            Self::Squared => 2.0 * error * slopes,
            Self::MeanSquared => 2.0 / error.len() as f64 * error * slopes,
            Self::CrossEntropy | Self::SoftmaxCrossEntropy => error.clone(),
        }
    }

    /// Whether outputs of this function can have it.
    pub fn suits(self, activation: Activation) -> bool {
        match self {
            Self::HalfSquared | Self::Squared | Self::MeanSquared | Self::OutputGradient => true,
            Self::CrossEntropy => activation == Activation::Sigmoid,
            Self::SoftmaxCrossEntropy => activation == Activation::Linear,
        }
    }

    /// Whether the slope at the outputs cancels, so that `δᵒ = y − ŷ`.
    pub fn cancels(self) -> bool {
        matches!(self, Self::CrossEntropy | Self::SoftmaxCrossEntropy)
    }

    /// Whether a target can have it.
    pub fn takes(self, target: f64) -> bool {
        !self.cancels() || (0.0..=1.0).contains(&target)
    }
}
