//! The expression tree of one number, and all that is read off it: value, symbols, numbers, NumPy, references.

mod write;

use super::{Cell, Names, Notation, Symbols};
use crate::nn::Activation;
use write::{Style, Writer};

/// How one number follows from others.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number of the formula itself, such as ½.
    Const(f64),
    /// The value of another cell.
    Cell(Cell),
    /// All terms added, in order.
    Sum(Vec<Expr>),
    /// All factors multiplied, in order.
    Product(Vec<Expr>),
    /// The first minus the second.
    Difference(Box<Expr>, Box<Expr>),
    /// The first divided by the second.
    Quotient(Box<Expr>, Box<Expr>),
    /// The expression with its sign turned.
    Negative(Box<Expr>),
    /// The expression times itself.
    Square(Box<Expr>),
    /// f of the expression.
    Value(Activation, Box<Expr>),
    /// f′ at the expression.
    Slope(Activation, Box<Expr>),
}

/// A stretch of a written formula. Where it stands for a cell, it says which, so that it can be lit up.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Piece {
    /// The characters.
    pub text: String,
    /// The cell whose symbol or number this is.
    pub cell: Option<Cell>,
}

/// The characters of some pieces, one after the other.
pub fn text(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

impl Expr {
    /// Shorthand for a reference to one unit's number, an edge's, or any other cell.
    pub fn cell(cell: Cell) -> Self {
        Self::Cell(cell)
    }

    /// The first minus the second.
    pub fn minus(self, other: Self) -> Self {
        Self::Difference(Box::new(self), Box::new(other))
    }

    /// The first divided by the second.
    pub fn over(self, other: Self) -> Self {
        Self::Quotient(Box::new(self), Box::new(other))
    }

    /// The expression with its sign turned.
    pub fn negated(self) -> Self {
        Self::Negative(Box::new(self))
    }

    /// The expression times itself.
    pub fn squared(self) -> Self {
        Self::Square(Box::new(self))
    }

    /// A sum, or the term itself where there is only one.
    pub fn sum(mut terms: Vec<Self>) -> Self {
        match terms.len() {
            1 => terms.remove(0),
            _ => Self::Sum(terms),
        }
    }

    /// The value, with `lookup` giving the numbers of the cells.
    pub fn value(&self, lookup: &dyn Fn(Cell) -> f64) -> f64 {
        match self {
            Self::Const(number) => *number,
            Self::Cell(cell) => lookup(*cell),
            Self::Sum(terms) => terms.iter().map(|term| term.value(lookup)).sum(),
            Self::Product(factors) => factors.iter().map(|factor| factor.value(lookup)).product(),
            Self::Difference(left, right) => left.value(lookup) - right.value(lookup),
            Self::Quotient(left, right) => left.value(lookup) / right.value(lookup),
            Self::Negative(inner) => -inner.value(lookup),
            Self::Square(inner) => inner.value(lookup).powi(2),
            Self::Value(activation, inner) => activation.value(inner.value(lookup)),
            Self::Slope(activation, inner) => activation.slope(inner.value(lookup)),
        }
    }

    /// All cells referred to, in the order in which they are written; one that occurs twice is there twice.
    pub fn cells(&self) -> Vec<Cell> {
        let mut cells = Vec::new();
        self.visit(&mut |cell| cells.push(cell));
        cells
    }

    /// Shows each cell referred to, in the order in which they are written.
    pub fn visit(&self, see: &mut dyn FnMut(Cell)) {
        match self {
            Self::Const(_) => {}
            Self::Cell(cell) => see(*cell),
            Self::Sum(parts) | Self::Product(parts) => {
                for part in parts {
                    part.visit(see);
                }
            }
            Self::Difference(left, right) | Self::Quotient(left, right) => {
                left.visit(see);
                right.visit(see);
            }
            Self::Negative(inner)
            | Self::Square(inner)
            | Self::Value(_, inner)
            | Self::Slope(_, inner) => inner.visit(see),
        }
    }

    /// Whether a reader who puts the printed operands into the formula gets exactly the printed result.
    pub fn closes(&self, notation: &Notation, lookup: &dyn Fn(Cell) -> f64) -> bool {
        let printed = notation.rounded(self.value(lookup));
        let computed = self.value(&|cell| notation.rounded(lookup(cell)));
        (printed - computed).abs() <= 1e-12 * printed.abs().max(f64::MIN_POSITIVE)
    }

    /// The formula in symbols: `W·δᵒ·f′(h)`.
    pub fn symbols(&self, names: &Names, symbols: Symbols) -> Vec<Piece> {
        Writer::new(Style::Symbols(names), symbols).write(self)
    }

    /// The formula with the numbers put in: `0.1·0.12183·0.24998`.
    pub fn numbers(&self, notation: &Notation, lookup: &dyn Fn(Cell) -> f64) -> Vec<Piece> {
        Writer::new(Style::Numbers(notation, lookup), notation.symbols).write(self)
    }

    /// The same in NumPy: `W * delta_o * slope_h`. Sums that run over a whole vector become `np.dot`.
    pub fn numpy(&self, names: &Names) -> String {
        text(&Writer::new(Style::NumPy(names), Symbols::Unicode).write(self))
    }

    fn precedence(&self) -> u8 {
        match self {
            Self::Sum(_) | Self::Difference(..) | Self::Negative(_) => 1,
            Self::Product(_) | Self::Quotient(..) => 2,
            _ => 3,
        }
    }
}
