//! The network as it is at this moment, with a record going through it; beside it the ways that its
//! weights have come, and what each layer gets to learn from.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::draw_sentences;
use crate::app::stepper::Stepper;
use crate::app::training::Training;
use crate::app::training::moves::{Learning, Moved, learning, moves};
use crate::app::training::records::weights;
use crate::lesson::Phase;
use crate::limits;
use crate::ui::bars::LogScale;
use crate::ui::pen::Pen;
use crate::ui::words::Scene;
use crate::ui::{fit, frame, network};

/// Draws the view.
pub fn draw(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let Some(stepper) = record(training, pen) else {
        let inner = pen.panel(&pen.words.weights.title, area, buf);
        let none = pen.fill(&pen.words.weights.none, &[("most", &limits::PICTURED)]);
        return draw_sentences(&[none], pen, inner, buf);
    };
    let halves = Layout::horizontal([Constraint::Percentage(58), Constraint::Fill(1)]);
    let [left, right] = area.layout(&halves);
    network::draw(&stepper, pen, left, buf);
    draw_ways(training, &stepper, pen, right, buf);
}

/// The record that is looked at, gone through forward and backward with the weights of this moment;
/// `None` where there are too many of them.
pub fn record(training: &Training, pen: Pen) -> Option<Stepper> {
    let trainer = &training.playback.trainer;
    if weights(trainer.network()) > limits::PICTURED {
        return None;
    }
    let features = &training.runs.prepared.features;
    let lesson = training.looked_at().lesson(trainer, features, pen.settings.symbols())?;
    let mut stepper = Stepper::of_record(lesson);
    let steps = stepper.trace.script().steps().iter();
    let is_before_update = |phase| !matches!(phase, Phase::Update | Phase::After);
    stepper.position = steps.take_while(|cell| is_before_update(cell.quantity.phase())).count();
    Some(stepper)
}

/// As many of the weights as there is room for, and a line for each layer below them.
pub fn draw_ways(training: &Training, stepper: &Stepper, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.weights;
    let trainer = &training.playback.trainer;
    let layers = learning(trainer, &stepper.trace);
    let below = u16::try_from(2 * layers.len() + 4).unwrap_or(u16::MAX);
    let [top, bottom] =
        area.layout(&Layout::vertical([Constraint::Min(3), Constraint::Length(below)]));
    let inner = frame::padded(pen.panel(&words.moved, top, buf));
    let moved = moves(trainer);
    let (most, width) = (usize::from(inner.height), usize::from(inner.width));
    let lines = moved.iter().take(most).map(|moved| way(moved, stepper, pen, width));
    pen.write(lines.collect(), inner, buf);
    let inner = frame::padded(pen.panel(&words.learning, bottom, buf));
    pen.write(learning_lines(&layers, pen, usize::from(inner.width)), inner, buf);
}

/// `w11  −0.0123 ▁▂▃▅▇`
fn way(moved: &Moved, stepper: &Stepper, pen: Pen, width: usize) -> Line<'static> {
    const SYMBOL: usize = 6;
    const NUMBER: usize = 11;
    let symbol = fit::left(&Scene { stepper, pen }.symbol(moved.cell), SYMBOL);
    let number = fit::right(&pen.number(moved.now()), NUMBER);
    let room = width.saturating_sub(SYMBOL + NUMBER + 1);
    Line::from(vec![
        Span::styled(symbol, pen.styles.text),
        Span::styled(number, pen.styles.result),
        Span::styled(format!(" {}", sparkline(&moved.way, room, pen)), pen.styles.signal),
    ])
}

/// Values from the left to the right between their lowest and their highest.
fn sparkline(values: &[f64], width: usize, pen: Pen) -> String {
    let levels = pen
        .either(['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'], ['_', '.', ',', '-', '=', '+', '*', '#']);
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let level = |value: f64| {
        let share = if high > low { (value - low) / (high - low) } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 7")]
        let level = (share.clamp(0.0, 1.0) * 7.0).round() as usize;
        levels[level]
    };
    let shown = width.min(values.len());
    let last = values.len().saturating_sub(1);
    (0..shown).map(|place| level(values[place * last / shown.saturating_sub(1).max(1)])).collect()
}

/// A heading and a bar a layer for the error terms, and the same for the steps.
fn learning_lines(layers: &[Learning], pen: Pen, width: usize) -> Vec<Line<'static>> {
    let words = &pen.words.weights;
    let terms: Vec<Option<f64>> = layers.iter().map(|layer| Some(layer.error_term)).collect();
    let steps: Vec<Option<f64>> = layers.iter().map(|layer| layer.step).collect();
    [(&words.terms, terms), (&words.steps, steps)]
        .into_iter()
        .flat_map(|(heading, values)| {
            let scale = LogScale::around(values.iter().copied().flatten());
            let bars = values
                .into_iter()
                .enumerate()
                .rev()
                .map(move |(layer, value)| bar(layer, value, scale, pen, width));
            std::iter::once(pen.span(heading, pen.styles.title).into())
                .chain(bars.collect::<Vec<_>>())
        })
        .collect()
}

fn bar(
    layer: usize,
    value: Option<f64>,
    scale: Option<LogScale>,
    pen: Pen,
    width: usize,
) -> Line<'static> {
    const LABEL: usize = 8;
    const NUMBER: usize = 11;
    let label = pen.fill(&pen.words.weights.layer, &[("n", &(layer + 1))]);
    let number = value.map_or_else(|| "…".to_owned(), |value| pen.with_digits(3).number(value));
    let room = width.saturating_sub(LABEL + NUMBER + 1);
    let part = scale.zip(value).map_or(0.0, |(scale, value)| scale.part(value));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1")]
    let length = (part * room as f64).round() as usize;
    Line::from(vec![
        Span::styled(fit::left(&label, LABEL), pen.styles.text),
        Span::styled(fit::right(&pen.symbol(&number), NUMBER), pen.styles.result),
        Span::styled(format!(" {}", pen.either("█", "#").repeat(length)), pen.styles.error),
    ])
}
