//! What is to be made of each column of a table, and a guess at it.

use super::category::{Category, categories};
use super::fault::{TableError, TableFault};
use super::note::{Note, Reason};
use super::number::plain_spellings;
use super::role::Role;
use super::table::{ColumnKind, Table};
use super::target::{TargetKind, look_of_target, two_labels};
use crate::sanitize::shown;
use crate::suggest::Suggestion;

/// The most different texts, or whole numbers without a gap, that are taken for categories unasked.
const MOST_TEXTS: usize = 20;
const MOST_NUMBERS: usize = 10;

/// What is to be made of a table. Columns that are not named here are features as they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// The column that the network is to tell.
    pub target: String,
    /// What that column holds.
    pub target_kind: TargetKind,
    /// The value of the target that is 1, all others being 0; `None` where it holds 0 and 1.
    pub positive: Option<String>,
    /// Columns that become one dummy for each of their values.
    pub one_hot: Vec<String>,
    /// Columns that are shifted to mean 0 and scaled to standard deviation 1.
    pub standardize: Vec<String>,
    /// Columns that are not used.
    pub leave_out: Vec<String>,
    /// The part of the rows that is kept for testing: from 0 to below 1.
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
    pub target_kind: Option<TargetKind>,
    /// As in [`Recipe`].
    pub positive: Option<String>,
    /// As in [`Recipe`].
    pub one_hot: Option<Vec<String>>,
    /// As in [`Recipe`].
    pub standardize: Option<Vec<String>>,
    /// As in [`Recipe`].
    pub leave_out: Option<Vec<String>>,
}

/// The roles of a recipe by the columns of a table, each at most once.
pub(super) struct Roles {
    /// The target's column.
    pub(super) target: usize,
    /// The columns that become dummies, in the recipe's order.
    pub(super) one_hot: Vec<usize>,
    /// The role of every column that has one.
    pub(super) of_columns: Vec<Option<Role>>,
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

/// What is made of columns that look like this, and why.
const GUESSES: [(Look, Role, Reason); 5] = [
    (Look::Categories, Role::OneHot, Reason::FewValues),
    (Look::Quantity, Role::Standardize, Reason::ManyNumbers),
    (Look::Constant, Role::LeaveOut, Reason::OneValue),
    (Look::RowNumbers, Role::LeaveOut, Reason::RowNumbers),
    (Look::Texts, Role::LeaveOut, Reason::ManyTexts),
];

impl Recipe {
    /// Guesses what the target holds, and says so where that is not 0 and 1.
    fn settle_kind(&mut self, table: &Table, choices: &Choices) -> Option<Note> {
        if choices.target_kind.is_some() || choices.positive.is_some() {
            return None;
        }
        self.target_kind = look_of_target(table, table.column(&self.target)?);
        let column = self.target.clone();
        match self.target_kind {
            TargetKind::Label => None,
            TargetKind::Probability => Some(Note::Probability { column }),
            TargetKind::Amount => Some(Note::Amount { column }),
            TargetKind::Classes => Some(Note::Classes { column }),
        }
    }

    /// Guesses which of two labels of the target is 1, where that is not chosen, and says so.
    fn settle_positive(&mut self, table: &Table) -> Option<Note> {
        if self.positive.is_some() || self.target_kind != TargetKind::Label {
            return None;
        }
        let [positive, other] = two_labels(table, table.column(&self.target)?)?;
        let (column, other) = (self.target.clone(), shown(&other));
        let note = Note::Positive { column, positive: shown(&positive), other };
        self.positive = Some(positive);
        Some(note)
    }

