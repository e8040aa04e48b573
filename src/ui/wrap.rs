//! Breaking styled words into lines that fit.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pen::Lines;
use crate::text::wrap::factors;
pub use crate::text::wrap::wrap;

/// What is between two spaces.
type StyledWord = Vec<Span<'static>>;

/// Styled words as lines of at most `width` columns, broken only at spaces, which are dropped
/// there, and before the times signs of a product that is too long for a line; every line but the
/// first begins with `indent` spaces.
pub fn wrap_spans(
    spans: impl IntoIterator<Item = Span<'static>>,
    width: usize,
    indent: usize,
) -> Lines {
    let mut lines: Lines = vec![Line::default()];
    let mut word = StyledWord::new();
    for piece in spans.into_iter().flat_map(|span| pieces(&span)) {
        let ends_word = piece.content.ends_with(' ');
        word.push(piece);
        if ends_word {
            place_all(&mut lines, std::mem::take(&mut word), width, indent);
        }
    }
    place_all(&mut lines, word, width, indent);
    lines
}

/// Places a word or, where no line has room for it, its factors.
fn place_all(lines: &mut Lines, word: StyledWord, width: usize, indent: usize) {
    if columns(&word) <= width.saturating_sub(indent) {
        return place(lines, word, width, indent);
    }
    let mut factor = StyledWord::new();
    for span in word {
        for part in factors(&span.content) {
            if part.starts_with(['·', '*']) {
                place(lines, std::mem::take(&mut factor), width, indent);
            }
            factor.push(Span::styled(part.to_owned(), span.style));
        }
    }
    place(lines, factor, width, indent);
}

fn columns(word: &StyledWord) -> usize {
    word.iter().map(|span| span.content.trim_end().width()).sum()
}

/// A span cut into words, each with the spaces behind it.
fn pieces(span: &Span<'static>) -> Vec<Span<'static>> {
    let mut pieces = Vec::new();
    let mut rest = &*span.content;
    while !rest.is_empty() {
        let word = rest.find(' ').unwrap_or(rest.len());
        let end = rest.len() - rest[word..].trim_start_matches(' ').len();
        pieces.push(Span::styled(rest[..end].to_owned(), span.style));
        rest = &rest[end..];
    }
    pieces
}

fn place(lines: &mut Lines, word: StyledWord, width: usize, indent: usize) {
    let word_width = columns(&word);
    let Some(line) = lines.last_mut() else { return };
    if line.width() > indent && line.width() + word_width > width {
        if let Some(last) = line.spans.last_mut() {
            last.content = last.content.trim_end_matches(' ').to_owned().into();
        }
        let mut next = Line::from(" ".repeat(indent));
        next.spans.extend(word);
        lines.push(next);
    } else {
        line.spans.extend(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_breaks_at_spaces_and_is_indented() {
        let lines =
            wrap_spans(vec![Span::raw("= a·b + "), Span::raw("c·d"), Span::raw(" + e")], 9, 2);
        let text: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(text, ["= a·b +", "  c·d + e"]);
        let lines = wrap_spans(vec![Span::raw("= 0.1·"), Span::raw("0.22·0.3")], 9, 2);
        let text: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(text, ["= 0.1", "  ·0.22", "  ·0.3"]);
    }
}
