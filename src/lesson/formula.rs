//! The formula of every number that is computed: one expression tree a cell.
//!
//! The formulas are those of Rumelhart, Hinton & Williams, *Learning representations by
//! back-propagating errors* (1986), in the convention `δ = −∂E/∂h; w ← w + η·δ·x`, with the
//! [`Loss`] of the example: `E = ½ Σ (y − ŷ)²; δᵒ = (y − ŷ)·f′(z)` where nothing else is said.

use super::{Cell, Example, Expr, Purpose, Quantity};
use crate::nn::{Activation, Loss};

/// How the number in `cell` follows from others; `None` for the numbers that are given.
pub fn formula(example: &Example, cell: Cell) -> Option<Expr> {
    let layers = example.network.layers();
    let layer = cell.layer;
    let reference = |quantity| Expr::Leaf(cell.with(quantity));
    Some(match cell.quantity {
        Quantity::PreActivation => weighted_sum(example, cell),
        Quantity::Activation if example.is_softmax(layer) => softmax(example, cell),
        Quantity::Jacobian => jacobian(cell),
        Quantity::Activation => {
            let at = Box::new(reference(Quantity::PreActivation));
            Expr::Value(layers[layer].activation, at)
        }
        // The same once more, from the new weights.
        Quantity::NewPreActivation | Quantity::NewActivation => {
            formula(example, cell.with(cell.quantity.old()?))?.map(&mut |leaf| {
                let renewed = leaf.quantity.renewed().unwrap_or(leaf.quantity);
                let is_kept = renewed == Quantity::NewBias && !example.biases_learn;
                leaf.with(if is_kept { leaf.quantity } else { renewed })
            })
        }
        Quantity::Error => target(cell).minus(reference(Quantity::Activation)),
        Quantity::Slope => slope(layers[layer].activation, cell),
        Quantity::ErrorTerm => error_term(example, cell),
        Quantity::Loss => loss(example, Quantity::Activation),
        Quantity::NewLoss => loss(example, Quantity::NewActivation),
        Quantity::WeightGradient | Quantity::BiasGradient => {
            let share = cell.of_parameter(Quantity::WeightShare, Quantity::BiasShare);
            formula(example, share?)?.negated()
        }
        Quantity::InputGradient => weighted_terms(example, 0, cell.unit).negated(),
        _ => return update(example, cell),
    })
}

/// What the update computes; `None` for what is given.
fn update(example: &Example, cell: Cell) -> Option<Expr> {
    let Cell { layer, unit, from, .. } = cell;
    let error_term = Expr::Leaf(Cell::of_unit(Quantity::ErrorTerm, layer, unit));
    let own = |weight, bias| cell.of_parameter(weight, bias);
    let old = own(Quantity::Weight, Quantity::Bias).map(Expr::Leaf);
    let share = own(Quantity::WeightShare, Quantity::BiasShare);
    let rest = own(Quantity::WeightRest, Quantity::BiasRest).map(Expr::Leaf);
    let sum = own(Quantity::WeightSum, Quantity::BiasSum).map(Expr::Leaf);
    let step = own(Quantity::WeightStep, Quantity::BiasStep).map(Expr::Leaf);
    Some(match cell.quantity {
        Quantity::WeightShare => {
            Expr::Product(vec![error_term, Expr::Leaf(Cell::from_below(layer, from))])
        }
        Quantity::BiasShare if example.network.layers()[layer].shares_bias => {
            Expr::sum(example.cells(Quantity::ErrorTerm, layer).map(Expr::Leaf).collect())
        }
        Quantity::BiasShare => error_term,
        Quantity::WeightSum | Quantity::BiasSum => Expr::Sum(vec![Expr::Leaf(share?), rest?]),
        Quantity::WeightStep | Quantity::BiasStep => match &example.purpose {
            Purpose::Batch(batch) if batch.is_mean => mean_step(sum?),
            Purpose::Batch(_) => Expr::Product(vec![learning_rate(), sum?]),
            _ => Expr::product(vec![learning_rate(), formula(example, share?)?]),
        },
        Quantity::NewWeight | Quantity::NewBias => Expr::Sum(vec![old?, step?]),
        _ => return None,
    })
}

