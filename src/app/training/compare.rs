//! The curves of runs before this one, named by what was changed since.

use crate::app::experiment::Experiment;
use crate::nn::training::Point;

/// How many earlier runs are kept for comparison; the oldest goes first.
pub const MOST: usize = 3;

/// An earlier run.
#[derive(Clone, Debug)]
pub struct Run {
    /// What was trained.
    pub experiment: Experiment,
    /// How it went, epoch by epoch.
    pub points: Vec<Point>,
}

/// What can be changed between two runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// η
    LearningRate,
    /// Units in the hidden layers.
    Hidden,
    /// How many epochs.
    Epochs,
    /// The seed of the random numbers.
    Seed,
    /// The share of test records.
    TestFraction,
    /// The activation function of the hidden layers.
    Activation,
}

impl Parameter {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::LearningRate,
        Self::Hidden,
        Self::Epochs,
        Self::Seed,
        Self::TestFraction,
        Self::Activation,
    ];

    /// Its value, as one would type it.
    pub fn value(self, experiment: &Experiment) -> String {
        match self {
            Self::LearningRate => experiment.learning_rate.to_string(),
            Self::Hidden => {
                let units: Vec<String> = experiment.hidden.iter().map(usize::to_string).collect();
                units.join(",")
            }
            Self::Epochs => experiment.epochs.to_string(),
            Self::Seed => experiment.seed.to_string(),
            Self::TestFraction => experiment.test_fraction.to_string(),
            Self::Activation => experiment.activation.name().to_owned(),
        }
    }
}

/// The parameters in which these experiments are not all alike.
pub fn differences(experiments: &[&Experiment]) -> Vec<Parameter> {
    let differs = |parameter: &Parameter| {
        let mut values = experiments.iter().map(|experiment| parameter.value(experiment));
        let first = values.next();
        values.any(|value| Some(value) != first)
    };
    Parameter::ALL.into_iter().filter(differs).collect()
}
