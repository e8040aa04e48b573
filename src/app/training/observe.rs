//! What a watchful teacher would notice in the curves.

use super::Training;
use crate::data::Targets;
use crate::nn::Loss;
use crate::nn::loss::log_term;
use crate::nn::training::{Dataset, Point, Trainer, script_prints};

/// What training has come to, with the weights of an epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The share of the first loss that is gone; negative where it rose.
    pub fall: f64,
    /// At this moment.
    pub now: Point,
    /// The larger learning rate to try, where hardly anything was learned.
    pub bolder: Option<f64>,
}

/// What training has come to; `None` before the first update, and in the midst of an epoch.
pub fn outcome(training: &Training) -> Option<Outcome> {
    /// Below this share, hardly anything was learned.
    const HARDLY: f64 = 0.05;
    let trainer = &training.playback.trainer;
    let (first, now) = (trainer.history().first()?, trainer.point()?);
    if now.epoch == 0 {
        return None;
    }
    let fall = (first.loss - now.loss) / first.loss;
    Some(Outcome { fall, now, bolder: bolder(training).filter(|_| fall.abs() < HARDLY) })
}

/// A larger learning rate, with which the lesson's network can be seen to learn; the steps of a
/// linear output would grow beyond all bounds with it.
pub fn bolder(training: &Training) -> Option<f64> {
    let bold = match training.runs.prepared.targets {
        Targets::Amount(_) => 0.1,
        Targets::Label | Targets::Probability | Targets::Classes(_) => 5.0,
    };
    (training.runs.experiment.learning_rate < bold).then_some(bold)
}

/// The mean |Δw| of the update that comes next from an epoch's beginning. Takes as long as a batch.
pub fn next_step(trainer: &Trainer) -> f64 {
    let sums = trainer.sums_of_batch(0);
    let sums = || sums.iter().flat_map(|layer| layer.weights.iter());
    let factor = trainer.learning_rate() / trainer.batch_of(0).len() as f64;
    sums().map(|sum| (factor * sum).abs()).sum::<f64>() / sums().count() as f64
}

/// What is told of always giving the same answer: 0.5 where there are two labels or probabilities,
/// else the mean of each target over these records.
pub fn constant_loss(targets: &Targets, loss: Loss, data: &Dataset) -> f64 {
    let of_output = |output: usize| {
        let values = data.targets_of(output);
        let answer = match targets {
            Targets::Label | Targets::Probability => 0.5,
            Targets::Amount(_) | Targets::Classes(_) => {
                values.iter().sum::<f64>() / values.len() as f64
            }
        };
        let of_value = |value: &f64| match loss {
            Loss::CrossEntropy => -log_term(*value, answer) - log_term(1.0 - value, 1.0 - answer),
            Loss::SoftmaxCrossEntropy => -log_term(*value, answer),
            _ => (value - answer) * (value - answer),
        };
        values.iter().map(of_value).sum::<f64>()
    };
    let sum: f64 = (0..data.outputs()).map(of_output).sum();
    let terms = if loss.cancels() { 1 } else { data.outputs() };
    sum / (data.records() * terms) as f64
}

/// The lesson's figure rises while the network learns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Misled {
    /// Before training.
    pub first: Point,
    /// At this moment.
    pub now: Point,
    /// After which epoch the script would first have printed a figure higher than the one before,
    /// with its warning.
    pub warned: Option<usize>,
}

/// Whether the lesson's figure has risen since the start though the true loss has fallen; `epochs`
/// says when the script prints.
pub fn misled(trainer: &Trainer, epochs: usize) -> Option<Misled> {
    let points = trainer.history();
    let (first, now) = (*points.first()?, trainer.point()?);
    (now.loss < first.loss && now.lesson_figure > first.lesson_figure).then(|| Misled {
        first,
        now,
        warned: warned(points, now.epoch, epochs),
    })
}

fn warned(points: &[Point], until: usize, epochs: usize) -> Option<usize> {
    let printed: Vec<&Point> = points
        .iter()
        .take_while(|point| point.epoch <= until)
        .filter(|point| point.epoch > 0 && script_prints(point.epoch - 1, epochs))
        .collect();
    printed
        .windows(2)
        .find(|pair| pair[0].lesson_figure < pair[1].lesson_figure)
        .map(|pair| pair[1].epoch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::experiment::{Experiment, Source};
    use crate::data::silently;

    #[test]
    fn the_step_is_what_the_next_update_changes() {
        let experiment = Experiment { learning_rate: 0.3, ..Experiment::default() };
        let prepared = Source::admissions().prepare(&experiment, &mut silently).expect("the data");
        let mut trainer = experiment.trainer(&prepared).expect("a network");
        let weights = |trainer: &Trainer| -> Vec<f64> {
            let layers = trainer.network().layers().iter();
            layers.flat_map(|layer| layer.weights.iter().copied().collect::<Vec<_>>()).collect()
        };
        trainer.run_to(7);
        let (told, before) = (next_step(&trainer), weights(&trainer));
        trainer.run_to(8);
        let changes =
            before.iter().zip(weights(&trainer)).map(|(before, after)| (after - before).abs());
        let mean = changes.sum::<f64>() / before.len() as f64;
        assert!((told - mean).abs() < 1e-12, "{told} {mean}");
    }
}
