//! What is kept from one session to the next: where the learner was in each lesson, what they got
//! right, and how they like things shown.
//!
//! Plain data here; its file format is in [`mod@file`], and reading and writing that file in
//! [`store`]. Knows no screen and no key.

pub mod fault;
mod file;
pub mod store;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::lesson::Cell;
use crate::lesson::fading::{Mode, Run};
use crate::lesson::question::Question;
use crate::settings::Theme;
use crate::text::Language;

pub use store::Store;

/// All that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a learner's progress")]
pub struct Progress {
    /// The language, if the learner switched to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The theme, if the learner switched to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<Theme>,
    /// The significant digits, if the learner changed them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digits: Option<usize>,
    /// How much of a lesson the learner does.
    #[serde(default)]
    pub mode: Mode,
    /// The lessons that were begun, by their names.
    #[serde(default)]
    lessons: BTreeMap<String, LessonProgress>,
}

/// What is kept of one lesson.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "the progress in a lesson")]
pub struct LessonProgress {
    /// How many steps the lesson has. With another number of steps it is another lesson of the same
    /// name.
    pub steps: usize,
    /// How many of them were known when the lesson was left: 0 to `steps`.
    pub position: usize,
    /// How many updates had been made by then.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub update: usize,
    /// Whether it was gone through to its end at any time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
    /// The questions that were answered, and whether rightly at first try.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub questions: BTreeMap<Question, bool>,
    /// The numbers that were right at first try, in whichever run.
    right: BTreeSet<Cell>,
    /// The numbers that were missed when they were asked for last.
    missed: BTreeSet<Cell>,
}

impl LessonProgress {
    /// How many numbers are to be practised.
    pub fn missed(&self) -> usize {
        self.missed.len()
    }

    /// How many numbers were right at first try and not missed since.
    pub fn mastered(&self) -> usize {
        self.right.difference(&self.missed).count()
    }

    /// Whether the lesson was left at its end.
    pub fn is_finished(&self) -> bool {
        self.position == self.steps
    }
}

impl Progress {
    /// What is kept of the lesson of that name and length.
    pub fn lesson(&self, name: &str, steps: usize) -> Option<&LessonProgress> {
        self.lessons.get(name).filter(|kept| kept.steps == steps)
    }

    /// Where to open a lesson, as an update and a position in it: where it was left, or at its
    /// start if that was the end.
    pub fn place(&self, name: &str, steps: usize) -> (usize, usize) {
        let kept = self.lesson(name, steps).filter(|kept| !kept.is_finished());
        kept.map_or((0, 0), |kept| (kept.update, kept.position))
    }

    /// The numbers of a lesson that were missed when they were asked for last.
    pub fn missed(&self, name: &str, steps: usize) -> Vec<Cell> {
        self.lesson(name, steps).map_or_else(Vec::new, |kept| kept.missed.iter().copied().collect())
    }

    /// Notes where the learner is in a lesson: in which update, and how far in it. A lesson that
    /// was opened but not begun leaves no trace.
    pub fn note_place(&mut self, name: &str, (update, position): (usize, usize), steps: usize) {
        if update + position > 0 || self.lesson(name, steps).is_some() {
            let kept = self.entry(name, steps);
            (kept.update, kept.position) = (update, position.min(steps));
            kept.done |= kept.is_finished();
        }
    }

    /// Notes what was right and what was missed in a run. Noting the same run again, also when it
    /// has gone on, is fine.
    pub fn note_run(&mut self, name: &str, run: &Run, steps: usize) {
        if run.steps().is_empty() {
            return;
        }
        let kept = self.entry(name, steps);
        for asked in run.steps() {
            if asked.missed() {
                kept.missed.insert(asked.cell);
            } else if asked.right_at_once() {
                kept.missed.remove(&asked.cell);
                kept.right.insert(asked.cell);
            }
        }
    }

    /// Notes what was answered to a question. The first answer ever stays.
    pub fn note_question(&mut self, name: &str, question: Question, right: bool, steps: usize) {
        self.entry(name, steps).questions.entry(question).or_insert(right);
    }

    /// The entry of a lesson; an empty one for a lesson of another length.
    fn entry(&mut self, name: &str, steps: usize) -> &mut LessonProgress {
        let kept = self.lessons.entry(name.to_owned()).or_default();
        if kept.steps != steps {
            *kept = LessonProgress { steps, ..LessonProgress::default() };
        }
        kept
    }

    /// What to write when others may have written since: `self` is how things stand in this
    /// session, `before` how they stood at its start, and `file` what is kept now.
    ///
    /// What this session changed wins; the rest is as the file has it. What was right at first try
    /// in either stays so.
    pub fn merged(&self, before: &Self, file: &Self) -> Self {
        let names: BTreeSet<&String> = self.lessons.keys().chain(file.lessons.keys()).collect();
        let merged = |name: &String| {
            let theirs = file.lessons.get(name);
            let (mine, then) = (self.lessons.get(name), before.lessons.get(name));
            let mut lesson = changed(mine, then, theirs)?.clone();
            let same = |other: &&LessonProgress| other.steps == lesson.steps;
            if let Some(theirs) = theirs.filter(same) {
                lesson.right.extend(&theirs.right);
                lesson.done |= theirs.done;
                for (question, right) in &theirs.questions {
                    lesson.questions.entry(*question).or_insert(*right);
                }
            }
            Some((name.clone(), lesson))
        };
        Self {
            language: changed(self.language, before.language, file.language),
            theme: changed(self.theme, before.theme, file.theme),
            digits: changed(self.digits, before.digits, file.digits),
            mode: changed(self.mode, before.mode, file.mode),
            lessons: names.into_iter().filter_map(merged).collect(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// `mine` if this session changed it, else what the file has.
fn changed<T: PartialEq + Copy>(mine: T, before: T, file: T) -> T {
    if mine == before { file } else { mine }
}
