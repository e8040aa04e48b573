//! The panel of a number that is asked for: the question, what is typed, what was said to it, and hints.

use ratatui::text::{Line, Span};

use super::field;
use super::theme::{Styles, styles};
use super::wrap::{wrap, wrap_spans};
use crate::app::Settings;
use crate::app::exercise::{Exercise, Reply};
use crate::app::stepper::Stepper;
use crate::lesson::check::Verdict;
use crate::lesson::hint::Hint;
use crate::lesson::mark::{Marked, compare};
use crate::lesson::mistake::Mistake;
use crate::lesson::{Cell, Expr, Piece};
use crate::text::{fill, names};

/// The lines of the panel while `cell` is asked for.
pub fn lines(
    exercise: &Exercise,
    cell: Cell,
    stepper: &Stepper,
    settings: &Settings,
    width: usize,
) -> Vec<Line<'static>> {
    let panel = Panel { stepper, settings, styles: styles(settings.theme), width };
    let words = &settings.text().exercise;
    let symbol = panel.symbol(&stepper.names.symbol(cell));
    let mut lines = panel.prose(&fill(&words.question, &[("symbol", &symbol)]));
    lines.push(Line::default());
    lines.push(Line::styled(format!("{}:", words.answer), panel.styles.faint));
    let mut typed = vec![Span::styled("> ", panel.styles.key)];
    typed.extend(field::spans(&exercise.field, &panel.styles, width.saturating_sub(2)));
    lines.push(Line::from(typed));
    lines.push(Line::default());
    match exercise.reply(cell) {
        None => lines.extend(panel.prose(&words.how)),
        Some(reply) => lines.extend(panel.reply(cell, reply)),
    }
    for hint in exercise.hints(&stepper.trace, cell) {
        lines.extend(panel.hint(cell, &hint));
    }
    lines
}

struct Panel<'a> {
    stepper: &'a Stepper,
    settings: &'a Settings,
    styles: Styles,
    width: usize,
}

impl Panel<'_> {
    fn symbol(&self, text: &str) -> String {
        self.settings.symbols().apply(text)
    }

    fn prose(&self, sentence: &str) -> Vec<Line<'static>> {
        wrap(sentence, self.width).into_iter().map(Line::from).collect()
    }

    fn warning(&self, sentence: &str) -> Vec<Line<'static>> {
        let lines = wrap(sentence, self.width).into_iter();
        lines.map(|line| Line::from(Span::styled(line, self.styles.warning))).collect()
    }

    fn reply(&self, cell: Cell, reply: &Reply) -> Vec<Line<'static>> {
        let text = self.settings.text();
        match reply {
            Reply::Unreadable(error) => self.warning(&names::answer_error(text, error)),
            Reply::Judged(verdict @ Verdict::Right) => self.prose(&names::verdict(text, verdict)),
            Reply::Judged(verdict) => {
                let mut lines = self.warning(&names::verdict(text, verdict));
                if let Verdict::Mistakes(mistakes) = verdict {
                    lines.extend(self.slip(cell, mistakes));
                }
                lines
            }
        }
    }

    /// The formula of the nearest mistake with the slip marked.
    fn slip(&self, cell: Cell, mistakes: &[(Mistake, Expr)]) -> Vec<Line<'static>> {
        let right = self.stepper.trace.formula(cell);
        let (Some((_, wrong)), Some(right)) = (mistakes.first(), right) else {
            return Vec::new();
        };
        let pieces = |expr: &Expr| expr.symbols(&self.stepper.names, self.settings.symbols());
        let marked = compare(&pieces(&right), &pieces(wrong)).wrong;
        let mut spans = vec![Span::styled(
            format!("{}: ", self.settings.text().exercise.yours),
            self.styles.faint,
        )];
        spans.extend(marked.into_iter().map(|part| self.marked(part)));
        let mut lines = vec![Line::default()];
        lines.extend(wrap_spans(spans, self.width, 2));
        lines
    }

    fn marked(&self, part: Marked) -> Span<'static> {
        let style = if part.differs { self.styles.slip } else { self.styles.text };
        Span::styled(part.piece.text, style)
    }

    fn hint(&self, cell: Cell, hint: &Hint) -> Vec<Line<'static>> {
        let words = &self.settings.text().exercise;
        let trace = &self.stepper.trace;
        let Some(formula) = trace.formula(cell) else {
            return Vec::new();
        };
        let (label, spans) = match hint {
            Hint::Quantities(cells) => (&words.follows_from, self.quantities(cells)),
            Hint::Formula => {
                let pieces = formula.symbols(&self.stepper.names, self.settings.symbols());
                (&words.formula, self.plain(pieces))
            }
            Hint::Numbers => {
                let pieces = formula.numbers(&self.settings.notation, &|cell| trace.value(cell));
                (&words.numbers, self.plain(pieces))
            }
            // The last hint ends the question, and the number stands in its usual place.
            Hint::Result => return Vec::new(),
        };
        let mut line = vec![Span::styled(format!("{label} "), self.styles.faint)];
        line.extend(spans);
        let mut lines = vec![Line::default()];
        lines.extend(wrap_spans(line, self.width, 2));
        lines
    }

    fn quantities(&self, cells: &[Cell]) -> Vec<Span<'static>> {
        let last = cells.len().saturating_sub(1);
        let name = |(index, cell): (usize, &Cell)| {
            let symbol = self.symbol(&self.stepper.names.symbol(*cell));
            let after = if index == last { "" } else { ", " };
            Span::styled(format!("{symbol}{after}"), self.styles.result)
        };
        cells.iter().enumerate().map(name).collect()
    }

    fn plain(&self, pieces: Vec<Piece>) -> Vec<Span<'static>> {
        let piece = |piece: Piece| Span::styled(piece.text, self.styles.text);
        pieces.into_iter().map(piece).collect()
    }
}

