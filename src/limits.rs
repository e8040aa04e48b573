//! The most of everything: parsers refuse what is beyond it, and messages and forms name it.
//!
//! At these limits a key is answered within a tenth of a second, and nothing takes more than
//! 256 MiB beside the data. What a format can hold (offsets of 32 bits, a version) is no matter of
//! taste and stands where the format is.

/// Layers of weights in a network that is stepped through.
pub const LAYERS: usize = 20;
/// Inputs of such a network, and units in one of its layers.
pub const UNITS: usize = 100;
/// Weights of such a network. (A step draws and looks for all of them.)
pub const WEIGHTS: usize = 30_000;
/// Updates on the record of a lesson.
pub const UPDATES: usize = 1000;
/// Records of a lesson.
pub const LESSON_RECORDS: usize = 50;
/// Passes up and down that a sheet is about.
pub const PASSES: usize = 100;
/// Lessons of a course.
pub const COURSE: usize = 100;
/// The size of a lesson's file, in bytes.
pub const LESSON_BYTES: usize = 2 << 20;

/// Hidden layers that the form of training takes.
pub const FORM_LAYERS: usize = 8;
/// Units in a hidden layer of a network that is trained.
pub const TRAINED_UNITS: usize = 1000;
/// Epochs of a training.
pub const EPOCHS: usize = 1_000_000_000;

/// Weights of a network whose picture is drawn while it trains.
pub const PICTURED: usize = 500;

/// Records that are drawn one by one.
pub const SPOTS: usize = 2000;

/// Columns of a table: each may be of text, and has a line and dummies of its own.
pub const COLUMNS: usize = 1000;
/// Dummies that one column becomes.
pub const CATEGORIES: usize = 100;
/// Classes of a target, each with an output of its own.
pub const CLASSES: usize = 20;
/// The size of a cell, in bytes.
pub const CELL_BYTES: usize = 1 << 20;
/// The size of a row, in bytes: the most that a quote left open can swallow.
pub const ROW_BYTES: u64 = 4 << 20;

/// Characters in a field that is typed into.
pub const FIELD: usize = 200;
/// Characters of anything that a sentence quotes, names of files included: two lines of a narrow
/// screen.
pub const QUOTE: usize = 160;
