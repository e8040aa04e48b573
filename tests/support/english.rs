//! What the library tells, in English.

use backprop::lesson::Symbols;
use backprop::message::Tell;
use backprop::text::{Language, Text};

/// The sentence about `what`.
pub fn english(what: &impl Tell) -> String {
    Text::of(Language::En, Symbols::Unicode).tell(what)
}
