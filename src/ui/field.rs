//! A field that is typed in.

use ratatui::text::{Line, Span};
use unicode_truncate::UnicodeTruncateStr;
use unicode_width::UnicodeWidthStr;

use super::pen::{Lines, Pen};
use crate::app::field::Field;

/// The text of a field with its cursor, at most `width` columns of it: of a longer text, the part
/// before the cursor. A proposal, which typing replaces, is marked as a whole.
pub fn spans(field: &Field, pen: Pen, width: usize) -> Vec<Span<'static>> {
    let text = field.text();
    let start = text.char_indices().nth(field.cursor).map_or(text.len(), |(start, _)| start);
    let (before, behind) = text.split_at(start);
    let mut rest = behind.chars();
    let under = rest.next().unwrap_or(' ').to_string();
    let room = width.saturating_sub(under.width());
    let (before, used) = before.unicode_truncate_start(room);
    let (behind, _) = rest.as_str().unicode_truncate(room - used);
    let style = if field.is_proposal { pen.styles.current } else { pen.styles.result };
    vec![
        Span::styled(before.to_owned(), style),
        Span::styled(under, pen.styles.current),
        Span::styled(behind.to_owned(), style),
    ]
}

/// What is asked for, the field below it, and an empty line.
pub fn lines(label: &str, field: &Field, pen: Pen, width: usize) -> Lines {
    let mut typed = Line::from(Span::styled("> ", pen.styles.key));
    typed.extend(spans(field, pen, width.saturating_sub(2)));
    vec![
        pen.span(&format!("{label}{}", pen.words.punctuation.colon), pen.styles.faint).into(),
        typed,
        Line::default(),
    ]
}