    /// Completes `choices` with what the table looks like, a tenth of the rows for testing and the
    /// lesson's seed 21. Also says what was guessed and why. A wrong choice shows only in
    /// [`Prepared::new`](super::Prepared::new).
    pub fn guess(table: &Table, choices: &Choices) -> (Self, Vec<Note>) {
        let looks: Vec<Look> = (0..table.columns.len()).map(|column| look(table, column)).collect();
        // As the header writes them, so that no guess takes a column that is named.
        let written = |name: &String| match table.column(name) {
            Some(column) => table.columns[column].name.clone(),
            None => name.clone(),
        };
        let given = |list: &Option<Vec<String>>| {
            list.iter().flatten().map(written).collect::<Vec<String>>()
        };
        let mut recipe = Self {
            target: choices.target.as_ref().map(written).unwrap_or_default(),
            target_kind: choices.target_kind.unwrap_or(TargetKind::Label),
            positive: choices.positive.clone(),
            one_hot: given(&choices.one_hot),
            standardize: given(&choices.standardize),
            leave_out: given(&choices.leave_out),
            test_fraction: 0.1,
            seed: 21,
        };
        let mut notes = Vec::new();
        let guess = || guess_target(table, &looks, &recipe);
        if let Some((target, reason)) = choices.target.is_none().then(guess).flatten() {
            recipe.target.clone_from(&target);
            notes.push(Note::Role { role: Role::Target, columns: vec![target], reason });
        }
        notes.extend(recipe.settle_kind(table, choices));
        notes.extend(recipe.settle_positive(table));
        let free: Vec<(&String, Look)> = (table.columns.iter().map(|column| &column.name))
            .zip(looks)
            .filter(|(name, _)| !recipe.names(name))
            .collect();
        for (wanted, role, reason) in GUESSES {
            let (list, is_chosen) = match role {
                Role::OneHot => (&mut recipe.one_hot, choices.one_hot.is_some()),
                Role::Standardize => (&mut recipe.standardize, choices.standardize.is_some()),
                Role::Target | Role::LeaveOut => {
                    // What is left out on request comes to what can't be used; '' asks for none.
                    (&mut recipe.leave_out, choices.leave_out.as_ref().is_some_and(Vec::is_empty))
                }
            };
            let alike = free.iter().filter(|(_, look)| *look == wanted);
            let columns: Vec<String> = alike.map(|(name, _)| (*name).clone()).collect();
            if !is_chosen && !columns.is_empty() {
                list.extend(columns.iter().cloned());
                notes.push(Note::Role { role, columns, reason });
            }
        }
        (recipe, notes)
    }

    /// Finds the columns that the recipe names.
    pub(super) fn roles(&self, table: &Table) -> Result<Roles, TableError> {
        let find = |role: Role, name: &String| {
            table.column(name).ok_or_else(|| {
                let columns = table.columns.iter().map(|column| column.name.as_str());
                let columns: Vec<&str> = columns.collect();
                let suggestion = Suggestion::of(name, &columns);
                table.error(TableFault::UnknownColumn { role, name: shown(name), suggestion })
            })
        };
        if self.target.is_empty() {
            return Err(table.error(TableFault::NoTarget));
        }
        let mut roles = Roles {
            target: find(Role::Target, &self.target)?,
            one_hot: Vec::new(),
            of_columns: vec![None; table.columns.len()],
        };
        roles.of_columns[roles.target] = Some(Role::Target);
        let lists = [
            (Role::OneHot, &self.one_hot),
            (Role::Standardize, &self.standardize),
            (Role::LeaveOut, &self.leave_out),
        ];
        for (role, names) in lists {
            for name in names {
                let column = find(role, name)?;
                if let Some(first) = roles.of_columns[column].replace(role) {
                    let two = TableFault::TwoRoles { first, second: role };
                    let fault = if first == role { TableFault::NamedTwice { role } } else { two };
                    return Err(table.column_error(column, fault));
                }
                if role == Role::OneHot {
                    roles.one_hot.push(column);
                }
            }
        }
        Ok(roles)
    }

