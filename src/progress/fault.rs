//! What can be wrong with the file of progress.
#![expect(missing_docs, reason = "the fields are the values in the sentences of the words")]

use std::io;

use crate::files::{EncodingFault, IoFault, Located, Place};
use crate::message::messages;

/// Why progress is not kept, or no longer what it was.
pub type ProgressError = Located<ProgressFault>;

/// Why the contents of a file are not used.
#[derive(Clone, Debug, PartialEq)]
pub enum Unusable {
    /// It may be moved out of the way.
    Damaged(Place, Damage),
    /// It must stay as it is.
    Untouchable(ProgressFault),
}

/// The whole of it is damaged.
impl From<Damage> for Unusable {
    fn from(damage: Damage) -> Self {
        Self::Damaged(Place::default(), damage)
    }
}

messages!("progress"
    /// Why progress is not kept, or no longer what it was.
    pub enum ProgressFault {
        /// The environment does not tell where to keep it.
        NoHome,
        /// What is there can't be read.
        Unreadable { why: IoFault },
        /// A newer version of the program wrote it.
        Newer,
        /// It was damaged and is renamed.
        SetAside { damage: Damage, name: String },
        /// It is damaged and can't be renamed.
        Stuck { damage: Damage, reason: String },
        /// It could not be written.
        Unsaved { why: Obstacle },
    }
);

messages!("damage"
    /// What is not as any version writes it.
    pub enum Damage {
        TooLarge { limit: String },
        Empty,
        Encoding { why: EncodingFault },
        VersionZero,
        /// What the parser of JSON says, harmless and not long.
        NotProgress { reason: String },
        WrongDigits { digits: usize, least: usize, most: usize },
        /// More than the lesson has steps.
        TooMany { key: &'static str, lesson: String, count: usize, steps: usize },
    }
);

messages!("obstacle"
    /// What stands against writing.
    pub enum Obstacle {
        Io { why: IoFault },
        /// The file may only be read.
        ReadOnlyFile,
        /// It would be too large to be read again.
        TooLarge { limit: String },
        NotJson { reason: String },
    }
);

impl From<io::Error> for Obstacle {
    fn from(error: io::Error) -> Self {
        Self::Io { why: error.into() }
    }
}
