//! The first line of every screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::theme::styles;
use crate::app::Settings;

/// Draws what is open on the left, and where the reader stands on the right. What is open is cut short where both don't fit.
pub fn draw(left: &str, right: &str, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let symbols = settings.symbols();
    // Spans, for the style of a line would be that of the whole area.
    let right = Span::styled(symbols.apply(&format!(" {right} ")), styles.faint);
    let room = usize::from(area.width).saturating_sub(right.width() + 1);
    let left = symbols.apply(left);
    let left = shortened(&left, room, &symbols.apply("…"));
    Span::styled(format!(" {left}"), styles.title).render(area, buf);
    Line::from(right).right_aligned().render(area, buf);
}

/// `text` in at most `width` columns, with `gap` at its end where something is missing.
fn shortened(text: &str, width: usize, gap: &str) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(gap.width());
    let mut short = String::new();
    for character in text.chars() {
        if short.width() + character.width().unwrap_or(0) > room {
            break;
        }
        short.push(character);
    }
    short + gap
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut_at_a_whole_character() {
        assert_eq!(shortened("network", 7, "…"), "network");
        assert_eq!(shortened("network", 6, "…"), "netwo…");
        assert_eq!(shortened("反向传播", 6, "…"), "反向…");
    }
}
