//! Curves over epochs: of any number, finite or not, in any room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};

use super::pen::Pen;
use super::{axes, frame};

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

impl Stroke {
    fn marker(self, pen: Pen) -> Marker {
        match self {
            Self::Line => pen.either(Marker::Braille, Marker::Custom('*')),
            Self::Dots => pen.either(Marker::Dot, Marker::Custom('.')),
            Self::Letter(letter) => Marker::Custom(letter),
        }
    }

    /// What stands for it in the legend; nothing for a letter.
    fn sample(self, pen: Pen) -> Option<&'static str> {
        match self {
            Self::Line => Some(pen.either("⠤⠤", "**")),
            Self::Dots => Some(pen.either("••", "..")),
            Self::Letter(_) => None,
        }
    }
}

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

impl Curve {
    /// The points that have a place on the chart: of those that are not finite, the screen says
    /// elsewhere what happened.
    fn drawn(&self) -> Vec<(f64, f64)> {
        /// How many letters a curve of letters has at most.
        const LETTERS: usize = 24;
        let step = match self.stroke {
            Stroke::Letter(_) => (self.points.len() / LETTERS).max(1),
            Stroke::Line | Stroke::Dots => 1,
        };
        self.points.iter().copied().step_by(step).filter(|(_, y)| y.is_finite()).collect()
    }
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
pub fn draw(chart: &Curves, pen: Pen, area: Rect, buf: &mut Buffer) {
    let Curves { curves, epochs, .. } = chart;
    let mut block = pen.frame(&chart.title);
    for (curve, sample) in curves.iter().filter_map(|c| Some((c, c.stroke.sample(pen)?))) {
        block = block.title_bottom(Line::from(vec![
            Span::styled(format!(" {sample} "), curve.style),
            Span::styled(format!("{} ", curve.name), pen.styles.text),
        ]));
    }
    let inner = frame::open(block, area, buf);
    let drawn: Vec<_> = curves.iter().map(Curve::drawn).collect();
    let Some((low, high)) = chart.bounds.or_else(|| bounds(&drawn)) else {
        return;
    };
    let now = chart.now.map(|now| [(now as f64, low), (now as f64, high)]);
    let now = now.as_ref().map_or(&[][..], |ends| ends);
    let line = Stroke::Line;
    let mut datasets = vec![axes::dataset(now, line.marker(pen), true, pen.styles.faint)];
    datasets.extend(curves.iter().zip(&drawn).map(|(curve, points)| {
        let stroke = curve.stroke;
        axes::dataset(points, stroke.marker(pen), stroke == line, curve.style)
    }));
    let of_epochs = [0, epochs / 2, *epochs].map(|epochs| epochs.to_string());
    let of_values =
        [low, f64::midpoint(low, high), high].map(|value| axis_number(value, high - low, pen));
    let axes = [
        axes::axis([0.0, (*epochs).max(1) as f64], of_epochs, pen),
        axes::axis([low, high], of_values, pen),
    ];
    axes::draw(datasets, axes, pen, inner, buf);
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
fn axis_number(value: f64, range: f64, pen: Pen) -> String {
    let ratio = (value.abs().max(range) / range.max(f64::MIN_POSITIVE)).log10().ceil();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=10"
    )]
    let digits = ratio.clamp(0.0, 10.0) as usize + 3;
    pen.with_digits(digits).number(value)
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
