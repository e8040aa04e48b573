//! Homework at the screen: which numbers a student has to find, and the file that is handed in,
//! complete after every answer. It holds no verdict; those are computed where it is marked.

use std::path::PathBuf;

use super::stepper::{Activity, Stepper};
use super::{Action, Request, Write};
use crate::class::handin::{Answered, HandIn};
use crate::class::{Assignment, Sheet};
use crate::lesson::{Cell, Lesson, Notation, Symbols, Verdict, answer, check, spelling};

/// What is to be done, and what was.
#[derive(Clone, Debug, PartialEq)]
pub struct Homework {
    /// What is handed in.
    pub hand_in: HandIn,
    /// Where it is kept.
    path: PathBuf,
    /// Whether hints are given.
    hints: bool,
    /// How often a number may be tried.
    tries: Option<usize>,
    /// How answers are read.
    notation: Notation,
}

impl Homework {
    /// Whether an action is allowed: everything that gives away no number.
    pub fn allows(&self, action: Action) -> bool {
        use Action::{Back, Check, Choose, Edit, First, GoTo, Last, Next, StepSize, Why};
        match action {
            Action::Hint => self.hints,
            Next | Back | First | Last | StepSize | Check | Choose | Edit(_) | GoTo | Why => true,
            _ => false,
        }
    }

    /// The file as it stands.
    pub fn file(&self) -> Write {
        Write { path: self.path.clone(), contents: self.hand_in.to_toml(), replace: true }
    }

    /// What was answered to a number so far.
    fn answered(&self, blank: String) -> Answered {
        let known = self.hand_in.answers.iter().find(|it| it.blank == blank);
        known.cloned().unwrap_or_else(|| Answered { blank, ..Answered::default() })
    }

    fn note(&mut self, answered: Answered) {
        match self.hand_in.answers.iter_mut().find(|it| it.blank == answered.blank) {
            Some(known) => *known = answered,
            None => self.hand_in.answers.push(answered),
        }
    }
}

impl Stepper {
    /// Opens one student's homework where it was left; `None` where the assignment has no sheet.
    pub fn homework(
        mut lesson: Lesson,
        assignment: &Assignment,
        (hand_in, path): (HandIn, PathBuf),
    ) -> Option<Self> {
        let Sheet { name, id, example, .. } = assignment.sheets.first()?;
        lesson.example = example.clone();
        lesson.updates = 1;
        for title in [&mut lesson.title.en, &mut lesson.title.zh] {
            *title = format!("{title} – {}", if name.is_empty() { id } else { name });
        }
        let mut stepper = Self::of_record(lesson);
        let notation = Notation { digits: assignment.digits, ..Notation::default() };
        let tries = assignment.tries;
        let is_done = |answered: &Answered, cell: Cell| {
            let verdict = answer::parse(&answered.answer)
                .map(|answer| check(&stepper.trace, cell, &answer, &notation));
            answered.shown
                || verdict == Ok(Verdict::Right)
                || tries.is_some_and(|tries| answered.tries >= tries)
        };
        let open = assignment.blanks.iter().copied().filter(|cell| {
            let mut answers = hand_in.answers.iter();
            let found =
                answers.find(|it| !spelling::find(&it.blank, &stepper.names, &[*cell]).is_empty());
            found.is_none_or(|answered| !is_done(answered, *cell))
        });
        let open: Vec<Cell> = open.collect();
        stepper.ask_for(open);
        if let Activity::Exercise(exercise) = &mut stepper.activity {
            exercise.gives_hints = assignment.hints;
        }
        let is_begun = !hand_in.answers.is_empty();
        let hints = assignment.hints;
        stepper.homework = Some(Homework { hand_in, path, hints, tries, notation });
        if is_begun {
            stepper.position = stepper.last();
        }
        Some(stepper)
    }

    /// Judges the answer that is typed, or gives a hint, and asks for the file to be written.
    pub(super) fn answer_homework(&mut self, action: Action) -> Option<Request> {
        let cell = self.asked()?;
        let Activity::Exercise(exercise) = &mut self.activity else { return None };
        let homework = self.homework.as_mut()?;
        let blank = Symbols::Ascii.apply(&self.names.symbol(cell));
        let mut answered = homework.answered(blank);
        if action == Action::Hint {
            exercise.hint(&self.trace, cell);
            answered.hints += 1;
            answered.shown = !exercise.is_open(cell);
        } else {
            let written = exercise.field.text();
            exercise.check(&self.trace, cell, &homework.notation);
            if answer::parse(&written).is_err() {
                return None;
            }
            answered.answer = written;
            answered.tries += 1;
            let is_last = homework.tries.is_some_and(|most| answered.tries >= most);
            if is_last && exercise.is_open(cell) {
                exercise.show(cell);
            }
        }
        homework.note(answered);
        Some(Request::Write(homework.file()))
    }
}
