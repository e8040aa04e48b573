//! The formula of a whole quantity of a layer: a vector or a matrix.
//!
//! It is lifted from the scalar trees of its cells. They have one shape; where two of them refer to
//! different cells, the references become cells along a [`Dimension`]:
//!
//! ```text
//! h1 = x1·w11 + x2·w21      hj = Σ xi·wij         np.dot(x, w)
//! δʰ1 = W1·δᵒ·f′(h1)        δʰj = Wj·δᵒ·f′(hj)    W * delta_o * slope_h
//! Δw11 = η·δʰ1·x1           Δwij = η·δʰj·xi       eta * np.outer(x, delta_h)
//! ```

use super::cell::{Cells, Dimension};
use super::expr::write::{FACTOR, Leaf, Style, Writer};
use super::expr::{Expr, Piece, text};
use super::{Cell, Example, Names, Notation, Symbols, formula::formula};

/// How all numbers of a quantity in one layer follow from others.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    cells: Cells,
    formula: Expr<Operand>,
}

/// What stands for a value in the formula of a whole quantity.
#[derive(Clone, Debug, PartialEq)]
enum Operand {
    Cells(Cells),
    /// The sum of what follows, over the dimension that the result does not have.
    Sum(Box<Expr<Self>>),
    /// A dot product, which is a sum of products.
    Dot(Cells, Cells),
    /// Each number of the first with each of the second, whose numbers are in different rows.
    Outer(Cells, Cells),
}

impl Expr<Operand> {
    fn size(&self) -> usize {
        let mut size = 0;
        self.visit(&mut |part| size += part.size());
        size
    }
}

impl Whole {
    /// The formula for the quantity and layer of `cell`; `None` for the quantities that are given.
    pub fn new(example: &Example, names: &Names, cell: Cell) -> Option<Self> {
        let first = Cell { unit: 0, from: 0, ..cell };
        let tree = formula(example, first)?;
        let (below, units) = names.shape(first);
        let mut cells = Cells::from(first);
        if !cell.quantity.is_single() && units > 1 {
            cells.unit = Some(Dimension { letter: 'j', size: units });
        }
        if cell.quantity.is_of_edge() {
            cells.from = Some(Dimension { letter: 'i', size: below });
        }
        let leaves = |next: Cell| formula(example, next).map_or_else(Vec::new, |tree| tree.cells());
        let neighbours = [
            (cells.unit, leaves(Cell { unit: 1, ..first })),
            (cells.from, leaves(Cell { from: 1, ..first })),
        ];
        let mut place = 0;
        let lifted = tree.map(&mut |&leaf| {
            let mut lifted = Cells::from(leaf);
            for (dimension, others) in &neighbours {
                lifted.vary(others.get(place).copied(), *dimension);
            }
            place += 1;
            lifted
        });
        Some(Self { cells, formula: collapsed(&lifted, names, true) })
    }

    /// `δʰj`
    pub fn symbol(&self, names: &Names) -> String {
        names.symbol(self.cells)
    }

    /// `Wj·δᵒ·f′(hj)`
    pub fn symbols(&self, names: &Names, symbols: Symbols) -> Vec<Piece> {
        Writer::new(Style::Symbols(names), symbols).write(&self.formula)
    }

    /// `[0.1, −0.3]·0.028731·[0.24643, 0.23723]`
    pub fn numbers(&self, notation: &Notation, lookup: &dyn Fn(Cell) -> f64) -> Vec<Piece> {
        Writer::new(Style::Numbers(notation, lookup), notation.symbols).write(&self.formula)
    }

    /// The rows and columns of the outer product of two vectors, if there is one in the formula.
    pub fn outer_shape(&self) -> Option<(usize, usize)> {
        let mut shape = None;
        self.formula.visit(&mut |part| {
            if let Operand::Outer(columns, rows) = part {
                shape = Some((rows.size(), columns.size()));
            }
        });
        shape
    }

