//! All numbers of a quantity at once: a vector on one line, a matrix as rows (inputs) and columns (units).

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::theme::{changed, styles};
use super::wrap::wrap_spans;
use crate::app::Settings;
use crate::app::stepper::Stepper;
use crate::lesson::Cell;

/// The lines for `cells`, which are all of one quantity and layer, in the order of the script.
#[must_use]
pub fn lines(
    stepper: &Stepper,
    settings: &Settings,
    cells: &[Cell],
    width: usize,
) -> Vec<Line<'static>> {
    let Some(&first) = cells.first() else {
        return Vec::new();
    };
    let styles = styles(settings.theme);
    let symbol = settings
        .symbols()
        .apply(&stepper.names().vector_symbol(first));
    let number = |cell: &Cell| settings.notation.number(stepper.trace().value(*cell));
    let style = |cell: &Cell| changed(styles.result, stepper.differs(*cell, &settings.notation));
    let columns = stepper.names().units(first);
    if cells.len() == 1 || !first.quantity.is_of_edge() || columns == 1 {
        let mut spans = vec![
            Span::styled(symbol.clone(), styles.result),
            Span::raw(" = "),
        ];
        let open = if cells.len() == 1 { "" } else { "[" };
        spans.push(Span::raw(open));
        for (index, cell) in cells.iter().enumerate() {
            let last = index + 1 == cells.len();
            let after = match (last, cells.len()) {
                (true, 1) => "",
                (true, _) => "]",
                (false, _) => ", ",
            };
            spans.push(Span::styled(number(cell), style(cell)));
            spans.push(Span::raw(after));
        }
        return wrap_spans(spans, width, symbol.width() + 4);
    }
    let widths = cells.iter().map(|cell| number(cell).width());
    let widest = widths.max().unwrap_or(0);
    let rows = cells.chunks(columns);
    let last = rows.len() - 1;
    rows.enumerate()
        .map(|(index, row)| {
            let left = match index {
                0 => format!("{symbol} = [["),
                _ => format!("{}[", " ".repeat(symbol.width() + 4)),
            };
            let mut spans = vec![Span::raw(left)];
            for (column, cell) in row.iter().enumerate() {
                let number = number(cell);
                let comma = if column == 0 { "" } else { ", " };
                let padding = " ".repeat(widest - number.width());
                spans.push(Span::raw(format!("{comma}{padding}")));
                spans.push(Span::styled(number, style(cell)));
            }
            spans.push(Span::raw(if index == last { "]]" } else { "]," }));
            Line::from(spans)
        })
        .collect()
}
