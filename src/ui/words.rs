//! Which words and which style belong to a step.

use ratatui::style::Style;

use super::theme::Styles;
use crate::app::Settings;
use crate::app::stepper::Stepper;
use crate::lesson::{Cell, Phase, Quantity};
use crate::nn::Activation;
use crate::text::fill;
pub use crate::text::names::{phase, quantity, translated};

/// The style of what goes into a step, by the direction in which things go.
#[must_use]
pub fn flow(styles: &Styles, phase: Phase) -> Style {
    match phase {
        Phase::Given | Phase::Forward | Phase::Loss => styles.signal,
        Phase::Backward => styles.error,
        Phase::Update => styles.update,
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
