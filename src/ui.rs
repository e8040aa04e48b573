//! Draws the tutor: `&App` in, characters out. Changes nothing, and knows neither the clock nor the
//! terminal.

mod axes;
pub mod bars;
pub mod chart;
mod curve;
mod derivation;
mod descent;
mod differences;
mod editing;
mod elide;
mod ending;
mod exercise;
mod field;
mod fit;
mod footer;
mod formula;
mod frame;
mod gradient_check;
mod hunt;
mod ledger;
mod matrix;
pub mod menu;
mod network;
mod notice;
pub mod pen;
mod popup;
mod program;
mod questions;
mod stepper;
mod table;
pub mod theme;
mod title;
mod training;
mod vanishing;
mod vote;
pub mod words;
mod wrap;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect, Size};
use ratatui::style::Color;

use crate::app::{App, Popup, Screen, Theme};
use crate::text::Values;
use pen::Pen;

/// The smallest window in which everything fits.
pub const MIN_SIZE: (u16, u16) = (80, 24);

/// Draws the whole window.
pub fn draw(app: &App, frame: &mut Frame) {
    let pen = Pen::new(&app.settings);
    let area = frame.area();
    let buf = frame.buffer_mut();
    if area.width < MIN_SIZE.0 || area.height < MIN_SIZE.1 {
        return draw_too_small(pen, area, buf);
    }
    let [main, bottom] =
        area.layout(&Layout::vertical([Constraint::Min(0), Constraint::Length(1)]));
    match app.screen() {
        Screen::Menu(menu) => menu::draw(menu, &app.progress, pen, main, buf),
        Screen::Stepper(stepper) => stepper::draw(stepper, pen, main, buf),
        Screen::Training(training) => training::draw(training, pen, main, buf),
        Screen::Vanishing(vanishing) => vanishing::draw(vanishing, pen, main, buf),
        Screen::Differences(differences) => differences::draw(differences, pen, main, buf),
    }
    footer::draw(app, pen, bottom, buf);
    if let Some(popup) = app.popup {
        popup::draw(app, popup, pen, main, buf);
    }
    if let Some(sentence) = &app.notice {
        notice::draw(sentence, pen, main, buf);
    }
    if app.settings.presents {
        paint(app, buf);
    }
}

/// Paints the ground that a class sees; all dark while the window is blank.
fn paint(app: &App, buf: &mut Buffer) {
    let is_blank = app.popup == Some(Popup::Blank);
    if is_blank {
        buf.reset();
    }
    let theme = if is_blank { Some(Theme::Dark) } else { app.settings.theme };
    let Some((letters, ground)) = theme::ground(theme) else { return };
    for cell in &mut buf.content {
        if cell.fg == Color::Reset {
            cell.fg = letters;
        }
        if cell.bg == Color::Reset {
            cell.bg = ground;
        }
    }
}

/// What to say in a window that is too large to be drawn: the `most` that a window may have, and
/// how many characters in all.
pub fn too_large(app: &App, size: Size, most: Size, cells: u32) -> String {
    let pen = Pen::new(&app.settings);
    pen.fill(
        &pen.words.screen.too_large,
        &[
            ("width", &size.width),
            ("height", &size.height),
            ("max_width", &most.width),
            ("max_height", &most.height),
            ("max_cells", &cells),
        ],
    )
}

fn draw_too_small(pen: Pen, area: Rect, buf: &mut Buffer) {
    let values: &Values = &[
        ("width", &area.width),
        ("height", &area.height),
        ("min_width", &MIN_SIZE.0),
        ("min_height", &MIN_SIZE.1),
    ];
    pen.write(pen.sentence(&pen.words.screen.too_small, values, area.width), area, buf);
}
