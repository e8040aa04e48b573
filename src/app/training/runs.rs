//! The runs: the experiment that is trained with its records, the one whose records are still being
//! drawn, and the curves of earlier ones.

use std::sync::Arc;

use super::observe::constant_loss;
use crate::app::experiment::{Experiment, Source, Unfit};
use crate::data::{Prepared, Redraw, Reporter, Share};
use crate::nn::Loss;
use crate::nn::training::{Point, Trainer};

/// How many earlier runs are kept for comparison; the oldest goes first.
pub const MOST_EARLIER: usize = 3;

/// A run before the present one.
#[derive(Clone, Debug)]
pub struct EarlierRun {
    /// What was trained.
    pub experiment: Experiment,
    /// How it went, epoch by epoch.
    pub points: Vec<Point>,
}

/// The present run, and those before and after it.
#[derive(Clone, Debug)]
pub struct Runs {
    /// The table that the records come from.
    pub source: Source,
    /// What is trained.
    pub experiment: Experiment,
    /// The records, and how they came about.
    pub prepared: Arc<Prepared>,
    /// The loss of always giving the same answer, over training and over test records.
    pub constants: [f64; 2],
    /// Earlier runs, oldest first.
    pub earlier: Vec<EarlierRun>,
    /// What is tried next, while its records are being drawn.
    drawing: Option<(Experiment, Redraw)>,
}

impl Runs {
    /// The first run. `report` is told how far preparing the data has come.
    ///
    /// # Errors
    /// When the data can't be prepared, or `report` stops it.
    pub fn new(
        source: Source,
        experiment: Experiment,
        report: Reporter<'_, Share>,
    ) -> Result<Self, Unfit> {
        let prepared = Arc::new(source.prepare(&experiment, report)?);
        let constants = constants(&prepared, experiment.loss);
        Ok(Self { source, experiment, prepared, constants, earlier: Vec::new(), drawing: None })
    }

    /// The earlier runs of which the same is told as of the present one, so that their curves can
    /// stand beside its own.
    pub fn comparable(&self) -> impl Iterator<Item = &EarlierRun> {
        let is_log = self.experiment.loss.cancels();
        self.earlier.iter().filter(move |run| run.experiment.loss.cancels() == is_log)
    }

    /// Whether this is what the lesson's script trains: its table, with its loss.
    pub fn has_script(&self) -> bool {
        self.source.is_admissions() && self.experiment.loss == Loss::HalfSquared
    }

    /// How many records there are, for training and for testing.
    pub fn records(&self) -> usize {
        self.prepared.train_rows.len() + self.prepared.test_rows.len()
    }

    /// How much is drawn of the records of the next experiment, while that goes on.
    pub fn drawn(&self) -> Option<Share> {
        self.drawing.as_ref().map(|(_, redraw)| redraw.share())
    }

    /// Gives up the experiment whose records are being drawn.
    pub fn stop_drawing(&mut self) {
        self.drawing = None;
    }

    /// Tries another experiment; `points` is the curve of the present one. Returns its trainer;
    /// none when its records have to be drawn first, with [`Runs::draw`].
    ///
    /// # Errors
    /// When the records can't be split or the network can't be made like that.
    pub fn start(
        &mut self,
        experiment: Experiment,
        points: Vec<Point>,
    ) -> Result<Option<Trainer>, Unfit> {
        if experiment.draws_as(&self.experiment) {
            return self.replace(experiment, Arc::clone(&self.prepared), points).map(Some);
        }
        let redraw = self.source.redraw(&self.prepared, &experiment)?;
        if redraw.is_quick() {
            return self.replace(experiment, Arc::new(redraw.done()), points).map(Some);
        }
        self.drawing = Some((experiment, redraw));
        Ok(None)
    }

    /// Goes on drawing. Returns the trainer of the next experiment when all its records are drawn.
    ///
    /// # Errors
    /// When its network can't be made.
    pub fn draw(&mut self, points: impl FnOnce() -> Vec<Point>) -> Result<Option<Trainer>, Unfit> {
        let Some((experiment, mut redraw)) = self.drawing.take() else { return Ok(None) };
        if redraw.work() {
            return self.replace(experiment, Arc::new(redraw.done()), points()).map(Some);
        }
        self.drawing = Some((experiment, redraw));
        Ok(None)
    }

    /// Starts another experiment on these records, and keeps the curve of the present one.
    fn replace(
        &mut self,
        experiment: Experiment,
        prepared: Arc<Prepared>,
        points: Vec<Point>,
    ) -> Result<Trainer, Unfit> {
        let trainer = experiment.trainer(&prepared)?;
        let present = std::mem::replace(&mut self.experiment, experiment);
        let present_loss = present.loss;
        self.earlier.retain(|run| run.experiment != self.experiment);
        if points.len() > 1 {
            self.earlier.retain(|run| run.experiment != present);
            self.earlier.push(EarlierRun { experiment: present, points });
        }
        let surplus = self.earlier.len().saturating_sub(MOST_EARLIER);
        self.earlier.drain(..surplus);
        if !Arc::ptr_eq(&self.prepared, &prepared) || present_loss != self.experiment.loss {
            self.constants = constants(&prepared, self.experiment.loss);
        }
        self.prepared = prepared;
        Ok(trainer)
    }
}

fn constants(prepared: &Prepared, loss: Loss) -> [f64; 2] {
    [&prepared.train, &prepared.test].map(|data| constant_loss(&prepared.targets, loss, data))
}
