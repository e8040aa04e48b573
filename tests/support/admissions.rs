//! The data of the lesson's admissions training, prepared here step by step, and its network before training.

use backprop::nn::training::Dataset;
use backprop::nn::{Activation, Layer, Network};
use ndarray::Array2;
use serde_json::Value;

use crate::numpy::{numbers, numpy};

/// The network before training.
pub fn network() -> Network {
    let golden = numpy("admissions");
    let layer = |weights: &Value, shape| Layer {
        weights: Array2::from_shape_vec(shape, numbers(weights)).unwrap(),
        biases: None,
        shares_bias: false,
        activation: Activation::Sigmoid,
    };
    let hidden = layer(&golden["initial_w_ih"], (6, 2));
    Network::new(vec![hidden, layer(&golden["initial_w_ho"], (2, 1))]).unwrap()
}

/// The records to train on and those to test on: gre and gpa standardised over all 40 rows, then four columns for rank.
pub fn datasets() -> (Dataset, Dataset) {
    let table: Vec<[f64; 4]> = include_str!("../../assets/admissions.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split(',').map(|cell| cell.parse().unwrap());
            std::array::from_fn(|_| cells.next().unwrap())
        })
        .collect();
    let standardised = |column: usize| -> Vec<f64> {
        let n = table.len() as f64;
        let mean = table.iter().map(|row| row[column]).sum::<f64>() / n;
        let squares = table.iter().map(|row| (row[column] - mean).powi(2)).sum::<f64>();
        let deviation = (squares / (n - 1.0)).sqrt();
        table.iter().map(|row| (row[column] - mean) / deviation).collect()
    };
    let (gre, gpa) = (standardised(1), standardised(2));
    let golden = numpy("admissions");
    let select = |rows: Vec<usize>| {
        let mut data = Dataset::zeros(rows.len(), 6, 1);
        for (record, &row) in rows.iter().enumerate() {
            let rank = |rank: f64| f64::from(u8::from(table[row][3] == rank));
            let inputs = [gre[row], gpa[row], rank(1.0), rank(2.0), rank(3.0), rank(4.0)];
            for (input, value) in inputs.into_iter().enumerate() {
                data.inputs_of_mut(input)[record] = value;
            }
            data.targets_of_mut(0)[record] = table[row][0];
        }
        data
    };
    (select(rows_of(&golden["train_rows"])), select(rows_of(&golden["test_rows"])))
}

/// Rows of the table, in the order in which the script uses them.
pub fn rows_of(rows: &Value) -> Vec<usize> {
    serde_json::from_value(rows.clone()).unwrap()
}
