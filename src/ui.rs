//! Draws the tutor: `&App` in, characters out. Changes nothing, and knows neither the clock nor the terminal.

pub mod bars;
pub mod chart;
pub mod curve;
pub mod differences;
pub mod editing;
pub mod elide;
pub mod exercise;
pub mod field;
pub mod footer;
pub mod formula;
pub mod frame;
pub mod gradient_check;
pub mod hunt;
pub mod ledger;
pub mod matrix;
pub mod menu;
pub mod network;
pub mod notice;
pub mod popup;
pub mod stepper;
pub mod table;
pub mod theme;
pub mod title;
pub mod training;
pub mod vanishing;
pub mod words;
pub mod wrap;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect, Size};
use ratatui::widgets::{Paragraph, Widget};

use crate::app::{App, Screen, Settings};
use crate::text::fill;

/// The smallest window in which everything fits.
pub const MIN_SIZE: (u16, u16) = (80, 24);

/// Draws the whole window.
pub fn draw(app: &App, frame: &mut Frame) {
    let area = frame.area();
    let buf = frame.buffer_mut();
    if area.width < MIN_SIZE.0 || area.height < MIN_SIZE.1 {
        return draw_too_small(&app.settings, area, buf);
    }
    let [main, bottom] =
        area.layout(&Layout::vertical([Constraint::Min(0), Constraint::Length(1)]));
    match app.screen() {
        Screen::Menu(menu) => menu::draw(menu, &app.progress, &app.settings, main, buf),
        Screen::Stepper(stepper) => stepper::draw(stepper, &app.settings, main, buf),
        Screen::Training(training) => training::draw(training, &app.settings, main, buf),
        Screen::Vanishing(vanishing) => vanishing::draw(vanishing, &app.settings, main, buf),
        Screen::Differences(differences) => {
            differences::draw(differences, &app.settings, main, buf);
        }
    }
    footer::draw(app, bottom, buf);
    if let Some(popup) = app.popup {
        popup::draw(app, popup, main, buf);
    }
    if let Some(sentence) = &app.notice {
        notice::draw(sentence, &app.settings, main, buf);
    }
}

/// What to say in a window that is too large to be drawn: the `most` that a window may have, and how many characters in all.
pub fn too_large(app: &App, size: Size, most: Size, cells: u32) -> String {
    fill(
        &app.settings.text().screen.too_large,
        &[
            ("width", &size.width.to_string()),
            ("height", &size.height.to_string()),
            ("max_width", &most.width.to_string()),
            ("max_height", &most.height.to_string()),
            ("max_cells", &cells.to_string()),
        ],
    )
}

fn draw_too_small(settings: &Settings, area: Rect, buf: &mut Buffer) {
    let sentence = fill(
        &settings.text().screen.too_small,
        &[
            ("width", &area.width.to_string()),
            ("height", &area.height.to_string()),
            ("min_width", &MIN_SIZE.0.to_string()),
            ("min_height", &MIN_SIZE.1.to_string()),
        ],
    );
    let lines: Vec<_> = wrap::wrap(&sentence, usize::from(area.width))
        .into_iter()
        .map(ratatui::text::Line::from)
        .collect();
    Paragraph::new(lines).render(area, buf);
}
