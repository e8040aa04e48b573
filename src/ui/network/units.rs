//! The units of the picture: frames with numbers in them.

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::layout::{Form, Placed, Plan, Row};
use super::{Picture, Role};
use crate::lesson::{Cell, Quantity};
use crate::nn::Layer;
use crate::ui::frame::{self, Weight};

impl Picture<'_> {
    /// What the layout has to find room for.
    pub(super) fn plan(&self) -> Plan {
        let layers = self.stepper.trace().example().network.layers();
        let units: Vec<usize> = std::iter::once(layers[0].below())
            .chain(layers.iter().map(Layer::units))
            .collect();
        let focus = self.stepper.focus();
        let mut in_focus = vec![0; units.len()];
        for cell in self.operands.iter().chain(&focus) {
            if let Some((row, unit)) = place_of(*cell) {
                in_focus[row] = unit;
            }
        }
        if let Some(cell) = focus.filter(|cell| cell.quantity.is_of_edge()) {
            in_focus[cell.layer + 1] = cell.unit;
            in_focus[cell.layer] = cell.from;
        }
        let focus_row = focus.map_or(0, |cell| match cell.quantity {
            Quantity::Target => units.len() - 1,
            Quantity::Input | Quantity::LearningRate => 0,
            _ => cell.layer + 1,
        });
        let rows = units.iter().zip(in_focus).enumerate();
        Plan {
            rows: rows
                .map(|(row, (&units, focus))| self.plan_row(row, units, focus))
                .collect(),
            focus_row,
        }
    }

    fn plan_row(&self, row: usize, units: usize, focus: usize) -> Row {
        // Beyond this many, units show one number each, and all numbers are about as long.
        const MEASURED: usize = 64;
        let cells = (0..units.min(MEASURED)).flat_map(|unit| self.cells_of(row, unit));
        let (mut width, mut tall_width) = (9, 9);
        for cell in cells {
            let number = self.number(cell).width();
            let symbol = self.symbol(&self.stepper.names().symbol(cell)).width();
            let label = self.symbol(&self.label(cell)).width();
            width = width.max(number + 4).max(symbol + 6);
            tall_width = tall_width.max(label + number + 5);
        }
        let columns = |width: usize| u16::try_from(width).unwrap_or(u16::MAX / 2);
        Row {
            units,
            focus,
            width: columns(width),
            tall_width: if row == 0 {
                columns(width)
            } else {
                columns(tall_width)
            },
            numbers: u16::try_from(self.cells_of(row, 0).len()).unwrap_or(1),
        }
    }

    /// The cells that belong to a unit, in the order of the lesson.
    fn cells_of(&self, row: usize, unit: usize) -> Vec<Cell> {
        let Some(layer) = row.checked_sub(1) else {
            return vec![Cell::of_unit(Quantity::Input, 0, unit)];
        };
        let example = self.stepper.trace().example();
        let quantities: &[Quantity] = if self
            .stepper
            .focus()
            .is_some_and(|cell| cell.quantity == Quantity::NewLoss)
        {
            &[Quantity::NewPreActivation, Quantity::NewActivation]
        } else if layer == example.last_layer() {
            &[
                Quantity::PreActivation,
                Quantity::Activation,
                Quantity::Error,
                Quantity::Slope,
                Quantity::ErrorTerm,
            ]
        } else {
            &[
                Quantity::PreActivation,
                Quantity::Activation,
                Quantity::Slope,
                Quantity::ErrorTerm,
            ]
        };
        let bias = self.bias(layer, unit);
        bias.iter()
            .chain(quantities)
            .map(|quantity| Cell::of_unit(*quantity, layer, unit))
            .collect()
    }

    /// Which number stands for the bias of a unit that has one: that of the present step, or else the newest.
    fn bias(&self, layer: usize, unit: usize) -> Option<Quantity> {
        let with = |quantity: &Quantity| Cell::of_unit(*quantity, layer, unit);
        let example = self.stepper.trace().example();
        example.given(with(&Quantity::Bias))?;
        let quantities = [Quantity::BiasStep, Quantity::NewBias, Quantity::Bias];
        quantities
            .into_iter()
            .find(|quantity| self.role(with(quantity)) == Role::Current)
            .or_else(|| {
                quantities[1..]
                    .iter()
                    .copied()
                    .find(|quantity| self.stepper.is_known(with(quantity)))
            })
    }

    /// The one cell that a small unit shows: what the step is about or uses, else the newest.
    fn main_cell(&self, row: usize, unit: usize) -> Cell {
        let Some(layer) = row.checked_sub(1) else {
            return Cell::of_unit(Quantity::Input, 0, unit);
        };
        let here = |cells: &HashSet<Cell>| {
            cells
                .iter()
                .filter(|cell| place_of(**cell) == Some((row, unit)))
                .max_by_key(|cell| cell.quantity)
                .copied()
        };
        here(&self.current)
            .or_else(|| here(&self.operands))
            .unwrap_or_else(|| {
                let known = self
                    .cells_of(row, unit)
                    .into_iter()
                    .rfind(|cell| !cell.quantity.is_given() && self.stepper.is_known(*cell));
                known.unwrap_or_else(|| Cell::of_unit(Quantity::Activation, layer, unit))
            })
    }

    fn unit_role(&self, row: usize, unit: usize) -> Role {
        let is_here = |cell: &Cell| place_of(*cell) == Some((row, unit));
        if self.current.iter().any(is_here) {
            Role::Current
        } else if self.operands.iter().any(is_here) {
            Role::Operand
        } else {
            Role::Rest
        }
    }

    /// Draws one unit.
    pub(super) fn draw_unit(&self, placed: Placed, form: Form, buf: &mut Buffer) {
        let Placed { row, unit, area } = placed;
        let role = self.unit_role(row, unit);
        let main = self.main_cell(row, unit);
        let style = match role {
            Role::Current => self.styles.result,
            other => self.style(other),
        };
        if form == Form::Bare {
            let label = self.symbol(&format!("[{}]", self.number(main)));
            let style = self.number_style(main, self.style(role));
            return Line::from(Span::styled(label, style))
                .centered()
                .render(area, buf);
        }
        let weight = if role == Role::Current {
            Weight::Heavy
        } else {
            Weight::Light
        };
        let mut block = frame::bordered(weight, self.settings.symbols()).border_style(style);
        let cells = self.cells_of(row, unit);
        let tall = form == Form::Tall && cells.len() > 1;
        if !tall {
            let name = self.symbol(&self.stepper.names().symbol(main));
            block = block.title_top(Span::styled(format!(" {name} "), style));
        }
        let inner = block.inner(area);
        Clear.render(area, buf);
        block.render(area, buf);
        if tall {
            for (cell, line) in cells.into_iter().zip(inner.rows()) {
                self.draw_number(cell, line, buf);
            }
        } else {
            let style = if self.role(main) == Role::Current {
                self.styles.current
            } else {
                style
            };
            Line::from(Span::styled(
                self.number(main),
                self.number_style(main, style),
            ))
            .centered()
            .render(inner, buf);
        }
    }

    /// What a number is called inside a frame that holds several.
    fn label(&self, cell: Cell) -> String {
        self.stepper.names().vector_symbol(cell)
    }

    /// One line of a tall unit: symbol left, number right.
    fn draw_number(&self, cell: Cell, area: Rect, buf: &mut Buffer) {
        let style = match self.role(cell) {
            Role::Rest if self.stepper.is_known(cell) => self.styles.text,
            role => self.style(role),
        };
        Line::styled(format!(" {}", self.symbol(&self.label(cell))), style).render(area, buf);
        Line::from(vec![
            Span::styled(self.number(cell), self.number_style(cell, style)),
            Span::styled(" ", style),
        ])
        .right_aligned()
        .render(area, buf);
    }
}

/// The row and unit in the picture at which a cell belongs; `None` for edges and for what has no place.
fn place_of(cell: Cell) -> Option<(usize, usize)> {
    match cell.quantity {
        Quantity::Input => Some((0, cell.unit)),
        Quantity::PreActivation
        | Quantity::Activation
        | Quantity::Error
        | Quantity::Slope
        | Quantity::ErrorTerm
        | Quantity::NewPreActivation
        | Quantity::NewActivation
        | Quantity::Bias
        | Quantity::BiasStep
        | Quantity::NewBias => Some((cell.layer + 1, cell.unit)),
        _ => None,
    }
}
