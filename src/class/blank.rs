//! A number that is left blank: in which pass of its lesson it is, and what it is called in tables.

use crate::lesson::{Cell, Example, Names, Script, Symbols, spelling};
use crate::limits;
use crate::suggest::Suggestion;

/// A number of one pass of a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Blank {
    /// The pass up and down, from 0.
    pub pass: usize,
    /// The number.
    pub cell: Cell,
}

impl From<Cell> for Blank {
    fn from(cell: Cell) -> Self {
        Self { pass: 0, cell }
    }
}

impl Blank {
    /// `h1`, and behind the first pass `h1@2`.
    pub fn name(self, names: &Names, symbols: Symbols) -> String {
        let symbol = symbols.apply(&names.symbol(self.cell));
        if self.pass == 0 { symbol } else { format!("{symbol}@{}", self.pass + 1) }
    }

    /// Every number of so many passes, in order; of [`limits::PASSES`] at most.
    pub fn all(example: &Example, passes: usize) -> Vec<Self> {
        let passes = example.passes().take(passes.min(limits::PASSES)).enumerate();
        let of_pass = |(pass, example): (usize, Example)| {
            let steps = Script::new(&example).steps().to_vec();
            steps.into_iter().map(move |cell| Self { pass, cell })
        };
        passes.flat_map(of_pass).collect()
    }

    /// Those of some blanks that are called so, in the way that a user writes it; without a pass,
    /// in the first.
    pub fn find(name: &str, names: &Names, among: &[Self]) -> Vec<Self> {
        let (name, pass) = match name.rsplit_once('@') {
            Some((name, pass)) => (name, pass.trim().parse().unwrap_or(0)),
            None => (name, 1),
        };
        let of_pass = among.iter().filter(|blank| blank.pass + 1 == pass);
        let cells: Vec<Cell> = of_pass.map(|blank| blank.cell).collect();
        let found = spelling::find(name, names, &cells).into_iter();
        found.map(|cell| Self { pass: pass - 1, cell }).collect()
    }

    /// The same for names that a user lists, in the order of `among`.
    ///
    /// # Errors
    /// For the first name that is none: what may be meant.
    pub fn named<'a>(
        list: &[&'a str],
        names: &Names,
        among: &[Self],
    ) -> Result<Vec<Self>, (&'a str, Suggestion)> {
        let mut wanted = Vec::new();
        for &name in list {
            let found = Self::find(name, names, among);
            if found.is_empty() {
                let known: Vec<String> =
                    among.iter().map(|blank| blank.name(names, Symbols::Ascii)).collect();
                return Err((name, Suggestion::of(name, &known)));
            }
            wanted.extend(found);
        }
        Ok(among.iter().copied().filter(|blank| wanted.contains(blank)).collect())
    }
}
