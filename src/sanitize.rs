//! Makes text from outside (files, arguments, keys, pastes) harmless for a terminal, and numbers in
//! it plain. Knows nothing of where it came from or goes to.

/// `text` on one line and without anything that acts on a terminal or hides in it: tabs and line
/// ends become spaces; control characters (C0, C1), bidi controls and invisible characters become
/// `\u{FFFD}`. Cleaning twice changes nothing more.
pub fn sanitize(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => ' ',
            c if is_harmful(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect()
}

/// [`sanitize`]d and at most `longest` characters long; what is cut off shows as `…`.
pub fn excerpt(text: &str, longest: usize) -> String {
    let mut excerpt: String = text.chars().take(longest).collect();
    if excerpt.len() < text.len() {
        excerpt.pop();
        excerpt.push('…');
    }
    sanitize(&excerpt)
}

/// `text` without its middle where it is longer than `longest` characters: of names of files, both
/// ends tell something.
pub fn middle_cut(text: &str, longest: usize) -> String {
    let length = text.chars().count();
    if length <= longest {
        return text.to_owned();
    }
    let half = longest / 2;
    let end = text.chars().skip(length - half);
    text.chars().take(longest - half - 1).chain(['…']).chain(end).collect()
}

/// The plain form of a character that Chinese and Japanese input methods write full-width, digits
/// and marks above all; any other character as it is.
pub fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '。' | '｡' => '.',
        '\u{3000}' => ' ',
        c => c,
    }
}

/// [`narrow`] for a whole text.
pub fn narrowed(text: &str) -> String {
    text.chars().map(narrow).collect()
}

/// A value from outside as messages show it.
pub fn shown(value: &str) -> String {
    excerpt(value.trim(), 40)
}

fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' // soft hyphen
            | '\u{61C}' // Arabic letter mark
            | '\u{180E}' // Mongolian vowel separator
            | '\u{200B}'..='\u{200F}' // zero-width space, joiners, direction marks
            | '\u{2028}'..='\u{202E}' // separators, bidi embeddings and overrides
            | '\u{2060}'..='\u{206F}' // word joiner, invisible operators, bidi isolates
            | '\u{FEFF}' // byte order mark
            | '\u{FFF9}'..='\u{FFFB}' // interlinear annotations
            | '\u{E0000}'..='\u{E007F}' // tags
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_replaced() {
        assert_eq!(sanitize("\u{1b}[31mred\u{7}\u{9b}0m"), "�[31mred��0m");
        assert_eq!(sanitize("abc\u{202e}fed\u{2066}"), "abc�fed�");
        assert_eq!(sanitize("a\u{200b}b\u{feff}c\u{ad}"), "a�b�c�");
        assert_eq!(sanitize("one\ttwo\r\nthree"), "one two  three");
    }

    #[test]
    fn text_of_people_stays_as_it_is() {
        for text in ["plain 3.61", "ŷ − η·δ", "分数", "naïve e\u{301}", ""] {
            assert_eq!(sanitize(text), text);
        }
    }

    #[test]
    fn what_is_full_width_becomes_plain_and_nothing_else_changes() {
        assert_eq!(narrowed("０．５，－１ｅ＋３（２）＊／"), "0.5,-1e+3(2)*/");
        assert_eq!(narrowed("0。5｡\u{3000}"), "0.5. ");
        assert_eq!(narrowed("−½·ŷ 记录、é"), "−½·ŷ 记录、é");
    }

    #[test]
    fn an_excerpt_is_never_longer_than_asked() {
        assert_eq!(excerpt("12345", 5), "12345");
        assert_eq!(excerpt("123456", 5), "1234…");
        assert_eq!(excerpt("数数数数数数", 3), "数数…");
        assert_eq!(excerpt("\u{1b}123", 2), "�…");
    }
}
