//! The places where the lesson's text and the mathematics part, in lines that can be heard one by
//! one.

use super::lines::{prose, told};
use crate::lesson::Notation;
use crate::lesson::differences::Difference;
use crate::text::{Text, fill};

/// Each place: its number and title, what the text says, what is right, and the number that shows
/// it. A part of the lesson has its name above its first place.
pub fn text(places: &[Difference], text: &Text, notation: &Notation) -> Vec<String> {
    let words = &text.differences;
    let mut lines = prose(&words.title);
    let mut part = None;
    for (index, place) in places.iter().enumerate() {
        lines.push(String::new());
        if part.replace(place.part) != Some(place.part) {
            lines.extend(told(&text.linear.part, &[("part", words.part[place.part].clone())]));
        }
        let said = &words.places[&place.name];
        let numbers: Vec<(&str, String)> =
            place.numbers.iter().map(|(name, value)| (&**name, notation.number(*value))).collect();
        let number = (index + 1).to_string();
        let values: Vec<(&str, &str)> = numbers.iter().map(|(name, v)| (*name, &**v)).collect();
        for (name, sentence) in [
            (&number, &said.title),
            (&words.says, &said.says),
            (&words.right, &said.right),
            (&words.shows, &said.shows),
        ] {
            let values = [("name", name.clone()), ("value", fill(sentence, &values))];
            lines.extend(told(&text.linear.cell, &values));
        }
    }
    lines
}
