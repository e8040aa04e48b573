//! The words of a lesson: its parts and quantities, and what is said while one steps, answers,
//! searches or changes numbers.

use super::ByLayer;
use super::words::{ByName, ByVariant, words};
use crate::lesson::answer::AnswerErrorKind;
use crate::lesson::descent::Outcome;
use crate::lesson::overview::Rule;
use crate::nn::Activation;

words! {
    /// One to three sentences about each step.
    Why {
        start, given: [String; 4], start_update, start_record, start_next, start_same, start_each, start_batch,
        start_gradients, pre_activation_first, pre_activation_later, no_bias,
        with_bias, activation: ByLayer,
        function: ByVariant<Activation>, error, softmax, jacobian: [String; 2], slope: ByLayer, slope_of: ByVariant<Activation>,
        error_term_hidden, error_terms_hidden, error_term_output, error_term_cancelled,
        error_term_softmax, error_term_given,
        error_term_two,
        loss_of: ByName, weight_step_hidden,
        weight_step_output, bias_step, bias_step_shared, weight_gradient, bias_gradient,
        bias_gradient_shared, input_gradient, new_weight, new_bias, loss: [String; 2], new_loss_fell,
        new_loss_rose, new_loss_same, new_loss_unmoved, share, share_bias, sum,
        sum_changed, sum_so_far, mean_step, mean_step_lesson, sum_step, new_weight_batch, new_bias_batch,
        loss_of_record, loss_test,
    }

    /// The labels of the stepper.
    Stepper {
        network, loss, no_slope, signal_up, error_down, ledger, above, start, numpy, position, position_start,
        position_quantity,
        outer_product, update, record_of, no_update, no_rate, diverging, size_number, size_quantity, second_pass,
        rounded, more_digits, units_not_shown, layers_not_shown, no_curve, program, question,
        quit_lines: Vec<String>,
        this_unit, other_units,
    }

    /// What is said while numbers are asked for.
    Exercise {
        half_blank, blank, practice, question, answer, how, right, too_rough, unknown, not_it,
        mistake,
        mistakes, yours, follows_from, formula, numbers, summary, first_try, mistakes_made, times,
        to_practise, all_right, again, unreadable: ByVariant<AnswerErrorKind>,
    }

    /// What is said while a slip is looked for.
    Hunt { title, task, sound, follows, found, not_this, solved }

    /// What is said while given numbers are changed.
    Editing {
        changed, legend, input, target, output_gradient, learning_rate, weight, bias, unchanged, choose, restore,
        marks, typed, how,
    }

    /// What is said of the loss over a weight.
    DescentWords {
        offer, title, here, slope, landed, rate, nothing, outcome: ByVariant<Outcome>,
    }

    /// What is said after the last number.
    Ending {
        title, up, down, rules, rule: ByVariant<Rule>, met, met_at, questions, question,
        right_so_far, supposed, see, look,
    }

    /// A question with choices, and what is said to each.
    QuestionWords { ask, choice: [String; 3], reply: [String; 3] }

    /// What is said while a gradient is checked.
    GradientCheck {
        title, offer, elsewhere, measured, backpropagation, downhill, error_term, share, quotient,
        digits,
        agree, differ, too_large, too_small,
    }
}
