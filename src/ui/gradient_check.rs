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
//! Numbers that are compared are written with all their digits, however many the lesson shows: which of them agree is the point.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::theme::{Styles, styles};
use super::wrap::{wrap, wrap_spans};
use crate::app::Settings;
use crate::app::stepper::Stepper;
use crate::lesson::gradient_check::{EPSILONS, GradientCheck, gradient, gradient_check, shifted};
use crate::lesson::{Arithmetic, Cell, Expr, Notation, Quantity, expr};
use crate::text::fill;

/// The columns of the popup's inside: as many as the smallest window has room for.
const WIDTH: usize = 76;

/// The popup's title and its lines, for the ε of that index.
pub fn popup(
    stepper: &Stepper,
    epsilon: usize,
    settings: &Settings,
) -> (String, Vec<Line<'static>>) {
    let words = &settings.text().gradient_check;
    let check = stepper.focus().and_then(|cell| {
        let check = gradient_check(&stepper.trace, cell, EPSILONS[epsilon])?;
        Some(Popup {
            stepper,
            settings,
            styles: styles(settings.theme),
            cell,
            shifted: shifted(cell)?,
            check,
        })
    });
    match check {
        Some(popup) => {
            (fill(&words.title, &[("symbol", &popup.symbol(popup.cell))]), popup.lines())
        }
        None => (settings.text().keys.gradient_check.clone(), prose(&words.elsewhere, WIDTH)),
    }
}

fn prose(sentence: &str, width: usize) -> Vec<Line<'static>> {
    wrap(sentence, width).into_iter().map(Line::from).collect()
}

struct Popup<'a> {
    stepper: &'a Stepper,
    settings: &'a Settings,
    styles: Styles,
    /// The step that is checked.
    cell: Cell,
    /// What is shifted to check it.
    shifted: Cell,
    check: GradientCheck,
}

