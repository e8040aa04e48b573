//! The mistakes that learners make, each as a small change to the expression tree of the number
//! asked for.
//!
//! A wrong formula is an [`Expr`] like the right one, so it can be computed and shown. What a
//! mistake is called and how it is explained is not known here.

mod mix_up;
mod rewrite;
mod site;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::{Cell, Example, Expr, Trace, formula::formula};
use site::Site;

/// A known way to a wrong number. Where two lead to the same formula, [`wrong_formulas`] gives it
/// the name that comes first here.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Mistake {
    /// The slope of a hidden unit is left out: `W·δᵒ`.
    SlopeLeftOut,
    /// The slope is left out at the output: `δᵒ = e`, which is the form for the log loss.
    LogLossForm,
    /// The slope is multiplied in at the output, though it cancels with the log loss.
    SlopeMultipliedIn,
    /// The power of softmax is not divided by the sum of all.
    NotNormalised,
    /// A bias that units have in common is moved by one of them alone.
    NotShared,
    /// The raw error stands in place of an error term: `W·e·f′(h)`, `η·e·a`.
    RawError,
    /// The slope is taken at the activation: `f′(a)` for `f′(h)`.
    SlopeAtActivation,
    /// The weight after the update stands in place of the one before.
    UpdatedWeight,
    /// `ŷ` (or its square, and so on) stands where `y − ŷ` belongs.
    OutputForError,
    /// The pre-activation stands where the activation belongs: `a = h`.
    ActivationLeftOut,
    /// Another activation function is applied, or its slope taken.
    OtherActivation,
    /// The weight, or every weight of the formula, is left out.
    WeightLeftOut,
    /// The bias is left out.
    BiasLeftOut,
    /// The bias step is multiplied with what came in, as a weight step is.
    BiasTimesInput,
    /// The weight step is not multiplied with what came in.
    InputLeftOut,
    /// η is left out.
    LearningRateLeftOut,
    /// η is applied twice.
    LearningRateTwice,
    /// The step is subtracted instead of added.
    StepSubtracted,
    /// The step is left out: the old weight, or the old output.
    StepLeftOut,
    /// The sign of the whole, of one term, or of the argument is wrong.
    SignFlipped,
    /// One term of a sum is left out.
    TermLeftOut,
    /// The mean is taken instead of the sum.
    Averaged,
    /// The sum over the batch is taken instead of the mean.
    SumForMean,
    /// The factor ½ of the loss is left out.
    HalfLeftOut,
    /// The factor 2 that comes from the square is left out.
    FactorLeftOut,
    /// Something is not squared.
    NotSquared,
    /// Rows and columns of the weights are swapped.
    Transposed,
    /// A value of another layer is used: its input, its error term or its slope.
    OtherLayer,
    /// Another unit's value is used.
    OtherUnit,
    /// Another edge's value is used.
    OtherEdge,
}

impl Mistake {
    /// Whether the mistake is also made inside a formula that uses the number: in `Δw`, by putting
    /// a wrong `δʰ` in.
    fn reaches_steps(self) -> bool {
        matches!(
            self,
            Self::SlopeLeftOut
                | Self::RawError
                | Self::SlopeAtActivation
                | Self::UpdatedWeight
                | Self::WeightLeftOut
        )
    }
}

/// Every wrong formula for a cell with the mistake that leads to it; nothing for a given cell.
///
/// None is the right formula, though its value may be the same. Where two mistakes lead to one
/// formula, it is there under both.
pub fn rewrites(example: &Example, cell: Cell) -> Vec<(Mistake, Expr)> {
    let Some(right) = formula(example, cell) else {
        return Vec::new();
    };
    let site = Site { example, cell, right: &right };
    Mistake::VARIANTS
        .iter()
        .flat_map(|&mistake| {
            let wrong = site.wrong_formulas(mistake).into_iter();
            wrong.map(move |wrong| (mistake, wrong))
        })
        .filter(|(_, wrong)| *wrong != right)
        .collect()
}

/// A wrong formula and what comes out of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// The mistake in it.
    pub mistake: Mistake,
    /// The formula.
    pub expr: Expr,
    /// Its value with the numbers of the trace; finite.
    pub value: f64,
}

/// The wrong formulas of a cell that really lead to another number with the values of this trace,
/// each once.
///
/// Where a mistake changes nothing (a slope taken at `a` where it is 1 everywhere), it is none.
pub fn wrong_formulas(trace: &Trace, cell: Cell) -> Vec<Wrong> {
    let lookup = |cell| trace.value(cell);
    let mut found: Vec<Wrong> = Vec::new();
    let Some(right) = trace.formula(cell) else {
        return found;
    };
    let noise = rounding_noise(&right, &lookup);
    let right = right.value(&lookup);
    for (mistake, expr) in rewrites(trace.example(), cell) {
        let value = expr.value(&lookup);
        // Comparing values first spares most comparisons of trees, which take long where layers are
        // wide.
        let is_known = |known: &Wrong| known.value == value && known.expr == expr;
        if value.is_finite() && !same(value, right, noise) && !found.iter().any(is_known) {
            found.push(Wrong { mistake, expr, value });
        }
    }
    found
}

/// Whether two numbers differ by no more than the arithmetic of the machine explains.
pub(super) fn same(left: f64, right: f64, noise: f64) -> bool {
    (left - right).abs() <= (1e-9 * left.abs().max(right.abs())).max(noise)
}

/// What the rounding of doubles may add to a value: terms of a sum can cancel to less than their
/// own rounding.
pub(super) fn rounding_noise(expr: &Expr, lookup: &dyn Fn(Cell) -> f64) -> f64 {
    16.0 * expr.bounded(lookup, 0.0).error
}
