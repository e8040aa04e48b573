//! The panel of a vote: letters and numbers with bars, and in the end what each of them is.

use itertools::Itertools;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pen::Lines;
use super::words::Scene;
use super::{field, fit, frame};
use crate::app::voting::Voting;
use crate::lesson::Cell;
use crate::lesson::poll::{Choice, DIGITS, bar};
use crate::text::poll::{formula, none, what};

/// Draws the panel.
pub fn draw(scene: Scene, area: Rect, buf: &mut Buffer) {
    let Scene { stepper, pen } = scene;
    let Some(voting) = stepper.voting() else { return };
    let words = &pen.words.poll;
    let inner = frame::padded(pen.panel(&words.title, area, buf));
    let width = usize::from(inner.width);
    let symbol = scene.symbol(voting.poll.cell);
    let ask = pen.fill(&pen.words.exercise.question, &[("symbol", &symbol)]);
    let mut lines = pen.paragraph(&ask, pen.styles.title, width);
    let choices = voting.poll.letters().zip(&voting.poll.choices);
    for (index, (letter, choice)) in choices.enumerate() {
        if !voting.is_revealed() || usize::from(inner.height) > 4 * voting.poll.choices.len() {
            lines.push(Line::default());
        }
        lines.extend(option(voting, (index, letter, choice), scene, width));
    }
    if !voting.is_revealed() {
        let mut below = field::lines(&words.counts, &voting.field, pen, width);
        if voting.is_wrong {
            let how = pen.fill(&words.how, &[("n", &voting.poll.choices.len())]);
            below.extend(pen.paragraph(&how, pen.styles.warning, width));
        }
        // Where room lacks, the last of the options are missed least.
        let above = usize::from(inner.height).saturating_sub(below.len());
        lines.push(Line::default());
        lines.truncate(above);
        lines.extend(below);
    }
    pen.write(lines, inner, buf);
}

/// Says that there can be no vote on the present number, and on which there can.
pub fn draw_none(others: &[Cell], scene: Scene, area: Rect, buf: &mut Buffer) {
    let Scene { stepper, pen } = scene;
    let inner = frame::padded(pen.panel(&pen.words.poll.title, area, buf));
    let none = none(others, &stepper.names, pen.notation(), pen.words);
    pen.write(pen.prose(&none, inner.width), inner, buf);
}

/// A letter with its number and bars; once it is revealed, its formula and its mistake.
fn option(
    voting: &Voting,
    (index, letter, choice): (usize, char, &Choice),
    scene: Scene,
    width: usize,
) -> Lines {
    let pen = scene.pen;
    let digits = pen.notation().digits.max(DIGITS);
    let number = |choice: &Choice| pen.with_digits(digits).number(choice.value);
    let longest = voting.poll.choices.iter().map(|choice| number(choice).width()).max();
    let head = format!("{letter}  {}", fit::left(&number(choice), longest.unwrap_or(0)));
    let is_right = choice.mistake.is_none();
    let style = if voting.is_revealed() && is_right { pen.styles.result } else { pen.styles.text };
    let counts = voting.rounds().iter().map(|round| round[index]);
    let line = |head: &str, votes: String, style_of_votes| {
        Line::from(vec![Span::styled(head.to_owned(), style), Span::styled(votes, style_of_votes)])
    };
    if voting.is_revealed() {
        let counts = format!("   {}", counts.format(pen.either(" → ", " -> ")));
        let head = line(&head, counts, pen.styles.key);
        return std::iter::once(head).chain(told(choice, scene, style, width)).collect();
    }
    let room = width.saturating_sub(head.width() + 6);
    let most = voting.rounds().iter().flatten().copied().max().unwrap_or(0);
    let bar = |count: usize| {
        let bar = pen.either("█", "#").repeat(bar(count, most, room));
        format!("  {bar} {count}")
    };
    let mut bars = counts.map(bar);
    let first = line(&head, bars.next().unwrap_or_default(), pen.styles.key);
    let blank = " ".repeat(head.width());
    let others = bars.map(|bar| line(&blank, bar, pen.styles.signal));
    std::iter::once(first).chain(others).collect()
}

/// The formula of an option and its mistake.
fn told(choice: &Choice, scene: Scene, style: Style, width: usize) -> Lines {
    let Scene { stepper, pen } = scene;
    let formula = formula(choice, &stepper.names, pen.settings.symbols());
    let said = format!("{formula}{}{}", pen.words.punctuation.colon, what(choice, pen.words));
    pen.hanging("   ", &said, style, width)
}
