//! What lies over a screen: all keys, or the convention.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget};
use unicode_width::UnicodeWidthStr;

use super::exercise;
use super::frame::{self, Weight};
use super::theme::styles;
use crate::app::stepper::Activity;
use crate::app::{Action, App, Popup, Screen};
use crate::keymap::{self, Context};

/// Draws the popup in the middle of the screen.
pub fn draw(app: &App, popup: Popup, area: Rect, buf: &mut Buffer) {
    let text = app.settings.text();
    let (title, lines) = match popup {
        Popup::Help => (&text.keys.title, help(app)),
        Popup::Summary => (&text.exercise.summary, summary(app)),
        Popup::Convention => (
            &text.convention.title,
            text.convention
                .line
                .iter()
                .cloned()
                .map(Line::from)
                .collect(),
        ),
    };
    let styles = styles(app.settings.theme);
    let width = lines
        .iter()
        .map(Line::width)
        .max()
        .unwrap_or(0)
        .max(title.width() + 2)
        + 4;
    let height = lines.len() + 2;
    let length = |size: usize| Constraint::Length(u16::try_from(size).unwrap_or(u16::MAX));
    let place = area.centered(length(width), length(height));
    let block = frame::bordered(Weight::Heavy, app.settings.symbols())
        .border_style(styles.title)
        .title_top(Span::styled(format!(" {title} "), styles.title));
    let inner = block.inner(place);
    Clear.render(place, buf);
    block.render(place, buf);
    let inner = Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        ..inner
    }
    .intersection(inner);
    Paragraph::new(lines).render(inner, buf);
}

fn summary(app: &App) -> Vec<Line<'static>> {
    match app.screen() {
        Screen::Stepper(stepper) => match stepper.activity() {
            Activity::Exercise(run) => exercise::summary(run, stepper, &app.settings),
            Activity::Reading | Activity::Hunt(_) => Vec::new(),
        },
        Screen::Menu(_) | Screen::Training(_) => Vec::new(),
    }
}

/// The keys of this screen and those that work everywhere.
fn help(app: &App) -> Vec<Line<'static>> {
    let styles = styles(app.settings.theme);
    let text = app.settings.text();
    let symbols = app.settings.symbols();
    let here = Context::of(app);
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut headings = Vec::new();
    for context in [here, Context::Everywhere] {
        headings.push((rows.len(), context.title(text).to_owned()));
        for binding in keymap::BINDINGS
            .iter()
            .filter(|binding| binding.context == context)
        {
            let keys: Vec<String> = binding
                .keys
                .iter()
                .map(|key| symbols.apply(&keymap::key_name(*key)))
                .collect();
            rows.push((
                keys.join(" "),
                keymap::word(binding.action, here, &text.keys).to_owned(),
            ));
        }
    }
    rows.push((
        "Ctrl-Z".to_owned(),
        keymap::word(Action::Suspend, here, &text.keys).to_owned(),
    ));
    rows.push((
        "Ctrl-C".to_owned(),
        keymap::word(Action::Quit, here, &text.keys).to_owned(),
    ));
    let widest = rows.iter().map(|(keys, _)| keys.width()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (index, (keys, word)) in rows.into_iter().enumerate() {
        if let Some((_, heading)) = headings.iter().find(|(at, _)| *at == index) {
            lines.push(Line::styled(heading.clone(), styles.title));
        }
        lines.push(Line::from(vec![
            Span::styled(
                format!("  {keys}{}", " ".repeat(widest - keys.width())),
                styles.key,
            ),
            Span::styled(format!("  {word}"), styles.text),
        ]));
    }
    lines
}
