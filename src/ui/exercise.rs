//! The panel of a number that is asked for: the question, what is typed, what was said to it, and
//! hints.

use ratatui::text::{Line, Span};

use super::pen::Pen;
use super::wrap::wrap_spans;
use super::{field, words};
use crate::app::exercise::{Exercise, Reply};
use crate::app::stepper::Stepper;
use crate::lesson::check::Verdict;
use crate::lesson::hint::Hint;
use crate::lesson::mark::compare;
use crate::lesson::mistake::Mistake;
use crate::lesson::{Calculation, Cell, Expr, Piece};
use crate::text::names;

/// The lines of the panel while `cell` is asked for.
pub fn lines(
    exercise: &Exercise,
    cell: Cell,
    stepper: &Stepper,
    pen: Pen,
    width: usize,
) -> Vec<Line<'static>> {
    let question = Question { stepper, cell, pen, width };
    let words = &pen.words.exercise;
    let symbol = words::symbol(pen, stepper, cell);
    let mut lines = pen.sentence(&words.question, &[("symbol", &symbol)], width);
    lines.push(Line::default());
    lines.extend(field::lines(&words.answer, &exercise.field, pen, width));
    lines.extend(match exercise.reply(cell) {
        None => pen.prose(&words.how, width),
        Some(Reply::Judged(Verdict::Unknown)) if !exercise.gives_hints => {
            pen.paragraph(&words.not_it, pen.styles.warning, width)
        }
        Some(reply) => question.reply(reply),
    });
    for hint in exercise.hints(&stepper.trace, cell) {
        lines.extend(question.hint(&hint).unwrap_or_default());
    }
    lines
}

struct Question<'a> {
    stepper: &'a Stepper,
    cell: Cell,
    pen: Pen,
    width: usize,
}

impl Question<'_> {
    fn reply(&self, reply: &Reply) -> Vec<Line<'static>> {
        let Self { pen, width, .. } = *self;
        let warning = |sentence: &str| pen.paragraph(sentence, pen.styles.warning, width);
        match reply {
            Reply::Unreadable(error) => warning(&names::answer_error(pen.words, error)),
            Reply::Judged(verdict @ Verdict::Right) => {
                pen.prose(&names::verdict(pen.words, verdict), width)
            }
            Reply::Judged(verdict) => {
                let mut lines = warning(&names::verdict(pen.words, verdict));
                if let Verdict::Mistakes(mistakes) = verdict {
                    lines.extend(self.slip(mistakes).unwrap_or_default());
                }
                lines
            }
        }
    }

    /// The formula of the nearest mistake with the slip marked.
    fn slip(&self, mistakes: &[(Mistake, Expr)]) -> Option<Vec<Line<'static>>> {
        let (_, wrong) = mistakes.first()?;
        let right = self.stepper.trace.formula(self.cell)?;
        let marked = compare(&self.symbols(&right), &self.symbols(wrong)).wrong;
        let styles = self.pen.styles;
        let spans = marked.into_iter().map(|part| {
            Span::styled(part.piece.text, if part.differs { styles.slip } else { styles.text })
        });
        Some(self.labelled(&self.pen.words.exercise.yours, spans))
    }

    fn hint(&self, hint: &Hint) -> Option<Vec<Line<'static>>> {
        let Self { stepper, pen, .. } = *self;
        let words = &pen.words.exercise;
        let trace = &stepper.trace;
        let formula = trace.formula(self.cell)?;
        let plain = |piece: Piece| Span::styled(piece.text, pen.styles.text);
        let (label, spans): (_, Vec<Span>) = match hint {
            Hint::Quantities(cells) => (&words.follows_from, self.quantities(cells)),
            Hint::Formula => {
                (&words.formula, self.symbols(&formula).into_iter().map(plain).collect())
            }
            Hint::Numbers => {
                let names = &stepper.names;
                let calculation = Calculation::new(trace, names, pen.notation(), self.cell)?;
                let numbers = calculation.arithmetic.numbers.into_iter();
                (&words.numbers, numbers.map(plain).collect())
            }
            // The last hint ends the question, and the number stands in its usual place.
            Hint::Result => return None,
        };
        Some(self.labelled(label, spans))
    }

    fn symbols(&self, formula: &Expr) -> Vec<Piece> {
        formula.symbols(&self.stepper.names, self.pen.settings.symbols())
    }

    fn quantities(&self, cells: &[Cell]) -> Vec<Span<'static>> {
        let last = cells.len().saturating_sub(1);
        let name = |(index, cell): (usize, &Cell)| {
            let after = if index == last { "" } else { &self.pen.words.punctuation.list };
            let symbol = words::symbol(self.pen, self.stepper, *cell);
            Span::styled(symbol + after, self.pen.styles.result)
        };
        cells.iter().enumerate().map(name).collect()
    }

    /// An empty line, and a formula behind what it is.
    fn labelled(
        &self,
        label: &str,
        spans: impl IntoIterator<Item = Span<'static>>,
    ) -> Vec<Line<'static>> {
        let colon = &self.pen.words.punctuation.colon;
        let label = self.pen.span(&format!("{label}{colon}"), self.pen.styles.faint);
        let lines = wrap_spans(std::iter::once(label).chain(spans), self.width, 2);
        std::iter::once(Line::default()).chain(lines).collect()
    }
}

