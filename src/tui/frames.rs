//! Puts frames on the terminal.

use std::io;
use std::mem::ManuallyDrop;

use ratatui::layout::{Position, Rect, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::backend::Compact;
use super::modes::Tty;
use crate::app::App;
use crate::ui;

/// The largest window that is drawn. The far end of a connection chooses the size, and two buffers
/// of it are kept.
const MOST: Size = Size::new(1_000, 500);
const MAX_CELLS: u32 = 400_000;

/// A synchronized update: a terminal that knows it shows all that comes between the two at once.
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";

/// The frames drawn so far, as far as the terminal still shows them.
pub(super) struct Frames {
    /// Never dropped: that would write to a terminal that may have gone, and panic.
    terminal: ManuallyDrop<Terminal<Compact<Tty>>>,
    /// The size of the frame that the terminal shows, if it shows one.
    shown: Option<Size>,
}

impl Frames {
    /// None is drawn yet.
    pub(super) fn new() -> io::Result<Self> {
        // Fixed, so that ratatui never allocates for a size that was not looked at first.
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::ZERO) };
        Ok(Self {
            terminal: ManuallyDrop::new(Terminal::with_options(Compact::new(Tty), options)?),
            shown: None,
        })
    }

    /// Says that the terminal no longer shows the last frame: the next one is drawn whole.
    pub(super) fn forget(&mut self) {
        self.shown = None;
    }

    /// Draws `app` at the window's present size, in one update.
    pub(super) fn draw(&mut self, app: &App) -> io::Result<()> {
        let size = self.terminal.size()?;
        self.terminal.backend_mut().push(BEGIN);
        if fits(size) {
            self.draw_frame(app, size)?;
        } else {
            self.refuse(app, size);
        }
        let backend = self.terminal.backend_mut();
        backend.push(END);
        backend.send()
    }

    fn draw_frame(&mut self, app: &App, size: Size) -> io::Result<()> {
        if self.shown != Some(size) {
            // Clears, and forgets the last frame; `Terminal::clear` would ask the terminal for its
            // cursor and wait.
            self.terminal.resize(Rect::from((Position::ORIGIN, size)))?;
            self.shown = Some(size);
        }
        self.terminal.draw(|frame| ui::draw(app, frame))?;
        Ok(())
    }

    /// Says that the window is too large, without a buffer of its size.
    fn refuse(&mut self, app: &App, size: Size) {
        self.shown = None;
        let sentence = ui::too_large(app, size, MOST, MAX_CELLS);
        let backend = self.terminal.backend_mut();
        backend.push("\x1b[0m\x1b[2J\x1b[H");
        backend.push(&sentence);
    }
}

/// Whether a window of this size is drawn.
fn fits(size: Size) -> bool {
    size.width <= MOST.width && size.height <= MOST.height && size.area() <= MAX_CELLS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_absurd_window_is_refused() {
        for (width, height) in [(0, 0), (1, 1), (80, 24), (1_000, 400), (800, 500)] {
            assert!(fits(Size { width, height }), "{width} x {height}");
        }
        for (width, height) in [(1_001, 1), (1, 501), (1_000, 401), (u16::MAX, u16::MAX)] {
            assert!(!fits(Size { width, height }), "{width} x {height}");
        }
    }
}
