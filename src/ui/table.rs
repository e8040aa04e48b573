//! A table of any number of rows, of which those around the cursor are drawn.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::theme::styles;
use crate::app::{Action, Settings};
use crate::keymap::{Context, key_of};
use crate::lesson::Symbols;

/// The widest a column gets.
const WIDEST: usize = 16;

/// One cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// In which style.
    pub style: Style,
}

/// A table that can be asked for any of its rows.
pub struct Table<'a> {
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
    /// The cells of a row in some of the columns: a wide table is not written out for the few of them that are in sight.
    pub cells: &'a dyn Fn(usize, &[usize]) -> Vec<Cell>,
}

/// The rows that are seen in a window of `height` rows, with the cursor in the middle where there are more on both sides.
pub fn window(rows: usize, cursor: usize, height: usize) -> Range<usize> {
    let last_start = rows.saturating_sub(height);
    let start = cursor.saturating_sub(height / 2).min(last_start);
    start..rows.min(start + height)
}

/// Stands where something is cut off: one column wide, as `...` is not.
pub fn cut(symbols: Symbols) -> char {
    match symbols {
        Symbols::Unicode => '…',
        Symbols::Ascii => '~',
    }
}

/// `text` in at most `width` columns, with a mark where it is [`cut`].
pub fn clip(text: &str, width: usize, symbols: Symbols) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let mut clipped: String = text
        .chars()
        .take_while(|character| {
            let left = room.checked_sub(character.width().unwrap_or(0));
            room = left.unwrap_or(0);
            left.is_some()
        })
        .collect();
    clipped.push(cut(symbols));
    clipped
}

/// `text` in at most `width` columns, [`cut`] in its middle: names often differ in their ends.
pub fn clip_middle(text: &str, width: usize, symbols: Symbols) -> String {
    const END: usize = 3;
    let characters: Vec<char> = text.chars().collect();
    if text.width() <= width || characters.len() <= END {
        return clip(text, width, symbols);
    }
    let end: String = characters[characters.len() - END..].iter().collect();
    match width.checked_sub(end.width()) {
        Some(room) if room > 1 => clip(text, room, symbols) + &end,
        _ => clip(text, width, symbols),
    }
}

impl Table<'_> {
    /// Draws the table. The header says how many columns are out of sight on either side, and which key shows them.
    pub fn draw(&self, settings: &Settings, area: Rect, buf: &mut Buffer) {
        let styles = styles(settings.theme);
        let mark = settings.symbols().apply("▶");
        let height = usize::from(area.height).saturating_sub(1);
        let visible = window(self.rows, self.cursor, height);
        let room = usize::from(area.width).saturating_sub(mark.width() + 1);
        let columns = self.candidates(room);
        let rows: Vec<Vec<Cell>> = visible.clone().map(|row| (self.cells)(row, &columns)).collect();
        let header: Vec<Cell> = (columns.iter())
            .map(|&column| Cell { text: self.header[column].clone(), style: styles.title })
            .collect();
        let layout = self.layout(&header, &rows, room, settings);
        let blank = " ".repeat(mark.width());
        let mut places = area.rows();
        if let Some(place) = places.next() {
            let (before, after) = layout.marks(settings);
            let mut line = layout.line(&blank, &header, before, settings);
            line.extend(after);
            line.render(place, buf);
        }
        for ((index, mut row), place) in visible.zip(rows).zip(places) {
            let is_current = index == self.cursor;
            if is_current {
                for cell in &mut row {
                    cell.style = styles.current;
                }
            }
            let mark = if is_current { &mark } else { &blank };
            let gap = vec![Span::raw(" ".repeat(layout.gap()))];
            layout.line(mark, &row, gap, settings).render(place, buf);
        }
    }

    /// The columns that stay, and behind them those from the first one in sight on, as many as could fit at the most.
    fn candidates(&self, room: usize) -> Vec<usize> {
        let (pinned, before) = self.parts();
        let movable = pinned + before..self.header.len();
        (0..pinned).chain(movable).take(room).collect()
    }

    /// How many columns stay, and how many of the others are out of sight on the left.
    fn parts(&self) -> (usize, usize) {
        let pinned = self.pinned.min(self.header.len());
        let movable = self.header.len() - pinned;
        (pinned, self.shift.min(movable.saturating_sub(1)))
    }

    /// How many of the candidates are in sight in a window of `room` columns, and how wide they are.
    fn layout(
        &self,
        header: &[Cell],
        rows: &[Vec<Cell>],
        room: usize,
        settings: &Settings,
    ) -> Shown {
        let symbols = settings.symbols();
        let (pinned, before) = self.parts();
        let widths = (0..header.len()).map(|place| {
            let cells = rows.iter().map(Vec::as_slice).chain([header]);
            let cells = cells.filter_map(|row| row.get(place));
            let widest = cells.map(|cell| symbols.apply(&cell.text).width()).max();
            widest.unwrap_or(0).min(WIDEST)
        });
        let mut shown = Shown { pinned, before, after: 0, widths: widths.collect() };
        let total = self.header.len() - before;
        let room = room.saturating_sub(shown.gap());
        shown.widths.truncate(columns_that_fit(&shown.widths, total, room));
        shown.after = total - shown.widths.len();
        shown
    }
}

