//! From a table to features: the lesson's table gives what NumPy and pandas give, and others what they should.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::english::english;
use backprop::data::{
    Choices, ColumnKind, Derivation, FollowedFeature, Prepared, ReadOptions, Recipe, Redraw,
    Separator, Set, Share, Table, TableFault, TargetKind, silently,
};
use strum::VariantArray;

use crate::admissions::rows_of;
use crate::numpy::{assert_numpys, numpy};

fn guess(table: &Table) -> (Recipe, Vec<String>) {
    guess_rest(table, &Choices::default())
}

/// What is guessed beside what was asked for, and the sentences about it.
fn guess_rest(table: &Table, choices: &Choices) -> (Recipe, Vec<String>) {
    let (recipe, notes) = Recipe::guess(table, choices);
    (recipe, notes.iter().map(english).collect())
}

fn admissions() -> (Table, Prepared) {
    let table = Table::admissions();
    let prepared = Prepared::new(&table, &guess(&table).0, &mut silently).unwrap();
    (table, prepared)
}

fn feature_names(prepared: &Prepared) -> Vec<&str> {
    prepared.features.iter().map(|feature| feature.name.as_str()).collect()
}

#[test]
fn the_lessons_recipe_is_guessed_from_its_table() {
    let (recipe, notes) = guess(&Table::admissions());
    assert_eq!(
        recipe,
        Recipe {
            target_kind: TargetKind::Label,
            positive: None,
            target: "admit".to_owned(),
            one_hot: vec!["rank".to_owned()],
            standardize: vec!["gre".to_owned(), "gpa".to_owned()],
            leave_out: vec![],
            test_fraction: 0.1,
            seed: 21,
        }
    );
    assert_eq!(
        notes,
        [
            "Target: admit (the only column of 0 and 1).",
            "One-hot: rank (few different values).",
            "Standardized: gre, gpa (numbers of many values)."
        ]
    );
}

/// NumPy's `RandomState` and pandas' rules, with seed 21.
#[test]
fn every_stage_of_the_lesson_is_numpys() {
    let golden = numpy("admissions");
    let (_, prepared) = admissions();
    assert_eq!(serde_json::json!(feature_names(&prepared)), golden["columns"]);
    for (feature, column) in prepared.features.iter().zip(["gre", "gpa"]) {
        let Derivation::Standardized(scale) = feature.derivation else {
            panic!("{feature:?} is standardised")
        };
        let (mean, deviation) = (&golden["mean"][column], &golden["std"][column]);
        assert_numpys(&[scale.mean], mean, 0.0);
        assert_numpys(&[scale.standard_deviation], deviation, 0.0);
        assert_eq!(scale.count, 40);
    }
    assert_eq!(prepared.train_rows, rows_of(&golden["train_rows"]));
    assert_eq!(prepared.test_rows, rows_of(&golden["test_rows"]));
    for (set, records) in [(&prepared.train, 36), (&prepared.test, 4)] {
        let shape = (set.records(), set.inputs(), set.outputs());
        assert_eq!(shape, (records, 6, 1));
    }
    for (record, key) in [(0, "first_train_record"), (35, "last_train_record")] {
        assert_numpys(&prepared.train.input(record).to_vec(), &golden[key], 0.0);
    }
}

#[test]
fn one_row_can_be_followed_from_the_file_to_the_network() {
    let (table, prepared) = admissions();
    let row = prepared.follow(&table, 17);
    assert_eq!((row.line, row.set, row.target), (19, Set::Train(0), vec![0.0]));
    let value = prepared.train.input(0)[1];
    assert_eq!(row.features[1], FollowedFeature { cell: "2.56", number: 2.56, value });
    assert_eq!(row.features[4], FollowedFeature { cell: "3", number: 1.0, value: 1.0 });
    assert_eq!(prepared.follow(&table, 15).set, Set::Test(2));
}

#[test]
fn a_followed_row_is_the_record_of_its_set() {
    let (table, prepared) = admissions();
    for row in 0..table.rows() {
        let followed = prepared.follow(&table, row);
        let (records, record) = match followed.set {
            Set::Train(record) => (&prepared.train, record),
            Set::Test(record) => (&prepared.test, record),
        };
        let values: Vec<f64> = followed.features.iter().map(|feature| feature.value).collect();
        assert_eq!(values, records.input(record).to_vec());
        assert_eq!(followed.target, records.target(record).to_vec());
    }
}

