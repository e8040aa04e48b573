//! What one record of one epoch costs: `cargo bench`.
//!
//! Beside the trainer stand the same batch gradient descent written plainly with ndarray, record by record, and written
//! with ndarray's matrix product over all records. Each figure is the best of several runs, in nanoseconds a record.
//! Before that it looks at the memory that training takes, and fails where that is more than the data's own and a little.

use std::fs;
use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use backprop::nn::random::NumpyRandom;
use backprop::nn::random::initial_network;
use backprop::nn::training::{Compute, Dataset, Instructions, Trainer};
use backprop::nn::{Activation, Layer, Loss, Network};
use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut1, Axis};

/// How long to go on with a figure.
const PATIENCE: Duration = Duration::from_millis(700);

/// The most memory that training may take on top of the data's own, in percent.
const MOST_ON_TOP: f64 = 20.0;

fn main() -> ExitCode {
    // First, as the peak that is looked at is that of the whole process.
    let is_small = memory_is_within_limits();
    println!(
        "{:<14} {:>9} | {:>8} {:>8} {:>8} | {:>9} {:>9} | {:>6} {:>6}",
        "network", "records", "cores", "1 core", "no AVX", "by record", "by matrix", "×", "×"
    );
    let lesson = Setup::new(&[6, 2, 1]);
    for records in [36, 10_000, 1_000_000] {
        compare(lesson, records);
    }
    compare(lesson.with_biases(), 10_000);
    compare(Setup { activation: Activation::Tanh, ..lesson }, 10_000);
    compare(Setup { activation: Activation::Relu, ..lesson }.with_biases(), 10_000);
    compare(Setup { output: Activation::Linear, ..lesson }, 10_000);
    compare(Setup { loss: Loss::CrossEntropy, ..lesson }, 10_000);
    compare(Setup::new(&[6, 2, 3]), 10_000);
    compare(Setup { loss: Loss::CrossEntropy, ..Setup::new(&[6, 2, 3]) }, 10_000);
    for batch in [1, 32] {
        compare(Setup { batch, ..lesson }, 10_000);
        compare(Setup { batch, loss: Loss::CrossEntropy, ..lesson }, 10_000);
    }
    compare(Setup::new(&[6, 16, 16, 1]), 36);
    compare(Setup::new(&[6, 16, 16, 1]).with_biases(), 10_000);
    compare(Setup { batch: 32, ..Setup::new(&[6, 16, 16, 1]) }.with_biases(), 10_000);
    compare(Setup::new(&[32, 64, 1]).with_biases(), 10_000);
    compare(Setup::new(&[784, 32, 10]).with_biases(), 36);
    compare(Setup::new(&[784, 32, 10]).with_biases(), 10_000);
    if is_small { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A network to train, and how.
#[derive(Clone, Copy)]
struct Setup {
    /// Inputs, hidden units, outputs.
    shape: &'static [usize],
    /// Of the hidden layers.
    activation: Activation,
    /// Of the last one.
    output: Activation,
    biases: bool,
    loss: Loss,
    /// After how many records the weights change.
    batch: usize,
}

impl Setup {
    /// As the lesson has it: sigmoids, no biases, one step an epoch.
    const fn new(shape: &'static [usize]) -> Self {
        let (activation, output) = (Activation::Sigmoid, Activation::Sigmoid);
        Self {
            shape,
            activation,
            output,
            biases: false,
            loss: Loss::HalfSquared,
            batch: usize::MAX,
        }
    }

    const fn with_biases(self) -> Self {
        Self { biases: true, ..self }
    }
}

/// Trains a million records for some epochs on all cores and prints what memory that took, at its peak, beside the data's
/// own. Returns whether it is within [`MOST_ON_TOP`], or can't be told on this system.
fn memory_is_within_limits() -> bool {
    const RECORDS: usize = 1_000_000;
    const INPUTS: usize = 6;
    let Some(before) = peak_memory() else {
        return true;
    };
    let mut random = NumpyRandom::new(21);
    let mut data = Dataset::zeros(RECORDS, INPUTS, 1);
    (0..INPUTS).for_each(|input| data.inputs_of_mut(input).fill_with(|| random.normal(1.0)));
    for (record, target) in data.targets_of_mut(0).iter_mut().enumerate() {
        *target = f64::from(u8::from(record % 2 == 0));
    }
    let network = initial_network(INPUTS, &[2], 1, Activation::Sigmoid, 21).expect("it has units");
    let none = Arc::new(Dataset::zeros(0, INPUTS, 1));
    let mut trainer = Trainer::new(network, Arc::new(data), none, 0.007).expect("the data fits");
    trainer.run_to(10);
    let own = RECORDS * (INPUTS + 1) * size_of::<f64>();
    let taken = peak_memory().map_or(0, |after| after - before);
    let on_top = 100.0 * (taken as f64 / own as f64 - 1.0);
    println!(
        "memory for {RECORDS} records: {:.1} MB, their own {:.1} MB, {on_top:+.1} % (at most {MOST_ON_TOP:+} %)\n",
        taken as f64 / 1e6,
        own as f64 / 1e6,
    );
    on_top <= MOST_ON_TOP
}

/// The most memory that this process has had so far, in bytes. Known on Linux only.
fn peak_memory() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: usize = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes << 10)
}

