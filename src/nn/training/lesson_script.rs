//! What the lesson's training script prints, figure for figure.

use std::ops::ControlFlow;

use super::Trainer;

/// One line of the script: `Train loss:  0.25…`, with `  WARNING - Loss Increasing` behind it or
/// not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScriptLine {
    /// How many updates had been made when it was printed. The script counts from 0, so this is its
    /// `e + 1`.
    pub epoch: usize,
    /// The figure that it prints, see [`Point::lesson_figure`](super::Point::lesson_figure).
    pub figure: f64,
    /// The true training loss at that moment, which it does not print.
    pub loss: f64,
    /// Whether it warns: `if last_loss and last_loss < loss`.
    pub increasing: bool,
}

/// Trains up to `epochs` and calls `on_line` with every line, as soon as its epoch is done. Stops
/// early when `on_line` breaks, and where training does, see [`Trainer::health`].
pub fn run_script(
    trainer: &mut Trainer,
    epochs: usize,
    mut on_line: impl FnMut(&ScriptLine) -> ControlFlow<()>,
) {
    let mut last = None;
    for epoch in (1..=epochs).filter(|&epoch| script_prints(epoch - 1, epochs)) {
        trainer.run_to(epoch);
        let Some(point) = trainer.point().filter(|point| point.epoch == epoch) else {
            return;
        };
        let line = ScriptLine {
            epoch,
            figure: point.lesson_figure,
            loss: point.loss,
            increasing: last.is_some_and(|last| last != 0.0 && last < point.lesson_figure),
        };
        if on_line(&line).is_break() {
            return;
        }
        last = Some(line.figure);
    }
    trainer.run_to(epochs);
}

/// Whether the script prints a line in its epoch `e` of so many: `if e % (epochs / 10) == 0`, in
/// floating point as Python computes it.
pub fn script_prints(index: usize, epochs: usize) -> bool {
    index as f64 % (epochs as f64 / 10.0) == 0.0
}
