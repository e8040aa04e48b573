//! The accumulators of batch gradient descent, and the update that they lead to.

use ndarray::{Array1, Array2, Zip};

use super::super::{Layer, Network};

/// The sums of one layer over the records so far.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerSums {
    /// `Σ δ·x` for every weight, in the shape of the weights: below × units.
    pub weights: Array2<f64>,
    /// `Σ δ` for every bias, where the layer has biases. Length: units.
    pub biases: Option<Array1<f64>>,
}

impl LayerSums {
    fn zeros(layer: &Layer) -> Self {
        Self {
            weights: Array2::zeros(layer.weights.raw_dim()),
            biases: layer.biases.as_ref().map(|b| Array1::zeros(b.len())),
        }
    }
}

/// Sums of zero for every layer.
pub(super) fn zeros(network: &Network) -> Vec<LayerSums> {
    network.layers().iter().map(LayerSums::zeros).collect()
}

/// Sets all sums to zero.
pub(super) fn clear(sums: &mut [LayerSums]) {
    for layer in sums {
        layer.weights.fill(0.0);
        if let Some(biases) = &mut layer.biases {
            biases.fill(0.0);
        }
    }
}

/// `to ← to + more`, for every weight and bias.
pub(super) fn add(to: &mut [LayerSums], more: &[LayerSums]) {
    for (to, more) in to.iter_mut().zip(more) {
        to.weights += &more.weights;
        if let (Some(to), Some(more)) = (&mut to.biases, &more.biases) {
            *to += more;
        }
    }
}

/// `w ← w + η·ΔW/m` for every weight, with `ΔW` the sums over all `records` (and the same for biases),
/// in the order in which NumPy evaluates `w += learnrate * del_w / n_records`.
pub(super) fn update(
    network: &mut Network,
    sums: &[LayerSums],
    learning_rate: f64,
    records: usize,
) {
    #[expect(clippy::cast_precision_loss, reason = "no machine holds 2⁵³ records")]
    let m = records as f64;
    for (layer, sums) in network.layers_mut().iter_mut().zip(sums) {
        Zip::from(&mut layer.weights)
            .and(&sums.weights)
            .for_each(|w, &sum| *w += learning_rate * sum / m);
        if let (Some(biases), Some(sums)) = (&mut layer.biases, &sums.biases) {
            Zip::from(biases)
                .and(sums)
                .for_each(|b, &sum| *b += learning_rate * sum / m);
        }
    }
}
