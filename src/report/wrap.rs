//! Breaking formulas into lines of a given width.

use unicode_width::UnicodeWidthStr;

use crate::text::wrap::{factors, pack};

/// The width that reports keep to where they can.
pub const COLUMNS: usize = 80;

/// Breaks a formula before `+` and `−`, and before `·` where that is not enough; and a list after
/// its commas.
pub fn wrap_formula(formula: &str, width: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (index, _) in formula.match_indices(' ') {
        let after_comma = formula[..index].ends_with(',');
        let before_operator = formula[index + 1..].starts_with(['+', '−', '-']);
        if after_comma || before_operator {
            parts.push(&formula[start..=index]);
            start = index + 1;
        }
    }
    parts.push(&formula[start..]);
    let short = parts.into_iter().flat_map(|part| {
        let cut = part.trim_end().width() > width;
        if cut { factors(part).collect() } else { vec![part] }
    });
    pack(short, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_break_before_their_operators() {
        assert_eq!(wrap_formula("x1·w1 + x2·w2 − x3·(−2)", 14), ["x1·w1 + x2·w2", "− x3·(−2)"]);
        assert_eq!(wrap_formula("x1 = 1, x2 = −2", 8), ["x1 = 1,", "x2 = −2"]);
        assert_eq!(wrap_formula("0.1·0.2 + 1·2·3·4", 5), ["0.1", "·0.2", "+ 1·2", "·3·4"]);
        assert_eq!(wrap_formula("short", 2), ["short"]);
    }
}
