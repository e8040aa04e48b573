//! The screen of the menu.

use itertools::Itertools;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span};

use super::pen::Pen;
use crate::app::menu::{self, Menu};
use crate::lesson::course::Entry;
use crate::progress::Progress;
use crate::text::Values;
use crate::text::names::translated;

/// Draws the menu, and what was kept of each lesson: with a line between the lessons, and another
/// on what each is about, as far as there is room.
pub fn draw(menu: &Menu, progress: &Progress, pen: Pen, area: Rect, buf: &mut Buffer) {
    /// What a lesson takes with all its lines.
    const WHOLE: usize = 3;
    let Pen { words, styles, .. } = pen;
    let course = &menu.course;
    let notes = translated(&course.notes, pen.settings.language).iter();
    let mut head: Vec<Line> = vec![
        pen.span(translated::<String>(&course.title, pen.settings.language), styles.title).into(),
    ];
    if course.name.is_empty() {
        head.push(pen.span(&words.menu.subtitle, styles.text).into());
    }
    head.extend(notes.flat_map(|note| pen.prose(note, area.width)));
    head.push(Line::default());
    let room = usize::from(area.height).saturating_sub(head.len());
    let entries = &course.entries;
    let each = (room / entries.len()).clamp(1, WHOLE);
    let shown = (room / each).min(entries.len()).max(1);
    let first = (menu.cursor + 1).saturating_sub(shown);
    let lines = (first..entries.len()).take(shown).flat_map(|index| {
        let [title, about] = entry(menu, index, progress, pen);
        let gap = (each == WHOLE).then(Line::default);
        let has_about = each > 1 || (index == menu.cursor && shown < room);
        gap.into_iter().chain([title]).chain(has_about.then_some(about))
    });
    let lines: Vec<Line> = head.into_iter().chain(lines).collect();
    let width = lines.iter().map(Line::width).max().unwrap_or(0);
    let length = |size: usize| Constraint::Length(u16::try_from(size).unwrap_or(u16::MAX));
    let place = area.centered(length(width), length(lines.len()));
    pen.write(lines, place, buf);
}

/// What a lesson is called, with what was kept of it, and what it is about.
fn entry(menu: &Menu, index: usize, progress: &Progress, pen: Pen) -> [Line<'static>; 2] {
    let Pen { words, styles, .. } = pen;
    let entry = &menu.course.entries[index];
    let selected = index == menu.cursor;
    let title = menu::title(&entry.subject, words, pen.settings.language);
    let note = if menu.lock(index, progress).is_some() {
        pen.span(&words.menu.lock, styles.faint)
    } else if next(menu, progress) == Some(index) {
        pen.span(&words.menu.next, styles.key)
    } else {
        Span::default()
    };
    let title = Line::from(vec![
        pen.mark(selected),
        pen.span(" ", styles.key),
        pen.span(&format!(" {}  {title} ", index + 1), pen.choice(selected)),
        pen.span(&format!("  {}", so_far(menu, entry, progress, pen)), styles.result),
        note,
    ]);
    [title, pen.span(&format!("      {}", menu::about(entry, words)), styles.faint).into()]
}

/// The entry to go on with, once a lesson was gone through: the first that was not.
fn next(menu: &Menu, progress: &Progress) -> Option<usize> {
    let entries = &menu.course.entries;
    let is_done = |entry: &Entry| menu.is_done(entry, progress);
    let open = entries.iter().position(|entry| !is_done(entry));
    open.filter(|_| entries.iter().any(is_done))
}

/// Where the learner is in a lesson and what they got right, as far as there is anything to tell.
fn so_far(menu: &Menu, entry: &Entry, progress: &Progress, pen: Pen) -> String {
    let Some(kept) = menu.kept(entry, progress) else { return String::new() };
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
    let answered: &Values = &[("n", &right), ("total", &kept.questions.len())];
    let questions =
        (!kept.questions.is_empty()).then(|| pen.fill(&words.progress.questions, answered));
    position.into_iter().chain(mastered).chain(missed).chain(questions).join(" – ")
}