/// What came of a run of questions, for the popup at its end.
pub fn summary(exercise: &Exercise, stepper: &Stepper, pen: Pen) -> Vec<Line<'static>> {
    const MOST_MISTAKES: usize = 6;
    const MOST_TO_PRACTISE: usize = 4;
    const MOST_SYMBOLS: usize = 6;
    let Pen { words: text, styles, .. } = pen;
    let exercise_words = &text.exercise;
    let run = &exercise.run;
    // The numbers by their symbols, and what they are.
    let named = |cells: &[Cell]| {
        let shown = cells.iter().take(MOST_SYMBOLS);
        let mut symbols: Vec<String> =
            shown.map(|cell| words::symbol(pen, stepper, *cell)).collect();
        if cells.len() > MOST_SYMBOLS {
            symbols.push(pen.symbol("…"));
        }
        let name = cells.first().map(|cell| names::quantity(text, stepper.trace.example(), *cell));
        format!("{} – {}", symbols.join(", "), name.unwrap_or_default())
    };
    let mistakes = run.mistakes().into_iter().take(MOST_MISTAKES).map(|(of, mistake, count)| {
        let times = pen.fill(&exercise_words.times, &[("n", &count)]);
        format!("{times} {}: {}", named(&[of]), text.mistake[mistake])
    });
    let practise = run.to_practise().into_iter().take(MOST_TO_PRACTISE);
    let practise = practise.map(|of| named(&of));

    let right = run.steps().iter().filter(|asked| asked.right_at_once()).count();
    let counts =
        pen.fill(&exercise_words.first_try, &[("right", &right), ("asked", &exercise.questions)]);
    let mut lines = vec![pen.span(&counts, styles.result).into(), Line::default()];
    lines.extend(section(&exercise_words.mistakes_made, mistakes, pen));
    let practise = section(&exercise_words.to_practise, practise, pen);
    if practise.is_empty() {
        lines.push(pen.span(&exercise_words.all_right, styles.text).into());
    }
    lines.extend(practise);
    lines.push(Line::default());
    lines.push(pen.span(&exercise_words.again, styles.faint).into());
    lines
}

/// A heading with sentences below it; nothing where there are none.
fn section(heading: &str, sentences: impl Iterator<Item = String>, pen: Pen) -> Vec<Line<'static>> {
    const WIDTH: usize = 70;
    let hanging = |sentence: String| pen.hanging("  ", &sentence, pen.styles.text, WIDTH);
    let mut lines: Vec<Line> = sentences.flat_map(hanging).collect();
    if !lines.is_empty() {
        lines.insert(0, pen.span(heading, pen.styles.title).into());
    }
    lines
}