/// Prints one line: the trainer in three ways, the two plain loops, and how many times faster than these it is on one core.
fn compare(setup: Setup, records: usize) {
    let Setup { shape, activation, output, biases, loss, batch } = setup;
    let batch = batch.min(records);
    let mut random = NumpyRandom::new(21);
    let inputs = shape[0];
    let outputs = shape[shape.len() - 1];
    let features = Array2::from_shape_fn((records, inputs), |_| random.normal(1.0));
    let targets = Array2::from_shape_fn((records, outputs), |(r, k)| {
        f64::from(u8::from(r % outputs.max(2) == k))
    });
    let layers = shape
        .windows(2)
        .enumerate()
        .map(|(index, pair)| Layer {
            weights: random.normal_matrix((pair[0] as f64).powf(-0.5), pair[0], pair[1]),
            biases: biases.then(|| Array1::zeros(pair[1])),
            shares_bias: false,
            activation: if index + 2 == shape.len() { output } else { activation },
        })
        .collect();
    let network = Network::new(layers).expect("the shapes fit");
    let mut data = Dataset::zeros(records, inputs, outputs);
    for (input, column) in features.columns().into_iter().enumerate() {
        column.assign_to(&mut ArrayViewMut1::from(data.inputs_of_mut(input)));
    }
    for (output, column) in targets.columns().into_iter().enumerate() {
        column.assign_to(&mut ArrayViewMut1::from(data.targets_of_mut(output)));
    }
    let data = Arc::new(data);

    let trainer = |instructions, parallel| {
        let none = Arc::new(Dataset::zeros(0, inputs, outputs));
        let mut trainer = Trainer::new(network.clone(), data.clone(), none, 0.007)
            .expect("the data fits")
            .with_compute(Compute { instructions, parallel })
            .with_batches(batch)
            .with_loss(loss);
        nanoseconds(records, |epochs| {
            trainer.run_to(trainer.position().epoch + epochs);
        })
    };
    let all_cores = trainer(Instructions::Detected, true);
    let one_core = trainer(Instructions::Detected, false);
    let baseline = trainer(Instructions::Baseline, false);
    let mut plain = network.clone();
    let by_record = nanoseconds(records, |epochs| {
        (0..epochs).for_each(|_| {
            each_batch(&features, &targets, batch, |x, y| step_by_record(&mut plain, loss, x, y));
        });
    });
    let mut plain = network.clone();
    let by_matrix = nanoseconds(records, |epochs| {
        (0..epochs).for_each(|_| {
            each_batch(&features, &targets, batch, |x, y| step_by_matrix(&mut plain, loss, x, y));
        });
    });
    let shape: Vec<_> = shape.iter().map(ToString::to_string).collect();
    println!(
        "{:<14} {records:>9} | {all_cores:>8.2} {one_core:>8.2} {baseline:>8.2} | {by_record:>9.1} {by_matrix:>9.1} | {:>6.1} {:>6.1}  {activation}{}{}{}{}",
        shape.join("-"),
        by_record / one_core,
        by_matrix / one_core,
        if biases { ", biases" } else { "" },
        if output == Activation::Sigmoid { String::new() } else { format!(", {output} output") },
        if loss == Loss::HalfSquared { String::new() } else { format!(", {}", loss.name()) },
        if batch < records { format!(", batches of {batch}") } else { String::new() },
    );
}

