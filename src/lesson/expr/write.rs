//! Writes an expression tree: one walk for symbols, numbers and NumPy, which differ in their leaves
//! and signs only.

use super::{Expr, Piece, text};
use crate::lesson::{Cell, Names, Notation, Symbols};
use crate::nn::Activation;
use crate::nn::LEAK;

/// In what an expression is written.
#[derive(Clone, Copy)]
pub(in crate::lesson) enum Style<'a> {
    Symbols(&'a Names),
    Numbers(&'a Notation, &'a dyn Fn(Cell) -> f64),
    NumPy(&'a Names),
}

/// The signs between the parts of an expression.
struct Signs {
    times: &'static str,
    minus: &'static str,
    over: &'static str,
    half: &'static str,
    square: &'static str,
    ln: &'static str,
    exp: &'static str,
}

const PLAIN: Signs =
    Signs { times: "·", minus: "−", over: "/", half: "½", square: "²", ln: "ln", exp: "exp" };
const NUMPY: Signs = Signs {
    times: " * ",
    minus: "-",
    over: " / ",
    half: "0.5",
    square: "**2",
    ln: "np.log",
    exp: "np.exp",
};

/// What can stand for a value in an expression tree.
pub(in crate::lesson) trait Leaf: Sized {
    fn write(&self, writer: &mut Writer);

    /// How tightly it binds in the way that it is written; see [`Writer::part`].
    fn precedence(&self, _style: Style) -> u8 {
        ATOM
    }

    /// The first cell that it stands for.
    fn cell(&self) -> Option<Cell>;

    /// Whether its number was there from the start, rather than computed in a lesson.
    fn is_given(&self) -> bool {
        self.cell().is_none_or(|cell| cell.quantity.is_given())
    }

    /// Its number, where numbers are written and it is only one.
    fn number(&self, style: Style) -> Option<f64>;

    /// Whether it stands for several numbers.
    fn is_many(&self) -> bool {
        false
    }
}

/// The precedences of what needs no brackets in a product, and of what never needs any.
pub(in crate::lesson) const FACTOR: u8 = 2;
const ATOM: u8 = 3;

impl Leaf for Cell {
    fn write(&self, writer: &mut Writer) {
        match writer.style {
            Style::Symbols(names) => writer.put_cell(&names.symbol(*self), *self),
            Style::Numbers(_, lookup) => writer.leaf(self, lookup(*self)),
            Style::NumPy(names) => writer.put_cell(&names.numpy(*self), *self),
        }
    }

    fn cell(&self) -> Option<Cell> {
        Some(*self)
    }

    fn number(&self, style: Style) -> Option<f64> {
        match style {
            Style::Numbers(_, lookup) => Some(lookup(*self)),
            Style::Symbols(_) | Style::NumPy(_) => None,
        }
    }
}

/// A number of arithmetic that is about no cell.
impl Leaf for f64 {
    fn write(&self, writer: &mut Writer) {
        writer.leaf(self, *self);
    }

    fn cell(&self) -> Option<Cell> {
        None
    }

    fn number(&self, _style: Style) -> Option<f64> {
        Some(*self)
    }
}

pub(in crate::lesson) struct Writer<'a> {
    pub(in crate::lesson) style: Style<'a>,
    symbols: Symbols,
    pieces: Vec<Piece>,
}

impl<'a> Writer<'a> {
    pub(in crate::lesson) fn new(style: Style<'a>, symbols: Symbols) -> Self {
        Self { style, symbols, pieces: Vec::new() }
    }

    pub(in crate::lesson) fn write<L: Leaf>(mut self, expr: &Expr<L>) -> Vec<Piece> {
        self.expr(expr);
        self.pieces
    }

    pub(in crate::lesson) fn put(&mut self, text: &str) {
        let text = self.symbols.apply(text);
        match self.pieces.last_mut() {
            Some(last) if last.cell.is_none() => last.text.push_str(&text),
            _ => self.pieces.push(Piece { text, cell: None }),
        }
    }

    pub(in crate::lesson) fn put_cell(&mut self, text: &str, cell: Cell) {
        self.pieces.push(Piece { text: self.symbols.apply(text), cell: Some(cell) });
    }

    pub(in crate::lesson) fn times(&mut self) {
        self.put(self.signs().times);
    }

    /// Between what is subtracted.
    fn minus(&mut self) {
        self.put(&format!(" {} ", self.signs().minus));
    }

