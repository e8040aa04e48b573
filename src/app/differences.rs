//! The list of places where the lesson's text and the mathematics part.

use super::Action;
use super::experiment::{Experiment, Source};
use crate::data::silently;
use crate::lesson::differences::{Difference, Evidence, ScriptRun};

/// The screen's state: the place that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Differences {
    evidence: Evidence,
    cursor: usize,
}

impl Differences {
    /// Opens the list at its beginning. Trains the lesson's network for one epoch, for the numbers
    /// that its script prints. (None if that is not possible, but the lesson's own data are fine.)
    pub fn new() -> Option<Self> {
        let (source, experiment) = (Source::admissions(), Experiment::default());
        let prepared = source.prepare(&experiment, &mut silently).ok()?;
        let mut trainer = experiment.trainer(&prepared).ok()?;
        trainer.run_to(1);
        let point = trainer.point()?;
        let script = ScriptRun {
            rows: source.table.rows(),
            training: trainer.training().records(),
            features: trainer.training().inputs(),
            hidden: experiment.hidden[0],
            epochs: experiment.epochs,
            loss: point.loss,
            figure: point.lesson_figure,
        };
        Some(Self { evidence: Evidence::new(script), cursor: 0 })
    }

    /// The numbers behind each place.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// The index of the place that is looked at.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Moves through the list.
    pub fn update(&mut self, action: Action) {
        let last = Difference::ALL.len() - 1;
        match action {
            Action::Next => self.cursor = (self.cursor + 1).min(last),
            Action::Back => self.cursor = self.cursor.saturating_sub(1),
            Action::First => self.cursor = 0,
            Action::Last => self.cursor = last,
            _ => {}
        }
    }
}
