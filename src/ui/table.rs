//! A table of any number of rows, of which those around the cursor are drawn.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::pen::Pen;
use crate::app::Action;
use crate::keymap::{Context, key_of};

/// The widest a column gets.
const WIDEST: usize = 16;

/// A table that can be asked for any of its rows.
pub struct LongTable<'a> {
    /// What stands over the columns.
    pub header: Vec<String>,
    /// How many rows there are.
    pub rows: usize,
    /// The row under the cursor.
    pub cursor: usize,
    /// How many of the first columns stay in sight.
    pub pinned: usize,
    /// How many of the columns behind those are moved out of sight on the left; one stays at least.
    pub shift: usize,
    /// The cells of a row in some of the columns: a wide table is not written out for the few of
    /// them that are in sight.
    pub cells: &'a dyn Fn(usize, &[usize]) -> Vec<Span<'static>>,
}

/// The rows that are seen in a window of `height` rows, with the cursor in the middle where there
/// are more on both sides.
pub fn window(rows: usize, cursor: usize, height: usize) -> Range<usize> {
    let last_start = rows.saturating_sub(height);
    let start = cursor.saturating_sub(height / 2).min(last_start);
    start..rows.min(start + height)
}

impl LongTable<'_> {
    /// Draws the table. The header says how many columns are out of sight on either side, and which
    /// key shows them.
    pub fn draw(&self, pen: Pen, area: Rect, buf: &mut Buffer) {
        let height = usize::from(area.height).saturating_sub(1);
        let visible = window(self.rows, self.cursor, height);
        // Without the mark and the blank behind it.
        let room = usize::from(area.width).saturating_sub(2);
        let columns = self.candidates(room);
        let rows: Vec<Vec<Span<'static>>> =
            visible.clone().map(|row| (self.cells)(row, &columns)).collect();
        let header: Vec<Span<'static>> = (columns.iter())
            .map(|&column| Span::styled(self.header[column].clone(), pen.styles.title))
            .collect();
        let columns = self.layout(&header, &rows, room, pen);
        let mut places = area.rows();
        if let Some(place) = places.next() {
            columns.header(&header, pen).render(place, buf);
        }
        for ((index, mut row), place) in visible.zip(rows).zip(places) {
            let is_current = index == self.cursor;
            if is_current {
                for cell in &mut row {
                    cell.style = pen.styles.current;
                }
            }
            let gap = Span::raw(" ".repeat(columns.gap()));
            columns.line(pen.mark(is_current), &row, [gap], pen).render(place, buf);
        }
    }

    /// The columns that stay, and behind them those from the first one in sight on, as many as
    /// could fit at the most.
    fn candidates(&self, room: usize) -> Vec<usize> {
        let (pinned, before) = self.parts();
        (0..pinned).chain(pinned + before..self.header.len()).take(room).collect()
    }

    /// How many columns stay, and how many of the others are out of sight on the left.
    fn parts(&self) -> (usize, usize) {
        let pinned = self.pinned.min(self.header.len());
        let movable = self.header.len() - pinned;
        (pinned, self.shift.min(movable.saturating_sub(1)))
    }

    /// How many of the candidates are in sight in a window of `room` columns, and how wide they
    /// are.
    fn layout(
        &self,
        header: &[Span<'static>],
        rows: &[Vec<Span<'static>>],
        room: usize,
        pen: Pen,
    ) -> InSight {
        let (pinned, before) = self.parts();
        let widths = (0..header.len()).map(|place| {
            let cells = rows.iter().map(Vec::as_slice).chain([header]);
            let widths = cells.filter_map(|row| Some(pen.symbol(&row.get(place)?.content).width()));
            widths.max().unwrap_or(0).min(WIDEST)
        });
        let mut in_sight = InSight { pinned, before, after: 0, widths: widths.collect() };
        let total = self.header.len() - before;
        let room = room.saturating_sub(in_sight.gap());
        in_sight.widths.truncate(columns_that_fit(&in_sight.widths, total, room));
        in_sight.after = total - in_sight.widths.len();
        in_sight
    }
}

/// The columns of a table that are in sight.
struct InSight {
    /// How many of them stay in sight.
    pinned: usize,
    /// How many are out of sight on the left, and on the right.
    before: usize,
    after: usize,
    /// How wide each one in sight is.
    widths: Vec<usize>,
}

impl InSight {
    /// How wide the mark on the left is that says how many are out of sight.
    fn gap(&self) -> usize {
        match self.before {
            0 => 0,
            count => beyond(count, Action::Sideways(-1)).width() + 1,
        }
    }

    /// The line of the names, which says how many columns are out of sight on the left and on the
    /// right.
    fn header(&self, names: &[Span<'static>], pen: Pen) -> Line<'static> {
        let mark = |count, by| {
            let mark = Span::styled(beyond(count, Action::Sideways(by)), pen.styles.key);
            (count > 0).then_some(mark)
        };
        let before = mark(self.before, -1).into_iter().flat_map(|mark| [Span::raw(" "), mark]);
        let mut line = self.line(pen.mark(false), names, before, pen);
        line.extend(mark(self.after, 1));
        line
    }

    /// A line of the table, with `gap` between the columns that stay and the others.
    fn line(
        &self,
        mark: Span<'static>,
        cells: &[Span<'static>],
        gap: impl IntoIterator<Item = Span<'static>>,
        pen: Pen,
    ) -> Line<'static> {
        let cells = cells.iter().zip(&self.widths).map(|(cell, &width)| {
            let text = pen.clip(&pen.symbol(&cell.content), width);
            let padding = " ".repeat(width.saturating_sub(text.width()) + 1);
            [Span::raw(padding), Span::styled(text, cell.style), Span::raw(" ")]
        });
        let mut cells = cells.peekable();
        let mut line = Line::from(mark);
        line.extend(cells.by_ref().take(self.pinned).flatten());
        if cells.peek().is_some() {
            line.extend(gap);
        }
        line.extend(cells.flatten());
        line
    }
}

/// How many things are out of sight, and the key that shows them: `[ +3` on the left or above, `+3
/// ]` on the right or below.
pub fn beyond(count: usize, action: Action) -> String {
    let key = key_of(action, Context::Watching);
    match action {
        Action::Sideways(1..) | Action::PageDown => format!("+{count} {key}"),
        _ => format!("{key} +{count}"),
    }
}

/// How many of the `total` columns that begin with these widths fit into `room`, with room for the
/// count of the others where not all do.
fn columns_that_fit(widths: &[usize], total: usize, room: usize) -> usize {
    let fit = |room: usize| {
        let mut end = 0;
        widths
            .iter()
            .take_while(|width| {
                end += **width + 2;
                end <= room + 1
            })
            .count()
    };
    match fit(room) {
        all if all == total => all,
        _ => fit(room.saturating_sub(beyond(total, Action::Sideways(1)).width() + 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_is_always_in_the_window_and_the_window_is_as_full_as_can_be() {
        for rows in [1, 3, 10, 1000] {
            for cursor in [0, rows / 2, rows - 1] {
                for height in [1, 2, 7, 20] {
                    let seen = window(rows, cursor, height);
                    assert!(seen.contains(&cursor) && seen.len() == height.min(rows));
                }
            }
        }
    }
}
