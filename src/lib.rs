//! A tutor for backpropagation in the terminal.
//!
//! Data flows one way, and `tests/tutor/layering.rs` keeps it so:
//!
//! ```text
//! main → cli → tui → ui → keymap → app → progress → lesson → nn     report → lesson     data → nn
//!        cli → linear → app
//! ```
//!
//! * [`nn`]: networks, gradients and training. Knows no lesson and no screen.
//! * [`data`]: a table of values to features and targets.
//! * [`lesson`]: what there is to show of one pass through a network, number by number.
//! * [`report`]: the same as plain text, Markdown and JSON.
//! * [`app`], [`keymap`], [`ui`]: the tutor's state, its keys and its picture.
//! * [`tui`]: the only input/output loop; the terminal's modes, signals and endings.
//! * [`linear`]: the tutor in lines, without a screen.
//! * [`cli`]: the command line.
//! * [`progress`]: what is kept from one session to the next.
//! * [`settings`]: how things are shown.
//! * [`text`]: the words of each language.
//! * [`sanitize`]: makes text from outside harmless for a terminal.
//! * [`variants`]: enums as lists.
//! * [`suggest`]: “did you mean …?”
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod app;
pub mod cli;
pub mod data;
pub mod keymap;
pub mod lesson;
pub mod linear;
pub mod nn;
pub mod progress;
pub mod report;
pub mod sanitize;
pub mod settings;
pub mod suggest;
pub mod text;
pub mod tui;
pub mod ui;
pub mod variants;
