//! Which numbers of a lesson are asked for, and what a run of answers shows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::{Cell, Mistake, Script, Verdict};

/// How much of a lesson the learner does.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize, VariantArray,
)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Nothing: every number is shown.
    #[default]
    Worked,
    /// Half of the numbers.
    HalfBlank,
    /// All of them.
    Blank,
}

/// The steps that are asked for, in the order of the script. `missed` are those missed in earlier
/// runs.
///
/// Half-blank asks for half of the steps: first those missed, then every second one, then the
/// others.
pub fn asked(mode: Mode, script: &Script, missed: &[Cell]) -> Vec<Cell> {
    let steps = script.steps();
    let mut order: Vec<usize> = match mode {
        Mode::Worked => return Vec::new(),
        Mode::Blank => return steps.to_vec(),
        Mode::HalfBlank => (0..steps.len()).collect(),
    };
    order.sort_by_key(|&index| (!missed.contains(&steps[index]), index % 2 == 0, index));
    order.truncate(steps.len() / 2);
    order.sort_unstable();
    order.into_iter().map(|index| steps[index]).collect()
}

/// What was answered to the steps of one lesson.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Run {
    steps: Vec<Asked>,
}

/// What was answered to one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The number asked for.
    pub cell: Cell,
    /// How many answers were wrong.
    pub wrong: usize,
    /// The mistakes named, as often as they were made. Where one answer fits several, only the
    /// nearest counts.
    pub mistakes: Vec<Mistake>,
    /// How it ended; `None` while it goes on.
    pub end: Option<End>,
}

/// How asking for a number ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// With the right answer.
    Answered,
    /// The number was shown.
    Shown,
}

impl Asked {
    /// Whether it was right at first try.
    pub fn right_at_once(&self) -> bool {
        self.wrong == 0 && self.end == Some(End::Answered)
    }

    /// Whether it was answered wrongly or had to be shown.
    pub fn missed(&self) -> bool {
        self.wrong > 0 || self.end == Some(End::Shown)
    }
}

impl Run {
    /// Notes an answer. Nothing counts after the step has ended: seeing the number again is no
    /// second run.
    pub fn answered(&mut self, cell: Cell, verdict: &Verdict) {
        let step = self.step(cell);
        if step.end.is_some() {
            return;
        }
        match verdict {
            Verdict::Right => step.end = Some(End::Answered),
            Verdict::TooRough => {}
            Verdict::Mistakes(named) => {
                step.wrong += 1;
                step.mistakes.extend(named.first().map(|(mistake, _)| *mistake));
            }
            Verdict::Unknown => step.wrong += 1,
        }
    }

    /// Notes that the number was shown without a right answer.
    pub fn shown(&mut self, cell: Cell) {
        self.step(cell).end.get_or_insert(End::Shown);
    }

    fn step(&mut self, cell: Cell) -> &mut Asked {
        let index = self.steps.iter().position(|step| step.cell == cell);
        let index = index.unwrap_or_else(|| {
            self.steps.push(Asked { cell, wrong: 0, mistakes: Vec::new(), end: None });
            self.steps.len() - 1
        });
        &mut self.steps[index]
    }

    /// Every step that was asked for, in the order of asking.
    pub fn steps(&self) -> &[Asked] {
        &self.steps
    }

    /// The steps that were missed, for [`asked`] in the next run.
    pub fn missed(&self) -> Vec<Cell> {
        self.steps.iter().filter(|step| step.missed()).map(|step| step.cell).collect()
    }

    /// The mistakes made at each number and how often, the most frequent first.
    pub fn mistakes(&self) -> Vec<(Cell, Mistake, usize)> {
        let mut counts: BTreeMap<(Cell, Mistake), usize> = BTreeMap::new();
        for step in &self.steps {
            for &mistake in &step.mistakes {
                *counts.entry((step.cell, mistake)).or_default() += 1;
            }
        }
        let mut counts: Vec<_> =
            counts.into_iter().map(|((cell, mistake), count)| (cell, mistake, count)).collect();
        counts.sort_by_key(|&(.., count)| std::cmp::Reverse(count));
        counts
    }

    /// The numbers that were missed, by kind and layer: those first of which the largest share was
    /// missed, then in the order of asking.
    pub fn to_practise(&self) -> Vec<Vec<Cell>> {
        let mut kinds: Vec<(Cell, usize, Vec<Cell>)> = Vec::new();
        for step in &self.steps {
            let kind = Cell { unit: 0, from: 0, ..step.cell };
            let place = kinds.iter().position(|(known, ..)| *known == kind).unwrap_or_else(|| {
                kinds.push((kind, 0, Vec::new()));
                kinds.len() - 1
            });
            let (_, all, missed) = &mut kinds[place];
            *all += 1;
            missed.extend(step.missed().then_some(step.cell));
        }
        kinds.retain(|(_, _, missed)| !missed.is_empty());
        kinds.sort_by(|(_, all_a, missed_a), (_, all_b, missed_b)| {
            (missed_b.len() * all_a).cmp(&(missed_a.len() * all_b))
        });
        kinds.into_iter().map(|(.., missed)| missed).collect()
    }
}
