//! The small tables to learn with: that they are NumPy's, that they learn, and that what is said of them is so.

use std::collections::BTreeMap;

use backprop::app::Theme;
use backprop::app::builtin_tables::{self, Draw};
use backprop::app::experiment::{Experiment, Source};
use backprop::app::training::Training;
use backprop::data::{Choices, ReadOptions, Table, silently};
use backprop::lesson::course::BuiltinTable;
use backprop::nn::training::Trainer;
use serde::Deserialize;
use strum::VariantArray;

use crate::numpy::assert_numpys;
use crate::tutor::{LANGUAGES, Tutor};

/// What `tests/golden/classics.py` has computed.
#[derive(Deserialize)]
struct Golden {
    rows: Vec<[f64; 3]>,
    /// The loss after some epochs.
    losses: BTreeMap<usize, f64>,
}

fn golden() -> BTreeMap<String, Golden> {
    serde_json::from_str(include_str!("../golden/classics.json")).unwrap()
}

fn source(table: BuiltinTable) -> Source {
    Source::builtin(table, Draw::default())
}

fn trainer(table: BuiltinTable, experiment: &Experiment) -> Trainer {
    let prepared = source(table).prepare(experiment, &mut silently).unwrap();
    experiment.trainer(&prepared).unwrap()
}

fn accuracy(table: BuiltinTable, experiment: &Experiment) -> f64 {
    let mut trainer = trainer(table, experiment);
    trainer.run_to(experiment.epochs);
    trainer.point().unwrap().training_accuracy
}

#[test]
fn tables_and_losses_are_numpys() {
    let golden = golden();
    for classic in &BuiltinTable::VARIANTS[1..] {
        let name: &str = classic.into();
        let Golden { rows, losses } = &golden[name];
        let table = source(*classic).table;
        assert_eq!(table.rows(), rows.len());
        assert_eq!(table.rows(), builtin_tables::rows(*classic, Draw::default()));
        for (row, numbers) in rows.iter().enumerate() {
            let cells = [0, 1, 2].map(|column| table.cell(row, column).parse::<f64>().unwrap());
            assert_eq!(&cells, numbers, "{name}, row {row}");
        }
        let mut trainer = trainer(*classic, &Experiment::of(*classic));
        for (epoch, loss) in losses {
            trainer.run_to(*epoch);
            assert_numpys(&[trainer.point().unwrap().loss], &serde_json::json!([loss]), 1e-12);
        }
    }
}

#[test]
fn each_network_learns_its_table() {
    for (classic, least) in [
        (BuiltinTable::Xor, 1.0),
        (BuiltinTable::And, 1.0),
        (BuiltinTable::Circle, 0.95),
        (BuiltinTable::Gaussians, 0.95),
    ] {
        assert!(accuracy(classic, &Experiment::of(classic)) >= least, "{classic:?}");
    }
}

#[test]
fn what_is_said_of_them_is_so() {
    let with = |classic, change: fn(&mut Experiment)| {
        let mut experiment = Experiment::of(classic);
        change(&mut experiment);
        accuracy(classic, &experiment)
    };
    assert!(with(BuiltinTable::Xor, |it| it.hidden.clear()) < 1.0, "a single unit");
    assert!(with(BuiltinTable::Xor, |it| it.seed = 8) < 1.0, "another start");
    assert!(with(BuiltinTable::And, |it| it.biases = false) < 1.0, "a line through 0");
    assert!(with(BuiltinTable::Circle, |it| it.hidden = vec![2]) < 0.9, "two lines");
    assert!(with(BuiltinTable::Circle, |it| it.biases = false) < 0.9, "lines through the middle");
}

