//! One record, the network it goes through, and the learning rate: all that is given before the
//! first step.

use std::sync::Arc;

use ndarray::Array1;

use super::records::{Record, Records};
use super::{Cell, Quantity};
use crate::nn::gradient::backward;
use crate::nn::training::{LayerSums, zeros};
use crate::nn::{Loss, Network};

/// What a record leads to.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Purpose {
    /// An update of its own, and a second forward pass.
    #[default]
    Alone,
    /// A share of an update that several records make together.
    Batch(Batch),
    /// No update: it only tests the network.
    Test,
    /// No update, as no learning rate is given: it ends with the gradients.
    Gradients,
}

/// The records that make an update together.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// m, how many records there are with this one.
    pub records: usize,
    /// What the others add to the sums, or those of them that came before.
    pub others: Arc<[LayerSums]>,
    /// Whether the step is by the mean of the records, rather than by their sum.
    pub is_mean: bool,
    /// Whether nothing is missing from the sums, so that the update follows.
    pub is_complete: bool,
}

/// All numbers that a lesson starts from.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The network before the update.
    pub network: Network,
    /// x, one value an input of the network.
    pub input: Array1<f64>,
    /// y, one value an output; with [`Loss::OutputGradient`] g.
    pub target: Array1<f64>,
    /// η
    pub learning_rate: f64,
    /// What comes of it.
    pub purpose: Purpose,
    /// What E is.
    pub loss: Loss,
    /// Whether the update changes the biases too.
    pub biases_learn: bool,
    /// Whether the gradients of the inputs are computed, too.
    pub input_gradients: bool,
    /// The records of the lesson, where it has several; this is one of them.
    pub records: Option<Records>,
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
            input_gradients: false,
            records: None,
        })
    }

    /// Whether it is said what the outputs should be, rather than how E answers to them.
    pub fn has_target(&self) -> bool {
        self.loss != Loss::OutputGradient
    }

    /// Whether the outputs are shares of one another.
    pub fn has_softmax(&self) -> bool {
        self.loss == Loss::SoftmaxCrossEntropy
    }

    /// Whether the outputs of this layer are those shares.
    pub fn is_softmax(&self, layer: usize) -> bool {
        self.has_softmax() && layer == self.last_layer()
    }

    /// What the units of a layer do, by the name that it has in files.
    pub fn function(&self, layer: usize) -> &'static str {
        match self.network.layers()[layer].activation {
            _ if self.is_softmax(layer) => "softmax",
            activation => activation.name(),
        }
    }

    /// The bias that goes into the sum of a unit; `None` where its layer has none.
    pub fn bias(&self, layer: usize, unit: usize) -> Option<Cell> {
        let own = &self.network.layers()[layer];
        let unit = if own.shares_bias { 0 } else { unit };
        own.biases.as_ref().map(|_| Cell::of_unit(Quantity::Bias, layer, unit))
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
            _ if !self.has(quantity, layer) => (0, 0),
            Quantity::Input | Quantity::InputGradient => (1, self.input.len()),
            Quantity::Target | Quantity::OutputGradient => (1, self.target.len()),
            Quantity::Jacobian => (own.units(), own.units()),
            _ if quantity.is_single() => (1, 1),
            _ if quantity.is_of_edge() => (own.below(), own.units()),
            _ if quantity.is_of_bias() && own.shares_bias => (1, 1),
            _ => (1, own.units()),
        };
        let row = move |from| (0..units).map(move |unit| Cell { quantity, layer, unit, from });
        (0..below).flat_map(row)
    }

    /// Whether there are such numbers in a layer.
    fn has(&self, quantity: Quantity, layer: usize) -> bool {
        match quantity {
            Quantity::Target | Quantity::Error => self.has_target(),
            Quantity::OutputGradient => !self.has_target(),
            Quantity::LearningRate => self.purpose != Purpose::Gradients,
            Quantity::InputGradient => self.input_gradients,
            Quantity::Slope => !self.is_softmax(layer),
            Quantity::Jacobian => self.is_softmax(layer),
            _ if !quantity.is_of_bias() => true,
            _ => {
                let learns = self.biases_learn || quantity == Quantity::Bias;
                learns && self.network.layers()[layer].biases.is_some()
            }
        }
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
            Purpose::Batch(batch) => Some((batch.records, batch.others.get(cell.layer)?)),
            Purpose::Alone | Purpose::Test | Purpose::Gradients => None,
        };
        match cell.quantity {
            Quantity::Input => self.input.get(cell.unit).copied(),
            Quantity::Target | Quantity::OutputGradient => self.target.get(cell.unit).copied(),
            Quantity::LearningRate => Some(self.learning_rate),
            Quantity::Weight => layer()?.weights.get([cell.from, cell.unit]).copied(),
            Quantity::Bias => layer()?.biases.as_ref()?.get(cell.unit).copied(),
            Quantity::WeightRest => batch()?.1.weights.get([cell.from, cell.unit]).copied(),
            Quantity::BiasRest if layer()?.shares_bias => Some(batch()?.1.biases.as_ref()?.sum()),
            Quantity::BiasRest => batch()?.1.biases.as_ref()?.get(cell.unit).copied(),
            Quantity::Records => Some(batch()?.0 as f64),
            _ => None,
        }
    }

    /// E with these numbers: a forward pass.
    pub fn loss_value(&self) -> f64 {
        self.loss.value(&self.target, self.network.forward(&self.input).output())
    }

    /// What it adds to the sums of a batch: `δ·x` for every weight, `δ` for every bias.
    pub fn shares(&self) -> Vec<LayerSums> {
        let forward = self.network.forward(&self.input);
        let terms = backward(&self.network, &forward, &self.target, self.loss).error_terms;
        let mut shares = zeros(&self.network);
        for (layer, share) in shares.iter_mut().enumerate() {
            let below = if layer == 0 { &self.input } else { &forward.activations[layer - 1] };
            for ((from, unit), weight) in share.weights.indexed_iter_mut() {
                *weight = terms[layer][unit] * below[from];
            }
            share.biases = share.biases.as_ref().map(|_| terms[layer].clone());
        }
        shares
    }

    /// The update of a batch: `w + η·S/m`, or without the m where it is by the sum.
    pub(super) fn update_by(&mut self, sums: &[LayerSums], batch: &Batch) {
        let (rate, learns) = (self.learning_rate, self.biases_learn);
        let m = if batch.is_mean { batch.records as f64 } else { 1.0 };
        for (layer, sums) in self.network.layers_mut().iter_mut().zip(sums) {
            layer.weights.zip_mut_with(&sums.weights, |weight, sum| *weight += rate * sum / m);
            match (&mut layer.biases, &sums.biases) {
                (Some(biases), Some(sums)) if learns && layer.shares_bias => {
                    *biases += rate * sums.sum() / m;
                }
                (Some(biases), Some(sums)) if learns => {
                    biases.zip_mut_with(sums, |bias, sum| *bias += rate * sum / m);
                }
                _ => {}
            }
        }
    }

    /// The update by one record alone: `w + η·δ·x`, `b + η·δ`.
    pub(super) fn update_alone(&mut self) {
        let forward = self.network.forward(&self.input);
        let backward = backward(&self.network, &forward, &self.target, self.loss);
        let (input, rate, learns) = (self.input.clone(), self.learning_rate, self.biases_learn);
        for (index, layer) in self.network.layers_mut().iter_mut().enumerate() {
            let below = index.checked_sub(1).map_or(&input, |below| &forward.activations[below]);
            let steps = backward.error_terms[index].mapv(|delta| rate * delta);
            for (mut row, value) in layer.weights.rows_mut().into_iter().zip(below) {
                row.zip_mut_with(&steps, |weight, step| *weight += step * value);
            }
            match layer.biases.as_mut().filter(|_| learns) {
                Some(biases) if layer.shares_bias => *biases += steps.sum(),
                Some(biases) => *biases += &steps,
                None => {}
            }
        }
    }

    /// Changes a given number. Anything else is left as it is.
    pub fn set(&mut self, cell: Cell, value: f64) {
        let place = match cell.quantity {
            Quantity::Input => self.input.get_mut(cell.unit),
            Quantity::Target if self.has_softmax() => return self.set_share(cell.unit, value),
            Quantity::Target | Quantity::OutputGradient => self.target.get_mut(cell.unit),
            Quantity::LearningRate => Some(&mut self.learning_rate),
            Quantity::Weight => self
                .network
                .layers_mut()
                .get_mut(cell.layer)
                .and_then(|layer| layer.weights.get_mut([cell.from, cell.unit])),
            Quantity::Bias => return self.set_bias(cell, value),
            _ => None,
        };
        if let Some(place) = place {
            *place = value;
        }
        self.note_record();
    }

    /// Changes a bias: that of one unit, or of all where they have one in common.
    fn set_bias(&mut self, Cell { layer, unit, .. }: Cell, value: f64) {
        let Some(layer) = self.network.layers_mut().get_mut(layer) else { return };
        let is_same = |index| layer.shares_bias || index == unit;
        let biases = layer.biases.iter_mut().flatten().enumerate();
        biases.filter(|(index, _)| is_same(*index)).for_each(|(_, bias)| *bias = value);
    }

    /// How many updates are made while each record is looked at once.
    pub fn updates_of_epoch(&self) -> usize {
        self.records.as_ref().map_or(1, Records::updates_of_epoch)
    }

    /// Whether this pass ends with an update.
    pub fn updates_here(&self) -> bool {
        match &self.purpose {
            Purpose::Alone => true,
            Purpose::Batch(batch) => batch.is_complete,
            Purpose::Test | Purpose::Gradients => false,
        }
    }

    /// How many passes up and down one update takes.
    pub fn passes_of_update(&self) -> usize {
        self.records.as_ref().map_or(1, Records::of_update)
    }

    /// Which update a pass belongs to, both from 0.
    pub fn update_of(&self, pass: usize) -> usize {
        pass / self.passes_of_update()
    }

    /// Keeps the present record as it is now, for when its turn comes again.
    fn note_record(&mut self) {
        if let Some(records) = &mut self.records {
            let present = Record { input: self.input.clone(), target: self.target.clone() };
            records.all[records.present] = present;
        }
    }

    /// Changes one of the targets of softmax. As they are shares of 1, the others make room for it
    /// or take what is left, as they stand to each other.
    fn set_share(&mut self, unit: usize, share: f64) {
        let share = share.clamp(0.0, 1.0);
        let others = (self.target.len() - 1) as f64;
        let left = self.target.sum() - self.target[unit];
        for (other, target) in self.target.iter_mut().enumerate() {
            *target = match left {
                _ if other == unit => share,
                0.0 => (1.0 - share) / others,
                _ => *target / left * (1.0 - share),
            };
        }
        self.note_record();
    }
}
