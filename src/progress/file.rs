//! The format of the file of progress: JSON with a version. No input or output here.
//!
//! ```json
//! {
//!   "version": 1,
//!   "progress": {
//!     "language": "zh",
//!     "mode": "half_blank",
//!     "lessons": {
//!       "2-1-1": { "steps": 17, "position": 9, "right": [], "missed": [] }
//!     }
//!   }
//! }
//! ```

use serde::{Deserialize, Serialize};

use super::Progress;
use super::fault::{Damage, Obstacle, ProgressFault, Unusable};
use crate::files::{self, Place, mebibytes};
use crate::lesson::Notation;
use crate::sanitize::excerpt;

/// The version that is written and read.
pub const VERSION: u64 = 1;

/// The largest file that is read or written.
pub const MAX_BYTES: usize = 1 << 20;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a version and progress")]
struct ProgressFile<P> {
    version: u64,
    progress: P,
}

/// All that is sure to be in the file of a newer version.
#[derive(Deserialize)]
#[serde(expecting = "a version and progress")]
struct AnyVersion {
    version: u64,
}

impl Progress {
    /// Reads the contents of a file.
    ///
    /// # Errors
    /// When a newer version wrote them, or they are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unusable> {
        if bytes.len() > MAX_BYTES {
            return Err(Damage::TooLarge { limit: mebibytes(MAX_BYTES as u64) }.into());
        }
        if bytes.is_empty() {
            return Err(Damage::Empty.into());
        }
        let text = files::utf8(bytes)
            .map_err(|(place, why)| Unusable::Damaged(place, Damage::Encoding { why }))?;
        let AnyVersion { version } = serde_json::from_str(text)?;
        if version > VERSION {
            return Err(Unusable::Untouchable(ProgressFault::Newer));
        }
        if version < VERSION {
            return Err(Damage::VersionZero.into());
        }
        let ProgressFile { progress, .. } = serde_json::from_str::<ProgressFile<Self>>(text)?;
        progress.check()?;
        Ok(progress)
    }

    /// The contents of a file.
    ///
    /// # Errors
    /// When they can't be written, or would be too large to be read again.
    pub fn to_json(&self) -> Result<String, Obstacle> {
        let file = ProgressFile { version: VERSION, progress: self };
        let mut json = serde_json::to_string_pretty(&file)
            .map_err(|error| Obstacle::NotJson { reason: error.to_string() })?;
        json.push('\n');
        if json.len() > MAX_BYTES {
            return Err(Obstacle::TooLarge { limit: mebibytes(MAX_BYTES as u64) });
        }
        Ok(json)
    }

    /// Whether all numbers are within their bounds.
    fn check(&self) -> Result<(), Damage> {
        let (least, most) = (Notation::MIN_DIGITS, Notation::MAX_DIGITS);
        if let Some(digits) = self.digits.filter(|asked| !(least..=most).contains(asked)) {
            return Err(Damage::WrongDigits { digits, least, most });
        }
        for (name, lesson) in &self.lessons {
            let steps = lesson.steps;
            let counts = [
                ("position", lesson.position),
                ("right", lesson.right.len()),
                ("missed", lesson.missed.len()),
            ];
            if let Some((key, count)) = counts.into_iter().find(|(_, count)| *count > steps) {
                return Err(Damage::TooMany { key, lesson: excerpt(name, 40), count, steps });
            }
        }
        Ok(())
    }
}

/// What is wrong with the JSON, and where.
impl From<serde_json::Error> for Unusable {
    fn from(error: serde_json::Error) -> Self {
        let message = error.to_string();
        let message = message
            .rsplit_once(" at line ")
            .map_or(message.as_str(), |(message, _)| message)
            .replace("expected usize", "expected a count")
            .replace("expected u64", "expected a count");
        let place = match (error.line(), error.column()) {
            (0, _) => Place::default(),
            // Column 0 is where the text ends after a line end.
            (line, column) => Place::at(line, column.max(1)),
        };
        Self::Damaged(place, Damage::NotProgress { reason: excerpt(&message, 160) })
    }
}
