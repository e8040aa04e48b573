//! Writes files for the app: whole or not at all, and never over another one unasked.

use std::fs::Permissions;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt as _;

use crate::app::{Write, Written};
use crate::files;

/// Writes a file and says what became of it.
pub fn write(file: &Write) -> Written {
    let mut temporary = tempfile::Builder::new();
    // Less what the user's umask takes away, as for any file that is made.
    temporary.prefix(".backprop-").permissions(Permissions::from_mode(0o666));
    match files::put(&file.path, file.contents.as_bytes(), &temporary, file.replace) {
        Ok(()) => Written::Done,
        Err(error) if !file.replace && error.kind() == ErrorKind::AlreadyExists => Written::Exists,
        Err(error) => Written::Failed(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::files::IoFault;

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
        assert_eq!(write(&file(&nowhere, "", false)), Written::Failed(IoFault::NotFound));
        assert_eq!(write(&file(folder, "", true)), Written::Failed(IoFault::Folder));
        assert!(folder.is_dir());
    }
}