/// What came of a run of questions, for the popup at its end.
pub fn summary(exercise: &Exercise, stepper: &Stepper, settings: &Settings) -> Vec<Line<'static>> {
    const WIDTH: usize = 68;
    let styles = styles(settings.theme);
    let text = settings.text();
    let words = &text.exercise;
    let run = &exercise.run;
    let right = run.steps().iter().filter(|asked| asked.right_at_once()).count();
    let counts = [("right", &*right.to_string()), ("asked", &*exercise.questions.to_string())];
    let mut lines =
        vec![Line::styled(fill(&words.first_try, &counts), styles.result), Line::default()];
    let example = stepper.trace.example();
    let quantity = |quantity| {
        let steps = stepper.trace.script().steps();
        let cell = steps.iter().find(|cell| cell.quantity == quantity);
        cell.map_or(String::new(), |cell| names::quantity(text, example, *cell).to_owned())
    };
    let mistakes = run.mistakes();
    if !mistakes.is_empty() {
        lines.push(Line::styled(words.mistakes_made.clone(), styles.title));
    }
    for (of, mistake, count) in mistakes.into_iter().take(6) {
        let times = fill(&words.times, &[("n", &count.to_string())]);
        let sentence = format!("{times} {} – {}", quantity(of), text.mistake[mistake]);
        let sentence = settings.symbols().apply(&sentence);
        lines
            .extend(wrap(&sentence, WIDTH).into_iter().map(|line| Line::from(format!("  {line}"))));
    }
    let practise: Vec<String> = run.to_practise().into_iter().map(quantity).collect();
    if practise.is_empty() {
        lines.push(Line::from(words.all_right.clone()));
    } else {
        lines.push(Line::styled(words.to_practise.clone(), styles.title));
        lines.extend(practise.into_iter().take(4).map(|name| Line::from(format!("  {name}"))));
    }
    lines.push(Line::default());
    lines.push(Line::styled(words.again.clone(), styles.faint));
    lines
}
