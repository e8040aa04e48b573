//! A network in training: run, pause, one epoch or one record on or back, at a pace that can be watched; and everything
//! about it that can be looked at or changed.
//!
//! * `training/time.rs`: running, and steps on and back;
//! * `training/records.rs`: the records, and the one that is looked at; `training/tally.rs`: how many are told rightly;
//! * `training/walk.rs`: the stages of the preparation of the data; `training/columns.rs`: what of wide tables is in sight;
//! * `training/compare.rs`: the curves of earlier runs; `training/observe.rs`: what there is to notice in the curves;
//! * `training/prompt.rs`: what is asked over the screen; `training/form.rs`: the form for the next run.

pub mod columns;
pub mod compare;
pub mod form;
pub mod observe;
pub mod prompt;
pub mod records;
pub mod tally;
pub mod time;
pub mod walk;

use std::sync::Arc;

use super::Action;
use super::experiment::{Experiment, Source, Unfit};
use super::field::{Field, Kind};
use crate::data::{Prepared, Redraw, Report, Share, silently};
use crate::nn::training::{Position, Trainer};
use compare::Run;
use form::Form;
use observe::Misled;
use prompt::{Prompt, Saving, Write};
pub use records::RecordPlace;
use tally::{Confusion, Tally};
use time::PACES;
pub use time::{Line, Pace, Status, Zoom};
use walk::Stage;

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum View {
    /// The loss over the epochs.
    #[default]
    Chart,
    /// The lesson's recap as it runs.
    Algorithm,
    /// The records, and how many are told rightly.
    Records,
    /// From the table to the features.
    Data,
}

impl View {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 4] = [Self::Chart, Self::Algorithm, Self::Records, Self::Data];
}

/// The training screen.
#[derive(Clone, Debug)]
pub struct Training {
    source: Source,
    experiment: Experiment,
    prepared: Arc<Prepared>,
    trainer: Trainer,
    running: bool,
    /// On the way to a position that a key asked for.
    travelling: bool,
    pace: usize,
    zoom: Zoom,
    view: View,
    /// How many lines of the recap are done for the record that comes next.
    lines_done: usize,
    /// The record that is looked at: training records first, then test records.
    cursor: usize,
    /// Which stage of the preparation is looked at.
    stage: usize,
    /// How many columns are moved out of sight on the left, and how many lines above; not more than there are, see
    /// [`Training::shift`].
    shift: usize,
    scroll: usize,
    tally: Tally,
    earlier: Vec<Run>,
    prompt: Option<Prompt>,
    /// A form that was left without being tried.
    draft: Option<Form>,
    /// What the form asked for, while its records are being drawn.
    redraw: Option<(Experiment, Redraw)>,
    notice: Option<Notice>,
}

/// How many rows a page is.
const PAGE: usize = 10;

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
        report: Report<'_, Share>,
    ) -> Result<Self, Unfit> {
        let prepared = Arc::new(source.prepare(&experiment, report)?);
        let mut trainer = experiment.trainer(&prepared)?;
        trainer.run_to(0);
        Ok(Self {
            source,
            experiment,
            prepared,
            trainer,
            running: false,
            travelling: false,
            pace: 3,
            zoom: Zoom::default(),
            view: View::default(),
            lines_done: 0,
            cursor: 0,
            stage: 0,
            shift: 0,
            scroll: 0,
            tally: Tally::default(),
            earlier: Vec::new(),
            prompt: None,
            draft: None,
            redraw: None,
            notice: None,
        })
    }

    /// What is trained.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// The table that the records come from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The records, and how they came about.
    pub fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// The state of the training.
    pub fn trainer(&self) -> &Trainer {
        &self.trainer
    }

    /// How fast it runs.
    pub fn pace(&self) -> Pace {
        PACES[self.pace]
    }

    /// How far one keypress goes.
    pub fn zoom(&self) -> Zoom {
        self.zoom
    }

    /// What is looked at.
    pub fn view(&self) -> View {
        self.view
    }

    /// What is asked over the screen.
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// How much is done of the draw that the form asked for, while there is one.
    pub fn drawn(&self) -> Option<Share> {
        self.redraw.as_ref().map(|(_, redraw)| redraw.share())
    }

    /// What has to be said once.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Earlier runs, oldest first.
    pub fn earlier(&self) -> &[Run] {
        &self.earlier
    }

    /// The stage of the preparation that is looked at, its index, and how many there are.
    pub fn stage(&self) -> (Stage, usize, usize) {
        let stages = walk::stages(&self.prepared);
        let index = self.stage.min(stages.len() - 1);
        (stages[index], index, stages.len())
    }

    /// How the records are told with the weights of this moment, training and test; `None` while they are being counted.
    pub fn counts(&self) -> Option<[Confusion; 2]> {
        let counts = self.tally.at(self.trainer.position().epoch)?;
        Some(counts.sets)
    }

    /// The count of how the records are told, as far as it has come.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// What is remarkable about the lesson's figure at this moment.
    pub fn misled(&self) -> Option<Misled> {
        let points = self.trainer.history();
        observe::misled(points, self.trainer.point()?, self.experiment.epochs)
    }
}