    /// How many numbers [`Whole::numbers`] has.
    pub fn size(&self) -> usize {
        self.formula.size()
    }

    /// `delta_h = W * delta_o * slope_h`
    pub fn numpy(&self, names: &Names) -> String {
        format!("{} = {}", names.numpy_variable(self.cells.first), numpy(&self.formula, names))
    }
}

impl Expr {
    /// The formula in NumPy: `W * delta_o * slope_h`. Sums that run over a whole vector become
    /// `np.dot`.
    pub fn numpy(&self, names: &Names) -> String {
        let cells = self.map(&mut |cell| Cells::from(*cell));
        numpy(&collapsed(&cells, names, false), names)
    }
}

fn numpy(formula: &Expr<Operand>, names: &Names) -> String {
    text(&Writer::new(Style::NumPy(names), Symbols::Unicode).write(formula))
}

impl Cells {
    /// Lies along `dimension` where `other`, which stands at the next place, is another cell.
    fn vary(&mut self, other: Option<Cell>, dimension: Option<Dimension>) {
        let Some(other) = other else {
            return;
        };
        if other.unit != self.first.unit {
            self.unit = dimension;
        }
        if other.from != self.first.from {
            self.from = dimension;
        }
    }

    /// The cells at one place of a dimension.
    fn at(self, place: usize, dimension: Dimension) -> Self {
        let mut at = self;
        if at.unit == Some(dimension) {
            (at.unit, at.first.unit) = (None, place);
        }
        if at.from == Some(dimension) {
            (at.from, at.first.from) = (None, place);
        }
        at
    }

    /// Whether these are a vector, or a row or column of weights, whose products with the others
    /// NumPy's `dot` adds up over `over`.
    fn can_dot(self, other: Self, over: Dimension) -> bool {
        let over = Some(over);
        match (self.first.quantity.is_of_edge(), other.first.quantity.is_of_edge()) {
            (false, true) => self.unit == over && other.from == over && other.unit != over,
            (true, false) => self.unit == over && self.from != over && other.unit == over,
            _ => false,
        }
    }

    fn size(self) -> usize {
        self.unit.into_iter().chain(self.from).map(|dimension| dimension.size).product()
    }

    fn is_along(self, letter: char) -> bool {
        let along = self.unit.into_iter().chain(self.from).map(|dimension| dimension.letter);
        along.eq([letter])
    }
}

/// The tree with sums over a whole dimension in place of their terms; `all` of them, or only dot
/// products.
fn collapsed(tree: &Expr<Cells>, names: &Names, all: bool) -> Expr<Operand> {
    tree.rebuilt(&mut |cells| Expr::Leaf(Operand::Cells(*cells)), &|part| match part {
        Expr::Sum(terms) => {
            let (sum, terms) = leading_sum(terms, names, all)?;
            let terms = terms.iter().map(|term| collapsed(term, names, all));
            Some(Expr::sum(std::iter::once(Expr::Leaf(sum)).chain(terms).collect()))
        }
        Expr::Product(factors) => outer(factors),
        _ => None,
    })
}

