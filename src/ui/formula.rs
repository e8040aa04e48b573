//! The mathematics of the present step: formula in symbols, with numbers, result, NumPy, and why.
//!
//! `formula/quantity.rs` is the same for a whole vector or matrix.

mod quantity;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;
use unicode_width::UnicodeWidthStr;

use super::curve;
use super::pen::Pen;
use super::theme::changed;
use super::wrap::wrap_spans;
use super::{elide, exercise, frame, hunt, words};
use crate::app::exercise::Reply;
use crate::app::hunt::Hunt;
use crate::app::stepper::{Activity, Reveal, StepSize, Stepper};
use crate::lesson::check::Verdict;
use crate::lesson::descent::Descent;
use crate::lesson::expr::text;
use crate::lesson::formula::definition;
use crate::lesson::gradient_check::shifted;
use crate::lesson::{Calculation, Cell, Piece, Quantity, Whole, script};
use crate::text::{Values, join};

/// The most lines that the curve of the activation function takes.
const MOST_CURVE_LINES: u16 = 18;

/// Draws the panel.
pub fn draw(stepper: &Stepper, pen: Pen, area: Rect, buf: &mut Buffer) {
    let panel = Panel { stepper, pen };
    let block = panel.notes(pen.frame(&panel.title()), area.width);
    let inner = frame::padded(frame::open(block, area, buf));
    let lines = panel.lines(inner);
    let written = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    pen.write(lines, inner, buf);
    let height = MOST_CURVE_LINES.min(inner.height / 2);
    let has_curve = !pen.settings.presents;
    if has_curve && written.saturating_add(1 + height) <= inner.height {
        let bottom = Rect { y: inner.bottom() - height, height, ..inner };
        panel.draw_curve(bottom, buf);
    }
}

struct Panel<'a> {
    stepper: &'a Stepper,
    pen: Pen,
}

