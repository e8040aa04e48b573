//! What is asked over the training screen, with a field or several to type into. Knows nothing of
//! what follows from an answer.

use std::path::PathBuf;

use super::form::{Form, Refusal};
use crate::app::experiment::{Experiment, Unfit};
use crate::app::field::{Edit, Field, FieldKind};
use crate::app::{Action, Write, Written};
use crate::files::IoFault;

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

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Its name does not end in `.csv` or `.json`.
    Ending,
    /// There is one of that name already; the same key again replaces it.
    Exists,
    /// It could not be written.
    Failed(IoFault),
}

impl Prompt {
    /// The field under the cursor.
    pub fn field(&self) -> Option<&Field> {
        match self {
            Self::Jump(field) => Some(field),
            Self::WhatIf(form) => form.field(form.selected),
            Self::Save(saving) => Some(&saving.name),
        }
    }

    /// Edits the field under the cursor.
    fn edit(&mut self, edit: Edit) {
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

/// What was answered.
#[derive(Clone, Debug)]
pub enum Entered {
    /// This epoch.
    Epoch(usize),
    /// This experiment.
    Experiment(Experiment),
    /// The file that [`Dialog::file`] makes.
    File,
}

/// The epoch that is typed, if it is one. That there are not so many is no fault.
pub fn epoch(field: &Field) -> Option<usize> {
    let digits = field.text().replace(' ', "");
    let is_whole = !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit());
    is_whole.then(|| digits.parse().unwrap_or(usize::MAX))
}

/// The question over the screen, if there is one.
#[derive(Clone, Debug, Default)]
pub struct Dialog {
    /// What is asked.
    pub prompt: Option<Prompt>,
    /// A form that was left without being tried.
    draft: Option<Box<Form>>,
}

impl Dialog {
    /// Asks for an epoch; proposes the present one.
    pub fn ask_epoch(&mut self, present: usize) {
        let field = Field::proposing(FieldKind::Number, &present.to_string());
        self.prompt = Some(Prompt::Jump(field));
    }

    /// Asks for another experiment: the form as it was left, or the present experiment.
    pub fn ask_experiment(&mut self, present: &Experiment) {
        let form = self.draft.take().unwrap_or_else(|| Box::new(Form::new(present)));
        self.prompt = Some(Prompt::WhatIf(form));
    }

    /// Asks for the name of a file.
    pub fn ask_file(&mut self) {
        let name = Field::proposing(FieldKind::Name, "backprop-training.csv");
        self.prompt = Some(Prompt::Save(Saving { name, trouble: None }));
    }

    /// Leaves the question open. Returns whether there was one.
    pub fn close(&mut self) -> bool {
        let prompt = self.prompt.take();
        let was_open = prompt.is_some();
        if let Some(Prompt::WhatIf(form)) = prompt {
            self.draft = Some(form);
        }
        was_open
    }

    /// Does what the user asked for. Returns the answer once it is entered.
    pub fn update(&mut self, action: Action) -> Option<Entered> {
        match (self.prompt.as_mut()?, action) {
            (prompt, Action::Edit(edit)) => prompt.edit(edit),
            (Prompt::Jump(field), Action::Choose) => {
                let epoch = epoch(field);
                if epoch.is_some() || field.is_empty() {
                    self.prompt = None;
                }
                return epoch.map(Entered::Epoch);
            }
            (Prompt::WhatIf(form), Action::Choose) => match form.experiment() {
                Ok(experiment) => return Some(Entered::Experiment(experiment)),
                Err(refusal) => form.refusal = Some(refusal),
            },
            (Prompt::WhatIf(form), _) => form.update(action),
            (Prompt::Save(_), Action::Choose) => return Some(Entered::File),
            (Prompt::Jump(_) | Prompt::Save(_), _) => {}
        }
        None
    }

    /// Says in the form why its experiment can't be.
    pub fn refuse(&mut self, unfit: Unfit) {
        if let Some(Prompt::WhatIf(form)) = &mut self.prompt {
            form.refusal = Some(Refusal::Experiment(unfit));
        }
    }

    /// The file that was asked for. `contents` is asked for what to write by the ending of its
    /// name, in small letters, and knows some endings.
    pub fn file(&mut self, contents: impl FnOnce(&str) -> Option<String>) -> Option<Write> {
        let Some(Prompt::Save(saving)) = &mut self.prompt else { return None };
        let path = PathBuf::from(saving.name.text());
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let Some(contents) = contents(&ending.to_ascii_lowercase()) else {
            saving.trouble = Some(Trouble::Ending);
            return None;
        };
        Some(Write { path, contents, replace: saving.trouble == Some(Trouble::Exists) })
    }

    /// Takes note of what became of the file. Returns its name when it is there.
    pub fn written(&mut self, written: Written) -> Option<String> {
        let Some(Prompt::Save(saving)) = &mut self.prompt else { return None };
        saving.trouble = Some(match written {
            Written::Done => {
                let name = saving.name.text();
                self.prompt = None;
                return Some(name);
            }
            Written::Exists => Trouble::Exists,
            Written::Failed(reason) => Trouble::Failed(reason),
        });
        None
    }
}
