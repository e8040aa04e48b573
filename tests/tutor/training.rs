//! Training gives NumPy's figures on the lesson's data, the slow loop's on any network, and the same bits whatever way
//! one comes to a moment.

use std::ops::ControlFlow;
use std::sync::Arc;

use backprop::nn::gradient::Parameter;
use backprop::nn::training::{
    Compute, Dataset, Health, Instructions, Position, Trainer, TrainerError, run_script,
};
use backprop::nn::{Activation, Layer, Network};
use ndarray::{Array1, Array2};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::admissions;
use crate::numpy::{after_epochs, assert_numpys, numbers, numpy};
use crate::slow_training::{Case, SlowTraining, agree, cases};
use crate::tutor::pairs;

/// The training of the lesson's script.
fn lesson() -> Trainer {
    let (training, test) = admissions::datasets();
    Trainer::new(admissions::network(), Arc::new(training), Arc::new(test), 0.007).unwrap()
}

#[test]
fn the_lessons_training_is_numpys() {
    let golden = numpy("admissions");
    let mut trainer = lesson();
    let losses = after_epochs(&golden, "train_mse_after_epoch");
    let figures = after_epochs(&golden, "lesson_metric_after_epoch");
    for ((epoch, loss), (_, figure)) in losses.into_iter().zip(figures) {
        trainer.run_to(epoch);
        let point = trainer.point().unwrap();
        assert_eq!(point.epoch, epoch);
        assert_numpys(&[point.loss], &loss, 1e-12);
        assert_numpys(&[point.lesson_figure], &figure, 1e-14);
    }
    assert_eq!(trainer.point().unwrap().test_accuracy, golden["test_accuracy"].as_f64());
    let test = admissions::datasets().1;
    let outputs = numbers(&golden["test_outputs"]).into_iter();
    let squares = outputs.zip(test.targets_of(0)).map(|(output, target)| (target - output).powi(2));
    let loss = squares.sum::<f64>() / test.records() as f64;
    assert!((trainer.point().unwrap().test_loss.unwrap() - loss).abs() < 1e-12);
    for (layer, key) in trainer.network().layers().iter().zip(["final_w_ih", "final_w_ho"]) {
        let weights: Vec<f64> = layer.weights.iter().copied().collect();
        assert_numpys(&weights, &golden[key], 1e-12);
    }
}

#[test]
fn the_script_prints_the_same_digits() {
    let mut lines = Vec::new();
    let mut trainer = lesson();
    run_script(&mut trainer, 1000, |line| {
        lines.push(*line);
        ControlFlow::Continue(())
    });
    let golden = numpy("admissions");
    let printed = golden["lesson_script_prints"].as_array().unwrap();
    let (_accuracy, losses) = printed.split_last().unwrap();
    let lines_printed = lines.iter().map(|line| format!("Train loss:  {}", line.figure));
    assert!(lines_printed.eq(losses.iter().map(|line| line.as_str().unwrap())), "{lines:?}");
    assert!(lines.iter().all(|line| !line.increasing));
    assert_eq!(trainer.position(), Position { epoch: 1000, record: 0 });
}

/// Everything that a trainer shows of a moment, as bits.
fn moment(trainer: &Trainer) -> (Position, Vec<u64>, Vec<u64>, Option<u64>) {
    let bits = |weights: &Array2<f64>, biases: &Option<Array1<f64>>| -> Vec<u64> {
        weights.iter().chain(biases.iter().flatten()).map(|x| x.to_bits()).collect()
    };
    let layers = trainer.network().layers().iter();
    let weights = layers.flat_map(|layer| bits(&layer.weights, &layer.biases)).collect();
    let sums = trainer.sums().iter().flat_map(|sums| bits(&sums.weights, &sums.biases)).collect();
    // Inside an epoch, its loss is known only to those who have been at its end before.
    let Position { record, .. } = trainer.position();
    let is_known = record == 0 || record == trainer.training().records();
    let loss = trainer.point().filter(|_| is_known).map(|point| point.loss.to_bits());
    (trainer.position(), weights, sums, loss)
}

fn straight_to(mut trainer: Trainer, position: Position) -> Trainer {
    trainer.aim(position);
    assert!(trainer.work(&mut || true));
    trainer
}

#[derive(Clone, Copy, Debug)]
enum Walk {
    RecordOn,
    RecordBack,
    EpochOn,
    EpochBack,
    To(Position),
    Interrupted(Position),
}

