//! A tutor for backpropagation in the terminal.
//!
//! Data flows one way, and `tests/layering.rs` keeps it so:
//!
//! ```text
//! main → cli → tui → ui → keymap → app → lesson → nn     report → lesson     data → nn
//! ```
//!
//! * [`nn`]: networks, gradients and training. Knows no lesson and no screen.
//! * [`lesson`]: what there is to show of one pass through a network, number by number.
//! * [`data`]: from a CSV table to features and targets. Knows no network.
//! * [`report`]: a lesson as text, Markdown or JSON.
//! * [`cli`]: the command line.
//! * [`sanitize`]: makes text from outside harmless for a terminal.
//! * [`suggest`]: “did you mean …?”
//! * [`text`]: the words of each language.
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod app;
pub mod cli;
pub mod data;
pub mod keymap;
pub mod lesson;
pub mod nn;
pub mod report;
pub mod sanitize;
pub mod suggest;
pub mod text;
pub mod tui;
pub mod ui;
