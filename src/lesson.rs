//! What there is to show of one pass through a network, number by number, and in which order.
//!
//! The heart is one expression tree for each number ([`formula::formula`]): its value, its formula in symbols and with numbers, its line of
//! NumPy, and what lights up in the picture all come from that tree. Nothing here knows a screen, a key or a language.

pub mod builtin;
pub mod cell;
pub mod example;
pub mod expr;
pub mod file;
pub mod formula;
pub mod gradients;
pub mod names;
pub mod notation;
pub mod phase;
pub mod script;
pub mod trace;
pub mod vector;

pub use builtin::{builtin, builtin_names};
pub use cell::{Cell, Quantity};
pub use example::Example;
pub use expr::{Expr, Piece};
pub use file::{Lesson, Translated};
pub use names::Names;
pub use notation::{Notation, Symbols};
pub use phase::Phase;
pub use script::Script;
pub use trace::Trace;
