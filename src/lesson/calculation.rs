//! A number with its arithmetic, written out: `δᵒ = e·f′(z) = 0.48763·0.24985 ≈ 0.12183`.
//!
//! Everything that shows arithmetic takes it from here, so that there is one rule for when the
//! printed numbers are said to be equal.

use num_rational::BigRational;

use super::exact::{Bounded, ROUNDING, read};
use super::expr::write::{Leaf, Style, Writer};
use super::notation::ALL_DIGITS;
use super::{Cell, Expr, Names, Notation, Piece, Trace};

/// What stands between printed operands and their printed result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The operands as printed give exactly the result as printed.
    Exact,
    /// They do not, because they are rounded; but they give it to one unit of its last digit, or
    /// as nearly as doubles do.
    Rounded,
}

impl Relation {
    /// Between a name and its numbers as printed: exact where no digit is left out, but for those
    /// that are a double's own rounding.
    pub fn of_printed(values: impl IntoIterator<Item = f64>, notation: &Notation) -> Self {
        const NOISE: f64 = 8.0 * ROUNDING;
        let mut values = values.into_iter();
        let is_exact = values.all(|value| {
            let printed = notation.rounded(value);
            printed == value || (printed - value).abs() <= NOISE * value.abs()
        });
        if is_exact { Self::Exact } else { Self::Rounded }
    }

    /// `=` or `≈`
    pub fn sign(self) -> &'static str {
        match self {
            Self::Exact => "=",
            Self::Rounded => "≈",
        }
    }
}

/// A formula with its numbers put in, and what it comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Arithmetic {
    /// The formula with the printed operands.
    pub numbers: Vec<Piece>,
    /// How they relate to the printed result.
    pub relation: Relation,
    /// The result as printed.
    pub result: String,
}

impl Arithmetic {
    /// Arithmetic with numbers that are no cells of a lesson.
    pub fn new(formula: &Expr<f64>, notation: &Notation) -> Self {
        Self::write(formula, notation, &|number| number, &|_| f64::NAN)
    }

    /// Arithmetic with cells of a lesson.
    pub fn of(formula: &Expr, notation: &Notation, lookup: &dyn Fn(Cell) -> f64) -> Self {
        Self::write(formula, notation, lookup, lookup)
    }

    /// `value` gives the number of a leaf, `lookup` that of a cell.
    ///
    /// The operands have the digits asked for, or as many more as it takes for them to give the
    /// result.
    fn write<L: Leaf + Copy>(
        formula: &Expr<L>,
        notation: &Notation,
        value: &dyn Fn(L) -> f64,
        lookup: &dyn Fn(Cell) -> f64,
    ) -> Self {
        let result = formula.value(value);
        let (text, unit) = (notation.plain(result), notation.unit(result));
        let printed = |digits| {
            let operands = Notation { digits, ..*notation };
            Printed { formula, value, operands, result: &text, unit }
        };
        let digits = (notation.digits..ALL_DIGITS).find(|&digits| printed(digits).gives_result());
        let printed = printed(digits.unwrap_or(ALL_DIGITS));
        let style = Style::Numbers(&printed.operands, lookup);
        Self {
            numbers: Writer::new(style, notation.symbols).write(formula),
            relation: printed.relation(),
            result: notation.number(result),
        }
    }
}

/// A formula with its operands as printed, beside its result as printed.
struct Printed<'a, L> {
    formula: &'a Expr<L>,
    value: &'a dyn Fn(L) -> f64,
    operands: Notation,
    result: &'a str,
    /// One unit of the last digit of the result.
    unit: f64,
}

