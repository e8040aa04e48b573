//! Curves over epochs: of any number, finite or not, in any room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};

use super::frame;
use super::theme::styles;
use crate::app::Settings;
use crate::lesson::{Notation, Symbols};

/// How a curve is drawn, so that curves differ by more than their colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// A thin line.
    Line,
    /// A row of dots.
    Dots,
    /// A row of one letter, by which the curve is named elsewhere.
    Letter(char),
}

/// How many letters a curve of letters has at most.
const LETTERS: usize = 24;

/// One curve.
#[derive(Clone, Debug)]
pub struct Curve {
    /// What it shows, for the legend.
    pub name: String,
    /// Epoch and value, in the order of the epochs.
    pub points: Vec<(f64, f64)>,
    /// How it is drawn.
    pub stroke: Stroke,
    /// In which style.
    pub style: Style,
}

/// Curves over the same epochs.
#[derive(Clone, Debug)]
pub struct Curves {
    /// What they show, for the frame.
    pub title: String,
    /// The curves, those drawn over the others last.
    pub curves: Vec<Curve>,
    /// The last epoch on the axis.
    pub epochs: usize,
    /// The epoch at which a line stands upright.
    pub now: Option<usize>,
    /// The lowest and the highest value on the axis; without them, those of the curves.
    pub bounds: Option<(f64, f64)>,
}

/// Draws curves from epoch 0 on, with a legend in the frame.
pub fn draw(chart: &Curves, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let Curves { curves, epochs, .. } = chart;
    let styles = styles(settings.theme);
    let mut block = frame::panel(&chart.title, settings);
    for curve in curves {
        let sample = match (curve.stroke, settings.symbols()) {
            (Stroke::Line, Symbols::Unicode) => "⠤⠤",
            (Stroke::Line, Symbols::Ascii) => "**",
            (Stroke::Dots, Symbols::Unicode) => "••",
            (Stroke::Dots, Symbols::Ascii) => "..",
            (Stroke::Letter(_), _) => continue,
        };
        block = block.title_bottom(Line::from(vec![
            Span::styled(format!(" {sample} "), curve.style),
            Span::styled(format!("{} ", curve.name), styles.text),
        ]));
    }
    // A point that is not finite has no place; the screen says elsewhere what happened.
    let finite: Vec<Vec<(f64, f64)>> = curves
        .iter()
        .map(|curve| {
            let step = match curve.stroke {
                Stroke::Letter(_) => (curve.points.len() / LETTERS).max(1),
                Stroke::Line | Stroke::Dots => 1,
            };
            let points = curve.points.iter().copied().step_by(step);
            points.filter(|(_, y)| y.is_finite()).collect()
        })
        .collect();
    let Some((low, high)) = chart.bounds.or_else(|| bounds(&finite)) else {
        return block.render(area, buf);
    };
    let upright = chart.now.map_or_else(Vec::new, |now| {
        let x = now as f64;
        vec![(x, low), (x, high)]
    });
    let now = Dataset::default()
        .data(&upright)
        .style(styles.faint)
        .marker(marker(Stroke::Line, settings.symbols()))
        .graph_type(GraphType::Line);
    let drawn = curves.iter().zip(&finite).map(|(curve, points)| {
        Dataset::default()
            .data(points)
            .style(curve.style)
            .marker(marker(curve.stroke, settings.symbols()))
            .graph_type(match curve.stroke {
                Stroke::Line => GraphType::Line,
                Stroke::Dots | Stroke::Letter(_) => GraphType::Scatter,
            })
    });
    let datasets = std::iter::once(now).chain(drawn).collect();
    let label =
        |value: f64| Span::styled(axis_number(value, high - low, settings.notation), styles.faint);
    let epochs = *epochs;
    let epoch = |epochs: usize| Span::styled(epochs.to_string(), styles.faint);
    Chart::new(datasets)
        .block(block)
        .legend_position(None)
        .x_axis(
            Axis::default()
                .bounds([0.0, epochs.max(1) as f64])
                .labels([epoch(0), epoch(epochs / 2), epoch(epochs)])
                .style(styles.faint),
        )
        .y_axis(
            Axis::default()
                .bounds([low, high])
                .labels([label(low), label(f64::midpoint(low, high)), label(high)])
                .style(styles.faint),
        )
        .render(area, buf);
    frame::plain_axes(settings.symbols(), area, buf);
}

fn marker(stroke: Stroke, symbols: Symbols) -> Marker {
    match (stroke, symbols) {
        (Stroke::Line, Symbols::Unicode) => Marker::Braille,
        (Stroke::Dots, Symbols::Unicode) => Marker::Dot,
        (Stroke::Line, Symbols::Ascii) => Marker::Custom('*'),
        (Stroke::Dots, Symbols::Ascii) => Marker::Custom('.'),
        (Stroke::Letter(letter), _) => Marker::Custom(letter),
    }
}

/// The lowest and the highest value of all curves, with a margin; `None` where there is no value.
fn bounds(curves: &[Vec<(f64, f64)>]) -> Option<(f64, f64)> {
    const MARGIN: f64 = 0.08;
    let values = || curves.iter().flatten().map(|(_, y)| *y);
    let low = values().fold(f64::INFINITY, f64::min);
    let high = values().fold(f64::NEG_INFINITY, f64::max);
    if low > high {
        return None;
    }
    // A flat curve needs some height to stand in; halves keep the sum of huge values finite.
    let height = (high / 2.0 - low / 2.0).max(high.abs().max(1e-9) * 1e-3);
    let margin = height * 2.0 * MARGIN;
    let (low, high) = (low - margin, high + margin);
    (low.is_finite() && high.is_finite()).then_some((low, high))
}

/// A number at the axis, with enough digits to tell the ends of the axis apart.
fn axis_number(value: f64, range: f64, notation: Notation) -> String {
    let ratio = (value.abs().max(range) / range.max(f64::MIN_POSITIVE)).log10().ceil();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=10"
    )]
    let digits = ratio.clamp(0.0, 10.0) as usize + 3;
    Notation { digits, ..notation }.number(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_all_values_and_are_never_empty() {
        for values in [vec![0.25, 0.24], vec![0.3; 3], vec![0.0], vec![-1e308, 1e308]] {
            let points = vec![values.iter().map(|y| (0.0, *y)).collect()];
            let Some((low, high)) = bounds(&points) else {
                assert_eq!(values[0], -1e308, "only a range beyond all numbers has no bounds");
                continue;
            };
            assert!(low < high && values.iter().all(|y| (low..=high).contains(y)), "{values:?}");
        }
        assert_eq!(bounds(&[Vec::new()]), None);
    }
}
