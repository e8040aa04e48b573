//! The records with target, answer and verdict; how many are told rightly; accuracy over the epochs.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};
use unicode_width::UnicodeWidthStr;

use super::super::chart::{self, Curve, Curves, Stroke};
use super::super::frame;
use super::super::table::{Cell, Table};
use super::super::theme::styles;
use super::{draw_sentences, sentences};
use crate::app::Settings;
use crate::app::training::Training;
use crate::app::training::tally::{Confusion, Counts};
use crate::text::fill;

/// Draws the view.
pub fn draw(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    const SENTENCES: u16 = 4;
    const COUNTS: u16 = 10;
    let [main, bottom] =
        area.layout(&Layout::vertical([Constraint::Min(0), Constraint::Length(SENTENCES)]));
    let [left, right] =
        main.layout(&Layout::horizontal([Constraint::Percentage(60), Constraint::Percentage(40)]));
    let [counts, chart] =
        right.layout(&Layout::vertical([Constraint::Length(COUNTS), Constraint::Min(0)]));
    draw_table(training, settings, left, buf);
    draw_counts(training, settings, counts, buf);
    draw_accuracy(training, settings, chart, buf);
    draw_sentences(&sentences::of_records(training, settings), settings, bottom, buf);
}

fn draw_table(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let words = &settings.text().records;
    let block = frame::panel(&words.title, settings);
    let inner = block.inner(area);
    block.render(area, buf);
    let header =
        [&words.set, &words.record, &words.row, &words.target, &words.output, &words.right];
    Table {
        header: header.map(Clone::clone).to_vec(),
        rows: training.records(),
        cursor: training.cursor(),
        pinned: training.columns().iter().filter(|column| column.is_pinned()).count(),
        shift: training.shift(),
        cells: &|index, wanted| {
            let cells = cells(training, settings, index);
            wanted.iter().map(|&place| cells[place].clone()).collect()
        },
    }
    .draw(settings, inner, buf);
}

fn cells(training: &Training, settings: &Settings, index: usize) -> Vec<Cell> {
    let styles = styles(settings.theme);
    let words = &settings.text().records;
    let place = training.place(index);
    let data = training.dataset(place.is_test);
    let target = data.target(place.record)[0];
    let network = training.trainer().network();
    let output = network.forward(&data.input(place.record)).output()[0];
    let (verdict, style) = if (output > 0.5) == (target > 0.5) {
        (&words.yes, styles.signal)
    } else {
        (&words.no, styles.error)
    };
    let set = if place.is_test { &words.test } else { &words.training };
    let plain = [
        set.clone(),
        (place.record + 1).to_string(),
        place.row.to_string(),
        settings.notation.number(target),
        settings.notation.number(output),
    ];
    let plain = plain.into_iter().map(|text| Cell { text, style: styles.text });
    let text = verdict.clone();
    plain.chain([Cell { text, style }]).collect()
}

/// Targets against answers, for the training and the test records. While a count over many records is on its way, the last complete one
/// is shown, with its epoch.
fn draw_counts(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let words = &settings.text().records;
    let tally = training.tally();
    let room = usize::from(area.width).saturating_sub(2);
    let (title, lines) = match tally.complete() {
        None => {
            let (done, total) = (tally.done().to_string(), training.records().to_string());
            let sentence = fill(&words.counting, &[("n", &done), ("total", &total)]);
            let line = Line::styled(format!(" {sentence}"), styles(settings.theme).faint);
            (words.confusion.clone(), vec![line])
        }
        Some(Counts { epoch, sets }) => {
            let title = if epoch == training.trainer().position().epoch {
                words.confusion.clone()
            } else {
                fill(&words.confusion_of, &[("epoch", &epoch.to_string())])
            };
            let sets = [&words.training, &words.test].into_iter().zip(sets);
            let lines = sets.flat_map(|(name, counts)| confusion(name, counts, room, settings));
            (title, lines.collect())
        }
    };
    let block = frame::panel(&title, settings);
    let inner = block.inner(area);
    block.render(area, buf);
    Paragraph::new(lines).render(inner, buf);
}

/// Four lines of at most `room` columns: a header, a line for each target, and a sentence.
fn confusion(
    name: &str,
    confusion: Confusion,
    room: usize,
    settings: &Settings,
) -> Vec<Line<'static>> {
    const TARGET: usize = 9;
    const WIDE_ANSWER: usize = 8;
    let styles = styles(settings.theme);
    let answers = ["ŷ ≤ 0.5", "ŷ > 0.5"].map(|answer| settings.symbols().apply(answer));
    let total = confusion.total();
    let width = answers[0].width().max(total.to_string().len());
    let gap = if width > WIDE_ANSWER { " " } else { "  " };
    let pad = |text: &str| {
        let padding = " ".repeat(width.saturating_sub(text.width()));
        format!("{gap}{padding}{text}")
    };
    let row = |target: usize| {
        let mut line = Line::from(Span::styled(format!("   y = {target} "), styles.text));
        for (answer, count) in confusion.counts[target].iter().enumerate() {
            let style = if answer == target { styles.signal } else { styles.error };
            line.push_span(Span::styled(pad(&count.to_string()), style));
        }
        line
    };
    let accuracy = confusion.right() as f64 / total.max(1) as f64;
    let (right, total) = (confusion.right().to_string(), total.to_string());
    let accuracy = settings.notation.number(accuracy);
    let values = [("right", &*right), ("total", &*total), ("accuracy", &*accuracy)];
    let words = &settings.text().records;
    // Of large counts, which stand above it, the sentence has no room for more than the share.
    let sentence = [&words.right_of, &words.right_share]
        .map(|sentence| format!("   {}", fill(sentence, &values)));
    let [whole, short] = sentence;
    let sentence = if whole.width() <= room { whole } else { short };
    let padding = " ".repeat(TARGET.saturating_sub(name.width() + 1));
    let header = format!("{padding}{}{}", pad(&answers[0]), pad(&answers[1]));
    vec![
        Line::from(vec![
            Span::styled(format!(" {name}"), styles.title),
            Span::styled(header, styles.faint),
        ]),
        row(0),
        row(1),
        Line::styled(sentence, styles.text),
    ]
}

fn draw_accuracy(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let styles = styles(settings.theme);
    let words = &settings.text().records;
    let points = training.points();
    let epochs = points.iter().map(|point| point.epoch as f64);
    let train = points.iter().map(|point| point.training_accuracy);
    let test = points.iter().map(|point| point.test_accuracy.unwrap_or(f64::NAN));
    let curves = [
        Curve {
            name: words.test.clone(),
            points: epochs.clone().zip(test).collect(),
            stroke: Stroke::Dots,
            style: styles.error,
        },
        Curve {
            name: words.training.clone(),
            points: epochs.zip(train).collect(),
            stroke: Stroke::Line,
            style: styles.signal,
        },
    ];
    let trainer = training.trainer();
    let epoch = trainer.position().epoch;
    let chart = Curves {
        title: words.accuracy.clone(),
        curves: curves.to_vec(),
        epochs: training.experiment().epochs,
        now: (epoch < trainer.reached()).then_some(epoch),
        bounds: Some((0.0, 1.0)),
    };
    chart::draw(&chart, super::super::pen::Pen::new(settings), area, buf);
}