impl Popup<'_> {
    fn symbol(&self, cell: Cell) -> String {
        self.plain(&self.stepper.names.symbol(cell))
    }

    fn plain(&self, text: &str) -> String {
        self.settings.symbols().apply(text)
    }

    /// With all digits.
    fn exact(&self, number: f64) -> String {
        let notation = Notation { digits: Notation::MAX_DIGITS, ..self.settings.notation };
        notation.number(number)
    }

    fn epsilon(&self, epsilon: f64) -> String {
        let machine = format!("{epsilon:e}");
        let minus = self.settings.notation.minus.to_string();
        self.plain(&machine.replace('-', &minus))
    }

    fn lines(&self) -> Vec<Line<'static>> {
        let words = &self.settings.text().gradient_check;
        let epsilon = self.epsilon(self.check.epsilon);
        let values = [("symbol", &*self.symbol(self.shifted)), ("epsilon", &epsilon)];
        let mut lines = prose(&fill(&words.measured, &values), WIDTH);
        lines.extend(self.measured());
        lines.push(Line::from(words.backpropagation.clone()));
        lines.extend(self.backpropagation());
        lines.extend(self.sign());
        lines.push(Line::default());
        let table = self.table();
        let width = table.iter().map(Line::width).max().unwrap_or(0) + 3;
        let notes = self.notes(WIDTH.saturating_sub(width));
        for (index, mut row) in table.into_iter().enumerate() {
            if let Some(note) = notes.get(index) {
                row.push_span(Span::raw(" ".repeat(width - row.width())));
                row.spans.extend(note.spans.iter().cloned());
            }
            lines.push(row);
        }
        // So that the popup is as wide at every step.
        if let Some(last) = lines.last_mut() {
            last.push_span(Span::raw(" ".repeat(WIDTH.saturating_sub(last.width()))));
        }
        lines
    }

    /// The two losses, and the slope between them.
    fn measured(&self) -> Vec<Line<'static>> {
        let name = self.symbol(self.shifted);
        let [above, below] = ["+", "−"].map(|sign| self.plain(&format!("E({name} {sign} ε)")));
        let measured = self.check.measured;
        let losses = [(&above, measured.above), (&below, measured.below)]
            .map(|(name, loss)| format!("  {name} = {}", self.exact(loss)));
        let side_by_side = losses.join(" ");
        let mut lines = if side_by_side.width() <= WIDTH {
            vec![Line::from(side_by_side)]
        } else {
            losses.map(Line::from).into()
        };
        let quotient = self.plain(&format!("  ({above} − {below}) / 2ε ≈ "));
        let mut slope = vec![Span::raw(quotient)];
        slope.extend(self.compared(measured.slope, self.check.digits));
        lines.extend(wrap_spans(slope, WIDTH, 4));
        lines
    }

    fn backpropagation(&self) -> Vec<Line<'static>> {
        let Some(formula) = gradient(self.cell) else {
            return Vec::new();
        };
        let formula = expr::text(&formula.symbols(&self.stepper.names, self.settings.symbols()));
        let slope = self.slope();
        let mut line = vec![Span::raw(format!("  {slope} = {formula} = "))];
        line.extend(self.compared(self.check.gradient, self.check.digits));
        wrap_spans(line, WIDTH, 4)
    }

    /// `∂E/∂W`
    fn slope(&self) -> String {
        self.plain(&format!("∂E/∂{}", self.symbol(self.shifted)))
    }

    /// How the number of the step follows from the gradient, and why the sign is turned.
    fn sign(&self) -> Vec<Line<'static>> {
        let words = &self.settings.text().gradient_check;
        let notation = &self.settings.notation;
        let slope = Expr::Leaf(self.check.gradient);
        let (sentence, symbols, formula) = if self.cell.quantity == Quantity::ErrorTerm {
            (&words.error_term, "−", slope)
        } else {
            let learning_rate = Expr::Leaf(self.stepper.trace.example().learning_rate);
            (&words.downhill, "−η·", Expr::Product(vec![learning_rate, slope]))
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
        let mut lines = prose(sentence, WIDTH);
        lines.extend(wrap_spans(vec![Span::raw(self.plain(&line))], WIDTH, 4));
        lines
    }

    /// One line for each ε.
    fn table(&self) -> Vec<Line<'static>> {
        let words = &self.settings.text().gradient_check;
        let checks: Vec<GradientCheck> = EPSILONS
            .iter()
            .filter_map(|&epsilon| gradient_check(&self.stepper.trace, self.cell, epsilon))
            .collect();
        let epsilon_width =
            checks.iter().map(|check| self.epsilon(check.epsilon).width()).max().unwrap_or(0);
        let number_width = checks
            .iter()
            .map(|check| self.exact(check.measured.slope).width())
            .max()
            .unwrap_or(0)
            .max(words.quotient.width());
        let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.width()));
        let epsilon = self.plain("ε");
        let mut lines = vec![Line::from(Span::styled(
            format!(
                "  {}{epsilon}  {}{}  {}",
                pad(&epsilon, epsilon_width),
                words.quotient,
                pad(&words.quotient, number_width),
                words.digits,
            ),
            self.styles.faint,
        ))];
        for check in checks {
            let is_chosen = check.epsilon == self.check.epsilon;
            let mark = if is_chosen { self.plain("▶") } else { " ".to_owned() };
            let style = if is_chosen { self.styles.current } else { self.styles.text };
            let epsilon = self.epsilon(check.epsilon);
            let number = self.exact(check.measured.slope);
            let digits = check.digits.to_string();
            let mut line = Line::from(vec![
                Span::styled(format!("{mark} "), self.styles.key),
                Span::styled(format!("{}{epsilon}", pad(&epsilon, epsilon_width)), style),
                Span::raw("  "),
            ]);
            line.spans.extend(self.compared(check.measured.slope, check.digits));
            line.push_span(Span::raw(pad(&number, number_width + 2)));
            line.push_span(Span::raw(format!("{}{digits}", pad(&digits, words.digits.width()))));
            lines.push(line);
        }
        lines
    }

    /// What the digits say, beside the table.
    fn notes(&self, width: usize) -> Vec<Line<'static>> {
        let words = &self.settings.text().gradient_check;
        let digits = self.check.digits;
        let sentence = if digits == 0 { &words.differ } else { &words.agree };
        let values =
            [("epsilon", &*self.epsilon(self.check.epsilon)), ("digits", &*digits.to_string())];
        let paragraphs = [&fill(sentence, &values), &words.too_large, &words.too_small];
        let mut notes = Vec::new();
        for paragraph in paragraphs {
            if !notes.is_empty() {
                notes.push(Line::default());
            }
            notes.extend(prose(paragraph, width));
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
            Span::styled(text[..end].to_owned(), self.styles.agreeing),
            Span::styled(text[end..].to_owned(), self.styles.faint),
        ]
    }
}
