//! What went wrong outside, in the last lines above the footer, until the next key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Paragraph, Widget};

use super::theme::styles;
use super::wrap::wrap;
use crate::app::Settings;

/// Draws a sentence at the bottom of `area`, in as many lines as it takes.
pub fn draw(sentence: &str, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let sentence = settings.symbols().apply(&format!("! {sentence}"));
    let lines = wrap(&sentence, usize::from(area.width.saturating_sub(2)));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height);
    let place = Rect { y: area.bottom() - height, height, ..area };
    Clear.render(place, buf);
    let lines: Vec<Line> =
        lines.into_iter().map(|line| Line::styled(format!(" {line}"), styles.warning)).collect();
    Paragraph::new(lines).render(place, buf);
}
