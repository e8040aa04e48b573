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

/// What leads to the new weight of an edge. It stands on the edge while a step computes it.
const OF_UPDATE: [Quantity; 4] =
    [Quantity::WeightShare, Quantity::WeightSum, Quantity::WeightGradient, Quantity::WeightStep];

impl Picture<'_> {
    /// The edges between drawn units.
    pub(super) fn edges(&self, layout: &Layout) -> Vec<Edge> {
        let mut edges = Vec::new();
        for upper in layout.placed.iter().filter(|placed| placed.row > 0) {
            for lower in layout.placed.iter().filter(|placed| placed.row + 1 == upper.row) {
                let cell = Cell::of_edge(Quantity::Weight, upper.row - 1, lower.unit, upper.unit);
                let role = self.edge_role(cell);
                let from = (lower.middle(), lower.area.y);
                let to = (upper.middle(), upper.area.bottom());
                edges.push(Edge { cell, role, from, to });
            }
        }
        edges
    }

    pub(super) fn draw_edges(&self, edges: &[Edge], area: Rect, buf: &mut Buffer) {
        let largest = edges.iter().map(|edge| self.strength(edge)).fold(0.0, f64::max);
        let (width, height) =
            (f64::from(area.width) * 2.0 - 1.0, f64::from(area.height) * 4.0 - 1.0);
        let colour = |role| match role {
            PartInStep::Rest => self.pen.styles.faint.fg.unwrap_or(Color::Reset),
            _ => self.flow().fg.unwrap_or(Color::Reset),
        };
        let dots = |edge: &Edge| {
            let is_negative = self.stepper.trace.value(self.shown_weight(edge)) < 0.0;
            let is_strong = self.strength(edge) > largest / 2.0;
            edge.dots(area, is_negative, is_strong && self.pen.either(true, false))
        };
        let draw = |marker: Marker, drawn: &[&Edge], buf: &mut Buffer| {
            let paint = |context: &mut Context| {
                for edge in drawn {
                    if edge.role != PartInStep::Rest {
                        context.layer();
                    }
                    context.draw(&Points::new(&dots(edge), colour(edge.role)));
                }
            };
            Canvas::default()
                .marker(marker)
                .x_bounds([0.0, width])
                .y_bounds([0.0, height])
                .paint(paint)
                .render(area, buf);
        };
        // Those of the present step last, so that they lie on top.
        let (rest, of_step): (Vec<&Edge>, Vec<&Edge>) =
            edges.iter().partition(|edge| edge.role == PartInStep::Rest);
        if self.pen.either(true, false) {
            return draw(Marker::Braille, &[rest, of_step].concat(), buf);
        }
        for edges in [rest, of_step] {
            for slope in ['-', '/', '\\', '|'] {
                let drawn: Vec<&Edge> =
                    edges.iter().copied().filter(|edge| edge.slope() == slope).collect();
                draw(Marker::Custom(slope), &drawn, buf);
            }
        }
    }

    /// The weight that the line of an edge stands for: the new one, once it is shown.
    fn shown_weight(&self, edge: &Edge) -> Cell {
        let shown = self.weight(edge.cell);
        if shown.quantity == Quantity::NewWeight { shown } else { edge.cell }
    }

    /// How much an edge carries: |w|.
    fn strength(&self, edge: &Edge) -> f64 {
        self.stepper.trace.value(self.shown_weight(edge)).abs()
    }

    /// The number on an edge: the weight, or what the update makes of it; with its name, if
    /// `named`.
    pub(super) fn weight_label(&self, cell: Cell, with_name: bool) -> String {
        let shown = self.weight(cell);
        let names = &self.stepper.names;
        let stem = names.stem(shown);
        let first = stem.chars().next().map_or(0, char::len_utf8);
        let is_of_update = OF_UPDATE.contains(&shown.quantity);
        let sign = match (self.edge_role(cell), self.stepper.phase()) {
            _ if is_of_update && !with_name => &stem[..first],
            (PartInStep::Operand, Phase::Forward) => "↑",
            (PartInStep::Operand, Phase::Backward) => "↓",
            _ => "",
        };
        let name = match with_name {
            true if is_of_update => names.symbol(shown) + " ",
            true => names.symbol(cell) + " ",
            false => String::new(),
        };
        self.pen.symbol(&format!("{sign}{name}{}", self.number(shown)))
    }

    /// What an edge, by the cell of its weight, has to do with the present step.
    pub(super) fn edge_role(&self, cell: Cell) -> PartInStep {
        (OF_UPDATE.into_iter().chain([Quantity::Weight, Quantity::NewWeight]))
            .map(|quantity| self.role(cell.with(quantity)))
            .find(|role| *role != PartInStep::Rest)
            .unwrap_or(PartInStep::Rest)
    }

    /// The cell whose number stands on an edge.
    pub(super) fn weight(&self, edge: Cell) -> Cell {
        let new = edge.with(Quantity::NewWeight);
        let of_update = OF_UPDATE.map(|quantity| edge.with(quantity));
        match of_update.into_iter().find(|cell| self.role(*cell) == PartInStep::Current) {
            Some(current) => current,
            None if self.shows_new(new) => new,
            None => edge,
        }
    }

    /// Writes each weight where it covers nothing else.
    ///
    /// Where there is room, the weights of a unit's edges stand together above it, side by side or
    /// one above the other, in the order of the units that they lead to, and with their names. Else
    /// those of the present step are written on their edges, and the others where they fit.
    pub(super) fn draw_weights(
        &self,
        edges: &[Edge],
        layout: &Layout,
        area: Rect,
        buf: &mut Buffer,
    ) {
        let mut taken: Vec<Rect> = layout.placed.iter().map(|placed| placed.area).collect();
        let mut crowded = Vec::new();
        for lower in &layout.placed {
            let mut fan: Vec<&Edge> = edges.iter().filter(|edge| edge.starts_at(lower)).collect();
            fan.sort_by_key(|edge| edge.cell.unit);
            match self.fan(&fan, layout.pitch(lower, area), area) {
                Some(labels) => {
                    for (index, ((place, label), edge)) in labels.iter().zip(fan).enumerate() {
                        // No dot of an edge may stand between two numbers, where it would read as
                        // a decimal point.
                        let next = labels.get(index + 1).filter(|(next, _)| next.y == place.y);
                        Clear.render(next.map_or(*place, |(next, _)| place.union(*next)), buf);
                        self.draw_weight(edge, label, *place, buf);
                        taken.push(*place);
                    }
                }
                None => crowded.extend(fan),
            }
        }
        for edge in worth_writing(crowded) {
            let free = |named: bool| {
                let label = self.weight_label(edge.cell, named);
                let mut places = edge.label_places(columns(&label), area).into_iter();
                let place = places.find(|place| {
                    let wide =
                        Rect { x: place.x.saturating_sub(1), width: place.width + 2, ..*place };
                    taken.iter().all(|other| !other.intersects(wide))
                });
                place.map(|place| (place, label))
            };
            if let Some((place, label)) =
                free(edge.role != PartInStep::Rest).or_else(|| free(false))
            {
                self.draw_weight(edge, &label, place, buf);
                taken.push(place);
            }
        }
    }

    fn draw_weight(&self, edge: &Edge, label: &str, place: Rect, buf: &mut Buffer) {
        let style = match edge.role {
            PartInStep::Rest => self.pen.styles.text,
            role => self.style(role),
        };
        let style = self.number_style(self.weight(edge.cell), style);
        // The line underneath has its own colour, which would show through.
        buf.set_style(place, Style::reset());
        Line::styled(label.to_owned(), style).render(place, buf);
    }

    /// Labels for the edges of one unit, with places above it: with as many names as have room;
    /// `None` where not even the numbers have.
    fn fan(&self, fan: &[&Edge], room: u16, area: Rect) -> Option<Vec<(Rect, String)>> {
        let labels = |is_named: fn(&Edge) -> bool| -> Vec<String> {
            fan.iter().map(|edge| self.weight_label(edge.cell, is_named(edge))).collect()
        };
        let named = labels(|_| true);
        let partly = labels(|edge| edge.role != PartInStep::Rest);
        let plain = labels(|_| false);
        let places = |labels: Vec<String>, places: Option<Vec<Rect>>| {
            places.map(|places| places.into_iter().zip(labels).collect())
        };
        let first = fan.first()?;
        let beside = |labels: &[String]| side_by_side(labels, first.from, room, area);
        let (all, stacked) = (beside(&named), stacked(&named, first, room, area));
        let (some, none) = (beside(&partly), beside(&plain));
        places(named.clone(), all.or(stacked))
            .or_else(|| places(partly, some))
            .or_else(|| places(plain, none))
    }
}

