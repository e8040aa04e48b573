//! Taking TOML apart, value by value, with an error for everything that is not as expected. Knows
//! nothing of what the sections mean.

use std::ops::Range;

use strum::{IntoStaticStr, VariantArray};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Found, LessonError, LessonFault, SectionName, Wanted};
use crate::files::{self, Located, Place};
use crate::sanitize::{excerpt, narrow, sanitize};
use crate::suggest::Suggestion;

/// How much of a value a message shows, in characters.
const SHOWN: usize = 40;

/// A value and where it stands.
pub type TomlValue<'a> = Spanned<DeValue<'a>>;

/// A TOML file and what to call it.
#[derive(Clone, Copy, Debug)]
pub struct TomlFile<'a> {
    name: &'a str,
    text: &'a str,
}

impl<'a> TomlFile<'a> {
    /// Refuses what is no text, and an empty one.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Result<Self, LessonError> {
        let text = files::text(bytes)
            .map_err(|(place, why)| Located::new(name, place, LessonFault::Encoding { why }))?;
        if text.trim().is_empty() {
            return Err(Located::whole(name, LessonFault::Empty));
        }
        Ok(Self { name, text })
    }

    /// The tables and values of the file, each with its place.
    ///
    /// # Errors
    /// Where it is not TOML.
    pub fn parse(&self) -> Result<Spanned<DeTable<'a>>, LessonError> {
        DeTable::parse(self.text).map_err(|error| {
            let at = error.span().unwrap_or(0..0);
            let before = self.text.get(..at.start).unwrap_or(self.text);
            let line = self.text.lines().nth(before.matches('\n').count()).unwrap_or_default();
            let about = self.text.get(at.clone()).unwrap_or_default();
            if let Some((place, fault)) = full_width(line) {
                let line_start = before.rfind('\n').map_or(0, |end| end + 1);
                return self.error(line_start + place..at.end, fault);
            }
            let reason = error.message();
            let fault = advice(reason, line, about)
                .unwrap_or_else(|| LessonFault::NotToml { reason: reason.to_owned() });
            self.error(at, fault)
        })
    }

    /// Something wrong at a place.
    pub fn error(&self, at: Range<usize>, fault: LessonFault) -> LessonError {
        Located::new(self.name, Place::of(self.text, at.start), fault)
    }

    /// What `get` makes of a value, which has to be `what`.
    fn take<'v, T>(
        &self,
        value: &'v TomlValue<'a>,
        what: Wanted,
        get: impl FnOnce(&'v DeValue<'a>) -> Option<T>,
    ) -> Result<T, LessonError> {
        get(value.get_ref()).ok_or_else(|| {
            let found = match value.get_ref() {
                DeValue::String(text) => Found::Text { text: excerpt(text, SHOWN) },
                DeValue::Integer(_) | DeValue::Float(_) => Found::Number,
                DeValue::Boolean(value) => Found::Boolean { value: value.to_string() },
                DeValue::Datetime(_) => Found::Date,
                DeValue::Array(_) => Found::List,
                DeValue::Table(_) => Found::Section,
            };
            self.error(value.span(), LessonFault::Expected { what, found })
        })
    }

    /// The list in `value`; `what` says what a list was wanted for.
    ///
    /// # Errors
    /// When it is something else.
    pub fn list<'v>(
        &self,
        value: &'v TomlValue<'a>,
        what: Wanted,
    ) -> Result<&'v [TomlValue<'a>], LessonError> {
        self.take(value, what, |value| value.as_array().map(|list| &**list))
    }

    /// The table in `value`; `what` says what a table was wanted for.
    ///
    /// # Errors
    /// When it is something else.
    pub fn table<'v>(
        &self,
        value: &'v TomlValue<'a>,
        what: Wanted,
    ) -> Result<&'v DeTable<'a>, LessonError> {
        self.take(value, what, DeValue::as_table)
    }

    /// The text in `value`.
    ///
    /// # Errors
    /// When it is something else.
    pub fn string<'v>(&self, value: &'v TomlValue<'a>) -> Result<&'v str, LessonError> {
        self.take(value, Wanted::Text, DeValue::as_str)
    }

    /// Text that can be put on a screen, on one line.
    pub fn line(&self, value: &TomlValue<'a>) -> Result<String, LessonError> {
        self.string(value).map(|text| sanitize(text.trim()))
    }

    /// One text, or a list of them.
    pub fn lines(&self, value: &TomlValue<'a>) -> Result<Vec<String>, LessonError> {
        match value.get_ref() {
            DeValue::Array(values) => values.iter().map(|value| self.line(value)).collect(),
            _ => self
                .take(value, Wanted::Texts, DeValue::as_str)
                .map(|text| vec![sanitize(text.trim())]),
        }
    }

    /// `what` is what was expected when there is no list.
    pub fn numbers(&self, value: &TomlValue<'a>, what: Wanted) -> Result<Vec<f64>, LessonError> {
        let values = self.list(value, what)?;
        values.iter().map(|value| self.number(value)).collect()
    }

    /// A finite number; whole numbers may be written without a point.
    pub fn number(&self, value: &TomlValue<'a>) -> Result<f64, LessonError> {
        let number = self.take(value, Wanted::Number, |value| match value {
            DeValue::Float(float) => Some(float.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Integer(integer) if integer.radix() == 10 => {
                Some(integer.as_str().parse().unwrap_or(f64::NAN))
            }
            DeValue::Integer(integer) => {
                let number = u32::from_str_radix(integer.as_str(), integer.radix());
                Some(number.map_or(f64::NAN, f64::from))
            }
            _ => None,
        })?;
        if number.is_finite() {
            return Ok(number);
        }
        let value_written = self.text.get(value.span()).unwrap_or_default();
        let fault = LessonFault::NotFinite { value: excerpt(value_written, SHOWN) };
        Err(self.error(value.span(), fault))
    }

    /// A number that counts something; `None` for one with a fraction, a negative or a huge one.
    ///
    /// # Errors
    /// When it is no number.
    pub fn whole(&self, value: &TomlValue<'a>) -> Result<Option<usize>, LessonError> {
        let number = self.number(value)?;
        let is_whole = (0.0..=1e9).contains(&number) && number.fract() == 0.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
        Ok(is_whole.then_some(number as usize))
    }
}

