//! The vanishing gradient: how much of the error reaches each layer of a deep network, and what
//! weights and slopes do to it on the way.
//!
//! From the layer above, `δ` goes back over the weights, `Σₖ wⱼₖ δₖ`, and is then multiplied by the
//! slope, `· f′(hⱼ)`. Means of sizes over the units of a layer split the same way, so every layer
//! contributes a factor of two parts:
//!
//! ```text
//! mean |δ|            mean |Σ w δ|         mean |δ|
//! ───────────────  =  ───────────────  ·  ────────────
//! mean |δ above|      mean |δ above|      mean |Σ w δ|
//!     ratio             weight factor      slope factor
//! ```
//!
//! The slope factor is a mean of slopes, so it is never above the largest slope there is: 0.25 for
//! the sigmoid. The weight factor has no bound.

use std::ops::RangeInclusive;

use ndarray::{Array1, ArrayRef1};

use super::Example;
use crate::nn::gradient::backward;
use crate::nn::random::NumpyRandom;
use crate::nn::{Activation, Layer, Loss, Network, NetworkError};

/// A network whose layers are all alike: as many units everywhere, inputs and outputs included, and
/// no biases.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chain {
    /// How many layers of weights, the one into the outputs included.
    pub depth: usize,
    /// How many units in each layer, and how many inputs.
    pub width: usize,
    /// The function of all units.
    pub activation: Activation,
    /// What E is: one of [`Chain::LOSSES`] that suits the function.
    pub loss: Loss,
    /// The weights are normal with standard deviation `weight_scale / √width`.
    pub weight_scale: f64,
    /// Where the random numbers start.
    pub seed: u32,
}

impl Default for Chain {
    fn default() -> Self {
        Self {
            depth: 8,
            width: 3,
            activation: Activation::Sigmoid,
            loss: Loss::HalfSquared,
            weight_scale: 1.0,
            seed: 21,
        }
    }
}

impl Chain {
    /// The depths that can be asked for.
    pub const DEPTHS: RangeInclusive<usize> = 1..=12;
    /// The widths that can be asked for.
    pub const WIDTHS: RangeInclusive<usize> = 1..=50;
    /// The largest weight scale that can be asked for.
    pub const MAX_WEIGHT_SCALE: f64 = 100.0;
    /// The losses that can be asked for.
    pub const LOSSES: [Loss; 2] = [Loss::HalfSquared, Loss::CrossEntropy];

    /// The same weights and the same record with another function, and with half the square where
    /// that does not suit the loss.
    pub fn with(self, activation: Activation) -> Self {
        let loss = if self.loss.suits(activation) { self.loss } else { Loss::default() };
        Self { activation, loss, ..self }
    }

    /// The same with the other loss; `None` where the outputs are no sigmoids.
    pub fn with_other_loss(self) -> Option<Self> {
        let is_other = |loss: &Loss| *loss != self.loss && loss.suits(self.activation);
        let loss = Self::LOSSES.into_iter().find(is_other)?;
        Some(Self { loss, ..self })
    }

    /// What is shown beside it: with cross-entropy, half the square, and tanh; else the first two
    /// other functions of sigmoid, tanh and `ReLU`.
    pub fn beside(self) -> [Self; 2] {
        let other = self.with_other_loss().filter(|_| self.loss.cancels());
        match (self.activation, other) {
            (_, Some(other)) => [other, self.with(Activation::Tanh)],
            (Activation::Sigmoid, None) => {
                [Activation::Tanh, Activation::Relu].map(|f| self.with(f))
            }
            (Activation::Tanh, None) => {
                [Activation::Sigmoid, Activation::Relu].map(|f| self.with(f))
            }
            _ => [Activation::Sigmoid, Activation::Tanh].map(|f| self.with(f)),
        }
    }

    /// What sets `other`, this or one beside it, apart: its loss, or else its function.
    pub fn name_of(self, other: Self) -> &'static str {
        let is_loss = self.loss.cancels() || other.loss.cancels();
        if is_loss && self.activation == other.activation {
            other.loss.name()
        } else {
            other.activation.name()
        }
    }

    /// The network with a record: after `np.random.seed(seed)`, the inputs are
    /// `np.random.normal(size=width)`, then each layer, the one next to the inputs first, is
    /// `np.random.normal(scale=weight_scale / width ** .5, size=(width, width))`. All targets are
    /// 1.
    ///
    /// # Errors
    /// When depth or width is 0.
    #[expect(clippy::missing_panics_doc, reason = "the record fits, as all layers are alike")]
    pub fn example(&self) -> Result<Example, NetworkError> {
        let mut random = NumpyRandom::new(self.seed);
        let input = random.normal_vector(1.0, self.width);
        let scale = self.weight_scale / (self.width as f64).sqrt();
        let layer = |_| Layer {
            weights: random.normal_matrix(scale, self.width, self.width),
            biases: None,
            shares_bias: false,
            activation: self.activation,
        };
        let network = Network::new((0..self.depth).map(layer).collect())?;
        let target = Array1::ones(self.width);
        let example = Example::new(network, input, target, 0.5).expect("all layers are alike");
        Ok(Example { loss: self.loss, ..example })
    }
}

