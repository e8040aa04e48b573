//! A lesson as one program in Python: what is given, every step in order, and at the end the
//! numbers.
//!
//! Lines are written when they are asked for, as a large network has tens of thousands of them and
//! the screen shows only some.

mod statements;

use std::collections::HashSet;

use super::script::supporting;
use super::{
    Batch, Cell, Names, Phase, Purpose, Quantity, Record, Records, Script, Symbols, Trace, Whole,
};
use crate::nn::Activation;

pub use statements::between;
use statements::{given, of_record, record, renewed, sums, vector};

/// Which lines there are.
#[derive(Clone, Debug)]
pub struct Program<'a> {
    trace: &'a Trace,
    names: &'a Names,
    symbols: Symbols,
    form: ProgramForm,
    /// The number that must not be given away.
    asked: Option<Cell>,
    /// The lines, and in how many loops each stands.
    lines: Vec<(usize, Statement)>,
    /// In how many loops the next line stands.
    loops: usize,
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
    /// The program of all steps of so many updates. `trace` is of the first pass.
    pub fn new(
        trace: &'a Trace,
        names: &'a Names,
        (symbols, form): (Symbols, ProgramForm),
        updates: usize,
    ) -> Self {
        let mut program = Self::empty(trace, names, (symbols, form), None);
        let example = trace.example();
        let mut computed = program.computed(usize::MAX);
        if updates == 1 && example.records.is_none() {
            program.write_steps(&computed);
            program.write_ending(&computed);
            return program;
        }
        if let Some(records) = &example.records {
            program.write_records(records);
        }
        program.put("");
        program.put(format!("for update in range({updates}):"));
        program.loops = 1;
        if let Purpose::Batch(batch) = &example.purpose {
            computed = program.write_batch(computed, batch);
        } else {
            if let Some(records) = &example.records {
                program.put(format!("x, y = records[update % {}]", records.all.len()));
            }
            program.write_steps(&computed);
        }
        program.put("");
        program.put_all(renewed(example, names));
        program.loops = 0;
        program.write_ending(&computed);
        program
    }

    /// What all records add up to, and the update that follows. Returns all that is computed.
    fn write_batch(&mut self, of_record: Vec<Cell>, batch: &Batch) -> Vec<Cell> {
        let mut example = self.trace.example().clone();
        self.put_all(sums(&example, self.names, true));
        self.put("for x, y in records:");
        self.loops = 2;
        self.write_steps(&of_record);
        self.put("");
        self.put_all(sums(&example, self.names, false));
        self.loops = 1;
        example.purpose = Purpose::Batch(Batch { is_complete: true, ..batch.clone() });
        let script = Script::new(&example);
        let steps = script.steps().iter().map(|cell| self.representative(*cell));
        let mut seen: HashSet<Cell> = of_record.iter().copied().collect();
        let update: Vec<Cell> = steps.filter(|cell| seen.insert(*cell)).collect();
        self.write_steps(&update);
        of_record.into_iter().chain(update).collect()
    }

    /// What stands above the first step.
    fn empty(
        trace: &'a Trace,
        names: &'a Names,
        (symbols, form): (Symbols, ProgramForm),
        asked: Option<Cell>,
    ) -> Self {
        let mut program = Self { trace, names, symbols, form, asked, lines: Vec::new(), loops: 0 };
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
        program.put_all(of_record(trace.example(), names));
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
        let is_of =
            |line: &(usize, Statement)| matches!(line.1, Statement::Compute(own) if own == cell);
        self.lines.iter().position(is_of)
    }

    /// The line with this index. `heading` names the parts of the lesson.
    pub fn line(&self, index: usize, heading: &dyn Fn(Phase) -> String) -> String {
        let (loops, statement) = &self.lines[index];
        let line = self.written(statement, heading);
        if line.is_empty() { line } else { format!("{}{line}", "    ".repeat(*loops)) }
    }

    fn written(&self, statement: &Statement, heading: &dyn Fn(Phase) -> String) -> String {
        match statement {
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

    fn push(&mut self, statement: Statement) {
        self.lines.push((self.loops, statement));
    }

    fn put(&mut self, line: impl Into<String>) {
        self.push(Statement::Text(line.into()));
    }

    fn put_all(&mut self, lines: Vec<String>) {
        for line in lines {
            self.put(line);
        }
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
        self.push(Statement::Heading(Phase::Given));
        if example.records.is_none() {
            self.put_all(record(example, self.names));
        }
        self.put_all(given(example, self.names, Quantity::LearningRate, 0));
        for layer in 0..=example.last_layer() {
            self.put_all(given(example, self.names, Quantity::Weight, layer));
            self.put_all(given(example, self.names, Quantity::Bias, layer));
        }
    }

    /// All records, as pairs of inputs and targets.
    fn write_records(&mut self, records: &Records) {
        let mut example = self.trace.example().clone();
        if matches!(&example.purpose, Purpose::Batch(batch) if batch.is_mean) {
            self.put_all(given(&example, self.names, Quantity::Records, 0));
        }
        self.put("records = [");
        for Record { input, target } in &records.all {
            (example.input, example.target) = (input.clone(), target.clone());
            let [x, y] = [Quantity::Input, Quantity::Target]
                .map(|quantity| vector(&example, &example.cells(quantity, 0).collect::<Vec<_>>()));
            self.put(format!("    ({x}, {y}),"));
        }
        self.put("]");
    }

    fn write_steps(&mut self, computed: &[Cell]) {
        let mut phase = Phase::Given;
        for &cell in computed {
            if cell.quantity.phase() != phase {
                phase = cell.quantity.phase();
                self.put("");
                self.push(Statement::Heading(phase));
            }
            if self.form == ProgramForm::Numbers {
                self.put_all(self.names.numpy_array(cell).into_iter().collect());
            }
            self.push(Statement::Compute(cell));
        }
    }

    fn write_ending(&mut self, computed: &[Cell]) {
        self.put("");
        if self.form == ProgramForm::Wholes {
            self.put("np.set_printoptions(floatmode=\"unique\", threshold=10**6)");
        }
        for &cell in computed {
            self.push(Statement::Print(cell));
        }
    }
}
