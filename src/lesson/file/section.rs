//! Taking TOML apart, value by value, with a sentence for everything that is not as expected. Knows nothing of lessons.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{FileError, Place};
use crate::sanitize::{excerpt, sanitize};
use crate::suggest::nearest;

/// A TOML file and what to call it.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    pub file: &'a str,
    text: &'a str,
}

impl<'a> Document<'a> {
    /// Text is UTF-8 and not empty.
    pub fn new(file: &'a str, bytes: &'a [u8]) -> Result<Self, FileError> {
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            let message = "the file is UTF-16; save it as UTF-8";
            return Err(FileError::new(file, message));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let message = "this is not UTF-8 text; save the file as UTF-8";
            FileError::at(file, Place::of(&before, before.len()), message)
        })?;
        if let Some(nul) = text.find('\0') {
            let message = "there is a NUL byte, so this is no text file";
            return Err(FileError::at(file, Place::of(text, nul), message));
        }
        if text.trim().is_empty() {
            let message = "the file is empty; “backprop new 2-3-1” prints a lesson to start from";
            return Err(FileError::new(file, message));
        }
        Ok(Self { file, text })
    }

    pub fn parse(&self) -> Result<Spanned<DeTable<'a>>, FileError> {
        DeTable::parse(self.text).map_err(|error| {
            let place = error.span().unwrap_or(0..0);
            let line = Place::of(self.text, place.start).line - 1;
            let line = self.text.lines().nth(line).unwrap_or_default();
            let at = self.text.get(place.clone()).unwrap_or_default();
            let message = advice(error.message(), line, at)
                .unwrap_or_else(|| format!("this is not TOML: {}", error.message()));
            self.error(place, &message)
        })
    }

    pub fn error(&self, at: Range<usize>, message: &str) -> FileError {
        FileError::at(self.file, Place::of(self.text, at.start), message)
    }

    fn expected(&self, what: &str, value: &Spanned<DeValue>) -> FileError {
        let found = match value.get_ref() {
            DeValue::String(text) => format!("the text “{}”", excerpt(text, 40)),
            DeValue::Integer(_) | DeValue::Float(_) => "a number".to_owned(),
            DeValue::Boolean(value) => value.to_string(),
            DeValue::Datetime(_) => "a date".to_owned(),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a section".to_owned(),
        };
        self.error(value.span(), &format!("expected {what}, found {found}"))
    }

    pub fn list<'v>(
        &self,
        value: &'v Spanned<DeValue<'a>>,
        what: &str,
    ) -> Result<&'v [Spanned<DeValue<'a>>], FileError> {
        match value.get_ref() {
            DeValue::Array(values) => Ok(values),
            _ => Err(self.expected(what, value)),
        }
    }

    pub fn table<'v>(
        &self,
        value: &'v Spanned<DeValue<'a>>,
        what: &str,
    ) -> Result<&'v DeTable<'a>, FileError> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(table),
            _ => Err(self.expected(what, value)),
        }
    }

    pub fn string<'v>(&self, value: &'v Spanned<DeValue<'a>>) -> Result<&'v str, FileError> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text),
            _ => Err(self.expected("text in quotes", value)),
        }
    }

    /// Text that can be put on a screen, on one line.
    pub fn line(&self, value: &Spanned<DeValue<'a>>) -> Result<String, FileError> {
        self.string(value).map(|text| sanitize(text.trim()))
    }

    /// One text, or a list of them.
    pub fn lines(&self, value: &Spanned<DeValue<'a>>) -> Result<Vec<String>, FileError> {
        match value.get_ref() {
            DeValue::Array(values) => values.iter().map(|value| self.line(value)).collect(),
            DeValue::String(_) => Ok(vec![self.line(value)?]),
            _ => Err(self.expected("text in quotes, or a list of such texts", value)),
        }
    }

    /// `what` is what was expected when there is no list.
    pub fn numbers(&self, value: &Spanned<DeValue<'a>>, what: &str) -> Result<Vec<f64>, FileError> {
        let values = self.list(value, what)?;
        values.iter().map(|value| self.number(value)).collect()
    }

    /// A finite number; whole numbers may be written without a point.
    pub fn number(&self, value: &Spanned<DeValue<'a>>) -> Result<f64, FileError> {
        let number = match value.get_ref() {
            DeValue::Float(float) => float.as_str().parse().unwrap_or(f64::NAN),
            DeValue::Integer(integer) if integer.radix() == 10 => {
                integer.as_str().parse().unwrap_or(f64::NAN)
            }
            DeValue::Integer(integer) => {
                u32::from_str_radix(integer.as_str(), integer.radix()).map_or(f64::NAN, f64::from)
            }
            _ => return Err(self.expected("a number", value)),
        };
        if number.is_finite() {
            return Ok(number);
        }
        let written = excerpt(self.text.get(value.span()).unwrap_or_default(), 40);
        let message = format!("“{written}” is not a finite number");
        Err(self.error(value.span(), &message))
    }
}