/// What a file is, as its key `kind` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Kind {
    /// A lesson; also where nothing is said.
    Lesson,
    /// Lessons in an order.
    Course,
    /// The sheets of a class.
    Assignment,
    /// The sheet of one student.
    Handout,
    /// What a student hands in.
    Answers,
}

impl Kind {
    /// What a file says that it is.
    ///
    /// # Errors
    /// When it says something else, or is not TOML.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self, LessonError> {
        let document = TomlFile::new(name, bytes)?;
        let table = document.parse()?;
        let Some(value) = table.get_ref().get("kind") else { return Ok(Self::Lesson) };
        let written = document.string(value)?;
        let mut known = Self::VARIANTS.iter().copied();
        known.find(|kind| <&str>::from(kind) == written).ok_or_else(|| {
            let names = Self::VARIANTS.iter().map(<&str>::from).collect::<Vec<_>>();
            let suggestion = Suggestion::of(written, &names);
            let fault = LessonFault::UnknownKind { kind: excerpt(written, SHOWN), suggestion };
            document.error(value.span(), fault)
        })
    }
}

/// One table of the file whose keys are known.
pub struct Section<'a> {
    /// The file that it stands in.
    pub document: &'a TomlFile<'a>,
    name: SectionName,
    table: &'a DeTable<'a>,
    /// Where it stands; the whole file has no place of its own.
    place: Option<Range<usize>>,
}

impl<'a> Section<'a> {
    /// The file itself, which has to be of a kind, if it says of which it is.
    ///
    /// # Errors
    /// When it is of another, or as [`Section::new`].
    pub fn of_file(
        document: &'a TomlFile<'a>,
        kind: Kind,
        keys: &[&str],
        table: &'a DeTable<'a>,
    ) -> Result<Self, LessonError> {
        let wanted: &str = kind.into();
        if let Some(value) =
            table.get("kind").filter(|value| value.get_ref().as_str() != Some(wanted))
        {
            let kind = excerpt(document.string(value)?, SHOWN);
            let fault = LessonFault::OtherKind { kind, wanted: wanted.to_owned() };
            return Err(document.error(value.span(), fault));
        }
        let name = if kind == Kind::Course { SectionName::Course } else { SectionName::Lesson };
        Self::new(document, name, keys, table, None)
    }

    /// Refuses keys that are not among `keys`.
    pub fn new(
        document: &'a TomlFile<'a>,
        name: SectionName,
        keys: &[&str],
        table: &'a DeTable<'a>,
        place: Option<Range<usize>>,
    ) -> Result<Self, LessonError> {
        let unknown = table.keys().filter(|key| !keys.contains(&key.get_ref().as_ref()));
        if let Some(key) = unknown.min_by_key(|key| key.span().start) {
            let suggestion = Suggestion::of(key.get_ref(), keys);
            let shown = excerpt(key.get_ref(), SHOWN);
            let fault = LessonFault::UnknownKey { key: shown, section: name, suggestion };
            return Err(document.error(key.span(), fault));
        }
        Ok(Self { document, name, table, place })
    }

    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&'a TomlValue<'a>> {
        self.table.get(key)
    }

