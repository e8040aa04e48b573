//! What a watchful teacher would notice in the curves.

use crate::nn::training::{Point, Trainer, script_prints};

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
