//! Draws the state.

use ratatui::Frame;
use ratatui::widgets::Paragraph;

use crate::app::{App, Mode};

/// Draws `app`.
pub fn draw(app: &App, frame: &mut Frame) {
    let mode = match &app.mode {
        Mode::Step => "stepping".to_owned(),
        Mode::Train => format!("training, epoch {}", app.epoch),
        Mode::Help => "keys".to_owned(),
        Mode::Edit(text) => format!("editing: {text}"),
    };
    let text = format!("step {}\n{mode}", app.step);
    frame.render_widget(Paragraph::new(text), frame.area());
}
