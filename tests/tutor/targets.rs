//! What a target may be, biases and batches: the figures are NumPy's, and what is seen of them is so.

use std::collections::BTreeMap;

use backprop::app::experiment::{Experiment, Source};
use backprop::app::training::Training;
use backprop::data::{Choices, ReadOptions, Table, TargetKind, Targets, silently};
use backprop::lesson::Quantity;
use backprop::nn::Loss;
use backprop::nn::training::{Position, Trainer};
use serde::Deserialize;

use crate::english::english;
use crate::numpy::assert_numpys;
use crate::tutor::{Tutor, pairs};

/// What `tests/golden/targets.py` has computed.
#[derive(Deserialize)]
struct Golden {
    kind: String,
    table: String,
    runs: Vec<Run>,
}

#[derive(Deserialize)]
struct Run {
    batch: usize,
    biases: bool,
    hidden: Vec<usize>,
    /// What it makes smaller.
    loss: String,
    /// What is told of it after some epochs.
    losses: BTreeMap<usize, f64>,
}

fn golden() -> Vec<Golden> {
    serde_json::from_str(include_str!("../golden/targets.json")).unwrap()
}

fn read(table: &str) -> Table {
    Table::read("t.csv", table.as_bytes(), &ReadOptions::default(), &mut silently).unwrap()
}

/// As it stands, but for the target.
fn source(table: &str) -> Source {
    let none = Some(Vec::new());
    let choices = Choices { standardize: none.clone(), one_hot: none, ..Choices::default() };
    Source::new(read(table), &choices)
}

fn experiment() -> Experiment {
    Experiment { learning_rate: 0.3, epochs: 40, ..Experiment::default() }
}

fn trainer(source: &Source, experiment: &Experiment) -> Trainer {
    experiment.trainer(&source.prepare(experiment, &mut silently).unwrap()).unwrap()
}

/// The training on the table of that kind, on the screen.
fn screen(kind: &str, change: impl Fn(&mut Experiment)) -> Tutor {
    let golden = golden().into_iter().find(|golden| golden.kind == kind).unwrap();
    let mut experiment = experiment();
    change(&mut experiment);
    Tutor::train(Training::new(source(&golden.table), experiment).unwrap())
}

#[test]
fn losses_are_numpys() {
    for Golden { kind, table, runs } in golden() {
        let source = source(&table);
        assert_eq!(<&str>::from(source.recipe.target_kind), kind);
        for Run { batch, biases, hidden, loss, losses } in runs {
            let loss = Loss::named(&loss).unwrap();
            let experiment =
                Experiment { batch: Some(batch), biases, hidden, loss, ..experiment() };
            let mut trainer = trainer(&source, &experiment);
            for (epoch, loss) in losses {
                trainer.run_to(epoch);
                let point = trainer.point().unwrap();
                assert_numpys(&[point.loss], &serde_json::json!([loss]), 1e-12);
            }
        }
    }
}

/// A column of 40 cells, out of these in turn.
fn column(cells: &[&str]) -> String {
    let rows = (0..40).map(|row| format!("{},{}\n", row * row % 23, cells[row % cells.len()]));
    "x,y\n".to_owned() + &rows.collect::<String>()
}

/// A record of such a run is a lesson with its loss, and its steps are those of the training.
#[test]
fn a_record_in_the_stepper_has_the_loss_of_the_training() {
    for (kind, loss, shown) in [
        ("label", Loss::CrossEntropy, "δᵒ = e"),
        ("classes", Loss::SoftmaxCrossEntropy, "δᵒ1 = e1"),
        ("label", Loss::Squared, "2·e·f′(z)"),
    ] {
        let mut tutor = screen(kind, |experiment| {
            experiment.loss = loss;
            experiment.hidden = vec![];
        });
        tutor.keys("z Enter");
        let lesson = tutor.stepper();
        assert_eq!(lesson.trace.example().loss, loss);
        tutor
            .keys("/")
            .type_(if kind == "classes" { "d_o1" } else { "d_o" })
            .keys("Enter")
            .shows(shown);
    }
}

#[test]
fn a_loss_that_does_not_fit_is_told_and_the_log_loss_is_called_so() {
    let mut tutor = screen("amount", |_| {});
    tutor
        .keys("e ↓×8 →×3 Enter")
        .says("“target” is an amount, and cross-entropy takes")
        .keys("→ Enter")
        .says("is an amount");
    let mut tutor = screen("label", |_| {});
    tutor.shows("MSE, training").keys("e ↓×8 →×4 Enter").says("has one output");
    tutor
        .keys("← Enter")
        .shows("log loss, training")
        .lacks("MSE, training")
        .says("−ln of the chance");
    assert_eq!(tutor.training().runs.experiment.loss, Loss::CrossEntropy);
    // Always answering 0.5 costs ln 2 a record, and no curve of squares stands beside one of logarithms.
    assert!((tutor.training().runs.constants[0] - 2_f64.ln()).abs() < 1e-12);
    assert_eq!(tutor.training().runs.comparable().count(), 0);
    tutor.keys("e ↓×8 → →").run("Enter");
    assert_eq!(tutor.training().runs.experiment.loss, Loss::HalfSquared);
    assert!((tutor.training().runs.constants[0] - 0.25).abs() < 1e-12);
}

