//! One example, opened at one of its numbers.
//!
//! The whole state is a position in the script: `position` numbers are known. So a step back is the
//! position before.

mod asking;
mod ending;
mod numbers;
mod place;
mod reasons;
mod reveal;
mod updates;

use std::collections::HashSet;

use strum::VariantArray;

use super::aside::{Aside, Missing};
use super::editing::Editing;
use super::exercise::Exercise;
use super::field::Field;
use super::history::History;
use super::homework::Homework;
use super::hunt::Hunt;
use super::questions::Questions;
use super::voting::Voting;
use super::{Action, Request};
use crate::lesson::fading::Mode;
use crate::lesson::program::ProgramForm;
use crate::lesson::{Cell, Lesson, Names, Notation, Phase, Program, Quantity, Symbols, Trace};
use crate::variants;
pub use ending::Before;
pub use reveal::Reveal;
pub use updates::Updates;

/// How far one keypress goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, VariantArray)]
pub enum StepSize {
    /// One number.
    #[default]
    Number,
    /// All numbers of a quantity in one layer.
    Quantity,
}

/// Where the example comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is a lesson, whose progress is noted.
    Lesson,
    /// It is a record of a network in training.
    Record,
}

/// What the learner does with the lesson.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Activity {
    /// Reads: every number is shown.
    #[default]
    Reading,
    /// Predicts numbers before they are shown.
    Exercise(Box<Exercise>),
    /// Looks for a number that was computed wrongly.
    Hunt(Box<Hunt>),
    /// Changes given numbers.
    Editing(Editing),
}

/// The stepper.
#[derive(Clone, Debug)]
pub struct Stepper {
    /// Where the example comes from.
    pub origin: Origin,
    /// The lesson that is open.
    pub lesson: Lesson,
    /// All numbers.
    pub trace: Trace,
    /// What the cells are called.
    pub names: Names,
    /// How many numbers are known: 0 to [`Stepper::total`].
    pub position: usize,
    /// How far one keypress goes.
    pub size: StepSize,
    /// What the learner does with the lesson.
    pub activity: Activity,
    /// What is open beside the present step.
    pub aside: Option<Aside>,
    questions: Option<Questions>,
    /// The last vote; its counts are kept when it is left.
    voting: Option<Voting>,
    /// How much of the present step is revealed, where the lesson is presented to a class.
    reveal: Option<Reveal>,
    /// What has to be handed in, where this is homework.
    pub homework: Option<Homework>,
    /// The seed of the practice numbers, where they stand in place of the lesson's own.
    pub practice: Option<u32>,
    /// The numbers missed in the last run.
    missed: Vec<Cell>,
    /// All numbers as they were before the learner changed any.
    unchanged: Trace,
    history: History,
    /// Which update the numbers are of.
    pub updates: Updates,
}

impl Stepper {
    /// Opens a lesson before its first step.
    pub fn new(lesson: Lesson) -> Self {
        let trace = Trace::new(lesson.example.clone());
        Self {
            origin: Origin::Lesson,
            updates: Updates::new(lesson.example.clone(), lesson.example.clone()),
            unchanged: trace.clone(),
            trace,
            names: Names::new(&lesson.example.network),
            lesson,
            position: 0,
            size: StepSize::default(),
            activity: Activity::default(),
            aside: None,
            questions: None,
            voting: None,
            reveal: None,
            homework: None,
            practice: None,
            missed: Vec::new(),
            history: History::default(),
        }
    }

    /// Opens a record of a network in training before its first step.
    pub fn of_record(record: Lesson) -> Self {
        Self { origin: Origin::Record, ..Self::new(record) }
    }

    /// Takes up an earlier session in its update, at its position. In a run of questions those
    /// before it are not asked again.
    pub fn resume(&mut self, mode: Mode, missed: Vec<Cell>, (update, position): (usize, usize)) {
        self.missed = missed;
        self.open_update(update);
        self.start_exercise(mode);
        self.position = position.min(self.total());
        let passed = self.trace.script().steps()[..self.position.saturating_sub(1)].to_vec();
        if let Activity::Exercise(exercise) = &mut self.activity {
            exercise.skip(&passed);
        }
    }

