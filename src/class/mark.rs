//! What each answer is worth. There is one judge, [`check()`]; marking adds only with whose numbers
//! it is asked: with the true ones, or with those that the student wrote before.

use std::collections::HashMap;

use strum::IntoStaticStr;

use super::Blank;
use crate::lesson::answer::{self, Answer, AnswerError, Precision};
use crate::lesson::mistake::wrong_formulas;
use crate::lesson::{Cell, Example, Expr, Mistake, Notation, Quantity, Trace, Verdict, check};

/// What an answer turned out to be.
#[derive(Clone, Debug, PartialEq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Mark {
    /// It fits the true numbers, or follows from numbers that were all right as written.
    Right,
    /// It follows from the student's own numbers, not all of which were right.
    Follows,
    /// The same, but with numbers with which most mistakes would come to this as well.
    FollowsNothing,
    /// A known mistake; several, where they give the same number as written.
    Mistake(Vec<Mistake>),
    /// Too few digits to tell the right number from a wrong one.
    Rough,
    /// Nothing.
    Blank,
    /// No number.
    Unreadable(AnswerError),
    /// A number that fits nothing.
    Other,
}

/// One answer with its mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// What was asked for.
    pub blank: Blank,
    /// What was written.
    pub answer: String,
    /// What it is worth.
    pub mark: Mark,
    /// The true number.
    pub right: f64,
    /// What follows from the student's own numbers.
    pub from_own: f64,
}

impl Mark {
    /// The points of it, where one that follows is worth `follow`.
    pub fn points(&self, follow: f64) -> f64 {
        match self {
            Self::Right => 1.0,
            Self::Follows => follow,
            _ => 0.0,
        }
    }

    /// The name in machine formats.
    pub fn name(&self) -> &'static str {
        self.into()
    }
}

/// How answers were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handwriting {
    /// How many significant digits were asked for.
    pub digits: usize,
    /// Whether they went through a spreadsheet, which takes zeros at the end away.
    pub loses_zeros: bool,
}

/// Marks the answers to some blanks, in the order of the lesson.
///
/// # Panics
/// When there are not as many answers as blanks.
pub fn mark(
    example: &Example,
    blanks: &[Blank],
    answers: &[String],
    writing: Handwriting,
) -> Vec<Marked> {
    assert_eq!(blanks.len(), answers.len());
    let notation = Notation { digits: writing.digits, ..Notation::default() };
    // Of who never writes as many digits as were asked for, no zeros were taken away either.
    let parsed = answers.iter().filter_map(|written| parse(written).ok()?.precision);
    let most = parsed.map(|precision| precision.significant).max();
    let loses_zeros = writing.loses_zeros && most >= Some(writing.digits);
    let writing = Handwriting { loses_zeros, ..writing };
    let mut student = Student { all_right: true, ..Student::default() };
    let mut pairs = blanks.iter().zip(answers).peekable();
    let mut marked = Vec::new();
    for (pass, example) in example.passes().enumerate() {
        if pairs.peek().is_none() {
            break;
        }
        let truth = Trace::new(example);
        for &cell in truth.script().steps() {
            let mut value = truth.value(cell);
            let blank = Blank { pass, cell };
            if let Some((_, written)) = pairs.next_if(|(next, _)| **next == blank) {
                let from_own = from_own(cell, &truth, &student.own);
                let judge = Judge { truth: &truth, student: &student, notation, writing };
                let (mark, answer) = judge.read(cell, written);
                let (right, answered) = (value, written.clone());
                value = answer.map_or(value, |answer| answer.value);
                student.rounding.insert(cell, answer.as_ref().map_or(0.0, half_unit));
                student.all_right &= matches!(mark, Mark::Right | Mark::Blank);
                marked.push(Marked { blank, answer: answered, mark, right, from_own });
            }
            student.own.insert(cell, value);
        }
        student.turn_over(truth.example());
    }
    marked
}

/// What a student goes on with.
#[derive(Default)]
struct Student {
    /// What they wrote; the true number where none was asked for or given.
    own: HashMap<Cell, f64>,
    /// By how much their digits may have been rounded.
    rounding: HashMap<Cell, f64>,
    /// Whether nothing was wrong so far.
    all_right: bool,
}

impl Student {
    /// Begins another pass, with weights, biases and sums as the student has them.
    fn turn_over(&mut self, example: &Example) {
        let is_update = example.updates_here();
        let carried = |cell: Cell| match cell.quantity {
            Quantity::NewWeight | Quantity::NewBias if is_update => cell.quantity.old(),
            // Sums begin with 0 after an update.
            Quantity::WeightSum if !is_update => Some(Quantity::WeightRest),
            Quantity::BiasSum if !is_update => Some(Quantity::BiasRest),
            Quantity::Weight | Quantity::Bias if !is_update => Some(cell.quantity),
            _ => None,
        };
        for numbers in [&mut self.own, &mut self.rounding] {
            let kept = numbers.iter();
            let kept = kept.filter_map(|(cell, value)| Some((cell.with(carried(*cell)?), *value)));
            *numbers = kept.collect();
        }
    }
}

/// The number of a cell that follows from what the student wrote before.
fn from_own(cell: Cell, truth: &Trace, own: &HashMap<Cell, f64>) -> f64 {
    // What is no step of its own follows from the steps before it.
    let operand =
        |cell: Cell| own.get(&cell).copied().unwrap_or_else(|| from_own(cell, truth, own));
    let formula = truth.formula(cell);
    formula.map_or_else(|| truth.value(cell), |formula| formula.value(&operand))
}

