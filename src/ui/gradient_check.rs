//! The popup that holds a number of backpropagation against two forward passes.
//!
//! ```text
//! Two forward passes, W once larger and once smaller by ε = 1e−5:
//!   E(W + ε) = 0.1188896689948886   E(W − ε) = 0.118890875134425
//!   (E(W + ε) − E(W − ε)) / 2ε ≈ −0.06030697680
//! Backpropagation:
//!   ∂E/∂W = −δᵒ·a = −0.06030697681
//! …
//!      ε   difference / 2ε       digits   what large and small ε do
//! ```
//!
//! Numbers that are compared are written with all their digits, however many the lesson shows:
//! which of them agree is the point.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::fit::{left, right};
use super::pen::{Lines, Pen};
use super::popup::beside;
use super::words::Scene;
use super::wrap::wrap_spans;
use crate::app::stepper::Stepper;
use crate::lesson::calculation::Relation;
use crate::lesson::gradient_check::{EPSILONS, GradientCheck, gradient, gradient_check, shifted};
use crate::lesson::{Arithmetic, Cell, Expr, Notation, Quantity, expr};
use crate::text::Values;

/// The columns of the popup's inside: as many as the smallest window has room for.
const WIDTH: usize = 76;

/// The popup's title and its lines, for the ε of that index.
pub fn popup(stepper: &Stepper, epsilon: usize, pen: Pen) -> (String, Lines) {
    let words = &pen.words.gradient_check;
    let popup = stepper.focus().and_then(|cell| {
        let check = gradient_check(&stepper.trace, cell, EPSILONS[epsilon])?;
        let shifted = shifted(stepper.trace.example(), cell)?;
        Some(Checked { stepper, pen, cell, shifted, check })
    });
    match popup {
        Some(popup) => {
            (pen.fill(&words.title, &[("symbol", &popup.symbol(popup.cell))]), popup.lines())
        }
        None => (pen.words.keys.gradient_check.clone(), pen.prose(&words.elsewhere, WIDTH)),
    }
}

struct Checked<'a> {
    stepper: &'a Stepper,
    pen: Pen,
    /// The step that is checked.
    cell: Cell,
    /// What is shifted to check it.
    shifted: Cell,
    check: GradientCheck,
}

