//! The expression tree of one number, and what is read off it: value, symbols, numbers, NumPy,
//! references.

pub(super) mod derivative;
pub(super) mod write;

use super::{Cell, Names, Notation, Symbols};
use crate::nn::Activation;
use write::{Style, Writer};

/// How one number follows from others. The leaves are cells, or what else stands in their places.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr<L = Cell> {
    /// A number of the formula itself, such as ½.
    Const(f64),
    /// The value of something else.
    Leaf(L),
    /// All terms added, in order.
    Sum(Vec<Self>),
    /// All factors multiplied, in order.
    Product(Vec<Self>),
    /// The first minus the second.
    Difference(Box<Self>, Box<Self>),
    /// The first divided by the second.
    Quotient(Box<Self>, Box<Self>),
    /// The expression with its sign turned.
    Negative(Box<Self>),
    /// The expression times itself.
    Square(Box<Self>),
    /// The natural logarithm of the expression.
    Ln(Box<Self>),
    /// e to the power of the expression.
    Exp(Box<Self>),
    /// f of the expression.
    Value(Activation, Box<Self>),
    /// f′ at the expression.
    Slope(Activation, Box<Self>),
}

/// A stretch of a written formula. Where it stands for a cell, it says which, so that it can be lit
/// up.
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

impl<L> Expr<L> {
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

    /// The natural logarithm of the expression.
    pub fn ln(self) -> Self {
        Self::Ln(Box::new(self))
    }

    /// e to the power of the expression.
    pub fn exp(self) -> Self {
        Self::Exp(Box::new(self))
    }

    /// A sum, or the term itself where there is only one.
    pub fn sum(mut terms: Vec<Self>) -> Self {
        match terms.len() {
            1 => terms.remove(0),
            _ => Self::Sum(terms),
        }
    }

    /// A product, with the factors of factors among its own; the factor itself where there is
    /// only one.
    pub fn product(factors: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(factors.len());
        for factor in factors {
            match factor {
                Self::Product(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            1 => flat.remove(0),
            _ => Self::Product(flat),
        }
    }

    /// The tree built anew from the top down: `change` says what stands for a part, or `None` to
    /// look at the parts of that part; `leaf` says what stands for a leaf.
    pub fn rebuilt<M>(
        &self,
        leaf: &mut dyn FnMut(&L) -> Expr<M>,
        change: &dyn Fn(&Self) -> Option<Expr<M>>,
    ) -> Expr<M> {
        if let Some(new) = change(self) {
            return new;
        }
        let mut one = |part: &Self| Box::new(part.rebuilt(leaf, change));
        match self {
            Self::Const(number) => Expr::Const(*number),
            Self::Leaf(own) => leaf(own),
            Self::Sum(terms) => Expr::Sum(terms.iter().map(|term| *one(term)).collect()),
            Self::Product(factors) => {
                Expr::product(factors.iter().map(|factor| *one(factor)).collect())
            }
            Self::Difference(left, right) => Expr::Difference(one(left), one(right)),
            Self::Quotient(left, right) => Expr::Quotient(one(left), one(right)),
            Self::Negative(inner) => Expr::Negative(one(inner)),
            Self::Square(inner) => Expr::Square(one(inner)),
            Self::Ln(inner) => Expr::Ln(one(inner)),
            Self::Exp(inner) => Expr::Exp(one(inner)),
            Self::Value(activation, inner) => Expr::Value(*activation, one(inner)),
            Self::Slope(activation, inner) => Expr::Slope(*activation, one(inner)),
        }
    }

    /// The tree with other leaves, which are asked for in the order in which they are written.
    pub fn map<M>(&self, leaf: &mut dyn FnMut(&L) -> M) -> Expr<M> {
        self.rebuilt(&mut |own| Expr::Leaf(leaf(own)), &|_| None)
    }

    /// Shows each leaf, in the order in which they are written.
    pub fn visit(&self, see: &mut dyn FnMut(&L)) {
        match self {
            Self::Const(_) => {}
            Self::Leaf(leaf) => see(leaf),
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
            | Self::Ln(inner)
            | Self::Exp(inner)
            | Self::Value(_, inner)
            | Self::Slope(_, inner) => inner.visit(see),
        }
    }
}

impl<L: Copy> Expr<L> {
    /// The value, with `lookup` giving the numbers of the leaves.
    pub fn value(&self, lookup: &dyn Fn(L) -> f64) -> f64 {
        match self {
            Self::Const(number) => *number,
            Self::Leaf(leaf) => lookup(*leaf),
            Self::Sum(terms) => terms.iter().map(|term| term.value(lookup)).sum(),
            Self::Product(factors) => {
                let values = || factors.iter().map(|factor| factor.value(lookup));
                let has_ln = factors.iter().any(|factor| matches!(factor, Self::Ln(_)));
                // 0·ln 0 is 0, the limit of p·ln p.
                if has_ln && values().any(|it| it == 0.0) { 0.0 } else { values().product() }
            }
            Self::Difference(left, right) => left.value(lookup) - right.value(lookup),
            Self::Quotient(left, right) => share(left, right, lookup)
                .unwrap_or_else(|| left.value(lookup) / right.value(lookup)),
            Self::Negative(inner) => -inner.value(lookup),
            Self::Square(inner) => inner.value(lookup).powi(2),
            Self::Ln(inner) => inner.value(lookup).ln(),
            Self::Exp(inner) => inner.value(lookup).exp(),
            Self::Value(activation, inner) => activation.value(inner.value(lookup)),
            Self::Slope(activation, inner) => activation.slope(inner.value(lookup)),
        }
    }

    /// All leaves, in the order in which they are written; one that occurs twice is there twice.
    pub fn cells(&self) -> Vec<L> {
        let mut leaves = Vec::new();
        self.visit(&mut |leaf| leaves.push(*leaf));
        leaves
    }
}

/// `e^z / Σ e^z`, with all powers made smaller by one factor: alone they may be too large for an
/// f64. `None` for any other quotient.
fn share<L: Copy>(left: &Expr<L>, right: &Expr<L>, lookup: &dyn Fn(L) -> f64) -> Option<f64> {
    let exponent = |part: &Expr<L>| match part {
        Expr::Exp(inner) => Some(inner.value(lookup)),
        _ => None,
    };
    let Expr::Sum(terms) = right else { return None };
    let all: Vec<f64> = terms.iter().map(exponent).collect::<Option<_>>()?;
    let largest = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let below: f64 = all.iter().map(|it| (it - largest).exp()).sum();
    Some((exponent(left)? - largest).exp() / below)
}

impl Expr {
    /// The formula in symbols: `W·δᵒ·f′(h)`.
    pub fn symbols(&self, names: &Names, symbols: Symbols) -> Vec<Piece> {
        Writer::new(Style::Symbols(names), symbols).write(self)
    }

    /// The formula with the numbers put in: `0.1·0.12183·0.24998`.
    pub fn numbers(&self, notation: &Notation, lookup: &dyn Fn(Cell) -> f64) -> Vec<Piece> {
        Writer::new(Style::Numbers(notation, lookup), notation.symbols).write(self)
    }
}
