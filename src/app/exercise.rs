//! Predicting numbers before they are shown.

use std::collections::HashSet;

use super::field::{Edit, Field, FieldKind};
use crate::lesson::answer::{self, AnswerError};
use crate::lesson::check::{Verdict, check};
use crate::lesson::fading::{Mode, Run, asked};
use crate::lesson::hint::Hint;
use crate::lesson::{Cell, Notation, Trace};

/// What is said to an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// It is no number.
    Unreadable(AnswerError),
    /// It is judged.
    Judged(Verdict),
}

/// One run through a lesson in which numbers are asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Exercise {
    /// How much of the lesson is asked.
    pub mode: Mode,
    /// The numbers that are asked for and neither answered nor shown yet.
    open: HashSet<Cell>,
    /// How many numbers are asked for in all.
    pub questions: usize,
    /// What was answered so far.
    pub run: Run,
    /// Where the answer is typed.
    pub field: Field,
    reply: Option<(Cell, Reply)>,
    /// Whether one that fits nothing earns a hint.
    pub gives_hints: bool,
    /// How many hints were given for the number that is asked for.
    hints: usize,
}

impl Exercise {
    /// Starts a run. `missed` are the numbers missed in earlier ones.
    pub fn new(mode: Mode, trace: &Trace, missed: &[Cell]) -> Self {
        Self::of(mode, asked(mode, trace.script(), missed))
    }

    /// Starts a run that asks for these numbers.
    pub fn of(mode: Mode, cells: Vec<Cell>) -> Self {
        let open: HashSet<Cell> = cells.into_iter().collect();
        Self {
            mode,
            questions: open.len(),
            open,
            run: Run::default(),
            field: Field::new(FieldKind::Expression, ""),
            reply: None,
            gives_hints: true,
            hints: 0,
        }
    }

    /// Asks for none of these numbers.
    pub fn skip(&mut self, cells: &[Cell]) {
        self.open.retain(|cell| !cells.contains(cell));
        self.questions = self.open.len();
    }

    /// Asks for a number, even once more.
    pub fn ask(&mut self, cell: Cell) {
        self.open.insert(cell);
        self.turn_the_page();
    }

    /// What was said to the last answer, if that was one for this number.
    pub fn reply(&self, cell: Cell) -> Option<&Reply> {
        self.reply.as_ref().filter(|(answered, _)| *answered == cell).map(|(_, reply)| reply)
    }

    /// The hints given so far for the number that is asked for, the one that gives away least
    /// first.
    pub fn hints(&self, trace: &Trace, cell: Cell) -> Vec<Hint> {
        let ladder = Hint::ladder(trace, cell);
        ladder.into_iter().take(self.hints).collect()
    }

    /// Whether a number is asked for and neither answered nor shown yet.
    pub fn is_open(&self, cell: Cell) -> bool {
        self.open.contains(&cell)
    }

    /// Whether no number is left to answer.
    pub fn is_complete(&self) -> bool {
        self.open.is_empty()
    }

    /// Forgets what was typed and said: another number is looked at.
    pub fn turn_the_page(&mut self) {
        self.field.edit(Edit::Clear);
        self.reply = None;
        self.hints = 0;
    }

    /// Judges what is typed in the field.
    pub fn check(&mut self, trace: &Trace, cell: Cell, notation: &Notation) {
        self.answer(&self.field.text(), trace, cell, notation);
    }

    /// Judges an answer. One that fits nothing earns a hint.
    pub fn answer(&mut self, answer: &str, trace: &Trace, cell: Cell, notation: &Notation) {
        let reply = match answer::parse(answer) {
            Err(error) => Reply::Unreadable(error),
            Ok(answer) => {
                let verdict = check(trace, cell, &answer, notation);
                self.run.answered(cell, &verdict);
                match verdict {
                    Verdict::Right => {
                        self.open.remove(&cell);
                        self.field.edit(Edit::Clear);
                    }
                    Verdict::Unknown if self.gives_hints && self.hints < 3 => self.hints += 1,
                    _ => {}
                }
                // What is typed next is another answer.
                self.field.is_proposal = true;
                Reply::Judged(verdict)
            }
        };
        self.reply = Some((cell, reply));
    }

    /// Gives the next hint. The last one is the number itself.
    pub fn hint(&mut self, trace: &Trace, cell: Cell) {
        self.hints += 1;
        if self.hints >= Hint::ladder(trace, cell).len() {
            self.show(cell);
        }
    }

    /// Shows the number instead of asking on.
    pub fn show(&mut self, cell: Cell) {
        self.run.shown(cell);
        self.open.remove(&cell);
        self.turn_the_page();
    }
}
