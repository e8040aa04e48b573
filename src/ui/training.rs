//! The screen of a training run.
//!
//! ```text
//! The admissions data – 6-2-1                     training – 5 epochs a frame
//! ╭ loss over the epochs ───────────────────────────╮╭ now ─────────────────╮
//! │ 0.253 ••••••••                                  ││ epoch      312/1000  │
//! │ 0.248                                           ││ true loss   0.24490  │
//! │ 0.243 ⠒⠒⠒⠤⠤⠤⠤                                   ││ …                    │
//! ╰ ⠤⠤ true loss  •• the script's figure ───────────╯╰──────────────────────╯
//! ████████████████████▌                                                  31 %
//! The true loss is the mean over all 36 training records. …
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{LineGauge, Paragraph, Widget};
use unicode_width::UnicodeWidthStr;

use super::chart::{Curve, Stroke};
use super::theme::styles;
use super::wrap::wrap;
use super::{chart, frame, title};
use crate::app::Settings;
use crate::app::training::{Status, Training, Zoom};
use crate::lesson::Symbols;
use crate::nn::training::{Health, Point};
use crate::text::fill;

/// Draws the screen of a training run.
pub fn draw(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    const NUMBERS: u16 = 32;
    /// For the longest sentences in the smallest window, so that nothing moves when they change.
    const SENTENCES: u16 = 5;
    let lines: Vec<Line> = sentences(training, settings)
        .iter()
        .flat_map(|sentence| wrap(sentence, usize::from(area.width).saturating_sub(2)))
        .map(|line| Line::from(format!(" {line}")))
        .collect();
    let [top, main, progress, bottom] = area.layout(&Layout::vertical([
        Constraint::Length(1),
        Constraint::Min(0),
        Constraint::Length(1),
        Constraint::Length(SENTENCES),
    ]));
    let [left, right] = main.layout(&Layout::horizontal([
        Constraint::Min(0),
        Constraint::Length(NUMBERS),
    ]));
    draw_title(training, settings, top, buf);
    draw_chart(training, settings, left, buf);
    draw_numbers(training, settings, right, buf);
    draw_progress(training, settings, progress, buf);
    Paragraph::new(lines).render(bottom, buf);
}

fn draw_title(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let words = &settings.text().training;
    let status = match training.status() {
        Status::Ready => &words.ready,
        Status::Running => &words.running,
        Status::Paused => &words.paused,
        Status::Finished => &words.finished,
        Status::Stopped(Health::Diverged { .. }) => &words.diverged,
        Status::Stopped(_) => &words.saturated,
    };
    let pace = match training.pace() {
        Some(1) => words.speed_one.clone(),
        Some(epochs) => fill(&words.speed, &[("n", &epochs.to_string())]),
        None => words.speed_full.clone(),
    };
    let zoom = match training.zoom() {
        Zoom::Epoch => &words.zoom_epoch,
        Zoom::Record => &words.zoom_record,
    };
    let left = format!("{} – {}", words.title, training.trainer().network().shape());
    title::draw(
        &left,
        &format!("{status} – {pace} – {zoom}"),
        settings,
        area,
        buf,
    );
}

fn draw_chart(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let words = &settings.text().training;
    let points = training.trainer().history().points();
    let curve = |name: &String, stroke, style, value: fn(&Point) -> f64| Curve {
        name: name.clone(),
        points: points
            .iter()
            .map(|point| (point.epoch as f64, value(point)))
            .collect(),
        stroke,
        style,
    };
    let curves = [
        curve(&words.lesson_figure, Stroke::Dots, styles.error, |point| {
            point.lesson_figure
        }),
        curve(&words.true_loss, Stroke::Line, styles.signal, |point| {
            point.loss
        }),
    ];
    chart::draw(
        &words.chart,
        &curves,
        training.experiment().epochs,
        settings,
        area,
        buf,
    );
}

/// The numbers of this moment, one a line.
fn draw_numbers(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let words = &settings.text().training;
    let notation = settings.notation;
    let block = frame::panel(&words.now, settings);
    let inner = block.inner(area);
    block.render(area, buf);

    let trainer = training.trainer();
    let experiment = training.experiment();
    let number =
        |value: Option<f64>| value.map_or("…".to_owned(), |value| notation.number(value));
    let point = trainer.point();
    let position = trainer.position();
    let records = trainer.training().records();
    let rows = [
        (
            &words.epoch,
            format!("{} / {}", position.epoch, experiment.epochs),
        ),
        (&words.record, format!("{} / {records}", position.record)),
        (&words.true_loss, number(point.map(|point| point.loss))),
        (
            &words.lesson_figure,
            number(point.map(|point| point.lesson_figure)),
        ),
        (
            &words.train_accuracy,
            number(point.map(|point| point.training_accuracy)),
        ),
        (
            &words.test_accuracy,
            number(point.and_then(|point| point.test_accuracy)),
        ),
        (
            &words.learning_rate,
            notation.number(experiment.learning_rate),
        ),
        (&words.seed, experiment.seed.to_string()),
        (
            &words.split,
            format!("{records} + {}", trainer.test().records()),
        ),
    ];
    for ((label, value), line) in rows.into_iter().zip(inner.rows()) {
        let padding = usize::from(line.width).saturating_sub(label.width() + value.width() + 2);
        Line::from(vec![
            Span::styled(format!(" {label}{}", " ".repeat(padding)), styles.text),
            Span::styled(settings.symbols().apply(&value), styles.result),
        ])
        .render(line, buf);
    }
}

fn draw_progress(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let done =
        training.trainer().position().epoch as f64 / training.experiment().epochs.max(1) as f64;
    let ratio = if done.is_finite() {
        done.clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (filled, unfilled) = match settings.symbols() {
        Symbols::Unicode => ("█", "░"),
        Symbols::Ascii => ("#", "."),
    };
    let area = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    }
    .intersection(area);
    LineGauge::default()
        .ratio(ratio)
        .label(Line::styled(
            format!("{:3.0} %", ratio * 100.0),
            styles.text,
        ))
        .filled_symbol(filled)
        .unfilled_symbol(unfilled)
        .filled_style(styles.signal)
        .unfilled_style(styles.faint)
        .render(area, buf);
}

/// What has to be said about the curves, and about the accuracy once training is over.
fn sentences(training: &Training, settings: &Settings) -> Vec<String> {
    let words = &settings.text().training;
    let trainer = training.trainer();
    let records = trainer.training().records().to_string();
    let difference = fill(&words.difference, &[("train", &records)]);
    let last = match training.status() {
        Status::Ready => words.waiting.clone(),
        Status::Finished => accuracy(training, settings),
        _ => String::new(),
    };
    vec![difference, last]
}

/// How many test records are right, and how much one of them weighs.
fn accuracy(training: &Training, settings: &Settings) -> String {
    let trainer = training.trainer();
    let tests = trainer.test().records();
    let Some(accuracy) = trainer.point().and_then(|point| point.test_accuracy) else {
        return String::new();
    };
    let number = |value: f64| settings.notation.number(value);
    let right = (accuracy * tests as f64).round();
    fill(
        &settings.text().training.accuracy_caution,
        &[
            ("right", &number(right)),
            ("test", &tests.to_string()),
            ("accuracy", &number(accuracy)),
            ("share", &number(1.0 / tests as f64)),
        ],
    )
}
