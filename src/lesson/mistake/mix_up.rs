//! Wrong formulas with the number of another place in them: another unit's, edge's or layer's.

use std::collections::BTreeSet;

use super::rewrite::{nearby, neighbours, substituted, swapped};
use super::site::{Site, uses_error_term};
use crate::lesson::formula::formula;
use crate::lesson::{Cell, Expr, Quantity};

impl Site<'_> {
    /// The weights read column by column where they stand row by row: `wᵀ`, put in the shape of
    /// `w`.
    pub(super) fn transposed(&self) -> Vec<Expr> {
        let transposed = |cell: Cell| {
            let (below, units) = (self.incoming(cell.layer), self.units(cell.layer));
            let place = cell.unit * below + cell.from;
            Cell::of_edge(cell.quantity, cell.layer, place / units, place % units)
        };
        if self.cell.quantity.is_of_edge() {
            return formula(self.example, transposed(self.cell)).into_iter().collect();
        }
        vec![substituted(self.right, &|cell| {
            (cell.quantity == Quantity::Weight).then(|| Expr::Leaf(transposed(cell)))
        })]
    }

    pub(super) fn other_layer(&self) -> Vec<Expr> {
        let layer = self.cell.layer;
        match self.cell.quantity {
            Quantity::PreActivation => (0..layer)
                .filter(|&lower| self.incoming(lower) >= self.incoming(layer))
                .map(|lower| {
                    substituted(self.right, &|cell| {
                        let is_input = cell == Cell::from_below(layer, cell.unit);
                        is_input.then(|| Expr::Leaf(Cell::from_below(lower, cell.unit)))
                    })
                })
                .collect(),
            Quantity::Slope => self
                .in_other_layers(self.cell)
                .into_iter()
                .filter_map(|other| formula(self.example, other))
                .collect(),
            Quantity::ErrorTerm => {
                let slope = self.cell.with(Quantity::Slope);
                self.swapped_for_each(slope, self.in_other_layers(slope))
            }
            quantity if uses_error_term(quantity) => {
                let error_term = self.error_term();
                let input = Cell::from_below(layer, self.cell.from);
                let inputs = neighbours(layer, self.example.last_layer() + 1)
                    .flat_map(|other| self.example.cells_into(other))
                    .collect();
                [
                    self.swapped_for_each(error_term, self.in_other_layers(error_term)),
                    self.swapped_for_each(input, inputs),
                ]
                .concat()
            }
            _ => vec![],
        }
    }

    /// The same quantity in the layers next to that of a unit.
    fn in_other_layers(&self, cell: Cell) -> Vec<Cell> {
        neighbours(cell.layer, self.example.last_layer())
            .flat_map(|layer| self.example.cells(cell.quantity, layer))
            .collect()
    }

    pub(super) fn swapped_for_each(&self, old: Cell, new: Vec<Cell>) -> Vec<Expr> {
        new.into_iter().map(|new| swapped(self.right, old, new)).collect()
    }

    /// The whole formula for a cell that is easily taken for this one, or one operand from such a
    /// cell; `siblings` gives the cells that are taken for each other.
    pub(super) fn mixed_up(&self, siblings: impl Fn(Cell) -> Vec<Cell>) -> Vec<Expr> {
        let others = siblings(self.cell).into_iter();
        let mut wrong: Vec<Expr> =
            others.filter_map(|sibling| formula(self.example, sibling)).collect();
        let operands: BTreeSet<Cell> = self.right.cells().into_iter().collect();
        for operand in operands {
            wrong.extend(self.swapped_for_each(operand, siblings(operand)));
        }
        wrong
    }

    /// The same quantity of the other units of a layer.
    pub(super) fn sibling_units(&self, cell: Cell) -> Vec<Cell> {
        let count = match cell.quantity {
            quantity if quantity.is_of_edge() || quantity.is_single() => 0,
            Quantity::Jacobian => self.units(cell.layer),
            quantity => self.example.cells(quantity, cell.layer).count(),
        };
        nearby(cell.unit, count).map(|unit| Cell { unit, ..cell }).collect()
    }

    /// The same quantity of the edges that share an end with one.
    pub(super) fn sibling_edges(&self, cell: Cell) -> Vec<Cell> {
        if !cell.quantity.is_of_edge() {
            return vec![];
        }
        let to_same_unit =
            nearby(cell.from, self.incoming(cell.layer)).map(|from| Cell { from, ..cell });
        let from_same_unit =
            nearby(cell.unit, self.units(cell.layer)).map(|unit| Cell { unit, ..cell });
        to_same_unit.chain(from_same_unit).collect()
    }
}