/// Always answering with the share of each class costs the entropy of these shares.
#[test]
fn the_answer_of_a_constant_is_measured_as_the_network_is() {
    let tutor = screen("classes", |experiment| experiment.loss = Loss::SoftmaxCrossEntropy);
    let data = tutor.training().playback.trainer.training();
    let share = |class| data.targets_of(class).iter().sum::<f64>() / data.records() as f64;
    let entropy: f64 = (0..3).map(|class| -share(class) * f64::ln(share(class))).sum();
    assert!((tutor.training().runs.constants[0] - entropy).abs() < 1e-12);
}

#[test]
fn what_a_target_is_is_guessed_and_said() {
    for (cells, kind, said) in [
        (&["0", "1"][..], TargetKind::Label, ""),
        (&["yes", "no"], TargetKind::Label, "y is 1 where y is yes"),
        (&["是", "否"], TargetKind::Label, "y is 1 where y is 是"),
        (&["-1", "1"], TargetKind::Label, "y is 1 where y is 1, and 0 where it is -1"),
        (&["0.1", "0.75", "0.3"], TargetKind::Probability, "numbers from 0 to 1"),
        (&["0", "1", "0.5"], TargetKind::Probability, "numbers from 0 to 1"),
        (&["12.5", "-3", "7", "100"], TargetKind::Amount, "holds amounts"),
        (&["1", "2", "3"], TargetKind::Classes, "holds several classes"),
        (&["red", "green", "blue"], TargetKind::Classes, "holds several classes"),
    ] {
        let table = column(cells);
        let choices = Choices { target: Some("y".to_owned()), ..Choices::default() };
        let source = Source::new(read(&table), &choices);
        let notes: String = source.notes.iter().map(english).collect::<Vec<_>>().join(" ");
        assert_eq!(source.recipe.target_kind, kind, "{cells:?}: {notes}");
        assert!(notes.contains(said), "{cells:?}: {notes}");
    }
}

