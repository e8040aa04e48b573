//! From a table to features: the lesson's table gives what NumPy and pandas give, and others what they should.

use backprop::data::{Choices, Derivation, FollowedFeature, Prepared, Recipe, Set, Table};

/// What the lesson's `data_prep.py` computes (NumPy's `RandomState` and pandas' rules), with seed 21.
mod numpy {
    pub const COLUMNS: [&str; 6] = ["gre", "gpa", "rank_1", "rank_2", "rank_3", "rank_4"];
    pub const MEANS: [f64; 2] = [608.5, 3.396_500_000_000_000_5];
    pub const STANDARD_DEVIATIONS: [f64; 2] = [139.441_192_457_057_5, 0.398_899_447_518_756_56];
    pub const TRAIN_ROWS: [usize; 36] = [
        17, 13, 14, 26, 11, 37, 21, 7, 30, 19, 1, 33, 38, 3, 36, 0, 29, 16, 2, 28, 22, 31, 18, 25,
        6, 5, 39, 24, 12, 23, 32, 27, 20, 8, 10, 34,
    ];
    pub const TEST_ROWS: [usize; 4] = [4, 9, 15, 35];
    pub const FIRST_TRAIN_RECORD: [f64; 6] = [
        -1.782_113_273_855_775_4,
        -2.097_019_700_586_744,
        0.0,
        0.0,
        1.0,
        0.0,
    ];
    pub const LAST_TRAIN_RECORD: [f64; 6] = [
        -1.782_113_273_855_775_4,
        -0.643_019_190_915_122_9,
        1.0,
        0.0,
        0.0,
        0.0,
    ];
}

fn guess(table: &Table) -> (Recipe, Vec<String>) {
    Recipe::guess(table, &Choices::default())
}

fn admissions() -> (Table, Prepared) {
    let table = Table::admissions();
    let prepared = Prepared::new(&table, &guess(&table).0).unwrap();
    (table, prepared)
}

#[test]
fn the_lessons_recipe_is_guessed_from_its_table() {
    let (recipe, notes) = guess(&Table::admissions());
    assert_eq!(
        recipe,
        Recipe {
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

#[test]
fn every_stage_of_the_lesson_is_numpys() {
    let (_, prepared) = admissions();
    let names: Vec<&str> = prepared
        .features
        .iter()
        .map(|feature| feature.name.as_str())
        .collect();
    assert_eq!(names, numpy::COLUMNS);
    for (feature, (mean, deviation)) in prepared
        .features
        .iter()
        .zip(numpy::MEANS.iter().zip(numpy::STANDARD_DEVIATIONS))
    {
        let Derivation::Standardized(scale) = feature.derivation else {
            panic!("{feature:?} is standardised")
        };
        assert_eq!(
            (scale.mean, scale.standard_deviation, scale.count),
            (*mean, deviation, 40)
        );
    }
    assert_eq!(prepared.train_rows, numpy::TRAIN_ROWS);
    assert_eq!(prepared.test_rows, numpy::TEST_ROWS);
    assert_eq!(prepared.train.features.dim(), (36, 6));
    assert_eq!(prepared.train.targets.dim(), (36, 1));
    assert_eq!(prepared.test.features.dim(), (4, 6));
    assert_eq!(
        prepared.train.features.row(0).to_vec(),
        numpy::FIRST_TRAIN_RECORD
    );
    assert_eq!(
        prepared.train.features.row(35).to_vec(),
        numpy::LAST_TRAIN_RECORD
    );
}

#[test]
fn one_row_can_be_followed_from_the_file_to_the_network() {
    let (table, prepared) = admissions();
    let row = prepared.follow(&table, 17);
    assert_eq!((row.line, row.set, row.target), (19, Set::Train(0), 0.0));
    let gpa = FollowedFeature {
        cell: "2.56",
        number: 2.56,
        value: numpy::FIRST_TRAIN_RECORD[1],
    };
    assert_eq!(row.features[1], gpa);
    assert_eq!(
        row.features[4],
        FollowedFeature {
            cell: "3",
            number: 1.0,
            value: 1.0
        }
    );
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
        let values: Vec<f64> = followed
            .features
            .iter()
            .map(|feature| feature.value)
            .collect();
        assert_eq!(values, records.features.row(record).to_vec());
        assert_eq!(followed.target, records.targets[[record, 0]]);
    }
}
