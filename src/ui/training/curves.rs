//! The loss over the epochs, of this run and of earlier ones, with the numbers of this moment.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::super::chart::{self, Curve, Curves, Stroke};
use super::super::theme::styles;
use super::super::{frame, table};
use super::{draw_sentences, sentences};
use crate::app::Settings;
use crate::app::experiment::Experiment;
use crate::app::training::Training;
use crate::app::training::compare::{self, Parameter};
use crate::nn::training::Point;
use crate::text::fill;

/// Draws the view.
pub fn draw(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    const NUMBERS: u16 = 32;
    /// For the longest sentences in the smallest window, so that nothing moves when they change.
    const SENTENCES: u16 = 6;
    let [main, bottom] =
        area.layout(&Layout::vertical([Constraint::Min(0), Constraint::Length(SENTENCES)]));
    let [left, right] =
        main.layout(&Layout::horizontal([Constraint::Min(0), Constraint::Length(NUMBERS)]));
    draw_chart(training, settings, left, buf);
    draw_numbers(training, settings, right, buf);
    draw_sentences(&sentences::of_curves(training, settings), settings, bottom, buf);
}

/// The letter by which an earlier run goes on the chart.
fn letter(run: usize) -> char {
    ['a', 'b', 'c'][run % compare::MOST]
}

fn draw_chart(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let words = &settings.text().training;
    let curve = |name: &str, stroke, style, points: &[Point], value: fn(&Point) -> f64| Curve {
        name: name.to_owned(),
        points: points.iter().map(|point| (point.epoch as f64, value(point))).collect(),
        stroke,
        style,
    };
    let loss = |point: &Point| point.loss;
    let figure = |point: &Point| point.lesson_figure;
    let mut curves: Vec<Curve> = (training.earlier().iter().enumerate())
        .map(|(index, run)| {
            let stroke = Stroke::Letter(letter(index));
            curve("", stroke, styles.faint, &run.points, loss)
        })
        .collect();
    let points = training.points();
    let (dots, line) = (Stroke::Dots, Stroke::Line);
    curves.push(curve(&words.lesson_figure, dots, styles.error, &points, figure));
    curves.push(curve(&words.true_loss, line, styles.signal, &points, loss));
    let ends = training.earlier().iter().filter_map(|run| run.points.last());
    let longest = ends.map(|point| point.epoch).max().unwrap_or(0);
    let trainer = training.trainer();
    let epoch = trainer.position().epoch;
    let chart = Curves {
        title: words.chart.clone(),
        curves,
        epochs: training.experiment().epochs.max(longest),
        now: (epoch < trainer.reached()).then_some(epoch),
        bounds: None,
    };
    chart::draw(&chart, super::super::pen::Pen::new(settings), area, buf);
}

/// The numbers of this moment, one a line; below them, how earlier runs ended.
fn draw_numbers(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let words = &settings.text().training;
    let block = frame::panel(&words.now, settings);
    let inner = block.inner(area);
    block.render(area, buf);

    let mut rows: Vec<(String, String, Style)> = numbers(training, settings)
        .into_iter()
        .map(|(label, value)| (label, value, styles.text))
        .collect();
    if !training.earlier().is_empty() {
        rows.push((words.earlier.clone(), String::new(), styles.title));
    }
    for (index, run) in training.earlier().iter().enumerate() {
        let name = name(training, &run.experiment, settings);
        let loss = run.points.last().map_or(f64::NAN, |point| point.loss);
        let label = format!("{} {}", letter(index), table::clip(&name, 18, settings.symbols()));
        rows.push((label, settings.notation.number(loss), styles.text));
    }
    for ((label, value, style), line) in rows.into_iter().zip(inner.rows()) {
        let label = settings.symbols().apply(&label);
        let value = settings.symbols().apply(&value);
        let padding = usize::from(line.width).saturating_sub(label.width() + value.width() + 2);
        Line::from(vec![
            Span::styled(format!(" {label}{}", " ".repeat(padding)), style),
            Span::styled(value, styles.result),
        ])
        .render(line, buf);
    }
}

fn numbers(training: &Training, settings: &Settings) -> Vec<(String, String)> {
    let words = &settings.text().training;
    let notation = settings.notation;
    let trainer = training.trainer();
    let experiment = training.experiment();
    let point = trainer.point();
    let number =
        |value: Option<f64>| value.map_or("…".to_owned(), |value| notation.number(value));
    let of_point = |value: fn(Point) -> f64| number(point.map(value));
    let position = trainer.position();
    let records = trainer.training().records();
    let test_accuracy = point.and_then(|point| point.test_accuracy);
    let rows = [
        (&words.epoch, format!("{} / {}", position.epoch, experiment.epochs)),
        (&words.record, format!("{} / {records}", position.record)),
        (&words.true_loss, of_point(|point| point.loss)),
        (&words.lesson_figure, of_point(|point| point.lesson_figure)),
        (&words.train_accuracy, of_point(|point| point.training_accuracy)),
        (&words.test_accuracy, number(test_accuracy)),
        (&words.learning_rate, notation.number(experiment.learning_rate)),
        (&words.seed, experiment.seed.to_string()),
        (&words.split, format!("{records} + {}", trainer.test().records())),
    ];
    rows.map(|(label, value)| (label.clone(), value)).to_vec()
}

/// An earlier run by what sets it apart from the others on the chart.
fn name(training: &Training, experiment: &Experiment, settings: &Settings) -> String {
    let words = &settings.text().training;
    let mut all = vec![training.experiment()];
    all.extend(training.earlier().iter().map(|run| &run.experiment));
    let parts = compare::differences(&all).into_iter().map(|parameter| {
        let value = parameter.value(experiment);
        let sentence = match parameter {
            Parameter::LearningRate => "η {value}",
            Parameter::Hidden => &words.hidden_units,
            Parameter::Epochs => &words.value_epochs,
            Parameter::Seed => &words.value_seed,
            Parameter::TestFraction => &words.value_test,
            Parameter::Activation => "{value}",
        };
        fill(sentence, &[("value", &value)])
    });
    parts.collect::<Vec<_>>().join(", ")
}
