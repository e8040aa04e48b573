//! Why a number of the backward pass is what it is: the chain rule from the loss down to what is
//! turned, one factor after the other.
//!
//! The factors are derivatives of the forward formulas alone ([`Expr::derivative`]), so a
//! derivation arrives at the formulas of the backward pass without using them. It is a list of
//! [`Reason`]s, which are stepped through like numbers. What is said about them is not known here.

use super::expr::derivative::multiplied;
use super::gradient_check::shifted;
use super::{Cell, Example, Expr, Names, Quantity, Trace, formula::formula};

/// How far a number is turned to either side to see what depends on it.
pub const NUDGE: f64 = 1e-3;

/// The most paths that are followed one by one, and the most factors of one.
const MOST_PATHS: usize = 3;
const MOST_FACTORS: usize = 8;

/// One factor of the chain rule: how one number answers to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// The number that answers.
    pub of: Cell,
    /// The number that is turned.
    pub by: Cell,
    /// `∂of/∂by`
    pub derivative: Expr,
    /// How `of` follows from `by`; none where the factor is known from above.
    formula: Option<Expr>,
}

/// What a nudge of one number does to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nudge {
    /// What [`NUDGE`] more of the one adds to the other.
    pub up: f64,
    /// What [`NUDGE`] less of it adds.
    pub down: f64,
    /// Their difference, for each unit turned.
    pub slope: f64,
}

/// One step of a derivation.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// What does the loss do when the knob is turned?
    Question {
        /// The numbers between the knob and the loss, on the first path.
        between: Vec<Cell>,
        /// How many paths there are.
        paths: f64,
    },
    /// A factor is found: from its formula, or known from above.
    Factor(Factor),
    /// The factors of one path are multiplied.
    Product {
        /// Which path, from 1; none where there is only one.
        path: Option<usize>,
        /// Its factors, the knob's first.
        factors: Vec<Factor>,
    },
    /// The paths are added.
    Sum {
        /// How many there are.
        all: f64,
        /// `∂E/∂knob` along each of them; empty where they are too many to be followed.
        paths: Vec<Expr>,
    },
    /// What was already there is used again.
    Reuse {
        /// The error terms above.
        known: Vec<Cell>,
        /// The multiplications with them, and without.
        products: [usize; 2],
    },
    /// The lesson's formula, as δ is `−∂E/∂(sum)`.
    Formula,
    /// The step against the slope.
    Descent,
    /// The rule for any number of layers.
    Rule,
    /// The formula of the whole vector or matrix.
    Whole,
    /// Two forward passes with the knob turned.
    Proof,
}

/// The derivation of one number.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation {
    /// The number: an error term, a step, or a share of one.
    pub cell: Cell,
    /// The pre-activation, the weight or the bias that is turned.
    pub knob: Cell,
    /// The steps, first to last.
    pub reasons: Vec<Reason>,
}

