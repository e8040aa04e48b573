//! Batch gradient descent written as the lesson writes it, record by record, and networks to try it on.

use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use backprop::nn::gradient::{self, Backward};
use backprop::nn::random::NumpyRandom;
use backprop::nn::training::{Dataset, LayerSums, Position, Trainer};
use backprop::nn::{Activation, Forward, Layer, Loss, Network};
use ndarray::{Array, Array1, Array2, ArrayRef1, Dimension};
use proptest::prelude::*;
use strum::VariantArray;

/// η.
const RATE: f64 = 0.1;

/// A network and records to train it on.
#[derive(Clone, Debug)]
pub struct Case {
    pub network: Network,
    pub training: Arc<Dataset>,
    /// After how many records the weights change; `None` for all.
    pub batch: Option<usize>,
}

impl Case {
    /// Random numbers throughout, for layers of so many units, their activation and whether they have biases.
    pub fn new(
        inputs: usize,
        layers: &[(usize, Activation, bool)],
        records: usize,
        seed: u32,
    ) -> Self {
        let mut random = NumpyRandom::new(seed);
        let outputs = layers[layers.len() - 1].0;
        let mut below = inputs;
        let layers = layers
            .iter()
            .map(|&(units, activation, has_biases)| {
                let layer = Layer {
                    weights: random.normal_matrix(0.5, below, units),
                    biases: has_biases
                        .then(|| Array1::from_shape_fn(units, |_| random.normal(0.5))),
                    shares_bias: false,
                    activation,
                };
                below = units;
                layer
            })
            .collect();
        let training = dataset(records, inputs, outputs, |_, input, target| {
            input.iter_mut().chain(target).for_each(|value| *value = random.normal(1.0));
        });
        Self { network: Network::new(layers).unwrap(), training: Arc::new(training), batch: None }
    }

    /// A trainer for it, without test records.
    pub fn trainer(&self) -> Trainer {
        let none = Arc::new(Dataset::zeros(0, 0, 0));
        let trainer =
            Trainer::new(self.network.clone(), self.training.clone(), none, RATE).unwrap();
        match self.batch {
            Some(records) => trainer.with_batches(records),
            None => trainer,
        }
    }
}

/// Records from a function that writes the input and the target of each.
pub fn dataset(
    records: usize,
    inputs: usize,
    outputs: usize,
    mut write: impl FnMut(usize, &mut [f64], &mut [f64]),
) -> Dataset {
    let mut data = Dataset::zeros(records, inputs, outputs);
    let (mut input, mut target) = (vec![0.0; inputs], vec![0.0; outputs]);
    for record in 0..records {
        write(record, &mut input, &mut target);
        input.iter().enumerate().for_each(|(i, &x)| data.inputs_of_mut(i)[record] = x);
        target.iter().enumerate().for_each(|(k, &y)| data.targets_of_mut(k)[record] = y);
    }
    data
}

/// `δ·x` for every weight of every layer.
fn descent(input: &Array1<f64>, forward: &Forward, backward: &Backward) -> Vec<Array2<f64>> {
    let below = std::iter::once(input).chain(&forward.activations);
    below.zip(&backward.error_terms).map(|(x, delta)| outer(x, delta)).collect()
}

fn outer(x: &Array1<f64>, delta: &Array1<f64>) -> Array2<f64> {
    Array2::from_shape_fn((x.len(), delta.len()), |(i, j)| delta[j] * x[i])
}

/// Networks of 1 to 4 layers of 1 to 5 units, with every activation function, with biases and without.
pub fn cases(records: RangeInclusive<usize>) -> impl Strategy<Value = Case> {
    let activation = proptest::sample::select(Activation::VARIANTS);
    let layers = proptest::collection::vec((1_usize..=5, activation, any::<bool>()), 1..=4);
    let batch = proptest::option::of(1_usize..=300);
    (1_usize..=5, layers, records, any::<u32>(), batch).prop_map(
        |(inputs, layers, records, seed, batch)| Case {
            batch,
            ..Case::new(inputs, &layers, records, seed)
        },
    )
}

/// What the slow loop comes to.
pub struct SlowTraining {
    pub network: Network,
    /// Over the records of the batch so far.
    pub sums: Vec<LayerSums>,
    /// The mean squared error of the network.
    pub loss: f64,
    /// The share of records that it predicts rightly.
    pub accuracy: f64,
}

impl SlowTraining {
    pub fn of(case: &Case, position: Position) -> Self {
        let mut network = case.network.clone();
        let m = case.training.records();
        let batch = case.batch.unwrap_or(m).min(m);
        let update = |network: &mut Network, start: usize| {
            let end = (start + batch).min(m);
            let sums = sums(network, &case.training, start..end);
            let rate = RATE / (end - start) as f64;
            for (layer, sums) in network.layers_mut().iter_mut().zip(&sums) {
                layer.weights.scaled_add(rate, &sums.weights);
                if let (Some(biases), Some(sums)) = (&mut layer.biases, &sums.biases) {
                    biases.scaled_add(rate, sums);
                }
            }
        };
        for _ in 0..position.epoch {
            (0..m).step_by(batch).for_each(|start| update(&mut network, start));
        }
        // Before the update at the end of a batch.
        let present = position.record.saturating_sub(1) / batch * batch;
        (0..present).step_by(batch).for_each(|start| update(&mut network, start));
        let (mut squares, mut right) = (0.0, 0);
        for record in 0..m {
            let (forward, target) =
                (network.forward(&case.training.input(record)), case.training.target(record));
            let error = &target - forward.output();
            squares += error.dot(&error);
            right += usize::from(is_right(forward.output(), &target));
        }
        Self {
            sums: sums(&network, &case.training, present..position.record),
            loss: squares / (m * network.outputs()) as f64,
            accuracy: right as f64 / m as f64,
            network,
        }
    }
}

fn is_right(output: &ArrayRef1<f64>, target: &ArrayRef1<f64>) -> bool {
    // Of several that are largest, the first.
    let largest =
        |values: &ArrayRef1<f64>| values.iter().position(|&x| values.iter().all(|&y| y <= x));
    match output.len() {
        1 => (output[0] > 0.5) == (target[0] > 0.5),
        _ => largest(output) == largest(target),
    }
}

fn sums(network: &Network, data: &Dataset, records: Range<usize>) -> Vec<LayerSums> {
    let mut sums: Vec<LayerSums> = network
        .layers()
        .iter()
        .map(|layer| LayerSums {
            weights: Array2::zeros(layer.weights.raw_dim()),
            biases: layer.biases.as_ref().map(|biases| Array1::zeros(biases.len())),
        })
        .collect();
    for record in records {
        let input = data.input(record);
        let forward = network.forward(&input);
        let backward =
            gradient::backward(network, &forward, &data.target(record), Loss::HalfSquared);
        let descent = descent(&input, &forward, &backward);
        for ((sums, descent), delta) in sums.iter_mut().zip(descent).zip(backward.error_terms) {
            sums.weights += &descent;
            if let Some(biases) = &mut sums.biases {
                *biases += &delta;
            }
        }
    }
    sums
}

/// Whether the two differ by no more than 1e-12 of the largest of their values.
pub fn agree<D: Dimension>(a: &Array<f64, D>, b: &Array<f64, D>) -> bool {
    let size = b.iter().fold(0.0_f64, |max, x| max.max(x.abs()));
    a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-12 * size)
}
