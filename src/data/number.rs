//! Numbers as cells hold them, and as people write them.

/// The finite number that a cell holds.
pub(super) fn number(cell: &str) -> Option<f64> {
    cell.parse().ok().filter(|value: &f64| value.is_finite())
}

/// The number in a cell that is known to hold one.
pub(super) fn known_number(cell: &str) -> f64 {
    number(cell).expect("the columns of numbers are checked")
}

/// How a number would be written plainly that has a decimal comma, or something between its
/// thousands.
pub(super) fn plain_spellings(value: &str) -> Vec<String> {
    const BETWEEN_THOUSANDS: [char; 6] = [',', '\'', ' ', '_', '\u{a0}', '\u{202f}'];
    let has_thousands = value.split(BETWEEN_THOUSANDS).skip(1).all(|group| group.len() == 3);
    let joined = value.replace(BETWEEN_THOUSANDS, "");
    let with_point = value.replacen(',', ".", 1);
    [(has_thousands, joined), (true, with_point)]
        .into_iter()
        .filter(|(is_likely, spelling)| *is_likely && number(spelling).is_some())
        .map(|(_, spelling)| spelling)
        .collect()
}
