//! The first line of every screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::theme::styles;
use crate::app::Settings;

/// Draws what is open on the left, and where the reader stands on the right.
pub fn draw(left: &str, right: &str, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let shown = |text: &str| settings.symbols().apply(&format!(" {text} "));
    Line::from(Span::styled(shown(left), styles.title)).render(area, buf);
    Line::from(Span::styled(shown(right), styles.faint))
        .right_aligned()
        .render(area, buf);
}
