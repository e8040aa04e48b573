//! Layers of weights and the forward pass through them.

use ndarray::{Array1, Array2, ArrayRef1};

use super::Activation;
use crate::message::messages;

/// The weights into one layer of units, and what those units do.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// `weights[[i, j]]` leads from unit `i` of the layer below to unit `j` of this one,
    /// so the pre-activations are `x.dot(&weights)`, as NumPy writes it. Shape: below × units.
    pub weights: Array2<f64>,
    /// One bias a unit, or none at all (the lesson's networks have none). Length: units.
    pub biases: Option<Array1<f64>>,
    /// Whether these are one and the same bias, which learns as one number.
    pub shares_bias: bool,
    /// The function of every unit of this layer.
    pub activation: Activation,
}

impl Layer {
    /// How many values come in from the layer below.
    pub fn below(&self) -> usize {
        self.weights.nrows()
    }

    /// How many units this layer has.
    pub fn units(&self) -> usize {
        self.weights.ncols()
    }
}

/// A fully connected network: one or more layers whose shapes fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    layers: Vec<Layer>,
}

messages!("network"
    /// Why a list of layers is no network. Layers count from 1.
    #[derive(Eq)]
    pub enum NetworkError {
        /// There is no layer.
        NoLayers,
        /// A layer has no unit, or takes no input.
        Empty {
            /// Which layer.
            layer: usize,
        },
        /// A layer takes another number of values than the layer below gives.
        Mismatch {
            /// Which layer.
            layer: usize,
            /// How many rows its weights have.
            rows: usize,
            /// How many the layer below calls for.
            expected: usize,
        },
        /// A layer has another number of biases than units.
        Biases {
            /// Which layer.
            layer: usize,
            /// How many biases it has.
            biases: usize,
            /// How many units it has.
            units: usize,
        },
    }
);

/// The values of one forward pass, layer by layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Forward {
    /// `h` of every hidden layer, then `z`. `pre_activations[l]` has one value a unit of layer `l`.
    pub pre_activations: Vec<Array1<f64>>,
    /// `a` of every hidden layer, then `ŷ`, in the same shape.
    pub activations: Vec<Array1<f64>>,
}

impl Forward {
    /// `ŷ`, the activations of the last layer.
    pub fn output(&self) -> &Array1<f64> {
        &self.activations[self.activations.len() - 1]
    }
}

impl Network {
    /// Checks that the shapes fit, so that nothing later can fail on them.
    ///
    /// # Errors
    /// When there is no layer, a layer is empty, or a shape does not fit the layer below or its
    /// biases.
    pub fn new(layers: Vec<Layer>) -> Result<Self, NetworkError> {
        let mut expected = layers.first().ok_or(NetworkError::NoLayers)?.below();
        for (number, layer) in (1..).zip(&layers) {
            let (rows, units) = layer.weights.dim();
            if layer.weights.is_empty() {
                return Err(NetworkError::Empty { layer: number });
            }
            if rows != expected {
                return Err(NetworkError::Mismatch { layer: number, rows, expected });
            }
            if let Some(biases) = layer.biases.as_ref().map(Array1::len).filter(|&n| n != units) {
                return Err(NetworkError::Biases { layer: number, biases, units });
            }
            expected = units;
        }
        Ok(Self { layers })
    }

    /// The layers, the one next to the inputs first. Never empty.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The layers for changing numbers in them. Shapes must stay as they are.
    pub fn layers_mut(&mut self) -> &mut [Layer] {
        &mut self.layers
    }

    /// How many inputs the network takes.
    pub fn inputs(&self) -> usize {
        self.layers[0].below()
    }

    /// How many outputs it gives.
    pub fn outputs(&self) -> usize {
        self.layers[self.layers.len() - 1].units()
    }

    /// Its shape as people write it: `3-2-1`.
    pub fn shape(&self) -> String {
        std::iter::once(self.inputs())
            .chain(self.layers.iter().map(Layer::units))
            .map(|units| units.to_string())
            .collect::<Vec<_>>()
            .join("-")
    }

    /// Sends `input` (length: [`Network::inputs`]) up through all layers.
    ///
    /// # Panics
    /// When the input has another length.
    pub fn forward(&self, input: &ArrayRef1<f64>) -> Forward {
        self.forward_from(0, input)
    }

    /// Sends many inputs up at once, one a row; gives the outputs, one a row.
    ///
    /// # Panics
    /// When the inputs have another length than [`Network::inputs`].
    pub fn forward_all(&self, inputs: Array2<f64>) -> Array2<f64> {
        self.layers.iter().fold(inputs, |below, layer| {
            let mut values = below.dot(&layer.weights);
            if let Some(biases) = &layer.biases {
                values += biases;
            }
            values.mapv_inplace(|value| layer.activation.value(value));
            values
        })
    }

    /// Sends what comes into a layer up through it and the layers above it alone.
    ///
    /// # Panics
    /// When it has another length than comes into that layer.
    pub fn forward_from(&self, layer: usize, input: &ArrayRef1<f64>) -> Forward {
        let mut forward = Forward {
            pre_activations: Vec::with_capacity(self.layers.len()),
            activations: Vec::with_capacity(self.layers.len()),
        };
        for layer in &self.layers[layer..] {
            let from_below = forward.activations.last().map_or(input, |below| &**below);
            let mut pre_activation = from_below.dot(&layer.weights);
            if let Some(biases) = &layer.biases {
                pre_activation += biases;
            }
            let activation = pre_activation.mapv(|x| layer.activation.value(x));
            forward.pre_activations.push(pre_activation);
            forward.activations.push(activation);
        }
        forward
    }
}
