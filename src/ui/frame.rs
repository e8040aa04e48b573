//! Frames around panels and units, in the characters that the terminal can show.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::symbols::border;
use ratatui::widgets::{Block, Widget};

use crate::lesson::Symbols;

/// How strong a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The usual one.
    Light,
    /// Around what is looked at.
    Heavy,
}

const ASCII_LIGHT: border::Set = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

const ASCII_HEAVY: border::Set = border::Set {
    vertical_left: "#",
    vertical_right: "#",
    horizontal_top: "=",
    horizontal_bottom: "=",
    ..ASCII_LIGHT
};

/// An empty frame.
pub fn bordered(weight: Weight, symbols: Symbols) -> Block<'static> {
    Block::bordered().border_set(match (symbols, weight) {
        (Symbols::Unicode, Weight::Light) => border::ROUNDED,
        (Symbols::Unicode, Weight::Heavy) => border::DOUBLE,
        (Symbols::Ascii, Weight::Light) => ASCII_LIGHT,
        (Symbols::Ascii, Weight::Heavy) => ASCII_HEAVY,
    })
}

/// Draws a frame. Gives the room in it.
pub fn open(block: Block, area: Rect, buf: &mut Buffer) -> Rect {
    let inner = block.inner(area);
    block.render(area, buf);
    inner
}

/// The room for text in a frame: a column away from its sides.
pub fn padded(inner: Rect) -> Rect {
    inner.inner(Margin::new(1, 0))
}
