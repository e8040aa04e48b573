//! Reads and writes the file of progress. Nothing that can happen to the file stops the tutor, and
//! nothing is lost:
//!
//! * A file is replaced whole (a temporary file, `fsync`, rename), never changed in place.
//! * A damaged file is renamed, not overwritten. What can't be read, or a newer version wrote,
//!   stays as it is.
//! * Before a write the file is read again, so that two sessions at once keep what either has
//!   added: see [`Progress::merged`]. There is no lock: of two writes in the same instant, the
//!   later one wins whole.
//!
//! Every problem is a [`ProgressError`].

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::BaseStrategy;

use super::Progress;
use super::fault::{Obstacle, ProgressError, ProgressFault, Unusable};
use super::file::MAX_BYTES;
use crate::files::{self, IoFault, Located, Place};

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
    /// Where to keep it from now on. `None` if what is there now must not be touched, or there is
    /// no place.
    pub store: Option<Store>,
    /// What is wrong.
    pub problem: Option<ProgressError>,
}

/// The file in the platform's folder for state: `$XDG_STATE_HOME`, else `~/.local/state`.
///
/// # Errors
/// When the environment does not tell where that is.
pub fn path() -> Result<PathBuf, ProgressError> {
    let folder = etcetera::choose_base_strategy()
        .ok()
        .map(|strategy| strategy.state_dir().unwrap_or_else(|| strategy.data_dir()))
        // An empty or relative HOME would mean some folder below the one that the learner happens
        // to be in.
        .filter(|folder| folder.is_absolute());
    let folder = folder.ok_or_else(|| Located::whole(FILE[1], ProgressFault::NoHome))?;
    Ok(folder.join(FILE[0]).join(FILE[1]))
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
                Err(problem) => return Self { problem: Some(problem), ..Self::default() },
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
    pub fn save(&self, progress: &Progress) -> Result<(), ProgressError> {
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
    pub fn clear(&mut self) -> Result<(), ProgressError> {
        self.before = Progress::default();
        match load(&self.path) {
            Err(Unusable::Untouchable(fault)) => Err(error(&self.path, Place::default(), fault)),
            _ => self.write(&self.before),
        }
    }

    fn write(&self, progress: &Progress) -> Result<(), ProgressError> {
        let write = || {
            let json = progress.to_json()?;
            if fs::metadata(&self.path).is_ok_and(|found| found.permissions().readonly()) {
                return Err(Obstacle::ReadOnlyFile);
            }
            if let Some(folder) = self.path.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut temporary = tempfile::Builder::new();
            temporary.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
            Ok(files::put(&self.path, json.as_bytes(), &temporary, true)?)
        };
        write().map_err(|why| error(&self.path, Place::default(), ProgressFault::Unsaved { why }))
    }
}

fn error(path: &Path, place: Place, fault: ProgressFault) -> ProgressError {
    Located::new(&path.to_string_lossy(), place, fault)
}

/// What is kept in a file; nothing if there is none.
fn load(path: &Path) -> Result<Progress, Unusable> {
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(IoFault::NotFound) => return Ok(Progress::default()),
        Err(why) => return Err(Unusable::Untouchable(ProgressFault::Unreadable { why })),
    };
    Progress::from_bytes(&bytes)
}

/// The contents of a file, as far as they can be of use.
fn read(path: &Path) -> Result<Vec<u8>, IoFault> {
    let metadata = fs::metadata(path)?;
    // Opening a pipe would wait for somebody to write to it, and a device has no end.
    if !metadata.is_file() {
        return Err(if metadata.is_dir() { IoFault::Folder } else { IoFault::NoFile });
    }
    files::read(path, MAX_BYTES)
}

/// Renames a damaged file, and says so. An error if it can't or must not be moved.
fn set_aside(path: &Path, unusable: Unusable) -> Result<ProgressError, ProgressError> {
    let (place, damage) = match unusable {
        Unusable::Damaged(place, damage) => (place, damage),
        Unusable::Untouchable(fault) => return Err(error(path, Place::default(), fault)),
    };
    match fs::rename(path, path.with_file_name(ASIDE)) {
        Ok(()) => {
            let name = ASIDE.to_owned();
            Ok(error(path, place, ProgressFault::SetAside { damage, name }))
        }
        Err(reason) => {
            let reason = reason.to_string();
            Err(error(path, place, ProgressFault::Stuck { damage, reason }))
        }
    }
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
