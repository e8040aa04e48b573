//! The accumulators of batch gradient descent, and the update that they lead to.

use ndarray::{Array1, Array2};
use pulp::NullaryFnOnce;

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
pub fn zeros(network: &Network) -> Vec<LayerSums> {
    network.layers().iter().map(LayerSums::zeros).collect()
}

/// `to ← to + more`, for every weight and bias.
pub fn add(to: &mut [LayerSums], more: &[LayerSums]) {
    for (to, more) in to.iter_mut().zip(more) {
        to.weights += &more.weights;
        if let (Some(to), Some(more)) = (&mut to.biases, &more.biases) {
            *to += more;
        }
    }
}

/// `w ← w + η·ΔW/m` for every weight, with `ΔW` the sums over all records (and the same for
/// biases), in the order in which NumPy evaluates `w += learnrate * del_w / n_records`.
pub(super) struct Update<'a> {
    /// Its arrays, as those of `sums`, are in standard layout.
    pub(super) network: &'a mut Network,
    pub(super) sums: &'a [LayerSums],
    /// η
    pub(super) learning_rate: f64,
    /// m
    pub(super) records: usize,
}

impl NullaryFnOnce for Update<'_> {
    /// Whether all weights and biases are finite afterwards.
    type Output = bool;

    #[inline(always)]
    fn call(self) -> bool {
        let (rate, m) = (self.learning_rate, self.records as f64);
        let mut all_finite = true;
        for (layer, sums) in self.network.layers_mut().iter_mut().zip(self.sums) {
            all_finite &= step(layer.weights.as_slice_mut(), sums.weights.as_slice(), rate, m);
            if let (Some(biases), Some(sums)) = (&mut layer.biases, &sums.biases) {
                all_finite &= step(biases.as_slice_mut(), sums.as_slice(), rate, m);
            }
        }
        all_finite
    }
}

#[inline(always)]
fn step(weights: Option<&mut [f64]>, sums: Option<&[f64]>, rate: f64, m: f64) -> bool {
    let standard = "a trainer's arrays are in standard layout";
    let (weights, sums) = (weights.expect(standard), sums.expect(standard));
    let mut all_finite = true;
    for (weight, sum) in weights.iter_mut().zip(sums) {
        *weight += rate * sum / m;
        all_finite &= weight.is_finite();
    }
    all_finite
}
