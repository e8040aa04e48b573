//! What went wrong outside, in the last lines above the footer, until the next key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use super::frame::padded;
use super::pen::Pen;

/// Draws a sentence at the bottom of `area`, in as many lines as it takes.
pub fn draw(sentence: &str, pen: Pen, area: Rect, buf: &mut Buffer) {
    let inside = padded(area);
    let lines = pen.paragraph(&format!("! {sentence}"), pen.styles.warning, inside.width);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height);
    let place = Rect { y: area.bottom() - height, height, ..area };
    Clear.render(place, buf);
    pen.write(lines, padded(place), buf);
}
