//! The NumPy line that computes all numbers of a quantity in one layer at once.

use super::{Cell, Example, Expr, Names, Quantity, formula::formula};

/// The line for the quantity and layer of `cell`, such as `delta_h = W * delta_o * slope_h`; nothing for given quantities.
pub fn numpy(example: &Example, names: &Names, cell: Cell) -> Option<String> {
    let variable = |quantity| names.numpy_variable(cell.with(quantity));
    let value = match cell.quantity {
        Quantity::PreActivation => {
            weighted_sum(example, names, cell, Quantity::Weight, Quantity::Bias)
        }
        Quantity::NewPreActivation => {
            weighted_sum(example, names, cell, Quantity::NewWeight, Quantity::NewBias)
        }
        Quantity::Loss => format!("0.5 * np.sum({}**2)", variable(Quantity::Error)),
        Quantity::NewLoss => {
            let target = names.numpy_variable(Cell::of_unit(Quantity::Target, 0, 0));
            format!("0.5 * np.sum(({target} - {})**2)", variable(Quantity::NewActivation))
        }
        Quantity::ErrorTerm if cell.layer < example.last_layer() => hidden_error_term(names, cell),
        Quantity::WeightStep => weight_step(names, cell),
        _ => whole(&formula(example, cell)?, names),
    };
    Some(format!("{} = {value}", names.numpy_variable(cell)))
}

/// A formula that holds for every unit alike: with each reference to a unit replaced by the whole vector.
fn whole(formula: &Expr, names: &Names) -> String {
    let scalar = formula.numpy(names);
    formula
        .cells()
        .into_iter()
        .fold(scalar, |line, cell| line.replace(&names.numpy(cell), &names.numpy_variable(cell)))
}

fn weighted_sum(
    example: &Example,
    names: &Names,
    cell: Cell,
    weight: Quantity,
    bias: Quantity,
) -> String {
    let mut below = Cell::from_below(cell.layer, 0);
    if weight == Quantity::NewWeight && below.quantity == Quantity::Activation {
        below.quantity = Quantity::NewActivation;
    }
    let (values, weights) = (names.numpy_variable(below), names.numpy_variable(cell.with(weight)));
    let product = match (names.units(below), names.units(cell)) {
        (1, 1) if cell.layer > 0 => format!("{values} * {weights}"),
        (1, 1) => format!("{values}[0] * {weights}"),
        (1, _) if cell.layer > 0 => format!("{values} * {weights}[0]"),
        _ => format!("np.dot({values}, {weights})"),
    };
    match example.network.layers()[cell.layer].biases {
        Some(_) => format!("{product} + {}", names.numpy_variable(cell.with(bias))),
        None => product,
    }
}

fn hidden_error_term(names: &Names, cell: Cell) -> String {
    let above = Cell::of_unit(Quantity::ErrorTerm, cell.layer + 1, 0);
    let (weights, error_term) =
        (names.numpy_variable(above.with(Quantity::Weight)), names.numpy_variable(above));
    let slope = names.numpy_variable(cell.with(Quantity::Slope));
    match (names.units(cell), names.units(above)) {
        (_, 1) => format!("{weights} * {error_term} * {slope}"),
        (1, _) => format!("np.dot({weights}[0], {error_term}) * {slope}"),
        _ => format!("np.dot({weights}, {error_term}) * {slope}"),
    }
}

fn weight_step(names: &Names, cell: Cell) -> String {
    let below = names.numpy_variable(Cell::from_below(cell.layer, 0));
    let error_term = names.numpy_variable(cell.with(Quantity::ErrorTerm));
    match names.units(cell) {
        1 => format!("eta * {error_term} * {below}"),
        _ => format!("eta * np.outer({below}, {error_term})"),
    }
}
