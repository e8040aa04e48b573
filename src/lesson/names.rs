//! What a cell is called: in formulas (`δʰ1`), and in NumPy (`delta_h[0]`).
//!
//! A unit is named by its number only where its layer has several; with several hidden layers these
//! are told apart by a letter (`hB2` is unit 2 of the second one). So the 2-1-1 network has plain
//! `h`, `a`, `z`, `w1`, `w2` and `W`.

use super::cell::{Cells, Dimension};
use super::{Cell, Notation, Quantity};
use crate::nn::{Activation, Layer, Network};

/// Names for the cells of networks of one shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// Units in each layer, the inputs first.
    units: Vec<usize>,
    /// The `f` of each layer.
    activations: Vec<Activation>,
    /// Whether all units of each layer have one bias in common.
    shared: Vec<bool>,
}

impl Names {
    /// The names that fit a network.
    pub fn new(network: &Network) -> Self {
        let units = std::iter::once(network.inputs())
            .chain(network.layers().iter().map(Layer::units))
            .collect();
        let layers = network.layers();
        let activations = layers.iter().map(|layer| layer.activation).collect();
        let shared = layers.iter().map(|layer| layer.shares_bias).collect();
        Self { units, activations, shared }
    }

    /// What an activation function is called at a cell: `f`, or its own name where it is not that
    /// of the cell's layer, as in a wrong formula.
    pub fn function(&self, activation: Activation, at: Option<Cell>) -> &'static str {
        match at.and_then(|cell| self.activations.get(cell.layer)) {
            Some(own) if *own != activation => activation.name(),
            _ => "f",
        }
    }

    fn is_output(&self, layer: usize) -> bool {
        layer + 2 == self.units.len()
    }

    /// The letter of a hidden layer, where there are several of them.
    ///
    /// `A`, `B`, … and nothing for the output layer or an only hidden layer.
    pub fn letter(&self, layer: usize) -> String {
        if self.is_output(layer) || self.units.len() <= 3 {
            return String::new();
        }
        let letter = u8::try_from(layer % 26).map_or('?', |index| char::from(b'A' + index));
        match layer / 26 {
            0 => letter.to_string(),
            round => format!("{letter}{round}_"),
        }
    }

    /// How many units the layer of a cell has.
    pub fn units(&self, cell: Cell) -> usize {
        match cell.quantity {
            Quantity::Input | Quantity::InputGradient => self.units[0],
            Quantity::Target | Quantity::OutputGradient => self.units[self.units.len() - 1],
            _ => self.units[cell.layer + 1],
        }
    }

    /// How many units the layer below a cell has, and its own layer.
    pub(super) fn shape(&self, cell: Cell) -> (usize, usize) {
        match cell.quantity {
            Quantity::Jacobian => (self.units(cell), self.units(cell)),
            _ => (self.units[cell.layer], self.units(cell)),
        }
    }

    /// The letters of a quantity, without unit numbers: `h`, `δʰ`, `ΔW`.
    pub fn stem(&self, cell: Cell) -> String {
        let [hidden, output, ..] = spelled(cell.quantity);
        self.in_layer(cell, [hidden, output], "")
    }

    /// A word for a hidden layer or one for the output layer, and the letter of the layer behind
    /// it.
    fn in_layer(&self, cell: Cell, [hidden, output]: [&str; 2], between: &str) -> String {
        let word = if self.is_output(cell.layer) { output } else { hidden };
        match self.letter(cell.layer) {
            letter if letter.is_empty() || hidden == output => word.to_owned(),
            letter => format!("{word}{between}{letter}"),
        }
    }

    /// The symbol of a cell, as the lesson writes it: `h`, `w12`, `δʰ1`, `f′(z)`, `W_new`; that of
    /// several cells has letters for numbers: `wij`.
    pub fn symbol(&self, cells: impl Into<Cells>) -> String {
        let cells = cells.into();
        let cell = cells.first;
        format!("{}{}{}", self.stem(cell), self.index(cells), suffix(cell.quantity))
    }

    /// The symbol for all numbers of a quantity in a layer at once: `h`, `f′(h)`, `W_new`.
    pub fn vector_symbol(&self, cell: Cell) -> String {
        format!("{}{}", self.stem(cell), suffix(cell.quantity))
    }

    /// The symbol of a cell in a notation.
    pub fn written(&self, cell: Cell, notation: &Notation) -> String {
        notation.symbols.apply(&self.symbol(cell))
    }

    /// How many places there are for cells of a quantity in its layer: below, and in it.
    fn places(&self, cell: Cell) -> (usize, usize) {
        match cell.quantity {
            quantity if quantity.is_single() => (1, 1),
            quantity if quantity.is_of_matrix() => self.shape(cell),
            quantity if quantity.is_of_bias() && self.shared[cell.layer] => (1, 1),
            _ => (1, self.units(cell)),
        }
    }

    fn index(&self, Cells { first, from, unit }: Cells) -> String {
        let number = |dimension: Option<Dimension>, index: usize| match dimension {
            Some(dimension) => dimension.letter.to_string(),
            None => (index + 1).to_string(),
        };
        let has_letters = from.or(unit).is_some();
        let (from, unit) = (number(from, first.from), number(unit, first.unit));
        match self.places(first) {
            (1, 1) => String::new(),
            (1, _) if !first.quantity.is_of_matrix() => unit,
            (_, 1) => from,
            (1..=9, 2..=9) => from + &unit,
            _ if has_letters => from + &unit,
            _ => format!("{from},{unit}"),
        }
    }

    /// The NumPy variable of a quantity in a layer: `h`, `delta_w`, `new_W`.
    pub fn numpy_variable(&self, cell: Cell) -> String {
        let [.., hidden, output] = spelled(cell.quantity);
        let new = if cell.quantity.old().is_some() { "new_" } else { "" };
        new.to_owned() + &self.in_layer(cell, [hidden, output], "_")
    }

    /// The NumPy expression for one cell or several: `h[0]`, `w[2, 1]`, `w[:, 1]`, `h`; no index
    /// where the lesson's own code has a plain number or a vector.
    pub fn numpy(&self, cells: impl Into<Cells>) -> String {
        let Cells { first, from, unit } = cells.into();
        let variable = self.numpy_variable(first);
        let places = self.places(first);
        let index = match (from, unit) {
            _ if places == (1, 1) => None,
            _ if !first.quantity.is_of_matrix() => unit.is_none().then(|| first.unit.to_string()),
            (Some(_), Some(_)) => None,
            (Some(_), None) if places.1 == 1 => None,
            (Some(_), None) => Some(format!(":, {}", first.unit)),
            (None, None) if places.1 > 1 => Some(format!("{}, {}", first.from, first.unit)),
            (None, _) => Some(first.from.to_string()),
        };
        index.map_or_else(|| variable.clone(), |index| format!("{variable}[{index}]"))
    }

    /// The statement that makes the array of which a cell is the first element: an element can only
    /// be assigned to once its array is there. `None` for any other cell.
    pub fn numpy_array(&self, cell: Cell) -> Option<String> {
        let variable = self.numpy_variable(cell);
        let is_first = cell.unit == 0 && cell.from == 0 && self.numpy(cell) != variable;
        let shape = match self.places(cell) {
            (size, 1) => size.to_string(),
            (1, size) if !cell.quantity.is_of_matrix() => size.to_string(),
            (below, units) => format!("({below}, {units})"),
        };
        is_first.then(|| format!("{variable} = np.zeros({shape})"))
    }
}

