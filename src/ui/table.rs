//! A table of any number of rows, of which those around the cursor are drawn.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::theme::styles;
use crate::app::Settings;

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
    /// The cells of a row, as many as there are columns.
    pub cells: &'a dyn Fn(usize) -> Vec<Cell>,
}

/// The rows that are seen in a window of `height` rows, with the cursor in the middle where there are more on both sides.
#[must_use]
pub fn window(rows: usize, cursor: usize, height: usize) -> Range<usize> {
    let last_start = rows.saturating_sub(height);
    let start = cursor.saturating_sub(height / 2).min(last_start);
    start..rows.min(start + height)
}

/// `text` in at most `width` columns; what is cut off shows as `…`.
#[must_use]
pub fn clip(text: &str, width: usize) -> String {
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
    clipped.push('…');
    clipped
}

impl Table<'_> {
    /// Draws the table. Columns that don't fit are counted at the right end of the header.
    pub fn draw(&self, settings: &Settings, area: Rect, buf: &mut Buffer) {
        let styles = styles(settings.theme);
        let symbols = settings.symbols();
        let mark = symbols.apply("▶");
        let height = usize::from(area.height).saturating_sub(1);
        let visible = window(self.rows, self.cursor, height);
        let rows: Vec<Vec<Cell>> = visible.clone().map(self.cells).collect();
        let widths: Vec<usize> = (0..self.header.len())
            .map(|column| {
                let cells = rows.iter().filter_map(|row| row.get(column));
                let widest = cells.map(|cell| symbols.apply(&cell.text).width()).max();
                let header = symbols.apply(&self.header[column]).width();
                widest.unwrap_or(0).max(header).min(WIDEST)
            })
            .collect();
        let room = usize::from(area.width).saturating_sub(mark.width() + 1);
        let shown = columns_that_fit(&widths, room);
        let line = |mark: &str, cells: &mut dyn Iterator<Item = (String, Style)>| {
            let mut line = Line::from(Span::styled(mark.to_owned(), styles.key));
            for ((text, style), width) in cells.zip(&widths).take(shown) {
                let text = clip(&symbols.apply(&text), *width);
                let padding = " ".repeat(width.saturating_sub(text.width()));
                line.push_span(Span::raw(format!(" {padding}")));
                line.push_span(Span::styled(text, style));
                line.push_span(Span::raw(" "));
            }
            line
        };
        let mut lines = area.rows();
        let blank = " ".repeat(mark.width());
        if let Some(place) = lines.next() {
            let header = self.header.iter().map(|name| (name.clone(), styles.title));
            let mut header = line(&blank, &mut { header });
            if shown < widths.len() {
                let more = format!(" +{}", widths.len() - shown);
                header.push_span(Span::styled(more, styles.faint));
            }
            header.render(place, buf);
        }
        for ((index, row), place) in visible.zip(rows).zip(lines) {
            let is_current = index == self.cursor;
            let mark = if is_current { &mark } else { &blank };
            let mut cells = row.into_iter().map(|cell| {
                let style = if is_current {
                    styles.current
                } else {
                    cell.style
                };
                (cell.text, style)
            });
            line(mark, &mut cells).render(place, buf);
        }
    }
}

/// How many columns fit into `room`, with room for the count of the others where not all do.
fn columns_that_fit(widths: &[usize], room: usize) -> usize {
    const COUNT: usize = 5;
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
        all if all == widths.len() => all,
        _ => fit(room.saturating_sub(COUNT)),
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
        assert_eq!(clip("standard", 8), "standard");
        assert_eq!(clip("standard", 7), "standa…");
        assert_eq!(clip("标准差异", 6), "标准…");
        assert_eq!(clip("ab", 0), "…");
    }
}
