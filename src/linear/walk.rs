//! One lesson, line by line: what was typed comes in, what is said to it goes out. No input or
//! output here; the [`Stepper`] decides what is asked, judged and shown.

use super::word::unknown;
use crate::app::aside::{Aside, Missing};
use crate::app::exercise::Reply;
use crate::app::stepper::Stepper;
use crate::app::{Action, Settings};
use crate::lesson::{Cell, Lesson, Verdict, answer};
use crate::report::{Report, lines};
use crate::text::{Values, Word, names};

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
pub struct Walk {
    settings: Settings,
    report: Report,
    /// Where in the lesson the learner is.
    stepper: Stepper,
}

impl Walk {
    /// Opens a lesson before its first number.
    pub fn new(lesson: &Lesson, settings: Settings) -> Self {
        let report = Report::new(lesson, settings.language, settings.notation);
        Self { settings, report, stepper: Stepper::new(lesson.clone()) }
    }

    /// What is to be said at the present position.
    pub fn here(&self) -> Vec<String> {
        match self.stepper.position.checked_sub(1) {
            Some(index) if self.stepper.asked().is_some() => lines::question(&self.report, index),
            Some(index) => lines::step(&self.report, index),
            None => lines::start(&self.report),
        }
    }

    /// Does what a line asks for. An empty one asks for the next number, except where an answer is
    /// expected.
    pub fn hear(&mut self, line: &str) -> Outcome {
        let text = self.settings.text();
        if self.stepper.aside == Some(Aside::Questions)
            && let Some(said) = self.at_question(line)
        {
            return Outcome::Say(said);
        }
        let said = match (Word::typed(line, text), self.stepper.asked()) {
            (Some(Word::Quit), _) => return Outcome::Quit,
            (Some(Word::Menu), _) => return Outcome::Menu,
            (Some(word), _) => self.obey(word),
            (None, Some(cell)) => self.judge(cell, line),
            (None, None) if line.is_empty() => self.go(Action::Next),
            (None, None) if answer::parse(line).is_ok() => lines::prose(&text.linear.nothing_asked),
            (None, None) if self.stepper.seek(line) => self.here(),
            (None, None) => lines::prose(&unknown(line, text)),
        };
        Outcome::Say(said)
    }

    fn obey(&mut self, word: Word) -> Vec<String> {
        let text = self.settings.text();
        match word {
            Word::Next => self.go(Action::Next),
            Word::Back => self.go(Action::Back),
            Word::Home => self.go(Action::First),
            Word::End => self.go(Action::Last),
            Word::Predict => self.ask(),
            Word::Hint => match self.stepper.asked() {
                Some(cell) => self.hint(cell),
                None => lines::prose(&text.linear.nothing_asked),
            },
            Word::Why => match self.stepper.focus() {
                Some(cell) => lines::why(&self.report, cell, self.stepper.asked().is_some()),
                None => lines::prose(&text.derivation.nothing),
            },
            Word::Descent => match self.stepper.focus() {
                Some(cell) => lines::descent(&self.report, cell),
                None => lines::prose(&text.descent.nothing),
            },
            Word::Overview => lines::overview(&self.report),
            Word::Questions | Word::See => {
                self.stepper.open_questions();
                self.question()
            }
            Word::Update => self.next_update(),
            Word::Convention => lines::convention(&self.report),
            Word::Help => super::help(text),
            Word::Again | Word::Menu | Word::Quit => self.here(),
        }
    }

    /// Does what a line asks for at a question; `None` where it leaves the questions for something
    /// else.
    fn at_question(&mut self, line: &str) -> Option<Vec<String>> {
        let text = self.settings.text();
        let action = match (Word::typed(line, text), line.parse::<usize>()) {
            (None, Ok(number)) => {
                return Some(self.choose(number));
            }
            (Some(Word::See), _) => return Some(self.supposed()),
            (Some(Word::Again), _) => return Some(self.question()),
            (Some(Word::Next), _) => Action::Next,
            (Some(Word::Back), _) => Action::Back,
            (None, _) if line.is_empty() => Action::Next,
            (None, _) => return Some(lines::prose(&unknown(line, text))),
            (Some(_), _) => {
                self.stepper.leave();
                self.stepper.leave();
                return None;
            }
        };
        self.stepper.update(action, &self.settings.notation);
        if self.stepper.aside == Some(Aside::Questions) {
            return Some(self.question());
        }
        self.stepper.leave();
        Some(self.at_end())
    }

