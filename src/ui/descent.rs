//! The panel that shows the loss as a curve over one weight: where it is, the slope there, and
//! where the step lands.

use itertools::Itertools;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::symbols::Marker;
use ratatui::text::Line;

use super::pen::{Lines, Pen};
use super::words::Scene;
use super::{axes, frame};
use crate::app::aside::Descending;
use crate::lesson::Notation;
use crate::text::Values;

/// How many points the curve has at least.
const POINTS: u16 = 200;

/// Draws the panel.
pub fn draw(descending: &Descending, scene: Scene, area: Rect, buf: &mut Buffer) {
    let pen = scene.pen;
    let words = &pen.words.descent;
    let symbol = scene.symbol(descending.descent.parameter);
    let loss = scene.stepper.trace.example().loss.name();
    let title = pen.fill(&words.title, &[("symbol", &symbol), ("loss", &loss)]);
    let inner = frame::padded(pen.panel(&title, area, buf));
    let lines = said(descending, &symbol, pen, inner.width);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let [top, bottom] =
        inner.layout(&Layout::vertical([Constraint::Length(height), Constraint::Min(0)]));
    pen.write(lines, top, buf);
    draw_curve(descending, pen, bottom, buf);
}

fn said(descending: &Descending, symbol: &str, pen: Pen, width: u16) -> Lines {
    let words = &pen.words.descent;
    let step = &descending.step;
    let apart = pen.notation().apart([step.from.1, step.to.1]);
    let place = |mark: char, sentence: &str, (value, loss): (f64, f64)| {
        let (value, loss) = (pen.number(value), apart.number(loss));
        let values: &Values = &[("symbol", &symbol), ("value", &value), ("loss", &loss)];
        format!("{mark} {}", pen.fill(sentence, values))
    };
    let [here, landed] = marks(pen);
    let (slope, rate) = (pen.number(step.slope), pen.number(descending.learning_rate));
    let slope = pen.fill(&words.slope, &[("symbol", &symbol), ("slope", &slope), ("rate", &rate)]);
    let styles = pen.styles;
    let mut lines = pen.paragraph(&place(here, &words.here, step.from), styles.key, width);
    lines.extend(pen.paragraph(&slope, styles.error, width));
    lines.extend(pen.paragraph(&place(landed, &words.landed, step.to), styles.result, width));
    lines.extend(pen.prose(&pen.words.descent.outcome[step.outcome], width));
    lines.push(Line::default());
    lines
}

/// What stands for the weight and for where the step lands.
fn marks(pen: Pen) -> [char; 2] {
    [pen.either('●', '@'), pen.either('○', 'o')]
}

/// The curve, its tangent, and the two points.
fn draw_curve(descending: &Descending, pen: Pen, area: Rect, buf: &mut Buffer) {
    const LEAST: (u16, u16) = (20, 5);
    if area.width < LEAST.0 || area.height < LEAST.1 {
        return;
    }
    let step = descending.step;
    let mut descent = descending.descent.clone();
    let [low, high] = descent.bounds(&step);
    let count = POINTS.max(area.width * 2);
    let places = (0..=count).map(|n| low + (high - low) * f64::from(n) / f64::from(count));
    let curve: Vec<(f64, f64)> = places.map(|at| (at, descent.loss(at))).collect();
    let losses = curve.iter().map(|(_, loss)| *loss).filter(|loss| loss.is_finite());
    let Some((least, most)) = losses.minmax().into_option().filter(|_| low < high) else { return };
    let margin = ((most - least) / 20.0).max(most.abs() * 1e-6).max(f64::MIN_POSITIVE);
    let bounds = [(least - margin).max(0.0), most + margin];
    // The tangent, as long as a quarter of the axis to either side, with a dot in every other
    // column.
    let dots = (area.width / 8).max(2);
    let tangent = |n: u16| {
        let at = step.from.0 + (high - low) / 4.0 * (f64::from(n) / f64::from(dots) - 1.0);
        (at, step.from.1 + step.slope * (at - step.from.0))
    };
    let tangent: Vec<(f64, f64)> = (0..=2 * dots).map(tangent).collect();
    let styles = pen.styles;
    let (from, to) = ([step.from], [step.to]);
    let [here, landed] = marks(pen).map(Marker::Custom);
    let datasets = vec![
        axes::dataset(&curve, axes::fine(pen, '*'), true, styles.signal),
        axes::dataset(&tangent, axes::marks(pen, '·', '.'), false, styles.error),
        axes::dataset(&to, landed, false, styles.result),
        axes::dataset(&from, here, false, styles.key),
    ];
    let few = Notation { digits: 3, ..*pen.notation() };
    let labels = |ends: [f64; 2]| ends.map(|end| few.apart(ends).number(end));
    let axes = [[low, high], bounds].map(|ends| axes::axis(ends, labels(ends), pen));
    axes::draw(datasets, axes, pen, area, buf);
}
