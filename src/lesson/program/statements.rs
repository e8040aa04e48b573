//! Statements of NumPy that put numbers in their places: what is given, and what one pass leaves to
//! the next.

use crate::lesson::{Cell, Example, Names, Purpose, Quantity};

/// The first weight and the first bias of each layer.
fn firsts(example: &Example) -> impl Iterator<Item = Cell> {
    (0..=example.last_layer()).flat_map(move |layer| {
        let quantities = [Quantity::Weight, Quantity::Bias].into_iter();
        quantities.filter_map(move |quantity| example.cells(quantity, layer).next())
    })
}

/// The statements that put the new weights and biases in the place of the old.
pub(super) fn renewed(example: &Example, names: &Names) -> Vec<String> {
    let statement = |old: Cell| {
        let new = old.with(old.quantity.renewed()?);
        let learns = example.cells(new.quantity, new.layer).next().is_some();
        learns.then(|| [old, new].map(|cell| names.numpy_variable(cell)).join(" = "))
    };
    firsts(example).filter_map(statement).collect()
}

/// The statements that keep the sums of a batch for its next record, or with `is_first` begin them
/// with 0.
pub(super) fn sums(example: &Example, names: &Names, is_first: bool) -> Vec<String> {
    let statement = |first: Cell| {
        let rest = first.of_parameter(Quantity::WeightRest, Quantity::BiasRest)?;
        let sum = first.of_parameter(Quantity::WeightSum, Quantity::BiasSum)?;
        example.cells(sum.quantity, sum.layer).next()?;
        let [rest_name, sum_name] = [rest, sum].map(|cell| names.numpy_variable(cell));
        let zeros = || names.numpy_array(rest).unwrap_or_else(|| format!("{rest_name} = 0.0"));
        Some(if is_first { zeros() } else { format!("{rest_name} = {sum_name}") })
    };
    firsts(example).filter_map(statement).collect()
}

/// The statements with which a pass of a lesson begins (from 0): with what the pass before has
/// made of weights and sums, and with its own record.
pub fn between(example: &Example, names: &Names, pass: usize) -> Vec<String> {
    let is_first = example.records.as_ref().is_none_or(|it| it.present % it.of_update() == 0);
    let mut lines = match pass {
        0 => Vec::new(),
        _ if is_first => renewed(example, names),
        _ => sums(example, names, false),
    };
    if let (Purpose::Batch(batch), true) = (&example.purpose, is_first) {
        lines.extend(sums(example, names, true));
        if batch.is_mean {
            lines.extend(given(example, names, Quantity::Records, 0));
        }
    }
    if example.records.is_some() {
        lines.extend(record(example, names));
    }
    lines
}

/// What a record consists of.
pub(super) fn record(example: &Example, names: &Names) -> Vec<String> {
    let quantities = [Quantity::Input, Quantity::Target, Quantity::OutputGradient];
    quantities.into_iter().flat_map(|quantity| given(example, names, quantity, 0)).collect()
}

/// What is given of a pass besides the weights: of a record of a batch, also what the others add.
pub(super) fn of_record(example: &Example, names: &Names) -> Vec<String> {
    let mut lines = if example.records.is_some() { record(example, names) } else { Vec::new() };
    if let Purpose::Batch(_) = example.purpose {
        lines.extend(given(example, names, Quantity::Records, 0));
        for layer in 0..=example.last_layer() {
            lines.extend(given(example, names, Quantity::WeightRest, layer));
            lines.extend(given(example, names, Quantity::BiasRest, layer));
        }
    }
    lines
}

/// `x = np.array([0.1, 0.3])`, a matrix row by row, or the number where there is only one.
pub(super) fn given(
    example: &Example,
    names: &Names,
    quantity: Quantity,
    layer: usize,
) -> Vec<String> {
    let cells: Vec<Cell> = example.cells(quantity, layer).collect();
    let Some(&first) = cells.first() else { return Vec::new() };
    let variable = names.numpy_variable(first);
    if quantity.is_of_edge() && names.units(first) > 1 {
        let rows = cells.chunk_by(|one, next| one.from == next.from);
        let rows = rows.map(|row| format!("    [{}],", numbers(example, row)));
        let start = std::iter::once(format!("{variable} = np.array(["));
        return start.chain(rows).chain(["])".to_owned()]).collect();
    }
    vec![format!("{variable} = {}", vector(example, &cells))]
}

/// An array, or the number where there is only one.
pub(super) fn vector(example: &Example, cells: &[Cell]) -> String {
    match cells.len() {
        1 => numbers(example, cells),
        _ => format!("np.array([{}])", numbers(example, cells)),
    }
}

/// With a point or an exponent, as Python takes other numbers for integers.
fn numbers(example: &Example, cells: &[Cell]) -> String {
    let number = |cell: &Cell| match example.given(*cell).unwrap_or(f64::NAN) {
        number if number.is_nan() => "np.nan".to_owned(),
        f64::INFINITY => "np.inf".to_owned(),
        f64::NEG_INFINITY => "-np.inf".to_owned(),
        number => format!("{number:?}"),
    };
    cells.iter().map(number).collect::<Vec<_>>().join(", ")
}
