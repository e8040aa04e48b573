//! The tutor without a terminal: keys in, characters out.

use backprop::app::{App, Settings};
use backprop::{keymap, ui};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// The tutor in a window of some size.
pub struct Screen {
    /// Its state.
    pub app: App,
    terminal: Terminal<TestBackend>,
}

impl Screen {
    /// Opens the tutor at its menu.
    pub fn new(settings: Settings, width: u16, height: u16) -> Self {
        let terminal =
            Terminal::new(TestBackend::new(width, height)).expect("a test backend never fails");
        Self { app: App::new(settings), terminal }
    }

    /// Types keys one after the other, by their names: `→ ← ↑ ↓ Tab Enter Esc Home End PgUp PgDn Backspace Space`, and single characters.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            if let Some(action) = keymap::action(&self.app, key(name)) {
                self.app.update(action);
            }
        }
        self
    }

    /// Types one key a number of times.
    pub fn press_times(&mut self, name: &str, times: usize) -> &mut Self {
        for _ in 0..times {
            self.press(name);
        }
        self
    }

    /// Changes the size of the window.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal.backend_mut().resize(width, height);
        self
    }

    /// Draws, and gives the frame. (The test backend's own buffer keeps old characters behind wide ones, which no terminal does.)
    pub fn draw(&mut self) -> Buffer {
        let frame = self.terminal.draw(|frame| ui::draw(&self.app, frame));
        frame.expect("a test backend never fails").buffer.clone()
    }

    /// The lines on the screen, without spaces at their ends.
    pub fn lines(&mut self) -> Vec<String> {
        let buffer = self.draw();
        (0..buffer.area.height)
            .map(|y| row(&buffer, buffer.area, y).trim_end().to_owned())
            .collect()
    }

    /// The whole screen as one text, with a first line that says its size.
    pub fn text(&mut self) -> String {
        let lines = self.lines();
        let size = self.draw().area.as_size();
        format!("{size}\n{}", lines.join("\n"))
    }

    /// The characters of the whole screen, and those of its left and right halves, each without spaces and frames: so that a sentence
    /// can be looked for however it was broken into lines.
    pub fn dense(&mut self) -> [String; 3] {
        let buffer = self.draw();
        let Rect { width, height, .. } = buffer.area;
        let halves = [(0, width), (0, width / 2), (width / 2, width - width / 2)];
        halves.map(|(x, width)| {
            let part = Rect::new(x, 0, width, height);
            dense(&(0..height).map(|y| row(&buffer, part, y)).collect::<String>())
        })
    }
}

/// `text` without spaces and the lines of frames.
pub fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"│║─═╭╮╰╯╔╗╚╝|".contains(*c)).collect()
}

fn row(buffer: &Buffer, area: Rect, y: u16) -> String {
    let mut text = String::new();
    let mut x = area.x;
    while x < area.right() {
        let symbol = buffer[(x, y)].symbol();
        text.push_str(symbol);
        // The cell after a wide character belongs to it.
        x += u16::try_from(symbol.width()).expect("a character is narrow").max(1);
    }
    text
}

/// The key event of a name.
pub fn key(name: &str) -> KeyEvent {
    let code = match name {
        "→" => KeyCode::Right,
        "←" => KeyCode::Left,
        "↑" => KeyCode::Up,
        "↓" => KeyCode::Down,
        "Tab" => KeyCode::Tab,
        "Shift-Tab" => KeyCode::BackTab,
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "Backspace" => KeyCode::Backspace,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Space" => KeyCode::Char(' '),
        "F1" => KeyCode::F(1),
        "F2" => KeyCode::F(2),
        character => KeyCode::Char(character.chars().next().expect("a key has a name")),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}
