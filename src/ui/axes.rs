//! Curves between two axes: what the charts over epochs and the picture of an activation function
//! share.

use std::fmt::Display;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::{Marker, line};
use ratatui::text::Span;
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};

use super::pen::Pen;

/// `10ᵉ`, to the last digit on every system: their own powers differ there.
pub fn power_of_ten(exponent: impl Display) -> f64 {
    format!("1e{exponent}").parse().unwrap_or(f64::NAN)
}

/// Points in one style: joined where they are a line.
pub fn dataset(points: &[(f64, f64)], marker: Marker, joined: bool, style: Style) -> Dataset<'_> {
    let graph_type = if joined { GraphType::Line } else { GraphType::Scatter };
    Dataset::default().data(points).marker(marker).graph_type(graph_type).style(style)
}

/// An axis with labels spread evenly over it.
pub fn axis(bounds: [f64; 2], labels: impl IntoIterator<Item = String>, pen: Pen) -> Axis<'static> {
    let labels = labels.into_iter().map(|label| Span::styled(label, pen.styles.faint));
    Axis::default().bounds(bounds).labels(labels).style(pen.styles.faint)
}

/// Draws the datasets, later ones over earlier ones.
pub fn draw(datasets: Vec<Dataset>, axes: [Axis; 2], pen: Pen, area: Rect, buf: &mut Buffer) {
    let [x, y] = axes;
    Chart::new(datasets).legend_position(None).x_axis(x).y_axis(y).render(area, buf);
    // The chart itself draws its axes as lines, which is more than ASCII.
    for position in area.intersection(buf.area).positions() {
        if let Some(cell) = buf.cell_mut(position) {
            let plain = match cell.symbol() {
                line::VERTICAL => pen.either(line::VERTICAL, "|"),
                line::HORIZONTAL => pen.either(line::HORIZONTAL, "-"),
                line::BOTTOM_LEFT => pen.either(line::BOTTOM_LEFT, "+"),
                _ => continue,
            };
            cell.set_symbol(plain);
        }
    }
}
