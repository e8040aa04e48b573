//! An activation function and its slope as curves, with units as points on both.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};

use unicode_width::UnicodeWidthStr;

use super::frame;
use super::theme::styles;
use crate::app::Settings;
use crate::app::stepper::{Activity, Stepper};
use crate::lesson::{Cell, Notation, Quantity, Symbols};
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

/// The function of the layer that a lesson's present step is in, and its units as far as they are known; `None` before the first
/// step, and while a number is asked for or to be found: its place on the curve would tell it.
pub fn of_step(stepper: &Stepper) -> Option<(Activation, Vec<Mark>)> {
    let focus = stepper.focus()?;
    if stepper.asked().is_some() || matches!(stepper.activity, Activity::Hunt(_)) {
        return None;
    }
    let trace = &stepper.trace;
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
pub fn draw(
    activation: Activation,
    marks: &[Mark],
    settings: &Settings,
    area: Rect,
    buf: &mut Buffer,
) {
    let [top, main] = area.layout(&Layout::vertical([Constraint::Length(1), Constraint::Min(0)]));
    legend(activation, marks, settings, top.width).render(top, buf);

    let styles = styles(settings.theme);
    let signs = Signs::of(settings.symbols());
    let (x_labels, y_labels) = axes(activation);
    let (x_bounds, y_bounds) = (ends(x_labels), ends(y_labels));
    let functions = [
        |activation: Activation, x| activation.value(x),
        |activation: Activation, x| activation.slope(x),
    ];
    // As many samples as the line has dots; of the dotted curve every second column.
    let samples = |count: u16, function: fn(Activation, f64) -> f64| -> Vec<(f64, f64)> {
        (0..=count)
            .map(|index| f64::from(index) / f64::from(count.max(1)))
            .map(|part| x_bounds[0] + (x_bounds[1] - x_bounds[0]) * part)
            .map(|x| (x, function(activation, x)))
            .collect()
    };
    let curves = [samples(main.width * 2, functions[0]), samples(main.width / 2, functions[1])];
    let points = |current: bool| -> Vec<(f64, f64)> {
        let chosen = marks.iter().filter(|mark| mark.current == current);
        chosen
            .filter(|mark| !mark.at.is_nan())
            .flat_map(|mark| {
                functions.map(|function| {
                    let y = function(activation, mark.at);
                    (mark.at.clamp(x_bounds[0], x_bounds[1]), y.clamp(y_bounds[0], y_bounds[1]))
                })
            })
            .collect()
    };
    let (others, current) = (points(false), points(true));
    let dataset = |points, marker, graph_type, style: Style| {
        Dataset::default().data(points).marker(marker).graph_type(graph_type).style(style)
    };
    Chart::new(vec![
        dataset(&curves[0], signs.value, GraphType::Line, styles.signal),
        dataset(&curves[1], signs.slope, GraphType::Scatter, styles.error),
        dataset(&others, signs.other, GraphType::Scatter, styles.text),
        dataset(&current, signs.current, GraphType::Scatter, styles.key),
    ])
    .legend_position(None)
    .x_axis(axis(x_labels, settings))
    .y_axis(axis(y_labels, settings))
    .render(main, buf);
    frame::plain_axes(settings.symbols(), main, buf);
}

/// What the curves are drawn with.
struct Signs {
    value: Marker,
    slope: Marker,
    other: Marker,
    current: Marker,
    /// Samples of both curves, of the unit that is looked at and of another, for the legend.
    legend: [&'static str; 4],
}

impl Signs {
    fn of(symbols: Symbols) -> Self {
        match symbols {
            Symbols::Unicode => Self {
                value: Marker::Braille,
                slope: Marker::Custom('·'),
                other: Marker::Custom('○'),
                current: Marker::Custom('●'),
                legend: ["⠤⠤", "··", "●", "○"],
            },
            Symbols::Ascii => Self {
                value: Marker::Custom('*'),
                slope: Marker::Custom('.'),
                other: Marker::Custom('o'),
                current: Marker::Custom('@'),
                legend: ["**", "..", "@", "o"],
            },
        }
    }
}

/// What the curves and the marks on them are, in words as far as there is room.
fn legend(
    activation: Activation,
    marks: &[Mark],
    settings: &Settings,
    width: u16,
) -> Line<'static> {
    let styles = styles(settings.theme);
    let text = &settings.text().stepper;
    let signs = Signs::of(settings.symbols()).legend;
    let name = |text: &str| Span::styled(settings.symbols().apply(text), styles.text);
    let mut entries = vec![
        (signs[0], styles.signal, format!("f = {activation}")),
        (signs[1], styles.error, "f′".to_owned()),
    ];
    if marks.iter().any(|mark| mark.current) {
        entries.push((signs[2], styles.key, text.this_unit.clone()));
    }
    if marks.iter().any(|mark| !mark.current) {
        entries.push((signs[3], styles.text, text.other_units.clone()));
    }
    let mut line = Line::default();
    for (sign, style, words) in entries {
        let with_words = format!(" {words}  ");
        let room = (usize::from(width) + 2).saturating_sub(line.width() + sign.width());
        line.push_span(Span::styled(sign, style));
        line.push_span(name(if with_words.width() <= room { &with_words } else { "  " }));
    }
    line
}

fn axis<'a>(labels: &[f64], settings: &Settings) -> Axis<'a> {
    let faint = styles(settings.theme).faint;
    let label = |value: &f64| {
        let notation = Notation { digits: 2, ..settings.notation };
        Span::styled(notation.number(*value), faint)
    };
    Axis::default().bounds(ends(labels)).labels(labels.iter().map(label)).style(faint)
}

/// The labels at the axes of x and of y, evenly spaced: wide enough to show where the function is flat.
fn axes(activation: Activation) -> (&'static [f64], &'static [f64]) {
    match activation {
        Activation::Sigmoid => (&[-6.0, 0.0, 6.0], &[0.0, 0.5, 1.0]),
        Activation::Tanh => (&[-3.0, 0.0, 3.0], &[-1.0, 0.0, 1.0]),
        Activation::Relu => (&[-2.0, 0.0, 2.0], &[0.0, 1.0, 2.0]),
        Activation::LeakyRelu => (&[-2.0, 0.0, 2.0], &[-1.0, 0.0, 1.0, 2.0]),
        Activation::Linear => (&[-2.0, 0.0, 2.0], &[-2.0, 0.0, 2.0]),
    }
}

fn ends(labels: &[f64]) -> [f64; 2] {
    [labels.first().copied().unwrap_or(0.0), labels.last().copied().unwrap_or(1.0)]
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;

    fn drawn(activation: Activation, at: f64, width: u16, height: u16) -> Buffer {
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        let mark = Mark { at, current: true };
        draw(activation, &[mark], &Settings::default(), area, &mut buf);
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
