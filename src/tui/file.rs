//! Writes files for the app: whole or not at all, and never over another one unasked.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::app::{Write, Written};

/// Writes a file and says what became of it.
pub fn write(file: &Write) -> Written {
    let result = if file.replace {
        replace(&file.path, file.contents.as_bytes())
    } else {
        create(&file.path, file.contents.as_bytes())
    };
    match result {
        Ok(()) => Written::Done,
        Err(error) if !file.replace && error.kind() == ErrorKind::AlreadyExists => Written::Exists,
        Err(error) => Written::Failed(error.to_string()),
    }
}

/// Writes a file that is not there yet. What can't be written to its end is taken away again.
fn create(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let written = file.write_all(contents).and_then(|()| file.sync_all());
    written.inspect_err(|_| {
        // The first error is the one to tell.
        let _ = fs::remove_file(path);
    })
}

/// Puts a new file in the place of an old one, which stays as it is until the new one is complete.
fn replace(path: &Path, contents: &[u8]) -> io::Result<()> {
    // Through a link to the file itself; a device or a folder is nothing to replace.
    let path = fs::canonicalize(path)?;
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("it is no ordinary file"));
    }
    let beside = beside(&path);
    create(&beside, contents)?;
    fs::rename(&beside, &path).inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

/// A name in the same folder that nobody else uses.
fn beside(path: &Path) -> PathBuf {
    let mut name: OsString = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("backprop-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).expect("a folder for the test");
        folder
    }

    fn file(path: &Path, contents: &str, replace: bool) -> Write {
        Write {
            path: path.to_owned(),
            contents: contents.to_owned(),
            replace,
        }
    }

    #[test]
    fn a_file_is_only_replaced_when_that_is_wanted_and_nothing_else_is_left_behind() {
        let folder = folder("replace");
        let path = folder.join("run.csv");
        assert_eq!(write(&file(&path, "one", false)), Written::Done);
        assert_eq!(write(&file(&path, "two", false)), Written::Exists);
        assert_eq!(fs::read_to_string(&path).expect("a file"), "one");
        assert_eq!(write(&file(&path, "two", true)), Written::Done);
        assert_eq!(fs::read_to_string(&path).expect("a file"), "two");
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1);
        fs::remove_dir_all(folder).expect("the folder goes");
    }

    #[test]
    fn what_cannot_be_written_is_told_and_nothing_is_harmed() {
        let folder = folder("refuse");
        let nowhere = folder.join("missing").join("run.csv");
        assert!(matches!(
            write(&file(&nowhere, "", false)),
            Written::Failed(_)
        ));
        assert!(matches!(
            write(&file(&folder, "", true)),
            Written::Failed(_)
        ));
        assert!(folder.is_dir());
        fs::remove_dir_all(folder).expect("the folder goes");
    }
}
