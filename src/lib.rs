//! A tutor for backpropagation in the terminal.
//!
//! Dependencies point one way, and `tests/tutor/layering.rs` keeps it so:
//!
//! ```text
//! main → cli → tui → ui → keymap → app → progress → settings → text → lesson → nn
//!        cli → linear → app → report → data → nn
//!                     report → class → lesson
//! known to all: cores, limits, sanitize, suggest, variants, files, message, platform
//! ```
//!
//! * [`nn`]: networks, gradients and training. Knows no lesson and no screen.
//! * [`data`]: a table of values to features and targets.
//! * [`lesson`]: what there is to show of one pass through a network, number by number.
//! * [`class`]: sheets for a class, and marking what comes back.
//! * [`report`]: the same as plain text, Markdown and JSON.
//! * [`app`], [`keymap`], [`ui`]: the tutor's state, its keys and its picture.
//! * [`tui`]: the only input/output loop; the terminal's modes, signals and endings.
//! * [`linear`]: the tutor in lines, without a screen.
//! * [`cli`]: the command line.
//! * [`progress`]: what is kept from one session to the next.
//! * [`settings`]: how things are shown.
//! * [`text`]: the words of each language.
//! * [`limits`]: the most of everything.
//! * [`cores`]: all cores of the processor, or one.
//! * [`sanitize`]: makes text from outside harmless for a terminal.
//! * [`variants`]: enums as lists.
//! * [`platform`]: what each system has of its own.
//! * [`files`]: reading files, putting them in their place, and what can be in the way.
//! * [`message`]: what is to be told, as a value; [`text`] has the words.
//! * [`suggest`]: “did you mean …?”
//!
//! # One keypress, from the terminal to the changed screen
//!
//! 1. `talk` in `tui.rs` waits for an event: the key →.
//! 2. [`keymap::action`] looks it up in the table for what is on the screen: [`app::Action::Next`].
//! 3. [`app::App::update`] hands the action to the screen that is seen, a
//!    [`app::stepper::Stepper`].
//! 4. That has one number more to show: its `position` is one higher. Nothing else changes.
//! 5. `App::update` notes the position in [`progress::Progress`] and returns an [`app::Effect`] if
//!    the world outside has something to do; here there is none.
//! 6. `tui/keeper.rs` lays the new progress ready, to be written however the session ends, and has
//!    it written.
//! 7. `tui/frames.rs` has [`ui::draw`] draw the whole app anew into a buffer of cells:
//!    `ui/stepper.rs` divides the window, and each panel has a file of its own.
//! 8. `tui/backend.rs` sends what differs from the last frame, in one write.
//!
//! # One number, from the lesson's file to everything that shows it
//!
//! 1. `lesson/file.rs` reads `assets/lessons/2-1-1.toml` into a [`lesson::Lesson`]: a network, one
//!    record, η.
//! 2. [`lesson::Script`] lists what is shown, in order; δʰ is the [`lesson::Cell`] of the quantity
//!    `ErrorTerm` in layer 0.
//! 3. `lesson/formula.rs` gives its [`lesson::Expr`]: `W·δᵒ·f′(h)`, a tree over other cells.
//! 4. [`lesson::Trace`] evaluates the tree, and tests hold the value to [`nn::gradient::backward`].
//! 5. `ui/network.rs` draws the value at its unit, and lights up the cells that the tree names.
//! 6. `lesson/expr/write.rs` writes the tree as symbols, as numbers and as NumPy; what follows is
//!    `=` or `≈` by whether the printed numbers give the printed result.
//! 7. `ui/formula.rs` shows that; `report/text.rs`, `report/markdown.rs` and `report/json.rs` print
//!    it, and `report/lines.rs` says it line by line.
//! 8. `lesson/mistake` rewrites the tree as learners do (δᵒ without its weight, the slope at `a`),
//!    to tell what a wrong answer is.
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod app;
pub mod class;
pub mod cli;
mod cores;
pub mod data;
pub mod files;
pub mod keymap;
pub mod lesson;
pub mod limits;
mod linear;
pub mod message;
pub mod nn;
mod platform;
pub mod progress;
mod report;
pub mod sanitize;
mod settings;
mod suggest;
pub mod text;
mod tui;
pub mod ui;
mod variants;
