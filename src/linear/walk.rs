//! One lesson, walked through line by line: what was typed in, what is said to it out. No input or output here.

use super::word::{Word, unknown};
use crate::app::exercise::{Exercise, Reply};
use crate::app::stepper::Stepper;
use crate::app::{Action, Settings};
use crate::lesson::fading::Mode;
use crate::lesson::{Cell, Lesson, Verdict, answer};
use crate::report::{Report, lines};
use crate::text::names;

/// What comes of a line that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something to say.
    Say(Vec<String>),
    /// The learner wants another lesson.
    Menu,
    /// The learner leaves.
    Quit,
}

/// A lesson that is open.
#[derive(Debug)]
pub struct Walk<'a> {
    settings: Settings,
    report: Report<'a>,
    /// Where in the lesson the learner is.
    stepper: Stepper,
    /// Judges every number that is asked for.
    exercise: Exercise,
    /// Whether the number after the stepper's position is asked for.
    asking: bool,
}

impl<'a> Walk<'a> {
    /// Opens a lesson before its first number.
    pub fn new(lesson: &'a Lesson, settings: Settings) -> Self {
        let stepper = Stepper::new(lesson.clone());
        Self {
            settings,
            report: Report::new(lesson, settings.language, settings.notation),
            exercise: Exercise::new(Mode::Blank, &stepper.trace, &[]),
            stepper,
            asking: false,
        }
    }

    /// What is to be said at the present position.
    pub fn here(&self) -> Vec<String> {
        let position = self.stepper.position;
        match position.checked_sub(1) {
            _ if self.asking => lines::question(&self.report, position),
            Some(index) => lines::step(&self.report, index),
            None => lines::start(&self.report),
        }
    }

    /// Does what a line asks for. An empty one asks for the next number, except where an answer is expected.
    pub fn hear(&mut self, line: &str) -> Outcome {
        let text = self.settings.text();
        let said = match (Word::typed(line, text), self.asked()) {
            (Some(Word::Quit), _) => return Outcome::Quit,
            (Some(Word::Menu), _) => return Outcome::Menu,
            (Some(word), _) => self.obey(word),
            (None, Some(cell)) => self.judge(cell, line),
            (None, None) if line.is_empty() => self.go(Action::Next),
            (None, None) if answer::parse(line).is_ok() => lines::prose(&text.linear.nothing_asked),
            (None, None) => lines::prose(&unknown(line, text)),
        };
        Outcome::Say(said)
    }

    /// The number that is asked for.
    fn asked(&self) -> Option<Cell> {
        let steps = self.stepper.trace.script().steps();
        let next = steps.get(self.stepper.position).copied();
        next.filter(|_| self.asking)
    }

    fn obey(&mut self, word: Word) -> Vec<String> {
        let text = self.settings.text();
        match word {
            Word::Next => self.go(Action::Next),
            Word::Back => self.go(Action::Back),
            Word::Home => self.go(Action::First),
            Word::End => self.go(Action::Last),
            Word::Predict => self.ask(),
            Word::Hint => match self.asked() {
                Some(cell) => self.hint(cell),
                None => lines::prose(&text.linear.nothing_asked),
            },
            Word::Convention => lines::convention(&self.report),
            Word::Help => super::help(text),
            Word::Again | Word::Menu | Word::Quit => self.here(),
        }
    }

    /// Goes to another number, asking for none.
    fn go(&mut self, action: Action) -> Vec<String> {
        self.asking = false;
        if action == Action::Next && self.is_at_end() {
            return self.at_end();
        }
        self.stepper.update(action, &self.settings.notation);
        self.here()
    }

    fn is_at_end(&self) -> bool {
        self.stepper.position == self.stepper.total()
    }

    /// That there is no next number, and what came of the answers given.
    fn at_end(&self) -> Vec<String> {
        let text = self.settings.text();
        let mut said = lines::prose(&text.linear.at_end);
        let answered = self.exercise.run.steps();
        if !answered.is_empty() {
            let right = answered.iter().filter(|step| step.right_at_once()).count();
            let counts = [("right", right.to_string()), ("asked", answered.len().to_string())];
            said.extend(lines::told(&text.exercise.first_try, &counts));
        }
        said
    }

    fn ask(&mut self) -> Vec<String> {
        if self.is_at_end() {
            return self.at_end();
        }
        self.asking = true;
        self.exercise.turn_the_page();
        self.here()
    }

    /// The next hint; after the last one the number itself.
    fn hint(&mut self, cell: Cell) -> Vec<String> {
        self.exercise.hint(&self.stepper.trace, cell);
        match self.exercise.hints(&self.stepper.trace, cell).last() {
            Some(hint) => lines::hint(&self.report, cell, hint),
            None => self.go(Action::Next),
        }
    }

    fn judge(&mut self, cell: Cell, answer: &str) -> Vec<String> {
        let text = self.settings.text();
        let trace = &self.stepper.trace;
        self.exercise.answer(answer, trace, cell, &self.settings.notation);
        let verdict = match self.exercise.reply(cell) {
            Some(Reply::Judged(verdict)) => verdict.clone(),
            Some(Reply::Unreadable(error)) => {
                return lines::prose(&names::answer_error(text, error));
            }
            None => return Vec::new(),
        };
        let mut said = lines::prose(&names::verdict(text, &verdict));
        match &verdict {
            Verdict::Right => said.extend(self.go(Action::Next)),
            Verdict::Mistakes(mistakes) => {
                let wrong = mistakes.first().map(|(_, wrong)| wrong);
                said.extend(wrong.into_iter().flat_map(|w| lines::yours(&self.report, w)));
            }
            Verdict::Unknown => {
                let hints = self.exercise.hints(trace, cell);
                let hint = hints.last();
                said.extend(hint.into_iter().flat_map(|h| lines::hint(&self.report, cell, h)));
            }
            Verdict::TooRough => {}
        }
        said
    }
}
