//! Further updates on the same record: the same steps, with the weights that the step before made.

use super::{Activity, Aside, Missing, Stepper};
use crate::lesson::{Example, Purpose, Trace};
use crate::limits;

/// Which update the numbers are of, and how to get to any other.
#[derive(Clone, Debug, PartialEq)]
pub struct Updates {
    /// The present one, from 0.
    pub present: usize,
    /// E before each update that was reached.
    pub losses: Vec<f64>,
    /// From which update on the numbers follow from these: the learner's, and what they would be
    /// without the learner's changes.
    starts: Vec<(usize, [Example; 2])>,
}

impl Updates {
    /// The first update, from the numbers as they are and as they were before any change.
    pub fn new(example: Example, unchanged: Example) -> Self {
        let losses = vec![example.loss_value()];
        Self { present: 0, losses, starts: vec![(0, [example, unchanged])] }
    }

    /// The same, but with other numbers from the present update on.
    pub fn changed(&self, example: Example) -> Self {
        let [_, unchanged] = self.numbers();
        let mut changed = self.clone();
        changed.starts.retain(|(from, _)| *from < self.present);
        changed.losses.truncate(self.present);
        changed.losses.push(example.loss_value());
        changed.starts.push((self.present, [example, unchanged]));
        changed
    }

    /// What the present update starts from: now, and without the learner's changes.
    pub fn numbers(&self) -> [Example; 2] {
        let start = self.starts.iter().rfind(|(from, _)| *from <= self.present);
        let Some((from, numbers)) = start else {
            return self.starts[0].1.clone();
        };
        numbers.clone().map(|start| (*from..self.present).fold(start, |at, _| at.successor()))
    }

    /// Goes to an update, and notes the losses on the way.
    fn go_to(&mut self, update: usize) {
        if self.losses.len() <= update {
            self.present = self.losses.len() - 1;
            let [mut example, _] = self.numbers();
            while self.losses.len() <= update {
                example = example.successor();
                self.losses.push(example.loss_value());
            }
        }
        self.present = update;
    }
}

impl Stepper {
    /// The last of the losses that were reached; not where it would answer what is asked.
    pub fn last_loss(&self) -> Option<f64> {
        let asks = self.exercise().is_some() || self.reveal.is_some();
        self.updates.losses.last().copied().filter(|_| !asks)
    }

    /// Goes so many updates on, to the start of the last of them.
    pub(super) fn update_again(&mut self, count: usize) {
        let example = self.trace.example();
        let missing = match example.purpose {
            Purpose::Gradients => Some(Missing::Rate),
            Purpose::Batch(_) | Purpose::Test if example.records.is_none() => Some(Missing::Update),
            _ => None,
        };
        if missing.is_some() {
            self.aside = missing.map(Aside::Missing);
            return;
        }
        self.open_update(self.updates.present + count);
    }

    /// Goes to the start of an update; of the last one there can be, at most: the last whose
    /// numbers are finite.
    pub(in crate::app) fn open_update(&mut self, update: usize) {
        self.end_hunt();
        if matches!(self.activity, Activity::Editing(_)) {
            self.activity = Activity::Reading;
        }
        self.updates.go_to(update.min(limits::UPDATES - 1));
        self.position = 0;
        self.compute();
        while self.updates.present > 0 && !self.is_finite() {
            self.updates.go_to(self.updates.present - 1);
            self.compute();
            self.aside = Some(Aside::Missing(Missing::Diverging));
        }
    }

    fn is_finite(&self) -> bool {
        self.trace.script().steps().iter().all(|cell| self.trace.value(*cell).is_finite())
    }

    /// One step back from the start of an update: to the end of the one before.
    pub(super) fn leave_update(&mut self) {
        if let Some(before) = self.updates.present.checked_sub(1) {
            self.open_update(before);
            if self.exercise().is_none() {
                self.position = self.total();
            }
        }
    }

    /// Computes all numbers of the present update. A run of questions begins again.
    pub(super) fn compute(&mut self) {
        let [example, unchanged] = self.updates.numbers();
        let is_same = example == unchanged;
        self.trace = Trace::new(example);
        self.unchanged = if is_same { self.trace.clone() } else { Trace::new(unchanged) };
        if self.homework.is_some() {
            self.ask_homework();
        } else if let Some(mode) = self.exercise().map(|exercise| exercise.mode) {
            self.start_exercise(mode);
        }
    }
}
