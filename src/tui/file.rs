//! Writes files for the app: whole or not at all, and never over another one unasked.

use std::fs::{self, Permissions};
use std::io::ErrorKind;

use crate::app::{Write, Written};
use crate::files::{self, IoFault};
use crate::platform;
use crate::progress::store;

/// Writes a file and says what became of it.
pub fn write(file: &Write) -> Written {
    let mut temporary = tempfile::Builder::new();
    let there = fs::metadata(&file.path).ok().map(|there| there.permissions());
    let is_own = || {
        let folder = store::path(None).ok().and_then(|own| fs::canonicalize(own.parent()?).ok());
        let path = fs::canonicalize(&file.path);
        folder.zip(path.ok()).is_some_and(|(folder, path)| {
            path.starts_with(folder) && path.ends_with(store::PROGRESS)
        })
    };
    if there.as_ref().is_some_and(Permissions::readonly) || is_own() {
        return Written::Failed(IoFault::Forbidden);
    }
    temporary.prefix(".backprop-");
    platform::give_permissions(&mut temporary, there);
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

    #[cfg(unix)]
    #[test]
    fn a_file_that_must_not_be_written_stays_and_another_keeps_its_permissions() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("run.csv");
        fs::write(&path, "old").expect("a file");
        for (mode, written, contents) in
            [(0o444, Written::Failed(IoFault::Forbidden), "old"), (0o640, Written::Done, "new")]
        {
            fs::set_permissions(&path, Permissions::from_mode(mode)).expect("permissions");
            assert_eq!(write(&file(&path, "new", true)), written);
            assert_eq!(fs::read_to_string(&path).expect("a file"), contents);
            let found = fs::metadata(&path).expect("a file").permissions().mode();
            assert_eq!(found & 0o777, mode);
        }
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
