//! What a watchful teacher would notice in the curves.

use crate::app::experiment::BOLD_LEARNING_RATE;
use crate::nn::training::{Dataset, Point, Trainer, script_prints};

/// What training has come to, with the weights of an epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The share of the first loss that is gone; negative where it rose.
    pub fall: f64,
    /// At this moment.
    pub now: Point,
    /// The loss of always answering 0.5, over training and over test records.
    pub constant: [f64; 2],
    /// The mean |Δw| of the update that comes next.
    pub step: f64,
    /// The larger learning rate to try, where hardly anything was learned.
    pub bolder: Option<f64>,
}

/// What training has come to; `None` before the first update, and in the midst of an epoch.
pub fn outcome(trainer: &Trainer) -> Option<Outcome> {
    /// Below this share, hardly anything was learned.
    const HARDLY: f64 = 0.05;
    let (first, now) = (trainer.history().first()?, trainer.point()?);
    if now.epoch == 0 {
        return None;
    }
    let fall = (first.loss - now.loss) / first.loss;
    let rate = trainer.learning_rate();
    let sums = trainer.sums_of_epoch();
    let sums = || sums.iter().flat_map(|layer| layer.weights.iter());
    let factor = rate / trainer.training().records() as f64;
    Some(Outcome {
        fall,
        now,
        constant: [trainer.training(), trainer.test()].map(loss_of_one_half),
        step: sums().map(|sum| (factor * sum).abs()).sum::<f64>() / sums().count() as f64,
        bolder: (fall.abs() < HARDLY && rate < BOLD_LEARNING_RATE).then_some(BOLD_LEARNING_RATE),
    })
}

/// The mean of `(y − 0.5)²` over all targets.
fn loss_of_one_half(data: &Dataset) -> f64 {
    let squares = (0..data.outputs()).flat_map(|output| data.targets_of(output));
    let sum: f64 = squares.map(|target| (target - 0.5) * (target - 0.5)).sum();
    sum / (data.records() * data.outputs()) as f64
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
        let (told, before) = (outcome(&trainer).expect("a point").step, weights(&trainer));
        trainer.run_to(8);
        let changes =
            before.iter().zip(weights(&trainer)).map(|(before, after)| (after - before).abs());
        let mean = changes.sum::<f64>() / before.len() as f64;
        assert!((told - mean).abs() < 1e-12, "{told} {mean}");
    }
}
