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

use std::io::{self, BufRead, Read, Write};

use crate::app::Settings;
use crate::app::menu::{Entry, Menu};
use crate::lesson::{Lesson, builtin};
use crate::report::lines;
use crate::sanitize::narrowed;
use crate::text::Text;
use strum::VariantArray;
use walk::{Outcome, Walk};
use word::{Word, unknown};

/// The longest line that is read, in bytes; what comes after counts as another line.
const MAX_LINE: u64 = 4096;

/// Goes through `lesson`, or through one that is chosen first, until the learner leaves or the
/// input ends.
///
/// # Errors
/// When the input can't be read or the output can't be written.
pub fn run(
    settings: Settings,
    lesson: Option<Lesson>,
    mut input: impl BufRead,
    mut output: impl Write,
) -> io::Result<()> {
    let mut chosen = lesson;
    loop {
        let lesson = match chosen.take() {
            Some(lesson) => lesson,
            None => match choose(settings.text(), &mut input, &mut output)? {
                Some(lesson) => lesson,
                None => return Ok(()),
            },
        };
        let mut walk = Walk::new(&lesson, settings);
        let mut said = walk.here();
        loop {
            say(&mut output, &said)?;
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
    text: &Text,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> io::Result<Option<Lesson>> {
    let lessons: Vec<(&str, String)> = Menu::ENTRIES
        .iter()
        .filter_map(|entry| match entry {
            Entry::Lesson(name) => {
                let item = entry.words(text);
                Some((
                    *name,
                    format!("{}{}{}", item.title, text.punctuation.colon, entry.about(text)),
                ))
            }
            _ => None,
        })
        .collect();
    let mut list = lines::prose(&text.menu.subtitle);
    for (number, (_, words)) in (1..).zip(&lessons) {
        list.extend(lines::prose(&format!("{number}{}{words}", text.punctuation.colon)));
    }
    list.extend(lines::prose(&text.linear.training));
    list.extend(lines::prose(&text.linear.choose));

    let mut said = list.clone();
    loop {
        say(output, &said)?;
        let Some(line) = read_line(input)? else {
            return Ok(None);
        };
        let chosen = line.parse().ok().and_then(|n: usize| lessons.get(n.checked_sub(1)?));
        if let Some(lesson) = chosen.and_then(|(name, _)| builtin(name)) {
            return Ok(Some(lesson));
        }
        said = match Word::typed(&line, text) {
            Some(Word::Quit) => return Ok(None),
            Some(Word::Help) => help(text),
            Some(Word::Again | Word::Menu | Word::Home) => list.clone(),
            None if !line.is_empty() && line.parse::<f64>().is_err() => {
                lines::prose(&unknown(&line, text))
            }
            _ => lines::told(&text.linear.no_such_lesson, &[("n", lessons.len().to_string())]),
        };
    }
}

/// All words that can be typed, and what they do.
fn help(text: &Text) -> Vec<String> {
    let words = Word::VARIANTS.iter();
    words.flat_map(|word| lines::prose(&word.explained(text))).collect()
}

/// Lines, and an empty one behind them.
fn say(output: &mut impl Write, lines: &[String]) -> io::Result<()> {
    for line in lines {
        writeln!(output, "{line}")?;
    }
    writeln!(output)?;
    output.flush()
}

/// What was typed, plain and without spaces around it; `None` where the input ends. What is no
/// UTF-8 is no word either.
fn read_line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    input.take(MAX_LINE).read_until(b'\n', &mut line)?;
    let typed = narrowed(&String::from_utf8_lossy(&line)).trim().to_owned();
    Ok((!line.is_empty()).then_some(typed))
}
