//! The mathematics of the present step: formula in symbols, with numbers, result, NumPy, and why.
//!
//! `formula/quantity.rs` is the same for a whole vector or matrix.

mod quantity;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph, Widget};
use unicode_width::UnicodeWidthStr;

use super::curve;
use super::pen::Pen;
use super::theme::{Styles, changed, styles};
use super::wrap::{wrap, wrap_spans};
use super::{elide, exercise, frame, hunt, words};
use crate::app::Settings;
use crate::app::exercise::Reply;
use crate::app::stepper::{Activity, StepSize, Stepper};
use crate::lesson::check::Verdict;
use crate::lesson::formula::definition;
use crate::lesson::gradient_check::shifted;
use crate::lesson::{Cell, Piece, Quantity, script, vector};

/// The most lines that the curve of the activation function takes.
const MOST_CURVE_LINES: u16 = 18;

/// Draws the panel.
pub fn draw(stepper: &Stepper, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let panel = Panel { stepper, settings, styles: styles(settings.theme) };
    let block = panel.notes(frame::panel(&panel.title(), settings), area.width);
    let inner = frame::inside(&block, area);
    block.render(area, buf);
    let lines = panel.lines(inner);
    let written = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let top = Rect { height: written.min(inner.height), ..inner };
    Paragraph::new(lines).render(top, buf);
    let height = MOST_CURVE_LINES.min(inner.height / 2);
    if written.saturating_add(1 + height) <= inner.height {
        let bottom = Rect { y: inner.bottom() - height, height, ..inner };
        panel.draw_curve(bottom, buf);
    }
}

struct Panel<'a> {
    stepper: &'a Stepper,
    settings: &'a Settings,
    styles: Styles,
}

