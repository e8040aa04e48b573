//! Files: reading them, putting them in their place, the place of a fault in one, and what the
//! system has against it.

use std::fs;
use std::io::{self, ErrorKind, Read, Write as _};
use std::path::Path;
use std::process;

use crate::message::{Message, Tell, Value, messages};
use crate::platform;
use crate::sanitize::shown;

/// A place in a file, as far as it can be told. All count from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: Option<usize>,
    /// The column: a character of the line, or a column of a table with its name.
    pub column: Option<(usize, String)>,
}

impl Place {
    /// The place of byte `offset` of `text`; past the end, the place after the last character.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text.char_indices().take_while(|(index, _)| *index < offset);
        let before: String = before.map(|(_, character)| character).collect();
        let last_line = before.chars().rev().take_while(|character| *character != '\n');
        Self::at(before.matches('\n').count() + 1, last_line.count() + 1)
    }

    /// A character of a line.
    pub fn at(line: usize, column: usize) -> Self {
        Self { line: Some(line), column: Some((column, String::new())) }
    }
}

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<F> {
    /// What the file is called.
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// What is wrong there.
    pub fault: Box<F>,
}

impl<F> Located<F> {
    /// A fault at a place of a file.
    pub fn new(file: impl AsRef<Path>, place: Place, fault: F) -> Self {
        let file = file.as_ref().to_string_lossy().into_owned();
        Self { file, place, fault: Box::new(fault) }
    }

    /// A fault of the whole file.
    pub fn whole(file: impl AsRef<Path>, fault: F) -> Self {
        Self::new(file, Place::default(), fault)
    }
}

impl<F: Tell> Tell for Located<F> {
    fn message(&self) -> Message {
        let mut values =
            vec![("file", Value::from(&self.file)), ("fault", Value::from(self.fault.as_ref()))];
        values.extend(self.place.line.as_ref().map(|line| ("line", Value::from(line))));
        values.extend(self.place.column.as_ref().map(|(number, name)| {
            let key = if name.is_empty() { "Number" } else { "Named" };
            let values = vec![("number", Value::from(number)), ("name", Value::from(&shown(name)))];
            ("column", Value::Message(Message { section: "place", key, values }))
        }));
        let key = match (self.place.line, &self.place.column) {
            (None, None) => "Whole",
            (Some(_), None) => "Line",
            (None, Some(_)) => "Column",
            (Some(_), Some(_)) => "Cell",
        };
        Message { section: "place", key, values }
    }
}

messages!("file"
    /// What the system has against reading or writing a file.
    #[derive(Eq)]
    pub enum IoFault {
        /// There is none of that name, or no folder to write it in.
        NotFound,
        /// A file stands where its path has a folder.
        NoFolder,
        /// It is a folder.
        Folder,
        /// The system keeps its name for itself.
        Reserved,
        /// It is a device or a pipe.
        NoFile,
        /// It is a pipe that nothing writes to.
        NoWriter,
        /// This user may not.
        Forbidden,
        /// Nothing can be written on its disk.
        ReadOnly,
        /// Its disk is full.
        Full,
        /// Something else, in the system's words.
        System {
            /// The system's words.
            reason: String,
        },
    }
);

impl From<io::Error> for IoFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::NotADirectory => Self::NoFolder,
            ErrorKind::IsADirectory => Self::Folder,
            // The system itself has a code for it, and other names in mind.
            ErrorKind::InvalidFilename if error.raw_os_error().is_none() => Self::Reserved,
            ErrorKind::TimedOut => Self::NoWriter,
            ErrorKind::PermissionDenied => Self::Forbidden,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::System { reason: error.to_string() },
        }
    }
}

messages!("encoding"
    /// Why bytes are no text.
    pub enum EncodingFault {
        /// They begin with the mark of UTF-16.
        Utf16,
        /// They are not UTF-8.
        NotUtf8,
        /// There is a NUL byte, which no text has.
        Nul,
    }
);

