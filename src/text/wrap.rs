//! Breaking words into lines that fit: by the rules of Unicode, so that Chinese breaks between
//! characters and never before a comma.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_width::UnicodeWidthStr;

/// `text` as lines of at most `width` columns. A word longer than a line stays whole; the panel
/// clips it. A no-break space (U+00A0) holds a formula together and is written as a plain one.
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
    lines.iter().map(|line| line.trim_end().replace('\u{a0}', " ")).collect()
}

/// A product cut before each of its times signs, for where it is too long for a line.
pub fn factors(product: &str) -> impl Iterator<Item = &str> {
    let is_times = |(at, sign): &(usize, &str)| {
        let around = [product[..*at].chars().last(), product[at + sign.len()..].chars().next()];
        *at > 0 && !around.contains(&Some('*')) && !around.contains(&Some(' '))
    };
    let cuts = product.match_indices(['·', '*']).filter(is_times).map(|(at, _)| at);
    let mut cuts: Vec<usize> = cuts.collect();
    cuts.push(product.len());
    let mut start = 0;
    cuts.into_iter().map(move |end| &product[std::mem::replace(&mut start, end)..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_breaks_between_characters_but_not_before_punctuation() {
        assert_eq!(wrap("误差乘以斜率，再往下传。", 10), ["误差乘以斜", "率，再往下", "传。"]);
        assert_eq!(wrap("每个输入乘，再加", 10), ["每个输入", "乘，再加"]);
    }
}
