//! Breaking words into lines that fit: by the rules of Unicode, so that Chinese breaks between
//! characters and never before a comma.

use unicode_linebreak::linebreaks;
use unicode_width::UnicodeWidthStr;

/// `text` as lines of at most `width` columns. A word longer than a line stays whole; the panel
/// clips it. A no-break space (U+00A0) holds a formula together and is written as a plain one.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut start = 0;
    let parts = linebreaks(text).map(|(end, _)| &text[std::mem::replace(&mut start, end)..end]);
    pack(parts, width).iter().map(|line| line.replace('\u{a0}', " ")).collect()
}

/// Puts parts on lines, as many as fit; a part that is too wide gets a line of its own, and behind
/// a line feed another line begins.
pub fn pack<'a>(parts: impl Iterator<Item = &'a str>, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for part in parts {
        match lines.last_mut() {
            Some(line) if line.ends_with('\n') => lines.push(part.to_owned()),
            Some(line) if line.is_empty() || line.width() + part.trim_end().width() <= width => {
                line.push_str(part);
            }
            _ => lines.push(part.to_owned()),
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
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
