//! `poll`: a vote without a screen.

use std::io::{self, IsTerminal, Read};

use super::arguments::PollArguments;
use super::failure::{CommandFault, Failure};
use super::lessons;
use crate::app::Settings;
use crate::app::stepper::Stepper;
use crate::files::{self, Located};
use crate::lesson::file::fault::LessonFault;
use crate::lesson::poll::Poll;
use crate::report::{Report, poll};
use crate::sanitize::excerpt;
use crate::text::poll::none;

/// The most that is read of votes and of marks, in bytes.
const MOST: usize = 16 << 20;

/// The vote that was asked for, as text.
pub fn report(asked: &PollArguments, settings: Settings) -> Result<String, Failure> {
    let mut stepper = Stepper::new(lessons::find(&asked.lesson)?);
    let unknown = || CommandFault::UnknownStep { name: excerpt(&asked.at, 40) };
    let cell = stepper.seek(&asked.at).then(|| stepper.focus()).flatten();
    let cell = cell.ok_or_else(|| Failure::usage(&unknown()))?;
    let made = match &asked.from {
        None => Vec::new(),
        Some(path) => {
            let bytes = files::read(path, MOST)
                .map_err(|why| Located::whole(path, LessonFault::Io { why }))?;
            let text = String::from_utf8_lossy(&bytes);
            let file = excerpt(&path.to_string_lossy(), 80);
            poll::made(&text, &stepper.names, cell).ok_or(CommandFault::NoMarks { file })?
        }
    };
    let (trace, names, text) = (&stepper.trace, &stepper.names, settings.text());
    let Some(poll) = Poll::new(trace, cell, asked.seed, &made) else {
        let others = none(&Poll::cells(trace), names, &settings.notation, text);
        return Err(CommandFault::NoPoll { others }.into());
    };
    let votes = votes(&poll)?;
    let report = Report::new(&stepper.lesson, settings.language, settings.notation);
    Ok(poll::text(&report, &poll, votes.as_deref(), asked.key))
}

/// The votes that were piped in, if any were.
fn votes(poll: &Poll) -> Result<Option<Vec<usize>>, Failure> {
    let mut typed = String::new();
    if !io::stdin().is_terminal() {
        // What is no text is no vote either, and is told as such.
        let _ = io::stdin().take(MOST as u64).read_to_string(&mut typed);
    }
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let n = poll.choices.len();
    Ok(Some(poll.votes(&typed).ok_or(CommandFault::NoVotes { n })?))
}
