//! Reads and writes the file of progress. Nothing that can happen to the file stops the tutor, and nothing is lost:
//!
//! * A file is replaced whole (a temporary file, `fsync`, rename), never changed in place.
//! * A damaged file is renamed, not overwritten. What can't be read, or a newer version wrote, stays as it is.
//! * Before a write the file is read again, so that two sessions at once keep what either has added: see [`Progress::merged`].
//!   There is no lock: of two writes in the same instant, the later one wins whole.
//!
//! Every problem is one sentence, beginning with the name of the file, that can't act on a terminal.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::BaseStrategy;

use super::Progress;
use super::file::{Fault, MAX_BYTES};
use crate::lesson::file::FileError;
use crate::sanitize::sanitize;

/// The file, in the platform's folder for state.
const FILE: [&str; 2] = ["backprop", "progress.json"];

/// What a damaged file is renamed to.
const ASIDE: &str = "progress.json.damaged";

/// What the names of temporary files begin and end with.
const TEMPORARY: (&str, &str) = (".progress.json.", ".tmp");

/// A temporary file that is older than this was left behind by a session that was killed.
const ABANDONED: Duration = Duration::from_secs(60);

/// Where progress is kept.
#[derive(Clone, Debug)]
pub struct Store {
    path: PathBuf,
    /// What was kept when this session began.
    before: Progress,
}

/// What was found at the start of a session.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// What was kept, or nothing.
    pub progress: Progress,
    /// Where to keep it from now on. `None` if what is there now must not be touched, or there is no place.
    pub store: Option<Store>,
    /// What is wrong, as one sentence.
    pub problem: Option<String>,
}

/// Why a file is not used.
enum Unusable {
    /// It may be moved out of the way.
    Damaged(String),
    /// It must stay as it is.
    Untouchable(String),
}

/// The file in the platform's folder for state: `$XDG_STATE_HOME`, else `~/.local/state`.
///
/// # Errors
/// When the environment does not tell where that is.
pub fn path() -> Result<PathBuf, String> {
    let folder = etcetera::choose_base_strategy()
        .ok()
        .map(|strategy| strategy.state_dir().unwrap_or_else(|| strategy.data_dir()))
        // An empty or relative HOME would mean some folder below the one that the learner happens to be in.
        .filter(|folder| folder.is_absolute());
    match folder {
        Some(folder) => Ok(folder.join(FILE[0]).join(FILE[1])),
        None => Err(
            "progress.json: your progress is not kept, as there is no home folder for it; set HOME or XDG_STATE_HOME"
                .to_owned(),
        ),
    }
}

impl Opened {
    /// Reads what was kept.
    pub fn from_state_folder() -> Self {
        match path() {
            Ok(path) => Self::from_file(path),
            Err(problem) => Self { problem: Some(problem), ..Self::default() },
        }
    }

    /// Reads what was kept in a file, if it is there. One that is damaged is renamed.
    pub fn from_file(path: PathBuf) -> Self {
        remove_abandoned(&path);
        let (progress, problem) = match load(&path) {
            Ok(progress) => (progress, None),
            Err(unusable) => match set_aside(&path, unusable) {
                Ok(problem) => (Progress::default(), Some(problem)),
                Err(problem) => {
                    return Self { problem: Some(problem), ..Self::default() };
                }
            },
        };
        Self { store: Some(Store { path, before: progress.clone() }), progress, problem }
    }
}

impl Store {
    /// Writes how things stand in this session, merged with what other sessions have written since.
    ///
    /// # Errors
    /// When that is not possible. The file is then as it was.
    pub fn save(&self, progress: &Progress) -> Result<(), String> {
        let merged = match load(&self.path) {
            Ok(kept) => {
                let merged = progress.merged(&self.before, &kept);
                if merged == kept {
                    return Ok(());
                }
                merged
            }
            Err(unusable) => {
                set_aside(&self.path, unusable)?;
                progress.clone()
            }
        };
        self.write(&merged)
    }

