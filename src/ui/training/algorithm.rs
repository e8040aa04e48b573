//! The lesson's recap as a listing in which training moves, with the sums as they fill and the
//! slips of the lesson beside it.

mod sums;

use ndarray::Array1;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::draw_sentences;
use crate::app::training::{RecapLine, Training};
use crate::lesson::calculation::Relation;
use crate::lesson::{Cell, Example, Names, Quantity};
use crate::nn::training::Trainer;
use crate::nn::{Loss, gradient};
use crate::ui::pen::Pen;
use crate::ui::wrap::wrap_spans;

/// Draws the view.
pub fn draw(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    const SLIPS: u16 = 4;
    let is_deep = training.runs.experiment.hidden.len() > 1;
    let [main, bottom] = area.layout(&Layout::vertical([
        Constraint::Min(0),
        Constraint::Length(SLIPS + u16::from(is_deep)),
    ]));
    let [left, right] =
        main.layout(&Layout::horizontal([Constraint::Percentage(56), Constraint::Percentage(44)]));
    draw_listing(training, pen, left, buf);
    sums::draw(training, pen, right, buf);
    let words = &pen.words.algorithm;
    let mut sentences = vec![words.slip_hidden.clone(), words.slip_step.clone()];
    if is_deep {
        sentences.push(words.several_layers.clone());
    }
    draw_sentences(&sentences, pen, bottom, buf);
}

fn draw_listing(training: &Training, pen: Pen, area: Rect, buf: &mut Buffer) {
    let inner = pen.panel(&pen.words.algorithm.title, area, buf);
    let width = usize::from(inner.width).saturating_sub(1);
    let rows = listing(training, pen).into_iter();
    let mut lines: Vec<Line> =
        rows.map(|row| row.line(training.playback.line(), width, pen)).collect();
    lines.extend(record_lines(training, pen, width.saturating_sub(1)));
    let room = usize::from(inner.height);
    if lines.len() > room
        && let Some(last) = lines[..room].last_mut()
    {
        last.push_span(Span::styled(pen.cut(), pen.styles.faint));
    }
    pen.write(lines, inner, buf);
}

/// A line of the recap.
struct RecapRow {
    /// Where in the recap training is while it is at this line.
    at: Option<RecapLine>,
    code: String,
    /// What stands at the right, and how.
    aside: (String, Style),
}

impl RecapRow {
    fn line(self, current: RecapLine, width: usize, pen: Pen) -> Line<'static> {
        let is_current = self.at == Some(current);
        let style = if is_current { pen.styles.current } else { pen.styles.code };
        let (code, (aside, aside_style)) = (pen.symbol(&self.code), self.aside);
        let gap = width.saturating_sub(code.width() + aside.width() + 1).max(1);
        Line::from(vec![
            pen.mark(is_current),
            Span::styled(code, style),
            Span::raw(" ".repeat(gap)),
            Span::styled(aside, aside_style),
        ])
    }
}

/// The recap; at the right of its lines, how far training is, and how the lesson prints the two
/// lines in which it slips.
fn listing(training: &Training, pen: Pen) -> Vec<RecapRow> {
    let words = &pen.words.algorithm;
    let trainer = &training.playback.trainer;
    let record = match training.playback.line() {
        RecapLine::Clear => 0,
        _ => training.playback.current_record() + 1,
    };
    let row = |at, code: &str, aside, style| RecapRow {
        at,
        code: code.to_owned(),
        aside: (aside, style),
    };
    let plain = |at, code| row(Some(at), code, String::new(), pen.styles.text);
    let counted = |code, aside| row(None, code, aside, pen.styles.faint);
    let slip = |at, code, formula: &str| {
        row(Some(at), code, pen.fill(&words.slip, &[("formula", &formula)]), pen.styles.error)
    };
    let in_text = pen.fill(&words.slip, &[("formula", &"ΔW ← ΔW + δᵒ·a")]);
    let epochs = training.runs.experiment.epochs;
    let batch = trainer.batch_of(record.saturating_sub(1));
    let (present, records) = (record.saturating_sub(batch.start), batch.len());
    let of_records = pen.fill(&words.counter, &[("n", &present), ("m", &records)]);
    let epoch = trainer.position().epoch;
    let of_epochs = pen.fill(&words.again_counter, &[("n", &epoch), ("total", &epochs)]);
    let output = match trainer.loss() {
        Loss::SoftmaxCrossEntropy => "  z = a·W     ŷ = softmax(z)",
        _ => "  z = a·W     ŷ = f(z)",
    };
    let recap = vec![
        plain(RecapLine::Clear, "SW ← 0      Sw ← 0"),
        counted(&words.for_each, of_records),
        plain(RecapLine::Forward, "  h = x·w     a = f(h)"),
        plain(RecapLine::Forward, output),
        plain(RecapLine::OutputTerm, &output_term(trainer)),
        slip(RecapLine::HiddenTerm, "  δʰ = W·δᵒ·f′(h)", "δʰ = δᵒ·f′(h)"),
        row(Some(RecapLine::Accumulate), "  SW ← SW + δᵒ·a", in_text, pen.styles.faint),
        slip(RecapLine::Accumulate, "  Sw ← Sw + δʰ·x", "Δw = w + δʰ"),
        plain(RecapLine::Update, "W ← W + η·SW/m"),
        plain(RecapLine::Update, "w ← w + η·Sw/m"),
    ];
    let again = counted(&words.again, of_epochs);
    let Some(for_each) = for_each_batch(trainer, record, pen) else {
        return recap.into_iter().chain([again]).collect();
    };
    let inside = recap.into_iter().map(|row| RecapRow { code: format!("  {}", row.code), ..row });
    std::iter::once(for_each).chain(inside).chain([again]).collect()
}