/// An answer; the “=” before it is a spreadsheet's.
fn parse(written: &str) -> Result<Answer, AnswerError> {
    answer::parse(written.trim().trim_start_matches('='))
}

/// Half of one in the last digit that was written.
fn half_unit(answer: &Answer) -> f64 {
    answer.precision.map_or(0.0, |typed| typed.half_unit)
}

struct Judge<'a> {
    truth: &'a Trace,
    student: &'a Student,
    notation: Notation,
    writing: Handwriting,
}

impl Judge<'_> {
    /// What something written is worth, and what it says.
    fn read(&self, cell: Cell, written: &str) -> (Mark, Option<Answer>) {
        match parse(written) {
            _ if written.trim().is_empty() => (Mark::Blank, None),
            Err(error) => (Mark::Unreadable(error), None),
            Ok(answer) => (self.mark(cell, &answer), Some(answer)),
        }
    }

    fn mark(&self, cell: Cell, answer: &Answer) -> Mark {
        let all_right = self.student.all_right;
        let by_truth = self.verdict(self.truth, cell, answer);
        if by_truth == Verdict::Right {
            return Mark::Right;
        }
        let following = self.truth.with_values(&self.student.own);
        let by_own = self.verdict(&following, cell, answer);
        let mistakes = |named: Vec<(Mistake, Expr)>| named.into_iter().map(|(it, _)| it).collect();
        // Whoever writes 0 has not rounded.
        let is_number = answer.value != 0.0;
        let follows = !all_right && by_own != Verdict::Right && self.carries_on(cell, answer);
        let by_own = if follows { Verdict::Right } else { by_own };
        match (by_truth, by_own) {
            (_, Verdict::Right) if all_right => Mark::Right,
            (_, Verdict::Right) if self.says_nothing(cell, &following) => Mark::FollowsNothing,
            (_, Verdict::Right) => Mark::Follows,
            // In few digits, the true number may look like that of a mistake.
            _ if is_number && self.rounds(cell, answer) => Mark::Rough,
            (_, Verdict::Mistakes(named)) => Mark::Mistake(mistakes(named)),
            (Verdict::TooRough, _) | (_, Verdict::TooRough) if is_number => Mark::Rough,
            (Verdict::Mistakes(named), _) => Mark::Mistake(mistakes(named)),
            _ => Mark::Other,
        }
    }

    /// Whether an answer is the true number in fewer digits.
    fn rounds(&self, cell: Cell, answer: &Answer) -> bool {
        let written =
            answer.precision.map(|it| if self.writing.loses_zeros { self.padded(it) } else { it });
        let half_unit = written.map_or(0.0, |written| written.half_unit);
        (answer.value - self.truth.value(cell)).abs() <= half_unit * (1.0 + 1e-9)
    }

    /// Whether it follows from the student's own numbers with the digits that were left out when
    /// they were written.
    fn carries_on(&self, cell: Cell, answer: &Answer) -> bool {
        const ENOUGH_DIGITS: usize = 3;
        let value = from_own(cell, self.truth, &self.student.own);
        let left_out = self.student.rounding.iter().map(|(rounded, half)| {
            let mut own = self.student.own.clone();
            own.entry(*rounded).and_modify(|value| *value += half);
            (from_own(cell, self.truth, &own) - value).abs()
        });
        let is_fine = answer.precision.is_some_and(|typed| typed.significant >= ENOUGH_DIGITS);
        is_fine && (answer.value - value).abs() <= half_unit(answer) + left_out.sum::<f64>()
    }

    /// What the judge says with these numbers; where a spreadsheet may have taken zeros away, with
    /// them put back first.
    fn verdict(&self, trace: &Trace, cell: Cell, answer: &Answer) -> Verdict {
        if let Some(precision) = answer.precision.filter(|_| self.writing.loses_zeros) {
            let padded = Answer { precision: Some(self.padded(precision)), ..*answer };
            let verdict = check(trace, cell, &padded, &self.notation);
            if matches!(verdict, Verdict::Right | Verdict::Mistakes(_)) {
                return verdict;
            }
        }
        check(trace, cell, answer, &self.notation)
    }

    /// As if so many digits had been written as were asked for.
    fn padded(&self, typed: Precision) -> Precision {
        let missing = self.writing.digits.saturating_sub(typed.significant);
        let tenths = i32::try_from(missing).unwrap_or(0);
        Precision {
            half_unit: typed.half_unit / 10_f64.powi(tenths),
            significant: typed.significant + missing,
        }
    }

    /// Whether with the student's numbers more than half of the mistakes that the true ones tell
    /// apart come to the right number: who writes 0 everywhere follows every formula.
    fn says_nothing(&self, cell: Cell, following: &Trace) -> bool {
        let written = |value: f64| self.notation.number(value);
        let right = written(self.truth.value(cell));
        let own = written(from_own(cell, self.truth, &self.student.own));
        let wrong = wrong_formulas(self.truth, cell).into_iter();
        let told_apart = wrong.filter(|wrong| written(wrong.value) != right);
        let coincides =
            told_apart.map(|wrong| written(wrong.expr.value(&|it| following.value(it))) == own);
        let coincides: Vec<bool> = coincides.collect();
        2 * coincides.iter().filter(|it| **it).count() > coincides.len()
    }
}
