//! From a [`Table`] and a [`Recipe`] to the arrays a network learns from, with every stage between kept to be shown.

use ndarray::{Array1, Array2};

use super::category::{Category, categories};
use super::error::{DataError, Fault, Place, Role};
use super::recipe::Recipe;
use super::table::{Column, Kind, Table, number};
use crate::nn::NumpyRandom;

/// The most dummies that one column becomes.
const MAX_CATEGORIES: usize = 100;
/// The most memory that the features may take, in bytes.
const MAX_BYTES: usize = 2 << 30;

/// A table made ready for a network, and how.
///
/// The stages in order: the raw cells are in the [`Table`]; [`Prepared::features`] says for each column of the result from
/// which column of the table it comes and how (untouched, standardised with which mean and deviation, dummy of which
/// category); [`Prepared::train_rows`] and [`Prepared::test_rows`] are the shuffle and the split; [`Prepared::train`] and
/// [`Prepared::test`] the arrays.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// What was asked for.
    pub recipe: Recipe,
    /// Which column of the table is the target, from 0.
    pub target: usize,
    /// The columns of the features, as pandas orders them: first those that stay, as they stand in the file, then the dummies
    /// of each column in [`Recipe::one_hot`].
    pub features: Vec<Feature>,
    /// The rows of the table to train on, in the order in which they were drawn (`np.random.choice` without replacement).
    pub train_rows: Vec<usize>,
    /// The rows kept for testing, as they stand in the file.
    pub test_rows: Vec<usize>,
    /// The records of [`Prepared::train_rows`], in that order.
    pub train: Records,
    /// The records of [`Prepared::test_rows`], in that order.
    pub test: Records,
}

/// Records as a network takes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Records {
    /// Shape: records × features.
    pub features: Array2<f64>,
    /// Shape: records × 1; 0 or 1.
    pub targets: Array2<f64>,
}

/// One column of the features.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// The column's name; a dummy's has the category behind it, as in `rank_1`.
    pub name: String,
    /// The column of the table that it comes from, from 0.
    pub column: usize,
    /// How it comes from there.
    pub derivation: Derivation,
}

/// How a feature comes from its cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Derivation {
    /// The number as it is.
    Untouched,
    /// The number, shifted and scaled.
    Standardized(Scale),
    /// 1 where the cell holds the category, 0 elsewhere.
    Dummy(Category),
}

/// The mean and the standard deviation of a column, and what they are made of. All rows count, the test rows as well, as in
/// the lesson's script.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// `n`, how many values there are.
    pub count: usize,
    /// `Σ x`
    pub sum: f64,
    /// `x̄ = Σ x / n`
    pub mean: f64,
    /// `Σ (x − x̄)²`
    pub squares: f64,
    /// `s = √(Σ (x − x̄)² / (n − 1))`, as pandas computes it.
    pub standard_deviation: f64,
}

/// One row on its way from the file to the network.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowedRow<'t> {
    /// The row of the table, from 0.
    pub row: usize,
    /// Its line in the file, from 1.
    pub line: usize,
    /// Where the split has put it.
    pub set: Set,
    /// 0 or 1.
    pub target: f64,
    /// One for each of [`Prepared::features`].
    pub features: Vec<FollowedFeature<'t>>,
}

/// One feature of a row at each stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FollowedFeature<'t> {
    /// The raw text it comes from.
    pub cell: &'t str,
    /// The number once the dummies are made, before standardising.
    pub number: f64,
    /// The number that the network gets.
    pub value: f64,
}

/// On which side of the split a row is, and which record it is there, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// A row of [`Prepared::train`].
    Train(usize),
    /// A row of [`Prepared::test`].
    Test(usize),
}

impl Prepared {
    /// Prepares `table` as `recipe` says: dummies, standardising, shuffle and split.
    ///
    /// # Errors
    /// When the recipe names what is not there, a cell does not hold what it should, a column can't be standardised, or the
    /// split leaves one side empty.
    pub fn new(table: &Table, recipe: &Recipe) -> Result<Self, DataError> {
        let (target, roles) = roles(table, recipe)?;
        if table.rows() < 2 {
            return Err(DataError::new(
                table.name(),
                Place::default(),
                Fault::OneRecord,
            ));
        }
        check_target(table, target)?;
        let features = features(table, recipe, &roles)?;
        let train_size = train_size(table, recipe.test_fraction)?;
        if table.rows().saturating_mul(features.len()) > MAX_BYTES / size_of::<f64>() {
            let fault = Fault::TooManyNumbers {
                records: table.rows(),
                features: features.len(),
                limit: MAX_BYTES as u64,
            };
            return Err(DataError::new(table.name(), Place::default(), fault));
        }
        let train_rows =
            NumpyRandom::new(recipe.seed).choice_without_replacement(table.rows(), train_size);
        let mut is_for_training = vec![false; table.rows()];
        for &row in &train_rows {
            is_for_training[row] = true;
        }
        let test_rows: Vec<usize> = (0..table.rows())
            .filter(|&row| !is_for_training[row])
            .collect();
        Ok(Self {
            recipe: recipe.clone(),
            target,
            train: records(table, &features, target, &train_rows),
            test: records(table, &features, target, &test_rows),
            features,
            train_rows,
            test_rows,
        })
    }