/// What a key asks of the world around the training screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Open [`Training::looked_at`] in the stepper.
    OpenRecord,
    /// Write a file.
    Write(Write),
}

/// What has to be said once, until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A file of this name was written.
    Saved(String),
    /// The network is too large for the stepper.
    TooLarge,
}

impl Training {
    /// Does what the user asked for. Says what that needs from outside.
    pub fn update(&mut self, action: Action) -> Option<Request> {
        self.notice = None;
        if self.prompt.is_some() {
            return self.answer(action);
        }
        if self.view == View::Data
            && let Some(stage) = self.stage_after(action)
        {
            if stage != self.stage {
                self.stage = stage;
                self.unshift();
            }
            return None;
        }
        match action {
            Action::Next => return self.step_on(),
            Action::Back => self.step_back(),
            Action::Choose => return self.open_record(),
            Action::Run => self.run_or_pause(),
            Action::First => self.travel(Position::default()),
            Action::Last => self.travel(Position { epoch: self.trainer.reached(), record: 0 }),
            Action::Restart => self.restart(),
            Action::StepSize => self.change_zoom(),
            Action::Faster => self.pace = (self.pace + 1).min(PACES.len() - 1),
            Action::Slower => self.pace = self.pace.saturating_sub(1),
            _ => self.look(action),
        }
        None
    }

    /// What only changes what is seen.
    fn look(&mut self, action: Action) {
        let index = View::ALL.iter().position(|view| *view == self.view);
        match action {
            Action::Open(index) => self.show(View::ALL.get(index).copied().unwrap_or(self.view)),
            Action::NextView => {
                self.show(View::ALL[index.map_or(0, |index| (index + 1) % View::ALL.len())]);
            }
            Action::Sideways(by) => self.move_sideways(by),
            Action::PageUp if self.view == View::Algorithm => self.scroll_pages(-1),
            Action::PageDown if self.view == View::Algorithm => self.scroll_pages(1),
            Action::Up => self.move_cursor(-1),
            Action::Down => self.move_cursor(1),
            Action::PageUp => self.move_cursor(-PAGE.cast_signed()),
            Action::PageDown => self.move_cursor(PAGE.cast_signed()),
            Action::Jump => {
                let epoch = self.trainer.position().epoch.to_string();
                self.prompt = Some(Prompt::Jump(Field::proposing(Kind::Number, &epoch)));
            }
            Action::WhatIf => {
                let form = self.draft.take();
                let form = form.unwrap_or_else(|| Form::new(&self.experiment));
                self.prompt = Some(Prompt::WhatIf(Box::new(form)));
            }
            Action::Save => self.prompt = Some(Prompt::Save(Saving::default())),
            _ => {}
        }
        if self.view != View::Algorithm {
            self.lines_done = 0;
        }
    }

    fn show(&mut self, view: View) {
        if view != self.view {
            self.view = view;
            self.unshift();
        }
    }

    fn stage_after(&self, action: Action) -> Option<usize> {
        let (_, index, count) = self.stage();
        match action {
            Action::Next => Some((index + 1).min(count - 1)),
            Action::Back => Some(index.saturating_sub(1)),
            Action::First => Some(0),
            Action::Last => Some(count - 1),
            _ => None,
        }
    }

    fn start(&mut self, mut trainer: Trainer) {
        trainer.run_to(0);
        self.trainer = trainer;
        self.running = false;
        self.travelling = false;
        self.lines_done = 0;
        self.tally = Tally::default();
    }
}
