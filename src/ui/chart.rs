//! Curves over epochs: of any number, finite or not, in any room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};

use super::axes::power_of_ten;
use super::pen::Pen;
use super::{axes, frame};
use crate::app::training::Scale;

/// How a curve is drawn, so that curves differ by more than their colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// A thin line.
    Line,
    /// A dotted line.
    Dots,
    /// A row of one letter, by which the curve is named elsewhere.
    Letter(char),
}

impl Stroke {
    fn marker(self, pen: Pen) -> Marker {
        match self {
            Self::Line => axes::fine(pen, '*'),
            Self::Dots => axes::fine(pen, 'o'),
            Self::Letter(letter) => Marker::Custom(letter),
        }
    }

    /// What stands for it in the legend; nothing for a letter.
    fn sample(self, pen: Pen) -> Option<&'static str> {
        match self {
            Self::Line => Some(pen.either("⠤⠤", "**")),
            Self::Dots => Some(pen.either("⠂⠂", "oo")),
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
    /// elsewhere what happened. A dotted line has a dot at each of the epochs `dots`.
    fn drawn(&self, dots: &[f64], scale: Scale) -> Vec<(f64, f64)> {
        /// How many letters a curve of letters has at most.
        const LETTERS: usize = 24;
        let points = match self.stroke {
            Stroke::Line => self.points.clone(),
            Stroke::Letter(_) => {
                let step = (self.points.len() / LETTERS).max(1);
                self.points.iter().copied().step_by(step).collect()
            }
            Stroke::Dots => dots.iter().filter_map(|epoch| self.at(*epoch)).collect(),
        };
        let points = points.into_iter().map(|(epoch, value)| (epoch, along(value, scale)));
        points.filter(|(_, value)| value.is_finite()).collect()
    }

    /// The point of an epoch, between the two next to it.
    fn at(&self, epoch: f64) -> Option<(f64, f64)> {
        let after = self.points.partition_point(|(before, _)| *before < epoch);
        let (right, above) = *self.points.get(after)?;
        let (left, below) = self.points[after.saturating_sub(1)];
        let share = if right > left { (epoch - left) / (right - left) } else { 1.0 };
        Some((epoch, below + share * (above - below)))
    }
}

/// Where a value stands on its axis.
fn along(value: f64, scale: Scale) -> f64 {
    if scale == Scale::Logarithmic { value.log10() } else { value }
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
    /// The axis of the values.
    pub scale: Scale,
    /// What the axis of the values holds beside those of the curves.
    pub holds: Vec<f64>,
}

/// Draws curves from epoch 0 on, with a legend in the frame.
pub fn draw(chart: &Curves, pen: Pen, area: Rect, buf: &mut Buffer) {
    let Curves { curves, epochs, scale, .. } = chart;
    let mut block = pen.frame(&chart.title);
    for (curve, sample) in curves.iter().filter_map(|c| Some((c, c.stroke.sample(pen)?))) {
        block = block.title_bottom(Line::from(vec![
            Span::styled(format!(" {sample} "), curve.style),
            Span::styled(format!("{} ", curve.name), pen.styles.text),
        ]));
    }
    let inner = frame::open(block, area, buf);
    let end = (*epochs).max(1) as f64;
    // Every third of the two columns of dots that a character has.
    let dots = (0..inner.width).map(|dot| f64::from(dot) * end * 1.5 / f64::from(inner.width));
    let dots: Vec<f64> = dots.take_while(|epoch| *epoch <= end).collect();
    let drawn: Vec<_> = curves.iter().map(|curve| curve.drawn(&dots, *scale)).collect();
    let values = drawn.iter().flatten().map(|(_, value)| *value);
    let values = values.chain(chart.holds.iter().map(|value| along(*value, *scale)));
    let Some(ticks) = ticks(values, *scale, usize::from(inner.height / 3)) else { return };
    let (low, high) = (ticks[0], ticks[ticks.len() - 1]);
    let now = chart.now.map(|now| [(now as f64, low), (now as f64, high)]);
    let now = now.as_ref().map_or(&[][..], |ends| ends);
    let grid: Vec<_> =
        dots.iter().step_by(2).flat_map(|epoch| ticks.iter().map(|tick| (*epoch, *tick))).collect();
    let line = Stroke::Line;
    let mut datasets = vec![
        axes::dataset(&grid, axes::fine(pen, '.'), false, pen.styles.faint),
        axes::dataset(now, line.marker(pen), true, pen.styles.faint),
    ];
    datasets.extend(curves.iter().zip(&drawn).map(|(curve, points)| {
        let stroke = curve.stroke;
        axes::dataset(points, stroke.marker(pen), stroke == line, curve.style)
    }));
    let of_epochs = [0, epochs / 2, *epochs].map(|epochs| epochs.to_string());
    let of_values = ticks.iter().map(|tick| match scale {
        Scale::Logarithmic => axis_number(10_f64.powf(*tick), 0.0, pen),
        Scale::Fitted | Scale::FromZero => axis_number(*tick, high - low, pen),
    });
    let axes = [axes::axis([0.0, end], of_epochs, pen), axes::axis([low, high], of_values, pen)];
    // Labels stand in line with the ticks where these are whole rows apart; two rows are the axis.
    let spare = inner.height.saturating_sub(3) % u16::try_from(ticks.len() - 1).unwrap_or(1);
    let inner = Rect { y: inner.y + spare, height: inner.height - spare, ..inner };
    axes::draw(datasets, axes, pen, inner, buf);
}

/// Round values, at most `most` and at least two, from below the lowest value to above the highest;
/// `None` where there is no value, or the range is beyond all numbers. Of logarithms, whole ones.
fn ticks(values: impl Iterator<Item = f64> + Clone, scale: Scale, most: usize) -> Option<Vec<f64>> {
    let floor = if scale == Scale::FromZero { 0.0 } else { f64::INFINITY };
    let low = values.clone().fold(floor, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    // A flat curve needs some height to stand in.
    let range = (high - low).max(high.abs().max(1e-9) * 1e-3);
    if !range.is_finite() {
        return None;
    }
    let most = most.max(2) as f64;
    let least = if scale == Scale::Logarithmic { 0 } else { i32::MIN };
    #[expect(clippy::cast_possible_truncation, reason = "an exponent of ten")]
    let first = (range / most).log10().floor().max(f64::from(least)) as i32;
    let steps =
        (0..).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * power_of_ten(first + power)));
    let around = |step: f64| ((low / step).floor(), (high / step).ceil());
    let step = steps.clone().find(|step| {
        let (from, to) = around(*step);
        to - from < most
    })?;
    let (from, to) = around(step);
    let count = (to - from).max(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below `most`")]
    let count = count as u32;
    Some((0..=count).map(|tick| (from + f64::from(tick)) * step).collect())
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
    fn ticks_are_round_and_few_and_hold_all_values() {
        for scale in [Scale::Fitted, Scale::FromZero, Scale::Logarithmic] {
            for values in [vec![0.25, 0.24], vec![0.3; 3], vec![0.0], vec![1e-300, 3.0], vec![7e9]]
            {
                for most in 0..9 {
                    let ticks = ticks(values.iter().copied(), scale, most).expect("some");
                    let (low, high) = (ticks[0], ticks[ticks.len() - 1]);
                    assert!(low < high && ticks.len() <= most.max(2), "{values:?} {ticks:?}");
                    assert!(
                        values.iter().all(|y| (low..=high).contains(y)),
                        "{values:?} {ticks:?}"
                    );
                }
            }
        }
        assert_eq!(
            ticks([0.25, 0.242].into_iter(), Scale::Fitted, 5),
            Some(vec![0.242, 0.244, 0.246, 0.248, 0.25])
        );
        assert_eq!(ticks([-1e308, 1e308].into_iter(), Scale::Fitted, 5), None);
        assert_eq!(ticks(std::iter::empty(), Scale::Fitted, 5), None);
    }
}
