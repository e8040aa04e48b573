//! From a CSV table to features and targets, in stages that can be looked at one by one.
//!
//! 1. [`Table`]: the raw cells as text, with the line each row came from;
//! 2. [`Recipe`]: which column is the target, which become dummies, which are standardised
//!    (guessed, or as asked), and with it which gaps matter;
//! 3. [`Prepared`]: the features with their dummies, means and standard deviations, the shuffle and
//!    the split with row numbers, and the arrays a network learns from. [`Prepared::follow`] takes
//!    one row through all of it, [`Redraw`] draws and splits them anew.
//!
//! Everything follows what pandas and NumPy do in the lesson's script, so the numbers are theirs.
//! Whatever is wrong with a file is a [`TableError`]. Nothing here knows a screen, a clock or
//! words.

mod category;
mod encoding;
mod fault;
mod feature;
mod gaps;
mod header;
mod note;
mod number;
mod prepare;
mod read;
mod recipe;
mod redraw;
mod role;
mod rows;
mod separator;
mod split;
mod table;
mod target;

pub use category::Category;
pub use fault::{TableError, TableFault};
pub use feature::{Derivation, Feature, Scale};
pub use note::{Note, Reason};
pub use prepare::{FollowedFeature, FollowedRow, Prepared, Set, Share};
pub use read::{Loaded, ReadOptions, Reporter, silently};
pub use recipe::{Choices, Recipe};
pub use redraw::Redraw;
pub use role::Role;
pub use separator::Separator;
pub use table::{Column, ColumnKind, Table};
pub use target::{TargetKind, Targets};
