//! Writes an expression tree: the same walk for symbols, numbers and NumPy, which differ in leaves and signs only.

use super::{Expr, Piece, text};
use crate::lesson::{Cell, Names, Notation, Symbols};
use crate::nn::Activation;
use crate::nn::LEAK;

/// What stands for the leaves of the tree.
#[derive(Clone, Copy)]
pub(super) enum Style<'a> {
    Symbols(&'a Names),
    Numbers(&'a Notation, &'a dyn Fn(Cell) -> f64),
    NumPy(&'a Names),
}

pub(super) struct Writer<'a> {
    style: Style<'a>,
    symbols: Symbols,
    pieces: Vec<Piece>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(style: Style<'a>, symbols: Symbols) -> Self {
        Self { style, symbols, pieces: Vec::new() }
    }

    pub(super) fn write(mut self, expr: &Expr) -> Vec<Piece> {
        self.expr(expr);
        self.pieces
    }

    fn put(&mut self, text: &str) {
        let text = self.symbols.apply(text);
        match self.pieces.last_mut() {
            Some(last) if last.cell.is_none() => last.text.push_str(&text),
            _ => self.pieces.push(Piece { text, cell: None }),
        }
    }

    /// A sign can stand free only at the beginning of an expression or a bracket.
    fn at_start(&self) -> bool {
        self.pieces.last().is_none_or(|piece| piece.text.ends_with('('))
    }

    fn number(&mut self, text: &str, cell: Option<Cell>) {
        let bracket = text.starts_with(['−', '-']) && !self.at_start();
        if bracket {
            self.put("(");
        }
        match cell {
            Some(_) => self.pieces.push(Piece { text: self.symbols.apply(text), cell }),
            None => self.put(text),
        }
        if bracket {
            self.put(")");
        }
    }

    fn leaf(&mut self, cell: Cell) {
        match self.style {
            Style::Symbols(names) => {
                let text = self.symbols.apply(&names.symbol(cell));
                self.pieces.push(Piece { text, cell: Some(cell) });
            }
            Style::Numbers(notation, lookup) => {
                self.number(&notation.number(lookup(cell)), Some(cell));
            }
            Style::NumPy(names) => {
                self.pieces.push(Piece { text: names.numpy(cell), cell: Some(cell) });
            }
        }
    }

    fn is_numpy(&self) -> bool {
        matches!(self.style, Style::NumPy(_))
    }

    /// How tightly `part` binds in the way that it is written: a sum that becomes `np.dot(…)` needs no brackets.
    fn precedence(&self, part: &Expr) -> u8 {
        match (self.style, part) {
            (Style::NumPy(names), Expr::Sum(terms))
                if terms.iter().all(|term| pair(term).is_some())
                    && whole_dot(terms, names).is_some() =>
            {
                3
            }
            _ => part.precedence(),
        }
    }

    /// `part` in brackets where it binds less than `at_least`.
    fn part(&mut self, part: &Expr, at_least: u8) {
        if self.precedence(part) < at_least {
            self.put("(");
            self.expr(part);
            self.put(")");
        } else {
            self.expr(part);
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Const(number) => self.constant(*number),
            Expr::Cell(cell) => self.leaf(*cell),
            Expr::Sum(terms) => self.sum(terms),
            Expr::Product(factors) => self.product(factors),
            Expr::Difference(left, right) => {
                self.expr(left);
                self.put(if self.is_numpy() { " - " } else { " − " });
                self.part(right, 2);
            }
            Expr::Quotient(left, right) => {
                self.part(left, 2);
                self.put(if self.is_numpy() { " / " } else { "/" });
                self.part(right, 3);
            }
            Expr::Negative(inner) => {
                self.put(if self.is_numpy() { "-" } else { "−" });
                self.part(inner, 2);
            }
            Expr::Square(inner) => self.square(inner),
            Expr::Value(activation, inner) => self.function(*activation, inner),
            Expr::Slope(activation, inner) => self.slope(*activation, inner),
        }
    }

    fn constant(&mut self, number: f64) {
        match self.style {
            Style::NumPy(_) => self.put(&number.to_string()),
            Style::Symbols(_) | Style::Numbers(..) if number == 0.5 => self.put("½"),
            Style::Numbers(notation, _) => self.number(&notation.number(number), None),
            Style::Symbols(_) => self.number(&Notation::default().number(number), None),
        }
    }

    fn product(&mut self, factors: &[Expr]) {
        let times = if self.is_numpy() { " * " } else { "·" };
        for (index, factor) in factors.iter().enumerate() {
            if index > 0 {
                self.put(times);
            }
            self.part(factor, 2);
        }
    }

    fn sum(&mut self, terms: &[Expr]) {
        if let Style::NumPy(names) = self.style {
            let products = terms.iter().take_while(|term| pair(term).is_some()).count();
            if let Some(dot) = whole_dot(&terms[..products], names) {
                self.put(&dot);
                return self.further_terms(&terms[products..]);
            }
        }
        if let Some((first, others)) = terms.split_first() {
            self.part(first, 1);
            self.further_terms(others);
        }
    }

    fn further_terms(&mut self, terms: &[Expr]) {
        for term in terms {
            if let Expr::Negative(inner) = term {
                self.put(if self.is_numpy() { " - " } else { " − " });
                self.part(inner, 2);
            } else {
                self.put(" + ");
                self.part(term, 1);
            }
        }
    }

    fn square(&mut self, inner: &Expr) {
        let negative = match (self.style, inner) {
            (Style::Numbers(_, lookup), Expr::Cell(cell)) => lookup(*cell) < 0.0,
            _ => false,
        };
        if negative {
            self.put("(");
            self.expr(inner);
            self.put(")");
        } else {
            self.part(inner, 3);
        }
        self.put(if self.is_numpy() { "**2" } else { "²" });
    }

    fn function(&mut self, activation: Activation, inner: &Expr) {
        let opening = match (self.style, activation) {
            (Style::Symbols(names), _) => {
                self.put(names.function(activation, inner.cells().first().copied()));
                "("
            }
            (Style::NumPy(_), Activation::Sigmoid) => "sigmoid(",
            (Style::NumPy(_), Activation::Tanh) => "np.tanh(",
            (Style::NumPy(_), Activation::Relu) => "np.maximum(0.0, ",
            (Style::NumPy(_), Activation::LeakyRelu) => return self.leaky(inner),
            (Style::NumPy(_), Activation::Linear) => return self.expr(inner),
            (Style::Numbers(..), _) => {
                self.put(activation.name());
                "("
            }
        };
        self.put(opening);
        self.expr(inner);
        self.put(")");
    }

    fn leaky(&mut self, inner: &Expr) {
        self.put("np.where(");
        self.expr(inner);
        self.put(" > 0, ");
        self.expr(inner);
        self.put(&format!(", {LEAK} * "));
        self.part(inner, 3);
        self.put(")");
    }

    fn slope(&mut self, activation: Activation, inner: &Expr) {
        if !self.is_numpy() {
            let name = match self.style {
                Style::Symbols(names) => names.function(activation, inner.cells().first().copied()),
                _ => activation.name(),
            };
            self.put(&format!("{name}′("));
            self.expr(inner);
            self.put(")");
            return;
        }
        let at = {
            let inner = Writer { style: self.style, symbols: self.symbols, pieces: Vec::new() }
                .write(inner);
            text(&inner)
        };
        self.put(&match activation {
            Activation::Sigmoid => format!("sigmoid({at}) * (1 - sigmoid({at}))"),
            Activation::Tanh => format!("(1 - np.tanh({at})**2)"),
            Activation::Relu => format!("np.where({at} > 0, 1.0, 0.0)"),
            Activation::LeakyRelu => format!("np.where({at} > 0, 1.0, {LEAK})"),
            Activation::Linear => "1.0".to_owned(),
        });
    }
}

