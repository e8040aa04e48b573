//! A class on paper: who gets which numbers, what was handed in, and what it is worth.
//!
//! Plain data and files; the pages that people read are in `report`.
//!
//! * `class/assignment.rs` is the file that says everything;
//! * `class/blank.rs` is a number that it leaves blank;
//! * `class/roster.rs` is who is in the class, `class/draw.rs` their numbers;
//! * `class/answers.rs` is what they wrote, on paper or in a `class/handin.rs`, and `class/mark.rs`
//!   what it is worth;
//! * `class/table.rs` reads the tables, `class/fault.rs` is what can be wrong.

pub mod answers;
pub mod assignment;
mod blank;
pub mod draw;
pub(crate) mod fault;
pub mod handin;
pub mod mark;
pub mod roster;
mod table;

pub use assignment::{Assignment, Sheet};
pub use blank::Blank;
pub(crate) use fault::ClassFault;
pub use mark::{Mark, Marked};