/// E, from the outputs: before the update, with the errors that are there already.
fn loss(example: &Example, outputs: Quantity) -> Expr {
    let outputs = example.cells(outputs, example.last_layer());
    let error = |output: Cell| match output.quantity {
        Quantity::Activation => Expr::Leaf(output.with(Quantity::Error)),
        _ => target(output).minus(Expr::Leaf(output)),
    };
    match example.loss {
        Loss::CrossEntropy => cross_entropy(outputs),
        Loss::SoftmaxCrossEntropy => {
            let of_output = |output| Expr::Product(vec![target(output), Expr::Leaf(output).ln()]);
            Expr::sum(outputs.map(of_output).collect()).negated()
        }
        Loss::OutputGradient => {
            let of_output =
                |output| Expr::Product(vec![output_gradient(output), Expr::Leaf(output)]);
            Expr::sum(outputs.map(of_output).collect())
        }
        _ => squares(example, outputs.map(error).collect()),
    }
}

/// What the function of a layer computes, as it is written under a formula that uses it.
pub fn definition(example: &Example, layer: usize) -> &'static str {
    match example.network.layers()[layer].activation {
        _ if example.is_softmax(layer) => "softmax: exp(z) = e^z, over the sum of all of them",
        Activation::Sigmoid => "sigmoid(x) = 1 / (1 + e^(−x))",
        Activation::Tanh => "tanh(x) = (e^x − e^(−x)) / (e^x + e^(−x))",
        Activation::Relu => "relu(x) = x above 0, else 0",
        Activation::LeakyRelu => "leaky-relu(x) = x above 0, else 0.01·x",
        Activation::Softplus => "softplus(x) = ln(1 + e^x), softplus′(x) = sigmoid(x)",
        Activation::Linear => "linear(x) = x",
    }
}

/// η
pub(super) fn learning_rate() -> Expr {
    Expr::Leaf(Cell::single(Quantity::LearningRate, 0))
}

/// `η·S/m`
fn mean_step(sum: Expr) -> Expr {
    let records = Expr::Leaf(Cell::single(Quantity::Records, 0));
    Expr::Product(vec![learning_rate(), sum]).over(records)
}

/// `Σᵢ xᵢ wᵢⱼ (+ bⱼ)`
fn weighted_sum(example: &Example, cell: Cell) -> Expr {
    let products = example.cells_into(cell.layer).map(|below| {
        let weight = Cell::of_edge(Quantity::Weight, cell.layer, below.unit, cell.unit);
        Expr::Product(vec![Expr::Leaf(below), Expr::Leaf(weight)])
    });
    let bias = example.bias(cell.layer, cell.unit).into_iter().map(Expr::Leaf);
    Expr::sum(products.chain(bias).collect())
}

/// `e^z / Σ e^z`
fn softmax(example: &Example, cell: Cell) -> Expr {
    let sums = example.cells(Quantity::PreActivation, cell.layer);
    let own = Expr::Leaf(cell.with(Quantity::PreActivation)).exp();
    own.over(Expr::Sum(sums.map(|sum| Expr::Leaf(sum).exp()).collect()))
}

/// `∂ŷᵢ/∂zⱼ = ŷᵢ·(1 − ŷᵢ)` where i is j, and `−ŷᵢ·ŷⱼ` elsewhere.
fn jacobian(Cell { layer, unit, from, .. }: Cell) -> Expr {
    let output = |unit| Expr::Leaf(Cell::of_unit(Quantity::Activation, layer, unit));
    if unit == from {
        Expr::Product(vec![output(unit), Expr::Const(1.0).minus(output(unit))])
    } else {
        Expr::Product(vec![output(from), output(unit)]).negated()
    }
}

