//! A lesson as one program in Python: what is given, every step in order, and at the end the
//! numbers.
//!
//! Lines are written when they are asked for, as a large network has tens of thousands of them and
//! the screen shows only some.

use std::collections::HashSet;
use std::ops::Range;

use super::script::supporting;
use super::{Cell, Example, Names, Phase, Quantity, Symbols, Trace, Whole};
use crate::nn::Activation;

/// Which lines there are.
#[derive(Clone, Debug)]
pub struct Program<'a> {
    trace: &'a Trace,
    names: &'a Names,
    symbols: Symbols,
    form: ProgramForm,
    /// The number that must not be given away.
    asked: Option<Cell>,
    lines: Vec<Statement>,
    /// The lines that are repeated.
    body: Range<usize>,
}

/// What a statement computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgramForm {
    /// One number.
    Numbers,
    /// A whole vector or matrix.
    Wholes,
}

#[derive(Clone, Debug)]
enum Statement {
    Text(String),
    Heading(Phase),
    Compute(Cell),
    Print(Cell),
}

impl<'a> Program<'a> {
    /// The program of all steps of so many updates.
    pub fn new(
        trace: &'a Trace,
        names: &'a Names,
        (symbols, form): (Symbols, ProgramForm),
        updates: usize,
    ) -> Self {
        let mut program = Self::empty(trace, names, (symbols, form), None);
        let computed = program.computed(usize::MAX);
        if updates == 1 {
            program.write_steps(&computed);
        } else {
            program.put("");
            program.put(format!("for update in range({updates}):"));
            let start = program.lines.len();
            program.write_steps(&computed);
            program.put("");
            program.lines.extend(renewed(trace.example(), names).into_iter().map(Statement::Text));
            program.body = start..program.lines.len();
        }
        program.write_ending(&computed);
        program
    }

    /// What stands above the first step.
    fn empty(
        trace: &'a Trace,
        names: &'a Names,
        (symbols, form): (Symbols, ProgramForm),
        asked: Option<Cell>,
    ) -> Self {
        let mut program =
            Self { trace, names, symbols, form, asked, lines: Vec::new(), body: 0..0 };
        program.write_functions();
        program.write_givens();
        program
    }

    /// The program of the first `steps` steps. In place of what computes the number that is
    /// `asked` for, it has a question mark.
    pub fn until(
        trace: &'a Trace,
        names: &'a Names,
        (symbols, form): (Symbols, ProgramForm),
        steps: usize,
        asked: Option<Cell>,
    ) -> Self {
        let mut program = Self::empty(trace, names, (symbols, form), asked);
        let computed = program.computed(steps);
        program.write_steps(&computed);
        if steps >= trace.script().steps().len() {
            program.write_ending(&computed);
        }
        program
    }

    /// How many lines there are.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The index of the line that computes a number, or the quantity that it belongs to.
    pub fn line_of(&self, cell: Cell) -> Option<usize> {
        let cell = self.representative(cell);
        self.lines.iter().position(|line| matches!(line, Statement::Compute(own) if *own == cell))
    }

    /// The line with this index. `heading` names the parts of the lesson.
    pub fn line(&self, index: usize, heading: &dyn Fn(Phase) -> String) -> String {
        let line = self.statement_at(index, heading);
        if self.body.contains(&index) && !line.is_empty() { format!("    {line}") } else { line }
    }

    fn statement_at(&self, index: usize, heading: &dyn Fn(Phase) -> String) -> String {
        match &self.lines[index] {
            Statement::Text(text) => text.clone(),
            Statement::Heading(phase) => format!("# {}", heading(*phase)),
            Statement::Compute(cell) => {
                format!("{}  # {}", self.statement(*cell), self.symbol(*cell))
            }
            Statement::Print(cell) => {
                format!("print(\"{} =\", {})", self.symbol(*cell), self.value(*cell))
            }
        }
    }

    /// All lines.
    pub fn text(&self, heading: &dyn Fn(Phase) -> String) -> String {
        (0..self.line_count()).map(|index| self.line(index, heading) + "\n").collect()
    }

    fn variable(&self, cell: Cell) -> String {
        self.names.numpy_variable(cell)
    }

    /// What a statement computes, in NumPy.
    fn value(&self, cell: Cell) -> String {
        match self.form {
            ProgramForm::Numbers => self.names.numpy(cell),
            ProgramForm::Wholes => self.variable(cell),
        }
    }

    fn symbol(&self, cell: Cell) -> String {
        self.symbols.apply(&match self.form {
            ProgramForm::Numbers => self.names.symbol(cell),
            ProgramForm::Wholes => self.names.vector_symbol(cell),
        })
    }

