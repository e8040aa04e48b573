//! From a table of a text file to the struct that names its keys.
//!
//! serde could do this, too; but its code for every struct, which must cope with any format and
//! report any error, would be a sixth of the program. The files are part of the program, so here a
//! key that is missing, misspelt or unknown just panics.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::ops::Index;

use strum::VariantArray;
use toml::{Table, Value};

use crate::variants;

/// Words that can be taken out of a text file.
pub(super) trait Words {
    /// The words that stand under `key`.
    ///
    /// # Panics
    /// When they are not of the right form; the tests read every file, so a build that passed them
    /// does not.
    fn take(value: Value, key: &str) -> Self;
}

impl Words for String {
    fn take(value: Value, key: &str) -> Self {
        match value {
            Value::String(words) => words,
            _ => panic!("“{key}” is no text"),
        }
    }
}

impl<T: Words> Words for Vec<T> {
    fn take(value: Value, key: &str) -> Self {
        match value {
            Value::Array(parts) => parts.into_iter().map(|part| T::take(part, key)).collect(),
            _ => panic!("“{key}” is no list"),
        }
    }
}

/// Words for every variant of an enum that this module must not know, by its name in snake case.
pub type ByName = BTreeMap<String, String>;

impl<const N: usize> Words for [String; N] {
    fn take(value: Value, key: &str) -> Self {
        let parts = Vec::take(value, key);
        let parts = parts.try_into();
        parts.unwrap_or_else(|parts: Vec<_>| panic!("“{key}” has {} parts, not {N}", parts.len()))
    }
}

/// The table that stands under `key`.
pub(super) fn table(value: Value, key: &str) -> Table {
    match value {
        Value::Table(table) => table,
        _ => panic!("“{key}” is no table"),
    }
}

/// The words that stand under `key` in a table.
pub(super) fn entry<W: Words>(table: &Table, key: &str) -> W {
    let value = table.get(key).cloned();
    W::take(value.unwrap_or_else(|| panic!("“{key}” is missing")), key)
}

/// Refuses a table with other keys than these.
pub(super) fn finish(table: &Table, keys: &[&str], name: &str) {
    if let Some(unknown) = table.keys().find(|key| !keys.contains(&&***key)) {
        panic!("“{name}” has no “{unknown}”");
    }
}

/// Words for every variant of an enum. In the text files they stand under the variant's name in
/// snake case.
///
/// Two variants of one name share their words.
#[derive(Debug)]
pub struct ByVariant<K, V = String> {
    words: Vec<V>,
    enumeration: PhantomData<K>,
}

impl<K: VariantArray + Copy + Into<&'static str>, V: Words> Words for ByVariant<K, V> {
    fn take(value: Value, key: &str) -> Self {
        let table = table(value, key);
        let names: Vec<&str> = K::VARIANTS.iter().map(|&variant| variant.into()).collect();
        finish(&table, &names, key);
        let words = names.iter().map(|name| entry(&table, name)).collect();
        Self { words, enumeration: PhantomData }
    }
}

impl<K: VariantArray + PartialEq, V> Index<K> for ByVariant<K, V> {
    type Output = V;

    fn index(&self, variant: K) -> &V {
        &self.words[variants::index(&variant)]
    }
}

/// Structs whose fields are the keys of a table in the text files. A field without a type is a
/// `String`.
macro_rules! words {
    ($(
        $(#[$doc:meta])*
        $name:ident { $($field:ident $(: $kind:ty)?),* $(,)? }
    )*) => { $(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name { $(pub $field: $crate::text::words::kind!($($kind)?)),* }

        impl $crate::text::words::Words for $name {
            fn take(value: toml::Value, key: &str) -> Self {
                use $crate::text::words::{entry, finish, table};
                let table = table(value, key);
                finish(&table, &[$(stringify!($field)),*], key);
                Self { $($field: entry(&table, stringify!($field))),* }
            }
        }
    )* };
}

macro_rules! kind {
    () => {
        String
    };
    ($kind:ty) => {
        $kind
    };
}
pub(super) use {kind, words};

#[cfg(test)]
mod tests {
    use super::*;

    words!(
        /// Words of each form.
        Sample { one, many: Vec<String>, pair: [String; 2] }
    );

    fn sample(text: &str) -> Sample {
        let table = toml::from_str(text).expect("TOML");
        Sample::take(Value::Table(table), "the sample")
    }

    #[test]
    fn every_key_is_found() {
        let sample = sample("one = 'a'\nmany = ['b', 'c', 'd']\npair = ['e', 'f']");
        assert_eq!(sample.one, "a");
        assert_eq!(sample.many, ["b", "c", "d"]);
        assert_eq!(sample.pair, ["e", "f"]);
    }

    #[test]
    #[should_panic(expected = "“pair” is missing")]
    fn a_missing_key_panics() {
        sample("one = 'a'\nmany = []");
    }

    #[test]
    #[should_panic(expected = "“the sample” has no “pear”")]
    fn an_unknown_key_panics() {
        sample("one = 'a'\nmany = []\npair = ['e', 'f']\npear = 'g'");
    }

    #[test]
    #[should_panic(expected = "“pair” has 1 parts, not 2")]
    fn a_list_of_another_length_panics() {
        sample("one = 'a'\nmany = []\npair = ['e']");
    }
}
