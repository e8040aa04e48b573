//! What a training run is made of: the data, and everything that can be chosen about the network and its training.

use std::sync::Arc;

use thiserror::Error;

use crate::data::{Choices, DataError, Note, Prepared, Recipe, Table};
use crate::nn::training::{Dataset, Trainer, TrainerError};
use crate::nn::{Activation, NetworkError, random};

/// What can be chosen. The default is the lesson's.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    /// Units in each hidden layer, the one next to the inputs first.
    pub hidden: Vec<usize>,
    /// The activation function of the hidden layers; the output is always a sigmoid.
    pub activation: Activation,
    /// η
    pub learning_rate: f64,
    /// After how many epochs training ends.
    pub epochs: usize,
    /// For the split and for the first weights.
    pub seed: u32,
    /// The share of the records kept for testing.
    pub test_fraction: f64,
}

impl Default for Experiment {
    fn default() -> Self {
        Self {
            hidden: vec![2],
            activation: Activation::Sigmoid,
            learning_rate: 0.007,
            epochs: 1000,
            seed: 21,
            test_fraction: 0.1,
        }
    }
}

/// Why an experiment can't be made. Displays as one sentence.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Unfit {
    /// The data can't be prepared like that.
    #[error(transparent)]
    Data(#[from] DataError),
    /// There is no such network.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// That network can't be trained on these data.
    #[error(transparent)]
    Trainer(#[from] TrainerError),
}

/// A table, and how its columns become features.
#[derive(Clone, Debug)]
pub struct Source {
    /// The raw table.
    pub table: Arc<Table>,
    /// How it is prepared; seed and share of test records are those of the experiment.
    pub recipe: Recipe,
    /// What was decided about it unasked, to be told with the data.
    pub notes: Vec<Note>,
    is_admissions: bool,
}

impl Source {
    /// A table, prepared as asked; what was not asked for is guessed.
    #[must_use]
    pub fn new(table: Table, choices: &Choices) -> Self {
        let (recipe, guesses) = Recipe::guess(&table, choices);
        let notes = table.notes().into_iter().chain(guesses).collect();
        Self {
            table: Arc::new(table),
            recipe,
            notes,
            is_admissions: false,
        }
    }

    /// The lesson's 40 applicants, prepared as its script does.
    #[must_use]
    pub fn admissions() -> Self {
        Self {
            // What is guessed about the lesson's own table is the lesson.
            notes: Vec::new(),
            is_admissions: true,
            ..Self::new(Table::admissions(), &Choices::default())
        }
    }

    /// Whether these are the lesson's data, prepared as its script does.
    #[must_use]
    pub fn is_admissions(&self) -> bool {
        self.is_admissions
    }

    /// Prepares the table for an experiment.
    ///
    /// # Errors
    /// When the table can't be prepared like that.
    pub fn prepare(&self, experiment: &Experiment) -> Result<Prepared, Unfit> {
        let recipe = Recipe {
            test_fraction: experiment.test_fraction,
            seed: experiment.seed,
            ..self.recipe.clone()
        };
        Ok(Prepared::new(&self.table, &recipe)?)
    }
}

impl Experiment {
    /// A trainer before its first epoch.
    ///
    /// # Errors
    /// When a layer is empty or there is nothing to train on.
    pub fn trainer(&self, prepared: &Prepared) -> Result<Trainer, Unfit> {
        let dataset = |records: &crate::data::Records| {
            Arc::new(Dataset::new(&records.features, &records.targets))
        };
        let (training, test) = (dataset(&prepared.train), dataset(&prepared.test));
        let network = random::initial_network(
            training.inputs(),
            &self.hidden,
            training.outputs(),
            self.activation,
            self.seed,
        )?;
        Ok(Trainer::new(network, training, test, self.learning_rate)?)
    }
}
