//! The list of places where the lesson's text and the mathematics part.

use super::experiment::{Experiment, Source};
use super::{Action, Request};
use crate::data::silently;
use crate::lesson::differences::{Difference, ScriptRun, differences};

/// The screen's state: the places, and the one that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Differences {
    /// The places, in the order of the text.
    pub places: Vec<Difference>,
    /// The index of the place that is looked at.
    pub cursor: usize,
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
        Some(Self { places: differences(&script), cursor: 0 })
    }

    /// Moves through the list.
    pub fn update(&mut self, action: Action) -> Option<Request> {
        let last = self.places.len() - 1;
        self.cursor = action.step(self.cursor, last).unwrap_or(self.cursor);
        None
    }
}
