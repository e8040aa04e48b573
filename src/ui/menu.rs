//! The screen of the menu.

use std::fmt::Display;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::Line;

use super::pen::Pen;
use crate::app::menu::{Entry, Menu};
use crate::lesson::{Script, builtin};
use crate::progress::{LessonProgress, Progress};

/// Draws the menu, and what was kept of each lesson.
pub fn draw(menu: &Menu, progress: &Progress, pen: Pen, area: Rect, buf: &mut Buffer) {
    let Pen { words, styles, .. } = pen;
    let mut lines = vec![
        pen.span(&words.menu.title, styles.title).into(),
        pen.span(&words.menu.subtitle, styles.text).into(),
        Line::default(),
    ];
    let next = next(progress);
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
            pen.span(if next == Some(entry) { &words.menu.next } else { "" }, styles.key),
        ]));
        lines.push(pen.span(&format!("      {}", entry.about(words)), styles.faint).into());
    }
    let width = lines.iter().map(Line::width).max().unwrap_or(0);
    let length = |size: usize| Constraint::Length(u16::try_from(size).unwrap_or(u16::MAX));
    let place = area.centered(length(width), length(lines.len()));
    pen.write(lines, place, buf);
}

/// The entry to go on with, once a lesson was gone through: the first lesson that was not, or what
/// follows them all.
fn next(progress: &Progress) -> Option<Entry> {
    let is_done = |entry: &Entry| kept(*entry, progress).is_some_and(|kept| kept.done);
    let mut entries = Menu::ENTRIES.into_iter();
    let has_begun = entries.clone().any(|entry| is_done(&entry));
    entries.find(|entry| has_begun && !is_done(entry))
}

/// What was kept of a lesson.
fn kept(entry: Entry, progress: &Progress) -> Option<&LessonProgress> {
    let Entry::Lesson(name) = entry else { return None };
    let lesson = builtin(name)?;
    progress.lesson(&lesson.name, Script::new(&lesson.example).steps().len())
}

/// Where the learner is in a lesson and what they got right, as far as there is anything to tell.
fn so_far(entry: Entry, progress: &Progress, pen: Pen) -> String {
    let Some(kept) = kept(entry, progress) else { return String::new() };
    let count =
        |sentence, count: usize| pen.fill(sentence, &[("n", &count), ("total", &kept.steps)]);
    let words = &pen.words;
    let position = match kept.position {
        0 => None,
        _ if kept.is_finished() => Some(words.progress.finished.clone()),
        position => Some(count(&words.stepper.position, position)),
    };
    let position = position.or_else(|| kept.done.then(|| words.progress.finished.clone()));
    let mastered = kept.mastered();
    let mastered = (mastered > 0).then(|| count(&words.progress.mastered, mastered));
    let missed = kept.missed();
    let missed = (missed > 0).then(|| count(&words.progress.missed, missed));
    let right = kept.questions.values().filter(|right| **right).count();
    let answered = [("n", right), ("total", kept.questions.len())];
    let answered = answered.each_ref().map(|(name, count)| (*name, count as &dyn Display));
    let questions =
        (!kept.questions.is_empty()).then(|| pen.fill(&words.progress.questions, &answered));
    let parts: Vec<String> =
        position.into_iter().chain(mastered).chain(missed).chain(questions).collect();
    parts.join(" – ")
}
