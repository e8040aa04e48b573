//! The screen of a training run: one of four views, with what they share around it.
//!
//! ```text
//! The admissions data – 6-2-1                     training – 5 epochs a frame
//!  1 chart  2 algorithm  3 records  4 data            ██████████▌─────── 31 %
//! ╭ loss over the epochs ───────────────────────────╮╭ now ─────────────────╮
//! │ 0.253 ••••••••                                  ││ epoch      312/1000  │
//! │ 0.248                                           ││ true loss   0.24490  │
//! │ 0.243 ⠒⠒⠒⠤⠤⠤⠤                                   ││ …                    │
//! ╰ ⠤⠤ true loss  •• the script's figure ───────────╯╰──────────────────────╯
//! The true loss is the mean over all 36 training records. …
//! ```

mod algorithm;
mod curves;
mod data;
mod prompt;
mod records;
mod sentences;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{LineGauge, Paragraph, Widget};
use strum::VariantArray;

use super::theme::styles;
use super::wrap::wrap;
use super::{popup, table, title};
use crate::app::Settings;
use crate::app::training::records::{MOST_WEIGHTS_TO_STEP, weights};
use crate::app::training::{Notice, Pace, Status, Training, View, Zoom};
use crate::lesson::Symbols;
use crate::nn::training::Health;
use crate::text::fill;

/// Draws the screen of a training run.
pub fn draw(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let [top, tabs, main] = area.layout(&Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(0),
    ]));
    draw_title(training, settings, top, buf);
    draw_tabs(training, settings, tabs, buf);
    match training.viewpoint.view {
        View::Chart => curves::draw(training, settings, main, buf),
        View::Algorithm => algorithm::draw(training, settings, main, buf),
        View::Records => records::draw(training, settings, main, buf),
        View::Data => data::draw(training, settings, main, buf),
    }
    if let Some(prompt) = &training.dialog.prompt {
        prompt::draw(training, prompt, settings, main, buf);
    }
    if training.notice == Some(Notice::TooLarge) {
        draw_too_large(training, settings, main, buf);
    }
}

/// What is trained: the lesson's data by their title, others by the name of their file.
fn data_name(training: &Training, settings: &Settings) -> String {
    let source = &training.runs.source;
    if source.is_admissions {
        return settings.text().training.title.clone();
    }
    let name = &source.table.name;
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    table::clip(file, 24, settings.symbols())
}

fn draw_title(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let words = &settings.text().training;
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
        Pace::Epochs(epochs) => fill(&words.speed, &[("n", &epochs.to_string())]),
        Pace::Full => words.speed_full.clone(),
    };
    let zoom = match (training.playback.zoom, training.viewpoint.view) {
        (Zoom::Epoch, _) => &words.zoom_epoch,
        (Zoom::Record, _) => &words.zoom_record,
        (Zoom::Number, View::Algorithm) => &words.zoom_line,
        (Zoom::Number, _) => &words.zoom_number,
    };
    let left = format!(
        "{} – {}",
        data_name(training, settings),
        table::clip(&training.playback.trainer.network().shape(), 16, settings.symbols())
    );
    let right = match (training.playback.status(), training.viewpoint.view) {
        // The reason stands below the chart; the pace means nothing any more.
        (Status::Stopped(_), _) => status.clone(),
        (_, View::Data) => format!("{status} – {pace} – {}", words.zoom_stage),
        _ => format!("{status} – {pace} – {zoom}"),
    };
    title::draw(&left, &right, super::pen::Pen::new(settings), area, buf);
}

/// The views with their keys, and how far training has come.
fn draw_tabs(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let words = &settings.text().training;
    let mut line = Line::default();
    for (index, view) in View::VARIANTS.iter().copied().enumerate() {
        let name = match view {
            View::Chart => &words.view_chart,
            View::Algorithm => &words.view_algorithm,
            View::Records => &words.view_records,
            View::Data => &words.view_data,
        };
        line.push_span(Span::styled(format!(" {}", index + 1), styles.key));
        let style = if view == training.viewpoint.view { styles.current } else { styles.text };
        line.push_span(Span::styled(format!(" {name} "), style));
    }
    let width = u16::try_from(line.width()).unwrap_or(u16::MAX);
    let [left, _, right] = area.layout(&Layout::horizontal([
        Constraint::Length(width),
        Constraint::Length(2),
        Constraint::Min(0),
    ]));
    line.render(left, buf);
    match &training.notice {
        Some(Notice::Saved(path)) => {
            let sentence = fill(&words.saved, &[("path", path)]);
            let sentence = table::clip(&sentence, usize::from(right.width), settings.symbols());
            Line::styled(settings.symbols().apply(&sentence), styles.signal).render(right, buf);
        }
        _ => draw_progress(training, settings, right, buf),
    }
}

/// Why the record that was asked for does not open.
fn draw_too_large(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    const WIDTH: usize = 62;
    let words = &settings.text().training;
    let values = [weights(training.playback.trainer.network()), MOST_WEIGHTS_TO_STEP]
        .map(|count| count.to_string());
    let values = [("weights", &*values[0]), ("most", &*values[1])];
    let lines = wrap(&fill(&words.too_large, &values), WIDTH).into_iter();
    let style = styles(settings.theme).text;
    let lines = lines.map(|line| Line::styled(line, style)).collect();
    popup::draw_box(&words.too_large_title, lines, super::pen::Pen::new(settings), area, buf);
}

fn draw_progress(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let done = training.playback.trainer.position().epoch as f64
        / training.runs.experiment.epochs.max(1) as f64;
    let ratio = if done.is_finite() { done.clamp(0.0, 1.0) } else { 0.0 };
    let (filled, unfilled) = match settings.symbols() {
        Symbols::Unicode => ("█", "░"),
        Symbols::Ascii => ("#", "."),
    };
    let area = Rect { width: area.width.saturating_sub(1), ..area };
    LineGauge::default()
        .ratio(ratio)
        .label(Line::styled(format!("{:3.0} %", ratio * 100.0), styles.text))
        .filled_symbol(filled)
        .unfilled_symbol(unfilled)
        .filled_style(styles.signal)
        .unfilled_style(styles.faint)
        .render(area, buf);
}

/// Sentences with a space before each line.
fn draw_sentences(sentences: &[String], settings: &Settings, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width).saturating_sub(2);
    let lines: Vec<Line> = sentences
        .iter()
        .filter(|sentence| !sentence.is_empty())
        .flat_map(|sentence| wrap(sentence, width))
        .map(|line| Line::styled(format!(" {line}"), styles(settings.theme).text))
        .collect();
    Paragraph::new(lines).render(area, buf);
}