    /// Takes one row of the table (from 0) through all stages.
    ///
    /// # Panics
    /// When `table` is not the one this was prepared from, and has no such row or column.
    #[must_use]
    pub fn follow<'t>(&self, table: &'t Table, row: usize) -> FollowedRow<'t> {
        let set = if let Ok(record) = self.test_rows.binary_search(&row) {
            Set::Test(record)
        } else {
            let record = self.train_rows.iter().position(|&drawn| drawn == row);
            Set::Train(record.expect("each row of the table is in one of the two sets"))
        };
        let features = self.features.iter().map(|feature| {
            let cell = table.cell(row, feature.column);
            let number = feature.number(cell);
            let value = feature.scaled(number);
            FollowedFeature {
                cell,
                number,
                value,
            }
        });
        FollowedRow {
            row,
            line: table.line(row),
            set,
            target: known_number(table.cell(row, self.target)),
            features: features.collect(),
        }
    }
}

impl Feature {
    /// What a cell of the column becomes before standardising.
    fn number(&self, cell: &str) -> f64 {
        match &self.derivation {
            Derivation::Untouched | Derivation::Standardized(_) => known_number(cell),
            Derivation::Dummy(category) => f64::from(u8::from(category.holds(cell))),
        }
    }

    /// What the network gets for it.
    fn scaled(&self, number: f64) -> f64 {
        match &self.derivation {
            Derivation::Standardized(scale) => (number - scale.mean) / scale.standard_deviation,
            Derivation::Untouched | Derivation::Dummy(_) => number,
        }
    }
}

impl Scale {
    fn of(values: &Array1<f64>) -> Self {
        let count = values.len();
        let sum = values.sum();
        let mean = sum / count as f64;
        let squares = values.mapv(|value| (value - mean) * (value - mean)).sum();
        Self {
            count,
            sum,
            mean,
            squares,
            standard_deviation: (squares / (count as f64 - 1.0)).sqrt(),
        }
    }
}

/// The target's column, and the role of every column that has one.
fn roles(table: &Table, recipe: &Recipe) -> Result<(usize, Vec<Option<Role>>), DataError> {
    let mut roles = vec![None; table.columns().len()];
    let lists = [
        (Role::Target, std::slice::from_ref(&recipe.target)),
        (Role::OneHot, &recipe.one_hot),
        (Role::Standardize, &recipe.standardize),
        (Role::LeaveOut, &recipe.leave_out),
    ];
    for (role, names) in lists {
        for name in names {
            let column = find(table, role, name)?;
            if let Some(first) = roles[column].replace(role) {
                let place = Place::column(column, name);
                return Err(DataError::new(
                    table.name(),
                    place,
                    Fault::TwoRoles {
                        first,
                        second: role,
                    },
                ));
            }
        }
    }
    Ok((find(table, Role::Target, &recipe.target)?, roles))
}

fn find(table: &Table, role: Role, name: &str) -> Result<usize, DataError> {
    table.column(name).ok_or_else(|| {
        let fault = Fault::UnknownColumn {
            role,
            name: name.to_owned(),
            columns: table
                .columns()
                .iter()
                .map(|column| column.name.clone())
                .collect(),
        };
        DataError::new(table.name(), Place::default(), fault)
    })
}

/// Every cell must be 0 or 1, and both must be there.
fn check_target(table: &Table, target: usize) -> Result<(), DataError> {
    let name = &table.columns()[target].name;
    let mut first_value = None;
    let mut has_both = false;
    for (row, cell) in table.cells(target).enumerate() {
        let Some(value @ (0.0 | 1.0)) = number(cell) else {
            let place = Place::cell(table.line(row), target, name);
            let value = cell.to_owned();
            return Err(DataError::new(
                table.name(),
                place,
                Fault::NotATarget { value },
            ));
        };
        has_both |= *first_value.get_or_insert(value) != value;
    }
    match first_value {
        Some(value) if !has_both => {
            let place = Place::column(target, name);
            Err(DataError::new(
                table.name(),
                place,
                Fault::OneClass { value },
            ))
        }
        _ => Ok(()),
    }
}