/// The terms at the beginning that are one term along a dimension, as their sum, and the others.
fn leading_sum<'a>(
    terms: &'a [Expr<Cells>],
    names: &Names,
    all: bool,
) -> Option<(Operand, &'a [Expr<Cells>])> {
    let shape =
        |term: &Expr<Cells>| term.map(&mut |cells| (cells.first.quantity, cells.first.layer));
    let [first, second, ..] = terms else {
        return None;
    };
    let alike = shape(first);
    let size = terms.iter().take_while(|term| shape(term) == alike).count();
    let (leaves, others) = (first.cells(), second.cells());
    let mut pairs = leaves.iter().zip(&others);
    let letter = if pairs.any(|(one, next)| one.first.from != next.first.from) { 'i' } else { 'k' };
    let over = Dimension { letter, size };
    let mut next = others.iter();
    let term = first.map(&mut |cells| {
        let mut term = *cells;
        term.vary(next.next().map(|cells| cells.first), Some(over));
        term
    });
    let is_along =
        |(place, own): (usize, &Expr<Cells>)| *own == term.map(&mut |cells| cells.at(place, over));
    let is_whole = |cells: &Cells| {
        let (below, units) = names.shape(cells.first);
        cells.unit != Some(over) || units == size || cells.from == Some(over) && below == size
    };
    let is_sum = size > 1
        && terms[..size].iter().enumerate().all(is_along)
        && term.cells().iter().all(is_whole);
    let sum = match &term {
        _ if !is_sum => return None,
        Expr::Product(factors) => match factors.as_slice() {
            [Expr::Leaf(left), Expr::Leaf(right)] if left.can_dot(*right, over) => {
                Operand::Dot(*left, *right)
            }
            _ => Operand::Sum(Box::new(collapsed(&term, names, all))),
        },
        _ => Operand::Sum(Box::new(collapsed(&term, names, all))),
    };
    (all || matches!(sum, Operand::Dot(..))).then_some((sum, &terms[size..]))
}

/// The product with a vector along the columns and one along the rows as their outer product.
fn outer(factors: &[Expr<Cells>]) -> Option<Expr<Operand>> {
    let cells = |factor: &Expr<Cells>| match factor {
        Expr::Leaf(cells) => Some(*cells),
        _ => None,
    };
    let [others @ .., columns, rows] = factors else {
        return None;
    };
    let (columns, rows) = (cells(columns)?, cells(rows)?);
    let is_outer = columns.is_along('j') && rows.is_along('i');
    let others = others.iter().map(|factor| cells(factor).map(Operand::Cells).map(Expr::Leaf));
    let factors: Option<Vec<_>> =
        others.chain([Some(Expr::Leaf(Operand::Outer(columns, rows)))]).collect();
    factors.filter(|_| is_outer).map(Expr::product)
}

impl Operand {
    fn size(&self) -> usize {
        match self {
            Self::Cells(cells) => cells.size(),
            Self::Dot(left, right) | Self::Outer(left, right) => left.size() + right.size(),
            Self::Sum(term) => term.size(),
        }
    }
}

impl Leaf for Operand {
    fn write(&self, writer: &mut Writer) {
        match (self, writer.style) {
            (Self::Cells(cells), style) => write_cells(*cells, style, writer),
            (Self::Dot(left, right), Style::NumPy(names)) => {
                writer.put(&format!("np.dot({}, {})", names.numpy(*left), names.numpy(*right)));
            }
            (Self::Outer(columns, rows), Style::NumPy(names)) => {
                writer.put(&format!("np.outer({}, {})", names.numpy(*rows), names.numpy(*columns)));
            }
            (Self::Sum(term), Style::NumPy(_)) => {
                writer.put("np.sum(");
                writer.expr(term);
                writer.put(")");
            }
            (Self::Sum(term), _) => {
                writer.sum_sign();
                writer.part(term, FACTOR);
            }
            (Self::Dot(left, right) | Self::Outer(left, right), style) => {
                if matches!((self, style), (Self::Dot(..), Style::Symbols(_))) {
                    writer.sum_sign();
                }
                write_cells(*left, style, writer);
                writer.times();
                write_cells(*right, style, writer);
            }
        }
    }

    fn precedence(&self, style: Style) -> u8 {
        match (self, style) {
            (Self::Dot(..), Style::Symbols(_))
            | (Self::Sum(_), Style::Symbols(_) | Style::Numbers(..)) => FACTOR - 1,
            _ => FACTOR + 1,
        }
    }

    fn cell(&self) -> Option<Cell> {
        match self {
            Self::Cells(cells) | Self::Dot(cells, _) | Self::Outer(cells, _) => Some(cells.first),
            Self::Sum(_) => None,
        }
    }

