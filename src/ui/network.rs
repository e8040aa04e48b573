//! The picture of the network: units, edges with their weights, and what the present step looks at.
//!
//! ```text
//! ╭ network ──────────── ↑ signal ╮
//! │            ╭ z/ŷ ────╮        │
//! │            │   ŷ ·   │        │
//! │            ╰─────────╯        │
//! │               W 0.1           │
//! │            ╔ h/a ════╗        │
//! │            ║ h −0.02 ║        │
//! │            ╚═════════╝        │
//! │     ↑w1 0.4 ⡰   ⢆ ↑w2 −0.2    │
//! │    ╭ x1 ─╮          ╭ x2 ─╮   │
//! │    │ 0.1 │          │ 0.3 │   │
//! │    ╰─────╯          ╰─────╯   │
//! ╰ y = 1  η = 0.5 ───────────────╯
//! ```
//!
//! The line of a negative weight has gaps, that of a large one is double; the weights of the
//! present step carry an arrow, so that nothing depends on colour alone.

mod edges;
mod inputs;
mod layout;
mod units;

use std::collections::{HashMap, HashSet};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Widget};

use self::layout::Layout;
use unicode_width::UnicodeWidthStr;

use super::pen::Pen;
use super::theme::changed;
use super::words::Scene;
use super::{frame, words};
use crate::app::stepper::{Stepper, Updates};
use crate::lesson::calculation::Relation;
use crate::lesson::{Cell, Phase, Quantity};

/// Draws the network of a lesson as far as it is known.
pub fn draw(stepper: &Stepper, pen: Pen, area: Rect, buf: &mut Buffer) {
    let picture = Picture::new(stepper, pen);
    let inner = frame::open(picture.block(usize::from(area.width)), area, buf);
    picture.draw(inner, buf);
}

/// How much a unit or an edge has to do with the present step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum PartInStep {
    /// The step computes it.
    Current,
    /// The step uses it.
    Operand,
    /// Neither.
    Rest,
}

struct Picture<'a> {
    stepper: &'a Stepper,
    pen: Pen,
    current: HashSet<Cell>,
    operands: HashSet<Cell>,
    /// The number that each place of the present step shows, by row and unit.
    current_at: HashMap<UnitPlace, Cell>,
    operand_at: HashMap<UnitPlace, Cell>,
}

/// A unit in the picture: its row, 0 being the inputs, and its number in the row.
type UnitPlace = (usize, usize);

impl<'a> Picture<'a> {
    fn new(stepper: &'a Stepper, pen: Pen) -> Self {
        let [current, operands] = match stepper.derived() {
            Some(derived) => derived.derivation.lit(derived.place).map(HashSet::from_iter),
            None => [stepper.current().iter().copied().collect(), stepper.operands()],
        };
        Self {
            stepper,
            pen,
            current_at: units::newest_at(&current),
            operand_at: units::newest_at(&operands),
            current,
            operands,
        }
    }