impl Panel<'_> {
    fn symbol(&self, text: &str) -> String {
        self.settings.symbols().apply(text)
    }

    /// In the lower edge: what the marks mean once there are some, and what can be done here besides stepping on.
    fn notes(&self, mut block: Block<'static>, width: u16) -> Block<'static> {
        let text = self.settings.text();
        let note = |words: &str| Line::styled(format!(" {words} "), self.styles.faint);
        let mut room = usize::from(width).saturating_sub(4);
        if self.stepper.is_changed() {
            let legend = note(&text.editing.legend);
            room = room.saturating_sub(legend.width());
            block = block.title_bottom(legend);
        }
        let offer = note(&text.gradient_check.offer);
        let can_be_checked = self.stepper.focus().and_then(shifted).is_some();
        if can_be_checked && self.stepper.asked().is_none() && offer.width() <= room {
            block = block.title_bottom(offer.right_aligned());
        }
        block
    }

    fn title(&self) -> String {
        let text = self.settings.text();
        let Some(focus) = self.stepper.focus() else {
            return text.stepper.start.clone();
        };
        let names = &self.stepper.names;
        let symbol = match self.stepper.size {
            StepSize::Number => names.symbol(focus),
            StepSize::Quantity => names.vector_symbol(focus),
        };
        self.symbol(&format!(
            "{symbol} – {}",
            words::quantity(text, self.stepper.trace.example(), focus)
        ))
    }

    /// The activation function with the units of the layer on it. It has a place of its own at the bottom, where it does not
    /// move from step to step.
    fn draw_curve(&self, area: Rect, buf: &mut Buffer) {
        if area.width < curve::MIN_SIZE.0 || area.height < curve::MIN_SIZE.1 {
            return;
        }
        if let Some((activation, marks)) = curve::of_step(self.stepper) {
            curve::draw(activation, &marks, Pen::new(self.settings), area, buf);
        }
    }

    fn lines(&self, area: Rect) -> Vec<Line<'static>> {
        let width = usize::from(area.width);
        let prose: Vec<Line> = wrap(&words::why(self.settings, self.stepper), width)
            .into_iter()
            .map(Line::from)
            .collect();
        let Some(focus) = self.stepper.focus() else {
            return prose;
        };
        if let (Activity::Exercise(exercise), Some(cell)) =
            (&self.stepper.activity, self.stepper.asked())
        {
            let mut lines =
                exercise::lines(exercise, cell, self.stepper, Pen::new(self.settings), width);
            if lines.len() > usize::from(area.height) {
                lines.retain(|line| line.width() > 0);
            }
            return lines;
        }
        if let Activity::Hunt(hunt) = &self.stepper.activity {
            let written = self.write(focus);
            let mut lines = written
                .map_or_else(Vec::new, |written| self.calculation(&written, width, usize::MAX));
            lines.push(Line::default());
            let room = usize::from(area.height).saturating_sub(lines.len());
            lines.extend(hunt::lines(hunt, self.stepper, Pen::new(self.settings), width, room));
            return lines;
        }
        let room = usize::from(area.height).saturating_sub(prose.len() + 1);
        let mut lines = match self.stepper.size {
            StepSize::Quantity if self.stepper.current().len() > 1 => {
                self.quantity(focus, width, room)
            }
            _ => self.number(focus, width, room),
        };
        if lines.len() < room {
            lines.push(Line::default());
        }
        if let Activity::Exercise(exercise) = &self.stepper.activity
            && exercise.reply(focus) == Some(&Reply::Judged(Verdict::Right))
        {
            let right = self.symbol(&format!("✓ {}", self.settings.text().exercise.right));
            lines.insert(0, Line::from(Span::styled(right, self.styles.signal)));
        }
        lines.extend(prose);
        lines
    }

    /// The calculation of one number, with as many terms of its sums as there is room for.
    fn number(&self, cell: Cell, width: usize, room: usize) -> Vec<Line<'static>> {
        const MOST_TERMS: [usize; 6] = [usize::MAX, 24, 12, 6, 4, 3];
        let written = self.write(cell);
        // A sum of hundreds of terms need not be laid out to know that it is too long.
        let is_hopeless = (written.as_ref())
            .is_some_and(|written| written.least_width() > width.saturating_mul(room));
        let mut lines = Vec::new();
        for terms in MOST_TERMS.into_iter().skip(usize::from(is_hopeless)) {
            lines = self.number_with(cell, written.as_ref(), width, terms);
            if lines.len() <= room {
                break;
            }
        }
        lines
    }

    fn number_with(
        &self,
        cell: Cell,
        written: Option<&Written>,
        width: usize,
        terms: usize,
    ) -> Vec<Line<'static>> {
        let mut lines =
            written.map_or_else(Vec::new, |written| self.calculation(written, width, terms));
        lines.extend(self.definition(cell, width));
        lines.extend(self.second_pass(cell, width, terms));
        lines.push(Line::default());
        let (trace, names) = (&self.stepper.trace, &self.stepper.names);
        let code = if terms < usize::MAX && cell.quantity.is_single() {
            vector::numpy(trace.example(), names, cell)
        } else {
            let formula = trace.formula(cell);
            formula.map(|formula| format!("{} = {}", names.numpy(cell), formula.numpy(names)))
        };
        lines.extend(self.numpy(code, width));
        lines
    }

    /// The formula of a cell, written out once; `None` for a given one.
    fn write(&self, cell: Cell) -> Option<Written> {
        let (trace, names) = (&self.stepper.trace, &self.stepper.names);
        let formula = trace.formula(cell)?;
        let notation = &self.settings.notation;
        let lookup = |cell| trace.value(cell);
        Some(Written {
            cell,
            symbols: formula.symbols(names, self.settings.symbols()),
            numbers: formula.numbers(notation, &lookup),
            closes: formula.closes(notation, &lookup),
        })
    }

    /// Symbols, numbers and result, each on a line of its own.
    fn calculation(&self, written: &Written, width: usize, terms: usize) -> Vec<Line<'static>> {
        let name = self.symbol(&self.stepper.names.symbol(written.cell));
        let indent = name.width() + 3;
        let left = " ".repeat(name.width() + 1);

        let mut lines = self.in_symbols(written, width, terms);
        let mut numbers = vec![Span::raw(format!("{left}= "))];
        numbers.extend(self.numbers(written, terms));
        lines.extend(wrap_spans(numbers, width, indent));
        let relation = self.symbol(if written.closes { "=" } else { "≈" });
        lines.push(Line::from(vec![
            Span::raw(format!("{left}{relation} ")),
            self.result(written.cell),
        ]));
        lines
    }

    fn in_symbols(&self, written: &Written, width: usize, terms: usize) -> Vec<Line<'static>> {
        let name = self.symbol(&self.stepper.names.symbol(written.cell));
        let indent = name.width() + 3;
        let mut spans = vec![Span::styled(name, self.styles.result), Span::raw(" = ")];
        spans.extend(self.pieces(&written.symbols, terms, |_| false));
        wrap_spans(spans, width, indent)
    }

    /// What `sigmoid` and its kin mean, where the step uses one.
    fn definition(&self, cell: Cell, width: usize) -> Vec<Line<'static>> {
        if cell.quantity != Quantity::Activation {
            return Vec::new();
        }
        let layer = &self.stepper.trace.example().network.layers()[cell.layer];
        let definition = definition(layer.activation);
        let definition = Span::styled(self.symbol(definition), self.styles.faint);
        std::iter::once(Line::default()).chain(wrap_spans(vec![definition], width, 2)).collect()
    }

    /// The numbers of the second forward pass, which are no steps of their own: one line a quantity.
    fn second_pass(&self, cell: Cell, width: usize, most: usize) -> Vec<Line<'static>> {
        let supporting = script::supporting(self.stepper.trace.example(), cell);
        if supporting.is_empty() {
            return Vec::new();
        }
        let heading =
            Line::styled(self.settings.text().stepper.second_pass.clone(), self.styles.faint);
        let shown = elide::elided(supporting.len(), most);
        let numbers = shown.into_iter().map(|index| {
            let Some(cell) = index.map(|index| supporting[index]) else {
                return vec![Span::raw(self.symbol("…  "))];
            };
            let name = self.symbol(&self.stepper.names.symbol(cell));
            let number = self.settings.notation.number(self.stepper.trace.value(cell));
            let differs = self.stepper.differs(cell, &self.settings.notation);
            vec![
                Span::raw(format!("{name} ")),
                Span::styled(number, changed(self.styles.text, differs)),
                Span::raw("  "),
            ]
        });
        std::iter::once(heading).chain(wrap_spans(numbers.flatten().collect(), width, 0)).collect()
    }

    fn numpy(&self, code: Option<String>, width: usize) -> Vec<Line<'static>> {
        let Some(code) = code else {
            return Vec::new();
        };
        let label = format!("{}  ", self.settings.text().stepper.numpy);
        let indent = label.width();
        wrap_spans(
            vec![Span::styled(label, self.styles.faint), Span::styled(code, self.styles.code)],
            width,
            indent,
        )
    }

    /// A formula with the numbers put in, with at most so many terms of its sum.
    fn numbers(&self, written: &Written, terms: usize) -> Vec<Span<'static>> {
        let notation = &self.settings.notation;
        let differs = |cell| self.stepper.differs(cell, notation);
        self.pieces(&written.numbers, terms, differs)
    }

    /// The number in a cell as a result.
    fn result(&self, cell: Cell) -> Span<'static> {
        let notation = &self.settings.notation;
        Span::styled(
            notation.number(self.stepper.trace.value(cell)),
            changed(self.styles.result, self.stepper.differs(cell, notation)),
        )
    }

    /// The pieces of a formula with at most so many terms of its sum, with what comes from the network set apart, and marked where it
    /// `differs` from what was there before the learner changed it.
    fn pieces(
        &self,
        pieces: &[Piece],
        terms: usize,
        differs: impl Fn(Cell) -> bool,
    ) -> Vec<Span<'static>> {
        let gap = self.symbol("…");
        let flow = words::flow(&self.styles, self.stepper.phase());
        elide::terms(pieces, terms, &gap)
            .into_iter()
            .map(|piece| match piece.cell {
                Some(cell) => Span::styled(piece.text, changed(flow, differs(cell))),
                None => Span::styled(piece.text, self.styles.text),
            })
            .collect()
    }
}

/// The formula of a cell, written out in full: what there is no room for is left out of it.
struct Written {
    cell: Cell,
    symbols: Vec<Piece>,
    numbers: Vec<Piece>,
    /// Whether the numbers as they are written give the result as it is written.
    closes: bool,
}

impl Written {
    /// Not more columns than it takes with all of its terms: in symbols and in numbers at least one for each piece.
    fn least_width(&self) -> usize {
        self.symbols.len() + self.numbers.len()
    }
}
