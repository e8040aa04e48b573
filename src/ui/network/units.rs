//! The units of the picture: frames with numbers in them.

use std::collections::{HashMap, HashSet};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::layout::{Outline, Placed, Plan, Row};
use super::{PartInStep, Picture, UnitPlace};
use crate::lesson::{Cell, Quantity};
use crate::nn::Layer;
use crate::ui::frame::{self, Weight};

impl Picture<'_> {
    /// What the layout has to find room for in so many columns.
    pub(super) fn plan(&self, columns: u16) -> Plan {
        let layers = self.stepper.trace.example().network.layers();
        let units: Vec<usize> =
            std::iter::once(layers[0].below()).chain(layers.iter().map(Layer::units)).collect();
        let focus = self.stepper.focus();
        // Of the operands in a row, the first; of the row that the step is about, its own unit.
        let mut in_focus = vec![usize::MAX; units.len()];
        for &(row, unit) in self.operand_at.keys() {
            in_focus[row] = unit.min(in_focus[row]);
        }
        let focus_row = focus.map_or(0, |cell| match cell.quantity {
            Quantity::Input | Quantity::InputGradient | Quantity::LearningRate => 0,
            Quantity::Target | Quantity::OutputGradient => units.len() - 1,
            _ => cell.layer + 1,
        });
        if let Some(cell) = focus {
            in_focus[focus_row] = cell.unit;
            if cell.quantity.is_of_edge() {
                in_focus[cell.layer] = cell.from;
            }
        }
        let in_focus = in_focus.into_iter().map(|unit| match unit {
            usize::MAX => 0,
            unit => unit,
        });
        let rows = units.iter().zip(in_focus).enumerate();
        Plan {
            rows: rows
                .map(|(row, (&units, focus))| self.plan_row(row, units, focus, columns))
                .collect(),
            focus_row,
        }
    }

    fn plan_row(&self, row: usize, units: usize, focus: usize, columns: u16) -> Row {
        // Beyond this many, units show one number each, and all numbers are about as long.
        const MEASURED: usize = 64;
        let cells = (0..units.min(MEASURED)).flat_map(|unit| self.cells_of(row, unit));
        let (mut width, mut named_width, mut tall_width) = (9, 9, 9);
        for cell in cells {
            let number = self.number(cell).width();
            let symbol = self.scene().symbol(cell).width();
            let label = self.pen.symbol(&self.label(cell)).width();
            width = width.max(number + 4).max(symbol + 6);
            named_width = named_width.max(width).max(symbol + number + 3);
            tall_width = tall_width.max(label + number + 5);
        }
        let is_named = row > 0 && units * (named_width + 1) <= usize::from(columns) + 1;
        let columns = |width: usize| u16::try_from(width).unwrap_or(u16::MAX / 2);
        Row {
            units,
            focus,
            width: columns(if is_named { named_width } else { width }),
            tall_width: if row == 0 { columns(width) } else { columns(tall_width) },
            numbers: u16::try_from(self.cells_of(row, 0).len()).unwrap_or(1),
        }
    }

    /// What a unit is called, whatever it shows: `h1/a1`, `z/ŷ`.
    fn unit_name(&self, row: usize, unit: usize) -> Option<String> {
        let layer = row.checked_sub(1)?;
        let name = |quantity| self.scene().symbol(Cell::of_unit(quantity, layer, unit));
        Some(format!("{}/{}", name(Quantity::PreActivation), name(Quantity::Activation)))
    }

    /// The cells that belong to a unit, in the order of the lesson.
    fn cells_of(&self, row: usize, unit: usize) -> Vec<Cell> {
        let example = self.stepper.trace.example();
        let Some(layer) = row.checked_sub(1) else {
            let input = Cell::of_unit(Quantity::Input, 0, unit);
            let gradient = input.with(Quantity::InputGradient);
            let is_shown = self.role(gradient) == PartInStep::Current;
            return vec![if is_shown { gradient } else { input }];
        };
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
            &[Quantity::PreActivation, Quantity::Activation, Quantity::Slope, Quantity::ErrorTerm]
        };
        let bias = example.bias(layer, unit).map(|bias| self.bias_cell(bias));
        let others = quantities
            .iter()
            .map(|quantity| self.or_jacobian(Cell::of_unit(*quantity, layer, unit)));
        // With the log loss there is no slope at the output, and with a given slope no error.
        let has_step = |cell: &Cell| {
            let script = self.stepper.trace.script();
            let is_optional = matches!(cell.quantity, Quantity::Slope | Quantity::Error);
            !is_optional || script.index(*cell).is_some()
        };
        bias.into_iter().chain(others.filter(has_step)).collect()
    }

    /// What stands in the place of a slope of softmax: how the output answers to its own sum, or to
    /// the one that the step is about.
    fn or_jacobian(&self, cell: Cell) -> Cell {
        let example = self.stepper.trace.example();
        if cell.quantity != Quantity::Slope || !example.is_softmax(cell.layer) {
            return cell;
        }
        let own = Cell { quantity: Quantity::Jacobian, from: cell.unit, ..cell };
        let focus = self.stepper.focus();
        focus.filter(|it| it.quantity == Quantity::Jacobian && it.from == cell.unit).unwrap_or(own)
    }

    /// A bias, or what the backward pass and the update make of it.
    fn bias_cell(&self, bias: Cell) -> Cell {
        let cell = |quantity| bias.with(quantity);
        let of_update =
            [Quantity::BiasShare, Quantity::BiasSum, Quantity::BiasGradient, Quantity::BiasStep]
                .map(cell);
        let learns = self.stepper.trace.example().biases_learn;
        match of_update.into_iter().find(|cell| self.role(*cell) == PartInStep::Current) {
            Some(current) => current,
            None if self.shows_new(cell(Quantity::NewBias)) && learns => cell(Quantity::NewBias),
            None => bias,
        }
    }

    /// The one cell that a small unit shows: what the step is about or uses, else the newest.
    fn main_cell(&self, row: usize, unit: usize) -> Cell {
        let Some(layer) = row.checked_sub(1) else {
            return self.cells_of(row, unit)[0];
        };
        let place = &(row, unit);
        let of_step = self.current_at.get(place).or(self.operand_at.get(place));
        of_step.copied().unwrap_or_else(|| {
            let known = self
                .cells_of(row, unit)
                .into_iter()
                .rfind(|cell| !cell.quantity.is_given() && self.stepper.is_known(*cell));
            known.unwrap_or_else(|| Cell::of_unit(Quantity::Activation, layer, unit))
        })
    }

    pub(super) fn unit_role(&self, row: usize, unit: usize) -> PartInStep {
        if self.current_at.contains_key(&(row, unit)) {
            PartInStep::Current
        } else if self.operand_at.contains_key(&(row, unit)) {
            PartInStep::Operand
        } else {
            PartInStep::Rest
        }
    }

    /// Draws one unit.
    pub(super) fn draw_unit(&self, placed: Placed, form: Outline, buf: &mut Buffer) {
        let Placed { row, unit, area } = placed;
        let role = self.unit_role(row, unit);
        let main = self.main_cell(row, unit);
        let style = match role {
            PartInStep::Current => self.pen.styles.result,
            other => self.style(other),
        };
        if form == Outline::Bare {
            let label = self.pen.symbol(&format!("[{}]", self.number(main)));
            let style = self.number_style(main, self.style(role));
            return Line::from(Span::styled(label, style)).centered().render(area, buf);
        }
        let weight = if role == PartInStep::Current { Weight::Heavy } else { Weight::Light };
        let mut block = frame::bordered(weight, self.pen.settings.symbols()).border_style(style);
        let cells = self.cells_of(row, unit);
        let tall = form == Outline::Tall && cells.len() > 1;
        let symbol = self.scene().symbol(main);
        let number = self.number(main);
        let inner = block.inner(area);
        // With its symbol inside, the number needs no other heading than the unit.
        let names_number = symbol.width() + number.width() < usize::from(inner.width);
        let name = self.heading_of(placed, tall || names_number, &symbol);
        block = block.title_top(Span::styled(format!(" {name} "), style));
        Clear.render(area, buf);
        block.render(area, buf);
        if tall {
            for (cell, line) in cells.into_iter().zip(inner.rows()) {
                self.draw_number(cell, line, buf);
            }
        } else {
            let style = if self.role(main) == PartInStep::Current {
                self.pen.styles.current
            } else {
                style
            };
            let is_named = row > 0 && names_number;
            let heading = if is_named { format!("{symbol} ") } else { String::new() };
            let number = Span::styled(number, self.number_style(main, style));
            let line = Line::from(vec![Span::styled(heading, style), number]);
            line.centered().render(inner, buf);
        }
    }

    /// What stands in the frame of a unit: its name, if the numbers inside have theirs, or else
    /// that of its number; the name in the data, for an input.
    fn heading_of(&self, placed: Placed, numbers_are_named: bool, symbol: &str) -> String {
        let Placed { row, unit, area } = placed;
        let fits = |name: &String| name.width() + 4 <= usize::from(area.width);
        let own = self.unit_name(row, unit).filter(|_| numbers_are_named);
        let input = Cell::of_unit(Quantity::Input, 0, unit);
        let named = || self.scene().named_input(input, " ");
        let name = if row == 0 { named() } else { own };
        name.filter(fits).unwrap_or_else(|| symbol.to_owned())
    }

    /// What a number is called inside a frame that holds several.
    fn label(&self, cell: Cell) -> String {
        match cell.quantity {
            Quantity::Jacobian => self.stepper.names.symbol(cell),
            _ => self.stepper.names.vector_symbol(cell),
        }
    }

    /// One line of a tall unit: symbol left, number right.
    fn draw_number(&self, cell: Cell, area: Rect, buf: &mut Buffer) {
        let style = match self.role(cell) {
            PartInStep::Rest if self.stepper.is_known(cell) => self.pen.styles.text,
            role => self.style(role),
        };
        Line::styled(format!(" {}", self.pen.symbol(&self.label(cell))), style).render(area, buf);
        Line::from(vec![
            Span::styled(self.number(cell), self.number_style(cell, style)),
            Span::styled(" ", style),
        ])
        .right_aligned()
        .render(area, buf);
    }
}

/// Of the cells that belong to a unit, the one that comes last in a lesson.
pub(super) fn newest_at(cells: &HashSet<Cell>) -> HashMap<UnitPlace, Cell> {
    let mut newest: HashMap<UnitPlace, Cell> = HashMap::new();
    for &cell in cells {
        if let Some(place) = place_of(cell) {
            let entry = newest.entry(place).or_insert(cell);
            *entry = cell.max(*entry);
        }
    }
    newest
}

/// Where a cell belongs in the picture; `None` for edges and for what has no place.
fn place_of(cell: Cell) -> Option<UnitPlace> {
    match cell.quantity {
        Quantity::Input | Quantity::InputGradient => Some((0, cell.unit)),
        Quantity::Jacobian => Some((cell.layer + 1, cell.from)),
        Quantity::PreActivation
        | Quantity::Activation
        | Quantity::Error
        | Quantity::Slope
        | Quantity::ErrorTerm
        | Quantity::NewPreActivation
        | Quantity::NewActivation
        | Quantity::Bias
        | Quantity::BiasShare
        | Quantity::BiasSum
        | Quantity::BiasGradient
        | Quantity::BiasStep
        | Quantity::NewBias => Some((cell.layer + 1, cell.unit)),
        _ => None,
    }
}