    fn scene(&self) -> Scene<'_> {
        Scene { stepper: self.stepper, pen: self.pen }
    }

    fn number(&self, cell: Cell) -> String {
        if self.stepper.is_known(cell) {
            self.pen.number(self.stepper.trace.value(cell))
        } else if self.stepper.asked() == Some(cell) || self.stepper.is_hidden(cell) {
            "?".to_owned()
        } else {
            self.pen.unknown().to_owned()
        }
    }

    fn role(&self, cell: Cell) -> PartInStep {
        if self.current.contains(&cell) {
            PartInStep::Current
        } else if self.operands.contains(&cell) {
            PartInStep::Operand
        } else {
            PartInStep::Rest
        }
    }

    /// `style` as it is for the number in a cell: marked, if the learner has changed it.
    fn number_style(&self, cell: Cell, style: Style) -> Style {
        changed(style, self.stepper.differs(cell, self.pen.notation()))
    }

    /// Whether a new weight or bias stands in the place of the given one: once it is known, but not
    /// while given numbers are changed.
    fn shows_new(&self, cell: Cell) -> bool {
        self.stepper.is_known(cell) && self.stepper.phase() != Phase::Given
    }

    fn flow(&self) -> Style {
        words::flow(self.pen.styles, self.stepper.phase())
    }

    fn style(&self, role: PartInStep) -> Style {
        match role {
            PartInStep::Current => self.pen.styles.current,
            PartInStep::Operand => self.flow(),
            PartInStep::Rest => self.pen.styles.faint,
        }
    }

    /// Whether the step is about outputs that have no slope of their own.
    fn is_without_slope(&self) -> bool {
        let example = self.stepper.trace.example();
        self.stepper.focus().is_some_and(|cell| example.is_softmax(cell.layer))
    }

    fn block(&self, width: usize) -> Block<'static> {
        let text = self.pen.words;
        let direction = match self.stepper.phase() {
            Phase::Forward | Phase::After => Some(&text.stepper.signal_up),
            Phase::Backward if self.is_without_slope() => Some(&text.stepper.no_slope),
            Phase::Backward => Some(&text.stepper.error_down),
            Phase::Given | Phase::Loss | Phase::Update => None,
        };
        let block = self.pen.frame(&text.stepper.network);
        let block = block.title_bottom(self.givens(width.saturating_sub(2)));
        let block = match self.losses(width / 2) {
            Some(losses) => block.title_top(losses.centered()),
            None => block,
        };
        let Some(direction) = direction else { return block };
        block.title_top(Line::styled(format!(" {direction} "), self.flow()).right_aligned())
    }

    /// The targets, the learning rate and the loss, which have no place in the picture itself.
    /// Where not all of them fit into `width` columns, those that the step is about go before those
    /// that it uses, and these before the others; none is cut.
    fn givens(&self, width: usize) -> Line<'static> {
        let example = self.stepper.trace.example();
        let last = example.last_layer();
        let quantities = [
            (Quantity::Target, 0),
            (Quantity::OutputGradient, 0),
            (Quantity::LearningRate, 0),
            (Quantity::Records, 0),
            (Quantity::Loss, last),
            (Quantity::NewLoss, last),
        ];
        let cells =
            quantities.into_iter().flat_map(|(quantity, layer)| example.cells(quantity, layer));
        let is_wanted = |cell: &Cell| match cell.quantity {
            Quantity::Target | Quantity::OutputGradient | Quantity::LearningRate => true,
            Quantity::Records => self.role(*cell) != PartInStep::Rest,
            _ => self.role(*cell) == PartInStep::Current,
        };
        let cells = cells.filter(is_wanted);
        let entries: Vec<(Cell, Line)> = cells.map(|cell| (cell, self.given(cell))).collect();
        let all: usize = entries.iter().map(|(_, entry)| entry.width()).sum();
        let gap = Span::styled(self.pen.symbol(" …"), self.pen.styles.faint);
        let mut room = if all <= width { width } else { width.saturating_sub(gap.width()) };
        let mut ranked: Vec<&(Cell, Line)> = entries.iter().collect();
        ranked.sort_by_key(|(cell, _)| self.role(*cell));
        let fitting = ranked.into_iter().filter(|(_, entry)| {
            let fits = entry.width() <= room;
            room -= if fits { entry.width() } else { 0 };
            fits
        });
        let shown: HashSet<Cell> = fitting.map(|(cell, _)| *cell).collect();
        let is_complete = shown.len() == entries.len();
        let seen = entries.into_iter().filter(|(cell, _)| shown.contains(cell));
        seen.flat_map(|(_, entry)| entry.spans).chain((!is_complete).then_some(gap)).collect()
    }

    fn given(&self, cell: Cell) -> Line<'static> {
        let symbol = self.scene().symbol(cell);
        let style = self.style(self.role(cell));
        let value = self.stepper.trace.value(cell);
        let value = Some(value).filter(|_| self.stepper.is_known(cell));
        let relation = self.pen.symbol(Relation::of_printed(value, self.pen.notation()).sign());
        Line::from(vec![
            Span::styled(format!(" {symbol} {relation} "), style),
            Span::styled(self.number(cell), self.number_style(cell, style)),
            Span::styled(" ", style),
        ])
    }

    /// E over the updates so far, as a row of bars; none where there was only one.
    fn losses(&self, width: usize) -> Option<Line<'static>> {
        const BARS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
        const PLAIN: [&str; 8] = ["_", "_", ".", ".", "-", "-", "^", "^"];
        let Updates { losses, present, .. } = &self.stepper.updates;
        let most = losses.iter().copied().filter(|loss| loss.is_finite()).fold(0.0, f64::max);
        if losses.len() < 2 {
            return None;
        }
        let last = self.stepper.last_loss().map_or(String::new(), |loss| self.pen.number(loss));
        let room = width.checked_sub(last.width() + 8).filter(|room| *room > 0)?;
        let count = losses.len().min(room);
        let at = |bar: usize| bar * (losses.len() - 1) / (count - 1).max(1);
        let bar = |bar: usize| {
            let loss = losses[at(bar)];
            let height = if loss.is_finite() && most > 0.0 { loss / most * 7.0 } else { 7.0 };
            let index = (0_u8..7).find(|level| f64::from(*level) + 0.5 > height).unwrap_or(7);
            let sign = self.pen.either(BARS, PLAIN)[usize::from(index)];
            let is_present = at(bar) <= *present && bar + 1 == count
                || at(bar) <= *present && at(bar + 1) > *present;
            Span::styled(sign, if is_present { self.pen.styles.current } else { self.flow() })
        };
        let start = Span::styled(" E ", self.pen.styles.text);
        let end = Span::styled(format!(" {last} "), self.pen.styles.text);
        Some(std::iter::once(start).chain((0..count).map(bar)).chain([end]).collect())
    }

    fn draw(&self, area: Rect, buf: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        let layout = Layout::new(&self.plan(area.width), area);
        let edges = self.edges(&layout);
        self.draw_edges(&edges, area, buf);
        for placed in &layout.placed {
            self.draw_unit(*placed, layout.form, buf);
        }
        self.draw_weights(&edges, &layout, area, buf);
        if let Some(table) = layout.table {
            self.draw_inputs(table, buf);
        }
        self.draw_notes(&layout, area, buf);
    }

    /// How many units and layers are not drawn, in words where there is room for them.
    fn draw_notes(&self, layout: &Layout, area: Rect, buf: &mut Buffer) {
        let words = &self.pen.words.stepper;
        let note = |text: &str| self.pen.span(&format!("… {text}"), self.pen.styles.faint);
        let in_words =
            |sentence: &str, count: usize| note(&self.pen.fill(sentence, &[("n", &count)]));
        for &(place, count) in &layout.hidden_units {
            let long = in_words(&words.units_not_shown, count);
            let fits = long.width() <= usize::from(place.width);
            let shown = if fits { long } else { note(&format!("+{count}")) };
            shown.render(place, buf);
        }
        let ends = [(layout.rows_above, area.y), (layout.rows_below, area.bottom() - 1)];
        for (count, y) in ends.into_iter().filter(|(count, _)| *count > 0) {
            in_words(&words.layers_not_shown, count).render(Rect { y, height: 1, ..area }, buf);
        }
    }
}
