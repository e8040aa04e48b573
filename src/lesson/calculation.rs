//! A number with its arithmetic, written out: `δᵒ = e·f′(z) = 0.48763·0.24985 ≈ 0.12183`.
//!
//! Everything that shows arithmetic takes it from here, so that there is one rule for when the
//! printed numbers are said to be equal.

use super::expr::write::{Leaf, Style, Writer};
use super::{Cell, Expr, Names, Notation, Piece, Trace};

/// What stands between printed operands and their printed result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The operands as printed give exactly the result as printed.
    Exact,
    /// They do not, because they are rounded.
    Rounded,
}

impl Relation {
    /// The one rule: `computed` is what the printed operands give, `value` is the result, still to
    /// be printed.
    pub fn new(notation: &Notation, computed: f64, value: f64) -> Self {
        let printed = notation.rounded(value);
        let is_exact = (printed - computed).abs() <= 1e-12 * printed.abs().max(f64::MIN_POSITIVE);
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

    /// `value` gives the number of a leaf, `lookup` that of a cell.
    fn write<L: Leaf + Copy>(
        formula: &Expr<L>,
        notation: &Notation,
        value: &dyn Fn(L) -> f64,
        lookup: &dyn Fn(Cell) -> f64,
    ) -> Self {
        // The digits of the operands belong to this calculation, not to all that is shown.
        let operands = notation;
        let numbers = Writer::new(Style::Numbers(operands, lookup), operands.symbols);
        let computed = formula.value(&|leaf| operands.rounded(value(leaf)));
        let result = formula.value(value);
        Self {
            numbers: numbers.write(formula),
            relation: Relation::new(notation, computed, result),
            result: notation.number(result),
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
    /// The calculation of a cell; `None` for a given one.
    pub fn new(trace: &Trace, names: &Names, notation: &Notation, cell: Cell) -> Option<Self> {
        let formula = trace.formula(cell)?;
        let lookup = |cell| trace.value(cell);
        Some(Self {
            cell,
            symbol: names.written(cell, notation),
            symbols: formula.written(names, notation),
            arithmetic: Arithmetic {
                // In a trace with a slip, the number is not what the formula gives.
                result: notation.number(trace.value(cell)),
                ..Arithmetic::write(&formula, notation, &lookup, &lookup)
            },
            numpy: format!("{} = {}", names.numpy(cell), formula.numpy(names)),
        })
    }
}
