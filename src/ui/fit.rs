//! Text in so many columns: cut short where it is longer, filled up with blanks where it is
//! shorter.

use unicode_truncate::{Alignment, UnicodeTruncateStr};
use unicode_width::UnicodeWidthStr;

/// `text` in at most `width` columns, ending with `gap` where something is missing.
pub fn clip(text: &str, width: usize, gap: &str) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    text.unicode_truncate(width.saturating_sub(gap.width())).0.to_owned() + gap
}

/// `text` in at most `width` columns, with `gap` in its middle where something is missing: names
/// often differ in their ends.
pub fn clip_middle(text: &str, width: usize, gap: &str) -> String {
    const END: usize = 3;
    let end = text.char_indices().nth_back(END - 1).map_or("", |(start, _)| &text[start..]);
    match width.checked_sub(end.width()) {
        Some(room) if room > 1 && text.width() > width => clip(text, room, gap) + end,
        _ => clip(text, width, gap),
    }
}

/// `text` at the left of `width` columns. Longer text stays whole.
pub fn left(text: &str, width: usize) -> String {
    text.unicode_pad(width, Alignment::Left, false).into_owned()
}

/// `text` at the right of `width` columns. Longer text stays whole.
pub fn right(text: &str, width: usize) -> String {
    text.unicode_pad(width, Alignment::Right, false).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut_at_a_whole_character() {
        assert_eq!(clip("network", 7, "…"), "network");
        assert_eq!(clip("network", 6, "…"), "netwo…");
        assert_eq!(clip("network", 6, "..."), "net...");
        assert_eq!(clip("反向传播", 6, "…"), "反向…");
        assert_eq!(clip("ab", 0, "…"), "…");
    }

    #[test]
    fn a_name_keeps_its_end() {
        assert_eq!(clip_middle("rank_1", 6, "…"), "rank_1");
        assert_eq!(clip_middle("measure_01", 7, "…"), "mea…_01");
        assert_eq!(clip_middle("标准化的差异", 9, "…"), "标…的差异");
    }

    #[test]
    fn what_is_shorter_is_filled_up_by_columns() {
        assert_eq!(left("斜率", 6), "斜率  ");
        assert_eq!(right("0.5", 5), "  0.5");
        assert_eq!(right("0.25", 3), "0.25");
    }
}
