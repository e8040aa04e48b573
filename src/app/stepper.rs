//! One example, opened at one of its numbers.
//!
//! The whole state is a position in the script: `position` numbers are known. So a step back is the position before.

mod numbers;

use std::collections::HashSet;

use super::Action;
use super::editing::Editing;
use super::exercise::Exercise;
use super::field::Field;
use super::history::History;
use super::hunt::Hunt;
use crate::lesson::fading::Mode;
use crate::lesson::{Cell, Lesson, Names, Notation, Phase, Quantity, Trace};

/// How far one keypress goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum StepSize {
    /// One number.
    #[default]
    Number,
    /// All numbers of a quantity in one layer.
    Quantity,
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
    lesson: Lesson,
    trace: Trace,
    names: Names,
    position: usize,
    size: StepSize,
    activity: Activity,
    /// The seed of the practice numbers, where they stand in place of the lesson's own.
    practice: Option<u32>,
    /// The numbers missed in the last run.
    missed: Vec<Cell>,
    /// All numbers as they were before the learner changed any.
    unchanged: Trace,
    history: History,
}

impl Stepper {
    /// Opens a lesson before its first step.
    pub fn new(lesson: Lesson) -> Self {
        let trace = Trace::new(lesson.example.clone());
        Self {
            unchanged: trace.clone(),
            trace,
            names: Names::new(&lesson.example.network),
            lesson,
            position: 0,
            size: StepSize::default(),
            activity: Activity::default(),
            practice: None,
            missed: Vec::new(),
            history: History::default(),
        }
    }

    /// Takes up an earlier session at its position. In a run of questions those before it are not asked again.
    pub fn resume(&mut self, mode: Mode, missed: Vec<Cell>, position: usize) {
        self.missed = missed;
        self.start_exercise(mode);
        self.position = position.min(self.total());
        let passed = self.trace.script().steps()[..self.position.saturating_sub(1)].to_vec();
        if let Activity::Exercise(exercise) = &mut self.activity {
            exercise.skip(&passed);
        }
    }

    /// What the learner does with the lesson.
    pub fn activity(&self) -> &Activity {
        &self.activity
    }

    /// The seed of the practice numbers, where they stand in place of the lesson's own.
    pub fn practice(&self) -> Option<u32> {
        self.practice
    }

    /// The number that the learner is asked for now. It must not be shown anywhere.
    pub fn asked(&self) -> Option<Cell> {
        match &self.activity {
            Activity::Exercise(exercise) => self.focus().filter(|cell| exercise.is_open(*cell)),
            Activity::Reading | Activity::Hunt(_) | Activity::Editing(_) => None,
        }
    }

    /// The field that is being typed in.
    pub fn field(&self) -> Option<&Field> {
        match &self.activity {
            Activity::Exercise(exercise) => self.asked().map(|_| exercise.field()),
            Activity::Editing(editing) => editing.field(),
            Activity::Reading | Activity::Hunt(_) => None,
        }
    }

    /// The lesson that is open.
    pub fn lesson(&self) -> &Lesson {
        &self.lesson
    }

    /// All numbers.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// What the cells are called.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// How many numbers are known: 0 to [`Stepper::total`].
    pub fn position(&self) -> usize {
        self.position
    }

    /// How many steps there are.
    pub fn total(&self) -> usize {
        self.trace.script().steps().len()
    }

    /// How far one keypress goes.
    pub fn size(&self) -> StepSize {
        self.size
    }

    /// The numbers known so far, oldest first.
    pub fn known(&self) -> &[Cell] {
        &self.trace.script().steps()[..self.position]
    }

    /// The numbers that the present step is about: one, or those of a quantity up to the position. Empty before the first step.
    /// While given numbers are changed, it is the one that is chosen.
    pub fn current(&self) -> &[Cell] {
        if let Activity::Editing(editing) = &self.activity {
            return std::slice::from_ref(editing.cursor());
        }
        let Some(last) = self.position.checked_sub(1) else {
            return &[];
        };
        let start = match self.size {
            StepSize::Number => last,
            StepSize::Quantity => self.trace.script().group(last).start,
        };
        &self.trace.script().steps()[start..self.position]
    }

    /// The number that appeared last.
    pub fn focus(&self) -> Option<Cell> {
        self.current().last().copied()
    }

