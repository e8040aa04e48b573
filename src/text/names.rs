//! What things of a lesson are called in one language.

use super::{Language, Text, fill};
use crate::lesson::answer::{AnswerError, AnswerErrorKind};
use crate::lesson::mistake::Mistake;
use crate::lesson::{Cell, Example, Expr, Phase, Quantity, Translated, Verdict};

/// What a lesson file says in one language.
pub fn translated<T>(words: &Translated<T>, language: Language) -> &T {
    match language {
        Language::En => &words.en,
        Language::Zh => &words.zh,
    }
}

/// The name of a part of the lesson.
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
pub fn quantity<'a>(text: &'a Text, example: &Example, cell: Cell) -> &'a str {
    let names = &text.quantity;
    let pick = |hidden: &'a String, output: &'a String| {
        if cell.layer == example.last_layer() { output } else { hidden }
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

/// What goes wrong in a mistake.
pub fn mistake(text: &Text, mistake: Mistake) -> &str {
    let words = &text.mistake;
    match mistake {
        Mistake::SlopeLeftOut => &words.slope_left_out,
        Mistake::LogLossForm => &words.log_loss_form,
        Mistake::RawError => &words.raw_error,
        Mistake::SlopeAtActivation => &words.slope_at_activation,
        Mistake::UpdatedWeight => &words.updated_weight,
        Mistake::OutputForError => &words.output_for_error,
        Mistake::ActivationLeftOut => &words.activation_left_out,
        Mistake::OtherActivation => &words.other_activation,
        Mistake::WeightLeftOut => &words.weight_left_out,
        Mistake::BiasLeftOut => &words.bias_left_out,
        Mistake::BiasTimesInput => &words.bias_times_input,
        Mistake::InputLeftOut => &words.input_left_out,
        Mistake::LearningRateLeftOut => &words.learning_rate_left_out,
        Mistake::LearningRateTwice => &words.learning_rate_twice,
        Mistake::StepSubtracted => &words.step_subtracted,
        Mistake::StepLeftOut => &words.step_left_out,
        Mistake::SignFlipped => &words.sign_flipped,
        Mistake::TermLeftOut => &words.term_left_out,
        Mistake::Averaged => &words.averaged,
        Mistake::HalfLeftOut => &words.half_left_out,
        Mistake::NotSquared => &words.not_squared,
        Mistake::Transposed => &words.transposed,
        Mistake::OtherLayer => &words.other_layer,
        Mistake::OtherUnit => &words.other_unit,
        Mistake::OtherEdge => &words.other_edge,
    }
}

/// What is wrong with an answer that is no number.
pub fn answer_error(text: &Text, error: &AnswerError) -> String {
    let words = &text.exercise;
    let sentence = match error.kind {
        AnswerErrorKind::Empty => &words.empty,
        AnswerErrorKind::TooLong => &words.too_long,
        AnswerErrorKind::NumberExpected => &words.number_expected,
        AnswerErrorKind::UnknownName => &words.unknown_name,
        AnswerErrorKind::BracketNotClosed => &words.bracket_not_closed,
        AnswerErrorKind::Unexpected => &words.unexpected,
        AnswerErrorKind::DivisionByZero => &words.division_by_zero,
        AnswerErrorKind::OutOfRange => &words.out_of_range,
    };
    fill(sentence, &[("n", &(error.position + 1).to_string())])
}

/// What is said to an answer: that it is right, or which mistake it shows, or which two it may be.
pub fn verdict(text: &Text, verdict: &Verdict) -> String {
    let words = &text.exercise;
    let name = |wrong: &(Mistake, Expr)| mistake(text, wrong.0);
    match verdict {
        Verdict::Right => words.right.clone(),
        Verdict::TooRough => words.too_rough.clone(),
        Verdict::Unknown => words.unknown.clone(),
        Verdict::Mistakes(mistakes) => {
            let names: Vec<&str> = mistakes.iter().map(name).collect();
            match names.as_slice() {
                [] => words.unknown.clone(),
                [only] => fill(&words.mistake, &[("mistake", only)]),
                [first, other, ..] => {
                    fill(&words.mistakes, &[("mistake", first), ("other", other)])
                }
            }
        }
    }
}