impl Checked<'_> {
    fn symbol(&self, cell: Cell) -> String {
        Scene { stepper: self.stepper, pen: self.pen }.symbol(cell)
    }

    /// With all digits.
    fn exact(&self, number: f64) -> String {
        self.all_digits().number(number)
    }

    fn all_digits(&self) -> Notation {
        *self.pen.with_digits(Notation::MAX_DIGITS).notation()
    }

    fn epsilon(&self, epsilon: f64) -> String {
        let minus = self.pen.notation().minus.to_string();
        self.pen.symbol(&format!("{epsilon:e}").replace('-', &minus))
    }

    fn lines(&self) -> Lines {
        let words = &self.pen.words.gradient_check;
        let epsilon = self.epsilon(self.check.epsilon);
        let values: &Values = &[("symbol", &self.symbol(self.shifted)), ("epsilon", &epsilon)];
        let mut lines = self.pen.sentence(&words.measured, values, WIDTH);
        lines.extend(self.measured());
        lines.push(Line::from(words.backpropagation.clone()));
        lines.extend(self.backpropagation());
        lines.extend(self.sign());
        lines.push(Line::default());
        let table = self.table();
        let width = table.iter().map(Line::width).max().unwrap_or(0) + 3;
        let notes = self.notes(WIDTH.saturating_sub(width));
        lines.extend(beside(table, notes));
        // So that the popup is as wide at every step.
        if let Some(last) = lines.last_mut() {
            last.push_span(Span::raw(" ".repeat(WIDTH.saturating_sub(last.width()))));
        }
        lines
    }

    /// The two losses, and the slope between them.
    fn measured(&self) -> Lines {
        let name = self.symbol(self.shifted);
        let [above, below] = ["+", "−"].map(|sign| self.pen.symbol(&format!("E({name} {sign} ε)")));
        let measured = self.check.measured;
        let losses = [(&above, measured.above), (&below, measured.below)]
            .map(|(name, loss)| format!("  {name} = {}", self.pen.notation().full().number(loss)));
        let side_by_side = losses.join(" ");
        let mut lines = if side_by_side.width() <= WIDTH {
            vec![Line::from(side_by_side)]
        } else {
            losses.map(Line::from).into()
        };
        let quotient = self.pen.symbol(&format!("  ({above} − {below}) / 2ε ≈ "));
        let mut slope = vec![Span::raw(quotient)];
        slope.extend(self.compared(measured.slope, self.check.digits));
        lines.extend(wrap_spans(slope, WIDTH, 4));
        lines
    }

    fn backpropagation(&self) -> Lines {
        let Some(formula) = gradient(self.stepper.trace.example(), self.cell) else {
            return Vec::new();
        };
        let formula =
            expr::text(&formula.symbols(&self.stepper.names, self.pen.settings.symbols()));
        let slope = self.slope();
        let relation = Relation::of_printed([self.check.gradient], &self.all_digits());
        let relation = self.pen.symbol(relation.sign());
        let mut line = vec![Span::raw(format!("  {slope} = {formula} {relation} "))];
        line.extend(self.compared(self.check.gradient, self.check.digits));
        wrap_spans(line, WIDTH, 4)
    }

    /// `∂E/∂W`
    fn slope(&self) -> String {
        self.pen.symbol(&format!("∂E/∂{}", self.symbol(self.shifted)))
    }

    /// How the number of the step follows from the gradient, and why the sign is turned.
    fn sign(&self) -> Lines {
        let words = &self.pen.words.gradient_check;
        let notation = self.pen.notation();
        let slope = Expr::Leaf(self.check.gradient);
        let (sentence, symbols, formula) = match self.cell.quantity {
            Quantity::ErrorTerm => (&words.error_term, "−", slope),
            Quantity::WeightShare | Quantity::BiasShare => (&words.share, "−", slope),
            // A gradient is the slope itself.
            Quantity::WeightGradient | Quantity::BiasGradient | Quantity::InputGradient => {
                return Vec::new();
            }
            _ => {
                let learning_rate = Expr::Leaf(self.stepper.trace.example().learning_rate);
                (&words.downhill, "−η·", Expr::Product(vec![learning_rate, slope]))
            }
        };
        let Arithmetic { numbers, relation, result } =
            Arithmetic::new(&formula.negated(), notation);
        let line = format!(
            "  {} = {symbols}{} = {} {} {result}",
            self.symbol(self.cell),
            self.slope(),
            expr::text(&numbers),
            relation.sign(),
        );
        let mut lines = self.pen.prose(sentence, WIDTH);
        lines.extend(wrap_spans(vec![Span::raw(self.pen.symbol(&line))], WIDTH, 4));
        lines
    }

    /// A heading, and one line for each ε.
    fn table(&self) -> Lines {
        let words = &self.pen.words.gradient_check;
        let checks = EPSILONS.iter();
        let checks: Vec<GradientCheck> = checks
            .filter_map(|&epsilon| gradient_check(&self.stepper.trace, self.cell, epsilon))
            .collect();
        let widest = |text: &dyn Fn(&GradientCheck) -> String| {
            checks.iter().map(|check| text(check).width()).max().unwrap_or(0)
        };
        let epsilons = widest(&|check| self.epsilon(check.epsilon));
        let numbers = widest(&|check| self.exact(check.measured.slope)).max(words.quotient.width());
        let heading = format!(
            "  {}  {}  {}",
            right(&self.pen.symbol("ε"), epsilons),
            left(&words.quotient, numbers),
            words.digits
        );
        let row = |check: &GradientCheck| {
            let is_chosen = check.epsilon == self.check.epsilon;
            let epsilon = right(&self.epsilon(check.epsilon), epsilons);
            let mut line = Line::from(vec![
                self.pen.mark(is_chosen),
                Span::raw(" "),
                Span::styled(epsilon, self.pen.choice(is_chosen)),
                Span::raw("  "),
            ]);
            let slope = check.measured.slope;
            let after = numbers + 2 - self.exact(slope).width();
            let digits = right(&check.digits.to_string(), words.digits.width());
            line.spans.extend(self.compared(slope, check.digits));
            line.push_span(Span::raw(format!("{}{digits}", " ".repeat(after))));
            line
        };
        let heading = Line::from(Span::styled(heading, self.pen.styles.faint));
        std::iter::once(heading).chain(checks.iter().map(row)).collect()
    }

    /// What the digits say, beside the table.
    fn notes(&self, width: usize) -> Lines {
        let words = &self.pen.words.gradient_check;
        let digits = self.check.digits;
        let sentence = if digits == 0 { &words.differ } else { &words.agree };
        let values: &Values =
            &[("epsilon", &self.epsilon(self.check.epsilon)), ("digits", &digits)];
        let mut notes = self.pen.sentence(sentence, values, width);
        for paragraph in [&words.too_large, &words.too_small] {
            notes.push(Line::default());
            notes.extend(self.pen.prose(paragraph, width));
        }
        notes
    }

    /// A number whose first `digits` digits are marked.
    fn compared(&self, number: f64, digits: usize) -> [Span<'static>; 2] {
        let text = self.exact(number);
        let mut significant = text.char_indices().filter(|(at, character)| {
            character.is_ascii_digit() && text[..=*at].contains(|c: char| ('1'..='9').contains(&c))
        });
        let end = match digits {
            0 => 0,
            _ => significant.nth(digits - 1).map_or(text.len(), |(at, _)| at + 1),
        };
        [
            Span::styled(text[..end].to_owned(), self.pen.styles.agreeing),
            Span::styled(text[end..].to_owned(), self.pen.styles.faint),
        ]
    }
}