    /// Whether a number may be shown: it is given, known by now, or belongs to the present step.
    pub fn is_known(&self, cell: Cell) -> bool {
        if self.asked() == Some(cell) {
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

    /// The cells that the formulas of the present step refer to; none while the learner is asked and has had no hint.
    pub fn operands(&self) -> HashSet<Cell> {
        if let (Activity::Exercise(exercise), Some(cell)) = (&self.activity, self.asked())
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

    /// Which part of the lesson the present step belongs to.
    pub fn phase(&self) -> Phase {
        self.focus().map_or(Phase::Given, |cell| cell.quantity.phase())
    }

    /// Does what the user asked for. Returns whether a run of questions has just come to its end.
    pub fn update(&mut self, action: Action, notation: &Notation) -> bool {
        match action {
            Action::Practice => self.new_numbers(),
            Action::Restore => self.restore(),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::EditNumbers => self.start_or_end_editing(),
            _ if matches!(self.activity, Activity::Editing(_)) => self.edit_numbers(action),
            Action::Next => return self.next(),
            Action::Back => self.go_to(self.before()),
            Action::First => self.go_to(0),
            Action::Last => self.go_to(self.last()),
            Action::StepSize => {
                self.size = match self.size {
                    StepSize::Number => StepSize::Quantity,
                    StepSize::Quantity => StepSize::Number,
                }
            }
            Action::Mode => self.next_mode(),
            Action::Hunt => self.start_hunt(),
            _ => self.act(action, notation),
        }
        false
    }

    /// What only has a meaning in an activity.
    fn act(&mut self, action: Action, notation: &Notation) {
        let (asked, focus) = (self.asked(), self.focus());
        match &mut self.activity {
            Activity::Reading | Activity::Editing(_) => {}
            Activity::Exercise(exercise) => match (action, asked) {
                (Action::Edit(edit), _) => exercise.edit(edit),
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

    /// Leaves what is done with the lesson, but not the lesson. Returns whether there was something to leave.
    pub fn leave(&mut self) -> bool {
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
            self.trace = hunt.slip().sound.clone();
            self.activity = Activity::Reading;
        }
    }

    fn go_to(&mut self, position: usize) {
        if position != self.position {
            self.position = position;
            if let Activity::Exercise(exercise) = &mut self.activity {
                exercise.turn_the_page();
            }
        }
    }

    fn next(&mut self) -> bool {
        let at_end = self.position == self.total();
        if self.asked().is_none() {
            self.go_to(self.after());
        }
        match &self.activity {
            Activity::Exercise(exercise) if at_end => exercise.is_complete(),
            _ => false,
        }
    }

    /// The end, or the first number that is still asked for.
    fn last(&self) -> usize {
        match &self.activity {
            Activity::Exercise(exercise) => {
                let mut steps = self.trace.script().steps().iter();
                let open = steps.position(|cell| exercise.is_open(*cell));
                open.map_or(self.total(), |index| index + 1)
            }
            Activity::Reading | Activity::Hunt(_) | Activity::Editing(_) => self.total(),
        }
    }

    /// Worked, half-blank, blank, and worked again. A new run starts before the first step.
    fn next_mode(&mut self) {
        self.end_hunt();
        let mode = match &self.activity {
            Activity::Exercise(exercise) => {
                let missed = exercise.run().missed();
                if !missed.is_empty() {
                    self.missed = missed;
                }
                exercise.mode()
            }
            Activity::Reading | Activity::Hunt(_) | Activity::Editing(_) => Mode::Worked,
        };
        let next = match mode {
            Mode::Worked => Mode::HalfBlank,
            Mode::HalfBlank => Mode::Blank,
            Mode::Blank => Mode::Worked,
        };
        self.start_exercise(next);
    }

    /// Starts a run of questions, or goes back to reading.
    pub fn start_exercise(&mut self, mode: Mode) {
        self.end_hunt();
        self.activity = match mode {
            Mode::Worked => Activity::Reading,
            Mode::HalfBlank | Mode::Blank => {
                self.size = StepSize::Number;
                self.position = 0;
                Activity::Exercise(Box::new(Exercise::new(mode, &self.trace, &self.missed)))
            }
        };
    }

    /// Hides a slip in the lesson and opens it at its end.
    fn start_hunt(&mut self) {
        let seed = match &self.activity {
            Activity::Hunt(hunt) => hunt.seed().wrapping_add(1),
            Activity::Reading | Activity::Exercise(_) | Activity::Editing(_) => 1,
        };
        self.end_hunt();
        if let Some(hunt) = Hunt::new(self.trace.clone(), seed) {
            self.trace = hunt.slip().faulty.clone();
            self.size = StepSize::Number;
            self.position = 1;
            self.activity = Activity::Hunt(Box::new(hunt));
        }
    }

    fn after(&self) -> usize {
        if self.position == self.total() {
            return self.position;
        }
        match self.size {
            StepSize::Number => self.position + 1,
            StepSize::Quantity => self.trace.script().group(self.position).end,
        }
    }

    fn before(&self) -> usize {
        let Some(last) = self.position.checked_sub(1) else {
            return 0;
        };
        match self.size {
            StepSize::Number => last,
            StepSize::Quantity => self.trace.script().group(last).start,
        }
    }
}