    /// The run of questions, if there is one.
    pub fn exercise(&self) -> Option<&Exercise> {
        match &self.activity {
            Activity::Exercise(exercise) => Some(exercise),
            Activity::Reading | Activity::Hunt(_) | Activity::Editing(_) => None,
        }
    }

    /// The field that is being typed in.
    pub fn field(&self) -> Option<&Field> {
        match (&self.aside, &self.activity) {
            (Some(Aside::GoTo(asked)), _) => Some(&asked.field),
            (Some(Aside::Derivation(derived)), _) if self.asks_for_factor() => Some(&derived.field),
            (Some(Aside::Vote), _) => {
                self.voting().filter(|it| !it.is_revealed()).map(|it| &it.field)
            }
            (None, Activity::Exercise(exercise)) => self.asked().map(|_| &exercise.field),
            (None, Activity::Editing(editing)) => editing.field.as_ref(),
            _ => None,
        }
    }

    /// How many steps there are.
    pub fn total(&self) -> usize {
        self.trace.script().steps().len()
    }

    /// The numbers known so far, oldest first.
    pub fn known(&self) -> &[Cell] {
        &self.trace.script().steps()[..self.position]
    }

    /// The numbers that the present step is about: one, or those of a quantity up to the position.
    /// Empty before the first step. While given numbers are changed, it is the one that is chosen.
    pub fn current(&self) -> &[Cell] {
        if let Activity::Editing(editing) = &self.activity {
            return std::slice::from_ref(&editing.cursor);
        }
        &self.trace.script().steps()[self.before()..self.position]
    }

    /// The number that appeared last.
    pub fn focus(&self) -> Option<Cell> {
        self.current().last().copied()
    }

    /// Whether a number may be shown: it is given, known by now, or belongs to the present step.
    pub fn is_known(&self, cell: Cell) -> bool {
        if self.asked() == Some(cell) || self.is_hidden(cell) {
            return false;
        }
        let script = self.trace.script();
        match script.index(cell) {
            Some(index) => index < self.position,
            None => cell.quantity.is_given() || self.supports_focus(cell),
        }
    }

    /// Whether the present step computes a number on its way that is no step of its own.
    fn supports_focus(&self, cell: Cell) -> bool {
        use Quantity::{NewActivation, NewLoss, NewPreActivation};
        matches!(cell.quantity, NewPreActivation | NewActivation)
            && self.focus().is_some_and(|focus| focus.quantity == NewLoss)
    }

    /// The cells that the formulas of the present step refer to; none while the learner is asked
    /// and has had no hint.
    pub fn operands(&self) -> HashSet<Cell> {
        if let (Some(exercise), Some(cell)) = (self.exercise(), self.asked())
            && exercise.hints(&self.trace, cell).is_empty()
        {
            return HashSet::new();
        }
        let mut operands = HashSet::new();
        for &cell in self.current() {
            if let Some(formula) = self.trace.formula(cell) {
                formula.visit(&mut |&cell| {
                    operands.insert(cell);
                });
            }
        }
        operands
    }

