//! The mathematics of a step that is a whole vector or matrix.

use ratatui::text::{Line, Span};

use super::super::matrix;
use super::{Panel, least_width};
use crate::app::stepper::Reveal;
use crate::lesson::{Calculation, Cell, Quantity, Whole};

impl Panel<'_> {
    /// The whole vector or matrix, its NumPy and its formula; then, where there is `room` for it,
    /// the calculation of each of its numbers, or else the formula with all numbers in brackets.
    pub(super) fn quantity(&self, focus: Cell, width: usize, room: usize) -> Vec<Line<'static>> {
        let cells = self.stepper.current();
        // A group of a hidden layer holds the slopes beside the error terms.
        let mut quantities: Vec<Quantity> = cells.iter().map(|cell| cell.quantity).collect();
        quantities.sort_unstable();
        quantities.dedup();
        let mut lines = Vec::new();
        for &quantity in &quantities {
            let cells: Vec<Cell> =
                cells.iter().copied().filter(|cell| cell.quantity == quantity).collect();
            let height = room / (2 * quantities.len());
            lines.extend(matrix::lines(self.scene(), &cells, width, height));
        }
        let wholes: Vec<Whole> =
            quantities.iter().filter_map(|&other| self.whole(focus.with(other))).collect();
        let names = &self.stepper.names;
        lines.push(Line::default());
        for whole in &wholes {
            lines.extend(self.numpy(Some(whole.numpy(names)), width));
        }
        let seen = self.stepper.seen();
        if seen == Reveal::Question {
            return lines;
        }
        lines.push(Line::default());
        for whole in &wholes {
            let symbols = whole.symbols(names, self.pen.settings.symbols());
            let symbols = self.symbols(&symbols, usize::MAX);
            lines.extend(self.equation(&self.pen.symbol(&whole.symbol(names)), symbols, width));
        }
        let room = room.saturating_sub(lines.len());
        if seen == Reveal::Symbols {
            return lines;
        }
        let is_shown = seen == Reveal::Result;
        let all = if is_shown { self.short_calculations(cells, width, room) } else { None };
        lines.extend(all.or_else(|| self.in_brackets(&wholes, width, room)).unwrap_or_default());
        lines
    }

    /// The calculation of each number; `None` where `room` lines are too few for them.
    fn short_calculations(
        &self,
        cells: &[Cell],
        width: usize,
        room: usize,
    ) -> Option<Vec<Line<'static>>> {
        let mut lines = Vec::new();
        for calculation in cells.iter().filter_map(|&cell| self.calculation(cell)) {
            if least_width(&calculation) > width.saturating_mul(room) {
                return None;
            }
            let Calculation { cell, symbol, arithmetic, .. } = calculation;
            let mut right = self.numbers(&arithmetic.numbers, usize::MAX);
            right.push(Span::raw(self.pen.symbol(&format!(" {} ", arithmetic.relation.sign()))));
            right.push(self.result(cell, arithmetic.result));
            lines.extend(self.equation(&symbol, right, width));
            if lines.len() > room {
                return None;
            }
        }
        Some(lines)
    }

    /// The numbers of whole formulas; `None` where `room` lines are too few for them.
    fn in_brackets(
        &self,
        wholes: &[Whole],
        width: usize,
        room: usize,
    ) -> Option<Vec<Line<'static>>> {
        let names = &self.stepper.names;
        let trace = &self.stepper.trace;
        let mut lines = Vec::new();
        for whole in wholes {
            if whole.size() > width.saturating_mul(room) {
                return None;
            }
            let numbers = whole.numbers(self.pen.notation(), &|cell| trace.value(cell));
            let numbers = self.numbers(&numbers, usize::MAX);
            lines.extend(self.equation(&self.pen.symbol(&whole.symbol(names)), numbers, width));
        }
        (lines.len() <= room).then_some(lines)
    }
}
