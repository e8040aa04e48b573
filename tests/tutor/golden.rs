//! The numbers of both lessons against what NumPy computes for them, to 1e-12 relative.

use backprop::lesson::{Cell, Quantity, Trace, builtin};
use backprop::nn::Loss;

use crate::numpy::{assert_numpys, numbers, numpy};

fn trace(name: &str) -> Trace {
    Trace::new(builtin(name).expect("a built-in lesson").example)
}

/// All values of a quantity in a layer, in the order in which the lesson shows them.
fn values(trace: &Trace, quantity: Quantity, layer: usize) -> Vec<f64> {
    let steps = trace.script().steps().iter();
    steps
        .filter(|cell| cell.quantity == quantity && cell.layer == layer)
        .map(|cell| trace.value(*cell))
        .collect()
}

#[test]
fn the_2_1_1_network_has_the_numbers_of_numpy() {
    let (golden, trace) = (numpy("two_one_one"), trace("2-1-1"));
    for (key, quantity, layer) in [
        ("h", Quantity::PreActivation, 0),
        ("a", Quantity::Activation, 0),
        ("z", Quantity::PreActivation, 1),
        ("y_hat", Quantity::Activation, 1),
        ("error", Quantity::Error, 1),
        ("f_prime_z", Quantity::Slope, 1),
        ("delta_o", Quantity::ErrorTerm, 1),
        ("f_prime_h", Quantity::Slope, 0),
        ("delta_h", Quantity::ErrorTerm, 0),
        ("delta_W", Quantity::WeightStep, 1),
        ("delta_w", Quantity::WeightStep, 0),
        ("new_W", Quantity::NewWeight, 1),
        ("new_w", Quantity::NewWeight, 0),
    ] {
        assert_numpys(&values(&trace, quantity, layer), &golden[key], 1e-12);
    }
    let given = |cell| trace.value(cell);
    let weights: Vec<f64> =
        (0..2).map(|from| given(Cell::of_edge(Quantity::Weight, 0, from, 0))).collect();
    assert_numpys(&weights, &golden["w"], 1e-12);
    assert_numpys(&[given(Cell::single(Quantity::LearningRate, 0))], &golden["eta"], 1e-12);
}

#[test]
fn the_3_2_1_network_has_the_numbers_of_numpy() {
    let (golden, trace) = (numpy("three_two_one"), trace("3-2-1"));
    for (key, quantity, layer) in [
        ("h", Quantity::PreActivation, 0),
        ("a", Quantity::Activation, 0),
        ("z", Quantity::PreActivation, 1),
        ("y_hat", Quantity::Activation, 1),
        ("error", Quantity::Error, 1),
        ("delta_o", Quantity::ErrorTerm, 1),
        ("delta_h", Quantity::ErrorTerm, 0),
        ("delta_w_ho", Quantity::WeightStep, 1),
        ("delta_w_ih", Quantity::WeightStep, 0),
        ("new_w_ho", Quantity::NewWeight, 1),
        ("new_w_ih", Quantity::NewWeight, 0),
    ] {
        assert_numpys(&values(&trace, quantity, layer), &golden[key], 1e-12);
    }
}

#[test]
fn the_loss_falls_with_the_update_and_is_that_of_a_second_forward_pass() {
    for name in ["2-1-1", "3-2-1"] {
        let trace = trace(name);
        let last = trace.example().last_layer();
        let (before, after) =
            (values(&trace, Quantity::Loss, last)[0], values(&trace, Quantity::NewLoss, last)[0]);
        assert!(after < before);

        // The same by the engine: put the golden new weights into the network and run it.
        let mut network = trace.example().network.clone();
        let golden = numpy(if name == "2-1-1" { "two_one_one" } else { "three_two_one" });
        let keys = if name == "2-1-1" { ["new_w", "new_W"] } else { ["new_w_ih", "new_w_ho"] };
        for (layer, key) in network.layers_mut().iter_mut().zip(keys) {
            for (weight, new) in layer.weights.iter_mut().zip(numbers(&golden[key])) {
                *weight = new;
            }
        }
        let example = trace.example();
        let output = network.forward(&example.input).output().clone();
        let loss = Loss::HalfSquared.value(&example.target, &output);
        assert!((loss - after).abs() <= 1e-12 * loss);
    }
}

#[test]
fn the_steps_come_in_the_order_of_the_lesson() {
    let order: Vec<&str> =
        trace("2-1-1").script().steps().iter().map(|cell| cell.quantity.name()).collect();
    assert_eq!(
        order,
        [
            "pre_activation",
            "activation",
            "pre_activation",
            "activation",
            "error",
            "loss",
            "slope",
            "error_term",
            "slope",
            "error_term",
            "weight_step",
            "weight_step",
            "weight_step",
            "new_weight",
            "new_weight",
            "new_weight",
            "new_loss"
        ]
    );
}
