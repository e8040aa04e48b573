//! What is wrong with a lesson file, as one sentence with its place.

use std::fmt;
use std::io;

use crate::sanitize::sanitize;

/// A place in a text: both count from 1, and columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in that line.
    pub column: usize,
}

impl Place {
    /// The place of byte `offset` of `text`; past the end, the place after the last character.
    pub fn of(text: &str, offset: usize) -> Self {
        text.char_indices().take_while(|(index, _)| *index < offset).fold(
            Self { line: 1, column: 1 },
            |place, (_, character)| {
                if character == '\n' {
                    Self { line: place.line + 1, column: 1 }
                } else {
                    Self { column: place.column + 1, ..place }
                }
            },
        )
    }
}

/// Why a lesson could not be read. Displays as one sentence: `my.toml, line 3, column 9: …`.
///
/// Nothing in it can act on a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    file: String,
    place: Option<Place>,
    message: String,
}

impl FileError {
    /// An error of the whole file.
    pub fn new(file: &str, message: &str) -> Self {
        Self { file: sanitize(file), place: None, message: sanitize(message) }
    }

    /// An error at one place of the file.
    pub fn at(file: &str, place: Place, message: &str) -> Self {
        Self { place: Some(place), ..Self::new(file, message) }
    }

    /// The file could not be opened or read.
    pub fn of_reading(file: &str, error: &io::Error) -> Self {
        let message = match error.kind() {
            io::ErrorKind::NotFound => {
                "there is no such file; check its name and folder".to_owned()
            }
            io::ErrorKind::IsADirectory => "this is a folder; name a lesson file in it".to_owned(),
            io::ErrorKind::PermissionDenied => {
                "you have no permission to read this file".to_owned()
            }
            _ => format!("the file can't be read ({error})"),
        };
        Self::new(file, &message)
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(Place { line, column }) = self.place {
            write!(f, ", line {line}, column {column}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for FileError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_from_one() {
        let text = "数 = 1\nw = x\n";
        for (offset, line, column) in [(0, 1, 1), (3, 1, 2), (8, 2, 1), (12, 2, 5), (99, 3, 1)] {
            assert_eq!(Place::of(text, offset), Place { line, column });
        }
    }
}
