//! What if? A form in which everything about the network and its training can be changed.

use super::compare::Parameter;
use crate::app::experiment::{Experiment, Unfit};
use crate::app::field::{Edit, Field, Kind};
use crate::nn::Activation;
use crate::variants;

/// The most hidden layers, units in one of them, and epochs that the form takes.
pub const MOST_LAYERS: usize = 8;
/// See [`MOST_LAYERS`].
pub const MOST_UNITS: usize = 1000;
/// See [`MOST_LAYERS`].
pub const MOST_EPOCHS: usize = 1_000_000_000;

/// Why what was typed can't be tried.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// The value of this parameter is not one.
    Value(Parameter),
    /// The data can't be prepared like that, or the network can't be made.
    Experiment(Unfit),
}

/// The form. All parameters but the activation function are typed; that is chosen.
#[derive(Clone, Debug)]
pub struct Form {
    fields: [Field; 6],
    activation: Activation,
    cursor: usize,
    /// What was wrong when it was last tried.
    pub refusal: Option<Refusal>,
}

impl Form {
    /// A form that shows an experiment as it is.
    pub fn new(experiment: &Experiment) -> Self {
        Self {
            fields: Parameter::ALL
                .map(|parameter| Field::proposing(Kind::Number, &parameter.value(experiment))),
            activation: experiment.activation,
            cursor: 0,
            refusal: None,
        }
    }

    /// The parameter under the cursor.
    pub fn selected(&self) -> Parameter {
        Parameter::ALL[self.cursor]
    }

    /// The field of a parameter; `None` for the activation function.
    pub fn field(&self, parameter: Parameter) -> Option<&Field> {
        let index = Parameter::ALL.iter().position(|&other| other == parameter)?;
        (parameter != Parameter::Activation).then(|| &self.fields[index])
    }

    /// The activation function that is chosen.
    pub fn activation(&self) -> Activation {
        self.activation
    }

    /// To the parameter above, round and round.
    pub fn up(&mut self) {
        self.cursor = (self.cursor + Parameter::ALL.len() - 1) % Parameter::ALL.len();
    }

    /// To the parameter below, round and round.
    pub fn down(&mut self) {
        self.cursor = (self.cursor + 1) % Parameter::ALL.len();
    }

    /// Edits what is under the cursor.
    pub fn edit(&mut self, edit: Edit) {
        self.refusal = None;
        if self.selected() != Parameter::Activation {
            self.fields[self.cursor].edit(edit);
        }
    }

    /// Chooses the next activation function, when it is under the cursor.
    pub fn choose_next(&mut self) {
        self.choose(variants::next);
    }

    /// Chooses the activation function before, when it is under the cursor.
    pub fn choose_previous(&mut self) {
        self.choose(variants::previous);
    }

    fn choose(&mut self, other: fn(Activation) -> Activation) {
        if self.selected() == Parameter::Activation {
            self.activation = other(self.activation);
        }
    }

    /// The experiment that was typed.
    ///
    /// # Errors
    /// Which parameter has no possible value.
    pub fn experiment(&self) -> Result<Experiment, Refusal> {
        let text = |parameter| {
            let text = self.field(parameter).map(Field::text).unwrap_or_default();
            text.replace('−', "-").replace(' ', "")
        };
        let in_range = |range: std::ops::RangeInclusive<usize>| move |n: &usize| range.contains(n);
        let refuse = Refusal::Value;
        Ok(Experiment {
            learning_rate: number(&text(Parameter::LearningRate))
                .filter(|rate| *rate > 0.0)
                .ok_or(refuse(Parameter::LearningRate))?,
            hidden: units(&text(Parameter::Hidden)).ok_or(refuse(Parameter::Hidden))?,
            epochs: text(Parameter::Epochs)
                .parse()
                .ok()
                .filter(in_range(1..=MOST_EPOCHS))
                .ok_or(refuse(Parameter::Epochs))?,
            seed: text(Parameter::Seed).parse().map_err(|_| refuse(Parameter::Seed))?,
            test_fraction: number(&text(Parameter::TestFraction))
                .filter(|fraction| *fraction > 0.0 && *fraction < 1.0)
                .ok_or(refuse(Parameter::TestFraction))?,
            activation: self.activation,
        })
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

/// `2` or `16,16`.
fn units(text: &str) -> Option<Vec<usize>> {
    let layers: Vec<usize> = text
        .split(',')
        .map(|units| {
            let units = units.parse().ok();
            units.filter(|units| (1..=MOST_UNITS).contains(units))
        })
        .collect::<Option<_>>()?;
    (layers.len() <= MOST_LAYERS).then_some(layers)
}
