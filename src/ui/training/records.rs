//! The records with target, answer and verdict; how many are told rightly; accuracy over the
//! epochs.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::curves::{closeness, replayed};
use super::{draw_sentences, sentences, target};
use crate::app::training::Scale as AxisScale;
use crate::app::training::Training;
use crate::app::training::tally::{Confusion, Counts};
use crate::data::{Category, Scale, Targets};
use crate::nn::training::Point;
use crate::text::Values;
use crate::ui::chart::{self, Curve, Curves, Stroke};
use crate::ui::fit;
use crate::ui::pen::Pen;
use crate::ui::table::LongTable;

/// Draws the view.
pub fn draw(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    const SENTENCES: u16 = 4;
    let [main, bottom] =
        area.layout(&Layout::vertical([Constraint::Min(0), Constraint::Length(SENTENCES)]));
    // The names of classes are long.
    let (share, counts) = match training.runs.prepared.targets {
        Targets::Classes(_) => (70, 12),
        Targets::Amount(_) => (65, 10),
        _ => (60, 10),
    };
    let [left, right] =
        main.layout(&Layout::horizontal([Constraint::Percentage(share), Constraint::Fill(1)]));
    let [counts, chart] =
        right.layout(&Layout::vertical([Constraint::Length(counts), Constraint::Min(0)]));
    draw_table(training, pen, left, buf);
    draw_counts(training, pen, counts, buf);
    draw_accuracy(training, pen, chart, buf);
    draw_sentences(&sentences::of_records(training, pen), pen, bottom, buf);
}

fn draw_table(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.records;
    let inner = pen.panel(&words.title, area, buf);
    let verdict = match training.runs.prepared.targets {
        Targets::Amount(_) => &words.error,
        _ => &words.right,
    };
    let header = [&words.set, &words.record, &words.row, &words.target, &words.output, verdict];
    LongTable {
        header: header.map(Clone::clone).to_vec(),
        rows: training.runs.records(),
        cursor: training.viewpoint.cursor,
        pinned: training.columns().iter().filter(|column| column.is_pinned()).count(),
        shift: training.viewpoint.shift,
        cells: &|index, wanted| {
            let cells = cells(training, pen, index);
            wanted.iter().map(|&place| cells[place].clone()).collect()
        },
    }
    .draw(pen, inner, buf);
}

fn cells(training: &Training, pen: Pen, index: usize) -> Vec<Span<'static>> {
    let styles = pen.styles;
    let words = &pen.words.records;
    let place = training.place(index);
    let data = place.dataset(&training.playback.trainer);
    let targets = &training.runs.prepared.targets;
    let network = training.playback.trainer.network();
    let forward = network.forward(&data.input(place.record));
    let y = data.target(place.record);
    let output = &training.playback.trainer.loss().answer(forward.output());
    let (verdict, style) = target::verdict(targets, [&y, output], pen);
    let set = if place.is_test { &words.test } else { &words.training };
    let plain = [
        set.clone(),
        (place.record + 1).to_string(),
        place.row.to_string(),
        target::written(targets, &y, pen),
        target::written(targets, output, pen),
    ];
    let plain = plain.into_iter().map(|text| Span::styled(text, styles.text));
    plain.chain([Span::styled(verdict, style)]).collect()
}

/// Targets against answers, for the training and the test records. While a count over many records
/// is on its way, the last complete one is shown, with its epoch.
fn draw_counts(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.records;
    if let Targets::Amount(scale) = &training.runs.prepared.targets {
        let inner = pen.panel(&words.fit, area, buf);
        return pen.write(fit_lines(training, scale, pen), inner, buf);
    }
    let tally = &training.tally;
    let mut title = words.confusion.clone();
    let lines = match tally.complete() {
        None => {
            let values: &Values = &[("n", &tally.done()), ("total", &training.runs.records())];
            let sentence = format!(" {}", pen.fill(&words.counting, values));
            vec![pen.span(&sentence, pen.styles.faint).into()]
        }
        Some(Counts { epoch, sets }) => {
            if *epoch != training.playback.trainer.position().epoch {
                title = pen.fill(&words.confusion_of, &[("epoch", &epoch)]);
            }
            let room = usize::from(area.width).saturating_sub(2);
            let sets = [&words.training, &words.test].into_iter().zip(sets);
            sets.flat_map(|(name, counts)| confusion(name, counts, training, room, pen)).collect()
        }
    };
    let inner = pen.panel(&title, area, buf);
    pen.write(lines, inner, buf);
}

/// How close the answers are to amounts, for the training and the test records.
fn fit_lines(training: &Training, scale: &Scale, pen: Pen) -> Vec<Line<'static>> {
    let numbers = closeness(training, training.playback.trainer.point(), scale, pen);
    let line = |(label, value): (&String, String)| {
        let label = Span::styled(format!(" {} ", fit::left(label, 16)), pen.styles.text);
        Line::from(vec![label, Span::styled(value, pen.styles.result)])
    };
    numbers.into_iter().map(line).collect()
}

