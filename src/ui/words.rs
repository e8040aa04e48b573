//! Which words and which style belong to a step.

use ratatui::style::Style;

use super::theme::Styles;
use crate::app::Settings;
use crate::app::stepper::{Phase, Stepper};
use crate::lesson::{Cell, Example, Quantity, Translated};
use crate::nn::Activation;
use crate::text::{Language, Text, fill};

/// The style of what goes into a step, by the direction in which things go.
#[must_use]
pub fn flow(styles: &Styles, phase: Phase) -> Style {
    match phase {
        Phase::Given | Phase::Forward | Phase::Loss => styles.signal,
        Phase::Backward => styles.error,
        Phase::Update => styles.update,
    }
}

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

/// One to three sentences about the present step.
#[must_use]
pub fn why(settings: &Settings, stepper: &Stepper) -> String {
    let text = settings.text();
    let why = &text.why;
    let Some(cell) = stepper.focus() else {
        return why.start.clone();
    };
    let example = stepper.trace().example();
    let layer = &example.network.layers()[cell.layer];
    let is_output = cell.layer == example.last_layer();
    let pick = |hidden: &String, output: &String| {
        if is_output {
            output.clone()
        } else {
            hidden.clone()
        }
    };
    match cell.quantity {
        Quantity::PreActivation => {
            let sum = pick(&why.pre_activation_hidden, &why.pre_activation_output);
            let bias = if layer.biases.is_some() {
                &why.with_bias
            } else {
                &why.no_bias
            };
            join(&sum, bias)
        }
        Quantity::Activation => pick(&why.activation_hidden, &why.activation_output),
        Quantity::Error => why.error.clone(),
        Quantity::Slope => match layer.activation {
            Activation::Sigmoid => why.slope_sigmoid.clone(),
            Activation::Tanh => why.slope_tanh.clone(),
            Activation::Relu | Activation::LeakyRelu => why.slope_relu.clone(),
            Activation::Linear => why.slope_linear.clone(),
        },
        Quantity::ErrorTerm => pick(&why.error_term_hidden, &why.error_term_output),
        Quantity::WeightStep if cell.layer == 0 => why.weight_step_hidden.clone(),
        Quantity::WeightStep => why.weight_step_output.clone(),
        Quantity::BiasStep => why.bias_step.clone(),
        Quantity::NewWeight => why.new_weight.clone(),
        Quantity::NewBias => why.new_bias.clone(),
        Quantity::Loss => why.loss.clone(),
        Quantity::NewLoss => new_loss(settings, stepper, cell),
        _ => String::new(),
    }
}

fn new_loss(settings: &Settings, stepper: &Stepper, cell: Cell) -> String {
    let why = &settings.text().why;
    let (before, after) = (
        stepper.trace().value(cell.with(Quantity::Loss)),
        stepper.trace().value(cell),
    );
    let sentence = if after < before {
        &why.new_loss_fell
    } else {
        &why.new_loss_rose
    };
    let number = |value| settings.notation.number(value);
    fill(
        sentence,
        &[("before", &number(before)), ("after", &number(after))],
    )
}

/// Two sentences one after the other, with a space between them only where the language has one.
fn join(first: &str, second: &str) -> String {
    if first.ends_with('。') {
        format!("{first}{second}")
    } else {
        format!("{first} {second}")
    }
}
