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
use crate::lesson::Notation;
use crate::lesson::file::error::Place;
use crate::sanitize::excerpt;

/// The version that is written and read.
pub const VERSION: u64 = 1;

/// The largest file that is read or written.
pub const MAX_BYTES: usize = 1 << 20;

/// Why the contents of a file are no progress that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A newer version of the program wrote it.
    Newer,
    /// It is not what any version writes: where, if that is known, and what is wrong, in words that can't act on a terminal.
    Damaged(Option<Place>, String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a version and progress")]
struct Document<P> {
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
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.len() > MAX_BYTES {
            return Err(damaged("it is larger than 1 MiB"));
        }
        if bytes.is_empty() {
            return Err(damaged("it is empty"));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let place = Place::of(&before, before.len());
            Fault::Damaged(Some(place), "this is not UTF-8".to_owned())
        })?;
        let AnyVersion { version } = serde_json::from_str(text).map_err(|e| fault(&e))?;
        if version > VERSION {
            return Err(Fault::Newer);
        }
        if version < VERSION {
            return Err(damaged("there never was a version 0"));
        }
        let document: Document<Self> = serde_json::from_str(text).map_err(|e| fault(&e))?;
        document.progress.check()?;
        Ok(document.progress)
    }

    /// The contents of a file.
    ///
    /// # Errors
    /// When they can't be written, or would be too large to be read again.
    pub fn to_json(&self) -> Result<String, String> {
        let document = Document { version: VERSION, progress: self };
        let mut json = serde_json::to_string_pretty(&document).map_err(|e| e.to_string())?;
        json.push('\n');
        if json.len() > MAX_BYTES {
            return Err("there is more of it than the 1 MiB that would be read again".to_owned());
        }
        Ok(json)
    }

    /// Whether all numbers are within their bounds.
    fn check(&self) -> Result<(), Fault> {
        let digits = Notation::MIN_DIGITS..=Notation::MAX_DIGITS;
        if let Some(wrong) = self.digits.filter(|asked| !digits.contains(asked)) {
            let (least, most) = digits.into_inner();
            return Err(damaged(&format!("“digits” is {wrong}; it may be {least} to {most}")));
        }
        for (name, lesson) in &self.lessons {
            let steps = lesson.steps;
            let counts = [
                ("position", lesson.position),
                ("right", lesson.right.len()),
                ("missed", lesson.missed.len()),
            ];
            if let Some((key, count)) = counts.into_iter().find(|(_, count)| *count > steps) {
                let name = excerpt(name, 40);
                return Err(damaged(&format!(
                    "“{key}” of lesson “{name}” counts {count} of {steps} steps"
                )));
            }
        }
        Ok(())
    }
}

fn damaged(message: &str) -> Fault {
    Fault::Damaged(None, message.to_owned())
}

/// What is wrong with the JSON, and where.
fn fault(error: &serde_json::Error) -> Fault {
    let place = Place {
        line: error.line(),
        // 0 where the text ends after a line end.
        column: error.column().max(1),
    };
    let message = error.to_string();
    let message = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(message, _)| message)
        .replace("expected usize", "expected a count")
        .replace("expected u64", "expected a count");
    Fault::Damaged((place.line > 0).then_some(place), excerpt(&message, 160))
}