/// One table of the file whose keys are known.
#[derive(Clone, Copy)]
pub struct Section<'a> {
    pub document: &'a Document<'a>,
    /// What messages call it: `a lesson`, `[title]`.
    name: &'a str,
    table: &'a DeTable<'a>,
    /// Where it stands; the whole file has no place of its own.
    place: Option<usize>,
}

impl<'a> Section<'a> {
    /// Refuses keys that are not among `keys`.
    pub fn new(
        document: &'a Document<'a>,
        name: &'a str,
        keys: &[&str],
        table: &'a DeTable<'a>,
        place: Option<Range<usize>>,
    ) -> Result<Self, FileError> {
        let unknown = table
            .keys()
            .filter(|key| !keys.contains(&key.get_ref().as_ref()))
            .min_by_key(|key| key.span().start);
        if let Some(key) = unknown {
            let written = excerpt(key.get_ref(), 40);
            let help = match nearest(key.get_ref(), keys) {
                Some(near) => format!("did you mean “{near}”?"),
                None => format!("the keys are {}", keys.join(", ")),
            };
            let message = format!("“{written}” is no key of {name}; {help}");
            return Err(document.error(key.span(), &message));
        }
        Ok(Self { document, name, table, place: place.map(|place| place.start) })
    }

    pub fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(key)
    }

    pub fn required(&self, key: &str) -> Result<&'a Spanned<DeValue<'a>>, FileError> {
        self.get(key).ok_or_else(|| {
            if let Some(place) = self.misplaced(key) {
                let message = format!(
                    "“{key}” is in the wrong section; move it above the first line in brackets"
                );
                return self.document.error(place, &message);
            }
            let message = format!("{} needs the key “{key}”, which is missing", self.name);
            match self.place {
                Some(place) => self.document.error(place..place, &message),
                None => FileError::new(self.document.file, &message),
            }
        })
    }

    /// Where a key stands that slipped into a section further down.
    fn misplaced(&self, key: &str) -> Option<Range<usize>> {
        let sections = self.table.values().flat_map(|value| match value.get_ref() {
            DeValue::Array(values) => values.iter().collect(),
            _ => vec![value],
        });
        let keys = sections.filter_map(|section| section.get_ref().as_table()?.get_key_value(key));
        keys.map(|(key, _)| key.span()).next()
    }
}

/// What to do about a line that is not TOML, from the parser's message, the line, and what the message is about.
fn advice(message: &str, line: &str, at: &str) -> Option<String> {
    if message.starts_with("duplicate key") {
        return Some(format!("“{}” is given twice; remove one of them", excerpt(at, 40)));
    }
    if line.starts_with('{') {
        return Some("this is not TOML but looks like JSON; “backprop new 2-3-1” prints a lesson to start from".to_owned());
    }
    let (_, value) = line.split_once('=')?;
    let value = value.split('#').next().unwrap_or_default().trim();
    let shown = excerpt(value, 40);
    let is_word = value.starts_with(|c: char| c.is_alphabetic());
    let with_point = value.replacen(',', ".", 1);
    if value.is_empty() {
        Some("there is no value after “=”".to_owned())
    } else if is_word {
        Some(format!("text needs quotes; write \"{shown}\""))
    } else if value.starts_with('.') && format!("0{value}").parse::<f64>().is_ok() {
        Some(format!("a number needs a digit before its point; write 0{shown}"))
    } else if value.contains(',') && with_point.parse::<f64>().is_ok() {
        Some(format!("a number has a decimal point; write {with_point}"))
    } else if message.starts_with("unexpected key or value") {
        Some("the value ends before this; write what follows on a line of its own".to_owned())
    } else {
        None
    }
}