/// What a quantity is called in a formula and in NumPy, each in a hidden layer and in the output
/// layer. Where it has one word for both, it has no letter of a layer either.
fn spelled(quantity: Quantity) -> [&'static str; 4] {
    match quantity {
        Quantity::Input => ["x"; 4],
        Quantity::Target => ["y"; 4],
        Quantity::OutputGradient => ["g"; 4],
        Quantity::LearningRate => ["η", "η", "eta", "eta"],
        Quantity::Weight | Quantity::NewWeight => ["w", "W", "w", "W"],
        Quantity::Bias | Quantity::NewBias => ["b", "B", "b", "B"],
        Quantity::PreActivation | Quantity::NewPreActivation => ["h", "z", "h", "z"],
        Quantity::Activation | Quantity::NewActivation => ["a", "ŷ", "a", "y_hat"],
        Quantity::Error => ["e", "e", "error", "error"],
        Quantity::Slope => ["f′(h", "f′(z", "slope_h", "slope_o"],
        Quantity::Jacobian => ["J"; 4],
        Quantity::ErrorTerm => ["δʰ", "δᵒ", "delta_h", "delta_o"],
        Quantity::WeightShare => ["sw", "sW", "share_w", "share_W"],
        Quantity::BiasShare => ["sb", "sB", "share_b", "share_B"],
        Quantity::WeightRest => ["Rw", "RW", "rest_w", "rest_W"],
        Quantity::BiasRest => ["Rb", "RB", "rest_b", "rest_B"],
        Quantity::WeightSum => ["Sw", "SW", "sum_w", "sum_W"],
        Quantity::BiasSum => ["Sb", "SB", "sum_b", "sum_B"],
        Quantity::Records => ["m"; 4],
        Quantity::WeightGradient => ["∂E/∂w", "∂E/∂W", "grad_w", "grad_W"],
        Quantity::BiasGradient => ["∂E/∂b", "∂E/∂B", "grad_b", "grad_B"],
        Quantity::InputGradient => ["∂E/∂x", "∂E/∂x", "grad_x", "grad_x"],
        Quantity::WeightStep => ["Δw", "ΔW", "delta_w", "delta_W"],
        Quantity::BiasStep => ["Δb", "ΔB", "delta_b", "delta_B"],
        Quantity::Loss | Quantity::NewLoss => ["E", "E", "loss", "loss"],
    }
}

/// What stands behind the letters and the numbers of a symbol.
fn suffix(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Slope => ")",
        _ if quantity.old().is_some() => "_new",
        _ => "",
    }
}