#[test]
fn they_are_opened_from_the_menu_stepped_and_changed_in_the_form() {
    for (place, name) in [
        ("xor", "Exclusive or"),
        ("and", "And"),
        ("circle", "The circle"),
        ("gaussians", "Two clouds"),
    ] {
        let index = Tutor::menu()
            .app
            .menu()
            .course
            .entries
            .iter()
            .position(|entry| entry.subject.name() == place);
        let mut tutor = Tutor::menu();
        tutor.app.open_entry(index.unwrap());
        tutor.shows(name).shows("training").run("→ →").shows("2 / ");
        // Opened number by number, with its biases.
        tutor.keys("Enter").shows("training record");
        assert!(
            tutor
                .stepper()
                .trace
                .example()
                .network
                .layers()
                .iter()
                .all(|layer| layer.biases.is_some())
        );
        tutor
            .keys("Esc e")
            .shows("biases: 1 or 0")
            .keys("Esc")
            .run("End")
            .says("The MSE on the training records fell");
        tutor.run("Home").shows("0 / ").run("End");
        tutor.keys("Esc").shows("finished");
    }
    let mut form = Tutor::menu();
    form.app.open_training(BuiltinTable::And);
    form.keys("e ↓×5").type_("0").run("Enter").run("End");
    assert!(!form.training().runs.experiment.biases);
    form.keys("e ↓×5").type_("2").keys("Enter").says("1 for a bias");
}

#[test]
fn sentences_fit_the_smallest_window() {
    for classic in &BuiltinTable::VARIANTS[1..] {
        for language in LANGUAGES {
            let training = Training::new(source(*classic), Experiment::of(*classic)).unwrap();
            let mut tutor = Tutor::train(training).in_language(language);
            let words = &tutor.app.settings.text().training;
            tutor.says(&words.see[<&str>::from(classic)].clone()).says(&words.waiting);
        }
    }
}

/// Where the network answers 1, the map of exclusive or is fuller; each of the four rows stands in it.
#[test]
fn the_map_shows_what_was_learned_and_says_where_there_is_none() {
    let mut tutor = Tutor::menu().in_theme(Theme::Mono);
    tutor.app.open_training(BuiltinTable::Xor);
    tutor.run("6 End").shows("ŷ over the plane").says("“▒” “▓”: above");
    let text = tutor.text();
    let map: Vec<&str> = text.lines().filter(|line| line.starts_with('│')).collect();
    let digits = map.iter().flat_map(|line| line.chars()).filter(|it| "01".contains(*it)).count();
    assert_eq!(digits, 4, "{text}");
    let count = |sign| map.iter().map(|line| line.matches(sign).count()).sum::<usize>();
    assert!(count("▓") > 20 && count(" ") > 20, "{text}");
    // While it runs, backwards, and with each other look.
    tutor.run("Home → → ←").shows("ŷ over the plane");
    Tutor::menu().after("4 6").shows("rank_1").shows("rank_4").shows("gre");
    let table = "a,b,c,y\n1,2,3,0\n2,1.5,1,1\n3,2.5,4,0\n1.5,2,2,1\n";
    let table =
        Table::read("t.csv", table.as_bytes(), &ReadOptions::default(), &mut silently).unwrap();
    let source = Source::new(table, &Choices::default());
    let experiment = Experiment { test_fraction: 0.0, ..Experiment::default() };
    Tutor::train(Training::new(source, experiment).unwrap())
        .after("6")
        .says("A map needs two features");
}

#[test]
fn the_network_is_seen_while_it_trains() {
    let mut tutor = Tutor::menu();
    tutor.app.open_training(BuiltinTable::Xor);
    tutor
        .run("5 End")
        .shows("weights, most moved first")
        .shows("mean |δ| of this record")
        .shows("▁");
    let network = tutor.training().playback.trainer.network().clone();
    let largest = network.layers()[1].weights.iter().copied().fold(0.0, f64::max);
    let number = tutor.number(largest);
    tutor.shows(&number);
    tutor.run("Home Tab →").shows("mean |Δw|").run("Tab Tab →").shows("mean |Δw|");
    // Beside the chart, where there is room.
    tutor
        .run("1")
        .lacks("weights, most moved first")
        .at(120, 30)
        .shows("weights, most moved first");
    for (width, height) in [(80, 24), (20, 5), (60, 10), (119, 24), (200, 60)] {
        tutor.run("5").at(width, height).draw();
    }
    // Too many weights for a picture.
    let experiment = Experiment { hidden: vec![200, 10], ..Experiment::default() };
    Tutor::train(Training::new(Source::admissions(), experiment).unwrap())
        .after("5")
        .says("more than 500 weights");
}