/// The two cells of a product of exactly two cells.
fn pair(term: &Expr) -> Option<(Cell, Cell)> {
    match term {
        Expr::Product(factors) => match factors.as_slice() {
            [Expr::Cell(left), Expr::Cell(right)] => Some((*left, *right)),
            _ => None,
        },
        _ => None,
    }
}

/// `np.dot(…)` for a sum of products that runs over a whole vector and a whole column or row of weights.
fn whole_dot(terms: &[Expr], names: &Names) -> Option<String> {
    let pairs: Vec<(Cell, Cell)> = terms.iter().filter_map(pair).collect();
    let &(first_left, first_right) = pairs.first()?;
    if pairs.len() < 2 {
        return None;
    }
    let vector_then_column = pairs.iter().enumerate().all(|(index, (left, right))| {
        *left == Cell { unit: index, ..first_left } && *right == Cell { from: index, ..first_right }
    });
    if vector_then_column
        && first_right.quantity.is_of_edge()
        && names.units(first_left) == pairs.len()
    {
        let (vector, column) = (names.numpy_variable(first_left), names.numpy_column(first_right));
        return Some(format!("np.dot({vector}, {column})"));
    }
    let row_then_vector = pairs.iter().enumerate().all(|(index, (left, right))| {
        *left == Cell { unit: index, ..first_left } && *right == Cell { unit: index, ..first_right }
    });
    if row_then_vector
        && first_left.quantity.is_of_edge()
        && names.units(first_right) == pairs.len()
    {
        let (row, vector) = (names.numpy_row(first_left), names.numpy_variable(first_right));
        return Some(format!("np.dot({row}, {vector})"));
    }
    None
}
