//! The list of places where the lesson's text and the mathematics part.

use super::Action;
use super::experiment::{Experiment, Source};
use crate::data::silently;
use crate::lesson::differences::{Difference, ScriptRun, differences};

/// The screen's state: the places, and the one that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Differences {
    places: Vec<Difference>,
    cursor: usize,
}

impl Differences {
    /// Opens the list at its beginning. Trains the lesson's network for one epoch, for the numbers
    /// that its script prints.
    ///
    /// # Errors
    /// When the lesson's data can't be prepared, or have no loss.
    pub fn new() -> Result<Self, Box<dyn std::error::Error>> {
        let (source, experiment) = (Source::admissions(), Experiment::default());
        let prepared = source.prepare(&experiment, &mut silently)?;
        let mut trainer = experiment.trainer(&prepared)?;
        trainer.run_to(1);
        let point = trainer.point().ok_or("the first epoch has no loss")?;
        let script = ScriptRun {
            rows: source.table.rows(),
            training: trainer.training().records(),
            features: trainer.training().inputs(),
            hidden: experiment.hidden[0],
            epochs: experiment.epochs,
            loss: point.loss,
            figure: point.lesson_figure,
        };
        Ok(Self { places: differences(&script), cursor: 0 })
    }

    /// The places, in the order of the text.
    pub fn places(&self) -> &[Difference] {
        &self.places
    }

    /// The index of the place that is looked at.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Moves through the list.
    pub fn update(&mut self, action: Action) {
        let last = self.places.len() - 1;
        match action {
            Action::Next => self.cursor = (self.cursor + 1).min(last),
            Action::Back => self.cursor = self.cursor.saturating_sub(1),
            Action::First => self.cursor = 0,
            Action::Last => self.cursor = last,
            _ => {}
        }
    }
}
