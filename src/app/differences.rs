//! The list of places where the lesson's text and the mathematics part.

use super::experiment::{Experiment, Source};
use super::{Action, Request};
use crate::data::silently;
use crate::lesson::differences::{Difference, differences};

/// The screen's state: the places, and the one that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Differences {
    /// The places, in the order of the text.
    pub places: Vec<Difference>,
    /// The index of the place that is looked at.
    pub cursor: usize,
}

impl Differences {
    /// Opens the list at its beginning. Trains the lesson's network, for the numbers that its
    /// script prints. (None if that is not possible, but the lesson's own data are fine.)
    pub fn new() -> Option<Self> {
        Some(Self { places: differences(&script()?), cursor: 0 })
    }

    /// Whether the last place is looked at.
    pub fn is_at_end(&self) -> bool {
        self.cursor == self.places.len() - 1
    }

    /// Moves through the list.
    pub fn update(&mut self, action: Action) -> Option<Request> {
        let last = self.places.len() - 1;
        self.cursor = action.step(self.cursor, last).unwrap_or(self.cursor);
        None
    }
}

/// What the lesson's script works with and comes to. Losses are means of `(y − ŷ)²` over all
/// training records; `figure` is what the script prints instead, after its first epoch.
fn script() -> Option<[(&'static str, f64); 14]> {
    const LARGER_RATE: f64 = 0.5;
    let (source, experiment) = (Source::admissions(), Experiment::default());
    let larger = Experiment { learning_rate: LARGER_RATE, ..experiment.clone() };
    let prepared = source.prepare(&experiment, &mut silently).ok()?;
    let mut trainer = experiment.trainer(&prepared).ok()?;
    let mut faster = larger.trainer(&prepared).ok()?;
    let mut after = |epoch| {
        trainer.run_to(epoch);
        trainer.point()
    };
    let (first, second, last) = (after(0)?, after(1)?, after(experiment.epochs)?);
    faster.run_to(experiment.epochs);
    // The first feature is gre.
    let mean = |rows: &mut dyn ExactSizeIterator<Item = usize>| {
        let count = rows.len() as f64;
        rows.map(|row| prepared.follow(&source.table, row).features[0].number).sum::<f64>() / count
    };
    let rows = source.table.rows();
    Some([
        ("rows", rows as f64),
        ("training", trainer.training().records() as f64),
        ("features", trainer.training().inputs() as f64),
        ("hidden", experiment.hidden[0] as f64),
        ("epochs", experiment.epochs as f64),
        ("rate", experiment.learning_rate),
        ("first_loss", first.loss),
        ("figure", second.lesson_figure),
        ("last_loss", last.loss),
        ("larger_rate", larger.learning_rate),
        // Names that begin like another stand before it.
        ("loss_with_larger", faster.point()?.loss),
        ("loss", second.loss),
        ("gre_of_all", mean(&mut (0..rows))),
        ("gre_of_training", mean(&mut prepared.train_rows.iter().copied())),
    ])
}