    /// `h[0] = np.dot(x, w[:, 0])`
    fn statement(&self, cell: Cell) -> String {
        let is_asked = self.asked.is_some_and(|asked| self.representative(asked) == cell);
        let (names, example) = (self.names, self.trace.example());
        let statement = match self.form {
            _ if is_asked => None,
            ProgramForm::Wholes => Whole::new(example, names, cell).map(|whole| whole.numpy(names)),
            ProgramForm::Numbers => {
                let formula = self.trace.formula(cell);
                formula.map(|formula| format!("{} = {}", self.value(cell), formula.numpy(names)))
            }
        };
        statement.unwrap_or_else(|| format!("{} = ?", self.value(cell)))
    }

    /// The cell that stands for all that one statement computes.
    fn representative(&self, cell: Cell) -> Cell {
        match self.form {
            ProgramForm::Numbers => cell,
            ProgramForm::Wholes => Cell { unit: 0, from: 0, ..cell },
        }
    }

    /// What is computed in the first steps, in order.
    fn computed(&self, steps: usize) -> Vec<Cell> {
        let script = self.trace.script();
        let mut computed = Vec::new();
        for group in script.groups().filter(|group| group.start < steps) {
            let cells = &script.steps()[group.start..group.end.min(steps)];
            let cells = cells
                .iter()
                .flat_map(|&cell| supporting(self.trace.example(), cell).into_iter().chain([cell]));
            let mut cells: Vec<Cell> = cells.map(|cell| self.representative(cell)).collect();
            if self.form == ProgramForm::Wholes {
                // Error terms stand beside the slopes that they follow from.
                let mut seen = HashSet::new();
                cells.retain(|cell| seen.insert(*cell));
            }
            computed.extend(cells);
        }
        computed
    }

    fn put(&mut self, line: impl Into<String>) {
        self.lines.push(Statement::Text(line.into()));
    }

    fn write_functions(&mut self) {
        self.put("import numpy as np");
        let layers = self.trace.example().network.layers();
        if layers.iter().any(|layer| layer.activation == Activation::Sigmoid) {
            for line in ["", "", "def sigmoid(x):", "    return 1 / (1 + np.exp(-x))", ""] {
                self.put(line);
            }
        }
        self.put("");
    }

    fn write_givens(&mut self) {
        let example = self.trace.example();
        self.lines.push(Statement::Heading(Phase::Given));
        for quantity in [Quantity::Input, Quantity::Target, Quantity::LearningRate] {
            self.write_given(quantity, 0);
        }
        for layer in 0..=example.last_layer() {
            self.write_given(Quantity::Weight, layer);
            self.write_given(Quantity::Bias, layer);
        }
    }

    /// `x = np.array([0.1, 0.3])`, a matrix row by row, or the number where there is only one.
    fn write_given(&mut self, quantity: Quantity, layer: usize) {
        let example = self.trace.example();
        let cells: Vec<Cell> = example.cells(quantity, layer).collect();
        let Some(&first) = cells.first() else { return };
        let variable = self.variable(first);
        if quantity.is_of_edge() && self.names.units(first) > 1 {
            self.put(format!("{variable} = np.array(["));
            for row in cells.chunk_by(|one, next| one.from == next.from) {
                self.put(format!("    [{}],", numbers(example, row)));
            }
            return self.put("])");
        }
        self.put(match cells.len() {
            1 => format!("{variable} = {}", numbers(example, &cells)),
            _ => format!("{variable} = np.array([{}])", numbers(example, &cells)),
        });
    }

    fn write_steps(&mut self, computed: &[Cell]) {
        let mut phase = Phase::Given;
        for &cell in computed {
            if cell.quantity.phase() != phase {
                phase = cell.quantity.phase();
                self.put("");
                self.lines.push(Statement::Heading(phase));
            }
            if self.form == ProgramForm::Numbers {
                self.lines.extend(self.names.numpy_array(cell).map(Statement::Text));
            }
            self.lines.push(Statement::Compute(cell));
        }
    }

    fn write_ending(&mut self, computed: &[Cell]) {
        self.put("");
        if self.form == ProgramForm::Wholes {
            self.put("np.set_printoptions(floatmode=\"unique\", threshold=10**6)");
        }
        self.lines.extend(computed.iter().copied().map(Statement::Print));
    }
}

/// The statements that put the new weights and biases in the place of the old.
pub fn renewed(example: &Example, names: &Names) -> Vec<String> {
    let firsts = (0..=example.last_layer()).flat_map(|layer| {
        let quantities = [Quantity::Weight, Quantity::Bias].into_iter();
        quantities.filter_map(move |quantity| example.cells(quantity, layer).next())
    });
    let statement = |old: Cell| {
        let new = old.with(old.quantity.renewed()?);
        Some([old, new].map(|cell| names.numpy_variable(cell)).join(" = "))
    };
    firsts.filter_map(statement).collect()
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