    fn number(&self, style: Style) -> Option<f64> {
        match self {
            Self::Cells(Cells { first, from: None, unit: None }) => first.number(style),
            _ => None,
        }
    }

    fn is_many(&self) -> bool {
        self.size() > 1
    }
}

/// `δʰj`, `[0.1, −0.3]`, `delta_h`.
fn write_cells(cells: Cells, style: Style, writer: &mut Writer) {
    match style {
        Style::Symbols(names) => writer.put_cell(&names.symbol(cells), cells.first),
        Style::NumPy(names) => writer.put_cell(&names.numpy(cells), cells.first),
        Style::Numbers(..) => match cells.from.or(cells.unit) {
            None => cells.first.write(writer),
            Some(outermost) => {
                for place in 0..outermost.size {
                    writer.put(if place == 0 { "[" } else { ", " });
                    write_cells(cells.at(place, outermost), style, writer);
                }
                writer.put("]");
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::{Quantity, Trace, builtin};

    /// The quantity of a step: its formula in symbols, with numbers, and in NumPy.
    fn written(lesson: &str, cell: Cell) -> [String; 3] {
        let example = builtin(lesson).expect("a lesson").example;
        let names = Names::new(&example.network);
        let whole = Whole::new(&example, &names, cell).expect("it is computed");
        let trace = Trace::new(example);
        let symbols = text(&whole.symbols(&names, Symbols::Unicode));
        let numbers = whole.numbers(&Notation::default(), &|cell| trace.value(cell));
        [format!("{} = {symbols}", whole.symbol(&names)), text(&numbers), whole.numpy(&names)]
    }

    #[test]
    fn a_formula_of_every_kind_is_lifted_from_those_of_its_cells() {
        let unit = |quantity, layer| Cell::of_unit(quantity, layer, 0);
        for (lesson, cell, expected) in [
            (
                "2-2-2",
                unit(Quantity::PreActivation, 0),
                [
                    "hj = Σ xi·wij + bj",
                    "[0.5, −1]·[[0.2, −0.4], [0.3, 0.1]] + [0.1, −0.1]",
                    "h = np.dot(x, w) + b",
                ],
            ),
            (
                "3-2-1",
                unit(Quantity::PreActivation, 1),
                ["z = Σ ai·Wi", "[0.55971, 0.38699]·[0.1, −0.3]", "z = np.dot(a, W)"],
            ),
            (
                "2-2-2",
                unit(Quantity::Loss, 1),
                ["E = ½·(Σ ek²)", "½·(Σ [0.4685, −0.51947]²)", "loss = 0.5 * np.sum(error**2)"],
            ),
            (
                "3-2-1",
                unit(Quantity::ErrorTerm, 0),
                [
                    "δʰj = Wj·δᵒ·f′(hj)",
                    "[0.1, −0.3]·0.028731·[0.24643, 0.23723]",
                    "delta_h = W * delta_o * slope_h",
                ],
            ),
            (
                "2-2-2",
                unit(Quantity::ErrorTerm, 0),
                [
                    "δʰj = (Σ Wjk·δᵒk)·f′(hj)",
                    "[[0.5, −0.3], [−0.2, 0.4]]·[0.11666, −0.12967]·[0.99007, 0.85564]",
                    "delta_h = np.dot(W, delta_o) * slope_h",
                ],
            ),
            (
                "3-2-1",
                unit(Quantity::WeightStep, 0),
                [
                    "Δwij = η·δʰj·xi",
                    "0.5·[0.00070802, −0.0020447]·[0.5, 0.1, −0.2]",
                    "delta_w = eta * np.outer(x, delta_h)",
                ],
            ),
            (
                "3-2-1",
                unit(Quantity::NewWeight, 1),
                [
                    "Wi_new = Wi + ΔWi",
                    "[0.1, −0.3] + [0.0080405, 0.0055592]",
                    "new_W = W + delta_W",
                ],
            ),
        ] {
            assert_eq!(written(lesson, cell), expected);
        }
    }
}