/// `f′`, written with the activation where that is shorter: `a·(1 − a)` for the sigmoid, `1 − a²`
/// for tanh.
fn slope(activation: Activation, cell: Cell) -> Expr {
    let a = Expr::Leaf(cell.with(Quantity::Activation));
    match activation {
        Activation::Sigmoid => Expr::Product(vec![a.clone(), Expr::Const(1.0).minus(a)]),
        Activation::Tanh => Expr::Const(1.0).minus(a.squared()),
        Activation::Relu | Activation::LeakyRelu | Activation::Softplus | Activation::Linear => {
            Expr::Slope(activation, Box::new(Expr::Leaf(cell.with(Quantity::PreActivation))))
        }
    }
}

/// `δᵒ = e·f′(z)` at the output, with the factor that comes down from the square, or `e` where the
/// slope cancels; `δⱼ = Σₖ wⱼₖ δₖ · f′(hⱼ)` below.
fn error_term(example: &Example, cell: Cell) -> Expr {
    let slope = Expr::Leaf(cell.with(Quantity::Slope));
    if cell.layer == example.last_layer() {
        let error = Expr::Leaf(cell.with(Quantity::Error));
        let two = Expr::Const(2.0);
        return match (example.loss, example.target.len()) {
            (Loss::CrossEntropy | Loss::SoftmaxCrossEntropy, _) => error,
            (Loss::OutputGradient, _) => {
                Expr::Product(vec![output_gradient(cell), slope]).negated()
            }
            (Loss::HalfSquared, _) => Expr::Product(vec![error, slope]),
            (Loss::Squared, _) | (Loss::MeanSquared, 1) => Expr::Product(vec![two, error, slope]),
            (Loss::MeanSquared, outputs) => {
                Expr::Product(vec![two.over(Expr::Const(outputs as f64)), error, slope])
            }
        };
    }
    Expr::product(vec![weighted_terms(example, cell.layer + 1, cell.unit), slope])
}

/// `Σₖ wⱼₖ δₖ`, what comes down from a layer to unit `j` below it.
fn weighted_terms(example: &Example, layer: usize, below: usize) -> Expr {
    let back = example.cells(Quantity::ErrorTerm, layer).map(|above| {
        let weight = Cell::of_edge(Quantity::Weight, layer, below, above.unit);
        Expr::Product(vec![Expr::Leaf(weight), Expr::Leaf(above)])
    });
    Expr::sum(back.collect())
}

/// y of an output.
fn target(output: Cell) -> Expr {
    Expr::Leaf(Cell::of_unit(Quantity::Target, 0, output.unit))
}

/// g of an output.
fn output_gradient(output: Cell) -> Expr {
    Expr::Leaf(Cell::of_unit(Quantity::OutputGradient, 0, output.unit))
}

/// `½·Σₖ (…)²`, without the ½, or over how many there are.
fn squares(example: &Example, differences: Vec<Expr>) -> Expr {
    let outputs = differences.len();
    let sum = Expr::sum(differences.into_iter().map(Expr::squared).collect());
    match example.loss {
        Loss::MeanSquared if outputs > 1 => sum.over(Expr::Const(outputs as f64)),
        Loss::MeanSquared | Loss::Squared => sum,
        _ => Expr::Product(vec![Expr::Const(0.5), sum]),
    }
}

/// `−Σₖ (yₖ·ln ŷₖ + (1 − yₖ)·ln(1 − ŷₖ))`
fn cross_entropy(outputs: impl Iterator<Item = Cell>) -> Expr {
    let one_minus = |part: Expr| Expr::Const(1.0).minus(part);
    let of_output = |output: Cell| {
        let own = Expr::Product(vec![target(output), Expr::Leaf(output).ln()]);
        let other = [one_minus(target(output)), one_minus(Expr::Leaf(output)).ln()];
        Expr::Sum(vec![own, Expr::Product(other.into())])
    };
    Expr::sum(outputs.map(of_output).collect()).negated()
}
