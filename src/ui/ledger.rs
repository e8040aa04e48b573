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
use crate::lesson::{Cell, Phase};

/// Draws the panel. Where not all numbers fit, the newest are in view.
pub fn draw(stepper: &Stepper, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let block = frame::panel(&settings.text().stepper.ledger, settings);
    let inner = block.inner(area);
    block.render(area, buf);

    let first_current = match stepper.phase() {
        Phase::Given => usize::MAX, // given numbers are not among these
        _ => stepper.position - stepper.current().len(),
    };
    let mark = settings.symbols().apply("▶");
    let entry = |cell: &Cell| {
        let symbol = settings.symbols().apply(&stepper.names.symbol(*cell));
        let number = match stepper.asked() {
            Some(asked) if asked == *cell => "?".to_owned(),
            _ => settings.notation.number(stepper.trace.value(*cell)),
        };
        (format!("{symbol} "), number)
    };
    let width = |cell: &Cell| {
        let (symbol, number) = entry(cell);
        symbol.width() + number.width()
    };
    let widest = widest_entry(stepper, settings, width);
    let column = u16::try_from(widest + mark.width() + 1).unwrap_or(u16::MAX);
    let columns = (inner.width / column).max(1);
    let total_rows = stepper.known().len().div_ceil(usize::from(columns));
    let skipped = total_rows.saturating_sub(usize::from(inner.height)) * usize::from(columns);

    let shown = stepper.known().iter().enumerate().skip(skipped);
    for ((step, cell), index) in shown.zip(0u16..) {
        let place =
            Rect::new(inner.x + index % columns * column, inner.y + index / columns, column - 1, 1);
        let (mark, style) = if step >= first_current {
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

/// As wide as the widest entry that will come, so that no column moves while stepping.
fn widest_entry(stepper: &Stepper, settings: &Settings, width: impl Fn(&Cell) -> usize) -> usize {
    /// Beyond this many, they are not written out for every frame.
    const MEASURED: usize = 1000;
    let script = stepper.trace.script();
    if script.steps().len() <= MEASURED {
        return script.steps().iter().map(width).max().unwrap_or(0);
    }
    // The last cell of a group has the largest indices, and so the longest symbol.
    let symbols = script.groups().filter_map(|group| {
        let symbol = stepper.names.symbol(*script.steps().get(group.end - 1)?);
        Some(settings.symbols().apply(&symbol).width())
    });
    symbols.max().unwrap_or(0) + 1 + settings.notation.widest()
}
