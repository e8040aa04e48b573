//! An activation function and its slope as curves, with units as points on both.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::axes;
use super::pen::Pen;
use crate::app::stepper::{Activity, Stepper};
use crate::lesson::{Cell, Quantity};
use crate::nn::Activation;

/// The least room in which the curves can be read, legend and axes included.
pub const MIN_SIZE: (u16, u16) = (26, 9);

/// A unit on the curves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Its pre-activation. Beyond the end of the axis, the point stays at the edge.
    pub at: f64,
    /// Whether it is the one that is looked at.
    pub current: bool,
}

/// The function of the layer that a lesson's present step is in, and its units as far as they are
/// known; `None` before the first step, and while a number is asked for or to be found: its place
/// on the curve would tell it.
pub fn of_step(stepper: &Stepper) -> Option<(Activation, Vec<Mark>)> {
    let focus = stepper.focus()?;
    if stepper.asked().is_some() || matches!(stepper.activity, Activity::Hunt(_)) {
        return None;
    }
    let trace = &stepper.trace;
    // Softmax is a function of all sums at once.
    if trace.example().is_softmax(focus.layer) {
        return None;
    }
    let layer = trace.example().network.layers().get(focus.layer)?;
    let current = stepper.current();
    let mark = |unit| {
        let cell = Cell::of_unit(Quantity::PreActivation, focus.layer, unit);
        stepper.is_known(cell).then(|| Mark {
            at: trace.value(cell),
            current: current.iter().any(|cell| cell.unit == unit),
        })
    };
    Some((layer.activation, (0..layer.units()).filter_map(mark).collect()))
}

/// Draws `f` drawn through and `f′` dotted, each with the marked units on it.
pub fn draw(activation: Activation, marks: &[Mark], pen: Pen, area: Rect, buf: &mut Buffer) {
    let [top, main] = area.layout(&Layout::vertical([Constraint::Length(1), Constraint::Min(0)]));
    legend(activation, marks, pen, top.width).render(top, buf);

    let plot = Plot::new(activation);
    // As many samples as the line has dots; of the dotted curve every second column.
    let value = plot.samples(main.width * 2, |x| activation.value(x));
    let slope = plot.samples(main.width / 2, |x| activation.slope(x));
    let [others, current] = [false, true].map(|current| plot.points(marks, current));
    let styles = pen.styles;
    let datasets = vec![
        axes::dataset(&value, axes::fine(pen, '*'), true, styles.signal),
        axes::dataset(&slope, axes::marks(pen, '·', '.'), false, styles.error),
        axes::dataset(&others, axes::marks(pen, '○', 'o'), false, styles.text),
        axes::dataset(&current, axes::marks(pen, '●', '@'), false, styles.key),
    ];
    let label = |value: &f64| pen.with_digits(2).number(*value);
    let axes = [(plot.x, plot.x_labels), (plot.y, plot.y_labels)]
        .map(|(bounds, labels)| axes::axis(bounds, labels.iter().map(label), pen));
    axes::draw(datasets, axes, pen, main, buf);
}

/// An activation function between its axes.
struct Plot {
    activation: Activation,
    /// The labels at each axis, evenly spaced.
    x_labels: &'static [f64],
    y_labels: &'static [f64],
    /// The ends of each axis.
    x: [f64; 2],
    y: [f64; 2],
}

impl Plot {
    /// Wide enough to show where the function is flat.
    fn new(activation: Activation) -> Self {
        let (x_labels, y_labels): (&[f64], &[f64]) = match activation {
            Activation::Sigmoid => (&[-6.0, 0.0, 6.0], &[0.0, 0.5, 1.0]),
            Activation::Tanh => (&[-3.0, 0.0, 3.0], &[-1.0, 0.0, 1.0]),
            Activation::Relu => (&[-2.0, 0.0, 2.0], &[0.0, 1.0, 2.0]),
            Activation::LeakyRelu => (&[-2.0, 0.0, 2.0], &[-1.0, 0.0, 1.0, 2.0]),
            Activation::Softplus => (&[-4.0, 0.0, 4.0], &[0.0, 2.0, 4.0]),
            Activation::Linear => (&[-2.0, 0.0, 2.0], &[-2.0, 0.0, 2.0]),
        };
        let ends = |labels: &[f64]| [labels[0], labels[labels.len() - 1]];
        Self { activation, x_labels, y_labels, x: ends(x_labels), y: ends(y_labels) }
    }