/// What the loss makes of an error at the output.
fn output_term(trainer: &Trainer) -> String {
    match (trainer.loss(), trainer.network().outputs()) {
        (loss, _) if loss.cancels() => "  δᵒ = y − ŷ".to_owned(),
        (Loss::Squared, _) | (Loss::MeanSquared, 1) => "  δᵒ = 2·(y − ŷ)·f′(z)".to_owned(),
        (Loss::MeanSquared, outputs) => format!("  δᵒ = 2/{outputs}·(y − ŷ)·f′(z)"),
        _ => "  δᵒ = (y − ŷ)·f′(z)".to_owned(),
    }
}

/// The line above the loop over the records of a batch; `None` where all records are one. `record`
/// counts from 1.
fn for_each_batch(trainer: &Trainer, record: usize, pen: Pen) -> Option<RecapRow> {
    let words = &pen.words.algorithm;
    let (batch, all) = (trainer.batch(), trainer.training().records());
    let (n, m) = (record.saturating_sub(1) / batch + 1, all.div_ceil(batch));
    let aside = (pen.fill(&words.batch_counter, &[("n", &n), ("m", &m)]), pen.styles.faint);
    let code = pen.fill(&words.for_each_batch, &[("n", &batch)]);
    (batch < all).then_some(RecapRow { at: None, code, aside })
}

/// All numbers of the current record that are known at the current line.
fn record_lines(training: &Training, pen: Pen, width: usize) -> Vec<Line<'static>> {
    let line = training.playback.line();
    let place = training.place(training.playback.current_record());
    let (network, trainer) = (training.playback.network(), &training.playback.trainer);
    let Some(example) = place.example_of(network, trainer).filter(|_| line != RecapLine::Clear)
    else {
        return Vec::new();
    };
    let names = Names::new(&example.network);
    let heading =
        pen.fill(&pen.words.algorithm.record, &[("n", &(place.record + 1)), ("row", &place.row)]);
    let mut items = vec![(Span::styled(unbroken(&heading), pen.styles.title), None)];
    items.extend(vectors(&example, line).into_iter().map(|(cell, values)| {
        let symbol = pen.symbol(&names.vector_symbol(cell));
        let vector = written(&values, pen);
        // A short vector stays on one line; a long one may be broken between its numbers.
        let is_short = symbol.width() + vector.width() + 4 < width;
        let vector = if is_short { unbroken(&vector) } else { vector };
        let relation =
            pen.symbol(Relation::of_printed(values.iter().copied(), pen.notation()).sign());
        let symbol = Span::styled(format!("{symbol}\u{a0}{relation}\u{a0}"), pen.styles.text);
        (symbol, Some(Span::styled(vector, pen.styles.result)))
    }));
    let mut spans = Vec::new();
    for (first, second) in items {
        if !spans.is_empty() {
            spans.push(Span::raw("   "));
        }
        spans.push(first);
        spans.extend(second);
    }
    let lines = wrap_spans(spans, width, 0).into_iter();
    lines.map(|line| std::iter::once(Span::raw(" ")).chain(line).collect()).collect()
}

/// `text` with no-break spaces.
fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// The vectors of a record that are known at a line, in the order in which they are shown.
fn vectors(example: &Example, line: RecapLine) -> Vec<(Cell, Array1<f64>)> {
    let forward = example.network.forward(&example.input);
    let backward = gradient::backward(&example.network, &forward, &example.target, example.loss);
    let last = example.last_layer();
    let activation = |layer: usize| {
        let cell = Cell::of_unit(Quantity::Activation, layer, 0);
        let values = &forward.activations[layer];
        (cell, if layer == last { example.loss.answer(values) } else { values.clone() })
    };
    let error_term = |layer: usize| {
        let cell = Cell::of_unit(Quantity::ErrorTerm, layer, 0);
        (cell, backward.error_terms[layer].clone())
    };
    let known_from = match line {
        RecapLine::Clear | RecapLine::Forward => last + 1,
        RecapLine::OutputTerm => last,
        _ => 0,
    };
    let mut vectors = vec![(Cell::of_unit(Quantity::Target, last, 0), example.target.clone())];
    vectors.extend((0..=last).rev().map(activation));
    vectors.extend((known_from..=last).rev().map(error_term));
    vectors.push((Cell::of_unit(Quantity::Input, 0, 0), example.input.clone()));
    vectors
}

/// `0.5`, or `[0.5, −0.2]`, or of a long vector its first numbers.
fn written(values: &Array1<f64>, pen: Pen) -> String {
    const MOST: usize = 6;
    let mut numbers: Vec<String> =
        values.iter().take(MOST).map(|value| pen.number(*value)).collect();
    if values.len() > MOST {
        numbers.push(pen.symbol("…"));
    }
    match numbers.as_slice() {
        [single] => single.clone(),
        _ => format!("[{}]", numbers.join(", ")),
    }
}
