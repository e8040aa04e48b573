//! The backward pass, and the slow way to the same numbers: finite differences.
//!
//! Convention throughout: `δ = −∂E/∂h`, with `E = ½ Σ (y − ŷ)²` so `δᵒ = (y − ŷ)·f′(z)`;
//! `w ← w + η·δ·x`, so `∂E/∂w = −δ·x`.

use ndarray::{Array1, ArrayRef1};

use super::{Forward, Loss, Network};

/// The values of one backward pass. `slopes[l]` and `error_terms[l]` have one value a unit of layer
/// `l`.
#[derive(Clone, Debug, PartialEq)]
pub struct Backward {
    /// [`Loss::error`], one value an output.
    pub error: Array1<f64>,
    /// `f′` at every pre-activation.
    pub slopes: Vec<Array1<f64>>,
    /// `δʰ` of every hidden layer, then `δᵒ`.
    pub error_terms: Vec<Array1<f64>>,
}

/// Sends the error of one record back down: `δᵒ` from the loss, then in every layer
/// `δⱼ = Σₖ wⱼₖ δₖ · f′(hⱼ)` (Rumelhart, Hinton & Williams 1986, with the sign of `δ` turned).
///
/// # Panics
/// When `target` has another length than the network has outputs.
pub fn backward(
    network: &Network,
    forward: &Forward,
    target: &ArrayRef1<f64>,
    loss: Loss,
) -> Backward {
    let layers = network.layers();
    let slopes: Vec<Array1<f64>> = layers
        .iter()
        .zip(forward.pre_activations.iter().zip(&forward.activations))
        .map(|(layer, (h, a))| {
            Array1::from_shape_fn(h.len(), |unit| layer.activation.slope_from(h[unit], a[unit]))
        })
        .collect();
    let error = loss.error(target, forward.output());
    let mut error_terms = vec![loss.error_terms(&error, &slopes[layers.len() - 1])];
    for index in (1..layers.len()).rev() {
        let above = &error_terms[error_terms.len() - 1];
        error_terms.push(layers[index].weights.dot(above) * &slopes[index - 1]);
    }
    error_terms.reverse();
    Backward { error, slopes, error_terms }
}

/// One parameter of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// `weights[[from, unit]]` of a layer (all from 0).
    Weight {
        /// Which layer.
        layer: usize,
        /// The unit below.
        from: usize,
        /// The unit of the layer.
        unit: usize,
    },
    /// The bias of a unit; that of a layer without biases is 0. It is added to the pre-activation,
    /// so `∂E/∂b = ∂E/∂h = −δ`.
    Bias {
        /// Which layer.
        layer: usize,
        /// The unit of the layer.
        unit: usize,
    },
}

/// The loss on both sides of one parameter, and the slope between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CentralDifference {
    /// `E(w + ε)`
    pub above: f64,
    /// `E(w − ε)`
    pub below: f64,
    /// `(E(w + ε) − E(w − ε)) / 2ε ≈ ∂E/∂w`
    pub slope: f64,
}

impl CentralDifference {
    /// That of a loss which is known for every shift.
    pub fn of(loss_at: impl Fn(f64) -> f64, epsilon: f64) -> Self {
        let (above, below) = (loss_at(epsilon), loss_at(-epsilon));
        Self { above, below, slope: (above - below) / (2.0 * epsilon) }
    }
}

/// `∂E/∂w` for one record by central differences: two forward passes and no backpropagation, so it
/// can't share its mistakes.
///
/// # Panics
/// When the parameter is not in the network, or a length does not fit.
pub fn central_difference(
    network: &Network,
    input: &ArrayRef1<f64>,
    (target, loss): (&ArrayRef1<f64>, Loss),
    parameter: Parameter,
    epsilon: f64,
) -> CentralDifference {
    let loss_at = |shift: f64| {
        let mut moved = network.clone();
        match parameter {
            Parameter::Weight { layer, from, unit } => {
                moved.layers_mut()[layer].weights[[from, unit]] += shift;
            }
            Parameter::Bias { layer, unit } => {
                let layer = &mut moved.layers_mut()[layer];
                let units = layer.units();
                layer.biases.get_or_insert_with(|| Array1::zeros(units))[unit] += shift;
            }
        }
        loss.value(target, moved.forward(input).output())
    };
    CentralDifference::of(loss_at, epsilon)
}