/// Of the edges whose weights have no place of their own, those worth writing, the most important
/// first.
fn worth_writing(mut crowded: Vec<&Edge>) -> Vec<&Edge> {
    const MOST_CURRENT: usize = 3;
    const MOST_AT_REST: usize = 8;
    // A crowd of numbers would say less than none: nobody can tell whose they are.
    let count = |of: fn(PartInStep) -> bool| crowded.iter().filter(|edge| of(edge.role)).count();
    if count(|role| role == PartInStep::Current) > MOST_CURRENT {
        crowded.clear();
    } else if count(|role| role == PartInStep::Rest) > MOST_AT_REST {
        crowded.retain(|edge| edge.role != PartInStep::Rest);
    }
    crowded.sort_by_key(|edge| edge.role == PartInStep::Rest);
    crowded
}

fn columns(label: &str) -> u16 {
    u16::try_from(label.width()).unwrap_or(u16::MAX)
}

/// Places side by side just above a unit; `None` where they need more than `room` columns.
fn side_by_side(
    labels: &[String],
    (middle, above): (u16, u16),
    room: u16,
    area: Rect,
) -> Option<Vec<Rect>> {
    let widths = labels.iter().map(|label| columns(label));
    let total = widths.clone().fold(0u16, |sum, width| sum.saturating_add(width + 1)) - 1;
    let y = above.checked_sub(1).filter(|y| *y >= area.y && total < room)?;
    let leftmost = (middle + 1).saturating_sub(total.div_ceil(2));
    let mut x = leftmost.min(area.right().saturating_sub(total)).max(area.x);
    let place = |width| {
        let place = Rect::new(x, y, width, 1);
        x += width + 1;
        place
    };
    Some(widths.map(place).collect())
}

