//! The words about the places where the lesson's text and the mathematics part.

use std::collections::BTreeMap;
use std::ops::Index;

use super::fill;
use super::words::{ByVariant, Words, entry, finish, table, words};
use crate::lesson::Notation;
use crate::lesson::differences::{Difference, Part, names};

words! {
    /// The labels of the list, and each place.
    Differences {
        title, position, panel, about, says, right, shows, part: ByVariant<Part>, places: Places,
    }

    /// One place: what the text says, what is right, and the number that shows it.
    Place { title, says, right, shows }
}

/// All places, by their names.
#[derive(Debug)]
pub struct Places(BTreeMap<String, Place>);

impl Words for Places {
    fn take(value: toml::Value, key: &str) -> Self {
        let table = table(value, key);
        let names = names();
        finish(&table, &names.iter().map(|name| &**name).collect::<Vec<_>>(), key);
        Self(names.into_iter().map(|name| (name.clone(), entry(&table, &name))).collect())
    }
}

/// A sentence about a place, with its numbers.
pub fn told(sentence: &str, place: &Difference, notation: &Notation) -> String {
    let put_in = |said: String, (name, value): &(String, f64)| {
        fill(&said, &[(name, &notation.number(*value))])
    };
    place.numbers.iter().fold(sentence.to_owned(), put_in)
}

impl Index<&str> for Places {
    type Output = Place;

    fn index(&self, name: &str) -> &Place {
        &self.0[name]
    }
}