impl Derivation {
    /// The derivation of the number in `cell`, or with `whole` of all its quantity; `None` for what
    /// is no gradient.
    pub fn new(example: &Example, cell: Cell, whole: bool) -> Option<Self> {
        let cell = match cell.quantity {
            Quantity::NewWeight => cell.with(Quantity::WeightStep),
            Quantity::NewBias => cell.with(Quantity::BiasStep),
            _ => cell,
        };
        let cell = in_batch(cell).filter(|_| shifted(example, cell).is_none()).unwrap_or(cell);
        let knob = shifted(example, cell)?;
        let Paths { paths, all } = Paths::new(example, knob);
        let is_term = knob.quantity == Quantity::PreActivation;
        let followed = if is_term { &paths[..1] } else { &paths[..] };
        let between = followed.iter().flatten().map(|factor| factor.of);
        let between = between.filter(|of| !of.quantity.is_single());
        let mut reasons = vec![Reason::Question { between: between.collect(), paths: all }];
        for factor in paths.iter().flatten() {
            let reason = Reason::Factor(factor.clone());
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        for (index, factors) in paths.iter().enumerate() {
            let path = (all > 1.0).then_some(index + 1);
            reasons.push(Reason::Product { path, factors: factors.clone() });
        }
        if all > 1.0 {
            let complete = paths.iter().map(|path| product(path)).collect();
            let paths = if paths.len() as f64 == all { complete } else { Vec::new() };
            reasons.push(Reason::Sum { all, paths });
        }
        reasons.extend(reuse(example, cell, &paths));
        reasons.extend(match cell.quantity {
            Quantity::WeightStep => vec![Reason::Descent, Reason::Rule],
            Quantity::BiasStep => vec![Reason::Descent],
            Quantity::WeightGradient | Quantity::BiasGradient | Quantity::InputGradient => vec![],
            _ => vec![Reason::Formula],
        });
        reasons.extend(whole.then_some(Reason::Whole));
        reasons.push(Reason::Proof);
        Some(Self { cell, knob, reasons })
    }

    /// The cells that are looked at in the reason at `place`, and those of all reasons up to it.
    pub fn lit(&self, place: usize) -> [Vec<Cell>; 2] {
        let cells = |reason: &Reason| match reason {
            Reason::Question { .. } => vec![self.knob],
            Reason::Factor(factor) => factor.cells(),
            Reason::Product { factors, .. } => factors.iter().flat_map(Factor::cells).collect(),
            Reason::Reuse { known, .. } => known.clone(),
            _ => vec![self.cell, self.knob],
        };
        let shown = &self.reasons[..=place];
        [cells(&self.reasons[place]), shown.iter().flat_map(cells).collect()]
    }
}

impl Factor {
    fn new(example: &Example, of: Cell, by: Cell) -> Option<Self> {
        let formula = match of.quantity {
            // E answers to ŷ by way of e, which is not worth a factor of its own.
            Quantity::Loss => formula(example, of)?.rebuilt(
                &mut |leaf| {
                    let error = (leaf.quantity == Quantity::Error).then_some(*leaf);
                    error.and_then(|it| formula(example, it)).unwrap_or(Expr::Leaf(*leaf))
                },
                &|_| None,
            ),
            _ => formula(example, of)?,
        };
        let is_share = of.quantity == Quantity::Activation && example.is_softmax(of.layer);
        let derivative = if is_share {
            Expr::Leaf(Cell { quantity: Quantity::Jacobian, from: of.unit, ..by })
        } else {
            formula.derivative(by)
        };
        Some(Self { of, by, derivative, formula: Some(formula) })
    }

    /// `∂E/∂h = −δ`, where δ was computed before.
    fn known(example: &Example, by: Cell) -> Self {
        let derivative = Expr::Leaf(by.with(Quantity::ErrorTerm)).negated();
        let of = Cell::single(Quantity::Loss, example.last_layer());
        Self { of, by, derivative, formula: None }
    }

    /// Whether it was computed before.
    pub fn is_known(&self) -> bool {
        self.formula.is_none()
    }

    /// `∂z/∂a`
    pub fn symbol(&self, names: &Names) -> String {
        partial(names, self.of, self.by)
    }

    /// What really happens to the one number when the other is turned; `None` where the factor is
    /// known.
    pub fn nudge(&self, trace: &Trace) -> Option<Nudge> {
        let formula = self.formula.as_ref()?;
        let at = |shift: f64| {
            formula.value(&|cell| trace.value(cell) + if cell == self.by { shift } else { 0.0 })
        };
        let (here, up, down) = (at(0.0), at(NUDGE), at(-NUDGE));
        Some(Nudge { up: up - here, down: down - here, slope: (up - down) / (2.0 * NUDGE) })
    }

