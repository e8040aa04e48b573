//! The edges of the picture, and the weights on them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::symbols::Marker;
use ratatui::text::Line;
use ratatui::widgets::canvas::{Canvas, Context, Points};
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::layout::{Layout, Placed};
use super::{PartInStep, Picture};

use crate::lesson::{Cell, Phase, Quantity};

impl Picture<'_> {
    /// The edges between drawn units, those of the present step last, so that they lie on top.
    pub(super) fn edges(&self, layout: &Layout) -> Vec<Edge> {
        let mut edges = Vec::new();
        for upper in layout.placed.iter().filter(|placed| placed.row > 0) {
            for lower in layout.placed.iter().filter(|placed| placed.row + 1 == upper.row) {
                let cell = Cell::of_edge(Quantity::Weight, upper.row - 1, lower.unit, upper.unit);
                let role = [Quantity::Weight, Quantity::WeightStep, Quantity::NewWeight]
                    .into_iter()
                    .map(|quantity| self.role(cell.with(quantity)))
                    .find(|role| *role != PartInStep::Rest)
                    .unwrap_or(PartInStep::Rest);
                let from = (lower.middle(), lower.area.y);
                let to = (upper.middle(), upper.area.bottom());
                edges.push(Edge { cell, role, from, to });
            }
        }
        edges.sort_by_key(|edge| edge.role != PartInStep::Rest);
        edges
    }

    pub(super) fn draw_edges(&self, edges: &[Edge], area: Rect, buf: &mut Buffer) {
        let marker = self.pen.either(Marker::Braille, Marker::Custom('.'));
        let (width, height) =
            (f64::from(area.width) * 2.0 - 1.0, f64::from(area.height) * 4.0 - 1.0);
        let colour = |role| match role {
            PartInStep::Rest => self.pen.styles.faint.fg.unwrap_or(Color::Reset),
            _ => self.flow().fg.unwrap_or(Color::Reset),
        };
        let paint = |context: &mut Context| {
            for edge in edges {
                if edge.role != PartInStep::Rest {
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
        let cell = self.weight(edge);
        let sign = match (edge.role, self.stepper.phase()) {
            _ if cell.quantity == Quantity::WeightStep => "Δ",
            (PartInStep::Operand, Phase::Forward) => "↑",
            (PartInStep::Operand, Phase::Backward) => "↓",
            _ => "",
        };
        self.pen.symbol(&format!("{sign}{}", self.number(cell)))
    }

    /// The cell whose number stands on an edge.
    fn weight(&self, edge: &Edge) -> Cell {
        let new = edge.cell.with(Quantity::NewWeight);
        let step = edge.cell.with(Quantity::WeightStep);
        if self.role(step) == PartInStep::Current {
            step
        } else if self.shows_new(new) {
            new
        } else {
            edge.cell
        }
    }

    /// Writes each weight where it covers nothing else.
    ///
    /// Where there is room, the weights of a unit's edges stand side by side above it, in the order
    /// of the units that they lead to: so it can be told which is whose. Else those of the present
    /// step are written on their edges, and the others where they fit.
    pub(super) fn draw_weights(
        &self,
        edges: &[Edge],
        layout: &Layout,
        area: Rect,
        buf: &mut Buffer,
    ) {
        const MOST_CURRENT: usize = 3;
        const MOST_AT_REST: usize = 8;
        let mut taken: Vec<Rect> = layout.placed.iter().map(|placed| placed.area).collect();
        let mut crowded = Vec::new();
        for lower in &layout.placed {
            let mut fan: Vec<&Edge> = edges.iter().filter(|edge| edge.starts_at(lower)).collect();
            fan.sort_by_key(|edge| edge.cell.unit);
            match self.fan_places(&fan, layout.pitch(lower, area), area) {
                Some(places) => {
                    if let (Some(first), Some(last)) = (places.first(), places.last()) {
                        // No dot of an edge may stand between two numbers, where it would read as a
                        // decimal point.
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
        // A crowd of numbers would say less than none: nobody can tell whose they are.
        let count =
            |of: fn(PartInStep) -> bool| crowded.iter().filter(|edge| of(edge.role)).count();
        if count(|role| role == PartInStep::Current) > MOST_CURRENT {
            crowded.clear();
        } else if count(|role| role == PartInStep::Rest) > MOST_AT_REST {
            crowded.retain(|edge| edge.role != PartInStep::Rest);
        }
        crowded.sort_by_key(|edge| edge.role == PartInStep::Rest);
        for edge in crowded {
            let width = u16::try_from(self.weight_label(edge).width()).unwrap_or(u16::MAX);
            let free = edge.label_places(width, area).into_iter().find(|place| {
                let wide = Rect { x: place.x.saturating_sub(1), width: place.width + 2, ..*place };
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
            PartInStep::Rest => self.pen.styles.text,
            role => self.style(role),
        };
        let style = self.number_style(self.weight(edge), style);
        // The line underneath has its own colour, which would show through.
        buf.set_style(place, Style::reset());
        Line::styled(self.weight_label(edge), style).render(place, buf);
    }

    /// Places side by side just above the unit that the edges start from; `None` where they need
    /// more than `room` columns.
    fn fan_places(&self, fan: &[&Edge], room: u16, area: Rect) -> Option<Vec<Rect>> {
        let middle = fan.first()?.from;
        let widths: Vec<u16> = fan
            .iter()
            .map(|edge| u16::try_from(self.weight_label(edge).width()).unwrap_or(u16::MAX))
            .collect();
        let total = widths.iter().fold(0u16, |sum, width| sum.saturating_add(width + 1)) - 1;
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

/// A line from the top of one unit to the bottom of another.
pub(super) struct Edge {
    cell: Cell,
    role: PartInStep,
    /// Column and line just above the lower unit.
    from: (u16, u16),
    /// Column and line just below the upper unit.
    to: (u16, u16),
}

impl Edge {
    fn starts_at(&self, lower: &Placed) -> bool {
        self.cell.layer == lower.row && self.cell.from == lower.unit
    }

    /// The dots of the line, in the canvas's own grid of 2 × 4 dots a character: all of them, or
    /// every other one at rest.
    fn dots(&self, area: Rect) -> Vec<(f64, f64)> {
        let x = |column: u16| f64::from(column.saturating_sub(area.x)) * 2.0 + 0.5;
        let y = |line: u16| f64::from(area.bottom().saturating_sub(line)) * 4.0 - 0.5;
        let (x0, y0, x1, y1) = (x(self.from.0), y(self.from.1), x(self.to.0), y(self.to.1));
        let length = (x1 - x0).abs().max((y1 - y0).abs());
        let step = if self.role == PartInStep::Rest { 2.0 } else { 1.0 };
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

    /// Where a label of this width may stand, best place first: centred on the line, at its middle
    /// and then towards its ends.
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
        lines.into_iter().map(place).filter(|place| *place == place.intersection(area)).collect()
    }
}