    /// Forgets everything, also what other sessions have written.
    ///
    /// # Errors
    /// When that is not possible. The file is then as it was.
    pub fn clear(&mut self) -> Result<(), String> {
        self.before = Progress::default();
        match load(&self.path) {
            Err(Unusable::Untouchable(problem)) => Err(problem),
            _ => self.write(&self.before),
        }
    }

    fn write(&self, progress: &Progress) -> Result<(), String> {
        let write = || {
            let json = progress.to_json()?;
            if fs::metadata(&self.path).is_ok_and(|found| found.permissions().readonly()) {
                return Err("the file is read-only; make it writable, or use --no-save".to_owned());
            }
            replace(&self.path, json.as_bytes()).map_err(|error| reason(&error))
        };
        write().map_err(|reason| {
            let message = format!("your progress could not be saved: {reason}");
            FileError::new(&self.path.to_string_lossy(), &message).to_string()
        })
    }
}

/// What is kept in a file; nothing if there is none.
fn load(path: &Path) -> Result<Progress, Unusable> {
    let name = path.to_string_lossy();
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Progress::default()),
        Err(error) => {
            let problem = match error.kind() {
                io::ErrorKind::IsADirectory => "there is a folder in the place of the file",
                io::ErrorKind::NotADirectory => "there is a file in the place of its folder",
                io::ErrorKind::PermissionDenied => "you have no permission to read this file",
                _ => &format!("the file can't be read ({error})"),
            };
            let sentence = format!("{problem}, so nothing is kept; mend that, or use --no-save");
            return Err(Unusable::Untouchable(FileError::new(&name, &sentence).to_string()));
        }
    };
    Progress::from_bytes(&bytes).map_err(|fault| match fault {
        Fault::Newer => Unusable::Untouchable(
            FileError::new(
                &name,
                "a newer version of backprop wrote this, so it is left as it is and nothing is kept; update backprop",
            )
            .to_string(),
        ),
        Fault::Damaged(place, what) => {
            let message = format!("the file is damaged: {what}");
            let error = match place {
                Some(place) => FileError::at(&name, place, &message),
                None => FileError::new(&name, &message),
            };
            Unusable::Damaged(error.to_string())
        }
    })
}

/// The contents of a file, as far as they can be of use.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // Opening a pipe would wait for somebody to write to it, and a device has no end.
    if !metadata.is_file() {
        return Err(io::Error::other("it is a device or a pipe"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Renames a damaged file, and says so. An error if it can't or must not be moved.
fn set_aside(path: &Path, unusable: Unusable) -> Result<String, String> {
    let damage = match unusable {
        Unusable::Damaged(damage) => damage,
        Unusable::Untouchable(problem) => return Err(problem),
    };
    match fs::rename(path, path.with_file_name(ASIDE)) {
        Ok(()) => Ok(format!("{damage}; it is now called {ASIDE}, and the tutor begins anew")),
        Err(error) => Err(sanitize(&format!(
            "{damage}; nothing is kept until you remove it, as it can't be renamed ({error})"
        ))),
    }
}

/// Puts `contents` in the place of a file, so that whoever reads it finds the old or the new contents whole, whatever happens.
fn replace(path: &Path, contents: &[u8]) -> io::Result<()> {
    // The file itself, not a link to it.
    let path = match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        found => found?,
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut temporary =
        tempfile::Builder::new().prefix(TEMPORARY.0).suffix(TEMPORARY.1).tempfile_in(folder)?;
    temporary.as_file_mut().write_all(contents)?;
    temporary.as_file().sync_all()?;
    temporary.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// Removes the temporary files that sessions which were killed have left beside a file.
fn remove_abandoned(path: &Path) {
    let entries = path.parent().and_then(|folder| fs::read_dir(folder).ok());
    for entry in entries.into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_old = || {
            let age = entry.metadata().ok()?.modified().ok()?.elapsed().ok()?;
            Some(age > ABANDONED)
        };
        if name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1) && is_old() == Some(true) {
            // Another session may have been quicker.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Why a file could not be written, and what to do.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "you have no permission to write in its folder; change that, or use --no-save"
                .to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            "its disk can't be written to; use --no-save".to_owned()
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full; make room on it".to_owned()
        }
        _ => error.to_string(),
    }
}
