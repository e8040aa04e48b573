//! All numbers so far, in columns; the present ones are marked.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::frame;
use super::theme::changed;
use super::words::Scene;
use crate::lesson::{Cell, Phase};

/// Draws the panel. Where not all numbers fit, the newest are in view, and it says how many are
/// not.
pub fn draw(scene: Scene, area: Rect, buf: &mut Buffer) {
    let Scene { stepper, pen } = scene;
    let first_current = match stepper.phase() {
        Phase::Given => usize::MAX, // given numbers are not among these
        _ => stepper.position - stepper.current().len(),
    };
    let (column, columns, rows) = room(scene, area);
    let total_rows = stepper.known().len().div_ceil(usize::from(columns));
    let skipped = total_rows.saturating_sub(rows) * usize::from(columns);
    let mut block = pen.frame(&pen.words.stepper.ledger);
    if skipped > 0 {
        let above = pen.fill(&pen.words.stepper.above, &[("n", &skipped)]);
        block =
            block.title_top(Line::styled(format!(" {above} "), pen.styles.faint).right_aligned());
    }
    let inner = frame::open(block, area, buf);

    let shown = stepper.known().iter().enumerate().skip(skipped);
    for ((step, &cell), index) in shown.zip(0u16..) {
        let place =
            Rect::new(inner.x + index % columns * column, inner.y + index / columns, column - 1, 1);
        let is_current = step >= first_current;
        let style = pen.choice(is_current);
        let mut line = Line::from(pen.mark(is_current).style(style));
        line.extend(entry(scene, cell, style));
        line.render(place.intersection(inner), buf);
    }
}

/// Columns of an entry, entries side by side, and lines.
fn room(scene: Scene, area: Rect) -> (u16, u16, usize) {
    // The mark before an entry, and a blank behind it.
    let column = u16::try_from(widest_entry(scene) + 2).unwrap_or(u16::MAX);
    let columns = (area.width.saturating_sub(2) / column).max(1);
    (column, columns, usize::from(area.height.saturating_sub(2)))
}

/// Whether all numbers of the lesson have room in `area`.
pub fn holds_all(scene: Scene, area: Rect) -> bool {
    let (_, columns, rows) = room(scene, area);
    scene.stepper.total().div_ceil(usize::from(columns)) <= rows
}

/// Symbol and number; of what is asked for, no number.
fn entry(scene: Scene, cell: Cell, style: Style) -> [Span<'static>; 2] {
    let Scene { stepper, pen } = scene;
    let number = if stepper.asked() == Some(cell) {
        Span::styled("?", changed(style, stepper.differs(cell, pen.notation())))
    } else {
        scene.number(cell, style)
    };
    [Span::styled(scene.symbol(cell) + " ", style), number]
}

/// As wide as the widest entry that will come, so that no column moves while stepping.
fn widest_entry(scene: Scene) -> usize {
    /// Beyond this many, they are not written out for every frame.
    const MEASURED: usize = 1000;
    let script = scene.stepper.trace.script();
    if script.steps().len() <= MEASURED {
        let entries = script.steps().iter().map(|&cell| entry(scene, cell, Style::new()));
        return entries.map(|entry| entry.iter().map(Span::width).sum()).max().unwrap_or(0);
    }
    // The last cell of a group has the largest indices, and so the longest symbol.
    let last = |group: Range<usize>| script.steps().get(group.end - 1);
    let symbols = script.groups().filter_map(last).map(|&cell| scene.symbol(cell));
    symbols.map(|symbol| symbol.width()).max().unwrap_or(0) + 1 + scene.pen.notation().widest()
}
