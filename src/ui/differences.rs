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
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pen::Pen;
use super::{fit, title};
use crate::app::differences::Differences;
use crate::lesson::differences::Difference;
use crate::text::Values;
use crate::text::differences::told;

/// Draws as many places as there is room for, from the one that is looked at; at the end of the
/// list, the last ones.
pub fn draw(differences: &Differences, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.differences;
    let (places, cursor) = (&differences.places, differences.cursor);
    let [top, main] = area.layout(&Layout::vertical([Constraint::Length(1), Constraint::Min(0)]));
    let position: &Values = &[
        ("part", &words.part[places[cursor].part]),
        ("n", &(cursor + 1)),
        ("total", &places.len()),
    ];
    title::draw(&words.title, &pen.fill(&words.position, position), pen, top, buf);

    let inner = pen.panel(&words.panel, main, buf);
    let place = |(index, place)| {
        let mut lines = if index == 0 { about(inner, pen) } else { Vec::new() };
        lines.push(heading(place, index, index == cursor, pen));
        lines.extend(sentences(place, usize::from(inner.width), pen));
        lines
    };
    let places: Vec<Vec<Line>> = places.iter().enumerate().map(place).collect();
    let first = first_shown(&places, cursor, usize::from(inner.height));
    pen.write(places.into_iter().skip(first).flatten().collect(), inner, buf);
}

/// What the text is, for those who have never seen it.
fn about(area: Rect, pen: Pen) -> Vec<Line<'static>> {
    let about = &pen.words.differences.about;
    let mut lines = pen.hanging(" ", about, pen.styles.text, area.width.saturating_sub(1));
    lines.push(Line::default());
    lines
}

/// The first place that is drawn: that at the cursor, or an earlier one from which the end of the
/// list can be seen.
fn first_shown(places: &[Vec<Line>], cursor: usize, height: usize) -> usize {
    let lines_from = |first: usize| places[first..].iter().map(Vec::len).sum::<usize>();
    // The empty line behind the last place need not be seen.
    (0..cursor).find(|first| lines_from(*first) <= height + 1).unwrap_or(cursor)
}

fn heading(place: &Difference, index: usize, is_current: bool, pen: Pen) -> Line<'static> {
    let title = &pen.words.differences.places[&place.name].title;
    let style = if is_current { pen.styles.key } else { pen.styles.title };
    let number = Span::styled(format!("{:>2}  {title}", index + 1), style);
    Line::from(vec![pen.mark(is_current), number])
}

/// What the text says, what is right, and the number that shows it; and an empty line.
fn sentences(place: &Difference, width: usize, pen: Pen) -> Vec<Line<'static>> {
    const INDENT: usize = 5;
    let words = &pen.words.differences;
    let said = &words.places[&place.name];
    let paragraphs = [
        (&words.says, &said.says, pen.styles.code),
        (&words.right, &said.right, pen.styles.text),
        (&words.shows, &said.shows, pen.styles.text),
    ];
    let label_width = paragraphs.iter().map(|(label, ..)| label.width()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (label, sentence, style) in paragraphs {
        let label = format!("{}{}", " ".repeat(INDENT), fit::left(label, label_width + 2));
        let said = told(sentence, place, pen.notation());
        let label = Span::styled(label, pen.styles.faint);
        lines.extend(pen.hanging(label, &said, style, width.saturating_sub(1)));
    }
    lines.push(Line::default());
    lines
}
