//! Training with other losses: the sums against the slope of the very loss, what is told against the least that a constant
//! answer can reach, and every place of the screen that depends on the loss. (NumPy's figures are in `targets.rs`.)

use std::sync::Arc;

use backprop::app::experiment::{Experiment, Source};
use backprop::app::training::Training;
use backprop::data::{Choices, ReadOptions, Table, silently};
use backprop::lesson::Symbols;
use backprop::nn::training::{Dataset, Trainer};
use backprop::nn::{Activation, Loss, Network};
use backprop::text::Language;
use ndarray::Array1;

use crate::slow_training::{Case, dataset};
use crate::tutor::{Tutor, pairs};

/// 40 rows of two features, and a target out of these in turn, which hangs together with neither.
fn source(cells: &[&str]) -> Source {
    let row = |row: usize| {
        format!("{},{},{}\n", row % 7, row * row % 11, cells[(row * row + row) % 13 % cells.len()])
    };
    let table = "x1,x2,target\n".to_owned() + &(0..40).map(row).collect::<String>();
    let table = Table::read("t.csv", table.as_bytes(), &ReadOptions::default(), &mut silently);
    let none = Some(Vec::new());
    let choices = Choices { standardize: none.clone(), one_hot: none, ..Choices::default() };
    Source::new(table.unwrap(), &choices)
}

const LABELS: &[&str] = &["0", "1", "1"];
const CLASSES: &[&str] = &["red", "green", "blue"];
const AMOUNTS: &[&str] = &[
    "12.5", "30.1", "71.2", "55.9", "3.7", "81.3", "44.4", "60.2", "23.8", "9.1", "5.5", "66.1",
    "70.3",
];

fn experiment(loss: Loss) -> Experiment {
    Experiment { loss, learning_rate: 0.5, epochs: 20, ..Experiment::default() }
}

fn screen(cells: &[&str], loss: Loss) -> Tutor {
    Tutor::train(Training::new(source(cells), experiment(loss)).unwrap())
}

/// Four classes, one of them for each record.
fn one_of_four(records: usize) -> Dataset {
    dataset(records, 3, 4, |record, input, target| {
        input
            .iter_mut()
            .enumerate()
            .for_each(|(i, x)| *x = ((record * (i + 3)) % 7) as f64 / 3.0 - 1.0);
        target.fill(0.0);
        target[record * record % 4] = 1.0;
    })
}

/// `Σ E` over records: a forward pass for each, and the loss by itself.
fn total(network: &Network, data: &Dataset, loss: Loss, records: std::ops::Range<usize>) -> f64 {
    let of_record =
        |record| loss.value(&data.target(record), network.forward(&data.input(record)).output());
    records.map(of_record).sum()
}

/// Central differences of the loss of a batch know nothing of error terms.
#[test]
fn the_sums_of_a_batch_are_the_slope_of_its_loss() {
    const EPSILON: f64 = 1e-6;
    for loss in Loss::CHOICES {
        let last = if loss == Loss::SoftmaxCrossEntropy {
            Activation::Linear
        } else {
            Activation::Sigmoid
        };
        let case = Case::new(3, &[(5, Activation::Tanh, true), (4, last, true)], 1, 21);
        let data = Arc::new(one_of_four(23));
        let none = Arc::new(Dataset::zeros(0, 0, 0));
        let trainer = Trainer::new(case.network.clone(), data.clone(), none, 0.1).unwrap();
        let trainer = trainer.with_batches(9).with_loss(loss);
        for batch in [0..9, 9..18, 18..23] {
            let sums = trainer.sums_of_batch(batch.start);
            for (layer, sums) in sums.iter().enumerate() {
                let slope = |change: &dyn Fn(&mut Network, f64)| {
                    let [up, down] = [EPSILON, -EPSILON].map(|by| {
                        let mut network = case.network.clone();
                        change(&mut network, by);
                        total(&network, &data, loss, batch.clone())
                    });
                    (up - down) / (2.0 * EPSILON)
                };
                for ((from, unit), sum) in sums.weights.indexed_iter() {
                    let slope = slope(&|it, by| it.layers_mut()[layer].weights[[from, unit]] += by);
                    assert!(
                        (sum + slope).abs() < 1e-7,
                        "{loss:?} {layer} {from} {unit}: {sum} {slope}"
                    );
                }
                for (unit, sum) in sums.biases.as_ref().unwrap().indexed_iter() {
                    let slope = slope(&|it, by| {
                        it.layers_mut()[layer].biases.as_mut().unwrap()[unit] += by;
                    });
                    assert!((sum + slope).abs() < 1e-7, "{loss:?} {layer} {unit}: {sum} {slope}");
                }
            }
        }
    }
}

/// No other answer that is always the same does better, and the one that is told does as well.
#[test]
fn the_constant_of_classes_is_the_least_that_one_answer_can_reach() {
    let runs = Training::new(source(CLASSES), experiment(Loss::CrossEntropy)).unwrap().runs;
    for (data, told) in [&runs.prepared.train, &runs.prepared.test].into_iter().zip(runs.constants)
    {
        let mean = |answers: &Array1<f64>| {
            let of_record = |record| Loss::CrossEntropy.value(&data.target(record), answers);
            (0..data.records()).map(of_record).sum::<f64>() / data.records() as f64
        };
        let share = |output| data.targets_of(output).iter().sum::<f64>() / data.records() as f64;
        let shares: Array1<f64> = (0..3).map(share).collect();
        assert!((mean(&shares) - told).abs() < 1e-12, "{told}");
        for (output, by) in pairs(0..3, [0.01, -0.01]) {
            let mut other = shares.clone();
            other[output] = (other[output] + by).clamp(0.0, 1.0);
            assert!(mean(&other) >= told, "{other} {told}");
        }
    }
}

