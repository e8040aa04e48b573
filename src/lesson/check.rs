//! Whether an answer is right, and if not, which mistake it shows.

use super::mistake::{Wrong, rounding_noise, same, wrong_formulas};
use super::{Answer, Cell, Expr, Mistake, Notation, Trace, answer::Precision};

/// What an answer turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The right number.
    Right,
    /// It may be the right number, but so roughly that it could be a wrong one as well: more digits
    /// are needed.
    TooRough,
    /// The number that these wrong formulas give, the nearest first, and each mistake once.
    Mistakes(Vec<(Mistake, Expr)>),
    /// Neither the right number nor that of a known mistake.
    Unknown,
}

/// The tolerance, relative to the number aimed at. Where the number of a mistake is nearer, it ends
/// halfway to that.
const TOLERANCE: f64 = 0.005;

/// So many significant digits of the right number are enough, whatever else rounds to the same.
const ENOUGH_DIGITS: usize = 3;

/// Judges an answer for a computed cell.
///
/// An answer fits a formula when it is its value, its value as printed by `notation`, or what comes
/// out with the operands as printed, in each case rounded to the digits typed. Only when it fits
/// none, the nearest one within 0.5 % counts. A mistake is named only where the right number is
/// clearly farther away: it must not be the answer with more digits, and lie more than twice as far
/// off.
pub fn check(trace: &Trace, cell: Cell, answer: &Answer, notation: &Notation) -> Verdict {
    let Some(right) = trace.formula(cell) else {
        return Verdict::Unknown;
    };
    let right = Candidate::new(&right, trace, notation);
    let wrong: Vec<(Candidate, Wrong)> = wrong_formulas(trace, cell)
        .into_iter()
        .map(|wrong| (Candidate::new(&wrong.expr, trace, notation), wrong))
        .collect();
    let value = answer.value;
    let named = |fits: &dyn Fn(&Candidate) -> bool| mistakes(&wrong, value, fits);

    let enough = answer
        .precision
        .is_some_and(|typed| typed.significant >= ENOUGH_DIGITS && right.rounds_to(value, typed));
    if right.is(value) || enough {
        return Verdict::Right;
    }
    if let Some(exactly) = named(&|candidate| candidate.is(value)) {
        return exactly;
    }
    if let Some(typed) = answer.precision
        && let Some(verdict) = check_digits(value, typed, &right, &wrong)
    {
        return verdict;
    }
    let distance = right.distance(value);
    if right.is_near(value) && wrong.iter().all(|(c, _)| distance <= c.distance(value)) {
        return Verdict::Right;
    }
    let near = named(&|c| c.is_near(value) && 2.0 * c.distance(value) < distance);
    near.unwrap_or(if right.is_near(value) { Verdict::TooRough } else { Verdict::Unknown })
}

/// Judges a number by what rounds to the digits typed; `None` where nothing does, or where there
/// are too few digits to say.
fn check_digits(
    value: f64,
    typed: Precision,
    right: &Candidate,
    wrong: &[(Candidate, Wrong)],
) -> Option<Verdict> {
    let plausible = typed.significant + 1 >= ENOUGH_DIGITS;
    let rounded = mistakes(wrong, value, &|c| c.rounds_to(value, typed));
    if right.rounds_to(value, typed) {
        let nothing_near = right.is_near(value) && wrong.iter().all(|(c, _)| !c.is_near(value));
        return Some(if nothing_near || (plausible && rounded.is_none()) {
            Verdict::Right
        } else {
            Verdict::TooRough
        });
    }
    match rounded {
        Some(_) if right.is_cut_off_to(value, typed) => Some(Verdict::TooRough),
        Some(named) if plausible => Some(named),
        _ => None,
    }
}

/// The mistakes whose candidates fit, the nearest first; `None` where none does.
fn mistakes(
    wrong: &[(Candidate, Wrong)],
    value: f64,
    fits: &dyn Fn(&Candidate) -> bool,
) -> Option<Verdict> {
    let mut fitting: Vec<_> = wrong.iter().filter(|(c, _)| fits(c)).collect();
    fitting.sort_by(|(a, _), (b, _)| a.distance(value).total_cmp(&b.distance(value)));
    let mut named: Vec<(Mistake, Expr)> = Vec::new();
    for (_, wrong) in fitting {
        if named.iter().all(|(mistake, _)| *mistake != wrong.mistake) {
            named.push((wrong.mistake, wrong.expr.clone()));
        }
    }
    (!named.is_empty()).then_some(Verdict::Mistakes(named))
}

/// The numbers that someone who uses one formula may come to.
struct Candidate {
    /// With full operands and with printed ones, both also as printed.
    values: [f64; 4],
    noise: f64,
}

impl Candidate {
    fn new(expr: &Expr, trace: &Trace, notation: &Notation) -> Self {
        let lookup = |cell| trace.value(cell);
        let full = expr.value(&lookup);
        let from_printed = expr.value(&|cell| {
            let value = trace.value(cell);
            notation.of_operand(value, cell.quantity.is_given()).rounded(value)
        });
        Self {
            values: [full, notation.rounded(full), from_printed, notation.rounded(from_printed)],
            noise: rounding_noise(expr, &lookup),
        }
    }

    fn is(&self, answer: f64) -> bool {
        self.values.iter().any(|value| same(*value, answer, self.noise))
    }

    fn rounds_to(&self, answer: f64, typed: Precision) -> bool {
        // Ties may fall to either side, and the last bit of the difference is not to decide on
        // them.
        self.distance(answer) <= typed.half_unit * (1.0 + 1e-9)
    }

    /// Whether the digits after those typed were left out instead of rounded.
    fn is_cut_off_to(&self, answer: f64, typed: Precision) -> bool {
        let towards_zero = answer.abs() <= self.values[0].abs();
        towards_zero && self.distance(answer) <= 2.0 * typed.half_unit
    }

    fn is_near(&self, answer: f64) -> bool {
        self.distance(answer) <= TOLERANCE * self.values[0].abs()
    }

    fn distance(&self, answer: f64) -> f64 {
        self.values.iter().map(|value| (value - answer).abs()).fold(f64::INFINITY, f64::min)
    }
}
