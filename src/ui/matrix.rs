//! All numbers of a quantity at once: a vector on one line, a matrix as rows (inputs) and columns (units).

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::elide::elided;
use super::theme::{changed, styles};
use super::wrap::wrap_spans;
use crate::app::Settings;
use crate::app::stepper::Stepper;
use crate::lesson::Cell;

/// The first, a gap and the last.
const LEAST: usize = 3;

/// The lines for `cells`, which are all of one quantity and layer, in the order of the script: what does not fit into `width` columns and
/// `height` lines is left out in the middle, as NumPy does.
pub fn lines(
    stepper: &Stepper,
    settings: &Settings,
    cells: &[Cell],
    width: usize,
    height: usize,
) -> Vec<Line<'static>> {
    let Some(&first) = cells.first() else {
        return Vec::new();
    };
    let symbol = settings.symbols().apply(&stepper.names.vector_symbol(first));
    let number = |cell: &Cell| {
        let number = settings.notation.number(stepper.trace.value(*cell));
        let differs = stepper.differs(*cell, &settings.notation);
        Span::styled(number, changed(styles(settings.theme).result, differs))
    };
    let columns = stepper.names.units(first);
    if cells.len() == 1 || !first.quantity.is_of_edge() || columns == 1 {
        let numbers: Vec<Span> = cells.iter().map(number).collect();
        let mut shown = cells.len();
        let mut lines = vector(&symbol, &numbers, shown, settings, width);
        while lines.len() > height && shown > LEAST {
            shown /= 2;
            lines = vector(&symbol, &numbers, shown, settings, width);
        }
        return lines;
    }
    matrix(&symbol, cells, &number, (width, height), columns, settings)
}

/// Rows and columns of numbers, without the middle ones where they don't fit into `room` (columns and lines of the panel).
fn matrix(
    symbol: &str,
    cells: &[Cell],
    number: &dyn Fn(&Cell) -> Span<'static>,
    room: (usize, usize),
    columns: usize,
    settings: &Settings,
) -> Vec<Line<'static>> {
    let gap = settings.symbols().apply("…");
    let rows: Vec<Option<Vec<Span>>> = elided(cells.len().div_ceil(columns), room.1.max(LEAST))
        .into_iter()
        .map(|index| {
            let row = cells.chunks(columns).nth(index?)?;
            Some(row.iter().map(number).collect())
        })
        .collect();
    let widths = rows.iter().flatten().flatten().map(Span::width);
    let widest = widths.max().unwrap_or(0);
    // Between the brackets, with the comma that the last number lacks.
    let inside = (room.0 + 2).saturating_sub(symbol.width() + " = [[".len() + "]]".len());
    let shown = if columns * (widest + 2) <= inside {
        elided(columns, columns)
    } else {
        let numbers = inside.saturating_sub(gap.width() + 2) / (widest + 2);
        elided(columns, (numbers + 1).max(2))
    };
    let indent = " ".repeat(symbol.width() + " = [".len());
    let last = rows.len() - 1;
    let line = |(index, row): (usize, &Option<Vec<Span<'static>>>)| {
        let Some(row) = row else {
            return Line::raw(format!("{indent}{gap}"));
        };
        let left = match index {
            0 => format!("{symbol} = [["),
            _ => format!("{indent}["),
        };
        let mut spans = vec![Span::raw(left)];
        for (place, column) in shown.iter().enumerate() {
            let number = match column {
                Some(column) => row.get(*column).cloned(),
                None => None,
            };
            let comma = if place == 0 { "" } else { ", " };
            let padding = number.as_ref().map_or(0, |number| widest - number.width());
            spans.push(Span::raw(format!("{comma}{}", " ".repeat(padding))));
            spans.push(number.unwrap_or_else(|| Span::raw(gap.clone())));
        }
        spans.push(Span::raw(if index == last { "]]" } else { "]," }));
        Line::from(spans)
    };
    rows.iter().enumerate().map(line).collect()
}

/// Numbers on one line or, broken between them, on several; without the middle ones when not all are to be shown.
fn vector(
    symbol: &str,
    numbers: &[Span<'static>],
    shown: usize,
    settings: &Settings,
    width: usize,
) -> Vec<Line<'static>> {
    let result = styles(settings.theme).result;
    let brackets = numbers.len() > 1;
    let mut spans = vec![
        Span::styled(symbol.to_owned(), result),
        Span::raw(if brackets { " = [" } else { " = " }),
    ];
    let indices = elided(numbers.len(), shown.max(LEAST));
    for (place, index) in indices.iter().enumerate() {
        match index {
            Some(index) => spans.push(numbers[*index].clone()),
            None => spans.push(Span::raw(settings.symbols().apply("…"))),
        }
        spans.push(Span::raw(match (brackets, place + 1 == indices.len()) {
            (false, _) => "",
            (true, true) => "]",
            (true, false) => ", ",
        }));
    }
    wrap_spans(spans, width, symbol.width() + 4)
}