/// The columns of a table that are in sight.
struct Shown {
    /// How many of them stay in sight.
    pinned: usize,
    /// How many are out of sight on the left, and on the right.
    before: usize,
    after: usize,
    /// How wide each one in sight is.
    widths: Vec<usize>,
}

impl Shown {
    /// How wide the mark on the left is that says how many are out of sight.
    fn gap(&self) -> usize {
        match self.before {
            0 => 0,
            count => beyond(count, Action::Sideways(-1)).width() + 1,
        }
    }

    /// What the header says about the columns out of sight on the left and on the right.
    fn marks(&self, settings: &Settings) -> (Vec<Span<'static>>, Option<Span<'static>>) {
        let style = styles(settings.theme).key;
        let mark = |count, by| Span::styled(beyond(count, Action::Sideways(by)), style);
        let before = (self.before > 0).then(|| vec![Span::raw(" "), mark(self.before, -1)]);
        let after = (self.after > 0).then(|| mark(self.after, 1));
        (before.unwrap_or_default(), after)
    }

    /// A line of the table, with `gap` between the columns that stay and the others.
    fn line(
        &self,
        mark: &str,
        cells: &[Cell],
        gap: Vec<Span<'static>>,
        settings: &Settings,
    ) -> Line<'static> {
        let mut gap = Some(gap);
        let mut line = Line::from(Span::styled(mark.to_owned(), styles(settings.theme).key));
        for (place, (cell, &width)) in cells.iter().zip(&self.widths).enumerate() {
            if place >= self.pinned {
                line.extend(gap.take().unwrap_or_default());
            }
            let symbols = settings.symbols();
            let text = clip(&symbols.apply(&cell.text), width, symbols);
            let padding = " ".repeat(width.saturating_sub(text.width()));
            line.push_span(Span::raw(format!(" {padding}")));
            line.push_span(Span::styled(text, cell.style));
            line.push_span(Span::raw(" "));
        }
        line
    }
}

/// How many things are out of sight, and the key that shows them: `[ +3` on the left or above, `+3 ]` on the right or below.
pub fn beyond(count: usize, action: Action) -> String {
    let key = key_of(action, Context::Watching);
    match action {
        Action::Sideways(1..) | Action::PageDown => format!("+{count} {key}"),
        _ => format!("{key} +{count}"),
    }
}

/// How many of the `total` columns that begin with these widths fit into `room`, with room for the count of the others where not all do.
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

    #[test]
    fn clipped_text_is_as_wide_as_its_column_at_most() {
        assert_eq!(clip("standard", 8, Symbols::Unicode), "standard");
        assert_eq!(clip("standard", 7, Symbols::Unicode), "standa…");
        assert_eq!(clip("标准差异", 6, Symbols::Unicode), "标准…");
        assert_eq!(clip("ab", 0, Symbols::Unicode), "…");
        assert_eq!(clip("standard", 7, Symbols::Ascii), "standa~");
        assert_eq!(clip_middle("rank_1", 6, Symbols::Unicode), "rank_1");
        assert_eq!(clip_middle("measure_01", 7, Symbols::Unicode), "mea…_01");
        assert_eq!(clip_middle("标准化的差异", 9, Symbols::Unicode), "标…的差异");
    }
}
