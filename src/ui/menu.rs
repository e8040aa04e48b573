//! The screen of the menu.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};

use super::theme::styles;
use crate::app::Settings;
use crate::app::menu::{Entry, Menu};
use crate::lesson::{Script, builtin};
use crate::progress::Progress;
use crate::text::{Text, fill};

/// Draws the menu, and what was kept of each lesson.
pub fn draw(menu: &Menu, progress: &Progress, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let text = settings.text();
    let mut lines = vec![
        Line::styled(text.menu.title.clone(), styles.title),
        Line::styled(text.menu.subtitle.clone(), styles.text),
        Line::default(),
    ];
    for (index, entry) in Menu::ENTRIES.into_iter().enumerate() {
        let item = entry.words(text);
        let selected = index == menu.cursor;
        let mark = settings.symbols().apply(if selected { "▶ " } else { "  " });
        let style = if selected { styles.current } else { styles.text };
        lines.push(Line::default());
        lines.push(Line::from(vec![
            Span::styled(mark.clone(), styles.key),
            Span::styled(format!(" {}  {} ", index + 1, item.title), style),
            Span::styled(
                settings.symbols().apply(&format!("  {}", so_far(text, entry, progress))),
                styles.result,
            ),
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

/// Where the learner is in a lesson and what they got right, as far as there is anything to tell.
fn so_far(text: &Text, entry: Entry, progress: &Progress) -> String {
    let lesson = match entry {
        Entry::Lesson(name) => builtin(name),
        Entry::Admissions | Entry::Vanishing | Entry::Differences => None,
    };
    let kept = lesson.as_ref().and_then(|lesson| {
        let steps = Script::new(&lesson.example).steps().len();
        progress.lesson(&lesson.name, steps)
    });
    let Some(kept) = kept else {
        return String::new();
    };
    let count = |sentence: &str, count: usize| {
        fill(sentence, &[("n", &count.to_string()), ("total", &kept.steps.to_string())])
    };
    let position = match kept.position {
        0 => None,
        _ if kept.is_finished() => Some(text.progress.finished.clone()),
        position => Some(count(&text.stepper.position, position)),
    };
    let mastered = match kept.mastered() {
        0 => None,
        mastered => Some(count(&text.progress.mastered, mastered)),
    };
    let parts: Vec<String> = position.into_iter().chain(mastered).collect();
    parts.join(" – ")
}
