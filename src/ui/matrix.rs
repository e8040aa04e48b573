//! All numbers of a quantity at once: a vector on one line, a matrix as rows (inputs) and columns
//! (units).

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::elide::elided;
use super::pen::{Lines, Pen};
use super::words::Scene;
use super::wrap::wrap_spans;
use crate::lesson::Cell;
use crate::lesson::calculation::Relation;

/// The first, a gap and the last.
const LEAST: usize = 3;

/// The lines for `cells`, which are all of one quantity and layer, in the order of the script: what
/// does not fit into `width` columns and `height` lines is left out in the middle, as NumPy does.
pub fn lines(scene: Scene, cells: &[Cell], width: usize, height: usize) -> Lines {
    let Scene { stepper, pen } = scene;
    let Some(&first) = cells.first() else {
        return Vec::new();
    };
    let relation =
        Relation::of_printed(cells.iter().map(|cell| stepper.trace.value(*cell)), pen.notation());
    let symbol = format!("{} {}", stepper.names.vector_symbol(first), relation.sign());
    let symbol = pen.symbol(&symbol);
    let number = |cell: &Cell| scene.number(*cell, pen.styles.result);
    let columns = stepper.names.units(first);
    if cells.len() > 1 && first.quantity.is_of_matrix() && columns > 1 {
        let rows = elided(cells.len() / columns, height.max(LEAST)).into_iter();
        let row = |row: usize| cells[row * columns..][..columns].iter().map(number).collect();
        return matrix(&symbol, &rows.map(|index| index.map(row)).collect::<Vec<_>>(), width, pen);
    }
    let numbers: Vec<Span> = cells.iter().map(number).collect();
    let mut shown = cells.len();
    let mut lines = vector(&symbol, &numbers, shown, pen, width);
    while lines.len() > height && shown > LEAST {
        shown /= 2;
        lines = vector(&symbol, &numbers, shown, pen, width);
    }
    lines
}

/// Rows of numbers (`None` for those left out), without the middle columns where not all fit into
/// `width`.
fn matrix(symbol: &str, rows: &[Option<Vec<Span<'static>>>], width: usize, pen: Pen) -> Lines {
    let gap = pen.symbol("…");
    let numbers = || rows.iter().flatten();
    let columns = numbers().map(Vec::len).next().unwrap_or(0);
    let widest = numbers().flatten().map(Span::width).max().unwrap_or(0);
    // Between the brackets, with the comma that the last number lacks.
    let inside = (width + 2).saturating_sub(symbol.width() + " [[".len() + "]]".len());
    let shown = if columns * (widest + 2) <= inside {
        elided(columns, columns)
    } else {
        let numbers = inside.saturating_sub(gap.width() + 2) / (widest + 2);
        elided(columns, (numbers + 1).max(2))
    };
    let indent = " ".repeat(symbol.width() + " [".len());
    let line = |(index, row): (usize, &Option<Vec<Span<'static>>>)| {
        let Some(row) = row else {
            return Line::raw(format!("{indent}{gap}"));
        };
        let left = if index == 0 { format!("{symbol} [[") } else { format!("{indent}[") };
        let mut line = Line::raw(left);
        for (place, column) in shown.iter().enumerate() {
            let number =
                column.map_or_else(|| Span::raw(gap.clone()), |column| row[column].clone());
            let padding = column.map_or(0, |_| widest - number.width());
            let comma = if place == 0 { "" } else { ", " };
            line.extend([Span::raw(format!("{comma}{}", " ".repeat(padding))), number]);
        }
        line.push_span(if index + 1 == rows.len() { "]]" } else { "]," });
        line
    };
    rows.iter().enumerate().map(line).collect()
}

/// Numbers on one line or, broken between them, on several; without the middle ones when not all
/// are to be shown.
fn vector(symbol: &str, numbers: &[Span<'static>], shown: usize, pen: Pen, width: usize) -> Lines {
    let (open, close) = if numbers.len() > 1 { (" [", "]") } else { (" ", "") };
    let mut spans = vec![Span::styled(symbol.to_owned(), pen.styles.result), Span::raw(open)];
    for (place, index) in elided(numbers.len(), shown.max(LEAST)).into_iter().enumerate() {
        if place > 0 {
            spans.push(Span::raw(", "));
        }
        spans.push(match index {
            Some(index) => numbers[index].clone(),
            None => Span::raw(pen.symbol("…")),
        });
    }
    spans.push(Span::raw(close));
    wrap_spans(spans, width, symbol.width() + 2)
}
