//! A network in training: run, pause, one epoch or one record on or back, at a pace that can be watched.

use super::Action;
use super::experiment::{Experiment, Source};
use crate::data::Prepared;
use crate::nn::training::{Health, Position, Trainer};

/// Epochs a frame, slowest first; the last one is as fast as possible.
pub const PACES: [usize; 8] = [1, 2, 5, 10, 20, 50, 100, usize::MAX];

/// How far one keypress goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Zoom {
    /// One epoch.
    #[default]
    Epoch,
    /// One record.
    Record,
}

/// What the training is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Before the first epoch.
    Ready,
    /// Running.
    Running,
    /// Stopped on the way.
    Paused,
    /// After the last epoch.
    Finished,
    /// Unable to go on: a number grew beyond all bounds, or no slope is left.
    Stopped(Health),
}

/// The training screen.
#[derive(Clone, Debug)]
pub struct Training {
    source: Source,
    experiment: Experiment,
    prepared: Prepared,
    trainer: Trainer,
    running: bool,
    /// On the way to a position that a key asked for.
    travelling: bool,
    pace: usize,
    zoom: Zoom,
}

impl Training {
    /// Opens the training of an experiment before its first epoch.
    ///
    /// # Errors
    /// One sentence, when the data can't be prepared or the network can't be made.
    pub fn new(source: Source, experiment: Experiment) -> Result<Self, String> {
        let prepared = source.prepare(&experiment)?;
        let mut trainer = experiment.trainer(&prepared)?;
        trainer.run_to(0);
        Ok(Self {
            source,
            experiment,
            prepared,
            trainer,
            running: false,
            travelling: false,
            pace: 2,
            zoom: Zoom::default(),
        })
    }

    /// What is trained.
    #[must_use]
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// The table that the records come from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The records, and how they came about.
    #[must_use]
    pub fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// The state of the training.
    #[must_use]
    pub fn trainer(&self) -> &Trainer {
        &self.trainer
    }

    /// Epochs a frame; `None` for as fast as possible.
    #[must_use]
    pub fn pace(&self) -> Option<usize> {
        Some(PACES[self.pace]).filter(|pace| *pace != usize::MAX)
    }

    /// How far one keypress goes.
    #[must_use]
    pub fn zoom(&self) -> Zoom {
        self.zoom
    }

    /// What the training is doing.
    #[must_use]
    pub fn status(&self) -> Status {
        let position = self.trainer.position();
        let health = self.trainer.health();
        if self.running {
            Status::Running
        } else if position.epoch >= self.experiment.epochs {
            Status::Finished
        } else if health != Health::Fine {
            Status::Stopped(health)
        } else if position == Position::default() {
            Status::Ready
        } else {
            Status::Paused
        }
    }

    /// Whether there is something to compute.
    #[must_use]
    pub fn has_work(&self) -> bool {
        self.running || self.travelling
    }

    /// Stops where it stands.
    pub fn pause(&mut self) {
        self.running = false;
    }

    /// Trains for one frame, or until `go_on` says no.
    pub fn work(&mut self, go_on: &mut dyn FnMut() -> bool) {
        if self.running && !self.travelling {
            let epoch = self.trainer.position().epoch;
            let goal = epoch
                .saturating_add(PACES[self.pace])
                .min(self.experiment.epochs);
            self.trainer.aim(Position {
                epoch: goal,
                record: 0,
            });
        }
        let arrived = self.trainer.work(go_on);
        self.travelling = self.travelling && !arrived;
        let at_end = self.trainer.position().epoch >= self.experiment.epochs;
        if arrived && (at_end || self.trainer.health() != Health::Fine) {
            self.running = false;
        }
    }

    /// Does what the user asked for.
    pub fn update(&mut self, action: Action) {
        match action {
            Action::Run => self.run_or_pause(),
            Action::Next => self.step_on(),
            Action::Back => self.step_back(),
            Action::First => self.travel(Position::default()),
            Action::Last => self.travel(Position {
                epoch: self.trainer.reached(),
                record: 0,
            }),
            Action::Restart => self.restart(),
            Action::StepSize => {
                self.zoom = match self.zoom {
                    Zoom::Epoch => Zoom::Record,
                    Zoom::Record => Zoom::Epoch,
                }
            }
            Action::Faster => self.pace = (self.pace + 1).min(PACES.len() - 1),
            Action::Slower => self.pace = self.pace.saturating_sub(1),
            _ => {}
        }
    }

    fn run_or_pause(&mut self) {
        let can_go_on = matches!(self.status(), Status::Ready | Status::Paused);
        self.running = !self.running && can_go_on;
    }

    fn step_on(&mut self) {
        self.running = false;
        if self.trainer.position().epoch >= self.experiment.epochs {
            return;
        }
        match self.zoom {
            Zoom::Epoch => self.trainer.aim_epoch_on(),
            Zoom::Record => self.trainer.aim_record_on(),
        }
        self.travelling = true;
    }

    fn step_back(&mut self) {
        self.running = false;
        match self.zoom {
            Zoom::Epoch => self.trainer.aim_epoch_back(),
            Zoom::Record => self.trainer.aim_record_back(),
        }
        self.travelling = true;
    }

    fn travel(&mut self, goal: Position) {
        self.running = false;
        self.trainer.aim(goal);
        self.travelling = true;
    }

    /// Forgets what was learned and starts from the first weights.
    fn restart(&mut self) {
        if let Ok(mut trainer) = self.experiment.trainer(&self.prepared) {
            trainer.run_to(0);
            self.trainer = trainer;
            self.running = false;
            self.travelling = false;
        }
    }
}
