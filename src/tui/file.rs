//! Writes files for the app: whole or not at all, and never over another one unasked.

use std::fs::{self, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::app::{Hindrance, Write, Written};

/// Writes a file and says what became of it.
pub fn write(file: &Write) -> Written {
    match put(&file.path, file.contents.as_bytes(), file.replace) {
        Ok(()) => Written::Done,
        Err(error) if !file.replace && error.kind() == ErrorKind::AlreadyExists => Written::Exists,
        Err(error) => Written::Failed(hindrance(&error)),
    }
}

fn hindrance(error: &io::Error) -> Hindrance {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Hindrance::NoFolder,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Hindrance::Forbidden,
        ErrorKind::IsADirectory => Hindrance::NoFile,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Hindrance::Full,
        _ => Hindrance::System(error.to_string()),
    }
}

/// Puts a complete file in its place: a new one, or one for another that is there.
fn put(path: &Path, contents: &[u8], replace: bool) -> io::Result<()> {
    let path = if replace {
        // The file itself, not a link to it; a device or a folder is nothing to replace.
        let path = fs::canonicalize(path)?;
        if !path.metadata()?.is_file() {
            return Err(ErrorKind::IsADirectory.into());
        }
        path
    } else {
        path.to_owned()
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut temporary = tempfile::Builder::new()
        .prefix(".backprop-")
        // Less what the user's umask takes away, as for any file that is made.
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(folder)?;
    temporary.write_all(contents)?;
    temporary.as_file().sync_all()?;
    let placed =
        if replace { temporary.persist(&path) } else { temporary.persist_noclobber(&path) };
    placed.map(drop).map_err(|error| error.error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &Path, contents: &str, replace: bool) -> Write {
        Write { path: path.to_owned(), contents: contents.to_owned(), replace }
    }

    #[test]
    fn a_file_is_only_replaced_when_that_is_wanted_and_nothing_else_is_left_behind() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("run.csv");
        assert_eq!(write(&file(&path, "one", false)), Written::Done);
        assert_eq!(write(&file(&path, "two", false)), Written::Exists);
        assert_eq!(fs::read_to_string(&path).expect("a file"), "one");
        assert_eq!(write(&file(&path, "two", true)), Written::Done);
        assert_eq!(fs::read_to_string(&path).expect("a file"), "two");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn what_cannot_be_written_is_told_and_nothing_is_harmed() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let folder = folder.path();
        let nowhere = folder.join("missing").join("run.csv");
        assert_eq!(write(&file(&nowhere, "", false)), Written::Failed(Hindrance::NoFolder));
        assert_eq!(write(&file(folder, "", true)), Written::Failed(Hindrance::NoFile));
        assert!(folder.is_dir());
    }
}
