//! What lies over a screen: all keys, the convention, or a question.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget};
use unicode_width::UnicodeWidthStr;

use super::frame::{self, Weight};
use super::theme::styles;
use crate::app::{Action, App, Popup};
use crate::keymap::{self, Context};

/// Draws the popup in the middle of the screen.
pub fn draw(app: &App, popup: Popup, area: Rect, buf: &mut Buffer) {
    let text = app.settings.text();
    let (title, lines) = match popup {
        Popup::Help => (&text.keys.title, help(app)),
        Popup::Convention => (
            &text.convention.title,
            text.convention
                .line
                .iter()
                .cloned()
                .map(Line::from)
                .collect(),
        ),
        Popup::Forget => (&text.progress.forget, forget(app)),
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

/// Whether to forget everything, and the keys of the answers.
fn forget(app: &App) -> Vec<Line<'static>> {
    let styles = styles(app.settings.theme);
    let text = app.settings.text();
    let mut lines: Vec<_> = text
        .progress
        .forget_lines
        .iter()
        .cloned()
        .map(Line::from)
        .collect();
    let mut answers = Line::default();
    for binding in keymap::BINDINGS
        .iter()
        .filter(|binding| binding.context == Context::YesOrNo)
    {
        let word = keymap::word(binding.action, Context::YesOrNo, &text.keys);
        answers.push_span(Span::styled(keymap::key_name(binding.keys[0]), styles.key));
        answers.push_span(Span::styled(format!("  {word}     "), styles.text));
    }
    lines.extend([Line::default(), answers]);
    lines
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
