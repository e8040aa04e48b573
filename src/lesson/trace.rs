//! All numbers of one pass, each computed from its expression tree.

use std::collections::HashMap;

use super::{
    Cell, Example, Expr, Script,
    formula::formula,
    script::{cancelled, supporting},
};

/// An example with its steps and every value: forward, backward, update.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    example: Example,
    script: Script,
    /// What stands in place of given numbers of the example; mostly nothing.
    given: HashMap<Cell, f64>,
    values: HashMap<Cell, f64>,
}

impl Trace {
    /// Computes every number of the example.
    pub fn new(example: Example) -> Self {
        Self::compute(example, &HashMap::new())
    }

    /// The same pass, but with `wrong` in place of the formula of one cell, and everything after it
    /// following from that.
    ///
    /// What `wrong` refers to is taken from this trace, so that it may ask for a number that comes
    /// later.
    pub fn with_slip(&self, cell: Cell, wrong: &Expr) -> Self {
        let value = wrong.value(&|cell| self.value(cell));
        self.with_values(&HashMap::from([(cell, value)]))
    }

    /// The same pass, but with other numbers in some cells, and everything after them following
    /// from these.
    pub fn with_values(&self, others: &HashMap<Cell, f64>) -> Self {
        Self::compute(self.example.clone(), others)
    }

    fn compute(example: Example, others: &HashMap<Cell, f64>) -> Self {
        let script = Script::new(&example);
        let mut values: HashMap<Cell, f64> = HashMap::with_capacity(script.steps().len());
        let others_given = others.iter().filter(|(cell, _)| cell.quantity.is_given());
        let given: HashMap<Cell, f64> = others_given.map(|(cell, value)| (*cell, *value)).collect();
        for &step in script.steps() {
            let on_the_way = supporting(&example, step).into_iter();
            for cell in on_the_way.chain(cancelled(&example, step)).chain([step]) {
                if let Some(expr) = formula(&example, cell) {
                    let value = match others.get(&cell) {
                        Some(other) => *other,
                        None => expr.value(&|cell| lookup(&example, [&given, &values], cell)),
                    };
                    values.insert(cell, value);
                }
            }
        }
        Self { example, script, given, values }
    }

    /// What everything was computed from.
    pub fn example(&self) -> &Example {
        &self.example
    }

    /// The order of the steps.
    pub fn script(&self) -> &Script {
        &self.script
    }

    /// The number in a cell, given or computed; NaN for a cell that the network does not have.
    pub fn value(&self, cell: Cell) -> f64 {
        lookup(&self.example, [&self.given, &self.values], cell)
    }

    /// The tree of a computed cell; `None` for a given one.
    pub fn formula(&self, cell: Cell) -> Option<Expr> {
        formula(&self.example, cell)
    }
}

fn lookup(example: &Example, [given, values]: [&HashMap<Cell, f64>; 2], cell: Cell) -> f64 {
    let number = given.get(&cell).copied().or_else(|| example.given(cell));
    number.or_else(|| values.get(&cell).copied()).unwrap_or(f64::NAN)
}
