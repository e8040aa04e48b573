//! All numbers so far, in columns; the present ones are marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::frame;
use super::theme::{changed, styles};
use crate::app::Settings;
use crate::app::stepper::Stepper;
use crate::lesson::Cell;

/// Draws the panel. Where not all numbers fit, the newest are in view.
pub fn draw(stepper: &Stepper, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let block = frame::panel(&settings.text().stepper.ledger, settings);
    let inner = block.inner(area);
    block.render(area, buf);

    let current = stepper.current();
    let mark = settings.symbols().apply("▶");
    let entry = |cell: &Cell| {
        let symbol = settings.symbols().apply(&stepper.names().symbol(*cell));
        let number = match stepper.asked() {
            Some(asked) if asked == *cell => "?".to_owned(),
            _ => settings.notation.number(stepper.trace().value(*cell)),
        };
        (format!("{symbol} "), number)
    };
    // As wide as the widest entry that will come, so that no column moves while stepping.
    let widest = stepper
        .trace()
        .script()
        .steps()
        .iter()
        .map(&entry)
        .map(|(symbol, number)| symbol.width() + number.width())
        .max()
        .unwrap_or(0);
    let column = u16::try_from(widest + mark.width() + 1).unwrap_or(u16::MAX);
    let columns = (inner.width / column).max(1);
    let total_rows = stepper.known().len().div_ceil(usize::from(columns));
    let skipped = total_rows.saturating_sub(usize::from(inner.height)) * usize::from(columns);

    for (cell, index) in stepper.known().iter().skip(skipped).zip(0u16..) {
        let place = Rect::new(
            inner.x + index % columns * column,
            inner.y + index / columns,
            column - 1,
            1,
        );
        let (mark, style) = if current.contains(cell) {
            (mark.clone(), styles.current)
        } else {
            (" ".repeat(mark.width()), styles.text)
        };
        let (symbol, number) = entry(cell);
        let differs = stepper.differs(*cell, &settings.notation);
        let line = Line::from(vec![
            Span::styled(mark + &symbol, style),
            Span::styled(number, changed(style, differs)),
        ]);
        line.render(place.intersection(inner), buf);
    }
}