fn walks(epochs: usize, records: usize) -> impl Strategy<Value = Vec<Walk>> {
    let position = (0..=epochs, 0..=records).prop_map(|(epoch, record)| Position { epoch, record });
    let walk = prop_oneof![
        Just(Walk::RecordOn),
        Just(Walk::RecordBack),
        Just(Walk::EpochOn),
        Just(Walk::EpochBack),
        position.clone().prop_map(Walk::To),
        position.prop_map(Walk::Interrupted),
    ];
    proptest::collection::vec(walk, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, rng_seed: RngSeed::Fixed(21), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_moment_does_not_depend_on_the_way_to_it(case in cases(1..=2500), walks in walks(5, 2500)) {
        let fresh = case.trainer();
        let mut walker = fresh.clone();
        for walk in walks {
            match walk {
                Walk::RecordOn => walker.aim_record_on(),
                Walk::RecordBack => walker.aim_record_back(),
                Walk::EpochOn => walker.aim_epoch_on(),
                Walk::EpochBack => walker.aim_epoch_back(),
                Walk::To(position) => walker.aim(position),
                Walk::Interrupted(position) => {
                    walker.aim(position);
                    walker.work(&mut || false);
                    walker.aim(walker.position());
                }
            }
            walker.work(&mut || true);
            let straight = straight_to(fresh.clone(), walker.position());
            prop_assert_eq!(moment(&walker), moment(&straight));
        }
    }

    #[test]
    fn training_agrees_with_the_slow_loop(
        case in cases(1..=200),
        epochs in 1_usize..4,
        record in any::<proptest::sample::Index>(),
    ) {
        let record = record.index(case.training.records() + 1);
        assert_agrees(&case, Position { epoch: epochs, record });
    }
}

/// The trainer and the slow loop come to the same network, sums, loss and accuracy.
#[track_caller]
fn assert_agrees(case: &Case, position: Position) {
    let trainer = straight_to(case.trainer(), position);
    let slow = SlowTraining::of(case, position);
    let layers = trainer.network().layers().iter().map(|it| (&it.weights, &it.biases));
    let slow_layers = slow.network.layers().iter().map(|it| (&it.weights, &it.biases));
    let sums = trainer.sums().iter().map(|it| (&it.weights, &it.biases));
    let slow_sums = slow.sums.iter().map(|it| (&it.weights, &it.biases));
    let pairs = layers.zip(slow_layers).chain(sums.zip(slow_sums));
    for ((weights, biases), (slow_weights, slow_biases)) in pairs {
        assert!(agree(weights, slow_weights), "{weights} is not {slow_weights}");
        assert!(biases.iter().zip(slow_biases).all(|(b, s)| agree(b, s)));
    }
    if let Some(point) = trainer.point() {
        let slow = [slow.loss, slow.accuracy].into();
        assert_numpys(&[point.loss, point.training_accuracy], &slow, 1e-12);
    }
}

#[test]
fn wide_layers_and_many_blocks_agree_with_the_slow_loop() {
    use Activation::{Relu, Sigmoid, Tanh};
    for (layers, records) in [
        (vec![(2, Sigmoid, false), (1, Sigmoid, false)], 2100),
        (vec![(40, Tanh, true), (30, Relu, false), (3, Sigmoid, true)], 400),
    ] {
        let case = Case::new(12, &layers, records, 21);
        assert_agrees(&case, Position { epoch: 2, record: 0 });
        assert_agrees(&case, Position { epoch: 2, record: records * 3 / 4 });
    }
}

#[test]
fn the_bits_do_not_depend_on_the_machine() {
    use Activation::{Sigmoid, Tanh};
    let wide = Case::new(9, &[(20, Sigmoid, true), (30, Tanh, true), (1, Sigmoid, false)], 3001, 7);
    let small = Case::new(6, &[(2, Sigmoid, false), (1, Sigmoid, true)], 40_003, 7);
    let batches = Case { batch: Some(20_000), ..small.clone() };
    for (case, epoch) in pairs([&wide, &small, &batches], [1, 3]) {
        let moment_by = |instructions, parallel| {
            let trainer = case.trainer().with_compute(Compute { instructions, parallel });
            moment(&straight_to(trainer, Position { epoch, record: 0 }))
        };
        let on_all_cores = moment_by(Instructions::Detected, true);
        assert_eq!(moment_by(Instructions::Detected, false), on_all_cores);
        assert_eq!(moment_by(Instructions::Baseline, false), on_all_cores);
    }
}

#[test]
fn it_does_not_matter_how_the_weights_lie_in_memory() {
    let shape = [(5, Activation::Tanh, true), (2, Activation::Sigmoid, true)];
    let case = Case::new(3, &shape, 50, 7);
    let trainer = case.trainer();
    let mut turned = trainer.network().clone();
    for layer in turned.layers_mut() {
        let transposed = layer.weights.t().as_standard_layout().into_owned();
        layer.weights = transposed.reversed_axes();
        assert!(!layer.weights.is_standard_layout());
    }
    let data = Arc::new(trainer.training().clone());
    let none = Arc::new(Dataset::zeros(0, 3, 2));
    let start = |network| Trainer::new(network, data.clone(), none.clone(), 0.5).unwrap();
    let epoch = Position { epoch: 20, record: 0 };
    let as_given = straight_to(start(trainer.network().clone()), epoch);
    assert_eq!(moment(&straight_to(start(turned), epoch)), moment(&as_given));
}

#[test]
fn a_long_training_stays_small_and_every_epoch_of_it_can_be_gone_back_to() {
    let mut trainer = lesson();
    let epochs = 20_000;
    let wanted = [17, 4_097, 12_345, 19_999];
    let passed = wanted.map(|epoch| {
        trainer.run_to(epoch);
        moment(&trainer)
    });
    trainer.run_to(epochs);
    assert!(trainer.history().len() < 4_096);
    for (epoch, passed) in wanted.into_iter().zip(passed).rev() {
        trainer.run_to(epoch);
        assert_eq!(moment(&trainer), passed);
    }
    assert_eq!(trainer.reached(), epochs);
    let kept: Vec<usize> = trainer.history().iter().map(|point| point.epoch).collect();
    assert!(kept[1].is_power_of_two());
    assert!((0..=epochs).step_by(kept[1]).eq(kept));
}

#[test]
fn work_stops_when_told_and_is_taken_up_again() {
    let mut trainer = lesson();
    trainer.aim(Position { epoch: 100_000, record: 0 });
    let mut slices = 0;
    let arrived = trainer.work(&mut || {
        slices += 1;
        slices < 3
    });
    assert!(!arrived);
    let paused = trainer.position();
    assert!((1..100_000).contains(&paused.epoch), "{paused:?}");
    assert!(!trainer.work(&mut || false));
    assert!(trainer.position() > paused);
}

#[test]
fn an_epoch_of_many_records_is_left_in_its_middle_and_taken_up_there() {
    let case = Case::new(
        6,
        &[(2, Activation::Sigmoid, false), (1, Activation::Sigmoid, false)],
        300_000,
        7,
    );
    let mut trainer = case.trainer();
    trainer.aim_epoch_on();
    let mut last = trainer.position();
    let mut pauses_inside = 0;
    while !trainer.work(&mut || false) {
        let position = trainer.position();
        assert!(position >= last, "{last:?}, then {position:?}");
        pauses_inside += usize::from((1..300_000).contains(&position.record));
        last = position;
    }
    assert!(pauses_inside >= 3, "{pauses_inside}");
    let in_one_go = straight_to(case.trainer(), Position { epoch: 1, record: 0 });
    assert_eq!(moment(&trainer), moment(&in_one_go));
}

/// One input, one sigmoid output, no hidden unit.
fn single(weight: f64, activation: Activation, target: f64, learning_rate: f64) -> Trainer {
    let layer = Layer {
        weights: Array2::from_elem((1, 1), weight),
        biases: None,
        shares_bias: false,
        activation,
    };
    let mut data = Dataset::zeros(3, 1, 1);
    data.inputs_of_mut(0).fill(1.0);
    data.targets_of_mut(0).fill(target);
    let none = Arc::new(Dataset::zeros(0, 0, 0));
    Trainer::new(Network::new(vec![layer]).unwrap(), Arc::new(data), none, learning_rate).unwrap()
}

#[test]
fn weights_that_leave_the_numbers_end_the_training() {
    let mut trainer = single(1.0, Activation::Linear, 0.0, 1e200);
    trainer.run_to(50);
    let Health::Diverged { epoch, parameter } = trainer.health() else {
        panic!("{:?}", trainer.health());
    };
    // w = 1, then −1e200: finite, but its square is not.
    assert_eq!((epoch, parameter), (1, None));
    assert_eq!(trainer.position(), Position { epoch: 1, record: 3 });
    assert!(trainer.history().iter().all(|point| point.loss.is_finite()));

    let mut trainer = single(1.0, Activation::Linear, 1e10, f64::MAX);
    trainer.run_to(50);
    let weight = Parameter::Weight { layer: 0, from: 0, unit: 0 };
    assert_eq!(trainer.health(), Health::Diverged { epoch: 1, parameter: Some(weight) });
    trainer.aim_epoch_back();
    assert!(trainer.work(&mut || true));
    trainer.aim_epoch_back();
    assert!(trainer.work(&mut || true));
    assert_eq!(trainer.position(), Position { epoch: 0, record: 0 });
    assert_eq!(trainer.network().layers()[0].weights[[0, 0]].to_bits(), 1.0_f64.to_bits());
}

#[test]
fn outputs_without_a_slope_end_the_training_unless_they_are_right() {
    let mut trainer = single(40.0, Activation::Sigmoid, 0.0, 0.5);
    trainer.run_to(50);
    assert_eq!(trainer.health(), Health::Saturated { epoch: 0 });
    assert_eq!(trainer.position(), Position { epoch: 0, record: 3 });

    let mut trainer = single(40.0, Activation::Sigmoid, 1.0, 0.5);
    trainer.run_to(50);
    assert_eq!(trainer.health(), Health::Fine);
    assert_eq!(trainer.position(), Position { epoch: 50, record: 0 });
}

#[test]
fn data_of_another_shape_is_refused() {
    let (training, test) = admissions::datasets();
    let (training, test) = (Arc::new(training), Arc::new(test));
    let none = Arc::new(Dataset::zeros(0, 6, 1));
    let error = Trainer::new(admissions::network(), none, test.clone(), 0.1).unwrap_err();
    assert_eq!(error, TrainerError::NoRecords);
    let narrow = single(1.0, Activation::Linear, 0.0, 0.1).network().clone();
    let error = Trainer::new(narrow, training, test, 0.1).unwrap_err();
    assert_eq!(error, TrainerError::Shape { inputs: 6, targets: 1, takes: 1, gives: 1 });
}
