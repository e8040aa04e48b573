//! The ladder of hints for a number that was asked for.

use super::{Cell, Trace};

/// One hint. The formula itself is [`Trace::formula`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Which numbers it follows from, each once, in the order of the formula.
    Quantities(Vec<Cell>),
    /// The formula in symbols.
    Formula,
    /// The formula with the numbers put in.
    Numbers,
    /// The number.
    Result,
}

impl Hint {
    /// The hints for a cell, the one that gives away least first.
    pub fn ladder(trace: &Trace, cell: Cell) -> [Self; 4] {
        let mut cells: Vec<Cell> = Vec::new();
        for operand in trace.formula(cell).iter().flat_map(super::Expr::cells) {
            if !cells.contains(&operand) {
                cells.push(operand);
            }
        }
        [Self::Quantities(cells), Self::Formula, Self::Numbers, Self::Result]
    }
}
