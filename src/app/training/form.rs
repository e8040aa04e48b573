//! What if? A form in which everything about the network and its training can be changed.

use strum::VariantArray;

use super::hyperparameter::Hyperparameter;
use crate::app::Action;
use crate::app::experiment::{Experiment, Unfit};
use crate::app::field::{Edit, Field, FieldKind};
use crate::limits;
use crate::nn::{Activation, Loss};
use crate::variants;

/// Why what was typed can't be tried.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// The value of this parameter is not one.
    Value(Hyperparameter),
    /// The data can't be prepared like that, or the network can't be made.
    Experiment(Unfit),
}

/// The form. All parameters are typed but the activation function and the loss; these are chosen.
#[derive(Clone, Debug)]
pub struct Form {
    /// The activation function that is chosen.
    pub activation: Activation,
    /// The loss that is chosen.
    pub loss: Loss,
    /// The parameter under the cursor.
    pub selected: Hyperparameter,
    /// What was wrong when it was last tried.
    pub refusal: Option<Refusal>,
    /// One for each parameter; those of what is chosen are not used.
    fields: Vec<Field>,
}

impl Form {
    /// A form that shows an experiment as it is.
    pub fn new(experiment: &Experiment) -> Self {
        let fields = Hyperparameter::VARIANTS
            .iter()
            .map(|parameter| Field::proposing(FieldKind::Number, &parameter.value(experiment)));
        Self {
            activation: experiment.activation,
            loss: experiment.loss,
            selected: Hyperparameter::LearningRate,
            refusal: None,
            fields: fields.collect(),
        }
    }

    /// The field of a parameter; `None` for what is chosen.
    pub fn field(&self, parameter: Hyperparameter) -> Option<&Field> {
        (!is_chosen(parameter)).then(|| &self.fields[variants::index(&parameter)])
    }

    /// Moves between the parameters, or chooses an activation function or a loss: all round and
    /// round.
    pub fn update(&mut self, action: Action) {
        match action {
            Action::Up => self.selected = variants::previous(self.selected),
            Action::Down => self.selected = variants::next(self.selected),
            Action::Next | Action::Back => self.choose(action == Action::Next),
            _ => {}
        }
    }

    fn choose(&mut self, is_next: bool) {
        let activation = if is_next { variants::next } else { variants::previous };
        match self.selected {
            Hyperparameter::Activation => self.activation = activation(self.activation),
            Hyperparameter::Loss => {
                let losses = Loss::CHOICES;
                let at = losses.iter().position(|loss| *loss == self.loss).unwrap_or(0);
                let step = if is_next { 1 } else { losses.len() - 1 };
                self.loss = losses[(at + step) % losses.len()];
            }
            _ => {}
        }
    }

    /// Edits what is under the cursor.
    pub fn edit(&mut self, edit: Edit) {
        self.refusal = None;
        if !is_chosen(self.selected) {
            self.fields[variants::index(&self.selected)].edit(edit);
        }
    }

    /// The experiment that was typed.
    ///
    /// # Errors
    /// Which parameter has no possible value.
    pub fn experiment(&self) -> Result<Experiment, Refusal> {
        use Hyperparameter::{Batch, Biases, Epochs, Hidden, LearningRate, Seed, TestFraction};

        let text = |parameter| {
            let text = self.field(parameter).map(Field::text).unwrap_or_default();
            text.replace('−', "-")
        };
        let number = |parameter, is_possible: fn(f64) -> bool| {
            let value = text(parameter).trim().parse().ok().filter(|value| is_possible(*value));
            value.ok_or(Refusal::Value(parameter))
        };
        let whole = |parameter| text(parameter).replace(' ', "");
        let epochs =
            whole(Epochs).parse().ok().filter(|epochs| (1..=limits::EPOCHS).contains(epochs));
        Ok(Experiment {
            learning_rate: number(LearningRate, |rate| rate > 0.0 && rate.is_finite())?,
            hidden: units(&text(Hidden)).ok_or(Refusal::Value(Hidden))?,
            epochs: epochs.ok_or(Refusal::Value(Epochs))?,
            seed: whole(Seed).parse().map_err(|_| Refusal::Value(Seed))?,
            test_fraction: number(TestFraction, |fraction| (0.0..1.0).contains(&fraction))?,
            biases: match &*whole(Biases) {
                "0" => false,
                "1" => true,
                _ => return Err(Refusal::Value(Biases)),
            },
            batch: match whole(Batch).parse().map_err(|_| Refusal::Value(Batch))? {
                0 => None,
                records => Some(records),
            },
            activation: self.activation,
            loss: self.loss,
        })
    }
}

/// Whether a parameter is chosen from a list instead of typed.
fn is_chosen(parameter: Hyperparameter) -> bool {
    matches!(parameter, Hyperparameter::Activation | Hyperparameter::Loss)
}

/// `2` or `16,16`; `0` for no hidden layer.
fn units(text: &str) -> Option<Vec<usize>> {
    if text.trim() == "0" {
        return Some(Vec::new());
    }
    let units = |units: &str| {
        units.trim().parse().ok().filter(|units| (1..=limits::TRAINED_UNITS).contains(units))
    };
    let layers: Vec<usize> = text.split([',', '、']).map(units).collect::<Option<_>>()?;
    (layers.len() <= limits::FORM_LAYERS).then_some(layers)
}
