//! The panel while a slip is looked for: the task, what the marked number is, and the mistakes to choose from.

use ratatui::text::{Line, Span};

use super::theme::styles;
use super::wrap::wrap;
use crate::app::Settings;
use crate::app::hunt::Hunt;
use crate::app::stepper::Stepper;
use crate::lesson::slip::Standing;
use crate::text::fill;

/// The lines below the formula.
pub fn lines(
    hunt: &Hunt,
    stepper: &Stepper,
    settings: &Settings,
    width: usize,
    height: usize,
) -> Vec<Line<'static>> {
    let styles = styles(settings.theme);
    let words = &settings.text().hunt;
    let prose = |sentence: &str| -> Vec<Line<'static>> {
        wrap(sentence, width).into_iter().map(Line::from).collect()
    };
    let Some((cell, standing)) = hunt.marked else {
        return prose(&words.task);
    };
    let symbol = settings.symbols().apply(&stepper.names.symbol(cell));
    let sentence = match standing {
        Standing::Slipped => &words.found,
        Standing::Follows => &words.follows,
        Standing::Sound => &words.sound,
    };
    let sentence = fill(sentence, &[("symbol", &symbol)]);
    if standing != Standing::Slipped {
        return prose(&sentence);
    }
    if hunt.named == Some(true) {
        return prose(&solved(hunt, &symbol, settings));
    }
    let mut lines = prose(if hunt.named.is_some() { &words.not_this } else { &sentence });
    let choices = hunt.choices.iter().enumerate().map(|(index, mistake)| {
        let selected = index == hunt.cursor;
        let mark = settings.symbols().apply(if selected { "▶ " } else { "  " });
        let style = if selected { styles.current } else { styles.text };
        let name = &settings.text().mistake[*mistake];
        let parts = wrap(name, width.saturating_sub(2)).into_iter().enumerate();
        let line = |(part, words): (usize, String)| {
            let mark = if part == 0 { mark.clone() } else { "  ".to_owned() };
            Line::from(vec![Span::styled(mark, styles.key), Span::styled(words, style)])
        };
        parts.map(line).collect::<Vec<_>>()
    });
    let choices: Vec<Vec<Line>> = choices.collect();
    // The choice under the cursor stays in view.
    let room = height.saturating_sub(lines.len());
    let mut first = 0;
    while first < hunt.cursor
        && choices[first..=hunt.cursor].iter().map(Vec::len).sum::<usize>() > room
    {
        first += 1;
    }
    lines.extend(choices.into_iter().skip(first).flatten());
    lines
}

fn solved(hunt: &Hunt, symbol: &str, settings: &Settings) -> String {
    let slip = &hunt.slip;
    let number = |value| settings.notation.number(value);
    let values = [
        ("symbol", symbol),
        ("wrong", &*number(slip.faulty.value(slip.cell))),
        ("right", &*number(slip.sound.value(slip.cell))),
        ("mistake", &settings.text().mistake[hunt.choices[hunt.cursor]]),
    ];
    fill(&settings.text().hunt.solved, &values)
}
