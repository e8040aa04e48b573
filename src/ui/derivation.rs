//! The panel that tells why a number is what it is: the factors found so far, and the present
//! reason.
//!
//! ```text
//! ╭ why is δʰ what it is? – 3 of 10 ─────╮
//! │ ∂a/∂h  f′(h)    0.24998              │
//! │▶∂z/∂a  W        0.1                  │
//! │                                      │
//! │ a goes into the sum z times …        │
//! │ ∂z/∂a = W                            │
//! │       = 0.1                          │
//! ╰──────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pen::Pen;
use super::words::Scene;
use super::wrap::wrap_spans;
use super::{field, fit, frame};
use crate::app::aside::Derived;
use crate::app::stepper::Stepper;
use crate::lesson::derivation::{Derivation, Factor, Reason};
use crate::text::derivation::{Part, Teller};

/// Draws the panel.
pub fn draw(derived: &Derived, stepper: &Stepper, pen: Pen, area: Rect, buf: &mut Buffer) {
    let words = &pen.words.derivation;
    let panel = Panel {
        derived,
        teller: Teller {
            text: pen.words,
            trace: &stepper.trace,
            names: &stepper.names,
            notation: pen.notation(),
            keeps_back: stepper.asked().is_some() && !derived.found.contains(&derived.place),
        },
        asks: stepper.asks_for_factor(),
        is_asking: stepper.asked().is_some(),
        pen,
    };
    let Derivation { cell, reasons, .. } = &derived.derivation;
    let symbol = Scene { stepper, pen }.symbol(*cell);
    let title = if reasons.contains(&Reason::Whole) {
        let all = stepper.names.vector_symbol(*cell);
        pen.fill(&words.title_whole, &[("symbol", &all), ("example", &symbol)])
    } else {
        pen.fill(&words.title, &[("symbol", &symbol)])
    };
    let total = reasons.len();
    let place = pen.fill(&words.position, &[("n", &(derived.place + 1)), ("total", &total)]);
    let place = Line::from(pen.span(&format!(" {place} "), pen.styles.faint)).right_aligned();
    let block = pen.frame(&title).title_bottom(place);
    let inner = frame::padded(frame::open(block, area, buf));
    pen.write(panel.lines(usize::from(inner.width), usize::from(inner.height)), inner, buf);
}

struct Panel<'a> {
    derived: &'a Derived,
    teller: Teller<'a>,
    /// Whether the present factor is asked for.
    asks: bool,
    /// Whether numbers are asked for at all.
    is_asking: bool,
    pen: Pen,
}

impl Panel<'_> {
    /// What is said now, below as many of the factors found so far as there is room for.
    fn lines(&self, width: usize, height: usize) -> Vec<Line<'static>> {
        let said = self.teller.tell(&self.derived.derivation, self.derived.reason());
        let mut said: Vec<Line> = said.iter().flat_map(|part| self.part(part, width)).collect();
        if self.asks {
            let words = &self.pen.words.exercise;
            said.push(Line::default());
            said.extend(field::lines(&words.answer, &self.derived.field, self.pen, width));
            if self.derived.is_wrong {
                said.extend(self.pen.paragraph(&words.not_it, self.pen.styles.warning, width));
            }
        }
        let found = self.found(width);
        let room = height.saturating_sub(said.len() + 1);
        let mut lines: Vec<Line> = match found.len().checked_sub(room) {
            Some(0) | None => found,
            Some(_) if room < 2 => Vec::new(),
            Some(over) => {
                let gap = Line::from(self.pen.span("…", self.pen.styles.faint));
                std::iter::once(gap).chain(found.into_iter().skip(over + 1)).collect()
            }
        };
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(said);
        lines
    }

    /// One line for each factor found so far.
    fn found(&self, width: usize) -> Vec<Line<'static>> {
        let shown = &self.derived.derivation.reasons[..=self.derived.place];
        let found = |(place, reason): (usize, &'_ Reason)| match reason {
            Reason::Factor(factor) => {
                let keeps_back = self.is_asking && !self.derived.found.contains(&place);
                let row = Teller { keeps_back, ..self.teller }.found(factor);
                Some((factor.clone(), row.map(|text| self.pen.symbol(&text))))
            }
            _ => None,
        };
        let (factors, rows): (Vec<Factor>, Vec<[String; 3]>) =
            shown.iter().enumerate().filter_map(found).unzip();
        let widest = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
        let styles = self.pen.styles;
        let [symbols, formulas, numbers] = [0, 1, 2].map(widest);
        // Where not all of it has room, the number says more than the formula, which was told above.
        let has_room = 1 + symbols + 2 + formulas + 2 + numbers <= width;
        let line = |(factor, row): (&Factor, &[String; 3])| {
            let is_present =
                matches!(self.derived.reason(), Reason::Factor(present) if present == factor);
            Line::from(vec![
                self.pen.mark(is_present),
                Span::styled(fit::left(&row[0], symbols + 2), styles.text),
                Span::styled(
                    if has_room { fit::left(&row[1], formulas + 2) } else { String::new() },
                    styles.error,
                ),
                Span::styled(row[2].clone(), styles.result),
            ])
        };
        factors.iter().zip(&rows).map(line).collect()
    }

    fn part(&self, part: &Part, width: usize) -> Vec<Line<'static>> {
        match part {
            Part::Prose(sentence) => self.pen.prose(sentence, width),
            Part::Equation(left, rows) => {
                let left = self.pen.symbol(left);
                let blank = " ".repeat(left.width());
                let row = |(index, (sign, right)): (usize, &(String, String))| {
                    let first = if index == 0 { left.clone() } else { blank.clone() };
                    let is_result = index > 0 && index + 1 == rows.len();
                    let styles = self.pen.styles;
                    let style = if is_result { styles.result } else { styles.text };
                    let start = format!("{first} {} ", self.pen.symbol(sign));
                    let indent = start.width();
                    let spans = [
                        Span::styled(start, styles.result),
                        Span::styled(self.pen.symbol(right), style),
                    ];
                    wrap_spans(spans, width, indent)
                };
                rows.iter().enumerate().flat_map(row).collect()
            }
        }
    }
}
