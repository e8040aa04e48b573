//! What is to be made of each column of a table, and a guess at it.

use super::category::{Category, categories};
use super::error::listed;
use super::table::{Kind, Table};

/// The most different texts, or whole numbers without a gap, that are taken for categories unasked.
const MOST_TEXTS: usize = 20;
const MOST_NUMBERS: usize = 10;

/// What is to be made of a table. Columns that are not named here are features as they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// The column that the network is to tell: 0 or 1 in every row.
    pub target: String,
    /// Columns that become one dummy for each of their values.
    pub one_hot: Vec<String>,
    /// Columns that are shifted to mean 0 and scaled to standard deviation 1.
    pub standardize: Vec<String>,
    /// Columns that are not used.
    pub leave_out: Vec<String>,
    /// The part of the rows that is kept for testing: above 0 and below 1.
    pub test_fraction: f64,
    /// Where the random numbers of the split start.
    pub seed: u32,
}

/// What was asked for; the rest of a [`Recipe`] is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// As in [`Recipe`].
    pub target: Option<String>,
    /// As in [`Recipe`].
    pub one_hot: Option<Vec<String>>,
    /// As in [`Recipe`].
    pub standardize: Option<Vec<String>>,
}

/// What a column looks like to someone who has to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// Only 0 and 1, and both.
    Binary,
    /// One value throughout.
    Constant,
    /// A few whole numbers without a gap, or a few texts.
    Categories,
    /// Each number one above that of the row before.
    RowNumbers,
    /// Numbers, or nearly so: what is no number among them is a mistake to be told.
    Quantity,
    /// Many different texts.
    Texts,
}

impl Recipe {
    /// Completes `choices` with what the table looks like, a tenth of the rows for testing and the lesson's seed 21. Also says
    /// what was guessed and why, in plain sentences. A wrong choice shows only in [`Prepared::new`](super::Prepared::new).
    #[must_use]
    pub fn guess(table: &Table, choices: &Choices) -> (Self, Vec<String>) {
        let looks: Vec<Look> = (0..table.columns().len())
            .map(|column| look(table, column))
            .collect();
        let mut notes = Vec::new();
        let target = choices.target.clone().unwrap_or_else(|| {
            let (target, note) = guess_target(table, &looks, choices);
            notes.push(note);
            target
        });
        let mut recipe = Self {
            target,
            one_hot: choices.one_hot.clone().unwrap_or_default(),
            standardize: choices.standardize.clone().unwrap_or_default(),
            leave_out: Vec::new(),
            test_fraction: 0.1,
            seed: 21,
        };
        let free: Vec<(&str, Look)> = table
            .columns()
            .iter()
            .zip(looks)
            .map(|(column, look)| (column.name.as_str(), look))
            .filter(|(name, _)| !recipe.names(name))
            .collect();
        let looking = |wanted: Look| -> Vec<String> {
            let like = free.iter().filter(|(_, look)| *look == wanted);
            like.map(|(name, _)| (*name).to_owned()).collect()
        };
        let mut guess = |list: &mut Vec<String>, found: Vec<String>, role: &str, why: &str| {
            if !found.is_empty() {
                notes.push(format!("{role}: {} ({why}).", listed(&found)));
                list.extend(found);
            }
        };
        if choices.one_hot.is_none() {
            let found = looking(Look::Categories);
            guess(
                &mut recipe.one_hot,
                found,
                "One-hot",
                "few different values",
            );
        }
        if choices.standardize.is_none() {
            let found = looking(Look::Quantity);
            guess(
                &mut recipe.standardize,
                found,
                "Standardized",
                "numbers of many values",
            );
        }
        let out = &mut recipe.leave_out;
        guess(
            out,
            looking(Look::Constant),
            "Left out",
            "the same value in every row",
        );
        guess(
            out,
            looking(Look::RowNumbers),
            "Left out",
            "it only counts the rows",
        );
        guess(
            out,
            looking(Look::Texts),
            "Left out",
            "too many different texts for categories",
        );
        (recipe, notes)
    }

    /// Whether the column has a role already.
    fn names(&self, column: &str) -> bool {
        let lists = [&self.one_hot, &self.standardize, &self.leave_out];
        self.target == column
            || lists
                .iter()
                .any(|list| list.iter().any(|name| name == column))
    }
}

/// The column to tell and why, out of those that were not given another role.
fn guess_target(table: &Table, looks: &[Look], choices: &Choices) -> (String, String) {
    let lists = [&choices.one_hot, &choices.standardize];
    let is_taken = |name: &String| lists.into_iter().flatten().any(|list| list.contains(name));
    let columns = table.columns();
    let binary: Vec<usize> = (0..columns.len())
        .filter(|&column| looks[column] == Look::Binary && !is_taken(&columns[column].name))
        .collect();
    let last = columns.len() - 1;
    let (target, why) = match binary.as_slice() {
        [] => (last, "the last column; none holds only 0 and 1"),
        [only] => (*only, "the only column of 0 and 1"),
        [.., end] if *end == last => (last, "the last column, of 0 and 1"),
        [first, ..] => (*first, "the first column of 0 and 1"),
    };
    let name = &columns[target].name;
    (
        name.clone(),
        format!("Target: {} ({why}).", listed(&[name])),
    )
}

fn look(table: &Table, column: usize) -> Look {
    let rows = table.rows();
    match table.columns()[column].kind {
        // A few cells that are no numbers are mistakes; categories would hide them.
        Kind::Text { numbers, .. } if numbers * 2 > rows => Look::Quantity,
        Kind::Text { .. } => match categories(table, column, MOST_TEXTS.min(rows / 2)) {
            Some(texts) if texts.len() == 1 => Look::Constant,
            Some(_) => Look::Categories,
            None => Look::Texts,
        },
        Kind::Number => match categories(table, column, MOST_NUMBERS) {
            Some(numbers) => look_of_few(&numbers, rows),
            None if counts_rows(table, column) => Look::RowNumbers,
            None => Look::Quantity,
        },
    }
}

/// What a column with these different numbers looks like.
fn look_of_few(sorted: &[Category], rows: usize) -> Look {
    let values: Vec<f64> = sorted
        .iter()
        .filter_map(|category| match category {
            Category::Number(value) => Some(*value),
            Category::Text(_) => None,
        })
        .collect();
    let has_gap = values.windows(2).any(|pair| pair[1] - pair[0] != 1.0);
    match values.as_slice() {
        [_] => Look::Constant,
        [0.0, 1.0] => Look::Binary,
        [first, _, _, ..] if first.fract() == 0.0 && !has_gap && values.len() * 2 <= rows => {
            Look::Categories
        }
        _ => Look::Quantity,
    }
}

fn counts_rows(table: &Table, column: usize) -> bool {
    let values = table.numbers(column);
    values
        .zip(table.numbers(column).skip(1))
        .all(|(one, next)| next - one == 1.0)
}