    pub(in crate::lesson) fn sum_sign(&mut self) {
        self.put("Σ ");
    }

    fn notation(&self) -> Notation {
        match self.style {
            Style::Numbers(notation, _) => *notation,
            Style::Symbols(_) | Style::NumPy(_) => Notation::default(),
        }
    }

    /// A sign can stand free only at the beginning of an expression, in a bracket or in a list.
    fn at_start(&self) -> bool {
        let is_opening = |text: &str| text.ends_with(['(', '[']) || text.ends_with(", ");
        self.pieces.last().is_none_or(|piece| is_opening(&piece.text))
    }

    fn leaf<L: Leaf>(&mut self, leaf: &L, number: f64) {
        let notation = self.notation().of_operand(number, leaf.is_given());
        self.number(&notation.number(number), leaf.cell());
    }

    fn number(&mut self, text: &str, cell: Option<Cell>) {
        let bracket = text.starts_with(SIGNS) && !self.at_start();
        if bracket {
            self.put("(");
        }
        match cell {
            Some(cell) => self.put_cell(text, cell),
            None => self.put(text),
        }
        if bracket {
            self.put(")");
        }
    }

    fn signs(&self) -> Signs {
        match self.style {
            Style::NumPy(_) => NUMPY,
            Style::Symbols(_) | Style::Numbers(..) => PLAIN,
        }
    }

    fn precedence<L: Leaf>(&self, part: &Expr<L>) -> u8 {
        match part {
            Expr::Sum(_) | Expr::Difference(..) | Expr::Negative(_) => 1,
            Expr::Product(_) | Expr::Quotient(..) => FACTOR,
            Expr::Leaf(leaf) => leaf.precedence(self.style),
            _ => ATOM,
        }
    }

    /// `part` in brackets where it binds less than `at_least`.
    pub(in crate::lesson) fn part<L: Leaf>(&mut self, part: &Expr<L>, at_least: u8) {
        let bracket = self.precedence(part) < at_least;
        if bracket {
            self.put("(");
        }
        self.expr(part);
        if bracket {
            self.put(")");
        }
    }

    pub(in crate::lesson) fn expr<L: Leaf>(&mut self, expr: &Expr<L>) {
        match expr {
            Expr::Const(number) => self.constant(*number),
            Expr::Leaf(leaf) => leaf.write(self),
            Expr::Sum(terms) => self.sum(terms),
            Expr::Product(factors) => {
                for (index, factor) in factors.iter().enumerate() {
                    if index > 0 {
                        self.times();
                    }
                    self.part(factor, FACTOR);
                }
            }
            Expr::Difference(left, right) => {
                self.expr(left);
                self.minus();
                self.part(right, FACTOR);
            }
            Expr::Quotient(left, right) => {
                self.part(left, FACTOR);
                self.put(self.signs().over);
                self.part(right, ATOM);
            }
            Expr::Negative(inner) => {
                self.put(self.signs().minus);
                self.part(inner, FACTOR);
            }
            Expr::Square(inner) => self.square(inner),
            Expr::Ln(inner) => self.called(self.signs().ln, inner),
            Expr::Exp(inner) => self.called(self.signs().exp, inner),
            Expr::Value(activation, inner) => self.function(*activation, inner),
            Expr::Slope(activation, inner) => self.slope(*activation, inner),
        }
    }

    /// `ln(…)`
    fn called<L: Leaf>(&mut self, name: &str, inner: &Expr<L>) {
        self.put(name);
        self.put("(");
        self.expr(inner);
        self.put(")");
    }

    fn constant(&mut self, number: f64) {
        match self.style {
            _ if number == 0.5 => self.put(self.signs().half),
            Style::NumPy(_) => self.put(&number.to_string()),
            Style::Symbols(_) | Style::Numbers(..) => {
                self.number(&self.notation().full().number(number), None);
            }
        }
    }

    fn sum<L: Leaf>(&mut self, terms: &[Expr<L>]) {
        for (index, term) in terms.iter().enumerate() {
            match term {
                Expr::Negative(inner) if index > 0 => {
                    self.minus();
                    self.part(inner, FACTOR);
                }
                _ => {
                    if index > 0 {
                        self.put(" + ");
                    }
                    self.part(term, 1);
                }
            }
        }
    }

