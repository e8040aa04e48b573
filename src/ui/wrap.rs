//! Breaking words into lines that fit: by the rules of Unicode, so that Chinese breaks between characters and never before a comma.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_width::UnicodeWidthStr;

/// `text` as lines of at most `width` columns. A word longer than a line stays whole; the panel clips it.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut start = 0;
    for (end, opportunity) in linebreaks(text) {
        let part = &text[start..end];
        start = end;
        let last = lines.len() - 1;
        if !lines[last].is_empty() && lines[last].width() + part.trim_end().width() > width {
            lines.push(part.to_owned());
        } else {
            lines[last].push_str(part);
        }
        if opportunity == BreakOpportunity::Mandatory && end < text.len() {
            lines.push(String::new());
        }
    }
    lines
        .iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Styled words as lines of at most `width` columns, broken only at spaces; every line but the first begins with `indent` spaces.
#[must_use]
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
    span.content
        .split_inclusive(' ')
        .map(|part| (part.to_owned(), span.style))
        .collect()
}

fn place(lines: &mut Vec<Line<'static>>, word: Vec<Span<'static>>, width: usize, indent: usize) {
    let word_width: usize = word
        .iter()
        .map(|span| span.content.trim_end().width())
        .sum();
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
    fn chinese_breaks_between_characters_but_not_before_punctuation() {
        assert_eq!(
            wrap("误差乘以斜率，再往下传。", 10),
            ["误差乘以斜", "率，再往下", "传。"]
        );
        assert_eq!(wrap("每个输入乘，再加", 10), ["每个输入", "乘，再加"]);
    }

    #[test]
    fn a_formula_breaks_at_spaces_and_is_indented() {
        let lines = wrap_spans(
            vec![Span::raw("= a·b + "), Span::raw("c·d"), Span::raw(" + e")],
            9,
            2,
        );
        let text: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(text, ["= a·b + ", "  c·d + e"]);
    }
}
