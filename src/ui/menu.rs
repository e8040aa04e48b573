//! The screen of the menu.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::Line;

use super::pen::Pen;
use crate::app::menu::{Entry, Menu};
use crate::lesson::{Script, builtin};
use crate::progress::Progress;

/// Draws the menu, and what was kept of each lesson.
pub fn draw(menu: &Menu, progress: &Progress, pen: Pen, area: Rect, buf: &mut Buffer) {
    let Pen { words, styles, .. } = pen;
    let mut lines = vec![
        pen.span(&words.menu.title, styles.title).into(),
        pen.span(&words.menu.subtitle, styles.text).into(),
        Line::default(),
    ];
    for (index, entry) in Menu::ENTRIES.into_iter().enumerate() {
        let item = entry.words(words);
        let selected = index == menu.cursor;
        let title = format!(" {}  {} ", index + 1, item.title);
        lines.push(Line::default());
        lines.push(Line::from(vec![
            pen.mark(selected),
            pen.span(" ", styles.key),
            pen.span(&title, pen.choice(selected)),
            pen.span(&format!("  {}", so_far(entry, progress, pen)), styles.result),
        ]));
        lines.push(pen.span(&format!("      {}", entry.about(words)), styles.faint).into());
    }
    let width = lines.iter().map(Line::width).max().unwrap_or(0);
    let length = |size: usize| Constraint::Length(u16::try_from(size).unwrap_or(u16::MAX));
    let place = area.centered(length(width), length(lines.len()));
    pen.write(lines, place, buf);
}

/// Where the learner is in a lesson and what they got right, as far as there is anything to tell.
fn so_far(entry: Entry, progress: &Progress, pen: Pen) -> String {
    let Entry::Lesson(name) = entry else { return String::new() };
    let kept = builtin(name).and_then(|lesson| {
        let steps = Script::new(&lesson.example).steps().len();
        progress.lesson(&lesson.name, steps)
    });
    let Some(kept) = kept else { return String::new() };
    let count =
        |sentence, count: usize| pen.fill(sentence, &[("n", &count), ("total", &kept.steps)]);
    let words = &pen.words;
    let position = match kept.position {
        0 => None,
        _ if kept.is_finished() => Some(words.progress.finished.clone()),
        position => Some(count(&words.stepper.position, position)),
    };
    let mastered = kept.mastered();
    let mastered = (mastered > 0).then(|| count(&words.progress.mastered, mastered));
    let parts: Vec<String> = position.into_iter().chain(mastered).collect();
    parts.join(" – ")
}