fn read(text: &str) -> Table {
    Table::read("test.csv", text.as_bytes(), &ReadOptions::default(), &mut silently).unwrap()
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|&name| name.to_owned()).collect()
}

/// The name of a column, and its cell in each row.
type Column = (&'static str, fn(usize) -> String);

fn table(rows: usize, columns: &[Column]) -> Table {
    let header: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let mut lines = vec![header.join(",")];
    lines.extend((0..rows).map(|row| {
        let cells: Vec<String> = columns.iter().map(|(_, cell)| cell(row)).collect();
        cells.join(",")
    }));
    read(&lines.join("\n"))
}

#[test]
fn a_table_keeps_its_cells_with_their_lines_and_kinds() {
    let table = read("admit;city\n\n1;\"New\nYork\"\n 0 ; Rome\n");
    assert_eq!(table.separator, Separator::Semicolon);
    assert_eq!((table.rows(), table.columns.len(), table.skipped_rows), (2, 2, 0));
    assert_eq!((table.cell(0, 1), table.line(0)), ("New York", 3));
    assert_eq!((table.cell(1, 0), table.line(1)), ("0", 5));
    assert_eq!(table.columns[0].kind, ColumnKind::Number);
    assert_eq!(table.columns[1].kind, ColumnKind::Text { first: 0 });
    assert_eq!((table.column("city"), table.column("City")), (Some(1), None));
}

#[test]
fn a_separator_is_known_by_its_character_and_its_name() {
    for &separator in Separator::VARIANTS {
        assert_eq!(Separator::named(separator.into()), Some(separator));
        let character = char::from(separator.byte()).to_string();
        assert_eq!(Separator::named(&character), Some(separator));
    }
    assert_eq!(Separator::named(r"\t"), Some(Separator::Tab));
    assert_eq!(Separator::named(":"), None);
}

#[test]
fn what_is_chosen_is_kept_and_the_rest_is_guessed() {
    let table = Table::admissions();
    let choices = Choices {
        target: Some("admit".to_owned()),
        standardize: Some(names(&["gpa"])),
        ..Choices::default()
    };
    let (recipe, notes) = guess_rest(&table, &choices);
    assert_eq!(
        (recipe.one_hot, recipe.standardize),
        (vec!["rank".to_owned()], vec!["gpa".to_owned()])
    );
    assert_eq!(notes, ["One-hot: rank (few different values)."]);
    let nothing_free = Choices {
        target_kind: None,
        positive: None,
        one_hot: Some(names(&[])),
        standardize: Some(names(&[])),
        leave_out: Some(names(&["rank"])),
        target: Some("admit".to_owned()),
    };
    let (recipe, notes) = guess_rest(&table, &nothing_free);
    assert_eq!(notes, [""; 0]);
    let prepared = Prepared::new(&table, &recipe, &mut silently).unwrap();
    assert!(prepared.features.iter().all(|feature| feature.derivation == Derivation::Untouched));
    assert_eq!(prepared.train.input(0).to_vec(), [360.0, 2.56]);
}

#[test]
fn each_column_is_guessed_by_what_it_looks_like() {
    let table = table(
        40,
        &[
            ("id", |row| (row + 7).to_string()),
            ("survived", |row| (row % 2).to_string()),
            ("class", |row| (row % 3 + 1).to_string()),
            ("siblings", |row| [0, 2, 5][row % 3].to_string()),
            ("fare", |row| (row * row).to_string()),
            ("port", |row| ["S", "Q", "C"][row % 3].to_owned()),
            ("name", |row| format!("passenger {row}")),
            ("ship", |_| "Titanic".to_owned()),
        ],
    );
    let (recipe, notes) = guess(&table);
    assert_eq!(
        notes,
        [
            "Target: survived (the only column of 0 and 1).",
            "One-hot: class, port (few different values).",
            "Standardized: siblings, fare (numbers of many values).",
            "Left out: ship (the same value in every row).",
            "Left out: id (only the number of the row).",
            "Left out: name (too many different texts for categories).",
        ]
    );
    let prepared = Prepared::new(&table, &recipe, &mut silently).unwrap();
    assert_eq!(
        feature_names(&prepared),
        ["siblings", "fare", "class_1", "class_2", "class_3", "port_C", "port_Q", "port_S"]
    );
}

#[test]
fn number_categories_are_sorted_by_size_and_dummies_follow_the_recipe() {
    let table = table(
        40,
        &[
            ("y", |row| (row % 2).to_string()),
            ("letter", |row| ["b", "a"][row / 2 % 2].to_owned()),
            ("level", |row| [10, 9, 100][row % 3].to_string()),
        ],
    );
    let choices = Choices { one_hot: Some(names(&["level", "letter"])), ..Choices::default() };
    let prepared =
        Prepared::new(&table, &Recipe::guess(&table, &choices).0, &mut silently).unwrap();
    let features = ["level_9", "level_10", "level_100", "letter_a", "letter_b"];
    assert_eq!(feature_names(&prepared), features);
}

#[test]
fn the_split_is_that_of_the_script_for_any_fraction() {
    // int(rows * (1 - fraction)) in exact arithmetic.
    for (rows, fraction, train) in [
        (40, 0.1, 36),
        (10, 0.9, 1),
        (10, 0.7, 3),
        (5, 0.2, 4),
        (5, 0.1, 4),
        (3, 0.5, 1),
        (30, 0.3, 21),
    ] {
        let table = table(
            rows,
            &[("y", |row| (row % 2).to_string()), ("x", |row| (row * row).to_string())],
        );
        let recipe = Recipe { test_fraction: fraction, ..guess(&table).0 };
        let prepared = Prepared::new(&table, &recipe, &mut silently).unwrap();
        assert_eq!(prepared.train_rows.len(), train, "{rows} rows, {fraction}");
        let mut all = [prepared.train_rows, prepared.test_rows.clone()].concat();
        all.sort_unstable();
        assert!(all.into_iter().eq(0..rows), "each row is in one set");
        assert!(prepared.test_rows.is_sorted());
    }
}

/// Rows of numbers and categories.
fn mixed(rows: usize) -> Table {
    table(
        rows,
        &[
            ("y", |row| (row % 2).to_string()),
            ("size", |row| (row * row).to_string()),
            ("level", |row| (row % 3).to_string()),
            ("letter", |row| ["b", "a", "c"][row / 2 % 3].to_owned()),
        ],
    )
}

#[test]
fn preparing_tells_how_far_it_is_and_can_be_stopped_after_each_column() {
    let table = mixed(60);
    let recipe = guess(&table).0;
    let mut shares = Vec::new();
    let mut note = |Share(share)| {
        shares.push(share);
        ControlFlow::Continue(())
    };
    Prepared::new(&table, &recipe, &mut note).unwrap();
    // One of seven features comes from the first column, and three from each of the others.
    assert_eq!(shares, [1.0 / 7.0, 4.0 / 7.0, 1.0]);

    for last in shares {
        let mut stop = |Share(share)| {
            if share < last { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let error = Prepared::new(&table, &recipe, &mut stop).unwrap_err();
        assert_eq!(*error.fault, TableFault::Stopped);
    }
}

#[test]
fn drawn_anew_the_records_are_those_of_preparing_anew() {
    for rows in [2, 60, 5000] {
        let table = mixed(rows);
        let (recipe, _) = guess(&table);
        let old = Arc::new(Prepared::new(&table, &recipe, &mut silently).unwrap());
        for (seed, test_fraction) in [(22, 0.1), (21, 0.4), (5, 0.45)] {
            let recipe = Recipe { seed, test_fraction, ..recipe.clone() };
            let redraw = Redraw::new(Arc::clone(&old), &table, recipe.clone()).unwrap();
            let drawn = redraw.done();
            let anew = Prepared::new(&table, &recipe, &mut silently).unwrap();
            assert_eq!(drawn.recipe, recipe);
            assert_eq!((drawn.train_rows, drawn.train), (anew.train_rows, anew.train));
            assert_eq!((drawn.test_rows, drawn.test), (anew.test_rows, anew.test));
            assert_eq!(drawn.features, anew.features);
        }
    }
}
