//! Batch gradient descent that can be stopped anywhere, stepped both ways and taken apart.
//!
//! As in the lesson's recap, every epoch sets the sums `ΔW` to zero, adds `δ·x` of each record, and
//! then updates `w ← w + η·ΔW/m`. The order of every sum is fixed (block by block in
//! `training/pass.rs`, lane by lane in `training/columns.rs`), and the weights of an epoch follow
//! from those of the epoch before. So a state depends on its [`Position`] alone, to the last bit,
//! and not on the way there.
//!
//! Nothing here knows the clock: [`Trainer::work`] asks after each small piece of work whether to
//! go on.
#![expect(
    clippy::inline_always,
    reason = "a function gets the vector instructions chosen at run time only where it is inlined into the place that chose them"
)]

mod activate;
mod checkpoints;
mod columns;
mod compute;
mod dataset;
mod kernel;
mod lesson_script;
mod pass;
mod point;
mod score;
mod sums;
mod thinned;
mod trainer;

use strum::{IntoStaticStr, VariantArray};

use super::gradient::Parameter;
use super::{Loss, Network};
use crate::message::messages;

pub use compute::{Compute, Instructions};
pub use dataset::Dataset;
pub use lesson_script::{ScriptLine, run_script, script_prints};
pub use point::Point;
pub use sums::{LayerSums, add, zeros};
pub use trainer::Trainer;

/// A moment of the training of `m` records. Positions are ordered in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// How many updates have been made.
    pub epoch: usize,
    /// How many records have been added to the sums of this epoch: 0 to `m`. At `m` the sums are
    /// complete and the update is next.
    pub record: usize,
}

/// What is told of how wrong the answers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Measure {
    /// The mean of `(y − ŷ)²` over all targets, whatever factor the loss has.
    Mse,
    /// The mean of the log loss over all records.
    LogLoss,
}

impl Measure {
    /// What is told where this is made smaller.
    pub fn of(loss: Loss) -> Self {
        if loss.cancels() { Self::LogLoss } else { Self::Mse }
    }
}

/// Whether training can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// It can.
    Fine,
    /// With the weights after `epoch`, every output is so far out on its activation function that
    /// its slope vanishes ([`SATURATED_SLOPE`]) though the loss does not: nothing is learned any
    /// more.
    Saturated {
        /// How many updates had been made.
        epoch: usize,
    },
    /// After `epoch`, a weight or a bias is infinite or not a number, or (`None`) the loss is.
    Diverged {
        /// How many updates had been made.
        epoch: usize,
        /// The first such weight or bias.
        parameter: Option<Parameter>,
    },
}

/// Outputs with a slope below this for every record are saturated. (A sigmoid's slope is below it
/// from |z| ≈ 27.6.)
pub const SATURATED_SLOPE: f64 = 1e-12;
/// With a loss below this, vanishing slopes mean that everything is learned.
const LEARNED_LOSS: f64 = 1e-9;

messages!("trainer"
    /// Why a network can't be trained on some data.
    #[derive(Eq)]
    pub enum TrainerError {
        /// There is no record to train on.
        NoRecords,
        /// Training or test records have another number of inputs or outputs than the network.
        Shape {
            /// Inputs of a record.
            inputs: usize,
            /// Outputs of a record.
            targets: usize,
            /// Inputs of the network.
            takes: usize,
            /// Outputs of the network.
            gives: usize,
        },
    }
);

/// The first weight or bias that is infinite or not a number.
fn first_not_finite(network: &Network) -> Option<Parameter> {
    network.layers().iter().enumerate().find_map(|(layer, l)| {
        let mut weights = l.weights.indexed_iter().filter(|(_, w)| !w.is_finite());
        let weight =
            weights.next().map(|((from, unit), _)| Parameter::Weight { layer, from, unit });
        let bias = || l.biases.iter().flatten().position(|b| !b.is_finite());
        weight.or_else(|| bias().map(|unit| Parameter::Bias { layer, unit }))
    })
}