/// A header, a line for each target and a sentence, each of at most `room` columns; of many classes
/// the header and the sentence alone.
fn confusion(
    name: &str,
    confusion: &Confusion,
    training: &Training,
    room: usize,
    pen: Pen,
) -> Vec<Line<'static>> {
    const WIDE_ANSWER: usize = 8;
    const NARROW_ANSWER: usize = 3;
    let styles = pen.styles;
    let total = confusion.total();
    // What is left for each answer beside the names of the targets.
    let narrow = (room.saturating_sub(13) / confusion.counts.len()).saturating_sub(2);
    let narrow = narrow.clamp(NARROW_ANSWER, WIDE_ANSWER);
    let (labels, answers): (Vec<String>, Vec<String>) = match &training.runs.prepared.targets {
        Targets::Classes(classes) => {
            let label = |class: &Category, room: usize| pen.clip(&class.to_string(), room);
            classes.iter().map(|class| (label(class, 9), label(class, narrow))).unzip()
        }
        _ => (0..=1).map(|y| (format!("y = {y}"), ["ŷ ≤ 0.5", "ŷ > 0.5"][y].to_owned())).unzip(),
    };
    let head = Span::styled(format!(" {name}"), styles.title);
    let told = Line::from(accuracy(confusion, room, pen));
    let label_width = labels.iter().map(|label| label.width()).max().unwrap_or(0).max(5);
    let answers: Vec<String> = answers.iter().map(|answer| pen.symbol(answer)).collect();
    let width = answers.iter().map(|answer| answer.width()).max().unwrap_or(0);
    let width = width.max(total.to_string().len());
    let gap = if width > WIDE_ANSWER { " " } else { "  " };
    if 4 + label_width + (gap.len() + width) * answers.len() > room || answers.len() > 3 {
        return vec![head.into(), told];
    }
    let line = |label: Span<'static>, cells: Vec<(String, Style)>| -> Line<'static> {
        let label = Span::styled(fit::left(&label.content, label_width + 4), label.style);
        let cells = cells
            .into_iter()
            .map(|(text, style)| Span::styled(format!("{gap}{}", fit::right(&text, width)), style));
        std::iter::once(label).chain(cells).collect()
    };
    let header = answers.iter().map(|answer| (answer.clone(), styles.faint)).collect();
    let rows = labels.iter().zip(&confusion.counts).enumerate().map(|(y, (label, counts))| {
        let style = |answer| if answer == y { styles.signal } else { styles.error };
        let cells = counts.iter().enumerate().map(|(answer, n)| (n.to_string(), style(answer)));
        line(Span::styled(format!("   {label} "), styles.text), cells.collect())
    });
    std::iter::once(line(head, header)).chain(rows).chain([told]).collect()
}

/// How many are right. Of large counts, which stand above it, the sentence has no room for more
/// than the share.
fn accuracy(confusion: &Confusion, room: usize, pen: Pen) -> Span<'static> {
    let (right, total) = (confusion.right(), confusion.total());
    let share = pen.number(right as f64 / total.max(1) as f64);
    let values: &Values = &[("right", &right), ("total", &total), ("accuracy", &share)];
    let words = &pen.words.records;
    let [whole, short] = [&words.right_of, &words.right_share]
        .map(|sentence| format!("   {}", pen.fill(sentence, values)));
    Span::styled(if whole.width() <= room { whole } else { short }, pen.styles.text)
}

fn draw_accuracy(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.records;
    let [constant, constant_of_tests] = training.runs.constants;
    let is_amount = training.runs.prepared.targets.scale().is_some();
    let of_training = |point: &Point| {
        if is_amount { 1.0 - point.loss / constant } else { point.training_accuracy }
    };
    let of_tests = |point: &Point| {
        let r_squared = point.test_loss.map(|loss| 1.0 - loss / constant_of_tests);
        if is_amount { r_squared } else { point.test_accuracy }
    };
    let points = training.playback.points();
    let curve = |name: &String, value: &dyn Fn(&Point) -> Option<f64>, stroke, style| Curve {
        name: name.clone(),
        points: (points.iter())
            .map(|point| (point.epoch as f64, value(point).unwrap_or(f64::NAN)))
            .collect(),
        stroke,
        style,
    };
    let all = |point: &Point| Some(of_training(point));
    let chart = Curves {
        title: if is_amount { words.r_squared.clone() } else { words.accuracy.clone() },
        curves: vec![
            curve(&words.test, &of_tests, Stroke::Dots, pen.styles.error),
            curve(&words.training, &all, Stroke::Line, pen.styles.signal),
        ],
        epochs: training.runs.experiment.epochs,
        now: replayed(training),
        scale: if is_amount { AxisScale::default() } else { AxisScale::FromZero },
        holds: vec![0.0, 1.0],
    };
    chart::draw(&chart, pen, area, buf);
}
