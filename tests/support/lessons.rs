//! The two lessons, with the numbers of the lesson's text.

use backprop::lesson::Example;
use backprop::nn::{Activation, Layer, Network};
use ndarray::{Array2, array};

fn sigmoid(weights: Array2<f64>) -> Layer {
    Layer {
        weights,
        biases: None,
        activation: Activation::Sigmoid,
    }
}

/// The 2-1-1 network: x = (0.1, 0.3), w = (0.4, −0.2), W = 0.1, y = 1, η = 0.5.
pub fn two_one_one() -> Example {
    let layers = vec![sigmoid(array![[0.4], [-0.2]]), sigmoid(array![[0.1]])];
    let network = Network::new(layers).expect("the shapes fit");
    Example::new(network, array![0.1, 0.3], array![1.0], 0.5).expect("the record fits")
}

/// The 3-2-1 network: x = (0.5, 0.1, −0.2), y = 0.6, η = 0.5.
pub fn three_two_one() -> Example {
    let layers = vec![
        sigmoid(array![[0.5, -0.6], [0.1, -0.2], [0.1, 0.7]]),
        sigmoid(array![[0.1], [-0.3]]),
    ];
    let network = Network::new(layers).expect("the shapes fit");
    Example::new(network, array![0.5, 0.1, -0.2], array![0.6], 0.5).expect("the record fits")
}
