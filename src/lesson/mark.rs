//! Where a wrong formula differs from the right one, as both are written.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::Piece;

/// A stretch of a formula, and whether it is part of the slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// What is written.
    pub piece: Piece,
    /// Whether the other formula does not have it.
    pub differs: bool,
}

/// Two formulas side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The right formula; what the wrong one lacks is marked.
    pub right: Vec<Marked>,
    /// The wrong formula; what does not belong there is marked.
    pub wrong: Vec<Marked>,
}

/// Compares two formulas that are written in the same style.
pub fn compare(right: &[Piece], wrong: &[Piece]) -> Comparison {
    let (right, wrong) = (tokens(right), tokens(wrong));
    let mut comparison = Comparison {
        right: Vec::with_capacity(right.len()),
        wrong: Vec::with_capacity(wrong.len()),
    };
    for change in capture_diff_slices(Algorithm::Lcs, &right, &wrong) {
        let differs = change.tag() != DiffTag::Equal;
        let mark = |piece: &Piece| Marked { piece: piece.clone(), differs };
        comparison.right.extend(right[change.old_range()].iter().map(mark));
        comparison.wrong.extend(wrong[change.new_range()].iter().map(mark));
    }
    comparison
}

/// Cells stay whole; the text between them is taken apart into words (`sigmoid′`) and single signs.
fn tokens(pieces: &[Piece]) -> Vec<Piece> {
    let mut tokens: Vec<Piece> = Vec::new();
    for piece in pieces {
        if piece.cell.is_some() {
            tokens.push(piece.clone());
            continue;
        }
        let mut in_word = false;
        for character in piece.text.chars() {
            let continues = in_word && is_of_word(character);
            in_word = is_of_word(character);
            match tokens.last_mut() {
                Some(word) if continues => word.text.push(character),
                _ => tokens.push(Piece { text: character.to_string(), cell: None }),
            }
        }
    }
    tokens
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '′' | '_' | '.')
}
