//! The panel while a slip is looked for: the task, what the marked number is, and the mistakes to
//! choose from.

use ratatui::text::{Line, Span};

use super::pen::Pen;
use super::words;
use crate::app::hunt::Hunt;
use crate::app::stepper::Stepper;
use crate::lesson::slip::Standing;

/// The lines below the formula.
pub fn lines(
    hunt: &Hunt,
    stepper: &Stepper,
    pen: Pen,
    width: usize,
    height: usize,
) -> Vec<Line<'static>> {
    let words = &pen.words.hunt;
    let Some((cell, standing)) = hunt.marked else {
        return pen.prose(&words.task, width);
    };
    let symbol = words::symbol(pen, stepper, cell);
    let sentence = match (standing, hunt.named) {
        (Standing::Slipped, Some(true)) => return pen.prose(&solved(hunt, &symbol, pen), width),
        (Standing::Slipped, Some(false)) => &words.not_this,
        (Standing::Slipped, None) => &words.found,
        (Standing::Follows, _) => &words.follows,
        (Standing::Sound, _) => &words.sound,
    };
    let mut lines = pen.sentence(sentence, &[("symbol", &symbol)], width);
    if standing == Standing::Slipped {
        let room = height.saturating_sub(lines.len());
        lines.extend(choices(hunt, pen, width, room));
    }
    lines
}

/// The mistakes from the first one on with which that under the cursor is in view.
fn choices(hunt: &Hunt, pen: Pen, width: usize, room: usize) -> Vec<Line<'static>> {
    let choice = |(index, mistake)| {
        let selected = index == hunt.cursor;
        let style = pen.choice(selected);
        let start = Line::from(vec![pen.mark(selected), Span::raw(" ")]).style(style);
        pen.hanging(start, &pen.words.mistake[mistake], style, width)
    };
    let choices: Vec<_> = hunt.choices.iter().copied().enumerate().map(choice).collect();
    let lines_from = |first: &usize| choices[*first..=hunt.cursor].iter().map(Vec::len).sum();
    let fits = |first: &usize| -> bool {
        let lines: usize = lines_from(first);
        lines <= room
    };
    let first = (0..hunt.cursor).find(fits).unwrap_or(hunt.cursor);
    choices.into_iter().skip(first).flatten().collect()
}

fn solved(hunt: &Hunt, symbol: &str, pen: Pen) -> String {
    let slip = &hunt.slip;
    pen.fill(
        &pen.words.hunt.solved,
        &[
            ("symbol", &symbol),
            ("wrong", &pen.number(slip.faulty.value(slip.cell))),
            ("right", &pen.number(slip.sound.value(slip.cell))),
            ("mistake", &pen.words.mistake[hunt.choices[hunt.cursor]]),
        ],
    )
}
