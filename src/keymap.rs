//! The keys.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::{Action, App, Mode};

/// What `key` asks for.
#[must_use]
pub fn action(app: &App, key: KeyEvent) -> Option<Action> {
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return match key.code {
            KeyCode::Char('c') => Some(Action::Quit),
            KeyCode::Char('z') => Some(Action::Suspend),
            _ => None,
        };
    }
    match (&app.mode, key.code) {
        (_, KeyCode::Esc) => Some(Action::Back),
        (Mode::Edit(_), KeyCode::Char(character)) => Some(Action::Type(character)),
        (_, KeyCode::Char('q')) => Some(Action::Quit),
        (_, KeyCode::Char('l') | KeyCode::Right) => Some(Action::Next),
        (_, KeyCode::Char('t')) => Some(Action::Train),
        (_, KeyCode::Char('?')) => Some(Action::Help),
        (_, KeyCode::Char('e')) => Some(Action::Edit),
        _ => None,
    }
}

/// What pasted `text` asks for: nothing unless a field is edited.
#[must_use]
pub fn paste(app: &App, text: &str) -> Vec<Action> {
    match app.mode {
        Mode::Edit(_) => text.chars().map(Action::Type).collect(),
        _ => Vec::new(),
    }
}