/// Places one above the other just above a unit; `None` where they need more than `room` columns,
/// or leave no line for the edges.
fn stacked(labels: &[String], edge: &Edge, room: u16, area: Rect) -> Option<Vec<Rect>> {
    let (middle, bottom) = edge.from;
    let widest = labels.iter().map(|label| columns(label)).max()?;
    let count = u16::try_from(labels.len()).ok()?;
    if widest >= room || count + 1 > bottom.saturating_sub(edge.to.1) {
        return None;
    }
    let leftmost = (middle + 1).saturating_sub(widest.div_ceil(2));
    let x = leftmost.min(area.right().saturating_sub(widest)).max(area.x);
    Some(
        (bottom - count..bottom)
            .zip(labels)
            .map(|(y, label)| Rect::new(x, y, columns(label), 1))
            .collect(),
    )
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

    /// The character that is nearest to the line, where there are only ASCII ones.
    fn slope(&self) -> char {
        let across = i32::from(self.to.0) - i32::from(self.from.0);
        let up = i32::from(self.from.1) - i32::from(self.to.1);
        match across {
            _ if 2 * across.abs() <= up => '|',
            _ if across.abs() > 4 * up => '-',
            1.. => '/',
            _ => '\\',
        }
    }

    /// The dots of the line, in the canvas's own grid of 2 × 4 dots a character; with gaps, if the
    /// weight is negative, and doubled, if it is strong.
    fn dots(&self, area: Rect, is_negative: bool, is_strong: bool) -> Vec<(f64, f64)> {
        const DASH: u32 = 5;
        const GAP: u32 = 3;
        let x = |column: u16| f64::from(column.saturating_sub(area.x)) * 2.0 + 0.5;
        let y = |line: u16| f64::from(area.bottom().saturating_sub(line)) * 4.0 - 0.5;
        let (x0, y0, x1, y1) = (x(self.from.0), y(self.from.1), x(self.to.0), y(self.to.1));
        let length = (x1 - x0).abs().max((y1 - y0).abs());
        let places = (0..u32::from(u16::MAX)).take_while(|place| f64::from(*place) <= length);
        let drawn = places.filter(|place| !is_negative || place % (DASH + GAP) < DASH);
        let dot = |place: u32| {
            let along = f64::from(place) / length.max(1.0);
            (x0 + (x1 - x0) * along, y0 + (y1 - y0) * along)
        };
        let doubled = |(x, y): (f64, f64)| [(x, y), (x + f64::from(u8::from(is_strong)), y)];
        drawn.map(dot).flat_map(doubled).collect()
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
