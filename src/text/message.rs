//! From a [`Message`] to a sentence.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use itertools::Itertools;

use super::Text;
use super::words::{Words, table};
use crate::limits;
use crate::message::{Message, Tell, Value};
use crate::sanitize::{excerpt, middle_cut, sanitize};

/// The sentences of the messages, by section and key.
pub type Sentences = BTreeMap<String, BTreeMap<String, String>>;

impl<T: Words> Words for BTreeMap<String, T> {
    fn take(value: toml::Value, key: &str) -> Self {
        let entries = table(value, key).into_iter();
        entries.map(|(key, value)| (key.clone(), T::take(value, &key))).collect()
    }
}

impl Text {
    /// What there is to tell, as a sentence on one line that can't act on a terminal.
    pub fn tell(&self, what: &impl Tell) -> String {
        let message = what.message();
        sanitize(&self.sentence(message.section, &message))
    }

    /// The same, in the sentence that `section` has for it.
    pub fn tell_in(&self, section: &str, what: &impl Tell) -> String {
        sanitize(&self.sentence(section, &what.message()))
    }

    fn sentence(&self, section: &str, message: &Message) -> String {
        let key = message.key.to_snake_case();
        let sentence = [section, message.section]
            .into_iter()
            .find_map(|section| self.message.get(section)?.get(&key))
            .unwrap_or_else(|| panic!("no sentence {} {key}", message.section));
        let value = |name: &str| {
            let found = message.values.iter().find(|(known, _)| *known == name);
            match found.map(|(_, value)| value) {
                Some(Value::Text(text)) => middle_cut(text, limits::QUOTE),
                Some(Value::Names(names)) => self.listed(names),
                Some(Value::Message(part)) => self.sentence(message.section, part),
                None => panic!("“{name}” has no value in “{sentence}”"),
            }
        };
        fill_forms(sentence, value)
    }

    /// The first few of some names.
    fn listed(&self, names: &[String]) -> String {
        const MOST: usize = 8;
        const NAME: usize = 40;
        let words = &self.message["list"];
        // Instead of one more, that one is listed.
        let count = if names.len() > MOST + 1 { MOST } else { names.len() };
        let shown = names[..count].iter().map(|name| excerpt(name, NAME));
        let shown = shown.format(&words["between"]);
        match names.len() - count {
            0 => shown.to_string(),
            more => super::fill(&words["more"], &[("names", &shown), ("more", &more)]),
        }
    }
}

/// Puts values into a sentence. `{n}` is the value itself, `{n:cell|cells}` the first form when it
/// is 1, else the second.
fn fill_forms(sentence: &str, value: impl Fn(&str) -> String) -> String {
    let mut parts = sentence.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (slot, rest) = part.split_once('}').unwrap_or((part, ""));
        match slot.split_once(':').and_then(|(name, forms)| Some((name, forms.split_once('|')?))) {
            Some((name, (one, many))) => filled += if value(name) == "1" { one } else { many },
            None => filled += &value(slot),
        }
        filled += rest;
    }
    filled
}
