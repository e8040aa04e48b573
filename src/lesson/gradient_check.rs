//! A number of backpropagation beside what two forward passes say about it.

use super::{Cell, Example, Expr, Notation, Purpose, Quantity, Trace, formula::formula};
use crate::nn::gradient::{CentralDifference, Parameter, central_difference};

/// The shifts to try: large ones leave out the bend of the loss, small ones lose their digits when
/// the two losses are subtracted.
pub const EPSILONS: [f64; 12] =
    [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12];

/// The gradient of the loss found twice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GradientCheck {
    /// How far the weight, the bias or the pre-activation is shifted to each side.
    pub epsilon: f64,
    /// `E(w + ε)`, `E(w − ε)` and their difference over `2ε`.
    pub measured: CentralDifference,
    /// The gradient by backpropagation; see [`gradient`].
    pub gradient: f64,
    /// How many digits the two share, from the first that is not 0; 0 to [`Notation::MAX_DIGITS`].
    pub digits: usize,
}

/// The weight, the bias, the input or the pre-activation that is shifted to check a gradient, an
/// error term or a step; `None` for any other cell.
pub fn shifted(example: &Example, cell: Cell) -> Option<Cell> {
    let is_alone = example.purpose == Purpose::Alone;
    match cell.quantity {
        Quantity::ErrorTerm => Some(cell.with(Quantity::PreActivation)),
        Quantity::InputGradient => Some(cell.with(Quantity::Input)),
        Quantity::WeightStep | Quantity::BiasStep if !is_alone => None,
        Quantity::WeightStep
        | Quantity::BiasStep
        | Quantity::WeightShare
        | Quantity::BiasShare
        | Quantity::WeightGradient
        | Quantity::BiasGradient => cell.of_parameter(Quantity::Weight, Quantity::Bias),
        _ => None,
    }
}

/// The slope of the loss at what is [`shifted`], by backpropagation: `∂E/∂w = −δ·x`, `∂E/∂b = −δ`,
/// `∂E/∂h = −δ`.
pub fn gradient(example: &Example, cell: Cell) -> Option<Expr> {
    shifted(example, cell)?;
    if cell.quantity == Quantity::InputGradient {
        return formula(example, cell);
    }
    let share = cell.of_parameter(Quantity::WeightShare, Quantity::BiasShare);
    Some(share.map_or(Some(Expr::Leaf(cell)), |share| formula(example, share))?.negated())
}

/// Checks a gradient, an error term or a step; `None` for any other cell.
pub fn gradient_check(trace: &Trace, cell: Cell, epsilon: f64) -> Option<GradientCheck> {
    let gradient = gradient(trace.example(), cell)?.value(&|cell| trace.value(cell));
    let example = trace.example();
    let knob = shifted(example, cell)?;
    let measured = match example.given(knob) {
        Some(value) => CentralDifference::of(
            |shift| {
                let mut moved = example.clone();
                moved.set(knob, value + shift);
                moved.loss_value()
            },
            epsilon,
        ),
        // A bias is added to the pre-activation, so that shifting either is the same.
        None => central_difference(
            &example.network,
            &example.input,
            (&example.target, example.loss),
            Parameter::Bias { layer: knob.layer, unit: knob.unit },
            epsilon,
        ),
    };
    Some(GradientCheck {
        epsilon,
        measured,
        gradient,
        digits: shared_digits(measured.slope, gradient),
    })
}

/// How many digits two numbers share from the first that is not 0, both written with all their
/// digits.
fn shared_digits(left: f64, right: f64) -> usize {
    let written = |number: f64| {
        let text = format!("{:.*e}", Notation::MAX_DIGITS - 1, number.abs());
        let (digits, exponent) = text.split_once('e')?;
        Some((digits.replace('.', ""), exponent.to_owned()))
    };
    let (Some(one), Some(other)) = (written(left), written(right)) else {
        return 0; // Infinities and NaN have no digits.
    };
    if left == right {
        return Notation::MAX_DIGITS;
    }
    if left.signum() != right.signum() || one.1 != other.1 {
        return 0;
    }
    let pairs = one.0.chars().zip(other.0.chars());
    pairs.take_while(|(left, right)| left == right).count()
}
