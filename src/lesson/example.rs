//! One record, the network it goes through, and the learning rate: all that is given before the
//! first step.

use std::sync::Arc;

use ndarray::Array1;

use super::{Cell, Quantity};
use crate::nn::gradient::backward;
use crate::nn::training::LayerSums;
use crate::nn::{Loss, Network};

/// What a record leads to.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Purpose {
    /// An update of its own, and a second forward pass.
    #[default]
    Alone,
    /// An update together with the other records of its batch.
    Batch {
        /// m, how many records there are with this one.
        records: usize,
        /// What the others add to the sums.
        others: Arc<[LayerSums]>,
    },
    /// No update: it only tests the network.
    Test,
}

/// All numbers that a lesson starts from.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The network before the update.
    pub network: Network,
    /// x, one value an input of the network.
    pub input: Array1<f64>,
    /// y, one value an output.
    pub target: Array1<f64>,
    /// η
    pub learning_rate: f64,
    /// What comes of it.
    pub purpose: Purpose,
    /// What E is.
    pub loss: Loss,
    /// Whether the update changes the biases too.
    pub biases_learn: bool,
}

impl Example {
    /// Puts a record and a network together; `None` where the record has more or fewer inputs or
    /// targets than the network takes and gives.
    pub fn new(
        network: Network,
        input: Array1<f64>,
        target: Array1<f64>,
        learning_rate: f64,
    ) -> Option<Self> {
        let fits = (input.len(), target.len()) == (network.inputs(), network.outputs());
        let (purpose, loss) = (Purpose::default(), Loss::default());
        fits.then_some(Self {
            network,
            input,
            target,
            learning_rate,
            purpose,
            loss,
            biases_learn: true,
        })
    }

    /// The index of the output layer.
    pub fn last_layer(&self) -> usize {
        self.network.layers().len() - 1
    }

    /// Every cell of a quantity in a layer, row by row for what belongs to edges; none of a bias
    /// where the layer has none. Inputs, targets and what there is once are in any layer.
    pub fn cells(&self, quantity: Quantity, layer: usize) -> impl Iterator<Item = Cell> + use<> {
        let own = &self.network.layers()[layer];
        let (below, units) = match quantity {
            Quantity::Input => (1, self.input.len()),
            Quantity::Target => (1, self.target.len()),
            _ if quantity.is_single() => (1, 1),
            _ if quantity.is_of_edge() => (own.below(), own.units()),
            _ if quantity.is_of_bias() && own.biases.is_none() => (0, 0),
            _ if quantity.is_of_bias() && quantity != Quantity::Bias && !self.biases_learn => {
                (0, 0)
            }
            _ => (1, own.units()),
        };
        let row = move |from| (0..units).map(move |unit| Cell { quantity, layer, unit, from });
        (0..below).flat_map(row)
    }

    /// Every cell that comes into a layer from below: the inputs, or the activations there.
    pub fn cells_into(&self, layer: usize) -> impl Iterator<Item = Cell> + use<> {
        match layer.checked_sub(1) {
            None => self.cells(Quantity::Input, 0),
            Some(below) => self.cells(Quantity::Activation, below),
        }
    }

    /// The value of a given cell; `None` for one that has to be computed or does not exist.
    pub fn given(&self, cell: Cell) -> Option<f64> {
        let layer = || self.network.layers().get(cell.layer);
        let batch = || match &self.purpose {
            Purpose::Batch { records, others } => Some((*records, others.get(cell.layer)?)),
            Purpose::Alone | Purpose::Test => None,
        };
        match cell.quantity {
            Quantity::Input => self.input.get(cell.unit).copied(),
            Quantity::Target => self.target.get(cell.unit).copied(),
            Quantity::LearningRate => Some(self.learning_rate),
            Quantity::Weight => layer()?.weights.get([cell.from, cell.unit]).copied(),
            Quantity::Bias => layer()?.biases.as_ref()?.get(cell.unit).copied(),
            Quantity::WeightRest => batch()?.1.weights.get([cell.from, cell.unit]).copied(),
            Quantity::BiasRest => batch()?.1.biases.as_ref()?.get(cell.unit).copied(),
            Quantity::Records => Some(batch()?.0 as f64),
            _ => None,
        }
    }

    /// E with these numbers: a forward pass.
    pub fn loss_value(&self) -> f64 {
        self.loss.value(&self.target, self.network.forward(&self.input).output())
    }

    /// The example after the update that it leads to when it is alone: `w + η·δ·x`, `b + η·δ`.
    #[must_use]
    pub fn updated(&self) -> Self {
        let mut updated = self.clone();
        let forward = self.network.forward(&self.input);
        let backward = backward(&self.network, &forward, &self.target, self.loss);
        for (index, layer) in updated.network.layers_mut().iter_mut().enumerate() {
            let below =
                index.checked_sub(1).map_or(&self.input, |below| &forward.activations[below]);
            let steps = backward.error_terms[index].mapv(|delta| self.learning_rate * delta);
            for (mut row, value) in layer.weights.rows_mut().into_iter().zip(below) {
                row.zip_mut_with(&steps, |weight, step| *weight += step * value);
            }
            if let Some(biases) = layer.biases.as_mut().filter(|_| self.biases_learn) {
                *biases += &steps;
            }
        }
        updated
    }

    /// Changes a given number. Anything else is left as it is.
    pub fn set(&mut self, cell: Cell, value: f64) {
        let place = match cell.quantity {
            Quantity::Input => self.input.get_mut(cell.unit),
            Quantity::Target => self.target.get_mut(cell.unit),
            Quantity::LearningRate => Some(&mut self.learning_rate),
            Quantity::Weight => self
                .network
                .layers_mut()
                .get_mut(cell.layer)
                .and_then(|layer| layer.weights.get_mut([cell.from, cell.unit])),
            Quantity::Bias => self
                .network
                .layers_mut()
                .get_mut(cell.layer)
                .and_then(|layer| layer.biases.as_mut()?.get_mut(cell.unit)),
            _ => None,
        };
        if let Some(place) = place {
            *place = value;
        }
    }
}