/// All features: the columns that stay as they stand in the file, then the dummies as the recipe lists their columns.
fn features(
    table: &Table,
    recipe: &Recipe,
    roles: &[Option<Role>],
) -> Result<Vec<Feature>, DataError> {
    let mut features = Vec::new();
    for (column, Column { name, .. }) in table.columns().iter().enumerate() {
        let derivation = match roles[column] {
            None => {
                check_numbers(table, column)?;
                Derivation::Untouched
            }
            Some(Role::Standardize) => Derivation::Standardized(scale(table, column)?),
            Some(Role::Target | Role::OneHot | Role::LeaveOut) => continue,
        };
        features.push(Feature {
            name: name.clone(),
            column,
            derivation,
        });
    }
    for name in &recipe.one_hot {
        let column = find(table, Role::OneHot, name)?;
        let name = &table.columns()[column].name;
        let Some(categories) = categories(table, column, MAX_CATEGORIES) else {
            let fault = Fault::TooManyCategories {
                most: MAX_CATEGORIES,
            };
            return Err(DataError::new(
                table.name(),
                Place::column(column, name),
                fault,
            ));
        };
        features.extend(categories.into_iter().map(|category| Feature {
            name: format!("{name}_{category}"),
            column,
            derivation: Derivation::Dummy(category),
        }));
    }
    if features.is_empty() {
        return Err(DataError::new(
            table.name(),
            Place::default(),
            Fault::NoFeatures,
        ));
    }
    Ok(features)
}

/// Refuses the first cell that is not a finite number.
fn check_numbers(table: &Table, column: usize) -> Result<(), DataError> {
    let Column { name, kind } = &table.columns()[column];
    let Kind::Text { first, .. } = *kind else {
        return Ok(());
    };
    let value = table.cell(first, column).to_owned();
    let fault = match value.parse::<f64>() {
        Ok(_) => Fault::NotFinite { value },
        Err(_) => Fault::NotANumber { value },
    };
    Err(DataError::new(
        table.name(),
        Place::cell(table.line(first), column, name),
        fault,
    ))
}

/// Mean and standard deviation of a column of at least two rows.
fn scale(table: &Table, column: usize) -> Result<Scale, DataError> {
    check_numbers(table, column)?;
    let scale = Scale::of(&table.numbers(column).collect());
    let fault = if table
        .numbers(column)
        .all(|value| value == known_number(table.cell(0, column)))
    {
        Fault::Constant {
            value: table.cell(0, column).to_owned(),
        }
    } else if !scale.mean.is_finite() || !scale.standard_deviation.is_normal() {
        Fault::Unscalable
    } else {
        return Ok(scale);
    };
    let place = Place::column(column, &table.columns()[column].name);
    Err(DataError::new(table.name(), place, fault))
}

/// How many rows are for training: `int(rows * (1 - test_fraction))`. Where that product is whole but for the rounding of its
/// factors (10 · (1 − 0.9) is 0.9999999999999998), it is the whole number.
fn train_size(table: &Table, test_fraction: f64) -> Result<usize, DataError> {
    let fail = |fault| Err(DataError::new(table.name(), Place::default(), fault));
    if !(test_fraction > 0.0 && test_fraction < 1.0) {
        return fail(Fault::Fraction {
            value: test_fraction,
        });
    }
    let product = table.rows() as f64 * (1.0 - test_fraction);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between 0 and the number of rows"
    )]
    let train_size = (product * (1.0 + 1e-12)) as usize;
    let side = match train_size {
        0 => "training",
        all if all >= table.rows() => "testing",
        _ => return Ok(train_size),
    };
    fail(Fault::EmptySide {
        fraction: test_fraction,
        records: table.rows(),
        side,
    })
}

fn records(table: &Table, features: &[Feature], target: usize, rows: &[usize]) -> Records {
    Records {
        features: Array2::from_shape_fn((rows.len(), features.len()), |(record, feature)| {
            let feature = &features[feature];
            feature.scaled(feature.number(table.cell(rows[record], feature.column)))
        }),
        targets: Array2::from_shape_fn((rows.len(), 1), |(record, _)| {
            known_number(table.cell(rows[record], target))
        }),
    }
}

/// The number in a cell that is known to hold one.
fn known_number(cell: &str) -> f64 {
    number(cell).expect("the columns of numbers are checked")
}
