//! What there is to show of one pass through a network, number by number, and in which order.
//!
//! The heart is one expression tree for each number ([`formula::formula`]): its value, its formula
//! in symbols and with numbers, its line of NumPy ([`Calculation`]), the formula of the whole
//! quantity ([`Whole`]), and what lights up in the picture all come from that tree. Nothing here
//! knows a screen, a key or a language.

pub mod answer;
pub mod builtin;
pub mod calculation;
mod cell;
pub mod check;
pub mod course;
pub mod derivation;
pub mod descent;
pub(crate) mod differences;
mod exact;
mod example;
pub mod expr;
pub mod fading;
pub mod file;
pub(crate) mod formula;
pub mod gradient_check;
pub mod hint;
pub mod mark;
pub mod mistake;
mod names;
mod notation;
pub mod overview;
mod phase;
pub mod poll;
pub mod practice;
pub mod program;
pub mod question;
mod records;
pub mod script;
pub mod slip;
pub mod spelling;
mod trace;
pub mod vanishing;
mod whole;

pub use answer::Answer;
pub use builtin::{builtin, builtin_names};
pub use calculation::{Arithmetic, Calculation};
pub use cell::{Cell, Quantity};
pub use check::{Verdict, check};
pub use course::Course;
pub use example::{Batch, Example, Purpose};
pub use expr::{Expr, Piece};
pub use file::{Lesson, Translated};
pub use hint::Hint;
pub use mistake::Mistake;
pub use names::Names;
pub use notation::{Notation, Symbols};
pub use phase::Phase;
pub use program::Program;
pub use records::{Record, Records, UpdateRule};
pub use script::Script;
pub use trace::Trace;
pub use whole::Whole;
