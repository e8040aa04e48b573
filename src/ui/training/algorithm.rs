//! The lesson's recap as a listing in which training moves, with the sums as they fill and the slips of the lesson beside it.

mod sums;

use ndarray::Array1;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line as TextLine, Span};
use ratatui::widgets::{Paragraph, Widget};
use unicode_width::UnicodeWidthStr;

use super::super::theme::styles;
use super::super::wrap::wrap_spans;
use super::super::{frame, table};
use super::draw_sentences;
use crate::app::Settings;
use crate::app::training::{RecapLine, Training};
use crate::lesson::{Cell, Names, Quantity};
use crate::nn::gradient;
use crate::text::fill;

/// Draws the view.
pub fn draw(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    const SLIPS: u16 = 4;
    let is_deep = training.runs.experiment.hidden.len() > 1;
    let [main, bottom] = area.layout(&Layout::vertical([
        Constraint::Min(0),
        Constraint::Length(SLIPS + u16::from(is_deep)),
    ]));
    let [left, right] =
        main.layout(&Layout::horizontal([Constraint::Percentage(56), Constraint::Percentage(44)]));
    draw_listing(training, settings, left, buf);
    sums::draw(training, settings, right, buf);
    let words = &settings.text().algorithm;
    let mut sentences = vec![words.slip_hidden.clone(), words.slip_step.clone()];
    if is_deep {
        sentences.push(words.several_layers.clone());
    }
    draw_sentences(&sentences, settings, bottom, buf);
}

fn draw_listing(training: &Training, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let block = frame::panel(&settings.text().algorithm.title, settings);
    let inner = block.inner(area);
    block.render(area, buf);
    let width = usize::from(inner.width).saturating_sub(1);
    let mut lines = listing(training, settings, width);
    lines.extend(record_lines(training, settings, width.saturating_sub(1)));
    let room = usize::from(inner.height);
    if lines.len() > room
        && let Some(last) = lines[..room].last_mut()
    {
        let more = table::cut(settings.symbols()).to_string();
        last.push_span(Span::styled(more, styles(settings.theme).faint));
    }
    Paragraph::new(lines).render(inner, buf);
}

/// The recap; at the right of its lines, how far training is, and how the lesson prints the two lines in which it slips.
fn listing(training: &Training, settings: &Settings, width: usize) -> Vec<TextLine<'static>> {
    let words = &settings.text().algorithm;
    let styles = styles(settings.theme);
    let trainer = &training.playback.trainer;
    let position = trainer.position();
    let counter = |sentence: &str, n: usize, (name, total): (&str, usize)| {
        let values = [("n", &*n.to_string()), (name, &*total.to_string())];
        (fill(sentence, &values), styles.faint)
    };
    let record = match training.playback.line() {
        RecapLine::Clear => 0,
        _ => training.playback.current_record() + 1,
    };
    let records = ("m", trainer.training().records());
    let epochs = ("total", training.runs.experiment.epochs);
    let nothing = || (String::new(), styles.faint);
    let slip = |formula: &str| {
        let sentence = fill(&words.slip, &[("formula", formula)]);
        (settings.symbols().apply(&sentence), styles.error)
    };
    let rows = [
        (Some(RecapLine::Clear), "ΔW ← 0      Δw ← 0", nothing()),
        (None, &*words.for_each, counter(&words.counter, record, records)),
        (Some(RecapLine::Forward), "  h = x·w     a = f(h)", nothing()),
        (Some(RecapLine::Forward), "  z = a·W     ŷ = f(z)", nothing()),
        (Some(RecapLine::OutputTerm), "  δᵒ = (y − ŷ)·f′(z)", nothing()),
        (Some(RecapLine::HiddenTerm), "  δʰ = W·δᵒ·f′(h)", slip("δʰ = δᵒ·f′(h)")),
        (Some(RecapLine::Accumulate), "  ΔW ← ΔW + δᵒ·a", nothing()),
        (Some(RecapLine::Accumulate), "  Δw ← Δw + δʰ·x", slip("Δw = w + δʰ")),
        (Some(RecapLine::Update), "W ← W + η·ΔW/m", nothing()),
        (Some(RecapLine::Update), "w ← w + η·Δw/m", nothing()),
        (None, &words.again, counter(&words.again_counter, position.epoch, epochs)),
    ];
    let symbols = settings.symbols();
    let mark = symbols.apply("▶");
    rows.into_iter()
        .map(|(line, code, (aside, aside_style))| {
            let is_current = line == Some(training.playback.line());
            let (mark, style) = if is_current {
                (mark.clone(), styles.current)
            } else {
                (" ".repeat(mark.width()), styles.code)
            };
            let code = symbols.apply(code);
            let used = code.width() + aside.width() + mark.width();
            TextLine::from(vec![
                Span::styled(mark, styles.key),
                Span::styled(code, style),
                Span::raw(" ".repeat(width.saturating_sub(used).max(1))),
                Span::styled(aside, aside_style),
            ])
        })
        .collect()
}

