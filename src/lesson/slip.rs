//! A pass in which one number was computed wrongly and everything after it follows from that, to be
//! found by the learner.

use rand_mt::Mt;

use super::mistake::{Wrong, same, wrong_formulas};
use super::{Cell, Expr, Mistake, Trace};

/// A pass with a slip in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Slip {
    /// The number that was computed wrongly.
    pub cell: Cell,
    /// The mistake made there.
    pub mistake: Mistake,
    /// The wrong formula.
    pub expr: Expr,
    /// All numbers with the slip. Its formulas are the right ones.
    pub faulty: Trace,
    /// All numbers without it.
    pub sound: Trace,
}

/// What a number of the faulty pass is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The one that was computed wrongly.
    Slipped,
    /// Wrong too, but computed rightly from wrong numbers.
    Follows,
    /// The same as without the slip.
    Sound,
}

/// How far a slipped number is from the right one at least, relative to it: enough to be seen in
/// three digits.
const VISIBLE: f64 = 0.005;

impl Slip {
    /// Hides a slip in a pass. `None` where no mistake changes any number visibly.
    pub fn new(sound: Trace, seed: u32) -> Option<Self> {
        let mut random = Mt::new(seed);
        let mut steps = sound.script().steps().to_vec();
        while !steps.is_empty() {
            let cell = steps.swap_remove(pick(&mut random, steps.len()));
            let wrong = visible(&sound, cell);
            let mistakes = kinds(&wrong);
            if mistakes.is_empty() {
                continue;
            }
            // First the mistake and then its formula: those with many formulas are not to crowd out
            // the others.
            let mistake = mistakes[pick(&mut random, mistakes.len())];
            let mut wrong: Vec<Wrong> =
                wrong.into_iter().filter(|wrong| wrong.mistake == mistake).collect();
            let expr = wrong.swap_remove(pick(&mut random, wrong.len())).expr;
            return Some(Self { cell, mistake, faulty: sound.with_slip(cell, &expr), expr, sound });
        }
        None
    }

    /// What a number that the learner marks is.
    pub fn standing(&self, cell: Cell) -> Standing {
        if cell == self.cell {
            Standing::Slipped
        } else if self.faulty.value(cell) == self.sound.value(cell) {
            Standing::Sound
        } else {
            Standing::Follows
        }
    }

    /// Every mistake that could have been made at the slipped number, to choose from.
    pub fn choices(&self) -> Vec<Mistake> {
        kinds(&wrong_formulas(&self.sound, self.cell))
    }

    /// Whether a mistake explains the slipped number: the one that was made, or another that gives
    /// the same.
    pub fn is_explained_by(&self, mistake: Mistake) -> bool {
        let slipped = self.faulty.value(self.cell);
        wrong_formulas(&self.sound, self.cell)
            .iter()
            .any(|wrong| wrong.mistake == mistake && same(wrong.value, slipped, 0.0))
    }
}

fn visible(trace: &Trace, cell: Cell) -> Vec<Wrong> {
    let right = trace.value(cell);
    let mut wrong = wrong_formulas(trace, cell);
    wrong.retain(|wrong| (wrong.value - right).abs() > VISIBLE * right.abs());
    wrong
}

/// The mistakes in these formulas, each once.
fn kinds(wrong: &[Wrong]) -> Vec<Mistake> {
    let mut mistakes: Vec<Mistake> = wrong.iter().map(|wrong| wrong.mistake).collect();
    mistakes.dedup();
    mistakes
}

fn pick(random: &mut Mt, count: usize) -> usize {
    random.next_u32() as usize % count
}
