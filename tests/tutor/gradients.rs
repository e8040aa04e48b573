//! Random networks of every kind: the expression trees against the engine, and the engine against
//! finite differences.

use backprop::lesson::{Cell, Example, Quantity, Trace};
use backprop::nn::Loss;
use backprop::nn::gradient::{self, Parameter};
use proptest::prelude::*;

use crate::examples::examples;

fn example() -> impl Strategy<Value = Example> {
    examples(-1.5..1.5, 0.01..1.0)
}

/// Equal to 1e-12 relative, or absolute where terms of size one cancel.
fn same(found: f64, expected: f64) -> bool {
    // The log loss of what is sure and wrong is infinite.
    found == expected || (found - expected).abs() <= 1e-12 * expected.abs().max(1.0)
}

proptest! {
    #[test]
    fn every_tree_has_the_value_that_the_engine_computes(example in example()) {
        let trace = Trace::new(example);
        let example = trace.example();
        let forward = example.network.forward(&example.input);
        let backward = gradient::backward(&example.network, &forward, &example.target, example.loss);
        let descent = |layer: usize, from: usize, unit: usize| {
            let below = if layer == 0 { &example.input } else { &forward.activations[layer - 1] };
            backward.error_terms[layer][unit] * below[from]
        };
        for &cell in trace.script().steps() {
            let Cell { layer, unit, from, .. } = cell;
            let is_softmax = example.has_softmax() && layer == example.last_layer();
            let own = &example.network.layers()[layer];
            let terms = &backward.error_terms[layer];
            let bias_step = || {
                example.learning_rate * if own.shares_bias { terms.sum() } else { terms[unit] }
            };
            let exp = |unit: usize| forward.pre_activations[layer][unit].exp();
            let expected = match cell.quantity {
                Quantity::PreActivation => forward.pre_activations[layer][unit],
                Quantity::Activation if is_softmax => exp(unit) / (0..own.units()).map(exp).sum::<f64>(),
                Quantity::Activation => forward.activations[layer][unit],
                Quantity::Error => backward.error[unit],
                Quantity::Slope => backward.slopes[layer][unit],
                Quantity::ErrorTerm => backward.error_terms[layer][unit],
                Quantity::InputGradient => {
                    -example.network.layers()[0].weights.row(unit).dot(&backward.error_terms[0])
                }
                Quantity::WeightStep => example.learning_rate * descent(layer, from, unit),
                Quantity::NewWeight => {
                    let weight = example.network.layers()[layer].weights[[from, unit]];
                    weight + example.learning_rate * descent(layer, from, unit)
                }
                Quantity::BiasStep => bias_step(),
                Quantity::NewBias => {
                    let biases = example.network.layers()[layer].biases.as_ref();
                    biases.expect("a bias has a layer with biases")[unit] + bias_step()
                }
                Quantity::Loss => example.loss.value(&example.target, forward.output()),
                _ => continue, // the loss after the update is held to the engine below
            };
            prop_assert!(same(trace.value(cell), expected), "{cell:?}: {} is not {expected}", trace.value(cell));
        }
    }

    #[test]
    fn the_new_loss_is_that_of_the_updated_network(example in example()) {
        let trace = Trace::new(example);
        let example = trace.example();
        let mut updated = example.network.clone();
        for (index, layer) in updated.layers_mut().iter_mut().enumerate() {
            for ((from, unit), weight) in layer.weights.indexed_iter_mut() {
                *weight = trace.value(Cell::of_edge(Quantity::NewWeight, index, from, unit));
            }
            let biases = layer.biases.iter_mut().flatten().enumerate();
            for (unit, bias) in biases.filter(|_| example.biases_learn) {
                let unit = if layer.shares_bias { 0 } else { unit };
                *bias = trace.value(Cell::of_unit(Quantity::NewBias, index, unit));
            }
        }
        let expected = example.loss.value(&example.target, updated.forward(&example.input).output());
        let found = trace.value(Cell::single(Quantity::NewLoss, example.last_layer()));
        prop_assert!(same(found, expected), "{found} is not {expected}");
    }

    #[test]
    fn the_gradient_is_that_of_finite_differences(example in example()) {
        const EPSILON: f64 = 1e-6;
        let Example { network, input, target, loss, .. } = &example;
        let forward = network.forward(input);
        // At the kink of a rectifier there is no derivative to compare with.
        prop_assume!(forward.pre_activations.iter().flatten().all(|h| h.abs() > 1e-3));
        let backward = gradient::backward(network, &forward, target, *loss);
        for (layer, shape) in network.layers().iter().enumerate() {
            let below = if layer == 0 { input } else { &forward.activations[layer - 1] };
            let mut parameters = Vec::new();
            for ((from, unit), _) in shape.weights.indexed_iter() {
                let step = backward.error_terms[layer][unit] * below[from];
                parameters.push((Parameter::Weight { layer, from, unit }, -step));
            }
            if shape.biases.is_some() {
                let biases = backward.error_terms[layer].iter().enumerate();
                parameters.extend(biases.map(|(unit, step)| (Parameter::Bias { layer, unit }, -step)));
            }
            for (parameter, gradient) in parameters {
                let slow = gradient::central_difference(network, input, (target, *loss), parameter, EPSILON).slope;
                // The error of the difference is of the order of ε² and of the last digits of the loss divided by ε.
                let scale = gradient.abs().max(loss.value(target, forward.output()).abs()).max(1.0);
                // The distance of a sigmoid from 1 has the fewer digits the shorter it is.
                let shortest = forward.output().iter().map(|a| a.min(1.0 - a)).fold(1.0, f64::min);
                let lost = match loss {
                    Loss::CrossEntropy => f64::EPSILON / shortest / EPSILON,
                    _ => 0.0,
                };
                prop_assert!((gradient - slow).abs() <= 1e-7 * scale + lost, "{parameter:?}: {gradient} is not {slow}");
            }
        }
    }
}
