//! The screen of a training run: one of four views, with what they share around it.
//!
//! ```text
//! The admissions data – 6-2-1                     training – 5 epochs a frame
//!  1 chart  2 algorithm  3 records  4 data            ██████████▌─────── 31 %
//! ╭ loss over the epochs ───────────────────────────╮╭ now ─────────────────╮
//! │ 0.253 ••••••••                                  ││ epoch      312/1000  │
//! │ 0.248                                           ││ MSE         0.24490  │
//! │ 0.243 ⠒⠒⠒⠤⠤⠤⠤                                   ││ …                    │
//! ╰ ⠤⠤ MSE  •• the script's figure ─────────────────╯╰──────────────────────╯
//! MSE is the mean of (y − ŷ)² over all 36 training records. …
//! ```

mod algorithm;
mod curves;
mod data;
mod map;
mod prompt;
mod records;
mod sentences;
mod target;
mod weights;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, LineGauge, Widget};
use strum::VariantArray;
use unicode_width::UnicodeWidthStr;

use super::pen::Pen;
use super::{frame, popup, title};
use crate::app::training::{Notice, Pace, Status, Training, View, Zoom};
use crate::lesson::course::BuiltinTable;
use crate::limits;
use crate::nn::training::Health;
use crate::text::Values;

/// Draws the screen of a training run.
pub fn draw(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let [top, tabs, main] = area.layout(&Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(0),
    ]));
    draw_title(training, pen, top, buf);
    draw_tabs(training, pen, tabs, buf);
    match training.viewpoint.view {
        View::Chart => curves::draw(training, pen, main, buf),
        View::Algorithm => algorithm::draw(training, pen, main, buf),
        View::Records => records::draw(training, pen, main, buf),
        View::Data => data::draw(training, pen, main, buf),
        View::Weights => weights::draw(training, pen, main, buf),
        View::Map => map::draw(training, pen, main, buf),
    }
    if let Some(prompt) = &training.dialog.prompt {
        prompt::draw(training, prompt, pen, main, buf);
    }
    if training.notice == Some(Notice::TooLarge) {
        draw_too_large(training, pen, main, buf);
    }
}

/// What is trained: the lesson's data by their title, others by the name of their file.
fn data_name(training: &Training, pen: Pen) -> String {
    let source = &training.runs.source;
    match source.builtin {
        Some(BuiltinTable::Admissions) => return pen.words.training.title.clone(),
        Some(table) => return pen.words.menu.title_of[<&str>::from(table)].clone(),
        None => {}
    }
    let name = &source.table.name;
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    pen.clip(file, 24_usize)
}

fn draw_title(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.training;
    let status = match training.playback.status() {
        Status::Ready => &words.ready,
        Status::Running => &words.running,
        Status::Paused => &words.paused,
        Status::Finished => &words.finished,
        Status::Stopped(Health::Diverged { .. }) => &words.diverged,
        Status::Stopped(_) => &words.saturated,
    };
    let pace = match training.playback.pace() {
        Pace::Record => words.pace_record.clone(),
        Pace::Epochs(1) => words.speed_one.clone(),
        Pace::Epochs(epochs) => pen.fill(&words.speed, &[("n", &epochs)]),
        Pace::Full => words.speed_full.clone(),
    };
    let zoom = match (training.playback.zoom, training.viewpoint.view) {
        (_, View::Data) => &words.zoom_stage,
        (Zoom::Epoch, _) => &words.zoom_epoch,
        (Zoom::Record, _) => &words.zoom_record,
        (Zoom::Number, View::Algorithm) => &words.zoom_line,
        (Zoom::Number, _) => &words.zoom_number,
    };
    let shape = pen.clip(&training.playback.trainer.network().shape(), 16_usize);
    let left = format!("{} – {shape}", data_name(training, pen));
    let right = match training.playback.status() {
        // The reason stands below the chart; the pace means nothing any more.
        Status::Stopped(_) => status.clone(),
        _ => format!("{status} – {pace} – {zoom}"),
    };
    title::draw(&left, &right, pen, area, buf);
}

/// The views with their keys, and how far training has come.
fn draw_tabs(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.training;
    let mut line = Line::default();
    for (index, view) in View::VARIANTS.iter().copied().enumerate() {
        let name = &words.view[<&str>::from(view)];
        line.push_span(Span::styled(format!(" {}", index + 1), pen.styles.key));
        line.push_span(Span::styled(
            format!(" {name} "),
            pen.choice(view == training.viewpoint.view),
        ));
    }
    let width = u16::try_from(line.width()).unwrap_or(u16::MAX);
    let [left, _, right] = area.layout(&Layout::horizontal([
        Constraint::Length(width),
        Constraint::Length(2),
        Constraint::Min(0),
    ]));
    line.render(left, buf);
    if let Some(Notice::Saved(path)) = &training.notice {
        // Over the last of the views, where there is not enough room beside them.
        let sentence = format!(" {}", pen.fill(&words.saved, &[("path", path)]));
        let sentence = pen.clip(&sentence, area.width);
        let width = u16::try_from(sentence.width()).unwrap_or(area.width).max(right.width);
        let place = Rect { x: area.right() - width.min(area.width), width, ..area };
        Clear.render(place, buf);
        Line::styled(sentence, pen.styles.signal).render(place, buf);
    } else {
        draw_progress(training, pen, right, buf);
    }
}

/// Why the record that was asked for does not open.
fn draw_too_large(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    const WIDTH: usize = 62;
    let words = &pen.words.training;
    let values: &Values = &[
        ("weights", &crate::app::training::records::weights(training.playback.trainer.network())),
        ("most", &limits::WEIGHTS),
    ];
    let lines = pen.sentence(&words.too_large, values, WIDTH);
    popup::draw_box(&words.too_large_title, lines, pen, area, buf);
}

fn draw_progress(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let epochs = training.runs.experiment.epochs.max(1);
    let ratio = (training.playback.trainer.position().epoch as f64 / epochs as f64).min(1.0);
    let area = Rect { width: area.width.saturating_sub(1), ..area };
    LineGauge::default()
        .ratio(ratio)
        .label(Line::styled(format!("{:3.0}%", ratio * 100.0), pen.styles.text))
        .filled_symbol(pen.either("█", "#"))
        .unfilled_symbol(pen.either("░", "."))
        .filled_style(pen.styles.signal)
        .unfilled_style(pen.styles.faint)
        .render(area, buf);
}

/// Sentences below the panels; empty ones take no line.
fn draw_sentences(sentences: &[String], pen: Pen, area: Rect, buf: &mut Buffer) {
    let inside = frame::padded(area);
    let sentences = sentences.iter().filter(|sentence| !sentence.is_empty());
    let lines = sentences.flat_map(|sentence| pen.prose(sentence, inside.width));
    pen.write(lines.collect(), inside, buf);
}