impl<L: Leaf + Copy> Printed<'_, L> {
    /// Sums with more operands are worked out in doubles only, and called rounded: nobody adds them
    /// up by hand, and a key must not wait for them.
    const MOST_OPERANDS: usize = 4096;

    fn operand(&self, leaf: L) -> String {
        let number = (self.value)(leaf);
        self.operands.of_operand(number, leaf.is_given()).plain(number)
    }

    /// What the operands give in doubles that are off by `reading` from the start.
    fn computed(&self, reading: f64) -> Bounded {
        let read = |leaf| self.operand(leaf).parse().unwrap_or((self.value)(leaf));
        self.formula.bounded(&read, reading)
    }

    /// What the operands give, and the result.
    fn exact(&self) -> Option<[BigRational; 2]> {
        let is_short = self.formula.cells().len() <= Self::MOST_OPERANDS;
        let exact = is_short.then(|| self.formula.exact(&|leaf| read(&self.operand(leaf))));
        Some([exact??, read(self.result)?])
    }

    /// By how much the result differs from what the operands give, and how far off that may be.
    fn gap(&self) -> (f64, f64) {
        let result = self.result.parse().unwrap_or(f64::NAN);
        let computed = self.computed(ROUNDING);
        // Below the least normal double, roundings are not in proportion to the numbers.
        let doubt = 2.0 * computed.error + ROUNDING * f64::abs(result) + f64::MIN_POSITIVE;
        ((computed.value - result).abs(), doubt)
    }

    /// Whether a calculator comes to the result, to one unit of its last digit or as nearly as
    /// doubles do.
    fn gives_result(&self) -> bool {
        let (gap, doubt) = self.gap();
        if gap + doubt <= self.unit {
            return true;
        }
        let allowed = self.unit.max(self.computed(0.0).error);
        if gap - doubt > allowed {
            return false;
        }
        // As it is written, for a double can't be 1e−5 exactly.
        match (self.exact(), read(&format!("{allowed:e}"))) {
            (Some([computed, result]), Some(allowed)) => {
                computed <= &result + &allowed && computed >= result - allowed
            }
            _ => gap <= allowed || read(self.result).is_none(),
        }
    }

    fn relation(&self) -> Relation {
        // Doubles tell most lines apart; only the others are worth the work.
        let (gap, doubt) = self.gap();
        let differs = gap.is_finite() && gap > doubt;
        match if differs { None } else { self.exact() } {
            Some([computed, result]) if computed == result => Relation::Exact,
            _ => Relation::Rounded,
        }
    }
}

/// A computed number of a lesson, written in every way.
#[derive(Clone, Debug, PartialEq)]
pub struct Calculation {
    /// Whose number it is.
    pub cell: Cell,
    /// What the cell is called.
    pub symbol: String,
    /// The formula in symbols, without the `h =` in front.
    pub symbols: Vec<Piece>,
    /// The formula with numbers, and the number.
    pub arithmetic: Arithmetic,
    /// The statement that computes it: `h = np.dot(x, w)`.
    pub numpy: String,
}

impl Calculation {
    /// The first number of a lesson that follows from rounded ones; `None` where that is far from
    /// the start.
    pub fn first_rounded(trace: &Trace, names: &Names, notation: &Notation) -> Option<Cell> {
        const SEARCHED: usize = 50;
        let of = |&cell: &Cell| Self::new(trace, names, notation, cell);
        let mut numbers = trace.script().steps().iter().take(SEARCHED).filter_map(of);
        numbers.find(|of| of.arithmetic.relation == Relation::Rounded).map(|of| of.cell)
    }

    /// The calculation of a cell; `None` for a given one.
    pub fn new(trace: &Trace, names: &Names, notation: &Notation, cell: Cell) -> Option<Self> {
        let formula = trace.formula(cell)?;
        let lookup = |cell| trace.value(cell);
        Some(Self {
            cell,
            symbol: names.written(cell, notation),
            symbols: formula.symbols(names, notation.symbols),
            arithmetic: Arithmetic {
                // In a trace with a slip, the number is not what the formula gives.
                result: notation.number(trace.value(cell)),
                ..Arithmetic::of(&formula, notation, &lookup)
            },
            numpy: format!("{} = {}", names.numpy(cell), formula.numpy(names)),
        })
    }
}
