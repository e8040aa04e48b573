//! What things of a lesson are called in one language.

use super::{Language, Text};
use crate::lesson::{Cell, Example, Phase, Quantity, Translated};

/// What a lesson file says in one language.
#[must_use]
pub fn translated<T>(words: &Translated<T>, language: Language) -> &T {
    match language {
        Language::En => &words.en,
        Language::Zh => &words.zh,
    }
}

/// The name of a part of the lesson.
#[must_use]
pub fn phase(text: &Text, phase: Phase) -> &str {
    match phase {
        Phase::Given => &text.phase.given,
        Phase::Forward => &text.phase.forward,
        Phase::Backward => &text.phase.backward,
        Phase::Update => &text.phase.update,
        Phase::Loss => &text.phase.loss,
    }
}

/// What the number in a cell is called.
#[must_use]
pub fn quantity<'a>(text: &'a Text, example: &Example, cell: Cell) -> &'a str {
    let names = &text.quantity;
    let pick = |hidden: &'a String, output: &'a String| {
        if cell.layer == example.last_layer() {
            output
        } else {
            hidden
        }
    };
    match cell.quantity {
        Quantity::Input => &names.input,
        Quantity::Target => &names.target,
        Quantity::LearningRate => &names.learning_rate,
        Quantity::Weight => &names.weight,
        Quantity::Bias => &names.bias,
        Quantity::PreActivation | Quantity::NewPreActivation => {
            pick(&names.pre_activation_hidden, &names.pre_activation_output)
        }
        Quantity::Activation | Quantity::NewActivation => {
            pick(&names.activation_hidden, &names.activation_output)
        }
        Quantity::Error => &names.error,
        Quantity::Slope => pick(&names.slope_hidden, &names.slope_output),
        Quantity::ErrorTerm => pick(&names.error_term_hidden, &names.error_term_output),
        Quantity::WeightStep => &names.weight_step,
        Quantity::BiasStep => &names.bias_step,
        Quantity::NewWeight => &names.new_weight,
        Quantity::NewBias => &names.new_bias,
        Quantity::Loss => &names.loss,
        Quantity::NewLoss => &names.new_loss,
    }
}
