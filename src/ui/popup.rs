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
use crate::keymap::{self, Binding, Context};

/// Draws the popup in the middle of the screen.
pub fn draw(app: &App, popup: Popup, area: Rect, buf: &mut Buffer) {
    let text = app.settings.text();
    let (title, lines) = match popup {
        Popup::Help => (&text.keys.title, help(app, area)),
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

/// The keys of this screen, and those that work everywhere: below one another, or side by side where the window is too low.
fn help(app: &App, area: Rect) -> Vec<Line<'static>> {
    let here = Context::of(app);
    let (mut own, everywhere) = (
        section(app, here, &[]),
        section(app, Context::Everywhere, &CONTROL_KEYS),
    );
    if own.len() + everywhere.len() + 2 <= usize::from(area.height) {
        own.extend(everywhere);
        return own;
    }
    let width = own.iter().map(Line::width).max().unwrap_or(0) + 2;
    let rows = own.len().max(everywhere.len());
    own.resize(rows, Line::default());
    for (left, right) in own.iter_mut().zip(everywhere) {
        let padding = width - left.width();
        left.push_span(Span::raw(" ".repeat(padding)));
        left.spans.extend(right.spans);
    }
    own
}

/// Keys that no screen can take away.
const CONTROL_KEYS: [(&str, Action); 2] = [("Ctrl-Z", Action::Suspend), ("Ctrl-C", Action::Quit)];

/// A heading, and a line for each binding of a context.
fn section(app: &App, context: Context, more: &[(&str, Action)]) -> Vec<Line<'static>> {
    let styles = styles(app.settings.theme);
    let text = app.settings.text();
    let here = Context::of(app);
    let keys = |binding: &Binding| -> Vec<String> {
        let name = |key| app.settings.symbols().apply(&keymap::key_name(key));
        binding.keys.iter().copied().map(name).collect()
    };
    let bindings = keymap::BINDINGS
        .iter()
        .filter(|binding| binding.context == context);
    let rows = bindings.map(|binding| (keys(binding).join(" "), binding.action));
    let rows: Vec<(String, Action)> = rows
        .chain(
            more.iter()
                .map(|(keys, action)| ((*keys).to_owned(), *action)),
        )
        .collect();
    let widest = rows.iter().map(|(keys, _)| keys.width()).max().unwrap_or(0);
    let line = |(keys, action): (String, Action)| {
        let padding = " ".repeat(widest - keys.width());
        let word = keymap::word(action, here, &text.keys);
        Line::from(vec![
            Span::styled(format!(" {keys}{padding}"), styles.key),
            Span::styled(format!("  {word}"), styles.text),
        ])
    };
    let heading = Line::from(Span::styled(context.title(text).to_owned(), styles.title));
    std::iter::once(heading)
        .chain(rows.into_iter().map(line))
        .collect()
}