    /// A function at evenly spaced places.
    fn samples(&self, count: u16, function: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
        let [low, high] = self.x;
        (0..=count)
            .map(|index| f64::from(index) / f64::from(count.max(1)))
            .map(|part| low + (high - low) * part)
            .map(|x| (x, function(x)))
            .collect()
    }

    /// The units that are looked at, or the others, on both curves; those beyond the axes at their
    /// ends.
    fn points(&self, marks: &[Mark], current: bool) -> Vec<(f64, f64)> {
        let marks = marks.iter().filter(|mark| mark.current == current && !mark.at.is_nan());
        let point =
            |(x, y): (f64, f64)| (x.clamp(self.x[0], self.x[1]), y.clamp(self.y[0], self.y[1]));
        let both = |at| [(at, self.activation.value(at)), (at, self.activation.slope(at))];
        marks.flat_map(|mark| both(mark.at).map(point)).collect()
    }
}

/// What the curves and the marks on them are, in words as far as there is room.
fn legend(activation: Activation, marks: &[Mark], pen: Pen, width: u16) -> Line<'static> {
    let styles = pen.styles;
    let words = &pen.words.stepper;
    let is_marked = |current| marks.iter().any(|mark| mark.current == current);
    let entries = [
        (true, pen.either("⠤⠤", "**"), styles.signal, &*format!("f = {activation}")),
        (true, pen.either("··", ".."), styles.error, "f′"),
        (is_marked(true), pen.either("●", "@"), styles.key, &words.this_unit),
        (is_marked(false), pen.either("○", "o"), styles.text, &words.other_units),
    ];
    let mut line = Line::default();
    for (_, sign, style, words) in entries.into_iter().filter(|(is_there, ..)| *is_there) {
        let with_words = format!(" {words}  ");
        let room = (usize::from(width) + 2).saturating_sub(line.width() + sign.width());
        let words = if with_words.width() <= room { &with_words } else { "  " };
        line.extend([Span::styled(sign, style), pen.span(words, styles.text)]);
    }
    line
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;
    use crate::app::Settings;

    fn drawn(activation: Activation, at: f64, width: u16, height: u16) -> Buffer {
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        let mark = Mark { at, current: true };
        draw(activation, &[mark], Pen::new(&Settings::default()), area, &mut buf);
        buf
    }

    /// The columns with a marked unit in them, below the legend.
    fn columns(buf: &Buffer) -> Vec<u16> {
        let marked = buf.area.positions().filter(|at| at.y > 0);
        let marked = marked.filter(|at| buf[*at].symbol() == "●");
        marked.map(|at| at.x).collect()
    }

    #[test]
    fn a_unit_is_marked_on_both_curves_and_stays_at_the_edge_when_it_is_beyond() {
        for &activation in Activation::VARIANTS {
            let (last, first) = (columns(&drawn(activation, 1e9, 40, 12)), 5);
            assert!(!last.is_empty() && last.iter().all(|x| *x == 39), "{activation}: {last:?}");
            let left = columns(&drawn(activation, f64::NEG_INFINITY, 40, 12));
            assert!(left.iter().all(|x| *x < first), "{activation}: {left:?}");
            assert!(columns(&drawn(activation, f64::NAN, 40, 12)).is_empty());
        }
        assert_eq!(columns(&drawn(Activation::Sigmoid, 0.0, 40, 12)).len(), 2);
    }

    #[test]
    fn no_room_is_too_small() {
        for (width, height) in [(0, 0), (1, 1), (2, 9), (9, 2), (26, 9)] {
            drawn(Activation::Tanh, 0.5, width, height);
        }
    }
}
