//! The end of a lesson: the forward pass and the backward pass side by side, and the three rules
//! that were all of it.
//!
//! ```text
//! ╭ the whole picture ───────────────────────────────────────╮
//! │ forward pass: read it upwards backward pass: downwards   │
//! │ ↑ E 0.11889                   ↓ e 0.48763                │
//! │ ↑ ŷ 0.51237                   ↓ f′(z) 0.24985            │
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Constraint::{Length, Min, Percentage};
use ratatui::layout::{Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use strum::VariantArray;

use super::frame;
use super::pen::Lines;
use super::words::Scene;
use crate::lesson::Cell;
use crate::lesson::expr::text;
use crate::lesson::overview::{Row, Rule, rows};
use crate::lesson::question::Question;
use crate::text::join;

/// Draws it.
pub fn draw(scene: Scene, area: Rect, buf: &mut Buffer) {
    let Scene { stepper, pen } = scene;
    let words = &pen.words.ending;
    let inner = frame::padded(pen.panel(&words.title, area, buf));
    let rules = rules(scene, inner.width);
    let rows = rows(stepper.trace.example(), stepper.trace.script());
    let height = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
    let room = inner.height.saturating_sub(height(rules.len() + 1));
    let above = room.min(height(rows.len() + 1));
    let [top, _, bottom] = inner.layout(&Layout::vertical([Length(above), Length(1), Min(0)]));
    let halves: [Rect; 2] = top.layout(&Layout::horizontal([Percentage(50), Percentage(50)]));
    let rows = shortened(&rows, usize::from(top.height).saturating_sub(1));
    let styles = pen.styles;
    let arrows = [pen.either("↑", "^"), pen.either("↓", "v")];
    let sides = [(&words.up, styles.signal), (&words.down, styles.error)];
    for (side, (half, (title, style))) in halves.iter().zip(sides).enumerate() {
        let mut lines = pen.paragraph(title, style, half.width);
        lines.extend(rows.iter().map(|row| match row {
            Some(row) => {
                let cells = [&row.up, &row.down][side];
                numbers(cells, arrows[side], style, scene, half.width)
            }
            None => Line::from(pen.span("…", styles.faint)),
        }));
        pen.write(lines, *half, buf);
    }
    pen.write(rules, bottom, buf);
}

/// As many rows as have room, from both ends, with a gap for those between them.
fn shortened(rows: &[Row], room: usize) -> Vec<Option<&Row>> {
    if rows.len() <= room {
        return rows.iter().map(Some).collect();
    }
    let top = room.saturating_sub(1) / 2;
    let bottom = room.saturating_sub(1) - top;
    let (first, last) = (&rows[..top], &rows[rows.len() - bottom..]);
    first.iter().map(Some).chain([None]).chain(last.iter().map(Some)).collect()
}

/// The numbers of a row: with their formulas if these have room, else as many as do with their
/// symbols alone.
fn numbers(
    cells: &[Cell],
    arrow: &'static str,
    style: Style,
    scene: Scene,
    width: u16,
) -> Line<'static> {
    let row = |with_formula: bool| {
        let mut line = Line::from(Span::styled(if cells.is_empty() { "" } else { arrow }, style));
        for (index, cell) in cells.iter().enumerate() {
            let entry = entry(*cell, with_formula, scene);
            let gap = if index + 1 == cells.len() { 0 } else { 2 };
            if line.width() + Line::from(entry.to_vec()).width() + gap > usize::from(width) {
                line.push_span(scene.pen.span(" …", scene.pen.styles.faint));
                return (line, false);
            }
            line.spans.extend(entry);
        }
        (line, true)
    };
    match row(true) {
        (line, true) => line,
        _ => row(false).0,
    }
}

/// `h = x·w ≈ −0.02`, or `h −0.02`.
fn entry(cell: Cell, with_formula: bool, scene: Scene) -> [Span<'static>; 4] {
    let pen = scene.pen;
    let symbol = scene.symbol(cell);
    let formula = scene.calculation(cell).filter(|_| with_formula).map(|calculation| {
        let sign = calculation.arithmetic.relation.sign();
        pen.symbol(&format!("= {} {sign} ", text(&calculation.symbols)))
    });
    let number = scene.number(cell, pen.styles.result);
    [
        Span::styled(format!(" {symbol} "), pen.styles.text),
        Span::styled(formula.unwrap_or_default(), pen.styles.text),
        number,
        Span::raw(" "),
    ]
}

/// The rules with the steps in which they were met, and what comes next.
fn rules(scene: Scene, width: u16) -> Lines {
    let Scene { stepper, pen } = scene;
    let words = &pen.words.ending;
    let mut lines = pen.prose(&words.rules, width);
    for (number, rule) in (1..).zip(Rule::VARIANTS) {
        let met = rule.met(stepper.trace.script()).map_or_else(String::new, |met| {
            let sentence = if met.start() == met.end() { &words.met_at } else { &words.met };
            pen.fill(sentence, &[("first", met.start()), ("last", met.end())])
        });
        let rule = format!("{number} {}", join(&words.rule[*rule], &met));
        lines.extend(pen.paragraph(&rule, pen.styles.key, width));
    }
    let questions = Question::all(&stepper.lesson.name, stepper.trace.example()).len();
    if questions > 0 {
        lines.push(Line::default());
        lines.extend(pen.sentence(&words.questions, &[("n", &questions)], width));
    }
    lines
}