    /// `expr` as it is written on its own.
    fn apart<L: Leaf>(&self, expr: &Expr<L>) -> String {
        text(&Writer::new(self.style, self.symbols).write(expr))
    }

    fn square<L: Leaf>(&mut self, inner: &Expr<L>) {
        let has_sign = self.apart(inner).starts_with(SIGNS);
        if has_sign && self.precedence(inner) == ATOM {
            self.put("(");
            self.expr(inner);
            self.put(")");
        } else {
            self.part(inner, ATOM);
        }
        self.put(self.signs().square);
    }

    /// What a function is called, with `inner` in its brackets.
    fn name<L: Leaf>(&self, activation: Activation, inner: &Expr<L>) -> &'static str {
        let Style::Symbols(names) = self.style else {
            return activation.name();
        };
        let mut first = None;
        inner.visit(&mut |leaf| first = first.or(leaf.cell()));
        names.function(activation, first)
    }

    /// `f(h)`, and with a `prime` behind the name `f′(h)`.
    fn applied<L: Leaf>(&mut self, activation: Activation, prime: &str, inner: &Expr<L>) {
        self.called(&format!("{}{prime}", self.name(activation, inner)), inner);
    }

    fn function<L: Leaf>(&mut self, activation: Activation, inner: &Expr<L>) {
        let at = self.apart(inner);
        match (self.style, activation) {
            (Style::NumPy(_), Activation::Sigmoid) => self.put(&format!("sigmoid({at})")),
            (Style::NumPy(_), Activation::Tanh) => self.put(&format!("np.tanh({at})")),
            (Style::NumPy(_), Activation::Softplus) => {
                self.put(&format!("np.logaddexp(0.0, {at})"));
            }
            (Style::NumPy(_), Activation::Relu) => self.put(&format!("np.maximum(0.0, {at})")),
            (Style::NumPy(_), Activation::LeakyRelu) => {
                self.put(&format!("np.where({at} > 0, {at}, {LEAK} * "));
                self.part(inner, ATOM);
                self.put(")");
            }
            (Style::NumPy(_), Activation::Linear) => self.expr(inner),
            (Style::Symbols(_) | Style::Numbers(..), _) => self.applied(activation, "", inner),
        }
    }

    /// The slope of a straight line, and where it holds: `1 (0.31 > 0)`.
    fn piece<L: Leaf>(&mut self, activation: Activation, inner: &Expr<L>, slopes: [f64; 2]) {
        let [above, below] = slopes;
        let number = match inner {
            Expr::Leaf(leaf) => leaf.number(self.style),
            _ => None,
        };
        let piece = |writer: &mut Self, slope, relation| {
            writer.constant(slope);
            writer.put(" (");
            writer.expr(inner);
            writer.put(relation);
        };
        match (self.style, number) {
            _ if above == below => self.constant(above),
            (Style::Symbols(_), _) => {
                self.put("{");
                piece(self, above, " > 0), ");
                piece(self, below, " ≤ 0)");
                self.put("}");
            }
            (_, Some(number)) if number > 0.0 => piece(self, above, " > 0)"),
            (_, Some(number)) if number <= 0.0 => piece(self, below, " ≤ 0)"),
            _ => self.applied(activation, "′", inner),
        }
    }

    fn slope<L: Leaf>(&mut self, activation: Activation, inner: &Expr<L>) {
        if !matches!(self.style, Style::NumPy(_)) {
            return match activation.slopes() {
                Some(slopes) => self.piece(activation, inner, slopes),
                None => self.applied(activation, "′", inner),
            };
        }
        let at = self.apart(inner);
        let mut is_many = false;
        inner.visit(&mut |leaf| is_many |= leaf.is_many());
        self.put(&match activation {
            Activation::Sigmoid => format!("sigmoid({at}) * (1 - sigmoid({at}))"),
            Activation::Tanh => format!("(1 - np.tanh({at})**2)"),
            Activation::Softplus => format!("(1 / (1 + np.exp(-{at})))"),
            Activation::Relu => format!("np.where({at} > 0, 1.0, 0.0)"),
            Activation::LeakyRelu => format!("np.where({at} > 0, 1.0, {LEAK})"),
            Activation::Linear if is_many => format!("np.ones_like({at})"),
            Activation::Linear => "1.0".to_owned(),
        });
    }
}

const SIGNS: [char; 2] = ['−', '-'];