impl Panel<'_> {
    /// In the lower edge: what the marks mean once there are some, and what can be done here
    /// besides stepping on.
    fn notes(&self, mut block: Block<'static>, width: u16) -> Block<'static> {
        let text = self.pen.words;
        let note = |words: &str| Line::styled(format!(" {words} "), self.pen.styles.faint);
        let mut room = usize::from(width).saturating_sub(4);
        if self.stepper.is_changed() {
            let legend = note(&text.editing.legend);
            room = room.saturating_sub(legend.width());
            block = block.title_bottom(legend);
        }
        let example = self.stepper.trace.example();
        let focus = self.stepper.focus().filter(|_| self.stepper.asked().is_none());
        let descends = focus.is_some_and(|cell| Descent::is_about(example, cell));
        let is_checked = focus.is_some_and(|cell| shifted(example, cell).is_some());
        let offers = [(descends, &text.descent.offer), (is_checked, &text.gradient_check.offer)];
        for (_, offer) in offers.into_iter().filter(|(is_offered, _)| *is_offered) {
            let offer = note(offer);
            if offer.width() <= room {
                room = room.saturating_sub(offer.width() + 1);
                block = block.title_bottom(offer.right_aligned());
            }
        }
        block
    }

    fn title(&self) -> String {
        let text = self.pen.words;
        let Some(focus) = self.stepper.focus() else {
            return text.stepper.start.clone();
        };
        let symbol = self.symbol(focus);
        self.pen.symbol(&format!(
            "{symbol} – {}",
            words::quantity(text, self.stepper.trace.example(), focus)
        ))
    }

    /// The activation function with the units of the layer on it. It has a place of its own at the
    /// bottom, where it does not move from step to step.
    fn draw_curve(&self, area: Rect, buf: &mut Buffer) {
        if area.width < curve::MIN_SIZE.0 || area.height < curve::MIN_SIZE.1 {
            return;
        }
        if let Some((activation, marks)) = curve::of_step(self.stepper) {
            curve::draw(activation, &marks, self.pen, area, buf);
        }
    }

    fn lines(&self, area: Rect) -> Vec<Line<'static>> {
        let width = usize::from(area.width);
        let mut prose = self.pen.prose(&words::why(&self.pen.settings, self.stepper), width);
        let legend = words::legend(self.pen, self.stepper);
        prose.extend(legend.iter().flat_map(|legend| self.pen.prose(legend, width)));
        prose.extend(self.outer_product(width));
        let Some(focus) = self.stepper.focus() else {
            return prose;
        };
        if self.pen.settings.presents && matches!(self.stepper.activity, Activity::Reading) {
            prose = Vec::new();
        }
        if let Some(lines) = self.while_asked(area) {
            return lines;
        }
        if let Activity::Hunt(hunt) = &self.stepper.activity {
            return self.while_searching(hunt, focus, area);
        }
        let question = if self.pen.settings.presents { self.question(focus) } else { Vec::new() };
        let room = usize::from(area.height).saturating_sub(question.len() + prose.len() + 1);
        let mut lines = match self.stepper.size {
            StepSize::Quantity if self.stepper.current().len() > 1 => {
                self.quantity(focus, width, room)
            }
            _ => self.number(focus, width, room),
        };
        if lines.len() < room {
            lines.push(Line::default());
        }
        lines.splice(0..0, question);
        if let Activity::Exercise(exercise) = &self.stepper.activity
            && exercise.reply(focus) == Some(&Reply::Judged(Verdict::Right))
        {
            let right = format!("✓ {}", self.pen.words.exercise.right);
            lines.insert(0, Line::from(self.pen.span(&right, self.pen.styles.signal)));
        }
        if !self.pen.settings.presents && self.is_first_rounded(focus) {
            let words = &self.pen.words.stepper;
            let note = self.pen.prose(&join(&words.rounded, &words.more_digits), width);
            if lines.len() + prose.len() + note.len() < usize::from(area.height) {
                prose.push(Line::default());
                prose.extend(note);
            }
        }
        lines.extend(prose);
        lines
    }

    /// What a class is asked for.
    fn question(&self, focus: Cell) -> Vec<Line<'static>> {
        let symbol = self.pen.symbol(&self.symbol(focus));
        let question = self.pen.fill(&self.pen.words.stepper.question, &[("symbol", &symbol)]);
        vec![Line::from(self.pen.span(&question, self.pen.styles.title)), Line::default()]
    }

    /// What the numbers of the present step are called.
    fn symbol(&self, focus: Cell) -> String {
        match self.stepper.size {
            StepSize::Number => self.stepper.names.symbol(focus),
            StepSize::Quantity => self.stepper.names.vector_symbol(focus),
        }
    }

    /// What the product of two vectors is, where the step is a matrix made of one.
    fn outer_product(&self, width: usize) -> Vec<Line<'static>> {
        let is_whole = self.stepper.size == StepSize::Quantity && self.stepper.current().len() > 1;
        let whole = self.stepper.focus().filter(|_| is_whole).and_then(|cell| self.whole(cell));
        let Some((rows, columns)) = whole.and_then(|whole| whole.outer_shape()) else {
            return Vec::new();
        };
        let shape: &Values = &[("rows", &rows), ("columns", &columns)];
        self.pen.sentence(&self.pen.words.stepper.outer_product, shape, width)
    }

    /// What is asked for, where the learner is asked.
    fn while_asked(&self, area: Rect) -> Option<Vec<Line<'static>>> {
        let (exercise, cell) = (self.stepper.exercise()?, self.stepper.asked()?);
        let width = usize::from(area.width);
        let mut lines = exercise::lines(exercise, cell, self.stepper, self.pen, width);
        if lines.len() > usize::from(area.height) {
            lines.retain(|line| line.width() > 0);
        }
        Some(lines)
    }

    /// The calculation that is looked at while a slip is searched for, and what is said about it.
    fn while_searching(&self, hunt: &Hunt, focus: Cell, area: Rect) -> Vec<Line<'static>> {
        let width = usize::from(area.width);
        let calculation = self.calculation(focus);
        let mut lines = calculation
            .map_or_else(Vec::new, |calculation| self.in_lines(&calculation, width, usize::MAX));
        lines.push(Line::default());
        let room = usize::from(area.height).saturating_sub(lines.len());
        lines.extend(hunt::lines(hunt, self.stepper, self.pen, width, room));
        lines
    }

    fn is_first_rounded(&self, cell: Cell) -> bool {
        let (trace, names) = (&self.stepper.trace, &self.stepper.names);
        Calculation::first_rounded(trace, names, self.pen.notation()) == Some(cell)
    }

    /// The calculation of one number, with as many terms of its sums as there is room for.
    fn number(&self, cell: Cell, width: usize, room: usize) -> Vec<Line<'static>> {
        const MOST_TERMS: [usize; 6] = [usize::MAX, 24, 12, 6, 4, 3];
        let calculation = self.calculation(cell);
        // A sum of hundreds of terms need not be laid out to know that it is too long.
        let is_hopeless = calculation
            .as_ref()
            .is_some_and(|calculation| least_width(calculation) > width.saturating_mul(room));
        let mut lines = Vec::new();
        for terms in MOST_TERMS.into_iter().skip(usize::from(is_hopeless)) {
            lines = self.number_with(cell, calculation.as_ref(), (width, room), terms);
            if lines.len() <= room {
                break;
            }
        }
        lines
    }

    fn number_with(
        &self,
        cell: Cell,
        calculation: Option<&Calculation>,
        (width, room): (usize, usize),
        terms: usize,
    ) -> Vec<Line<'static>> {
        let mut lines = calculation
            .map_or_else(Vec::new, |calculation| self.in_lines(calculation, width, terms));
        lines.extend(self.definition(cell, width));
        lines.extend(self.second_pass(cell, width, terms));
        lines.push(Line::default());
        let is_elided = terms < usize::MAX && cell.quantity.is_single();
        let whole = if is_elided { self.whole(cell) } else { None };
        let code = match whole {
            Some(whole) => Some(whole.numpy(&self.stepper.names)),
            None => calculation.map(|calculation| calculation.numpy.clone()),
        };
        let code = self.numpy(code, width);
        let before = self.second_pass_code(cell, width);
        if lines.len() + before.len() + code.len() <= room {
            lines.extend(before);
        }
        lines.extend(code);
        lines
    }

    /// `None` for a given cell.
    fn calculation(&self, cell: Cell) -> Option<Calculation> {
        let (trace, names) = (&self.stepper.trace, &self.stepper.names);
        Calculation::new(trace, names, self.pen.notation(), cell)
    }

    /// The formula of a cell's whole quantity; `None` for a given one.
    fn whole(&self, cell: Cell) -> Option<Whole> {
        Whole::new(self.stepper.trace.example(), &self.stepper.names, cell)
    }

    /// Symbols, numbers and result, each on a line of its own.
    fn in_lines(
        &self,
        calculation: &Calculation,
        width: usize,
        terms: usize,
    ) -> Vec<Line<'static>> {
        let Calculation { cell, symbol, symbols, arithmetic, .. } = calculation;
        let seen = self.stepper.seen();
        if seen == Reveal::Question {
            return Vec::new();
        }
        let mut lines = self.equation(symbol, self.symbols(symbols, terms), width);
        let left = " ".repeat(symbol.width());
        if seen >= Reveal::Numbers && text(&arithmetic.numbers) != arithmetic.result {
            lines.extend(self.equation(&left, self.numbers(&arithmetic.numbers, terms), width));
        }
        let relation = self.pen.symbol(arithmetic.relation.sign());
        let result = self.result(*cell, arithmetic.result.clone());
        if seen == Reveal::Result {
            lines.push(Line::from(vec![Span::raw(format!("{left} {relation} ")), result]));
        }
        lines
    }

    /// `left = right`; further lines begin below the right side.
    fn equation(&self, left: &str, right: Vec<Span<'static>>, width: usize) -> Vec<Line<'static>> {
        let start = [Span::styled(left.to_owned(), self.pen.styles.result), Span::raw(" = ")];
        wrap_spans(start.into_iter().chain(right), width, left.width() + 3)
    }

    /// What `sigmoid` and its kin mean, where the step uses one.
    fn definition(&self, cell: Cell, width: usize) -> Vec<Line<'static>> {
        if cell.quantity != Quantity::Activation || self.stepper.seen() == Reveal::Question {
            return Vec::new();
        }
        let definition = definition(self.stepper.trace.example(), cell.layer);
        let definition = self.pen.span(definition, self.pen.styles.faint);
        std::iter::once(Line::default()).chain(wrap_spans(vec![definition], width, 2)).collect()
    }

    /// The numbers of the second forward pass, which are no steps of their own: one line a
    /// quantity.
    fn second_pass(&self, cell: Cell, width: usize, most: usize) -> Vec<Line<'static>> {
        let supporting = script::supporting(self.stepper.trace.example(), cell);
        if supporting.is_empty() || self.stepper.seen() < Reveal::Numbers {
            return Vec::new();
        }
        let heading = Line::styled(&*self.pen.words.stepper.second_pass, self.pen.styles.faint);
        let shown = elide::elided(supporting.len(), most);
        let numbers = shown.into_iter().flat_map(|index| {
            let Some(cell) = index.map(|index| supporting[index]) else {
                return vec![Span::raw(self.pen.symbol("…  "))];
            };
            let name = words::symbol(self.pen, self.stepper, cell);
            let number = words::number(self.pen, self.stepper, cell, self.pen.styles.text);
            vec![Span::raw(format!("{name} ")), number, Span::raw("  ")]
        });
        std::iter::once(heading).chain(wrap_spans(numbers, width, 0)).collect()
    }

    /// The statements that make what the new loss is computed from.
    fn second_pass_code(&self, cell: Cell, width: usize) -> Vec<Line<'static>> {
        let mut first = script::supporting(self.stepper.trace.example(), cell);
        first.retain(|cell| cell.unit == 0);
        let names = &self.stepper.names;
        let code = first.into_iter().filter_map(|cell| Some(self.whole(cell)?.numpy(names)));
        code.flat_map(|code| self.numpy(Some(code), width)).collect()
    }

    fn numpy(&self, code: Option<String>, width: usize) -> Vec<Line<'static>> {
        let Some(code) = code.filter(|_| !self.pen.settings.presents) else {
            return Vec::new();
        };
        let label = format!("{}  ", self.pen.words.stepper.numpy);
        let indent = label.width();
        wrap_spans(
            vec![
                Span::styled(label, self.pen.styles.faint),
                Span::styled(code, self.pen.styles.code),
            ],
            width,
            indent,
        )
    }

    /// The number in a cell as a result.
    fn result(&self, cell: Cell, number: String) -> Span<'static> {
        let differs = self.stepper.differs(cell, self.pen.notation());
        Span::styled(number, changed(self.pen.styles.result, differs))
    }

    /// A formula in symbols, with at most so many terms of its sum.
    fn symbols(&self, pieces: &[Piece], terms: usize) -> Vec<Span<'static>> {
        self.pieces(pieces, terms, &|_| false)
    }

    /// A formula with numbers, with at most so many terms of its sum. Numbers are marked where they
    /// differ from what was there before the learner changed some.
    fn numbers(&self, pieces: &[Piece], terms: usize) -> Vec<Span<'static>> {
        self.pieces(pieces, terms, &|cell| self.stepper.differs(cell, self.pen.notation()))
    }

    fn pieces(
        &self,
        pieces: &[Piece],
        terms: usize,
        is_marked: &dyn Fn(Cell) -> bool,
    ) -> Vec<Span<'static>> {
        let flow = words::flow(self.pen.styles, self.stepper.phase());
        let pieces = elide::terms(pieces, terms, &self.pen.symbol("…")).into_iter();
        let span = |Piece { text, cell }| match cell {
            Some(cell) => Span::styled(text, changed(flow, is_marked(cell))),
            None => Span::styled(text, self.pen.styles.text),
        };
        pieces.map(span).collect()
    }
}

/// Not more columns than a calculation takes with all of its terms: at least one for each piece.
fn least_width(calculation: &Calculation) -> usize {
    calculation.symbols.len() + calculation.arithmetic.numbers.len()
}
