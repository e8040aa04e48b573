//! The lesson's admissions training, and what NumPy makes of it.
//!
//! The figures are those of the lesson's scripts (`data_prep.py` and `backprob.py`: seed 21, 2 hidden units, 1000 epochs,
//! η 0.007), run with NumPy and pandas and written down with all their digits. Only the data is computed here.

use backprop::nn::training::Dataset;
use backprop::nn::{Activation, Layer, Network};
use ndarray::Array2;

/// η of the script.
pub const LEARNING_RATE: f64 = 0.007;
/// Epochs of the script.
pub const EPOCHS: usize = 1000;

/// Rows of the table, in the order in which the script trains on them.
const TRAINING_ROWS: [usize; 36] = [
    17, 13, 14, 26, 11, 37, 21, 7, 30, 19, 1, 33, 38, 3, 36, 0, 29, 16, 2, 28, 22, 31, 18, 25, 6,
    5, 39, 24, 12, 23, 32, 27, 20, 8, 10, 34,
];
/// Rows of the table that it tests on.
const TEST_ROWS: [usize; 4] = [4, 9, 15, 35];

/// Epoch (counted in updates) and mean squared error over the training records.
pub const LOSSES: [(usize, f64); 11] = [
    (1, 0.24584639351347284),
    (101, 0.24553306098590383),
    (201, 0.24522886997804358),
    (301, 0.2449333797770776),
    (401, 0.2446461676296707),
    (501, 0.244366828239215),
    (601, 0.24409497325515186),
    (701, 0.24383023075745858),
    (801, 0.2435722447390365),
    (901, 0.24332067458841056),
    (1000, 0.2430776202628273),
];

/// Epoch (counted in updates) and the figure that the script computes as its loss.
pub const LESSON_FIGURES: [(usize, f64); 11] = [
    (1, 0.252986291787026),
    (101, 0.25280165168009283),
    (201, 0.25262621842881616),
    (301, 0.2524595720792358),
    (401, 0.252301312737838),
    (501, 0.25215105975412044),
    (601, 0.2520084509223094),
    (701, 0.2518731417037172),
    (801, 0.25174480447089925),
    (901, 0.2516231277744776),
    (1000, 0.25150893818535724),
];

/// What the script prints, without `Train loss:  `.
pub const PRINTED: [&str; 10] = [
    "0.252986291787026",
    "0.25280165168009283",
    "0.25262621842881616",
    "0.2524595720792358",
    "0.252301312737838",
    "0.25215105975412044",
    "0.2520084509223094",
    "0.2518731417037172",
    "0.25174480447089925",
    "0.2516231277744776",
];

/// The share of the test records that it predicts rightly in the end.
pub const TEST_ACCURACY: f64 = 0.25;

/// Weights from the inputs to the hidden units, before and after training.
pub const HIDDEN_WEIGHTS: [[[f64; 2]; 6]; 2] = [
    [
        [-0.021214316025871153, -0.04539559746352752],
        [0.4253117622368205, -0.513061668360793],
        [0.30430324670408126, -0.6985347727088358],
        [-0.08404378190633194, -0.09576332862725183],
        [0.46056287728259904, -0.005154523167539238],
        [-0.25033796884426474, 0.5608059816570587],
    ],
    [
        [0.015015668286596593, -0.06194425500714025],
        [0.4469324952198444, -0.5208139981173784],
        [0.30664768156908295, -0.698353162928155],
        [-0.07820774497602445, -0.09885115420352045],
        [0.4486149202448845, 0.0004997501928163278],
        [-0.2625283378779327, 0.5666957895147481],
    ],
];

/// Weights from the hidden units to the output, before and after training.
pub const OUTPUT_WEIGHTS: [[f64; 2]; 2] =
    [[0.657684720331954, -0.2813762634734557], [0.6293627759338628, -0.3610593722853424]];

/// The network before training.
pub fn network() -> Network {
    let layer = |weights| Layer { weights, biases: None, activation: Activation::Sigmoid };
    let output = Array2::from(OUTPUT_WEIGHTS[0].map(|w| [w]).to_vec());
    Network::new(vec![layer(Array2::from(HIDDEN_WEIGHTS[0].to_vec())), layer(output)]).unwrap()
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
    let select = |rows: &[usize]| {
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
    (select(&TRAINING_ROWS), select(&TEST_ROWS))
}
