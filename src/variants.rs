//! Enums as lists: their variants in the order in which they are declared.

use strum::VariantArray;

/// The place of a variant among all of its enum.
pub fn index<V: VariantArray + PartialEq>(value: &V) -> usize {
    V::VARIANTS.iter().take_while(|variant| *variant != value).count()
}

/// The variant `by` places after this one, round and round.
pub fn after<V: VariantArray + PartialEq + Copy>(value: V, by: usize) -> V {
    V::VARIANTS[(index(&value) + by) % V::VARIANTS.len()]
}

/// The variant after this one; after the last, the first.
pub fn next<V: VariantArray + PartialEq + Copy>(value: V) -> V {
    after(value, 1)
}

/// The variant before this one; before the first, the last.
pub fn previous<V: VariantArray + PartialEq + Copy>(value: V) -> V {
    after(value, V::VARIANTS.len() - 1)
}
