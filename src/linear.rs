//! The tutor in lines: for screen readers, braille displays, terminals that cannot move their
//! cursor, and recordings.
//!
//! Reads a line, prints a few, and so on: no colour, no raw mode, no cursor movement. Knows neither
//! arguments nor the screen.
//!
//! * `linear/walk.rs` is what is said in a lesson.
//! * `linear/word.rs` is the words that can be typed.

mod walk;
mod word;

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use crate::app::Settings;
use crate::app::builtin_tables::Draw;
use crate::app::differences::Differences;
use crate::app::experiment::{Experiment, Source};
use crate::app::menu;
use crate::lesson::course::Subject;
use crate::lesson::vanishing::Chain;
use crate::lesson::{Course, Lesson};
use crate::report::{differences, lines, training, vanishing};
use crate::sanitize::narrowed;
use crate::text::{Text, Values, Word};
use strum::VariantArray;
use walk::{Outcome, Walk};
use word::unknown;

/// The longest line that is read, in bytes; what comes after counts as another line.
const MAX_LINE: u64 = 4096;

/// Goes through `lesson`, or through one of the course that is chosen first, until the learner
/// leaves or the input ends.
///
/// # Errors
/// When the input can't be read or the output can't be written.
pub fn run(
    settings: Settings,
    course: &Course,
    lesson: Option<Lesson>,
    mut input: impl BufRead,
    mut say: impl FnMut(&str) -> io::Result<()>,
) -> io::Result<()> {
    let mut chosen = lesson;
    loop {
        let lesson = match chosen.take() {
            Some(lesson) => lesson,
            None => match choose(settings, course, &mut input, &mut say)? {
                Some(lesson) => lesson,
                None => return Ok(()),
            },
        };
        let mut walk = Walk::new(&lesson, settings);
        let mut said = walk.here();
        loop {
            say(&page(&said))?;
            let outcome = match read_line(&mut input)? {
                Some(line) => walk.hear(&line),
                None => Outcome::Quit,
            };
            match outcome {
                Outcome::Say(lines) => said = lines,
                Outcome::Menu => break,
                Outcome::Quit => return Ok(()),
            }
        }
    }
}

/// Lets the learner choose a lesson by its number. `None` when they leave instead.
fn choose(
    settings: Settings,
    course: &Course,
    input: &mut impl BufRead,
    say: &mut impl FnMut(&str) -> io::Result<()>,
) -> io::Result<Option<Lesson>> {
    let text = settings.text();
    let mut list = lines::prose(&text.menu.subtitle);
    for (number, entry) in (1..).zip(&course.entries) {
        let item: &Values = &[
            ("n", &number),
            ("title", &menu::title(&entry.subject, text, settings.language)),
            ("about", &menu::about(entry, text)),
        ];
        list.extend(lines::told(&text.linear.entry, item));
    }
    list.extend(lines::prose(&text.linear.choose));

    let mut said = list.clone();
    loop {
        say(&page(&said))?;
        let Some(line) = read_line(input)? else {
            return Ok(None);
        };
        let chosen = line.parse().ok().and_then(|n: usize| course.entries.get(n.checked_sub(1)?));
        said = match (chosen.map(|entry| &entry.subject), Word::typed(&line, text)) {
            (Some(Subject::Lesson(lesson)), _) => return Ok(Some(*lesson.clone())),
            (Some(other), _) => {
                let choose = lines::prose(&text.linear.choose);
                told(other, settings).into_iter().chain(choose).collect()
            }
            (None, Some(Word::Quit)) => return Ok(None),
            (None, Some(Word::Help)) => help(text),
            (None, Some(Word::Again | Word::Menu | Word::Home)) => list.clone(),
            (None, None) if !line.is_empty() && line.parse::<f64>().is_err() => {
                lines::prose(&unknown(&line, text))
            }
            _ => lines::told(&text.linear.no_such_lesson, &[("n", &course.entries.len())]),
        };
    }
}

/// What is no lesson, from start to end.
fn told(subject: &Subject, settings: Settings) -> Vec<String> {
    let (text, notation) = (settings.text(), &settings.notation);
    match subject {
        Subject::Lesson(_) => Vec::new(),
        Subject::Vanishing => {
            let page = vanishing::text(&Chain::default(), settings.language, notation, true);
            page.unwrap_or_default().lines().map(str::to_owned).collect()
        }
        Subject::Differences => {
            let places = Differences::new().map(|list| list.places).unwrap_or_default();
            differences::text(&places, text, notation)
        }
        Subject::Training(table) => {
            let source = Source::builtin(*table, Draw::default());
            let experiment = Experiment::of(*table);
            let prepared = source.prepare(&experiment, &mut |_| ControlFlow::Continue(())).ok();
            let Some(prepared) = prepared else { return Vec::new() };
            let mut trainer = experiment.trainer(&prepared).ok();
            let epochs = experiment.epochs;
            let (words, run): (_, Vec<String>) = match (&mut trainer, source.is_admissions()) {
                (None, _) => return Vec::new(),
                (Some(trainer), true) => (&text.linear.training, training::script(trainer, epochs)),
                (Some(trainer), false) => (
                    &text.training.see[<&str>::from(table)],
                    training::told(trainer, epochs, (&prepared.targets, f64::NAN), text, notation),
                ),
            };
            lines::told(words, &[("epochs", &epochs)]).into_iter().chain(run).collect()
        }
    }
}

/// All words that can be typed, and what they do.
fn help(text: &Text) -> Vec<String> {
    let words = Word::VARIANTS.iter();
    words.flat_map(|word| lines::prose(&word.explained(text))).collect()
}

/// Lines, and an empty one behind them.
fn page(lines: &[String]) -> String {
    lines.join("\n") + "\n\n"
}

/// What was typed, plain and without spaces around it; `None` where the input ends. What is no
/// UTF-8 is no word either.
fn read_line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    input.take(MAX_LINE).read_until(b'\n', &mut line)?;
    let typed = narrowed(&String::from_utf8_lossy(&line)).trim().to_owned();
    Ok((!line.is_empty()).then_some(typed))
}
