//! The picture of the network: units, edges with their weights, and what the present step looks at.
//!
//! ```text
//! ╭ network ──────────── ↑ signal ╮
//! │            ╭ ŷ ────╮          │
//! │            │   ·   │          │
//! │            ╰───────╯          │
//! │              0.1 ⋮            │
//! │            ╔ h ════╗          │
//! │            ║ −0.02 ║          │
//! │            ╚═══════╝          │
//! │        ↑0.4 ⡰   ⢆ ↑−0.2       │
//! │    ╭ x1 ─╮          ╭ x2 ─╮   │
//! │    │ 0.1 │          │ 0.3 │   │
//! │    ╰─────╯          ╰─────╯   │
//! ╰ y = 1  η = 0.5 ───────────────╯
//! ```
//!
//! Edges at rest are dotted, those of the present step are drawn through and carry an arrow, so that nothing depends on colour alone.

pub mod layout;

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::canvas::{Canvas, Context, Points};
use ratatui::widgets::{Block, Clear, Widget};
use unicode_width::UnicodeWidthStr;

use self::layout::{Layout, Placed, Plan};
use super::frame::{self, Weight};
use super::theme::{Styles, styles};
use crate::app::Settings;
use crate::app::stepper::Stepper;
use crate::lesson::{Cell, Phase, Quantity, Symbols};
use crate::text::fill;

/// Draws the network of a lesson as far as it is known.
pub fn draw(stepper: &Stepper, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let picture = Picture::new(stepper, settings);
    let block = picture.block();
    let inner = block.inner(area);
    block.render(area, buf);
    picture.draw(inner, buf);
}

/// How much a unit or an edge has to do with the present step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// The step computes it.
    Current,
    /// The step uses it.
    Operand,
    /// Neither.
    Rest,
}

struct Picture<'a> {
    stepper: &'a Stepper,
    settings: &'a Settings,
    styles: Styles,
    current: HashSet<Cell>,
    operands: HashSet<Cell>,
}

impl<'a> Picture<'a> {
    fn new(stepper: &'a Stepper, settings: &'a Settings) -> Self {
        Self {
            stepper,
            settings,
            styles: styles(settings.theme),
            current: stepper.current().iter().copied().collect(),
            operands: stepper.operands(),
        }
    }

    fn symbol(&self, text: &str) -> String {
        self.settings.symbols().apply(text)
    }

    fn number(&self, cell: Cell) -> String {
        if self.stepper.is_known(cell) {
            self.settings
                .notation
                .number(self.stepper.trace().value(cell))
        } else {
            self.symbol("·")
        }
    }

    fn role(&self, cell: Cell) -> Role {
        if self.current.contains(&cell) {
            Role::Current
        } else if self.operands.contains(&cell) {
            Role::Operand
        } else {
            Role::Rest
        }
    }

    /// The style of what goes into the step, by the direction in which things go.
    fn flow(&self) -> Style {
        match self.stepper.phase() {
            Phase::Given | Phase::Forward | Phase::Loss => self.styles.signal,
            Phase::Backward => self.styles.error,
            Phase::Update => self.styles.update,
        }
    }

    fn style(&self, role: Role) -> Style {
        match role {
            Role::Current => self.styles.current,
            Role::Operand => self.flow(),
            Role::Rest => self.styles.faint,
        }
    }

