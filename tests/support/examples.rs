//! Random networks with a record, of every kind.

use backprop::lesson::Example;
use backprop::nn::{Activation, Layer, Loss, Network};
use ndarray::{Array1, Array2};
use proptest::collection::vec;
use proptest::prelude::*;
use strum::VariantArray;

/// One to four layers of one to five units, any activation functions and loss that go together, with and without biases; all
/// weights, values and η from these numbers.
pub fn examples<N, R>(number: N, learning_rate: R) -> impl Strategy<Value = Example>
where
    N: Strategy<Value = f64> + Clone + 'static,
    R: Strategy<Value = f64> + Clone,
{
    vec(1_usize..=5, 2..=5).prop_flat_map(move |units| {
        let layers: Vec<_> =
            units.windows(2).map(|pair| layers(pair[0], pair[1], number.clone())).collect();
        let input = vec(number.clone(), units[0]);
        let target = vec(number.clone(), units[units.len() - 1]);
        let kind = (
            prop::sample::select(Loss::VARIANTS),
            prop::bool::weighted(0.8),
            prop::bool::weighted(0.3),
        );
        (layers, input, target, learning_rate.clone(), kind).prop_map(
            |(
                mut layers,
                input,
                mut target,
                learning_rate,
                (loss, biases_learn, input_gradients),
            )| {
                if loss == Loss::CrossEntropy {
                    layers.last_mut().expect("a layer").activation = Activation::Sigmoid;
                    for y in &mut target {
                        *y = f64::abs(*y).min(1.0);
                    }
                }
                if loss == Loss::SoftmaxCrossEntropy {
                    layers.last_mut().expect("a layer").activation = Activation::Linear;
                    let sizes: Vec<f64> = target.iter().map(|y| y.abs() + 1e-3).collect();
                    let sum: f64 = sizes.iter().sum();
                    target = sizes.iter().map(|size| size / sum).collect();
                }
                let network = Network::new(layers).expect("the shapes fit");
                let example = Example::new(network, input.into(), target.into(), learning_rate);
                Example { loss, biases_learn, input_gradients, ..example.expect("the lengths fit") }
            },
        )
    })
}

fn layers(
    below: usize,
    units: usize,
    number: impl Strategy<Value = f64> + Clone,
) -> impl Strategy<Value = Layer> {
    let weights = vec(number.clone(), below * units);
    let biases = prop::option::of(vec(number, units));
    let activation = prop::sample::select(Activation::VARIANTS);
    let shares = prop::bool::weighted(0.3);
    (weights, biases, activation, shares).prop_map(move |(weights, biases, activation, shares)| {
        let shares_bias = shares && biases.is_some();
        let biases = biases.map(|own| if shares { vec![own[0]; units] } else { own });
        Layer {
            weights: Array2::from_shape_vec((below, units), weights).expect("the length fits"),
            biases: biases.map(Array1::from),
            shares_bias,
            activation,
        }
    })
}
