//! Curves between two axes: what the charts over epochs and the picture of an activation function
//! share.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::{Marker, line};
use ratatui::text::Span;
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};

use super::pen::Pen;

/// Points in one style: joined where they are a line.
pub fn dataset(points: &[(f64, f64)], marker: Marker, joined: bool, style: Style) -> Dataset<'_> {
    let graph_type = if joined { GraphType::Line } else { GraphType::Scatter };
    Dataset::default().data(points).marker(marker).graph_type(graph_type).style(style)
}

/// Marks of one character each.
pub fn marks(pen: Pen, unicode: char, ascii: char) -> Marker {
    Marker::Custom(pen.either(unicode, ascii))
}

/// Marks as fine as the characters allow.
pub fn fine(pen: Pen, ascii: char) -> Marker {
    pen.either(Marker::Braille, Marker::Custom(ascii))
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

/// `10ⁿ`, as near as there is a double: the powers of the library differ from system to system.
pub fn power_of_ten(exponent: i32) -> f64 {
    format!("1e{exponent}").parse().unwrap_or(f64::NAN)
}