    /// The whole number under a key, if it is there.
    ///
    /// # Errors
    /// When something else stands there.
    pub fn whole(&self, key: &str) -> Result<Option<usize>, LessonError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let expected = || LessonFault::Expected { what: Wanted::Whole, found: Found::Number };
        let number = self.document.whole(value)?;
        number.map(Some).ok_or_else(|| self.document.error(value.span(), expected()))
    }

    /// The truth value under a key, if it is there.
    ///
    /// # Errors
    /// When something else stands there.
    pub fn boolean(&self, key: &str) -> Result<Option<bool>, LessonError> {
        let value = self.get(key);
        value.map(|value| self.document.take(value, Wanted::Boolean, DeValue::as_bool)).transpose()
    }

    /// The value under a key that must be there.
    ///
    /// # Errors
    /// When it is not.
    pub fn required(&self, key: &str) -> Result<&'a TomlValue<'a>, LessonError> {
        self.get(key).ok_or_else(|| {
            let key = key.to_owned();
            if let Some(place) = self.misplaced(&key) {
                return self.document.error(place, LessonFault::Misplaced { key });
            }
            let fault = LessonFault::MissingKey { section: self.name.clone(), key };
            match &self.place {
                Some(place) => self.document.error(place.clone(), fault),
                None => Located::whole(self.document.name, fault),
            }
        })
    }

    /// The value under a key that may be missing, but not stand in a section further down.
    ///
    /// # Errors
    /// When it does.
    pub fn optional(&self, key: &str) -> Result<Option<&'a TomlValue<'a>>, LessonError> {
        let is_missing = self.get(key).is_none() && self.misplaced(key).is_none();
        if is_missing { Ok(None) } else { self.required(key).map(Some) }
    }

    /// Where a key stands that slipped into a section further down.
    fn misplaced(&self, key: &str) -> Option<Range<usize>> {
        let sections = self.table.values().flat_map(|value| match value.get_ref() {
            DeValue::Array(values) => values.iter().collect(),
            _ => vec![value],
        });
        let mut keys =
            sections.filter_map(|section| section.get_ref().as_table()?.get_key_value(key));
        keys.next().map(|(key, _)| key.span())
    }
}

/// A full-width character outside of plain quotes and comments, and where it stands in the line.
fn full_width(line: &str) -> Option<(usize, LessonFault)> {
    const OTHERS: [(char, char); 7] =
        [('、', ','), ('“', '"'), ('”', '"'), ('‘', '\''), ('’', '\''), ('【', '['), ('】', ']')];
    let mut quote = None;
    for (place, letter) in line.char_indices() {
        match (quote, letter) {
            (None, '#') => return None,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if letter == open => quote = None,
            _ => {}
        }
        let other = OTHERS.iter().find(|(wide, _)| *wide == letter);
        let plain = other.map_or(narrow(letter), |(_, plain)| *plain);
        if quote.is_none() && plain != letter {
            let (found, plain) = (letter.to_string(), plain.to_string());
            return Some((place, LessonFault::FullWidth { found, plain }));
        }
    }
    None
}

/// What to do about a line that is not TOML, from the parser's message, the line, and what the
/// message is about.
fn advice(message: &str, line: &str, about: &str) -> Option<LessonFault> {
    if message.starts_with("duplicate key") {
        return Some(LessonFault::KeyTwice { key: excerpt(about, SHOWN) });
    }
    if line.starts_with('{') {
        return Some(LessonFault::Json);
    }
    let (_, value) = line.split_once('=')?;
    let value = value.split('#').next().unwrap_or_default().trim();
    let shown = excerpt(value, SHOWN);
    let with_point = value.replacen(',', ".", 1);
    if value.is_empty() {
        Some(LessonFault::NoValue)
    } else if value.starts_with(char::is_alphabetic) {
        Some(LessonFault::Unquoted { value: shown })
    } else if value.starts_with('.') && format!("0{value}").parse::<f64>().is_ok() {
        Some(LessonFault::NoDigit { value: shown })
    } else if value.contains(',') && with_point.parse::<f64>().is_ok() {
        Some(LessonFault::DecimalComma { value: with_point })
    } else {
        message.starts_with("unexpected key or value").then_some(LessonFault::ValueEnds)
    }
}