    /// Whether the column has a role already.
    fn names(&self, column: &str) -> bool {
        let lists = [&self.one_hot, &self.standardize, &self.leave_out];
        self.target == column || lists.iter().any(|list| list.iter().any(|name| name == column))
    }
}

/// The column to tell and why, out of those that were not given another role.
fn guess_target(table: &Table, looks: &[Look], recipe: &Recipe) -> Option<(String, Reason)> {
    let columns = &table.columns;
    let is_free = |column: &usize| !recipe.names(&columns[*column].name);
    let free: Vec<usize> = (0..columns.len()).filter(is_free).collect();
    let (first, last) = (*free.first()?, *free.last()?);
    let is_binary = |column: usize| looks[column] == Look::Binary;
    let binary: Vec<usize> = free.iter().copied().filter(|&column| is_binary(column)).collect();
    let two = |column: usize| categories(table, column, 2).is_some_and(|two| two.len() == 2);
    let is_text = |column: usize| matches!(columns[column].kind, ColumnKind::Text { .. });
    let (target, reason) = match binary.as_slice() {
        [only] if *only == first || *only == last => (*only, Reason::OnlyBinary),
        [.., end] if *end == last => (last, Reason::LastBinary),
        // Tables have their target at one end, and 0 and 1 also among the features.
        [between, ..] if *between != first && is_text(last) && two(last) => {
            (last, Reason::LastTwoValues)
        }
        [only] => (*only, Reason::OnlyBinary),
        [first, ..] => (*first, Reason::FirstBinary),
        [] => {
            let mut two = free.iter().copied().filter(|&column| two(column)).rev();
            match (two.clone().find(|&column| is_text(column)), two.next()) {
                (Some(text), _) => (text, Reason::TwoTexts),
                (None, Some(column)) => (column, Reason::TwoValues),
                (None, None) => (last, Reason::LastColumn),
            }
        }
    };
    Some((columns[target].name.clone(), reason))
}

fn look(table: &Table, column: usize) -> Look {
    let rows = table.rows();
    let is_full = table.gaps[column] == 0;
    match table.columns[column].kind {
        // Making categories of them would hide what is wrong with a few of the numbers, or with the
        // commas in all of them.
        ColumnKind::Text { .. } if holds_mostly_numbers(table, column) => Look::Quantity,
        ColumnKind::Text { .. } => match categories(table, column, MOST_TEXTS.min(rows / 2)) {
            Some(texts) if texts.len() == 1 && is_full => Look::Constant,
            Some(_) => Look::Categories,
            None => Look::Texts,
        },
        ColumnKind::Number => match categories(table, column, MOST_NUMBERS) {
            Some(numbers) => look_of_few(&numbers, rows, is_full),
            None if counts_rows(table, column) => Look::RowNumbers,
            None => Look::Quantity,
        },
    }
}

/// What a column with these different numbers looks like.
fn look_of_few(sorted: &[Category], rows: usize, is_full: bool) -> Look {
    let values: Vec<f64> = sorted
        .iter()
        .filter_map(|category| match category {
            Category::Number(value) => Some(*value),
            Category::Text(_) => None,
        })
        .collect();
    let has_gap = values.windows(2).any(|pair| pair[1] - pair[0] != 1.0);
    match values.as_slice() {
        // Nothing at all tells no more.
        [] => Look::Constant,
        [_] if is_full => Look::Constant,
        [0.0, 1.0] => Look::Binary,
        [first, _, _, ..] if first.fract() == 0.0 && !has_gap && values.len() * 2 <= rows => {
            Look::Categories
        }
        _ => Look::Quantity,
    }
}

/// Whether most cells are numbers, at least as people write them.
fn holds_mostly_numbers(table: &Table, column: usize) -> bool {
    let numbers = table.cells(column).filter(|cell| !plain_spellings(cell).is_empty());
    numbers.count() * 2 > table.rows() - table.gaps[column]
}

/// Whether each number is one more than that of the row above.
fn counts_rows(table: &Table, column: usize) -> bool {
    let values = table.numbers(column);
    values.zip(table.numbers(column).skip(1)).all(|(one, next)| next - one == 1.0)
}
