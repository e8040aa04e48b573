//! All numbers so far, in columns; the present ones are marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::frame;
use super::theme::styles;
use crate::app::Settings;
use crate::app::stepper::Stepper;

/// Draws the panel. Where not all numbers fit, the newest are in view.
pub fn draw(stepper: &Stepper, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let block = frame::panel(&settings.text().stepper.ledger, settings);
    let inner = block.inner(area);
    block.render(area, buf);

    let current = stepper.current();
    let mark = settings.symbols().apply("▶");
    let entries: Vec<(String, bool)> = stepper
        .known()
        .iter()
        .map(|cell| {
            let symbol = settings.symbols().apply(&stepper.names().symbol(*cell));
            let number = settings.notation.number(stepper.trace().value(*cell));
            (format!("{symbol} {number}"), current.contains(cell))
        })
        .collect();
    let widest = entries
        .iter()
        .map(|(entry, _)| entry.width())
        .max()
        .unwrap_or(0);
    let column = u16::try_from(widest + mark.width() + 2).unwrap_or(u16::MAX);
    let columns = (inner.width / column).max(1);
    let total_rows = entries.len().div_ceil(usize::from(columns));
    let skipped = total_rows.saturating_sub(usize::from(inner.height)) * usize::from(columns);

    for ((entry, is_current), index) in entries.iter().skip(skipped).zip(0u16..) {
        let place = Rect::new(
            inner.x + index % columns * column,
            inner.y + index / columns,
            column - 1,
            1,
        );
        let line = if *is_current {
            Line::styled(format!("{mark}{entry}"), styles.current)
        } else {
            Line::styled(format!("{}{entry}", " ".repeat(mark.width())), styles.text)
        };
        line.render(place.intersection(inner), buf);
    }
}
