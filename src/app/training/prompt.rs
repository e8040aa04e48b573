//! What is asked over the training screen, with a field or several to type into.

use std::path::PathBuf;
use std::sync::Arc;

use super::compare::{self, Run};
use super::form::{Form, Refusal};
use super::{Notice, Request, Training};
use crate::app::Action;
use crate::app::experiment::{Experiment, Unfit};
use crate::app::field::{Edit, Field, Kind};
use crate::data::Prepared;
use crate::nn::training::{Point, Position};
use crate::report::training;

/// What is asked.
#[derive(Clone, Debug)]
pub enum Prompt {
    /// To which epoch?
    Jump(Field),
    /// What should be different?
    WhatIf(Box<Form>),
    /// Into which file?
    Save(Saving),
}

/// A file that is to be written.
#[derive(Clone, Debug)]
pub struct Saving {
    /// Its name.
    pub name: Field,
    /// What has to be said about that name.
    pub trouble: Option<Trouble>,
}

impl Default for Saving {
    fn default() -> Self {
        Self { name: Field::proposing(Kind::FileName, "backprop-training.csv"), trouble: None }
    }
}

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Its name does not end in `.csv` or `.json`.
    Ending,
    /// There is one of that name already; the same key again replaces it.
    Exists,
    /// It could not be written.
    Failed(Hindrance),
}

/// A file to write, for the world outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Where.
    pub path: PathBuf,
    /// What.
    pub contents: String,
    /// Whether a file of that name may be replaced.
    pub replace: bool,
}

/// What became of a [`Write`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// The file is there.
    Done,
    /// There is a file of that name, and nothing was written.
    Exists,
    /// It could not be written, and a file that was there is as it was.
    Failed(Hindrance),
}

/// Why a file could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// There is no such folder.
    NoFolder,
    /// This user may not write there.
    Forbidden,
    /// What has this name is a folder or a device.
    NoFile,
    /// The disk is full.
    Full,
    /// Something else, in the system's words.
    System(String),
}

impl Prompt {
    /// The field under the cursor.
    pub fn field(&self) -> Option<&Field> {
        match self {
            Self::Jump(field) => Some(field),
            Self::WhatIf(form) => form.field(form.selected()),
            Self::Save(saving) => Some(&saving.name),
        }
    }

    /// Edits the field under the cursor.
    pub fn edit(&mut self, edit: Edit) {
        match self {
            Self::Jump(field) => field.edit(edit),
            Self::WhatIf(form) => form.edit(edit),
            Self::Save(saving) => {
                saving.trouble = None;
                saving.name.edit(edit);
            }
        }
    }
}

impl Training {
    /// Closes what is asked over the screen. Returns whether there was anything.
    pub fn close_prompt(&mut self) -> bool {
        self.redraw = None;
        let prompt = self.prompt.take();
        let was_open = prompt.is_some();
        if let Some(Prompt::WhatIf(form)) = prompt {
            self.draft = Some(*form);
        }
        was_open
    }

    pub(super) fn answer(&mut self, action: Action) -> Option<Request> {
        self.redraw = None;
        match (&mut self.prompt, action) {
            (Some(prompt), Action::Edit(edit)) => prompt.edit(edit),
            (Some(Prompt::WhatIf(form)), Action::Up) => form.up(),
            (Some(Prompt::WhatIf(form)), Action::Next) => form.choose_next(),
            (Some(Prompt::WhatIf(form)), Action::Back) => form.choose_previous(),
            (Some(Prompt::WhatIf(form)), Action::Down) => form.down(),
            (Some(Prompt::Jump(field)), Action::Choose) => {
                let epoch = field.text().parse().unwrap_or(usize::MAX);
                let is_empty = field.text().is_empty();
                self.prompt = None;
                if !is_empty {
                    self.travel(Position { epoch: epoch.min(self.experiment.epochs), record: 0 });
                }
            }
            (Some(Prompt::WhatIf(form)), Action::Choose) => match form.experiment() {
                Ok(experiment) => self.try_out(experiment),
                Err(refusal) => form.refusal = Some(refusal),
            },
            (Some(Prompt::Save(_)), Action::Choose) => return self.save(),
            _ => {}
        }
        None
    }