/// All numbers of the current record that are known at the current line.
fn record_lines(training: &Training, settings: &Settings, width: usize) -> Vec<TextLine<'static>> {
    let line = training.playback.line();
    let place = training.place(training.playback.current_record());
    let Some(example) =
        place.example(&training.playback.trainer).filter(|_| line != RecapLine::Clear)
    else {
        return Vec::new();
    };
    let styles = styles(settings.theme);
    let names = Names::new(&example.network);
    let forward = example.network.forward(&example.input);
    let backward = gradient::backward(&example.network, &forward, &example.target);
    let last = example.last_layer();
    let mut vectors = vec![
        (Cell::of_unit(Quantity::Target, last, 0), &example.target),
        (Cell::of_unit(Quantity::Activation, last, 0), &forward.activations[last]),
    ];
    let error_term = |layer: usize| {
        let cell = Cell::of_unit(Quantity::ErrorTerm, layer, 0);
        (cell, &backward.error_terms[layer])
    };
    for layer in (0..last).rev() {
        vectors.push((Cell::of_unit(Quantity::Activation, layer, 0), &forward.activations[layer]));
    }
    if line != RecapLine::Forward {
        vectors.push(error_term(last));
    }
    if !matches!(line, RecapLine::Forward | RecapLine::OutputTerm) {
        vectors.extend((0..last).rev().map(error_term));
    }
    vectors.push((Cell::of_unit(Quantity::Input, 0, 0), &example.input));
    let heading = fill(
        &settings.text().algorithm.record,
        &[("n", &(place.record + 1).to_string()), ("row", &place.row.to_string())],
    );
    let heading = heading.replace(' ', "\u{a0}");
    let heading = Span::styled(format!("{heading}   "), styles.title);
    let numbers = vectors.into_iter().flat_map(|(cell, values)| {
        let symbol = settings.symbols().apply(&names.vector_symbol(cell));
        let value = vector(values, settings);
        // A short vector stays on one line; a long one may be broken between its numbers.
        let value = if symbol.width() + value.width() + 4 < width {
            value.replace(' ', "\u{a0}")
        } else {
            value
        };
        [
            Span::styled(format!("{symbol}\u{a0}=\u{a0}"), styles.text),
            Span::styled(format!("{value}   "), styles.result),
        ]
    });
    let spans = std::iter::once(heading).chain(numbers).collect();
    let lines = wrap_spans(spans, width, 0).into_iter();
    lines
        .map(|mut line| {
            let gap = line.spans.iter().take_while(|span| *span.content == *" ");
            line.spans.drain(..gap.count());
            while line.spans.last().is_some_and(|span| *span.content == *" ") {
                line.spans.pop();
            }
            if let Some(last) = line.spans.last_mut() {
                last.content = last.content.trim_end_matches(' ').to_owned().into();
            }
            line.spans.insert(0, Span::raw(" "));
            line
        })
        .collect()
}

/// `0.5`, or `[0.5, −0.2]`, or of a long vector its first numbers.
fn vector(values: &Array1<f64>, settings: &Settings) -> String {
    const MOST: usize = 6;
    let mut numbers: Vec<String> =
        values.iter().take(MOST).map(|value| settings.notation.number(*value)).collect();
    if values.len() > MOST {
        numbers.push(settings.symbols().apply("…"));
    }
    match numbers.as_slice() {
        [single] => single.clone(),
        _ => format!("[{}]", numbers.join(", ")),
    }
}
