//! Homework at the screen: which numbers a student has to find, and the file that is handed in,
//! complete after every answer. It holds no verdict; those are computed where it is marked.

use std::path::PathBuf;

use super::stepper::{Activity, Stepper};
use super::{Action, Request, Write};
use crate::class::handin::{Answered, HandIn};
use crate::class::{Assignment, Blank, Sheet};
use crate::lesson::{Cell, Lesson, Notation, Symbols, Trace, Verdict, answer, check};

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
    /// The numbers to find.
    blanks: Vec<Blank>,
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

    /// Whether nothing more is asked of a number.
    fn is_done(&self, answered: &Answered, trace: &Trace, cell: Cell) -> bool {
        let verdict = answer::parse(&answered.answer)
            .map(|answer| check(trace, cell, &answer, &self.notation));
        answered.shown
            || verdict == Ok(Verdict::Right)
            || self.tries.is_some_and(|tries| answered.tries >= tries)
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
        lesson.updates = assignment.passes().div_ceil(example.passes_of_update());
        for title in [&mut lesson.title.en, &mut lesson.title.zh] {
            *title = format!("{title} – {}", if name.is_empty() { id } else { name });
        }
        let mut stepper = Self::of_record(lesson);
        let notation = Notation { digits: assignment.digits, ..Notation::default() };
        let is_begun = !hand_in.answers.is_empty();
        let (hints, tries, blanks) =
            (assignment.hints, assignment.tries, assignment.blanks.clone());
        stepper.homework = Some(Homework { hand_in, path, hints, tries, notation, blanks });
        stepper.ask_homework();
        while stepper.last() == stepper.total() && is_begun && stepper.has_more_passes() {
            stepper.open_update(stepper.updates.present + 1);
        }
        if is_begun {
            stepper.position = stepper.last();
        }
        Some(stepper)
    }

    /// Asks for what is to be found in the present pass and was not yet.
    pub(super) fn ask_homework(&mut self) {
        let Some(homework) = &self.homework else { return };
        let of_pass = homework.blanks.iter().filter(|blank| blank.pass == self.updates.present);
        let open = of_pass.filter(|blank| {
            let mut answers = homework.hand_in.answers.iter();
            let found =
                answers.find(|it| !Blank::find(&it.blank, &self.names, &[**blank]).is_empty());
            found.is_none_or(|answered| !homework.is_done(answered, &self.trace, blank.cell))
        });
        let (open, hints) = (open.map(|blank| blank.cell).collect(), homework.hints);
        self.ask_for(open);
        if let Activity::Exercise(exercise) = &mut self.activity {
            exercise.gives_hints = hints;
        }
    }

    /// Judges the answer that is typed, or gives a hint, and asks for the file to be written.
    pub(super) fn answer_homework(&mut self, action: Action) -> Option<Request> {
        let cell = self.asked()?;
        let Activity::Exercise(exercise) = &mut self.activity else { return None };
        let homework = self.homework.as_mut()?;
        let blank = Blank { pass: self.updates.present, cell }.name(&self.names, Symbols::Ascii);
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
