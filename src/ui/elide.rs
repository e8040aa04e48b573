//! Leaving out the middle of what is too long, as NumPy does: the first ones, `…`, the last one.

use crate::lesson::{Cell, Piece};

/// What stands between the terms of a sum.
const PLUS: &str = " + ";

/// The indices of `count` things with room for `room` of them: all, or the first, a gap (`None`)
/// and the last. With room for two, there is none for the last.
pub fn elided(count: usize, room: usize) -> Vec<Option<usize>> {
    if count <= room {
        return (0..count).map(Some).collect();
    }
    let last = (room > 2).then(|| Some(count - 1));
    let first = (0..room.saturating_sub(2).max(1)).map(Some);
    first.chain([None]).chain(last).collect()
}

/// A formula with at most `most` terms in its sum, the gap written as `gap` counted among them.
pub fn terms(formula: &[Piece], most: usize, gap: &str) -> Vec<Piece> {
    let mut terms: Vec<Vec<(&str, Option<Cell>)>> = vec![Vec::new()];
    for Piece { text, cell } in formula {
        for (index, part) in text.split(PLUS).enumerate() {
            if index > 0 {
                terms.push(Vec::new());
            }
            let last = terms.len() - 1;
            terms[last].push((part, *cell));
        }
    }
    let plain = |text: &str| Piece { text: text.to_owned(), cell: None };
    let mut shown = Vec::new();
    for (place, index) in elided(terms.len(), most).into_iter().enumerate() {
        if place > 0 {
            shown.push(plain(PLUS));
        }
        match index {
            Some(index) => shown.extend(
                terms[index]
                    .iter()
                    .map(|(text, cell)| Piece { text: (*text).to_owned(), cell: *cell }),
            ),
            None => shown.push(plain(gap)),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::expr::text;

    #[test]
    fn what_has_no_room_is_left_out_in_the_middle() {
        assert_eq!(elided(3, 3), [Some(0), Some(1), Some(2)]);
        assert_eq!(elided(50, 4), [Some(0), Some(1), None, Some(49)]);
        assert_eq!(elided(50, 2), [Some(0), None]);
    }

    #[test]
    fn a_sum_keeps_its_first_terms_its_last_one_and_what_stands_around_it() {
        let pieces = |formula: &str| {
            formula
                .split_inclusive('|')
                .map(|text| Piece { text: text.trim_end_matches('|').to_owned(), cell: None })
                .collect::<Vec<_>>()
        };
        let formula = "(|a·(|−1|) + (|−2|)·b + c + d|)·f′(h)";
        let whole = formula.replace('|', "");
        assert_eq!(text(&terms(&pieces(formula), 4, "…")), whole);
        assert_eq!(text(&terms(&pieces(formula), 3, "…")), "(a·(−1) + … + d)·f′(h)");
        assert_eq!(text(&terms(&pieces("a·b"), 3, "…")), "a·b");
    }
}
