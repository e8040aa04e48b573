//! Arithmetic on numbers as they are printed: without any rounding, and with the rounding of
//! doubles kept account of.

use num_bigint::{BigInt, Sign};
use num_rational::BigRational;

use super::Expr;
use crate::nn::Activation;

/// What one operation of a double rounds by at most, relative to its result: 2⁻⁵³.
pub(super) const ROUNDING: f64 = f64::EPSILON / 2.0;

/// The number that is written in `text`, with the `-` of machine formats; `None` for NaN and
/// infinities.
pub(super) fn read(text: &str) -> Option<BigRational> {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: BigInt = format!("{whole}{decimals}").parse().ok()?;
    let exponent = exponent.parse::<i32>().ok()? - i32::try_from(decimals.len()).ok()?;
    Some(BigRational::from(digits) * BigRational::from(BigInt::from(10)).pow(exponent))
}

/// A double, and by how much it may be off.
#[derive(Clone, Copy)]
pub(super) struct Bounded {
    pub(super) value: f64,
    pub(super) error: f64,
}

impl<L: Copy> Expr<L> {
    /// The value without rounding; `None` where it has no end in decimals, or does not exist.
    pub(super) fn exact(&self, lookup: &dyn Fn(L) -> Option<BigRational>) -> Option<BigRational> {
        let zero = BigRational::default;
        Some(match self {
            Self::Const(number) => read(&number.to_string())?,
            Self::Leaf(leaf) => lookup(*leaf)?,
            Self::Sum(terms) => {
                terms.iter().try_fold(zero(), |sum, term| Some(sum + term.exact(lookup)?))?
            }
            Self::Product(factors) => {
                let one = BigRational::from(BigInt::from(1));
                factors
                    .iter()
                    .try_fold(one, |product, factor| Some(product * factor.exact(lookup)?))?
            }
            Self::Difference(left, right) => left.exact(lookup)? - right.exact(lookup)?,
            Self::Quotient(left, right) => {
                let right = right.exact(lookup).filter(|right| *right != zero())?;
                left.exact(lookup)? / right
            }
            Self::Negative(inner) => -inner.exact(lookup)?,
            Self::Square(inner) => inner.exact(lookup)?.pow(2),
            // All others have no end in decimals.
            Self::Ln(inner) => (inner.exact(lookup)? == read("1")?).then(zero)?,
            Self::Exp(inner) => (inner.exact(lookup)? == zero()).then(|| read("1"))??,
            Self::Value(activation, inner) => exact_value(*activation, inner.exact(lookup)?)?,
            Self::Slope(Activation::Linear, _) => read("1")?,
            Self::Slope(activation, inner) => exact_slope(*activation, &inner.exact(lookup)?)?,
        })
    }

    /// The value in doubles, with a bound on their rounding; `operand` is by how much the numbers
    /// of the leaves are off, relative to their sizes.
    pub(super) fn bounded(&self, lookup: &dyn Fn(L) -> f64, operand: f64) -> Bounded {
        let part = |part: &Self| part.bounded(lookup, operand);
        let pair = |left: &Self, right: &Self| [part(left), part(right)];
        match self {
            Self::Const(number) => Bounded { value: *number, error: 0.0 },
            Self::Leaf(leaf) => {
                let value = lookup(*leaf);
                Bounded { value, error: operand * value.abs() }
            }
            Self::Sum(terms) => sum(terms.iter().map(part)),
            Self::Product(factors) => product(factors.iter().map(part)),
            Self::Difference(left, right) => {
                let [left, right] = pair(left, right);
                sum([left, Bounded { value: -right.value, ..right }].into_iter())
            }
            Self::Quotient(left, right) => {
                let [left, right] = pair(left, right);
                let value = left.value / right.value;
                let error = (left.error + value.abs() * right.error) / right.value.abs();
                Bounded { value, error: error + 2.0 * ROUNDING * value.abs() }
            }
            Self::Negative(inner) => {
                let inner = part(inner);
                Bounded { value: -inner.value, ..inner }
            }
            Self::Square(inner) => product([part(inner); 2].into_iter()),
            Self::Ln(inner) => {
                let inner = part(inner);
                library(inner.value.ln(), inner.error / inner.value.abs())
            }
            Self::Exp(inner) => {
                let inner = part(inner);
                library(inner.value.exp(), inner.value.exp() * inner.error)
            }
            Self::Value(activation, inner) => {
                let inner = part(inner);
                let error = activation.slope(inner.value) * inner.error;
                library(activation.value(inner.value), error)
            }
            Self::Slope(activation, inner) => {
                let inner = part(inner);
                // No curve's slope changes faster than by 1 for 1.
                let error = if activation.slopes().is_some() { 0.0 } else { inner.error };
                library(activation.slope(inner.value), error)
            }
        }
    }
}

fn sum(terms: impl Iterator<Item = Bounded>) -> Bounded {
    let (mut count, mut value, mut size, mut error) = (0.0, 0.0, 0.0, 0.0);
    for term in terms {
        count += 1.0;
        value += term.value;
        size += term.value.abs();
        error += term.error;
    }
    Bounded { value, error: error.max(count * ROUNDING * size) }
}

fn product(factors: impl Iterator<Item = Bounded>) -> Bounded {
    let (mut count, mut value, mut relative) = (0.0, 1.0, 0.0);
    for factor in factors {
        count += 1.0;
        value *= factor.value;
        relative += if factor.value == 0.0 { 0.0 } else { factor.error / factor.value.abs() };
    }
    Bounded { value, error: (relative + count * ROUNDING) * f64::abs(value) }
}

/// A function of the library, which is off by 2 units in the last place at most.
fn library(value: f64, error: f64) -> Bounded {
    Bounded { value, error: error + 4.0 * ROUNDING * value.abs() }
}

fn exact_value(activation: Activation, x: BigRational) -> Option<BigRational> {
    match activation.slopes() {
        // Its lines go through the origin.
        Some(_) => Some(exact_slope(activation, &x)? * x),
        None if x == BigRational::default() && activation != Activation::Softplus => {
            read(&activation.value(0.0).to_string())
        }
        None => None,
    }
}

fn exact_slope(activation: Activation, x: &BigRational) -> Option<BigRational> {
    let sign = match x.numer().sign() {
        Sign::Minus => -1.0,
        Sign::NoSign => 0.0,
        Sign::Plus => 1.0,
    };
    if activation.slopes().is_none() && sign != 0.0 {
        None
    } else {
        read(&activation.slope(sign).to_string())
    }
}