/// Record by record, as each of them is opened.
#[test]
fn what_is_told_is_the_mean_of_the_records_as_they_open() {
    for (cells, loss) in [
        (LABELS, Loss::CrossEntropy),
        (CLASSES, Loss::CrossEntropy),
        (CLASSES, Loss::SoftmaxCrossEntropy),
    ] {
        let mut tutor = screen(cells, loss);
        tutor.run("End");
        let training = tutor.training();
        let (trainer, features) = (&training.playback.trainer, &training.runs.prepared.features);
        let [mut told, mut tests] = [0.0; 2];
        let all = training.runs.records();
        for place in (0..all).map(|index| training.place(index)) {
            let lesson = place.lesson(trainer, features, Symbols::Unicode).unwrap();
            let sum = if place.is_test { &mut tests } else { &mut told };
            *sum += Tutor::read(lesson).trace().example().loss_value();
        }
        let point = trainer.point().unwrap();
        assert!((told / trainer.training().records() as f64 - point.loss).abs() < 1e-12);
        assert!((tests / trainer.test().records() as f64 - point.test_loss.unwrap()).abs() < 1e-12);
    }
}

#[test]
fn the_recap_has_the_error_term_of_the_loss() {
    for (cells, loss, shown) in [
        (LABELS, Loss::HalfSquared, "δᵒ = (y − ŷ)·f′(z)"),
        (LABELS, Loss::Squared, "δᵒ = 2·(y − ŷ)·f′(z)"),
        (LABELS, Loss::MeanSquared, "δᵒ = 2·(y − ŷ)·f′(z)"),
        (CLASSES, Loss::MeanSquared, "δᵒ = 2/3·(y − ŷ)·f′(z)"),
        (LABELS, Loss::CrossEntropy, "δᵒ = y − ŷ "),
        (CLASSES, Loss::SoftmaxCrossEntropy, "ŷ = softmax(z)"),
    ] {
        let mut tutor = screen(cells, loss);
        tutor.run("2").shows(shown);
        if loss.cancels() {
            tutor.lacks("(y − ŷ)·f′(z)");
        }
        // The vectors of a record hang together: δᵒ is what the line makes of y and ŷ.
        tutor.at(160, 50).run("Tab Tab → →");
        let training = tutor.training();
        let place = training.place(training.playback.current_record());
        let example =
            place.example_of(training.playback.network(), &training.playback.trainer).unwrap();
        let answer = loss.answer(example.network.forward(&example.input).output());
        let numbers: Vec<String> = answer.iter().map(|it| tutor.number(*it)).collect();
        for number in numbers {
            tutor.shows(&number);
        }
    }
}

#[test]
fn the_convention_says_what_is_made_smaller_and_what_is_told() {
    for (loss, shown) in [
        (Loss::HalfSquared, "MSE is 2 times the mean of E"),
        (Loss::Squared, "the steps make its mean smaller"),
        (Loss::MeanSquared, "E = Σ (y − ŷ)² / K"),
        (Loss::CrossEntropy, "the log loss is the mean of E over all"),
    ] {
        let mut tutor = screen(LABELS, loss);
        tutor.keys("c").says(shown);
        if loss == Loss::CrossEntropy {
            tutor.lacks("MSE is").shows("δᵒ = y − ŷ");
        }
    }
}

/// What the squares come to and what the logarithms come to have no axis in common.
#[test]
fn a_run_of_which_something_else_is_told_is_not_on_the_chart() {
    let mut tutor = screen(LABELS, Loss::HalfSquared);
    tutor.run("End e ↑×1").shows("← half-squared →").says("present curve stays on the chart");
    tutor.keys("→").shows("squared →").says("present curve stays").keys("→ →");
    tutor.shows("← cross-entropy →").says("will not be on its chart");
    tutor.run("Enter").lacks("earlier runs").shows("log loss, training").shows("−ln of the chance");
    tutor.run("End").says("always answering 0.5");
    let [constant, _] = tutor.training().runs.constants;
    let constant = tutor.number(constant);
    tutor.says(&format!("would give {constant}"));
    // With the same loss and another η it is.
    tutor.run("B").shows("earlier runs");
    tutor.run("e ↑×1 → → Enter").shows("earlier runs: MSE");
    assert_eq!(tutor.training().runs.comparable().count(), 1);
}

#[test]
fn the_figure_of_the_lessons_script_is_that_of_its_loss_alone() {
    let training = |loss| Training::new(Source::admissions(), experiment(loss)).unwrap();
    Tutor::train(training(Loss::HalfSquared)).run("f End").shows("the script's figure");
    Tutor::train(training(Loss::CrossEntropy)).run("f End").lacks("the script's figure");
}

#[test]
fn a_loss_that_does_not_suit_amounts_is_refused_in_the_form() {
    for (language, said) in
        [(Language::En, "is an amount, and cross-entropy takes"), (Language::Zh, "请换一个损失")]
    {
        let mut tutor = screen(AMOUNTS, Loss::HalfSquared).in_language(language);
        tutor.keys("e ↑ → → →").shows("← cross-entropy →").keys("Enter").says(said);
        assert_eq!(tutor.training().runs.experiment.loss, Loss::HalfSquared);
        tutor.keys("← Enter").lacks("cross-entropy");
        assert_eq!(tutor.training().runs.experiment.loss, Loss::MeanSquared);
    }
}