    /// Its two numbers, and what the derivative is made of.
    fn cells(&self) -> Vec<Cell> {
        let mut cells = vec![self.by, self.of];
        cells.extend(self.derivative.cells());
        cells
    }
}

/// Whether a number has a derivation of its own: the others follow from these.
pub fn has_one(cell: Cell) -> bool {
    use Quantity::{
        BiasGradient, BiasShare, BiasStep, ErrorTerm, InputGradient, WeightGradient, WeightShare,
        WeightStep,
    };
    matches!(
        cell.quantity,
        ErrorTerm
            | WeightShare
            | BiasShare
            | WeightStep
            | BiasStep
            | WeightGradient
            | BiasGradient
            | InputGradient
    )
}

/// `∂of/∂by`
pub fn partial(names: &Names, of: Cell, by: Cell) -> String {
    format!("∂{}/∂{}", names.symbol(of), names.symbol(by))
}

/// The product of the factors of a path, from the loss down to the knob.
pub fn product(path: &[Factor]) -> Expr {
    multiplied(path.iter().rev().map(|factor| factor.derivative.clone()).collect())
}

/// The share of this record in the sum and the step of a batch.
fn in_batch(cell: Cell) -> Option<Cell> {
    match cell.quantity {
        Quantity::WeightSum | Quantity::WeightStep | Quantity::BiasSum | Quantity::BiasStep => {
            cell.of_parameter(Quantity::WeightShare, Quantity::BiasShare)
        }
        _ => None,
    }
}

/// The ways from a number to the loss.
struct Paths {
    /// Those that are followed, each factor by factor.
    paths: Vec<Vec<Factor>>,
    /// How many there are.
    all: f64,
}

impl Paths {
    fn new(example: &Example, knob: Cell) -> Self {
        if knob.quantity != Quantity::PreActivation {
            return Self::to_sums(example, knob);
        }
        let layers = example.network.layers();
        let above = &layers[knob.layer + 1..];
        let outputs = if example.has_softmax() { example.target.len() as f64 } else { 1.0 };
        let all = outputs * above.iter().map(|layer| layer.units() as f64).product::<f64>();
        let factors = 2 * (above.len() + 1);
        if all <= MOST_PATHS as f64 && factors <= MOST_FACTORS {
            return Self { paths: to_loss(example, knob), all };
        }
        if above.is_empty() {
            return Self { paths: to_loss(example, knob).into_iter().take(1).collect(), all };
        }
        // Otherwise only to the sums above, whose answers are known.
        let units = above.first().map_or(0, crate::nn::Layer::units);
        let followed = if units <= MOST_PATHS { units } else { 1 };
        let sums = example.cells(Quantity::PreActivation, knob.layer + 1).take(followed);
        let paths = sums.map(|sum| {
            let mut path = up_one_layer(example, knob, sum);
            path.push(Factor::known(example, sum));
            path
        });
        Self { paths: paths.collect(), all: units as f64 }
    }