#[test]
fn a_wrong_guess_is_overridden_and_what_does_not_fit_is_told() {
    let prepared = |cells: &[&str], kind, positive: Option<&str>| {
        let choices = Choices {
            target: Some("y".to_owned()),
            target_kind: kind,
            positive: positive.map(str::to_owned),
            ..Choices::default()
        };
        let source = Source::new(read(&column(cells)), &choices);
        source.prepare(&experiment(), &mut silently).map_err(|fault| english(&fault))
    };
    let stars = ["1", "2", "3"];
    let targets = |kind| prepared(&stars, kind, None).unwrap().targets;
    assert_eq!(targets(None).outputs(), 3);
    assert!(matches!(targets(Some(TargetKind::Amount)), Targets::Amount(_)));
    assert_eq!(prepared(&stars, None, Some("3")).unwrap().targets, Targets::Label);
    let sentence = |cells, kind| prepared(cells, Some(kind), None).unwrap_err();
    for (fault, said) in [
        (sentence(&stars, TargetKind::Label), "this column has 3 classes"),
        (sentence(&stars, TargetKind::Probability), "a number from 0 to 1, not 2"),
        (sentence(&["a", "b"], TargetKind::Amount), "“a” is not a number"),
        (sentence(&["a"], TargetKind::Classes), "every row has the value"),
        (sentence(&["2.5"], TargetKind::Amount), "every row has the value"),
    ] {
        assert!(fault.contains(said), "{fault}");
    }
    let many: Vec<String> = (0..25).map(|cell| format!("c{cell}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert!(sentence(&many, TargetKind::Classes).contains("more than 20 different values"));
}

/// Written out for one record: what the network answers, in the unit of the table.
#[test]
fn amounts_are_told_in_their_unit_with_r_squared() {
    let mut screen = screen("amount", |_| {});
    screen.run("3 End").shows("ŷ − y").shows("R², test").shows("RMSE, training");
    screen.says("y and ŷ are in the units of the table");
    let training = screen.training();
    let (trainer, prepared) = (&training.playback.trainer, &training.runs.prepared);
    let scale = prepared.targets.scale().unwrap();
    let place = training.place(0);
    let output = trainer.network().forward(&trainer.training().input(0)).output()[0];
    let answer = scale.mean + output * scale.standard_deviation;
    let price: f64 = training.runs.source.table.cell(place.row, 2).parse().unwrap();
    // The plain definition of R², over the prices themselves.
    let (mut squares, mut prices) = (0.0, Vec::new());
    for record in 0..trainer.training().records() {
        let price = training.runs.source.table.cell(prepared.train_rows[record], 2);
        let forward = trainer.network().forward(&trainer.training().input(record));
        let answer = scale.mean + forward.output()[0] * scale.standard_deviation;
        let price: f64 = price.parse().unwrap();
        squares += (price - answer) * (price - answer);
        prices.push(price);
    }
    let mean = prices.iter().sum::<f64>() / prices.len() as f64;
    let all: f64 = prices.iter().map(|price| (price - mean) * (price - mean)).sum();
    let rmse = (squares / prices.len() as f64).sqrt();
    for number in [price, answer, answer - price, 1.0 - squares / all, rmse] {
        let number = screen.number(number);
        screen.shows(&number);
    }
    screen.run("1").shows("R², training").lacks("accuracy").says("always answering the mean");
    screen.run("6").says("ŷ goes from").run("4").shows("target");
    // Number by number, with its linear output.
    screen.run("3 Enter").shows("training record 1 of 45");
    let quantities = screen.trace().script().steps().iter().map(|cell| cell.quantity);
    assert!(quantities.into_iter().any(|quantity| quantity == Quantity::NewWeight));
    screen.run("End Home Esc").shows("R² over the epochs");
}

#[test]
fn classes_have_an_output_each_and_are_told_by_their_names() {
    let mut screen = screen("classes", |experiment| experiment.learning_rate = 3.0);
    screen.run("3 End").shows("setosa").shows("✓ right").says("largest ŷ is that of its class");
    screen.at(120, 30).shows("virg…");
    let counts = screen.training().counts().unwrap()[0].clone();
    assert_eq!(counts.total(), 45);
    let accuracy = screen.training().playback.trainer.point().unwrap().training_accuracy;
    assert_eq!(counts.right() as f64 / 45.0, accuracy);
    assert_eq!(counts.counts.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 3]);
    screen.run("6").says("one output; this network has one for each class");
    screen.run("1").says("always answering the share of each class").run("4").run("2 Enter");
    assert_eq!(screen.trace().example().target.len(), 3);
}

/// The loop that runs, and the network that a record meets after a batch.
#[test]
fn the_algorithm_shows_its_batches() {
    let mut screen = screen("label", |experiment| experiment.batch = Some(7));
    screen.run("2 Tab").shows("for each batch of 7").shows("batch 1 of 7");
    screen.run("→×7").shows("7 of 7").shows("after 7 of 7 records").shows("epochs done: 0");
    // The next record's lines belong to the next batch, whose sums are still 0.
    screen.run("Tab →").shows("batch 2 of 7").shows("after 0 of 7 records").shows("batches: 1");
    let training = screen.training();
    let met = training.playback.network();
    let mut beyond = training.playback.trainer.clone();
    beyond.aim(Position { epoch: 0, record: 8 });
    beyond.work(&mut || true);
    assert_eq!(&met, beyond.network());
    screen.run("←").shows("after 7 of 7 records");
    // The last one has fewer records.
    screen.run("g").type_("1").keys("Enter").run("2 Tab Tab ←").shows("batch 7 of 7");
    screen.shows("after 3 of 3 records");
    screen.run("1 e ↓×6").type_("0").run("Enter").run("2").lacks("for each batch");
    screen.run("e ↓×6").type_("x").keys("Enter").says("after how many records the weights change");
}

/// A record's own share of the update, as it is opened, adds up to the step that is made.
#[test]
fn a_record_opened_in_a_batch_leads_to_the_weights_after_it() {
    for (record, loss) in pairs([0, 6, 7, 44], Loss::CHOICES) {
        let screen = screen("classes", |experiment| {
            experiment.loss = loss;
            experiment.batch = Some(7);
            experiment.biases = true;
        });
        let batch = screen.training().playback.trainer.batch_of(record);
        let mut trainer = screen.training().playback.trainer.clone();
        // With the weights that the batch begins with.
        trainer.aim(Position { epoch: 0, record: batch.start + 1 });
        trainer.work(&mut || true);
        let place = screen.training().place(record);
        let features = &screen.training().runs.prepared.features;
        let symbols = backprop::lesson::Symbols::Unicode;
        let lesson = place.lesson(&trainer, features, symbols).unwrap();
        let opened = Tutor::read(lesson);
        trainer.aim(match batch.end {
            45 => Position { epoch: 1, record: 0 },
            end => Position { epoch: 0, record: end + 1 },
        });
        trainer.work(&mut || true);
        for &cell in opened.trace().script().steps() {
            let layer = &trainer.network().layers()[cell.layer];
            let value = opened.trace().value(cell);
            let right = match cell.quantity {
                Quantity::NewWeight => layer.weights[[cell.from, cell.unit]],
                Quantity::NewBias => layer.biases.as_ref().unwrap()[cell.unit],
                _ => continue,
            };
            assert!((value - right).abs() < 1e-12, "{cell:?}: {value} and {right}");
        }
    }
}
