//! A number of backpropagation beside what two forward passes say about it.

use super::{Cell, Quantity, Trace};
use crate::nn::gradient::{CentralDifference, Parameter, central_difference};

/// The shifts to try: large ones leave out the bend of the loss, small ones lose their digits when the two losses are subtracted.
pub const EPSILONS: [f64; 12] = [
    1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12,
];

/// The gradient of the loss found twice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GradientCheck {
    /// How far the weight, the bias or the pre-activation is shifted to each side.
    pub epsilon: f64,
    /// `E(w + ε)`, `E(w − ε)` and their difference over `2ε`.
    pub measured: CentralDifference,
    /// The gradient by backpropagation: `∂E/∂w = −δ·x`, `∂E/∂b = −δ`, `∂E/∂h = −δ`.
    pub gradient: f64,
    /// On how many significant digits the two agree, 0 to 16.
    pub digits: usize,
}

/// Checks an error term (by shifting its pre-activation), a weight step or a bias step; `None` for any other cell.
#[must_use]
pub fn gradient_check(trace: &Trace, cell: Cell, epsilon: f64) -> Option<GradientCheck> {
    let Cell {
        layer, unit, from, ..
    } = cell;
    let error_term = trace.value(Cell::of_unit(Quantity::ErrorTerm, layer, unit));
    let (parameter, gradient) = match cell.quantity {
        // A bias is added to the pre-activation, so that shifting either is the same.
        Quantity::ErrorTerm | Quantity::BiasStep => (Parameter::Bias { layer, unit }, -error_term),
        Quantity::WeightStep => (
            Parameter::Weight { layer, from, unit },
            -error_term * trace.value(Cell::from_below(layer, from)),
        ),
        _ => return None,
    };
    let example = trace.example();
    let measured = central_difference(
        &example.network,
        &example.input,
        &example.target,
        parameter,
        epsilon,
    );
    Some(GradientCheck {
        epsilon,
        measured,
        gradient,
        digits: agreeing_digits(measured.slope, gradient),
    })
}

/// On how many significant digits two numbers agree: 3 where they differ by less than a thousandth.
fn agreeing_digits(left: f64, right: f64) -> usize {
    let difference = (left - right).abs();
    let largest = left.abs().max(right.abs());
    (0_u8..=16)
        .rev()
        .find(|&digits| difference <= largest * 10_f64.powi(-i32::from(digits)))
        .map_or(0, usize::from)
}