    /// From a weight, a bias or an input to the sums that it goes into, whose answers are known.
    fn to_sums(example: &Example, knob: Cell) -> Self {
        let units = match knob.quantity {
            Quantity::Weight => knob.unit..knob.unit + 1,
            Quantity::Bias if !example.network.layers()[knob.layer].shares_bias => {
                knob.unit..knob.unit + 1
            }
            _ => 0..example.network.layers()[knob.layer].units(),
        };
        let all = units.len();
        let followed = if all <= MOST_PATHS { all } else { 1 };
        let path = |unit| {
            let sum = Cell::of_unit(Quantity::PreActivation, knob.layer, unit);
            Factor::new(example, sum, knob).into_iter().chain([Factor::known(example, sum)])
        };
        let paths = units.take(followed).map(|unit| path(unit).collect()).collect();
        Self { paths, all: all as f64 }
    }
}

/// Every path from a pre-activation to the loss.
fn to_loss(example: &Example, knob: Cell) -> Vec<Vec<Factor>> {
    if knob.layer == example.last_layer() {
        let loss = Cell::single(Quantity::Loss, knob.layer);
        let own = knob.with(Quantity::Activation);
        // The sum of one output goes into all shares.
        let outputs = example.cells(Quantity::Activation, knob.layer);
        let outputs = outputs.filter(|output| *output == own || example.has_softmax());
        let path = |output| {
            let links = [(output, knob), (loss, output)].into_iter();
            links.filter_map(|(of, by)| Factor::new(example, of, by)).collect()
        };
        return outputs.map(path).collect();
    }
    let sums = example.cells(Quantity::PreActivation, knob.layer + 1);
    sums.flat_map(|sum| {
        let start = up_one_layer(example, knob, sum);
        let join = move |rest: Vec<Factor>| start.iter().cloned().chain(rest).collect();
        to_loss(example, sum).into_iter().map(join)
    })
    .collect()
}

/// From a pre-activation to one of the layer above.
fn up_one_layer(example: &Example, knob: Cell, sum: Cell) -> Vec<Factor> {
    let output = knob.with(Quantity::Activation);
    let links = [(output, knob), (sum, output)].into_iter();
    links.filter_map(|(of, by)| Factor::new(example, of, by)).collect()
}

/// What the error terms above save; `None` where there are none, or where they are factors anyway.
fn reuse(example: &Example, cell: Cell, paths: &[Vec<Factor>]) -> Option<Reason> {
    let is_followed = paths.iter().flatten().all(|factor| !factor.is_known());
    let is_output = cell.layer == example.last_layer();
    if cell.quantity != Quantity::ErrorTerm || is_output || !is_followed {
        return None;
    }
    let known: Vec<Cell> = example.cells(Quantity::ErrorTerm, cell.layer + 1).collect();
    let without = paths.iter().map(|path| path.len() - 1).sum();
    let with = known.len() + 1;
    Some(Reason::Reuse { known, products: [with, without] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::expr::text;
    use crate::lesson::{Symbols, builtin};

    fn derived(lesson: &str, cell: Cell) -> (Trace, Derivation) {
        let example = builtin(lesson).expect("a lesson").example;
        let derivation = Derivation::new(&example, cell, false).expect("a gradient");
        (Trace::new(example), derivation)
    }

    fn products(derivation: &Derivation) -> Vec<Expr> {
        let reasons = derivation.reasons.iter();
        let products = reasons.filter_map(|reason| match reason {
            Reason::Product { factors, .. } => Some(product(factors)),
            _ => None,
        });
        products.collect()
    }

    #[test]
    fn the_chain_rule_stands_there_in_symbols() {
        for (lesson, cell, expected) in [
            ("2-1-1", Cell::of_unit(Quantity::ErrorTerm, 0, 0), &["−(y − ŷ)·f′(z)·W·f′(h)"][..]),
            ("2-1-1", Cell::of_unit(Quantity::ErrorTerm, 1, 0), &["−(y − ŷ)·f′(z)"]),
            ("2-1-1", Cell::of_edge(Quantity::WeightStep, 0, 1, 0), &["−δʰ·x2"]),
            (
                "2-2-2",
                Cell::of_unit(Quantity::ErrorTerm, 0, 0),
                &["−(y1 − ŷ1)·f′(z1)·W11·f′(h1)", "−(y2 − ŷ2)·f′(z2)·W12·f′(h1)"],
            ),
            ("2-2-2", Cell::of_unit(Quantity::BiasStep, 0, 1), &["−δʰ2"]),
        ] {
            let (trace, derivation) = derived(lesson, cell);
            let names = Names::new(&trace.example().network);
            let written = products(&derivation).into_iter();
            let written = written.map(|path| text(&path.symbols(&names, Symbols::Unicode)));
            assert_eq!(written.collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn reuse_saves_what_it_says() {
        for (lesson, counts) in [("2-1-1", [2, 3]), ("2-2-2", [3, 6])] {
            let (_, derivation) = derived(lesson, Cell::of_unit(Quantity::ErrorTerm, 0, 0));
            let is_reuse = |reason: &Reason| matches!(reason, Reason::Reuse { products, .. } if *products == counts);
            assert!(derivation.reasons.iter().any(is_reuse), "{lesson}");
        }
    }
}
