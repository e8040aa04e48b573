//! Why each number is computed as it is, in words.

use super::lesson::Why;
use super::{ByLayer, Text, fill, join};
use crate::lesson::{Batch, Cell, Example, Names, Notation, Purpose, Quantity, Trace};
use crate::nn::Loss;

/// One to three sentences about a computed number.
pub fn why(text: &Text, notation: &Notation, trace: &Trace, cell: Cell) -> String {
    let why = &text.why;
    let example = trace.example();
    let layers = example.network.layers();
    let Cell { quantity, layer, .. } = cell;
    let activation = layers[layer].activation;
    let is_output = layer == example.last_layer();
    if let Some(sentence) = in_batch(why, example, quantity) {
        return sentence;
    }
    let pick = |ByLayer { hidden, output }: &ByLayer| {
        if is_output { output.clone() } else { hidden.clone() }
    };
    match quantity {
        Quantity::PreActivation => {
            let sum =
                if layer == 0 { &why.pre_activation_first } else { &why.pre_activation_later };
            let has_bias = layers[layer].biases.is_some();
            join(sum, if has_bias { &why.with_bias } else { &why.no_bias })
        }
        Quantity::Activation if example.is_softmax(layer) => why.softmax.clone(),
        Quantity::Jacobian => {
            let sentence = &why.jacobian[usize::from(cell.unit != cell.from)];
            with_symbols(sentence, notation, trace, cell)
        }
        // What the function does is said where it first occurs.
        Quantity::Activation if layer > 0 && layers[layer - 1].activation == activation => {
            pick(&why.activation)
        }
        Quantity::Activation => join(&pick(&why.activation), &why.function[activation]),
        Quantity::Error => why.error.clone(),
        Quantity::Loss if example.purpose == Purpose::Test => {
            let loss = fill(&why.loss_of_record, &[("loss", &example.loss.name())]);
            join(&loss, &why.loss_test)
        }
        Quantity::Slope => {
            with_symbols(&join(&pick(&why.slope), &why.slope_of[activation]), notation, trace, cell)
        }
        Quantity::ErrorTerm if is_output => {
            with_symbols(&error_term(why, example.loss), notation, trace, cell)
        }
        Quantity::ErrorTerm if layers[layer + 1].units() == 1 => why.error_term_hidden.clone(),
        Quantity::ErrorTerm => why.error_terms_hidden.clone(),
        Quantity::Loss if example.loss != Loss::HalfSquared => {
            why.loss_of[example.loss.name()].clone()
        }
        Quantity::Loss => why.loss[usize::from(example.target.len() > 1)].clone(),
        Quantity::NewLoss => new_loss(why, notation, trace, cell),
        _ => of_parameter(why, example, cell).to_owned(),
    }
}

/// What is said of a step, a gradient, or a new weight.
fn of_parameter<'a>(why: &'a Why, example: &Example, cell: Cell) -> &'a str {
    let is_output = cell.layer == example.last_layer();
    let is_shared = example.network.layers()[cell.layer].shares_bias;
    match cell.quantity {
        Quantity::WeightStep if cell.layer == 0 && !is_output => &why.weight_step_hidden,
        Quantity::WeightStep => &why.weight_step_output,
        Quantity::BiasStep if is_shared => &why.bias_step_shared,
        Quantity::BiasStep => &why.bias_step,
        Quantity::WeightGradient => &why.weight_gradient,
        Quantity::BiasGradient if is_shared => &why.bias_gradient_shared,
        Quantity::BiasGradient => &why.bias_gradient,
        Quantity::InputGradient => &why.input_gradient,
        Quantity::NewWeight => &why.new_weight,
        Quantity::NewBias => &why.new_bias,
        _ => "",
    }
}

/// Of an output.
fn error_term(why: &Why, loss: Loss) -> String {
    match loss {
        Loss::HalfSquared => why.error_term_output.clone(),
        Loss::Squared | Loss::MeanSquared => join(&why.error_term_output, &why.error_term_two),
        Loss::CrossEntropy => why.error_term_cancelled.clone(),
        Loss::SoftmaxCrossEntropy => why.error_term_softmax.clone(),
        Loss::OutputGradient => why.error_term_given.clone(),
    }
}

/// What is said of the update only where it is that of a batch.
fn in_batch(why: &Why, example: &Example, quantity: Quantity) -> Option<String> {
    let Purpose::Batch(batch) = &example.purpose else { return None };
    let is_lesson = example.records.is_some();
    Some(match quantity {
        Quantity::WeightShare => why.share.clone(),
        Quantity::BiasShare => why.share_bias.clone(),
        Quantity::WeightSum | Quantity::BiasSum if is_lesson => why.sum_so_far.clone(),
        Quantity::WeightSum | Quantity::BiasSum => of_batch(&why.sum, batch),
        Quantity::WeightStep | Quantity::BiasStep if !batch.is_mean => why.sum_step.clone(),
        Quantity::WeightStep | Quantity::BiasStep if is_lesson => {
            of_batch(&why.mean_step_lesson, batch)
        }
        Quantity::WeightStep | Quantity::BiasStep => of_batch(&why.mean_step, batch),
        _ if is_lesson => return None,
        Quantity::NewWeight => why.new_weight_batch.clone(),
        Quantity::NewBias => why.new_bias_batch.clone(),
        _ => return None,
    })
}

/// A sentence about the batch that a record belongs to.
fn of_batch(sentence: &str, batch: &Batch) -> String {
    fill(sentence, &[("others", &(batch.records - 1)), ("records", &batch.records)])
}

/// A sentence about a unit, with the symbols of its numbers.
fn with_symbols(sentence: &str, notation: &Notation, trace: &Trace, cell: Cell) -> String {
    let names = Names::new(&trace.example().network);
    let symbol = |quantity| notation.symbols.apply(&names.symbol(cell.with(quantity)));
    let [a, z, delta] =
        [Quantity::Activation, Quantity::PreActivation, Quantity::ErrorTerm].map(symbol);
    fill(sentence, &[("a", &a), ("z", &z), ("delta", &delta)])
}

fn new_loss(why: &Why, notation: &Notation, trace: &Trace, cell: Cell) -> String {
    let (before, after) = (trace.value(cell.with(Quantity::Loss)), trace.value(cell));
    let is_step = |cell: &&Cell| matches!(cell.quantity, Quantity::WeightStep | Quantity::BiasStep);
    let mut steps = trace.script().steps().iter().filter(is_step);
    let sentence = if after < before {
        &why.new_loss_fell
    } else if after != before {
        &why.new_loss_rose
    } else if steps.all(|step| trace.value(*step) == 0.0) {
        &why.new_loss_unmoved
    } else {
        &why.new_loss_same
    };
    let losses = [before, after];
    let [before, after] = losses.map(|loss| notation.apart(losses).number(loss));
    fill(sentence, &[("before", &before), ("after", &after)])
}
