//! The places where the lesson's text and the mathematics part, in lines that can be heard one by
//! one.

use super::lines::{prose, told};
use crate::lesson::Notation;
use crate::lesson::differences::Difference;
use crate::text::{Text, differences};

/// Each place: its number and title, what the text says, what is right, and the number that shows
/// it. A part of the lesson has its name above its first place.
pub fn text(places: &[Difference], text: &Text, notation: &Notation) -> Vec<String> {
    let words = &text.differences;
    let mut lines = prose(&words.title);
    let mut part = None;
    for (index, place) in places.iter().enumerate() {
        lines.push(String::new());
        if part.replace(place.part) != Some(place.part) {
            lines.extend(told(&text.linear.part, &[("part", &words.part[place.part])]));
        }
        let said = &words.places[&place.name];
        let number = (index + 1).to_string();
        for (name, sentence) in [
            (&number, &said.title),
            (&words.says, &said.says),
            (&words.right, &said.right),
            (&words.shows, &said.shows),
        ] {
            let value = differences::told(sentence, place, notation);
            lines.extend(told(&text.linear.cell, &[("name", name), ("value", &value)]));
        }
    }
    lines
}