    /// The lesson as a program, in the form of the present size of steps. While numbers are asked
    /// for, it ends at the present step.
    pub fn program(&self, symbols: Symbols) -> Program<'_> {
        let form = match self.size {
            StepSize::Number => ProgramForm::Numbers,
            StepSize::Quantity => ProgramForm::Wholes,
        };
        let steps = self.exercise().map_or(self.total(), |_| self.position);
        Program::until(&self.trace, &self.names, (symbols, form), steps, self.asked())
    }

    /// The line of the program that the present step is about.
    pub fn present_line(&self, program: &Program) -> usize {
        self.focus().and_then(|cell| program.line_of(cell)).unwrap_or(0)
    }

    /// Which part of the lesson the present step belongs to.
    pub fn phase(&self) -> Phase {
        self.focus().map_or(Phase::Given, |cell| cell.quantity.phase())
    }

    /// Does what the user asked for. Asks for a summary when a run of questions has come to its
    /// end.
    pub fn update(&mut self, action: Action, notation: &Notation) -> Option<Request> {
        let is_barred = self.homework.as_ref().is_some_and(|homework| !homework.allows(action));
        if is_barred || self.is_for_learners(action) {
            return None;
        }
        if self.update_aside(action) {
            return None;
        }
        match action {
            Action::Why => self.open_derivation(),
            Action::Descent => self.open_descent(),
            Action::Vote => self.open_vote(),
            Action::Practice => self.new_numbers(),
            Action::Restore => self.restore(),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::EditNumbers => self.start_or_end_editing(),
            Action::Update(count) => self.update_again(count),
            _ if matches!(self.activity, Activity::Editing(_)) => self.edit_numbers(action),
            Action::GoTo => self.ask_for_step(),
            Action::Choose if matches!(self.aside, Some(Aside::GoTo(_))) => self.go_to_typed(),
            Action::NextLesson => return Some(Request::NextLesson),
            Action::Next | Action::Back if self.turn(action) => {}
            Action::Next => return self.next(),
            Action::Back if self.position == 0 => self.leave_update(),
            Action::Back => self.go_to(self.before()),
            Action::First => self.go_to(0),
            Action::Last => self.go_to(self.last()),
            Action::StepSize => self.size = variants::next(self.size),
            Action::Mode => self.next_mode(),
            Action::Hunt => self.start_hunt(),
            Action::Check | Action::Hint if self.homework.is_some() => {
                return self.answer_homework(action);
            }
            _ => self.act(action, notation),
        }
        None
    }

    /// Does what the user asked for in what is open beside the step. Returns whether that was meant
    /// for it.
    fn update_aside(&mut self, action: Action) -> bool {
        let asks = action == Action::Next && self.asks_for_factor();
        match &mut self.aside {
            Some(Aside::Derivation(derived)) if asks && !derived.field.is_empty() => {
                derived.check(&self.trace);
                true
            }
            Some(Aside::Ending | Aside::Questions | Aside::Looking(_)) => {
                self.update_ending(action)
            }
            Some(Aside::Vote) => {
                if !self.voting.as_mut().is_some_and(|voting| voting.update(action)) {
                    self.aside = None;
                }
                true
            }
            Some(aside) => {
                let (is_for_it, stays) = aside.update(action);
                if !stays {
                    self.aside = None;
                }
                is_for_it
            }
            None => false,
        }
    }

    /// What only has a meaning in an activity.
    fn act(&mut self, action: Action, notation: &Notation) {
        let (asked, focus) = (self.asked(), self.focus());
        match &mut self.activity {
            Activity::Reading | Activity::Editing(_) => {}
            Activity::Exercise(exercise) => match (action, asked) {
                (Action::Edit(edit), _) => exercise.field.edit(edit),
                (Action::Check, Some(cell)) => exercise.check(&self.trace, cell, notation),
                (Action::Hint, Some(cell)) => exercise.hint(&self.trace, cell),
                _ => {}
            },
            Activity::Hunt(hunt) => match (action, focus) {
                (Action::Up, _) => hunt.choose(-1),
                (Action::Down, _) => hunt.choose(1),
                (Action::Choose, Some(cell)) => hunt.mark(cell),
                _ => {}
            },
        }
    }

    /// Leaves what is done with the lesson, but not the lesson. Returns whether there was something
    /// to leave.
    pub fn leave(&mut self) -> bool {
        if self.leave_ending() {
            return true;
        }
        match &mut self.activity {
            Activity::Hunt(_) => self.end_hunt(),
            Activity::Editing(editing) => {
                if !editing.close_field() {
                    self.activity = Activity::Reading;
                }
            }
            Activity::Reading | Activity::Exercise(_) => return false,
        }
        true
    }

    /// Puts the right numbers back, where a slip was looked for.
    fn end_hunt(&mut self) {
        if let Activity::Hunt(hunt) = &self.activity {
            self.trace = hunt.slip.sound.clone();
            self.activity = Activity::Reading;
        }
    }

    /// Hides a slip in the lesson and opens it at its end.
    fn start_hunt(&mut self) {
        let seed = match &self.activity {
            Activity::Hunt(hunt) => hunt.seed.wrapping_add(1),
            Activity::Reading | Activity::Exercise(_) | Activity::Editing(_) => 1,
        };
        self.end_hunt();
        if let Some(hunt) = Hunt::new(self.trace.clone(), seed) {
            self.trace = hunt.slip.faulty.clone();
            self.size = StepSize::Number;
            self.position = 1;
            self.activity = Activity::Hunt(Box::new(hunt));
        }
    }
}