    /// The file that was asked for, in the format that its name ends in.
    fn save(&mut self) -> Option<Request> {
        let Some(Prompt::Save(saving)) = &mut self.prompt else {
            return None;
        };
        let path = PathBuf::from(saving.name.text());
        let ending = path.extension().and_then(|ending| ending.to_str());
        let contents = match ending.map(str::to_ascii_lowercase).as_deref() {
            Some("csv") => training::csv(&self.trainer),
            Some("json") => {
                let features = self.prepared.features.iter();
                let names: Vec<String> = features.map(|feature| feature.name.clone()).collect();
                training::json(&self.trainer, &names, self.experiment.seed)
            }
            _ => {
                saving.trouble = Some(Trouble::Ending);
                return None;
            }
        };
        Some(Request::Write(Write {
            path,
            contents,
            replace: saving.trouble == Some(Trouble::Exists),
        }))
    }

    /// Takes note of what became of the file.
    pub fn written(&mut self, written: Written) {
        let Some(Prompt::Save(saving)) = &mut self.prompt else {
            return;
        };
        saving.trouble = match written {
            Written::Done => {
                self.notice = Some(Notice::Saved(saving.name.text()));
                self.prompt = None;
                return;
            }
            Written::Exists => Some(Trouble::Exists),
            Written::Failed(reason) => Some(Trouble::Failed(reason)),
        };
    }

    /// Starts another experiment: at once, or when its records are drawn.
    fn try_out(&mut self, experiment: Experiment) {
        if experiment == self.experiment {
            self.prompt = None;
        } else if experiment.draws_as(&self.experiment) {
            self.replace(experiment, Arc::clone(&self.prepared));
        } else {
            match self.source.redraw(&self.prepared, &experiment) {
                Ok(redraw) if redraw.is_quick() => {
                    self.replace(experiment, Arc::new(redraw.done()));
                }
                Ok(redraw) => self.redraw = Some((experiment, redraw)),
                Err(unfit) => self.refuse(unfit),
            }
        }
    }

    /// Does some more of the draw that the form asked for, and starts the experiment when all is drawn.
    pub(super) fn go_on_drawing(&mut self) {
        if let Some((experiment, mut redraw)) = self.redraw.take() {
            if redraw.work() {
                self.replace(experiment, Arc::new(redraw.done()));
            } else {
                self.redraw = Some((experiment, redraw));
            }
        }
    }

    /// Starts another experiment on these records, and keeps the curve of the present one.
    fn replace(&mut self, experiment: Experiment, prepared: Arc<Prepared>) {
        let trainer = match experiment.trainer(&prepared) {
            Ok(trainer) => trainer,
            Err(unfit) => return self.refuse(unfit),
        };
        self.prompt = None;
        let points = self.points();
        if points.len() > 1 {
            self.earlier.retain(|run| run.experiment != self.experiment);
            self.earlier.push(Run { experiment: self.experiment.clone(), points });
        }
        self.earlier.retain(|run| run.experiment != experiment);
        let surplus = self.earlier.len().saturating_sub(compare::MOST);
        self.earlier.drain(..surplus);
        self.experiment = experiment;
        self.prepared = prepared;
        self.cursor = 0;
        self.start(trainer);
    }

    /// Says in the form why its experiment can't be.
    fn refuse(&mut self, unfit: Unfit) {
        if let Some(Prompt::WhatIf(form)) = &mut self.prompt {
            form.refusal = Some(Refusal::Experiment(unfit));
        }
    }

    /// The curve: the points that are kept, and the furthest one if it is not among them.
    pub fn points(&self) -> Vec<Point> {
        let mut points = self.trainer.history().to_vec();
        let last = points.last().map(|point| point.epoch);
        points.extend(
            self.trainer.point().filter(|point| Some(point.epoch) > last && point.loss.is_finite()),
        );
        points
    }
}
