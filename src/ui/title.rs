//! The first line of every screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::fit;
use super::pen::Pen;

/// Draws what is open on the left, and where the reader stands on the right. What is open is cut
/// short where both don't fit.
pub fn draw(left: &str, right: &str, pen: Pen, area: Rect, buf: &mut Buffer) {
    // Spans, for the style of a line would be that of the whole area.
    let right = pen.span(&format!(" {right} "), pen.styles.faint);
    let room = usize::from(area.width).saturating_sub(right.width() + 1);
    let left = fit::clip(&pen.symbol(left), room, &pen.symbol("…"));
    pen.span(&format!(" {left}"), pen.styles.title).render(area, buf);
    Line::from(right).right_aligned().render(area, buf);
}
