//! What can be chosen about a run, named and compared.

use strum::{IntoStaticStr, VariantArray};

use crate::app::experiment::Experiment;

/// What can be changed between two runs, in the order in which it is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Hyperparameter {
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
    /// Whether there are biases: 1 or 0.
    Biases,
    /// After how many records the weights change; 0 for all.
    Batch,
    /// The activation function of the hidden layers.
    Activation,
    /// What is made smaller.
    Loss,
}

impl Hyperparameter {
    /// Its value, as one would type it.
    pub fn value(self, experiment: &Experiment) -> String {
        match self {
            Self::LearningRate => experiment.learning_rate.to_string(),
            Self::Hidden if experiment.hidden.is_empty() => "0".to_owned(),
            Self::Hidden => {
                let units: Vec<String> = experiment.hidden.iter().map(usize::to_string).collect();
                units.join(",")
            }
            Self::Epochs => experiment.epochs.to_string(),
            Self::Seed => experiment.seed.to_string(),
            Self::TestFraction => experiment.test_fraction.to_string(),
            Self::Biases => u8::from(experiment.biases).to_string(),
            Self::Batch => experiment.batch.unwrap_or(0).to_string(),
            Self::Activation => experiment.activation.name().to_owned(),
            Self::Loss => experiment.loss.name().to_owned(),
        }
    }
}

/// Those in which these experiments are not all alike.
pub fn differing(experiments: &[&Experiment]) -> Vec<Hyperparameter> {
    let differs = |parameter: &&Hyperparameter| {
        let mut values = experiments.iter().map(|experiment| parameter.value(experiment));
        let first = values.next();
        values.any(|value| Some(value) != first)
    };
    Hyperparameter::VARIANTS.iter().filter(differs).copied().collect()
}