    fn question(&self) -> Vec<String> {
        let Some(questions) = self.stepper.questions() else { return self.at_end() };
        let total = questions.asked.len();
        lines::choices(&self.report, questions.present(), questions.place + 1, total)
    }

    /// What is said to a choice, from 1; the question once more where there is no such choice.
    fn choose(&mut self, number: usize) -> Vec<String> {
        let asked = self.stepper.questions().map(|questions| questions.present().clone());
        let choice = number.checked_sub(1);
        match (asked, choice) {
            (Some(asked), Some(choice)) if choice < asked.question.choices() => {
                self.stepper.choose(choice);
                lines::reply(&self.report, &asked, choice)
            }
            _ => self.question(),
        }
    }

    /// The number that a question is about, with what it supposes.
    fn supposed(&self) -> Vec<String> {
        let Some(questions) = self.stepper.questions() else { return Vec::new() };
        let asked = questions.present();
        let report = self.report.of(asked.example(self.stepper.trace.example()));
        let index = self.stepper.trace.script().index(asked.seen_at);
        index.map_or_else(Vec::new, |index| lines::step(&report, index))
    }

    /// Goes on with the new weights.
    fn next_update(&mut self) -> Vec<String> {
        self.stepper.withdraw();
        self.stepper.update(Action::Update(1), &self.settings.notation);
        let words = &self.settings.text().stepper;
        match self.stepper.aside.take() {
            Some(Aside::Missing(Missing::Diverging)) => return lines::prose(&words.diverging),
            Some(Aside::Missing(Missing::Rate)) => return lines::prose(&words.no_rate),
            Some(_) => return lines::prose(&words.no_update),
            None => {}
        }
        self.report = self.report.of(self.stepper.trace.example().clone());
        let heading = self.report.pass_heading(self.stepper.updates.present);
        let mut said: Vec<String> = heading.into_iter().collect();
        said.extend(self.here());
        said
    }

    /// Goes to another number, asking for none.
    fn go(&mut self, action: Action) -> Vec<String> {
        self.stepper.withdraw();
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
        let exercise = self.stepper.exercise();
        let answered = exercise.map_or(&[][..], |exercise| exercise.run.steps());
        if !answered.is_empty() {
            let right = answered.iter().filter(|step| step.right_at_once()).count();
            let counts: &Values = &[("right", &right), ("asked", &answered.len())];
            said.extend(lines::told(&text.exercise.first_try, counts));
        }
        said
    }

    fn ask(&mut self) -> Vec<String> {
        self.stepper.withdraw();
        if self.is_at_end() {
            return self.at_end();
        }
        self.stepper.ask_next();
        self.here()
    }

    /// The next hint; after the last one the number itself.
    fn hint(&mut self, cell: Cell) -> Vec<String> {
        self.stepper.update(Action::Hint, &self.settings.notation);
        self.last_hint(cell).unwrap_or_else(|| self.here())
    }

    fn last_hint(&self, cell: Cell) -> Option<Vec<String>> {
        let hints = self.stepper.exercise()?.hints(&self.stepper.trace, cell);
        hints.last().map(|hint| lines::hint(&self.report, cell, hint))
    }

    fn judge(&mut self, cell: Cell, answer: &str) -> Vec<String> {
        let text = self.settings.text();
        self.stepper.answer(answer, &self.settings.notation);
        let reply = self.stepper.exercise().and_then(|exercise| exercise.reply(cell));
        let verdict = match reply {
            Some(Reply::Judged(verdict)) => verdict,
            Some(Reply::Unreadable(error)) => {
                return lines::prose(&names::answer_error(text, error));
            }
            None => return Vec::new(),
        };
        let mut said = lines::prose(&names::verdict(text, verdict));
        said.extend(match verdict {
            Verdict::Right => self.here(),
            Verdict::Mistakes(mistakes) => {
                mistakes.first().map_or(Vec::new(), |(_, wrong)| lines::yours(&self.report, wrong))
            }
            Verdict::Unknown => self.last_hint(cell).unwrap_or_default(),
            Verdict::TooRough => Vec::new(),
        });
        said
    }
}
