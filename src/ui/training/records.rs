//! The records with target, answer and verdict; how many are told rightly; accuracy over the
//! epochs.

use std::fmt::Display;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::curves::replayed;
use super::{draw_sentences, sentences};
use crate::app::training::Scale;
use crate::app::training::Training;
use crate::app::training::tally::{Confusion, Counts};
use crate::ui::chart::{self, Curve, Curves, Stroke};
use crate::ui::fit;
use crate::ui::pen::Pen;
use crate::ui::table::{LongTable, TableCell};

/// Draws the view.
pub fn draw(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    const SENTENCES: u16 = 4;
    const COUNTS: u16 = 10;
    let [main, bottom] =
        area.layout(&Layout::vertical([Constraint::Min(0), Constraint::Length(SENTENCES)]));
    let [left, right] =
        main.layout(&Layout::horizontal([Constraint::Percentage(60), Constraint::Percentage(40)]));
    let [counts, chart] =
        right.layout(&Layout::vertical([Constraint::Length(COUNTS), Constraint::Min(0)]));
    draw_table(training, pen, left, buf);
    draw_counts(training, pen, counts, buf);
    draw_accuracy(training, pen, chart, buf);
    draw_sentences(&sentences::of_records(training, pen), pen, bottom, buf);
}

fn draw_table(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.records;
    let inner = pen.panel(&words.title, area, buf);
    let header =
        [&words.set, &words.record, &words.row, &words.target, &words.output, &words.right];
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

fn cells(training: &Training, pen: Pen, index: usize) -> Vec<TableCell> {
    let styles = pen.styles;
    let words = &pen.words.records;
    let place = training.place(index);
    let data = place.dataset(&training.playback.trainer);
    let target = data.target(place.record)[0];
    let network = training.playback.trainer.network();
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
        pen.number(target),
        pen.number(output),
    ];
    let cell = |text, style| TableCell { text, style };
    let plain = plain.into_iter().map(|text| cell(text, styles.text));
    plain.chain([cell(verdict.clone(), style)]).collect()
}

/// Targets against answers, for the training and the test records. While a count over many records
/// is on its way, the last complete one is shown, with its epoch.
fn draw_counts(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.records;
    let tally = &training.tally;
    let mut title = words.confusion.clone();
    let lines = match tally.complete() {
        None => {
            let values: &[(&str, &dyn Display)] =
                &[("n", &tally.done()), ("total", &training.runs.records())];
            let sentence = format!(" {}", pen.fill(&words.counting, values));
            vec![pen.span(&sentence, pen.styles.faint).into()]
        }
        Some(Counts { epoch, sets }) => {
            if epoch != training.playback.trainer.position().epoch {
                title = pen.fill(&words.confusion_of, &[("epoch", &epoch)]);
            }
            let room = usize::from(area.width).saturating_sub(2);
            let sets = [&words.training, &words.test].into_iter().zip(sets);
            sets.flat_map(|(name, counts)| confusion(name, counts, room, pen)).collect()
        }
    };
    let inner = pen.panel(&title, area, buf);
    pen.write(lines, inner, buf);
}

/// Four lines of at most `room` columns: a header, a line for each target, and a sentence.
fn confusion(name: &str, confusion: Confusion, room: usize, pen: Pen) -> [Line<'static>; 4] {
    const TARGET: usize = 9;
    const WIDE_ANSWER: usize = 8;
    let styles = pen.styles;
    let total = confusion.total();
    let answers = ["ŷ ≤ 0.5", "ŷ > 0.5"].map(|answer| pen.symbol(answer));
    let width = answers[0].width().max(total.to_string().len());
    let gap = if width > WIDE_ANSWER { " " } else { "  " };
    let line = |label: Span<'static>, cells: [(String, Style); 2]| {
        let label = Span::styled(fit::left(&label.content, TARGET), label.style);
        let cells = cells
            .map(|(text, style)| Span::styled(format!("{gap}{}", fit::right(&text, width)), style));
        std::iter::once(label).chain(cells).collect()
    };
    let row = |target: usize| {
        let style = |answer| if answer == target { styles.signal } else { styles.error };
        let cell = |answer: usize| (confusion.counts[target][answer].to_string(), style(answer));
        line(Span::styled(format!("   y = {target} "), styles.text), [cell(0), cell(1)])
    };
    let header = answers.map(|answer| (answer, styles.faint));
    let header = line(Span::styled(format!(" {name}"), styles.title), header);
    [header, row(0), row(1), accuracy(confusion, room, pen).into()]
}

/// How many are right. Of large counts, which stand above it, the sentence has no room for more
/// than the share.
fn accuracy(confusion: Confusion, room: usize, pen: Pen) -> Span<'static> {
    let (right, total) = (confusion.right(), confusion.total());
    let share = pen.number(right as f64 / total.max(1) as f64);
    let values: &[(&str, &dyn Display)] =
        &[("right", &right), ("total", &total), ("accuracy", &share)];
    let words = &pen.words.records;
    let [whole, short] = [&words.right_of, &words.right_share]
        .map(|sentence| format!("   {}", pen.fill(sentence, values)));
    Span::styled(if whole.width() <= room { whole } else { short }, pen.styles.text)
}

fn draw_accuracy(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.records;
    let points = training.playback.points();
    let epochs = points.iter().map(|point| point.epoch as f64);
    let train = points.iter().map(|point| point.training_accuracy);
    let test = points.iter().map(|point| point.test_accuracy.unwrap_or(f64::NAN));
    let curve =
        |name: &String, points, stroke, style| Curve { name: name.clone(), points, stroke, style };
    let test = epochs.clone().zip(test).collect();
    let train = epochs.zip(train).collect();
    let chart = Curves {
        title: words.accuracy.clone(),
        curves: vec![
            curve(&words.test, test, Stroke::Dots, pen.styles.error),
            curve(&words.training, train, Stroke::Line, pen.styles.signal),
        ],
        epochs: training.runs.experiment.epochs,
        now: replayed(training),
        scale: Scale::FromZero,
        holds: vec![0.0, 1.0],
    };
    chart::draw(&chart, pen, area, buf);
}
