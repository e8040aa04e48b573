//! The screen of the menu.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};

use super::theme::styles;
use crate::app::Settings;
use crate::app::menu::{Entry, Menu};
use crate::text::{Item, Text};

/// Draws the menu.
pub fn draw(menu: &Menu, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let text = settings.text();
    let mut lines = vec![
        Line::styled(text.menu.title.clone(), styles.title),
        Line::styled(text.menu.subtitle.clone(), styles.text),
        Line::default(),
    ];
    for (index, entry) in Menu::ENTRIES.into_iter().enumerate() {
        let item = item(text, entry);
        let selected = index == menu.cursor();
        let mark = settings.symbols().apply(if selected { "▶ " } else { "  " });
        let style = if selected {
            styles.current
        } else {
            styles.text
        };
        lines.push(Line::default());
        lines.push(Line::from(vec![
            Span::styled(mark.clone(), styles.key),
            Span::styled(format!(" {}  {} ", index + 1, item.title), style),
        ]));
        lines.push(Line::styled(
            format!("{}    {}", " ".repeat(mark.chars().count()), item.about),
            styles.faint,
        ));
    }
    let width = u16::try_from(lines.iter().map(Line::width).max().unwrap_or(0)).unwrap_or(u16::MAX);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let place = area.centered(Constraint::Length(width), Constraint::Length(height));
    Paragraph::new(lines).render(place, buf);
}

fn item(text: &Text, entry: Entry) -> &Item {
    match entry {
        Entry::Lesson("2-1-1") => &text.menu.two_one_one,
        Entry::Lesson(_) => &text.menu.three_two_one,
        Entry::Admissions => &text.menu.admissions,
        Entry::Gradients => &text.menu.gradients,
        Entry::Differences => &text.menu.differences,
    }
}
