//! A network in training: run, pause, one epoch or one record on or back, at a pace that can be
//! watched; and everything about it that can be looked at or changed. Its parts know nothing of
//! each other; what concerns several of them is here.
//!
//! * `training/playback.rs`: what plays: the trainer, its motion, pace and zoom;
//! * `training/viewpoint.rs`: what is looked at;
//! * `training/runs.rs`: the present run, earlier ones, and the next one while its records are
//!   drawn;
//! * `training/dialog.rs`: what is asked over the screen; `training/form.rs`: the form for a new
//!   run;
//! * `training/tally.rs`: how many records are told rightly.
//!
//! What the parts are about: `training/records.rs` (a record), `training/stages.rs` (the
//! preparation of the data), `training/columns.rs` (what the tables show),
//! `training/hyperparameter.rs` (what can be chosen), `training/observe.rs` (what there is to
//! notice in the curves).

pub(crate) mod columns;
pub(crate) mod dialog;
pub(crate) mod form;
pub(crate) mod hyperparameter;
pub(crate) mod moves;
pub(crate) mod observe;
pub(crate) mod plane;
mod playback;
pub(crate) mod records;
pub(crate) mod runs;
pub(crate) mod stages;
pub(crate) mod tally;
mod viewpoint;

use super::experiment::{Experiment, Source, Unfit};
use super::{Action, Request, Written};
use crate::data::{Reporter, Share, silently};
use crate::limits;
use crate::nn::training::Trainer;
use crate::report::training;
use columns::DataColumn;
use dialog::{Dialog, Entered};
use observe::{bolder, outcome};
use playback::Playback;
pub use playback::{Pace, RecapLine, Status, Zoom};
pub use records::RecordPlace;
use records::weights;
use runs::Runs;
use stages::Stage;
use tally::{Confusion, Tally};
use viewpoint::{Extent, Viewpoint};
pub use viewpoint::{Scale, View};

/// What has to be said once, until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A file of this name was written.
    Saved(String),
    /// The network is too large for the stepper.
    TooLarge,
}

/// The training screen.
#[derive(Clone, Debug)]
pub struct Training {
    /// What is trained, and what was.
    pub runs: Runs,
    /// What plays.
    pub playback: Playback,
    /// What is looked at.
    pub viewpoint: Viewpoint,
    /// What is asked over the screen.
    pub dialog: Dialog,
    /// The count of how the records are told, as far as it has come.
    pub tally: Tally,
    /// What has to be said once.
    pub notice: Option<Notice>,
}

impl Training {
    /// Opens the training of an experiment before its first epoch.
    ///
    /// # Errors
    /// When the data can't be prepared or the network can't be made.
    pub fn new(source: Source, experiment: Experiment) -> Result<Self, Unfit> {
        Self::reporting(source, experiment, &mut silently)
    }

    /// [`Training::new`], which tells how far preparing the data has come.
    ///
    /// # Errors
    /// As [`Training::new`], and when `report` stops it.
    pub fn reporting(
        source: Source,
        experiment: Experiment,
        report: Reporter<'_, Share>,
    ) -> Result<Self, Unfit> {
        let runs = Runs::new(source, experiment, report)?;
        let trainer = runs.experiment.trainer(&runs.prepared)?;
        Ok(Self {
            playback: Playback::new(trainer, runs.experiment.epochs),
            runs,
            viewpoint: Viewpoint::default(),
            dialog: Dialog::default(),
            tally: Tally::default(),
            notice: None,
        })
    }

    /// The stage of the preparation that is looked at.
    pub fn stage(&self) -> Stage {
        self.viewpoint.stage(&self.runs.prepared)
    }

    /// The columns of the table that is seen.
    pub fn columns(&self) -> Vec<DataColumn> {
        let raw = self.runs.source.table.columns.len();
        let view = self.viewpoint.view;
        columns::columns(view, self.stage(), raw, &self.runs.prepared.features)
    }

    /// The record of an index over training records and then test records.
    ///
    /// # Panics
    /// When there is none.
    pub fn place(&self, index: usize) -> RecordPlace {
        RecordPlace::new(&self.runs.prepared, index)
    }

    /// The record that Enter opens: under the cursor where there is one, else the current one.
    pub fn looked_at(&self) -> RecordPlace {
        self.place(match self.viewpoint.view {
            View::Records | View::Data => self.viewpoint.cursor,
            View::Chart | View::Algorithm | View::Weights | View::Map => {
                self.playback.current_record()
            }
        })
    }

    /// How the records are told with the weights of this moment, training and test; `None` while
    /// they are being counted.
    pub fn counts(&self) -> Option<&[Confusion; 2]> {
        let counts = self.tally.at(self.playback.trainer.position().epoch)?;
        Some(&counts.sets)
    }

    /// Whether the network was trained to the end, or it was told to have learned.
    pub fn is_done(&self) -> bool {
        match self.playback.status() {
            Status::Finished => true,
            Status::Paused => outcome(self).is_some_and(|outcome| outcome.bolder.is_none()),
            _ => false,
        }
    }

    /// Whether there is something to compute.
    pub fn has_work(&self) -> bool {
        self.runs.drawn().is_some()
            || self.playback.is_moving()
            || (self.viewpoint.view == View::Records && self.counts().is_none())
    }

