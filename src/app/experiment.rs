//! What a training run is made of: the data, and everything that can be chosen about the network
//! and its training.

use std::sync::Arc;

use ndarray::Array1;

use super::builtin_tables::{self, Draw};
use crate::data::{
    Choices, Note, Prepared, Recipe, Redraw, Reporter, Share, Table, TableError, Targets,
};
use crate::lesson::course::BuiltinTable;
use crate::message::{Message, Tell, messages};
use crate::nn::training::{Trainer, TrainerError};
use crate::nn::{Activation, Loss, NetworkError, random};

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
    /// Whether every unit has a bias; they begin at 0.
    pub biases: bool,
    /// After how many records the weights change; `None` for all.
    pub batch: Option<usize>,
    /// What training makes smaller.
    pub loss: Loss,
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
            biases: false,
            batch: None,
            loss: Loss::default(),
        }
    }
}

impl Experiment {
    /// A network that learns a table, and the epochs and the η with which it does.
    pub fn of(table: BuiltinTable) -> Self {
        let all = Self { biases: true, test_fraction: 0.0, ..Self::default() };
        match table {
            BuiltinTable::Admissions => Self::default(),
            BuiltinTable::Xor => Self { learning_rate: 5.0, epochs: 2000, ..all },
            BuiltinTable::And => {
                Self { hidden: Vec::new(), learning_rate: 5.0, epochs: 500, ..all }
            }
            BuiltinTable::Circle => Self {
                hidden: vec![4],
                activation: Activation::Tanh,
                learning_rate: 2.0,
                epochs: 2000,
                test_fraction: 0.2,
                ..all
            },
            BuiltinTable::Gaussians => Self {
                hidden: Vec::new(),
                learning_rate: 2.0,
                epochs: 300,
                test_fraction: 0.2,
                ..all
            },
        }
    }
}

/// Why an experiment can't be made.
#[derive(Clone, Debug, PartialEq)]
pub enum Unfit {
    /// The data can't be prepared like that.
    Table(TableError),
    /// There is no such network.
    Network(NetworkError),
    /// That network can't be trained on these data.
    Trainer(TrainerError),
    /// That loss is none of these targets.
    Loss(LossFault),
}

messages!("loss"
    /// Why a loss does not suit the targets.
    #[derive(Eq)]
    pub enum LossFault {
        /// An amount is no chance.
        Amount {
            /// The name of the loss.
            loss: &'static str,
            /// The name of the column.
            target: String,
        },
        /// Softmax shares chances out among several classes.
        OneOutput {
            /// The name of the loss.
            loss: &'static str,
            /// The name of the column.
            target: String,
        },
    }
);

impl Tell for Unfit {
    fn message(&self) -> Message {
        match self {
            Self::Table(error) => error.message(),
            Self::Network(error) => error.message(),
            Self::Trainer(error) => error.message(),
            Self::Loss(fault) => fault.message(),
        }
    }
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
    /// Which of the tables that come with the program it is, prepared as these are.
    pub builtin: Option<BuiltinTable>,
}

impl Source {
    /// A table, prepared as asked; what was not asked for is guessed.
    pub fn new(mut table: Table, choices: &Choices) -> Self {
        let (recipe, guesses) = Recipe::settle(&mut table, choices);
        let notes = table.notes().into_iter().chain(guesses).collect();
        Self { table: Arc::new(table), recipe, notes, builtin: None }
    }

    /// A table that comes with the program: the lesson's as its script prepares it, the others as
    /// they stand.
    pub fn builtin(builtin: BuiltinTable, draw: Draw) -> Self {
        let none = Some(Vec::new());
        let choices = match builtin {
            BuiltinTable::Admissions => Choices::default(),
            _ => Choices {
                target: Some("y".to_owned()),
                one_hot: none.clone(),
                standardize: none,
                ..Choices::default()
            },
        };
        let source = Self::new(builtin_tables::table(builtin, draw), &choices);
        // What is guessed about the lesson's own table is the lesson.
        let notes = if builtin == BuiltinTable::Admissions { Vec::new() } else { source.notes };
        Self { builtin: Some(builtin), notes, ..source }
    }

    /// The lesson's 40 applicants.
    pub fn admissions() -> Self {
        Self::builtin(BuiltinTable::Admissions, Draw::default())
    }

    /// Whether these are the lesson's data, prepared as its script does.
    pub fn is_admissions(&self) -> bool {
        self.builtin == Some(BuiltinTable::Admissions)
    }

    /// Prepares the table for an experiment.
    ///
    /// # Errors
    /// When the table can't be prepared like that, or `report` stopped it.
    pub fn prepare(
        &self,
        experiment: &Experiment,
        report: Reporter<'_, Share>,
    ) -> Result<Prepared, Unfit> {
        Prepared::new(&self.table, &self.recipe(experiment), report).map_err(Unfit::Table)
    }

    /// What takes the records that are prepared for one experiment to the draw of another.
    ///
    /// # Errors
    /// When they can't be split like that.
    pub fn redraw(
        &self,
        prepared: &Arc<Prepared>,
        experiment: &Experiment,
    ) -> Result<Redraw, Unfit> {
        let recipe = self.recipe(experiment);
        Redraw::new(Arc::clone(prepared), &self.table, recipe).map_err(Unfit::Table)
    }

    /// What an experiment makes of the table.
    fn recipe(&self, experiment: &Experiment) -> Recipe {
        Recipe {
            test_fraction: experiment.test_fraction,
            seed: experiment.seed,
            ..self.recipe.clone()
        }
    }
}

impl Experiment {
    /// Whether the same records are drawn for both, in the same order.
    pub fn draws_as(&self, other: &Self) -> bool {
        (self.seed, self.test_fraction) == (other.seed, other.test_fraction)
    }

    /// The function of the output units, with these targets and this loss.
    fn output(&self, prepared: &Prepared) -> Result<Activation, LossFault> {
        let (target, loss) = (|| prepared.recipe.target.clone(), self.loss.name());
        match (self.loss, &prepared.targets) {
            (Loss::CrossEntropy | Loss::SoftmaxCrossEntropy, Targets::Amount(_)) => {
                Err(LossFault::Amount { loss, target: target() })
            }
            (Loss::SoftmaxCrossEntropy, Targets::Classes(_)) => Ok(Activation::Linear),
            (Loss::SoftmaxCrossEntropy, _) => Err(LossFault::OneOutput { loss, target: target() }),
            (_, targets) => Ok(targets.activation()),
        }
    }

    /// A trainer before its first epoch.
    ///
    /// # Errors
    /// When a layer is empty or there is nothing to train on.
    pub fn trainer(&self, prepared: &Prepared) -> Result<Trainer, Unfit> {
        let (training, test) = (Arc::clone(&prepared.train), Arc::clone(&prepared.test));
        let mut network = random::initial_network(
            training.inputs(),
            &self.hidden,
            training.outputs(),
            self.activation,
            self.seed,
        )
        .map_err(Unfit::Network)?;
        if let Some(last) = network.layers_mut().last_mut() {
            last.activation = self.output(prepared).map_err(Unfit::Loss)?;
        }
        if self.biases {
            for layer in network.layers_mut() {
                layer.biases = Some(Array1::zeros(layer.units()));
            }
        }
        let trainer = Trainer::new(network, training, test, self.learning_rate);
        let trainer = trainer.map_err(Unfit::Trainer)?.with_loss(self.loss);
        Ok(match self.batch {
            Some(records) => trainer.with_batches(records),
            None => trainer,
        })
    }
}
