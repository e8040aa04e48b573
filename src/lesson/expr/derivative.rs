//! The derivative of a formula by one of its cells, as a formula again.
//!
//! What is multiplied by 0 or 1 and what is added to 0 is left out, so that a derivative reads as
//! people write it: that of `x1·w1 + x2·w2` by `w1` is `x1`.

use super::Expr;
use crate::lesson::{Cell, Quantity};

const ZERO: Expr = Expr::Const(0.0);

impl Expr {
    /// `∂(formula)/∂cell`. The slope of an activation function at a pre-activation is the
    /// lesson's own number `f′(h)`.
    pub fn derivative(&self, by: Cell) -> Self {
        match self {
            Self::Leaf(cell) => Self::Const(if *cell == by { 1.0 } else { 0.0 }),
            Self::Sum(terms) => added(terms.iter().map(|term| term.derivative(by))),
            Self::Product(factors) => added((0..factors.len()).map(|place| {
                let factor = |(index, factor): (usize, &Self)| {
                    if index == place { factor.derivative(by) } else { factor.clone() }
                };
                multiplied(factors.iter().enumerate().map(factor).collect())
            })),
            Self::Difference(left, right) => {
                let right = multiplied(vec![Self::Const(-1.0), right.derivative(by)]);
                added([left.derivative(by), right].into_iter())
            }
            // (u/v)′ = u′/v − u/v·v′/v
            Self::Quotient(left, right) => {
                let over =
                    |part: Self| if part == ZERO { ZERO } else { part.over((**right).clone()) };
                let (first, second) = (over(left.derivative(by)), over(right.derivative(by)));
                let whole = Self::Quotient(left.clone(), right.clone());
                added([first, multiplied(vec![Self::Const(-1.0), whole, second])].into_iter())
            }
            Self::Negative(inner) => multiplied(vec![Self::Const(-1.0), inner.derivative(by)]),
            Self::Square(inner) => {
                multiplied(vec![Self::Const(2.0), (**inner).clone(), inner.derivative(by)])
            }
            Self::Ln(inner) => {
                let one = Self::Const(1.0).over((**inner).clone());
                multiplied(vec![inner.derivative(by), one])
            }
            Self::Exp(inner) => multiplied(vec![self.clone(), inner.derivative(by)]),
            Self::Value(activation, inner) => {
                let slope = match &**inner {
                    Self::Leaf(cell) if cell.quantity == Quantity::PreActivation => {
                        Self::Leaf(cell.with(Quantity::Slope))
                    }
                    other => Self::Slope(*activation, Box::new(other.clone())),
                };
                multiplied(vec![slope, inner.derivative(by)])
            }
            // No formula of a lesson needs the derivative of a slope.
            Self::Const(_) | Self::Slope(..) => ZERO,
        }
    }
}

/// The sum of what is not 0.
fn added(terms: impl Iterator<Item = Expr>) -> Expr {
    let terms: Vec<Expr> = terms.filter(|term| *term != ZERO).collect();
    if terms.is_empty() { ZERO } else { Expr::sum(terms) }
}

/// The product, with all of its constants and signs in one factor in front, and over what some of
/// the factors are 1 over.
pub(in crate::lesson) fn multiplied(factors: Vec<Expr>) -> Expr {
    let mut constant = 1.0;
    let (mut others, mut below) = (Vec::new(), Vec::new());
    let mut rest = vec![Expr::product(factors)];
    while let Some(factor) = rest.pop() {
        match factor {
            Expr::Const(number) => constant *= number,
            Expr::Negative(inner) => {
                constant = -constant;
                rest.push(*inner);
            }
            Expr::Product(inner) => rest.extend(inner.into_iter().rev()),
            Expr::Quotient(above, divisor) if *above == Expr::Const(1.0) => below.push(*divisor),
            other => others.push(other),
        }
    }
    if constant == 0.0 {
        return ZERO;
    }
    if others.is_empty() && below.is_empty() {
        return Expr::Const(constant);
    }
    if constant.abs() != 1.0 || others.is_empty() {
        others.insert(0, Expr::Const(constant.abs()));
    }
    let mut product = Expr::product(others);
    if !below.is_empty() {
        product = product.over(Expr::product(below));
    }
    if constant < 0.0 { product.negated() } else { product }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::expr::text;
    use crate::lesson::{Names, Symbols, Trace, builtin, formula::formula};

    #[test]
    fn a_derivative_reads_as_people_write_it() {
        let example = builtin("2-2-2").expect("a lesson").example;
        let names = Names::new(&example.network);
        let unit = |quantity, layer| Cell::of_unit(quantity, layer, 0);
        for (cell, by, expected) in [
            (unit(Quantity::PreActivation, 0), Cell::of_edge(Quantity::Weight, 0, 1, 0), "x2"),
            (unit(Quantity::PreActivation, 0), unit(Quantity::Bias, 0), "1"),
            (unit(Quantity::PreActivation, 1), unit(Quantity::Activation, 0), "W11"),
            (unit(Quantity::Activation, 0), unit(Quantity::PreActivation, 0), "f′(h1)"),
            (unit(Quantity::Error, 1), unit(Quantity::Activation, 1), "−1"),
            (unit(Quantity::Loss, 1), unit(Quantity::Error, 1), "e1"),
            (unit(Quantity::Loss, 1), unit(Quantity::Input, 0), "0"),
        ] {
            let derivative = formula(&example, cell).expect("it is computed").derivative(by);
            assert_eq!(text(&derivative.symbols(&names, Symbols::Unicode)), expected);
        }
    }

    #[test]
    fn a_derivative_is_what_a_small_change_does() {
        let trace = Trace::new(builtin("2-2-2").expect("a lesson").example);
        let leaf = |quantity| Expr::Leaf(Cell::of_unit(quantity, 0, 0));
        let by = Cell::of_unit(Quantity::PreActivation, 0, 0);
        let h = || leaf(Quantity::PreActivation);
        let a = || leaf(Quantity::Activation);
        for formula in [
            h().squared(),
            a().over(h()),
            h().over(a()),
            h().minus(a()).negated(),
            Expr::Product(vec![h(), a(), h().squared()]),
            Expr::Sum(vec![h(), Expr::Const(2.0), Expr::Product(vec![Expr::Const(3.0), h()])]),
            a().minus(h().squared()).over(h()),
            h().squared().ln(),
            h().squared().exp(),
            h().exp().over(Expr::Sum(vec![h().exp(), a().exp()])),
            Expr::Product(vec![h(), Expr::Const(1.0).minus(a()).ln()]),
        ] {
            let at = |shift: f64| {
                formula.value(&|cell| trace.value(cell) + if cell == by { shift } else { 0.0 })
            };
            let measured = (at(1e-6) - at(-1e-6)) / 2e-6;
            let derivative = formula.derivative(by).value(&|cell| trace.value(cell));
            assert!(
                (measured - derivative).abs() < 1e-7 * derivative.abs().max(1.0),
                "{formula:?}"
            );
        }
    }
}