/// The text that is in these bytes, or why there is none, and where.
///
/// # Errors
/// When they are UTF-16, not UTF-8, or hold a NUL byte.
pub fn text(bytes: &[u8]) -> Result<&str, (Place, EncodingFault)> {
    if is_utf16(bytes) {
        return Err((Place::default(), EncodingFault::Utf16));
    }
    let text = utf8(bytes)?;
    match text.find('\0') {
        Some(nul) => Err((Place::of(text, nul), EncodingFault::Nul)),
        None => Ok(text),
    }
}

/// These bytes as UTF-8.
///
/// # Errors
/// When they are not, and where.
pub fn utf8(bytes: &[u8]) -> Result<&str, (Place, EncodingFault)> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        (Place::of(&before, before.len()), EncodingFault::NotUtf8)
    })
}

/// Whether a file that begins like this is UTF-16.
pub fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff")
}

/// A limit as messages show it.
pub fn mebibytes(bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{bytes} bytes"),
        mebibytes => format!("{mebibytes} MiB"),
    }
}

/// The contents of a file; of one that is larger than `limit`, one byte more than that.
///
/// # Errors
/// When the system does not give them.
pub fn read(path: &Path, limit: usize) -> Result<Vec<u8>, IoFault> {
    let mut bytes = Vec::new();
    platform::open(path)?.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Puts a complete file in its place, so that whoever reads it finds the old or the new contents
/// whole, whatever happens. Until then it is a temporary file beside it. With `replace` it may
/// stand for another one: for the file itself, not for a link to it, and never for a folder or a
/// device.
///
/// # Errors
/// When the system refuses it, or without `replace` a file of that name is there. What was there is
/// then as it was.
pub fn put(
    path: &Path,
    contents: &[u8],
    temporary: &tempfile::Builder,
    replace: bool,
) -> io::Result<()> {
    if path.file_name().is_some_and(|name| platform::is_reserved(&name.to_string_lossy())) {
        return Err(ErrorKind::InvalidFilename.into());
    }
    let path = match fs::canonicalize(path) {
        Ok(found) if replace && !found.metadata()?.is_file() => {
            return Err(ErrorKind::IsADirectory.into());
        }
        Err(error) if replace && error.kind() != ErrorKind::NotFound => return Err(error),
        Ok(found) if replace => found,
        _ => path.to_owned(),
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = temporary.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.as_file_mut().write_all(contents)?;
    file.as_file().sync_all()?;
    let placed = if replace { file.persist(path) } else { file.persist_noclobber(path) };
    placed.map(drop).map_err(|error| error.error)
}

/// Makes a folder with these files, whole or not at all: it is written beside and renamed. With
/// `replace` it takes the place of another folder, which is renamed to `NAME.old1`: nothing that is
/// in it is lost.
///
/// # Errors
/// When the system refuses it, or without `replace` something is in that folder.
pub fn put_folder(path: &Path, files: &[(String, String)], replace: bool) -> io::Result<()> {
    let is_empty = || fs::read_dir(path).map(|mut entries| entries.next().is_none());
    let name = path.file_name().ok_or(ErrorKind::InvalidInput)?.to_string_lossy();
    let is_there = path.exists() && !is_empty()?;
    if is_there && !replace {
        return Err(ErrorKind::DirectoryNotEmpty.into());
    }
    let new = path.with_file_name(format!(".{name}.{}.new", process::id()));
    let written = files.iter().try_for_each(|(name, contents)| {
        let file = new.join(name);
        file.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(file, contents)
    });
    let placed = written.and_then(|()| {
        if is_there {
            let mut aside =
                (1..1000).map(|count| path.with_file_name(format!("{name}.old{count}")));
            let aside = aside.find(|aside| !aside.exists());
            fs::rename(path, aside.ok_or(ErrorKind::AlreadyExists)?)?;
        }
        fs::rename(&new, path)
    });
    // What is left of a folder that could not be placed.
    let _ = fs::remove_dir_all(&new);
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_from_one() {
        let text = "数 = 1\nw = x\n";
        for (offset, line, column) in [(0, 1, 1), (3, 1, 2), (8, 2, 1), (12, 2, 5), (99, 3, 1)] {
            assert_eq!(Place::of(text, offset), Place::at(line, column));
        }
    }
}