/// The best time of a record in an epoch, with as many runs as patience allows. `run` is told how many epochs to do.
fn nanoseconds(records: usize, mut run: impl FnMut(usize)) -> f64 {
    let epochs = (200_000 / records).max(1);
    let begin = Instant::now();
    let mut best = Duration::MAX;
    while best == Duration::MAX || begin.elapsed() < PATIENCE {
        let start = Instant::now();
        run(epochs);
        best = best.min(start.elapsed());
    }
    best.as_nanos() as f64 / (epochs * records) as f64
}

/// Calls `step` with the features and the targets of each batch.
fn each_batch(
    features: &Array2<f64>,
    targets: &Array2<f64>,
    batch: usize,
    mut step: impl FnMut(&ArrayView2<f64>, &ArrayView2<f64>),
) {
    let features = features.axis_chunks_iter(Axis(0), batch);
    features.zip(targets.axis_chunks_iter(Axis(0), batch)).for_each(|(x, y)| step(&x, &y));
}

/// One step as the lesson's script does it, in ndarray: record by record, one vector a layer.
fn step_by_record(
    network: &mut Network,
    loss: Loss,
    features: &ArrayView2<f64>,
    targets: &ArrayView2<f64>,
) {
    let mut sums: Vec<_> = network
        .layers()
        .iter()
        .map(|layer| Array2::<f64>::zeros(layer.weights.raw_dim()))
        .collect();
    let mut bias_sums: Vec<_> =
        network.layers().iter().map(|layer| Array1::<f64>::zeros(layer.units())).collect();
    for (x, y) in features.rows().into_iter().zip(targets.rows()) {
        let mut values = vec![x.to_owned()];
        for layer in network.layers() {
            let mut h = values[values.len() - 1].dot(&layer.weights);
            if let Some(biases) = &layer.biases {
                h += biases;
            }
            values.push(h.mapv(|h| layer.activation.value(h)));
        }
        let mut errors = &y - &values[values.len() - 1];
        for (index, layer) in network.layers().iter().enumerate().rev() {
            let a = &values[index + 1];
            let cancels = loss.cancels() && index + 1 == network.layers().len();
            let slopes = a.mapv(|a| if cancels { 1.0 } else { slope(layer.activation, a) });
            let delta = errors * slopes;
            for (mut row, &from) in sums[index].rows_mut().into_iter().zip(&values[index]) {
                row.scaled_add(from, &delta);
            }
            bias_sums[index] += &delta;
            errors = layer.weights.dot(&delta);
        }
    }
    update(network, &sums, &bias_sums, features.nrows());
}

/// One step with all records in one matrix: `A = f(X·W)`, `ΔW = Xᵀ·δ`.
fn step_by_matrix(
    network: &mut Network,
    loss: Loss,
    features: &ArrayView2<f64>,
    targets: &ArrayView2<f64>,
) {
    let mut values = vec![features.to_owned()];
    for layer in network.layers() {
        let mut h = values[values.len() - 1].dot(&layer.weights);
        if let Some(biases) = &layer.biases {
            h += biases;
        }
        h.mapv_inplace(|h| layer.activation.value(h));
        values.push(h);
    }
    let mut errors = targets - &values[values.len() - 1];
    let (mut sums, mut bias_sums) = (Vec::new(), Vec::new());
    for (index, layer) in network.layers().iter().enumerate().rev() {
        let cancels = loss.cancels() && index + 1 == network.layers().len();
        let a = &values[index + 1];
        let delta = errors * a.mapv(|a| if cancels { 1.0 } else { slope(layer.activation, a) });
        sums.insert(0, values[index].t().dot(&delta));
        bias_sums.insert(0, delta.sum_axis(Axis(0)));
        errors = match index {
            0 => Array2::zeros((0, 0)),
            _ => delta.dot(&layer.weights.t()),
        };
    }
    update(network, &sums, &bias_sums, features.nrows());
}

/// `f′` from the activation alone.
fn slope(activation: Activation, a: f64) -> f64 {
    activation.slope_from(a, a)
}

fn update(network: &mut Network, sums: &[Array2<f64>], bias_sums: &[Array1<f64>], records: usize) {
    for (layer, (sums, bias_sums)) in
        network.layers_mut().iter_mut().zip(sums.iter().zip(bias_sums))
    {
        layer.weights.scaled_add(0.007 / records as f64, sums);
        if let Some(biases) = &mut layer.biases {
            biases.scaled_add(0.007 / records as f64, bias_sums);
        }
    }
    black_box(network);
}
