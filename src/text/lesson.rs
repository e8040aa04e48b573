//! The words of a lesson: its parts and quantities, and what is said while one steps, answers,
//! searches or changes numbers.

use super::words::{ByVariant, words};
use crate::lesson::answer::AnswerErrorKind;

words! {
    /// One to three sentences about each step.
    Why {
        start, pre_activation_hidden, pre_activation_output, no_bias, with_bias, activation_hidden,
        activation_output, error, slope_sigmoid, slope_tanh, slope_relu, slope_above, slope_below, slope_linear,
        error_term_hidden, error_term_output, weight_step_hidden, weight_step_output, bias_step,
        new_weight, new_bias, loss, new_loss_fell, new_loss_rose,
    }

    /// The labels of the stepper.
    Stepper {
        network, signal_up, error_down, ledger, start, numpy, position, size_number, size_quantity,
        second_pass, rounded, more_digits, units_not_shown, layers_not_shown, no_curve, program,
        this_unit, other_units,
    }

    /// What is said while numbers are asked for.
    Exercise {
        half_blank, blank, practice, question, answer, how, right, too_rough, unknown, mistake,
        mistakes, yours, follows_from, formula, numbers, summary, first_try, mistakes_made, times,
        to_practise, all_right, again, unreadable: ByVariant<AnswerErrorKind>,
    }

    /// What is said while a slip is looked for.
    Hunt { title, task, sound, follows, found, not_this, solved }

    /// What is said while given numbers are changed.
    Editing {
        changed, legend, input, target, learning_rate, weight, bias, unchanged, choose, restore,
        marks, typed, how,
    }

    /// What is said while a gradient is checked.
    GradientCheck {
        title, offer, elsewhere, measured, backpropagation, downhill, error_term, quotient, digits,
        agree, differ, too_large, too_small,
    }
}
