//! Reads and writes the file of progress. Nothing that can happen to the file stops the tutor, and
//! nothing is lost:
//!
//! * A file is replaced whole (a temporary file, `fsync`, rename), never changed in place.
//! * A damaged file is renamed, not overwritten. What can't be read, or a newer version wrote,
//!   stays as it is.
//! * Before a write the file is read again, so that two sessions at once keep what either has
//!   added: see [`Progress::merged`]. An advisory lock on the folder keeps two writes apart; where
//!   there is none to be had, of two in the same instant the later one wins whole.
//!
//! Every problem is a [`ProgressError`].

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use etcetera::BaseStrategy;

use super::Progress;
use super::fault::{Obstacle, ProgressError, ProgressFault, Unusable};
use super::file::MAX_BYTES;
use crate::files::{self, IoFault, Located};
use crate::platform;

/// The folder of this program, in the platform's folder for state.
const FOLDER: &str = "backprop";

/// The file, in that folder or in one of a learner below it.
pub const PROGRESS: &str = "progress.json";

/// The folder of the learners' folders, where there are several on one machine.
const LEARNERS: &str = "learners";

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
    /// How things stood in this session when it last read or wrote.
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

/// Whether a learner can be called that: it becomes a folder's name.
pub fn is_id(id: &str) -> bool {
    const LONGEST: usize = 32;
    let is_fine = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    (1..=LONGEST).contains(&id.len()) && id.bytes().all(is_fine) && !platform::is_reserved(id)
}

/// The file in the platform's folder for state: `$XDG_STATE_HOME`, else `~/.local/state`. Of
/// several learners on one machine each has a folder there, called by the `id`.
///
/// # Errors
/// When the environment does not tell where that is.
pub fn path(id: Option<&str>) -> Result<PathBuf, ProgressError> {
    let folder = etcetera::choose_base_strategy()
        .ok()
        .map(|strategy| strategy.state_dir().unwrap_or_else(|| strategy.data_dir()))
        // An empty or relative HOME would mean some folder below the one that the learner happens
        // to be in.
        .filter(|folder| folder.is_absolute());
    let folder = folder.ok_or_else(|| Located::whole(PROGRESS, ProgressFault::NoHome))?;
    let own = id.map(|id| Path::new(LEARNERS).join(id)).unwrap_or_default();
    Ok(folder.join(FOLDER).join(own).join(PROGRESS))
}

impl Opened {
    /// Reads what was kept of a learner.
    pub fn from_state_folder(id: Option<&str>) -> Self {
        match path(id) {
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
    pub fn save(&mut self, progress: &Progress) -> Result<(), ProgressError> {
        let _lock = lock(&self.path);
        let (kept, merged) = match load(&self.path) {
            Ok(kept) => {
                let merged = progress.merged(&self.before, &kept);
                (Some(kept), merged)
            }
            Err(unusable) => {
                set_aside(&self.path, unusable)?;
                (None, progress.clone())
            }
        };
        if kept.as_ref() != Some(&merged) {
            self.write(&merged)?;
        }
        self.before = progress.clone();
        Ok(())
    }

    /// Forgets everything, also what other sessions have written.
    ///
    /// # Errors
    /// When that is not possible. The file is then as it was.
    pub fn clear(&mut self) -> Result<(), ProgressError> {
        let _lock = lock(&self.path);
        self.before = Progress::default();
        match load(&self.path) {
            Err(Unusable::Untouchable(fault)) => Err(Located::whole(&self.path, fault)),
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
        write().map_err(|why| Located::whole(&self.path, ProgressFault::Unsaved { why }))
    }
}

/// Waits for the right to write in the folder of a file, but not long: it is better to write
/// without it than not at all. It is held until it is dropped.
fn lock(path: &Path) -> Option<File> {
    const PATIENCE: Duration = Duration::from_secs(2);
    const PAUSE: Duration = Duration::from_millis(10);
    let folder = path.parent()?;
    let _ = fs::create_dir_all(folder);
    let folder = platform::open_to_lock(folder).ok()?;
    let until = Instant::now() + PATIENCE;
    while matches!(folder.try_lock(), Err(TryLockError::WouldBlock)) {
        if Instant::now() > until {
            return None;
        }
        thread::sleep(PAUSE);
    }
    Some(folder)
}

/// What a damaged file is renamed to: no name of one that was there before.
fn aside(path: &Path) -> PathBuf {
    let numbered = (2..100).map(|number| format!("{ASIDE}.{number}"));
    let names = std::iter::once(ASIDE.to_owned()).chain(numbered);
    let mut free = names.map(|name| path.with_file_name(name)).filter(|path| !path.exists());
    free.next().unwrap_or_else(|| path.with_file_name(ASIDE))
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
        Unusable::Untouchable(fault) => return Err(Located::whole(path, fault)),
    };
    let aside = aside(path);
    match fs::rename(path, &aside) {
        Ok(()) => {
            let name = aside.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Ok(Located::new(path, place, ProgressFault::SetAside { damage, name }))
        }
        Err(reason) => {
            let reason = reason.to_string();
            Err(Located::new(path, place, ProgressFault::Stuck { damage, reason }))
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
