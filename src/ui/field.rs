//! A field that is typed in.

use ratatui::text::Span;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::theme::Styles;
use crate::app::field::Field;

/// The text of a field with its cursor, at most `width` columns of it: of a longer text, the part before the cursor.
/// A proposal, which typing replaces, is marked as a whole.
pub fn spans(field: &Field, styles: &Styles, width: usize) -> Vec<Span<'static>> {
    let text: Vec<char> = field.text().chars().collect();
    let (before, behind) = text.split_at(field.cursor);
    let under = behind.first().copied().unwrap_or(' ').to_string();
    let mut room = width.saturating_sub(under.width());
    let mut fits = |character: &char| {
        let left = room.checked_sub(character.width().unwrap_or(0));
        room = left.unwrap_or(0);
        left.is_some()
    };
    let seen = before.iter().rev().take_while(|c| fits(c)).count();
    let before: String = before[before.len() - seen..].iter().collect();
    let behind: String = behind.iter().skip(1).take_while(|c| fits(c)).collect();
    let style = if field.is_proposal { styles.current } else { styles.result };
    vec![
        Span::styled(before, style),
        Span::styled(under, styles.current),
        Span::styled(behind, style),
    ]
}
