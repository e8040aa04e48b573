//! The screen of the places where the lesson's text and the mathematics part.
//!
//! ```text
//! Where the text and the mathematics part              the example – 6 of 26
//! ╭ the lesson from start to end ──────────────────────────────────────────╮
//! │▶6 The diagram has lost a minus                                         │
//! │   text    0.3 --> |0.2| active(sigmoid)                                │
//! │   right   The weight is −0.2, as in the calculation below it.          │
//! │   shown   h = −0.02. With 0.2 it would be 0.1.                         │
//! ╰────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};
use unicode_width::UnicodeWidthStr;

use super::theme::styles;
use super::wrap::wrap;
use super::{frame, title};
use crate::app::Settings;
use crate::app::differences::Differences;
use crate::lesson::differences::Difference;
use crate::text::fill;

/// Draws as many places as there is room for, from the one that is looked at; at the end of the list, the last ones.
pub fn draw(differences: &Differences, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let words = &settings.text().differences;
    let cursor = differences.cursor;
    let [top, main] = area.layout(&Layout::vertical([Constraint::Length(1), Constraint::Min(0)]));
    let position = fill(
        &words.position,
        &[
            ("part", words.part(Difference::ALL[cursor].part())),
            ("n", &(cursor + 1).to_string()),
            ("total", &Difference::ALL.len().to_string()),
        ],
    );
    title::draw(&words.title, &position, super::pen::Pen::new(settings), top, buf);

    let block = frame::panel(&words.panel, settings);
    let inner = block.inner(main);
    block.render(main, buf);
    let places: Vec<Vec<Line>> = (0..Difference::ALL.len())
        .map(|index| place(differences, settings, index, usize::from(inner.width)))
        .collect();
    let first = first_shown(&places, cursor, usize::from(inner.height));
    let lines: Vec<Line> = places.into_iter().skip(first).flatten().collect();
    Paragraph::new(lines).render(inner, buf);
}

/// The first place that is drawn: that at the cursor, or an earlier one from which the end of the list can be seen.
fn first_shown(places: &[Vec<Line>], cursor: usize, height: usize) -> usize {
    let lines_from = |first: usize| places[first..].iter().map(Vec::len).sum::<usize>();
    // The empty line behind the last place need not be seen.
    (0..cursor).find(|first| lines_from(*first) <= height + 1).unwrap_or(cursor)
}

/// One place: its heading, what the text says, what is right, and the number that shows it.
fn place(
    differences: &Differences,
    settings: &Settings,
    index: usize,
    width: usize,
) -> Vec<Line<'static>> {
    let styles = styles(settings.theme);
    let words = &settings.text().differences;
    let this = Difference::ALL[index];
    let said = words.place(this);
    let numbers = differences.evidence.numbers(this);
    let numbers: Vec<(&str, String)> =
        numbers.into_iter().map(|(name, value)| (name, settings.notation.number(value))).collect();
    let numbers: Vec<(&str, &str)> =
        numbers.iter().map(|(name, value)| (*name, &**value)).collect();

    let is_current = index == differences.cursor;
    let mark = settings.symbols().apply(if is_current { "▶" } else { " " });
    let heading = format!("{mark}{:>2}  {}", index + 1, said.title);
    let mut lines = vec![Line::styled(heading, if is_current { styles.key } else { styles.title })];
    let paragraphs: [(&String, &String, Style); 3] = [
        (&words.says, &said.says, styles.code),
        (&words.right, &said.right, styles.text),
        (&words.shows, &said.shows, styles.text),
    ];
    let label_width = paragraphs.iter().map(|(label, ..)| label.width()).max().unwrap_or(0);
    let indent = 5;
    for (label, sentence, style) in paragraphs {
        let room = width.saturating_sub(indent + label_width + 3);
        for (row, line) in wrap(&fill(sentence, &numbers), room).into_iter().enumerate() {
            let label = if row == 0 { &**label } else { "" };
            let padding = " ".repeat(label_width - label.width() + 2);
            lines.push(Line::from(vec![
                Span::styled(format!("{}{label}{padding}", " ".repeat(indent)), styles.faint),
                Span::styled(line, style),
            ]));
        }
    }
    lines.push(Line::default());
    lines
}
