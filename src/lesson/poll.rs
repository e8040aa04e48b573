//! A vote on a number: the right value among those of named mistakes.
//!
//! Peer instruction (Mazur, *Peer Instruction*, 1997): everyone chooses a letter, talks to a
//! neighbour, and chooses again. Knows neither screens nor whose mistakes these are.

use super::mistake::wrong_formulas;
use super::{Cell, Expr, Mistake, Trace};
use crate::nn::random::NumpyRandom;

/// The most options, A to E.
pub const MOST: usize = 5;

/// The most votes for one option that are counted.
pub const MOST_VOTES: usize = 100_000;

/// Options are written with at least so many digits: with fewer, two might be written alike.
pub const DIGITS: usize = 3;

/// Two options differ by at least this share of the larger.
pub const APART: f64 = 0.05;

/// What can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The mistake that leads to it; `None` for the right one.
    pub mistake: Option<Mistake>,
    /// The formula.
    pub formula: Expr,
    /// Its value with the numbers of the lesson.
    pub value: f64,
}

/// A number and its options.
#[derive(Clone, Debug, PartialEq)]
pub struct Poll {
    /// What is asked for.
    pub cell: Cell,
    /// The options, in the order of their letters.
    pub choices: Vec<Choice>,
}

impl Poll {
    /// A poll about a cell, in an order drawn by the seed. Mistakes of `made` are chosen first, in
    /// their order. `None` where fewer than two mistakes can be told from the right number and from
    /// each other.
    pub fn new(trace: &Trace, cell: Cell, seed: u32, made: &[Mistake]) -> Option<Self> {
        let value = trace.value(cell);
        let mut choices = vec![Choice { mistake: None, formula: trace.formula(cell)?, value }];
        if !value.is_finite() {
            return None;
        }
        let mut wrong = wrong_formulas(trace, cell);
        let rank = |mistake| made.iter().position(|it| *it == mistake).unwrap_or(made.len());
        wrong.sort_by_key(|wrong| rank(wrong.mistake));
        for wrong in wrong {
            let is_new = choices.iter().all(|choice| {
                choice.mistake != Some(wrong.mistake) && are_apart(choice.value, wrong.value)
            });
            if is_new && choices.len() < MOST {
                let (mistake, value) = (Some(wrong.mistake), wrong.value);
                choices.push(Choice { mistake, formula: wrong.expr, value });
            }
        }
        if choices.len() < 3 {
            return None;
        }
        let order = NumpyRandom::new(seed).permutation(choices.len());
        let choices = order.into_iter().map(|index| choices[index].clone()).collect();
        Some(Self { cell, choices })
    }

    /// Some cells of a lesson that there can be a vote on. A long lesson is not searched to its
    /// end.
    pub fn cells(trace: &Trace) -> Vec<Cell> {
        const SEARCHED: usize = 100;
        const NAMED: usize = 12;
        let steps = trace.script().steps().iter().copied().take(SEARCHED);
        steps.filter(|cell| Self::new(trace, *cell, 0, &[]).is_some()).take(NAMED).collect()
    }

    /// The letters of the options.
    pub fn letters(&self) -> impl Iterator<Item = char> {
        ('A'..='Z').take(self.choices.len())
    }

    /// How many votes each option has, from counts (`4 21 9 3 0`) or from letters (`ABBC`, `A B B
    /// C`); `None` where the text is neither.
    pub fn votes(&self, text: &str) -> Option<Vec<usize>> {
        let words = text.split(|it: char| it.is_whitespace() || ",;，、".contains(it));
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let counts: Option<Vec<usize>> = words.iter().map(|word| word.parse().ok()).collect();
        if let Some(counts) = counts {
            let is_whole = counts.len() == self.choices.len();
            return (is_whole && counts.iter().all(|it| *it <= MOST_VOTES)).then_some(counts);
        }
        let mut votes = vec![0; self.choices.len()];
        for letter in words.iter().flat_map(|word| word.chars()) {
            votes[self.letters().position(|known| known == letter.to_ascii_uppercase())?] += 1;
        }
        Some(votes)
    }
}

/// How long the bar of a count is, where the longest fills the room: a vote always shows.
pub fn bar(count: usize, most: usize, room: usize) -> usize {
    (count * room).div_ceil(most.max(1))
}

fn are_apart(one: f64, other: f64) -> bool {
    (one - other).abs() >= APART * one.abs().max(other.abs())
}