/// What becomes of the error on its way down.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorFlow {
    /// Mean `|y − ŷ|` over the outputs.
    pub error: f64,
    /// The layers, the one next to the inputs first.
    pub layers: Vec<LayerFlow>,
    /// Whether the slope at the output cancels.
    pub cancels: bool,
}

/// What one layer does to the error.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerFlow {
    /// Mean `|δ|` over the units.
    pub error_term: f64,
    /// Mean `|Σₖ wⱼₖ δₖ|` in relation to the mean `|δₖ|` above; at the output, where the error
    /// itself arrives, 1. `None` when nothing comes from above.
    pub weight_factor: Option<f64>,
    /// Mean `|δ|` in relation to what arrived over the weights: a mean of the units' slopes. `None`
    /// when nothing arrives.
    pub slope_factor: Option<f64>,
    /// `h` of each unit (at the output, `z`).
    pub pre_activations: Vec<f64>,
}

impl LayerFlow {
    /// Mean `|δ|` in relation to the layer above (at the output, to the error). `None` when nothing
    /// comes from above.
    pub fn ratio(&self) -> Option<f64> {
        match self.weight_factor? {
            0.0 => Some(0.0),
            weights => Some(weights * self.slope_factor?),
        }
    }
}

impl ErrorFlow {
    /// Sends one record up and its error back down.
    pub fn new(example: &Example) -> Self {
        let network = &example.network;
        let forward = network.forward(&example.input);
        let backward = backward(network, &forward, &example.target, example.loss);
        let last = example.last_layer();
        let layers = (0..=last).map(|index| {
            let error_term = mean_size(&backward.error_terms[index]);
            let (above, arrives) = match network.layers().get(index + 1) {
                None => (mean_size(&backward.error), mean_size(&backward.error)),
                Some(layer) => {
                    let above = &backward.error_terms[index + 1];
                    (mean_size(above), mean_size(&layer.weights.dot(above)))
                }
            };
            LayerFlow {
                error_term,
                weight_factor: factor(arrives, above),
                slope_factor: factor(error_term, arrives),
                pre_activations: forward.pre_activations[index].to_vec(),
            }
        });
        let cancels = example.loss.cancels();
        Self { layers: layers.collect(), error: mean_size(&backward.error), cancels }
    }

    /// The share of the error that the slopes alone have left at a layer (from 0): the product of
    /// all slope factors down to it. `None` when nothing arrives there.
    pub fn left_by_slopes(&self, layer: usize) -> Option<f64> {
        self.layers[layer..].iter().map(|layer| layer.slope_factor).product()
    }

    /// The share of the error that slopes and weights together have left at a layer (from 0).
    /// `None` when there was no error.
    pub fn left(&self, layer: usize) -> Option<f64> {
        factor(self.layers[layer].error_term, self.error)
    }

    /// The layer (from 0) whose units all stand where their function is flat, so that nothing gets
    /// through; the uppermost one.
    pub fn dead_layer(&self) -> Option<usize> {
        self.layers.iter().rposition(|layer| layer.slope_factor == Some(0.0))
    }

    /// How many layers the error has reached at a layer (from 0), that one included.
    pub fn reached_at(&self, layer: usize) -> usize {
        self.layers.len() - layer
    }

    /// How many slopes the error has gone through down to a layer (from 0), that one included.
    pub fn slopes_down_to(&self, layer: usize) -> usize {
        self.reached_at(layer) - usize::from(self.cancels)
    }
}

/// The largest share of an error that `slopes` slopes can leave: `largest slope ^ slopes`. With the
/// sigmoid 0.25, 0.0625, …: the lesson's “at least 75 %” and “at least 93.75 %” are what is missing
/// to 1.
pub fn most_left_by_slopes(activation: Activation, slopes: usize) -> f64 {
    std::iter::repeat_n(activation.largest_slope(), slopes).product()
}

fn mean_size(values: &ArrayRef1<f64>) -> f64 {
    values.iter().map(|value| value.abs()).sum::<f64>() / values.len() as f64
}

fn factor(after: f64, before: f64) -> Option<f64> {
    (before != 0.0).then(|| after / before)
}
