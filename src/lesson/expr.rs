//! The expression tree of one number, and all that is read off it: value, symbols, numbers, NumPy, references.

use super::{Cell, Names, Notation, Symbols};
use crate::nn::Activation;
use crate::nn::activation::LEAK;

/// How one number follows from others.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number of the formula itself, such as ½.
    Const(f64),
    /// The value of another cell.
    Cell(Cell),
    /// All terms added, in order.
    Sum(Vec<Expr>),
    /// All factors multiplied, in order.
    Product(Vec<Expr>),
    /// The first minus the second.
    Difference(Box<Expr>, Box<Expr>),
    /// The first divided by the second.
    Quotient(Box<Expr>, Box<Expr>),
    /// The expression with its sign turned.
    Negative(Box<Expr>),
    /// The expression times itself.
    Square(Box<Expr>),
    /// f of the expression.
    Value(Activation, Box<Expr>),
    /// f′ at the expression.
    Slope(Activation, Box<Expr>),
}

/// A stretch of a written formula. Where it stands for a cell, it says which, so that it can be lit up.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Piece {
    /// The characters.
    pub text: String,
    /// The cell whose symbol or number this is.
    pub cell: Option<Cell>,
}

/// The characters of some pieces, one after the other.
#[must_use]
pub fn text(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

impl Expr {
    /// Shorthand for a reference to one unit's number, an edge's, or any other cell.
    #[must_use]
    pub fn cell(cell: Cell) -> Self {
        Self::Cell(cell)
    }

    /// The first minus the second.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self::Difference(Box::new(self), Box::new(other))
    }

    /// The first divided by the second.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        Self::Quotient(Box::new(self), Box::new(other))
    }

    /// The expression with its sign turned.
    #[must_use]
    pub fn negated(self) -> Self {
        Self::Negative(Box::new(self))
    }

    /// The expression times itself.
    #[must_use]
    pub fn squared(self) -> Self {
        Self::Square(Box::new(self))
    }

    /// A sum, or the term itself where there is only one.
    #[must_use]
    pub fn sum(mut terms: Vec<Self>) -> Self {
        match terms.len() {
            1 => terms.remove(0),
            _ => Self::Sum(terms),
        }
    }

    /// The value, with `lookup` giving the numbers of the cells.
    pub fn value(&self, lookup: &dyn Fn(Cell) -> f64) -> f64 {
        match self {
            Self::Const(number) => *number,
            Self::Cell(cell) => lookup(*cell),
            Self::Sum(terms) => terms.iter().map(|term| term.value(lookup)).sum(),
            Self::Product(factors) => factors.iter().map(|factor| factor.value(lookup)).product(),
            Self::Difference(left, right) => left.value(lookup) - right.value(lookup),
            Self::Quotient(left, right) => left.value(lookup) / right.value(lookup),
            Self::Negative(inner) => -inner.value(lookup),
            Self::Square(inner) => inner.value(lookup).powi(2),
            Self::Value(activation, inner) => activation.value(inner.value(lookup)),
            Self::Slope(activation, inner) => activation.slope(inner.value(lookup)),
        }
    }

    /// All cells referred to, in the order in which they are written; one that occurs twice is there twice.
    #[must_use]
    pub fn cells(&self) -> Vec<Cell> {
        match self {
            Self::Const(_) => Vec::new(),
            Self::Cell(cell) => vec![*cell],
            Self::Sum(parts) | Self::Product(parts) => parts.iter().flat_map(Self::cells).collect(),
            Self::Difference(left, right) | Self::Quotient(left, right) => {
                [left.cells(), right.cells()].concat()
            }
            Self::Negative(inner)
            | Self::Square(inner)
            | Self::Value(_, inner)
            | Self::Slope(_, inner) => inner.cells(),
        }
    }

    /// Whether a reader who puts the printed operands into the formula gets exactly the printed result.
    pub fn closes(&self, notation: &Notation, lookup: &dyn Fn(Cell) -> f64) -> bool {
        let printed = notation.rounded(self.value(lookup));
        let computed = self.value(&|cell| notation.rounded(lookup(cell)));
        (printed - computed).abs() <= 1e-12 * printed.abs().max(f64::MIN_POSITIVE)
    }

    /// The formula in symbols: `W·δᵒ·f′(h)`.
    #[must_use]
    pub fn symbols(&self, names: &Names, symbols: Symbols) -> Vec<Piece> {
        Writer::new(Style::Symbols(names), symbols).write(self)
    }

    /// The formula with the numbers put in: `0.1·0.12183·0.24998`.
    pub fn numbers(&self, notation: &Notation, lookup: &dyn Fn(Cell) -> f64) -> Vec<Piece> {
        Writer::new(Style::Numbers(notation, lookup), notation.symbols).write(self)
    }

    /// The same in NumPy: `W * delta_o * slope_h`. Sums that run over a whole vector become `np.dot`.
    #[must_use]
    pub fn numpy(&self, names: &Names) -> String {
        text(&Writer::new(Style::NumPy(names), Symbols::Unicode).write(self))
    }

    fn precedence(&self) -> u8 {
        match self {
            Self::Sum(_) | Self::Difference(..) | Self::Negative(_) => 1,
            Self::Product(_) | Self::Quotient(..) => 2,
            _ => 3,
        }
    }
}