    fn block(&self) -> Block<'static> {
        let text = self.settings.text();
        let direction = match self.stepper.phase() {
            Phase::Forward | Phase::Loss => Some(&text.stepper.signal_up),
            Phase::Backward => Some(&text.stepper.error_down),
            Phase::Given | Phase::Update => None,
        };
        let mut block = frame::panel(&text.stepper.network, self.settings);
        if let Some(direction) = direction {
            block = block
                .title_top(Line::styled(format!(" {direction} "), self.flow()).right_aligned());
        }
        block.title_bottom(self.givens())
    }

    /// The targets and the learning rate, which have no place in the picture itself.
    fn givens(&self) -> Line<'static> {
        const MOST_TARGETS: usize = 3;
        let outputs = self.stepper.trace().example().target.len();
        let targets =
            (0..outputs.min(MOST_TARGETS)).map(|unit| Cell::of_unit(Quantity::Target, 0, unit));
        let mut line = Line::default();
        for cell in targets.chain([Cell::single(Quantity::LearningRate, 0)]) {
            let label = format!(
                " {} = {} ",
                self.stepper.names().symbol(cell),
                self.number(cell)
            );
            line.push_span(Span::styled(
                self.symbol(&label),
                self.style(self.role(cell)),
            ));
        }
        line
    }

    fn draw(&self, area: Rect, buf: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        let layout = Layout::new(&self.plan(), area);
        let edges = self.edges(&layout);
        self.draw_edges(&edges, area, buf);
        for placed in &layout.placed {
            self.draw_unit(*placed, layout.lines, buf);
        }
        self.draw_weights(&edges, &layout, area, buf);
        self.draw_notes(&layout, area, buf);
    }

    fn plan(&self) -> Plan {
        let layers = self.stepper.trace().example().network.layers();
        let units: Vec<usize> = std::iter::once(layers[0].below())
            .chain(layers.iter().map(crate::nn::Layer::units))
            .collect();
        let focus = self.stepper.focus();
        let focus_row = focus.map_or(0, |cell| cell.layer + 1);
        let mut focus_units = vec![0; units.len()];
        for cell in self.operands.iter().chain(&focus) {
            if let Some((row, unit)) = place_of(*cell) {
                focus_units[row] = unit;
            }
        }
        if let Some(cell) = focus {
            focus_units[cell.layer + 1] = cell.unit;
            if cell.quantity.is_of_edge() {
                focus_units[cell.layer] = cell.from;
            }
        }
        let widths = (0..units.len())
            .map(|row| self.unit_width(row, units[row]))
            .collect();
        Plan {
            units,
            widths,
            focus_row,
            focus_units,
        }
    }

    /// Columns for the longest number that a unit of this row can show now.
    fn unit_width(&self, row: usize, units: usize) -> u16 {
        let longest = (0..units.min(64))
            .flat_map(|unit| self.lines_of(row, unit))
            .map(|cell| {
                self.number(cell)
                    .width()
                    .max(self.stepper.names().symbol(cell).width() + 2)
            })
            .max()
            .unwrap_or(0);
        u16::try_from(longest + 4).unwrap_or(u16::MAX).max(9)
    }

    /// The cells that belong to a unit, in the order of the lesson.
    fn lines_of(&self, row: usize, unit: usize) -> Vec<Cell> {
        let Some(layer) = row.checked_sub(1) else {
            return vec![Cell::of_unit(Quantity::Input, 0, unit)];
        };
        let quantities: &[Quantity] = if self
            .stepper
            .focus()
            .is_some_and(|cell| cell.quantity == Quantity::NewLoss)
        {
            &[Quantity::NewPreActivation, Quantity::NewActivation]
        } else {
            &[
                Quantity::PreActivation,
                Quantity::Activation,
                Quantity::ErrorTerm,
            ]
        };
        quantities
            .iter()
            .map(|quantity| Cell::of_unit(*quantity, layer, unit))
            .collect()
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
                    .lines_of(row, unit)
                    .into_iter()
                    .rfind(|cell| self.stepper.is_known(*cell));
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

    fn draw_unit(&self, placed: Placed, lines: u16, buf: &mut Buffer) {
        let Placed { row, unit, area } = placed;
        let role = self.unit_role(row, unit);
        let style = match role {
            Role::Current => self.styles.result,
            other => self.style(other),
        };
        if lines == 0 {
            let cell = self.main_cell(row, unit);
            let label = self.symbol(&format!("[{}]", self.number(cell)));
            Line::styled(label, self.style(role))
                .centered()
                .render(area, buf);
            return;
        }
        let weight = if role == Role::Current {
            Weight::Heavy
        } else {
            Weight::Light
        };
        let mut block = frame::bordered(weight, self.settings.symbols()).border_style(style);
        let cells = self.lines_of(row, unit);
        let tall = lines > 1 && cells.len() > 1;
        if !tall {
            let cell = self.main_cell(row, unit);
            let name = self.symbol(&self.stepper.names().symbol(cell));
            block = block.title_top(Span::styled(format!(" {name} "), style));
        }
        let inner = block.inner(area);
        Clear.render(area, buf);
        block.render(area, buf);
        if tall {
            for (cell, line) in cells.into_iter().zip(inner.rows()) {
                self.draw_line(cell, line, buf);
            }
        } else {
            let cell = self.main_cell(row, unit);
            let style = if self.role(cell) == Role::Current {
                self.styles.current
            } else {
                style
            };
            Line::styled(self.number(cell), style)
                .centered()
                .render(inner, buf);
        }
    }

    /// One line of a tall unit: symbol left, number right.
    fn draw_line(&self, cell: Cell, area: Rect, buf: &mut Buffer) {
        let style = match self.role(cell) {
            Role::Rest if self.stepper.is_known(cell) => self.styles.text,
            role => self.style(role),
        };
        let name = self.symbol(&self.stepper.names().stem(cell));
        Line::styled(name, style).render(area, buf);
        Line::styled(self.number(cell), style)
            .right_aligned()
            .render(area, buf);
    }

    fn draw_notes(&self, layout: &Layout, area: Rect, buf: &mut Buffer) {
        let words = &self.settings.text().stepper;
        for (place, count) in &layout.hidden_units {
            let note = fill(&words.units_not_shown, &[("n", &count.to_string())]);
            Line::styled(self.symbol(&format!("… {note}")), self.styles.faint).render(*place, buf);
        }
        let note = |count: usize| {
            let note = fill(&words.layers_not_shown, &[("n", &count.to_string())]);
            Line::styled(self.symbol(&format!("… {note}")), self.styles.faint)
        };
        if layout.rows_above > 0 {
            note(layout.rows_above).render(Rect { height: 1, ..area }, buf);
        }
        if layout.rows_below > 0 {
            note(layout.rows_below).render(
                Rect {
                    y: area.bottom() - 1,
                    height: 1,
                    ..area
                },
                buf,
            );
        }
    }

    /// The edges between drawn units, those of the present step last, so that they lie on top.
    fn edges(&self, layout: &Layout) -> Vec<Edge> {
        let mut edges = Vec::new();
        for upper in layout.placed.iter().filter(|placed| placed.row > 0) {
            for lower in layout
                .placed
                .iter()
                .filter(|placed| placed.row + 1 == upper.row)
            {
                let cell = Cell::of_edge(Quantity::Weight, upper.row - 1, lower.unit, upper.unit);
                let role = [Quantity::Weight, Quantity::WeightStep, Quantity::NewWeight]
                    .into_iter()
                    .map(|quantity| self.role(cell.with(quantity)))
                    .find(|role| *role != Role::Rest)
                    .unwrap_or(Role::Rest);
                let from = (lower.middle(), lower.area.y);
                let to = (upper.middle(), upper.area.bottom());
                edges.push(Edge {
                    cell,
                    role,
                    from,
                    to,
                });
            }
        }
        edges.sort_by_key(|edge| edge.role != Role::Rest);
        edges
    }

    fn draw_edges(&self, edges: &[Edge], area: Rect, buf: &mut Buffer) {
        let marker = match self.settings.symbols() {
            Symbols::Unicode => Marker::Braille,
            Symbols::Ascii => Marker::Custom('.'),
        };
        let (width, height) = (
            f64::from(area.width) * 2.0 - 1.0,
            f64::from(area.height) * 4.0 - 1.0,
        );
        let colour = |role| match role {
            Role::Rest => self.styles.faint.fg.unwrap_or(Color::Reset),
            _ => self.flow().fg.unwrap_or(Color::Reset),
        };
        let paint = |context: &mut Context| {
            for edge in edges {
                if edge.role != Role::Rest {
                    context.layer();
                }
                let dots = edge.dots(area);
                context.draw(&Points::new(&dots, colour(edge.role)));
            }
        };
        Canvas::default()
            .marker(marker)
            .x_bounds([0.0, width])
            .y_bounds([0.0, height])
            .paint(paint)
            .render(area, buf);
    }

    /// The number on an edge: the weight, or what the update makes of it.
    fn weight_label(&self, edge: &Edge) -> String {
        let with = |quantity| edge.cell.with(quantity);
        if self.role(with(Quantity::WeightStep)) == Role::Current {
            return self.symbol(&format!("Δ{}", self.number(with(Quantity::WeightStep))));
        }
        let arrow = match (edge.role, self.stepper.phase()) {
            (Role::Operand, Phase::Forward) => "↑",
            (Role::Operand, Phase::Backward) => "↓",
            _ => "",
        };
        let newest = if self.stepper.is_known(with(Quantity::NewWeight)) {
            Quantity::NewWeight
        } else {
            Quantity::Weight
        };
        let cell = with(newest);
        self.symbol(&format!("{arrow}{}", self.number(cell)))
    }

    /// Writes each weight where it covers nothing else.
    ///
    /// Where there is room, the weights of a unit's edges stand side by side above it, in the order of the units that they lead to: so
    /// it can be told which is whose. Else those of the present step are written on their edges, and the others where they fit.
    fn draw_weights(&self, edges: &[Edge], layout: &Layout, area: Rect, buf: &mut Buffer) {
        let mut taken: Vec<Rect> = layout.placed.iter().map(|placed| placed.area).collect();
        let mut crowded = Vec::new();
        for lower in &layout.placed {
            let mut fan: Vec<&Edge> = edges.iter().filter(|edge| edge.starts_at(lower)).collect();
            fan.sort_by_key(|edge| edge.cell.unit);
            match self.fan_places(&fan, layout.pitch(lower, area), area) {
                Some(places) => {
                    if let (Some(first), Some(last)) = (places.first(), places.last()) {
                        // No dot of an edge may stand between two numbers, where it would read as a decimal point.
                        Clear.render(first.union(*last), buf);
                    }
                    for (edge, place) in fan.into_iter().zip(places) {
                        self.draw_weight(edge, place, buf);
                        taken.push(place);
                    }
                }
                None => crowded.extend(fan),
            }
        }
        // A crowd of long numbers would say less than none.
        let most = if crowded
            .iter()
            .filter(|edge| edge.role == Role::Current)
            .count()
            > 3
        {
            0
        } else {
            usize::MAX
        };
        crowded.sort_by_key(|edge| edge.role == Role::Rest);
        for edge in crowded.into_iter().take(most) {
            let width = u16::try_from(self.weight_label(edge).width()).unwrap_or(u16::MAX);
            let free = edge.label_places(width, area).into_iter().find(|place| {
                let wide = Rect {
                    x: place.x.saturating_sub(1),
                    width: place.width + 2,
                    ..*place
                };
                taken.iter().all(|other| !other.intersects(wide))
            });
            if let Some(place) = free {
                self.draw_weight(edge, place, buf);
                taken.push(place);
            }
        }
    }

    fn draw_weight(&self, edge: &Edge, place: Rect, buf: &mut Buffer) {
        let style = match edge.role {
            Role::Rest => self.styles.text,
            role => self.style(role),
        };
        // The line underneath has its own colour, which would show through.
        buf.set_style(place, Style::reset());
        Line::styled(self.weight_label(edge), style).render(place, buf);
    }

    /// Places side by side just above the unit that the edges start from; `None` where they need more than `room` columns.
    fn fan_places(&self, fan: &[&Edge], room: u16, area: Rect) -> Option<Vec<Rect>> {
        let middle = fan.first()?.from;
        let widths: Vec<u16> = fan
            .iter()
            .map(|edge| u16::try_from(self.weight_label(edge).width()).unwrap_or(u16::MAX))
            .collect();
        let total = widths
            .iter()
            .fold(0u16, |sum, width| sum.saturating_add(width + 1))
            - 1;
        let y = middle.1.checked_sub(1)?;
        if total >= room || y < area.y {
            return None;
        }
        let leftmost = (middle.0 + 1).saturating_sub(total.div_ceil(2));
        let mut x = leftmost.min(area.right().saturating_sub(total)).max(area.x);
        let place = |width| {
            let place = Rect::new(x, y, width, 1);
            x += width + 1;
            place
        };
        Some(widths.into_iter().map(place).collect())
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

/// A line from the top of one unit to the bottom of another.
struct Edge {
    cell: Cell,
    role: Role,
    /// Column and line just above the lower unit.
    from: (u16, u16),
    /// Column and line just below the upper unit.
    to: (u16, u16),
}

impl Edge {
    fn starts_at(&self, lower: &Placed) -> bool {
        self.cell.layer == lower.row && self.cell.from == lower.unit
    }

    /// The dots of the line, in the canvas's own grid of 2 × 4 dots a character: all of them, or every other one at rest.
    fn dots(&self, area: Rect) -> Vec<(f64, f64)> {
        let x = |column: u16| f64::from(column.saturating_sub(area.x)) * 2.0 + 0.5;
        let y = |line: u16| f64::from(area.bottom().saturating_sub(line)) * 4.0 - 0.5;
        let (x0, y0, x1, y1) = (x(self.from.0), y(self.from.1), x(self.to.0), y(self.to.1));
        let length = (x1 - x0).abs().max((y1 - y0).abs());
        let step = if self.role == Role::Rest { 2.0 } else { 1.0 };
        let count = (length / step).floor();
        let mut dots = Vec::new();
        let mut index = 0.0;
        while index <= count {
            let along = index * step / length.max(1.0);
            dots.push((x0 + (x1 - x0) * along, y0 + (y1 - y0) * along));
            index += 1.0;
        }
        dots
    }

    /// Where a label of this width may stand, best place first: centred on the line, at its middle and then towards its ends.
    fn label_places(&self, width: u16, area: Rect) -> Vec<Rect> {
        let (top, bottom) = (self.to.1, self.from.1);
        let height = bottom.saturating_sub(top);
        let middle = height / 2;
        let mut lines: Vec<u16> = (0..height).collect();
        // Lower lines first among equals: edges of one unit above lie apart there.
        lines.sort_by_key(|line| (line.abs_diff(middle), std::cmp::Reverse(*line)));
        let place = |line: u16| {
            let along = (f64::from(line) + 0.5) / f64::from(height.max(1));
            let column =
                f64::from(self.to.0) + (f64::from(self.from.0) - f64::from(self.to.0)) * along;
            let x = (column - f64::from(width) / 2.0)
                .round()
                .clamp(f64::from(area.x), f64::from(area.right()));
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to the area"
            )]
            let x = (x as u16).min(area.right().saturating_sub(width));
            Rect::new(x, top + line, width, 1)
        };
        lines
            .into_iter()
            .map(place)
            .filter(|place| *place == place.intersection(area))
            .collect()
    }
}