    /// Trains for one frame, or until `go_on` says no. While other records are being drawn, does
    /// that instead.
    pub fn work(&mut self, go_on: &mut dyn FnMut() -> bool) {
        if self.runs.drawn().is_some() {
            while self.runs.drawn().is_some() && go_on() {
                let begun = self.runs.draw(|| self.playback.points());
                self.begin(begun);
            }
            return;
        }
        if let Some(record) = self.playback.work(go_on) {
            // One cursor for training and for the tables.
            self.viewpoint.cursor = record;
        }
        if self.viewpoint.view == View::Records {
            self.tally.work(&self.playback.trainer, self.playback.is_moving(), go_on);
        }
    }

    /// Does what the user asked for. Says what that needs from outside.
    pub fn update(&mut self, action: Action) -> Option<Request> {
        self.notice = None;
        if self.dialog.prompt.is_some() {
            self.runs.stop_drawing();
            let answer = self.dialog.update(action)?;
            return self.obey(answer);
        }
        let view = self.viewpoint.view;
        if view == View::Data && self.viewpoint.walk(action, &self.runs.prepared) {
            return None;
        }
        let by_number = self.playback.zoom == Zoom::Number && view != View::Algorithm;
        match action {
            Action::Next | Action::Back if by_number => {
                self.playback.pause();
                // A step on opens the record and leaves training where it is; so there is nothing
                // to take back.
                return if action == Action::Next { self.open_record() } else { None };
            }
            Action::Choose => return self.open_record(),
            Action::Restart => {
                if let Ok(trainer) = self.runs.experiment.trainer(&self.runs.prepared) {
                    self.start(trainer);
                }
            }
            Action::LargerRate => {
                let learning_rate = bolder(self).unwrap_or(self.runs.experiment.learning_rate);
                let experiment = Experiment { learning_rate, ..self.runs.experiment.clone() };
                self.try_out(experiment);
                self.playback.update(Action::Run);
            }
            Action::Jump => {
                let epoch = self.playback.trainer.position().epoch;
                self.dialog.ask_epoch(self.viewpoint.marked.unwrap_or(epoch));
            }
            Action::WhatIf => self.dialog.ask_experiment(&self.runs.experiment),
            Action::Save => self.dialog.ask_file(),
            _ => self.play_or_look(action),
        }
        None
    }

    fn play_or_look(&mut self, action: Action) {
        self.playback.update(action);
        if self.playback.is_moving() {
            self.viewpoint.marked = None;
        }
        let trainer = &self.playback.trainer;
        let network = trainer.network();
        let columns = match self.viewpoint.view {
            View::Algorithm => columns::numbers_across(network),
            View::Chart | View::Records | View::Data | View::Weights | View::Map => {
                self.columns().into_iter().filter(|column| !column.is_pinned()).count()
            }
        };
        let lines = columns::sums_lines(network).len();
        let prepared = &self.runs.prepared;
        let epochs = [trainer.position().epoch, trainer.reached()];
        self.viewpoint.update(action, Extent { prepared, columns, lines, epochs });
        if self.viewpoint.view != View::Algorithm {
            self.playback.leave_record();
        }
    }

    /// Asks for the record that is looked at, or says why it can't be opened.
    fn open_record(&mut self) -> Option<Request> {
        if weights(self.playback.trainer.network()) > limits::WEIGHTS {
            self.notice = Some(Notice::TooLarge);
            return None;
        }
        self.playback.pause();
        Some(Request::OpenRecord(self.looked_at()))
    }

    fn obey(&mut self, answer: Entered) -> Option<Request> {
        match answer {
            Entered::Epoch(epoch) => self.playback.travel(epoch),
            Entered::Experiment(experiment) if experiment == self.runs.experiment => {
                self.dialog.prompt = None;
            }
            Entered::Experiment(experiment) => self.try_out(experiment),
            Entered::File => {
                let (trainer, prepared) = (&self.playback.trainer, &self.runs.prepared);
                let file = self.dialog.file(|ending| match ending {
                    "csv" => Some(training::csv(trainer)),
                    "json" => Some(training::json(trainer, prepared)),
                    _ => None,
                });
                return file.map(Request::Write);
            }
        }
        None
    }

    fn try_out(&mut self, experiment: Experiment) {
        let begun = self.runs.start(experiment, self.playback.points());
        self.begin(begun);
    }

    /// Begins another experiment once there is a trainer for it, or says why there is none.
    fn begin(&mut self, trainer: Result<Option<Trainer>, Unfit>) {
        match trainer {
            Ok(Some(trainer)) => {
                self.dialog.prompt = None;
                self.viewpoint.cursor = 0;
                self.start(trainer);
            }
            Ok(None) => {}
            Err(unfit) => self.dialog.refuse(unfit),
        }
    }

    fn start(&mut self, trainer: Trainer) {
        self.playback.start(trainer, self.runs.experiment.epochs);
        self.tally = Tally::default();
    }

    /// Closes what is asked over the screen. Returns whether there was anything.
    pub fn close_prompt(&mut self) -> bool {
        self.runs.stop_drawing();
        self.dialog.close()
    }

    /// Takes note of what became of a file.
    pub fn written(&mut self, written: Written) {
        if let Some(name) = self.dialog.written(written) {
            self.notice = Some(Notice::Saved(name));
        }
    }
}
