//! What a trainer makes smaller, and what is told of it.

use super::{Dataset, Score, Trainer};
use crate::nn::Loss;
use crate::nn::training::Measure;

impl Trainer {
    /// Makes another loss smaller than half the squared error. The outputs have to
    /// [suit](Loss::suits) it.
    pub fn with_loss(mut self, loss: Loss) -> Self {
        self.workers = self.workers.with_loss(loss);
        self.loss = loss;
        self
    }

    /// What it makes smaller.
    pub fn loss(&self) -> Loss {
        self.loss
    }

    /// What is told of how wrong the answers are.
    pub fn measure(&self) -> Measure {
        Measure::of(self.loss)
    }

    /// Of a log loss its mean over all records, else the mean of `(y − ŷ)²` over all targets; from
    /// the score of all records.
    pub(super) fn mean_loss(&self, score: Score, data: &Dataset) -> f64 {
        if self.measure() == Measure::LogLoss {
            // Of numbers that are none, the logarithm's bound would make some.
            return score.log_loss / data.records() as f64 + 0.0 * score.squared_error;
        }
        score.squared_error / (data.records() * data.outputs()) as f64
    }
}
