//! The loss over the epochs, of this run and of earlier ones, with the numbers of this moment.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{draw_sentences, sentences, weights};
use crate::app::experiment::Experiment;
use crate::app::training::hyperparameter;
use crate::app::training::{Training, runs};
use crate::data::Scale;
use crate::nn::training::Point;
use crate::ui::chart::{self, Curve, Curves, Stroke};
use crate::ui::pen::Pen;
use crate::ui::{fit, frame};

/// Draws the view.
pub fn draw(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    const NUMBERS: u16 = 32;
    /// From this width on, the ways of the weights stand beside the chart.
    const WEIGHTS_FROM: u16 = 120;
    const WEIGHTS: u16 = 40;
    /// For the longest sentences in the smallest window, so that nothing moves when they change.
    const SENTENCES: u16 = 6;
    let [main, bottom] =
        area.layout(&Layout::vertical([Constraint::Min(0), Constraint::Length(SENTENCES)]));
    let [left, right] =
        main.layout(&Layout::horizontal([Constraint::Min(0), Constraint::Length(NUMBERS)]));
    let stepper = if area.width < WEIGHTS_FROM { None } else { weights::record(training, pen) };
    if let Some(stepper) = stepper {
        let [left, ways] =
            left.layout(&Layout::horizontal([Constraint::Min(0), Constraint::Length(WEIGHTS)]));
        draw_chart(training, pen, left, buf);
        weights::draw_ways(training, &stepper, pen, ways, buf);
    } else {
        draw_chart(training, pen, left, buf);
    }
    draw_numbers(training, pen, right, buf);
    draw_sentences(&sentences::of_curves(training, pen), pen, bottom, buf);
}

/// The letter by which an earlier run goes on the chart.
fn letter(run: usize) -> char {
    ['a', 'b', 'c'][run % runs::MOST_EARLIER]
}

fn draw_chart(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let Pen { words, styles, .. } = pen;
    let words = &words.training;
    let measure = training.playback.trainer.measure();
    let curve = |name: &str, stroke, style, points: &[Point], value: fn(&Point) -> f64| Curve {
        name: name.to_owned(),
        points: points.iter().map(|point| (point.epoch as f64, value(point))).collect(),
        stroke,
        style,
    };
    let loss = |point: &Point| point.loss;
    let mut curves: Vec<Curve> = (training.runs.comparable().enumerate())
        .map(|(index, run)| {
            let stroke = Stroke::Letter(letter(index));
            curve("", stroke, styles.faint, &run.points, loss)
        })
        .collect();
    let points = training.playback.points();
    let more: (&str, fn(&Point) -> f64) = if shows_figure(training) {
        (&words.lesson_figure, |point| point.lesson_figure)
    } else {
        (&words.test_loss[measure], |point| point.test_loss.unwrap_or(f64::NAN))
    };
    if shows_figure(training) || has_tests(training) {
        curves.push(curve(more.0, Stroke::Dots, styles.error, &points, more.1));
    }
    curves.push(curve(&words.true_loss[measure], Stroke::Line, styles.signal, &points, loss));
    let ends = training.runs.comparable().filter_map(|run| run.points.last());
    let longest = ends.map(|point| point.epoch).max().unwrap_or(0);
    let chart = Curves {
        title: words.chart[measure].clone(),
        curves,
        epochs: training.runs.experiment.epochs.max(longest),
        now: training.viewpoint.marked.or_else(|| replayed(training)),
        scale: training.viewpoint.scale,
        holds: Vec::new(),
    };
    chart::draw(&chart, pen, area, buf);
}

/// Whether the figure of the text's script is shown: that script knows no other table or loss.
pub(super) fn shows_figure(training: &Training) -> bool {
    training.runs.has_script() && training.viewpoint.shows_figure
}

fn has_tests(training: &Training) -> bool {
    training.playback.trainer.test().records() > 0
}

/// The epoch that is looked at, where training has been further.
pub(super) fn replayed(training: &Training) -> Option<usize> {
    let trainer = &training.playback.trainer;
    let epoch = trainer.position().epoch;
    (epoch < trainer.reached()).then_some(epoch)
}

