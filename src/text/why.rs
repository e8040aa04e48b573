//! Why each number is computed as it is, in words.

use super::lesson::Why;
use super::{Text, fill};
use crate::lesson::{Cell, Names, Notation, Quantity, Trace};
use crate::nn::Activation;

/// One to three sentences about a computed number.
pub fn why(text: &Text, notation: &Notation, trace: &Trace, cell: Cell) -> String {
    let why = &text.why;
    let example = trace.example();
    let layer = &example.network.layers()[cell.layer];
    let is_output = cell.layer == example.last_layer();
    let pick = |hidden: &String, output: &String| {
        if is_output { output.clone() } else { hidden.clone() }
    };
    match cell.quantity {
        Quantity::PreActivation => {
            let sum = pick(&why.pre_activation_hidden, &why.pre_activation_output);
            let bias = if layer.biases.is_some() { &why.with_bias } else { &why.no_bias };
            join(&sum, bias)
        }
        Quantity::Activation => pick(&why.activation_hidden, &why.activation_output),
        Quantity::Error => why.error.clone(),
        Quantity::Slope => match layer.activation {
            Activation::Sigmoid => why.slope_sigmoid.clone(),
            Activation::Tanh => why.slope_tanh.clone(),
            Activation::Relu | Activation::LeakyRelu => {
                join(&why.slope_relu, &piece(why, notation, trace, cell))
            }
            Activation::Linear => why.slope_linear.clone(),
        },
        Quantity::ErrorTerm => pick(&why.error_term_hidden, &why.error_term_output),
        Quantity::WeightStep if cell.layer == 0 => why.weight_step_hidden.clone(),
        Quantity::WeightStep => why.weight_step_output.clone(),
        Quantity::BiasStep => why.bias_step.clone(),
        Quantity::NewWeight => why.new_weight.clone(),
        Quantity::NewBias => why.new_bias.clone(),
        Quantity::Loss => why.loss.clone(),
        Quantity::NewLoss => new_loss(why, notation, trace, cell),
        _ => String::new(),
    }
}

/// On which of its two lines a rectifier is.
fn piece(why: &Why, notation: &Notation, trace: &Trace, cell: Cell) -> String {
    let at = cell.with(Quantity::PreActivation);
    let value = trace.value(at);
    let sentence = if value > 0.0 { &why.slope_above } else { &why.slope_below };
    let symbol = notation.symbols.apply(&Names::new(&trace.example().network).symbol(at));
    let number = |cell| notation.number(trace.value(cell));
    fill(sentence, &[("symbol", &symbol), ("value", &number(at)), ("slope", &number(cell))])
}

fn new_loss(why: &Why, notation: &Notation, trace: &Trace, cell: Cell) -> String {
    let (before, after) = (trace.value(cell.with(Quantity::Loss)), trace.value(cell));
    let sentence = if after < before { &why.new_loss_fell } else { &why.new_loss_rose };
    let number = |value| notation.number(value);
    fill(sentence, &[("before", &number(before)), ("after", &number(after))])
}

/// Two sentences one after the other, with a space between them only where the language has one.
pub fn join(first: &str, second: &str) -> String {
    if first.ends_with('。') { format!("{first}{second}") } else { format!("{first} {second}") }
}