/// What stands for the leaves of the tree.
#[derive(Clone, Copy)]
enum Style<'a> {
    Symbols(&'a Names),
    Numbers(&'a Notation, &'a dyn Fn(Cell) -> f64),
    NumPy(&'a Names),
}

struct Writer<'a> {
    style: Style<'a>,
    symbols: Symbols,
    pieces: Vec<Piece>,
}

impl<'a> Writer<'a> {
    fn new(style: Style<'a>, symbols: Symbols) -> Self {
        Self {
            style,
            symbols,
            pieces: Vec::new(),
        }
    }

    fn write(mut self, expr: &Expr) -> Vec<Piece> {
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
        self.pieces
            .last()
            .is_none_or(|piece| piece.text.ends_with('('))
    }

    fn number(&mut self, text: &str, cell: Option<Cell>) {
        let bracket = text.starts_with(['−', '-']) && !self.at_start();
        if bracket {
            self.put("(");
        }
        match cell {
            Some(_) => self.pieces.push(Piece {
                text: self.symbols.apply(text),
                cell,
            }),
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
                self.pieces.push(Piece {
                    text,
                    cell: Some(cell),
                });
            }
            Style::Numbers(notation, lookup) => {
                self.number(&notation.number(lookup(cell)), Some(cell));
            }
            Style::NumPy(names) => self.pieces.push(Piece {
                text: names.numpy(cell),
                cell: Some(cell),
            }),
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
            let inner = Writer {
                style: self.style,
                symbols: self.symbols,
                pieces: Vec::new(),
            }
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
        *left
            == Cell {
                unit: index,
                ..first_left
            }
            && *right
                == Cell {
                    from: index,
                    ..first_right
                }
    });
    if vector_then_column
        && first_right.quantity.is_of_edge()
        && names.units(first_left) == pairs.len()
    {
        let (vector, column) = (
            names.numpy_variable(first_left),
            names.numpy_column(first_right),
        );
        return Some(format!("np.dot({vector}, {column})"));
    }
    let row_then_vector = pairs.iter().enumerate().all(|(index, (left, right))| {
        *left
            == Cell {
                unit: index,
                ..first_left
            }
            && *right
                == Cell {
                    unit: index,
                    ..first_right
                }
    });
    if row_then_vector
        && first_left.quantity.is_of_edge()
        && names.units(first_right) == pairs.len()
    {
        let (row, vector) = (
            names.numpy_row(first_left),
            names.numpy_variable(first_right),
        );
        return Some(format!("np.dot({row}, {vector})"));
    }
    None
}