/// The numbers of this moment, one a line; below them, how earlier runs ended.
fn draw_numbers(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.training;
    let title = if training.viewpoint.marked.is_some() { &words.marked } else { &words.now };
    let inside = frame::padded(pen.panel(title, area, buf));
    let row = |label: &str, value: &str| {
        let (label, value) = (pen.symbol(label), pen.symbol(value));
        let room = usize::from(inside.width).saturating_sub(value.width());
        Line::from(vec![
            Span::styled(fit::left(&label, room), pen.styles.text),
            Span::styled(value, pen.styles.result),
        ])
    };
    let mut lines: Vec<Line> =
        numbers(training, pen).map(|(label, value)| row(label, &value)).collect();
    if training.runs.comparable().next().is_some() {
        lines.push(
            pen.span(&words.earlier[training.playback.trainer.measure()], pen.styles.title).into(),
        );
    }
    for (index, run) in training.runs.comparable().enumerate() {
        let name = pen.clip(&name(training, &run.experiment, pen), 18_usize);
        let loss = run.points.last().map_or(f64::NAN, |point| point.loss);
        lines.push(row(&format!("{} {name}", letter(index)), &pen.number(loss)));
    }
    pen.write(lines, inside, buf);
}

fn numbers(training: &Training, pen: Pen) -> impl Iterator<Item = (&'static String, String)> {
    let words = &pen.words.training;
    let (trainer, experiment) = (&training.playback.trainer, &training.runs.experiment);
    let number = |value: Option<f64>| value.map_or("…".to_owned(), |value| pen.number(value));
    let marked = marked(training);
    let point = marked.or_else(|| trainer.point());
    let of_point = |value: fn(Point) -> f64| number(point.map(value));
    let position = trainer.position();
    let epoch = marked.map_or(position.epoch, |point| point.epoch);
    let records = trainer.training().records();
    let scale = training.runs.prepared.targets.scale();
    let is_amount = scale.is_some();
    let measure = trainer.measure();
    let rows = [
        (true, &words.epoch, format!("{epoch} / {}", experiment.epochs)),
        (marked.is_none(), &words.record, format!("{} / {records}", position.record)),
        (true, &words.true_loss[measure], of_point(|point| point.loss)),
        (
            has_tests(training),
            &words.test_loss[measure],
            number(point.and_then(|point| point.test_loss)),
        ),
        (shows_figure(training), &words.lesson_figure, of_point(|point| point.lesson_figure)),
        (!is_amount, &words.train_accuracy, of_point(|point| point.training_accuracy)),
        (
            has_tests(training) && !is_amount,
            &words.test_accuracy,
            number(point.and_then(|point| point.test_accuracy)),
        ),
        (true, &words.learning_rate, pen.number(experiment.learning_rate)),
        (true, &words.seed, experiment.seed.to_string()),
        (true, &words.split, format!("{records} + {}", trainer.test().records())),
    ];
    let close = scale.map(|scale| closeness(training, point, scale, pen)).unwrap_or_default();
    let rows = rows.into_iter().filter(|(is_shown, ..)| *is_shown);
    rows.map(|(_, label, value)| (label, value)).chain(close)
}

/// R² and RMSE, for the training records and, where there are some, for the test records.
pub(super) fn closeness(
    training: &Training,
    point: Option<Point>,
    scale: &Scale,
    pen: Pen,
) -> Vec<(&'static String, String)> {
    let words = &pen.words.training;
    let [constant, constant_of_tests] = training.runs.constants;
    let number = |value: Option<f64>| value.map_or("…".to_owned(), |value| pen.number(value));
    let lines = |loss: Option<f64>, constant: f64, names: [&'static String; 2]| {
        // Records that are all alike have no variance to be told.
        let share = loss.filter(|_| constant > 0.0).map(|loss| 1.0 - loss / constant);
        let error = loss.map(|loss| loss.sqrt() * scale.standard_deviation);
        names.into_iter().zip([number(share), number(error)])
    };
    let names = [&words.r_squared, &words.rmse];
    let of_tests = [&words.test_r_squared, &words.test_rmse];
    let training_lines = lines(point.map(|point| point.loss), constant, names);
    let test_loss = point.and_then(|point| point.test_loss);
    let test_lines = lines(test_loss, constant_of_tests, of_tests);
    let tests = if has_tests(training) { 2 } else { 0 };
    training_lines.chain(test_lines.take(tests)).collect()
}

/// The point at the mark on the chart: the kept one at or before it.
fn marked(training: &Training) -> Option<Point> {
    let marked = training.viewpoint.marked?;
    let history = training.playback.trainer.history();
    history.iter().rev().find(|point| point.epoch <= marked).copied()
}

/// An earlier run by what sets it apart from the others on the chart.
fn name(training: &Training, experiment: &Experiment, pen: Pen) -> String {
    let words = &pen.words.training;
    let mut all = vec![&training.runs.experiment];
    all.extend(training.runs.comparable().map(|run| &run.experiment));
    let parts = hyperparameter::differing(&all).into_iter().map(|parameter| {
        let sentence = &words.set_to[<&str>::from(parameter)];
        pen.fill(sentence, &[("value", &parameter.value(experiment))])
    });
    parts.collect::<Vec<_>>().join(&pen.words.punctuation.list)
}
