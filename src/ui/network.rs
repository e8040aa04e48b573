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

mod edges;
mod layout;
mod units;

use std::collections::{HashMap, HashSet};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Widget};

use self::layout::Layout;
use super::theme::{Styles, changed, styles};
use super::{frame, words};
use crate::app::Settings;
use crate::app::stepper::Stepper;
use crate::lesson::{Cell, Phase, Quantity, Symbols};
use crate::text::fill;

/// Draws the network of a lesson as far as it is known.
pub fn draw(stepper: &Stepper, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let picture = Picture::new(stepper, settings);
    let block = picture.block(usize::from(area.width));
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
    /// The number that each place of the present step shows, by row and unit.
    current_at: HashMap<Place, Cell>,
    operand_at: HashMap<Place, Cell>,
}

/// A unit in the picture: its row, 0 being the inputs, and its number in the row.
type Place = (usize, usize);

impl<'a> Picture<'a> {
    fn new(stepper: &'a Stepper, settings: &'a Settings) -> Self {
        let current: HashSet<Cell> = stepper.current().iter().copied().collect();
        let operands = stepper.operands();
        Self {
            stepper,
            settings,
            styles: styles(settings.theme),
            current_at: units::newest_at(&current),
            operand_at: units::newest_at(&operands),
            current,
            operands,
        }
    }

    fn symbol(&self, text: &str) -> String {
        self.settings.symbols().apply(text)
    }

    fn number(&self, cell: Cell) -> String {
        if self.stepper.is_known(cell) {
            self.settings.notation.number(self.stepper.trace.value(cell))
        } else if self.stepper.asked() == Some(cell) {
            "?".to_owned()
        } else {
            match self.settings.symbols() {
                Symbols::Unicode => "·",
                Symbols::Ascii => ".",
            }
            .to_owned()
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

    /// `style` as it is for the number in a cell: marked, if the learner has changed it.
    fn number_style(&self, cell: Cell, style: Style) -> Style {
        changed(style, self.stepper.differs(cell, &self.settings.notation))
    }

    /// Whether a new weight or bias stands in the place of the given one: once it is known, but not while given numbers are changed.
    fn shows_new(&self, cell: Cell) -> bool {
        self.stepper.is_known(cell) && self.stepper.phase() != Phase::Given
    }

    fn flow(&self) -> Style {
        words::flow(&self.styles, self.stepper.phase())
    }

    fn style(&self, role: Role) -> Style {
        match role {
            Role::Current => self.styles.current,
            Role::Operand => self.flow(),
            Role::Rest => self.styles.faint,
        }
    }

    fn block(&self, width: usize) -> Block<'static> {
        let text = self.settings.text();
        let direction = match self.stepper.phase() {
            Phase::Forward | Phase::After => Some(&text.stepper.signal_up),
            Phase::Backward => Some(&text.stepper.error_down),
            Phase::Given | Phase::Loss | Phase::Update => None,
        };
        let mut block = frame::panel(&text.stepper.network, self.settings);
        if let Some(direction) = direction {
            block = block
                .title_top(Line::styled(format!(" {direction} "), self.flow()).right_aligned());
        }
        block.title_bottom(self.givens(width.saturating_sub(2)))
    }

    /// The targets, the learning rate and the loss, which have no place in the picture itself. As many targets as fit into `width` columns,
    /// from the one on that the step uses.
    fn givens(&self, width: usize) -> Line<'static> {
        let example = self.stepper.trace.example();
        let last = example.last_layer();
        let singles =
            [(Quantity::LearningRate, 0), (Quantity::Loss, last), (Quantity::NewLoss, last)];
        let singles: Vec<Line> = singles
            .map(|(quantity, layer)| Cell::single(quantity, layer))
            .into_iter()
            .filter(|cell| {
                cell.quantity == Quantity::LearningRate || self.role(*cell) == Role::Current
            })
            .map(|cell| self.given(cell))
            .collect();
        let gap = Span::styled(self.symbol(" … "), self.styles.faint);
        let mut room = width.saturating_sub(singles.iter().map(Line::width).sum());

        let outputs = example.target.len();
        let target = |unit| Cell::of_unit(Quantity::Target, 0, unit);
        let used = (0..outputs).find(|unit| self.role(target(*unit)) != Role::Rest);
        let all: usize = (0..outputs).map(|unit| self.given(target(unit)).width()).sum();
        let first = if all <= room { 0 } else { used.unwrap_or(0) };
        let mut line = Line::default();
        if first > 0 {
            room = room.saturating_sub(gap.width());
            line.push_span(gap.clone());
        }
        for unit in first..outputs {
            let given = self.given(target(unit));
            let behind = if unit + 1 < outputs { gap.width() } else { 0 };
            if given.width() + behind > room {
                line.push_span(gap);
                break;
            }
            room -= given.width();
            line.spans.extend(given.spans);
        }
        line.spans.extend(singles.into_iter().flatten());
        line
    }

    fn given(&self, cell: Cell) -> Line<'static> {
        let symbol = self.symbol(&self.stepper.names.symbol(cell));
        let style = self.style(self.role(cell));
        Line::from(vec![
            Span::styled(format!(" {symbol} = "), style),
            Span::styled(self.number(cell), self.number_style(cell, style)),
            Span::styled(" ", style),
        ])
    }

    fn draw(&self, area: Rect, buf: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        let layout = Layout::new(&self.plan(), area);
        let edges = self.edges(&layout);
        self.draw_edges(&edges, area, buf);
        for placed in &layout.placed {
            self.draw_unit(*placed, layout.form, buf);
        }
        self.draw_weights(&edges, &layout, area, buf);
        self.draw_notes(&layout, area, buf);
    }

    fn draw_notes(&self, layout: &Layout, area: Rect, buf: &mut Buffer) {
        let words = &self.settings.text().stepper;
        for (place, count) in &layout.hidden_units {
            let note = fill(&words.units_not_shown, &[("n", &count.to_string())]);
            let note = Line::styled(self.symbol(&format!("… {note}")), self.styles.faint);
            if note.width() <= usize::from(place.width) {
                note.render(*place, buf);
            } else {
                let short = self.symbol(&format!("… +{count}"));
                Line::styled(short, self.styles.faint).render(*place, buf);
            }
        }
        let note = |count: usize| {
            let note = fill(&words.layers_not_shown, &[("n", &count.to_string())]);
            Line::styled(self.symbol(&format!("… {note}")), self.styles.faint)
        };
        if layout.rows_above > 0 {
            note(layout.rows_above).render(Rect { height: 1, ..area }, buf);
        }
        if layout.rows_below > 0 {
            note(layout.rows_below).render(Rect { y: area.bottom() - 1, height: 1, ..area }, buf);
        }
    }
}
