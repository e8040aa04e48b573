//! Breaking styled words into lines that fit.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

pub use crate::text::wrap::wrap;

/// Styled words as lines of at most `width` columns, broken only at spaces; every line but the first begins with `indent` spaces.
pub fn wrap_spans(spans: Vec<Span<'static>>, width: usize, indent: usize) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = vec![Line::default()];
    let mut word: Vec<Span<'static>> = Vec::new();
    for (text, style) in spans.into_iter().flat_map(|span| pieces(&span)) {
        word.push(Span::styled(text.clone(), style));
        if text.ends_with(' ') {
            place(&mut lines, std::mem::take(&mut word), width, indent);
        }
    }
    place(&mut lines, word, width, indent);
    lines
}

/// A span cut after each space.
fn pieces(span: &Span<'static>) -> Vec<(String, Style)> {
    span.content.split_inclusive(' ').map(|part| (part.to_owned(), span.style)).collect()
}

fn place(lines: &mut Vec<Line<'static>>, word: Vec<Span<'static>>, width: usize, indent: usize) {
    let word_width: usize = word.iter().map(|span| span.content.trim_end().width()).sum();
    let Some(line) = lines.last_mut() else { return };
    if line.width() > indent && line.width() + word_width > width {
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
        assert_eq!(text, ["= a·b + ", "  c·d + e"]);
    }
}
