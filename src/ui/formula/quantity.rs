//! The mathematics of a step that is a whole vector or matrix.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::super::matrix;
use super::super::pen::Pen;
use super::super::wrap::wrap_spans;
use super::{Panel, Written};
use crate::lesson::{Cell, Quantity, vector};

impl Panel<'_> {
    /// The whole vector or matrix, one line of NumPy for it, and as many of the single calculations as there is room for.
    pub(super) fn quantity(&self, focus: Cell, width: usize, room: usize) -> Vec<Line<'static>> {
        let trace = &self.stepper.trace;
        let mut lines = Vec::new();
        // A group of a hidden layer holds the slopes beside the error terms.
        let mut quantities: Vec<Quantity> =
            self.stepper.current().iter().map(|cell| cell.quantity).collect();
        quantities.sort_unstable();
        quantities.dedup();
        for &quantity in &quantities {
            let cells: Vec<Cell> = self
                .stepper
                .current()
                .iter()
                .copied()
                .filter(|cell| cell.quantity == quantity)
                .collect();
            let height = room / (2 * quantities.len());
            lines.extend(matrix::lines(
                self.stepper,
                Pen::new(self.settings),
                &cells,
                width,
                height,
            ));
        }
        lines.push(Line::default());
        for &quantity in &quantities {
            lines.extend(self.numpy(
                vector::numpy(trace.example(), &self.stepper.names, focus.with(quantity)),
                width,
            ));
        }
        let all = self.short_calculations(width, room.saturating_sub(lines.len()));
        lines.extend(all.unwrap_or_default());
        lines
    }

    /// The formula of a quantity, and for each of its numbers a short calculation; `None` where `room` lines are too few for them.
    fn short_calculations(&self, width: usize, room: usize) -> Option<Vec<Line<'static>>> {
        let mut lines = vec![Line::default()];
        for (index, &cell) in self.stepper.current().iter().enumerate() {
            let Some(written) = self.write(cell) else {
                continue;
            };
            if written.least_width() > width.saturating_mul(room) {
                return None;
            }
            if index == 0 {
                lines.extend(self.in_symbols(&written, width, usize::MAX));
            }
            lines.extend(self.short_calculation(&written, width));
            if lines.len() > room {
                return None;
            }
        }
        Some(lines)
    }

    /// Numbers and result on one line.
    fn short_calculation(&self, written: &Written, width: usize) -> Vec<Line<'static>> {
        let name = self.symbol(&self.stepper.names.symbol(written.cell));
        let indent = name.width() + 3;
        let mut spans = vec![Span::styled(name, self.styles.result), Span::raw(" = ")];
        spans.extend(self.numbers(written, usize::MAX));
        let relation = self.symbol(if written.closes { " = " } else { " ≈ " });
        spans.push(Span::raw(relation));
        spans.push(self.result(written.cell));
        wrap_spans(spans, width, indent)
    }
}
