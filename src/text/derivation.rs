//! What is said at each step of a derivation: sentences and equations, for screens and for lines.

use itertools::Itertools;

use super::words::{ByName, words};
use super::{Text, Values, fill, join};
use crate::lesson::calculation::Relation;
use crate::lesson::derivation::{Derivation, Factor, NUDGE, Reason, partial, product};
use crate::lesson::expr;
use crate::lesson::gradient_check::gradient_check;
use crate::lesson::{
    Arithmetic, Calculation, Cell, Expr, Names, Notation, Quantity, Symbols, Trace, Whole,
};
use crate::nn::Loss;

words! {
    /// What is said of the chain rule.
    DerivationWords {
        title, title_whole, position, question_term, question_paths, question_weight, question_many,
        into_unit, into_shares,
        along_edge, to_loss: ByName, of_weight, of_bias, nudge, nudge_near, known, product,
        product_path, sum,
        sum_many, sum_outputs, reuse, formula_term, formula_cancelled, formula_softmax, formula_share, descent, rule, whole_term,
        proof,
        chain_rule_gave, hidden, nothing,
    }
}

/// One thing that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A sentence or two.
    Prose(String),
    /// What is on the left of the first sign, and each sign with what stands on its right.
    Equation(String, Vec<(String, String)>),
}

/// Tells a derivation in the words of one language.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// The words.
    pub text: &'a Text,
    /// The numbers.
    pub trace: &'a Trace,
    /// What they are called.
    pub names: &'a Names,
    /// How they are written.
    pub notation: &'a Notation,
    /// Whether numbers are kept back, as the learner is asked for one.
    pub keeps_back: bool,
}

impl Teller<'_> {
    /// All that is said at one step.
    pub fn tell(&self, derivation: &Derivation, reason: &Reason) -> Vec<Part> {
        let words = &self.text.derivation;
        let Derivation { cell, knob, .. } = *derivation;
        let symbol = self.symbol(knob);
        let prose = |sentence: &str| prose(sentence, &[("knob", &symbol)]);
        match reason {
            Reason::Question { between, paths } => self.question(knob, between, *paths),
            Reason::Factor(factor) => self.factor(factor),
            Reason::Product { path, factors } => self.product(knob, *path, factors),
            Reason::Sum { all, paths } if paths.is_empty() => {
                let is_of_outputs = knob.layer == self.trace.example().last_layer();
                let sentence = if is_of_outputs { &words.sum_outputs } else { &words.sum_many };
                vec![self::prose(sentence, &[("n", all)])]
            }
            Reason::Sum { paths, .. } => vec![prose(&words.sum), self.sum(knob, paths)],
            Reason::Reuse { known, products } => vec![self.reuse(cell, known, *products)],
            Reason::Formula if cell.quantity == Quantity::ErrorTerm => {
                let example = self.trace.example();
                let sentence = match example.loss {
                    _ if cell.layer < example.last_layer() => &words.formula_term,
                    Loss::CrossEntropy => &words.formula_cancelled,
                    Loss::SoftmaxCrossEntropy => &words.formula_softmax,
                    _ => &words.formula_term,
                };
                vec![prose(sentence), self.calculation(cell)]
            }
            Reason::Formula => vec![prose(&words.formula_share), self.calculation(cell)],
            Reason::Descent => vec![prose(&words.descent), self.calculation(cell)],
            Reason::Rule => vec![self.rule(cell)],
            Reason::Whole => self.whole(cell),
            Reason::Proof => self.proof(derivation),
        }
    }

    /// `∂z/∂a`, its formula and its number, for the list of all that were found.
    pub fn found(&self, factor: &Factor) -> [String; 3] {
        let written = factor.derivative.symbols(self.names, self.notation.symbols);
        let value = factor.derivative.value(&|cell| self.trace.value(cell));
        let number = if self.keeps_back { String::new() } else { self.notation.number(value) };
        [factor.symbol(self.names), expr::text(&written), number]
    }

    fn symbol(&self, cell: Cell) -> String {
        self.names.symbol(cell)
    }

    /// Several symbols in a list.
    fn symbols(&self, cells: &[Cell]) -> String {
        cells.iter().map(|cell| self.symbol(*cell)).join(&self.text.punctuation.list)
    }

    fn question(&self, knob: Cell, between: &[Cell], paths: f64) -> Vec<Part> {
        let words = &self.text.derivation;
        let symbol = self.symbol(knob);
        if knob.quantity != Quantity::PreActivation {
            let sentence =
                if between.len() > 1 { &words.question_many } else { &words.question_weight };
            let sum = self.symbols(between);
            return vec![prose(sentence, &[("knob", &symbol), ("sum", &sum)])];
        }
        let between = self.symbols(between);
        let mut parts =
            vec![prose(&words.question_term, &[("knob", &symbol), ("between", &between)])];
        if paths > 1.0 {
            parts.push(prose(&words.question_paths, &[("knob", &symbol), ("n", &paths)]));
        }
        parts
    }

    fn factor(&self, factor: &Factor) -> Vec<Part> {
        let words = &self.text.derivation;
        let [of, by] = [factor.of, factor.by].map(|cell| self.symbol(cell));
        let delta = self.symbol(factor.by.with(Quantity::ErrorTerm));
        let sentence = match (factor.of.quantity, factor.by.quantity) {
            _ if factor.is_known() => &words.known,
            (Quantity::Activation, _) if self.trace.example().is_softmax(factor.of.layer) => {
                &words.into_shares
            }
            (Quantity::Activation, _) => &words.into_unit,
            (_, Quantity::Weight) => &words.of_weight,
            (_, Quantity::Bias) => &words.of_bias,
            (Quantity::Loss, _) => &words.to_loss[self.trace.example().loss.name()],
            _ => &words.along_edge,
        };
        let said = prose(sentence, &[("of", &of), ("by", &by), ("delta", &delta)]);
        let equation = self.equation(factor.symbol(self.names), &factor.derivative, Vec::new());
        let mut parts = vec![said, equation];
        if let Some(nudge) = factor.nudge(self.trace).filter(|_| !self.keeps_back) {
            let [up, down, slope] =
                [nudge.up, nudge.down, nudge.slope].map(|number| self.notation.number(number));
            let step = self.notation.number(NUDGE);
            let values: &Values = &[
                ("of", &of),
                ("by", &by),
                ("up", &up),
                ("down", &down),
                ("slope", &slope),
                ("step", &step),
            ];
            let mut tried = fill(&words.nudge, values);
            if slope != self.found(factor)[2] {
                tried = join(&tried, &fill(&words.nudge_near, values));
            }
            parts.push(Part::Prose(tried));
        }
        parts
    }

    fn product(&self, knob: Cell, path: Option<usize>, factors: &[Factor]) -> Vec<Part> {
        let words = &self.text.derivation;
        let chain = factors.iter().rev().map(|factor| factor.symbol(self.names)).join("·");
        let chain = vec![row("=", chain)];
        let (sentence, left) = match path {
            None => (prose(&words.product, &[]), self.slope(knob)),
            Some(path) => (prose(&words.product_path, &[("n", &path)]), format!("P{path}")),
        };
        vec![sentence, self.equation(left, &product(factors), chain)]
    }

    fn sum(&self, knob: Cell, paths: &[Expr]) -> Part {
        let names = (1..=paths.len()).map(|path| format!("P{path}")).join(" + ");
        let mut rows = vec![row("=", names)];
        if !self.keeps_back {
            let value = |path: &Expr| Expr::Leaf(path.value(&|cell| self.trace.value(cell)));
            let sum = Expr::Sum(paths.iter().map(value).collect());
            rows.extend(numbers(&Arithmetic::new(&sum, self.notation)));
        }
        Part::Equation(self.slope(knob), rows)
    }

    fn reuse(&self, cell: Cell, known: &[Cell], [few, many]: [usize; 2]) -> Part {
        const UNITS: f64 = 50.0;
        // From the lowest of ten layers there are nine more to choose a unit of.
        let paths = format!("{:.0e}", UNITS.powi(9));
        let (mantissa, exponent) = paths.split_once('e').unwrap_or((&paths, "0"));
        let values: &Values = &[
            ("known", &self.symbols(known)),
            ("symbol", &self.symbol(cell)),
            ("few", &few),
            ("many", &many),
            ("mantissa", &mantissa),
            ("exponent", &self.superscript(exponent)),
        ];
        prose(&self.text.derivation.reuse, values)
    }

    fn superscript(&self, number: &str) -> String {
        const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        match self.notation.symbols {
            Symbols::Unicode => {
                let digits = number.chars().filter_map(|digit| digit.to_digit(10));
                digits.map(|digit| RAISED[digit as usize]).collect()
            }
            Symbols::Ascii => format!("^{number}"),
        }
    }

    fn calculation(&self, cell: Cell) -> Part {
        let Some(calculation) = Calculation::new(self.trace, self.names, self.notation, cell)
        else {
            return Part::Equation(self.symbol(cell), Vec::new());
        };
        let mut rows = vec![row("=", expr::text(&calculation.symbols))];
        if !self.keeps_back {
            rows.extend(numbers(&calculation.arithmetic));
        }
        Part::Equation(self.symbol(cell), rows)
    }

    fn rule(&self, cell: Cell) -> Part {
        let delta = self.symbol(Cell::of_unit(Quantity::ErrorTerm, cell.layer, cell.unit));
        let below = self.symbol(Cell::from_below(cell.layer, cell.from));
        prose(&self.text.derivation.rule, &[("delta", &delta), ("below", &below)])
    }

    /// The formula of the whole quantity, and what is special about its product.
    fn whole(&self, cell: Cell) -> Vec<Part> {
        let Some(whole) = Whole::new(self.trace.example(), self.names, cell) else {
            return Vec::new();
        };
        let symbols = expr::text(&whole.symbols(self.names, self.notation.symbols));
        let mut parts = vec![
            Part::Equation(whole.symbol(self.names), vec![row("=", symbols)]),
            Part::Prose(whole.numpy(self.names)),
        ];
        let above = self.trace.example().network.layers().get(cell.layer + 1);
        parts.extend(match whole.outer_shape() {
            Some((rows, columns)) => {
                let shape: &Values = &[("rows", &rows), ("columns", &columns)];
                Some(prose(&self.text.stepper.outer_product, shape))
            }
            None if above.is_some() && cell.quantity == Quantity::ErrorTerm => {
                let weights = Cell::of_edge(Quantity::Weight, cell.layer + 1, 0, 0);
                let weights = self.names.stem(weights);
                Some(prose(&self.text.derivation.whole_term, &[("weights", &weights)]))
            }
            None => None,
        });
        parts
    }

    fn proof(&self, derivation: &Derivation) -> Vec<Part> {
        let words = &self.text.derivation;
        let knob = self.symbol(derivation.knob);
        let step = self.notation.number(NUDGE);
        let said = prose(&words.proof, &[("knob", &knob), ("step", &step)]);
        if self.keeps_back {
            return vec![Part::Prose(words.hidden.clone())];
        }
        let Some(check) = gradient_check(self.trace, derivation.cell, NUDGE) else {
            return vec![said];
        };
        let two_steps = self.notation.number(2.0 * NUDGE);
        let quotient = format!("(E({knob} + {step}) − E({knob} − {step})) / {two_steps}");
        let [above, below] = [check.measured.above, check.measured.below].map(Expr::Leaf);
        let arithmetic =
            Arithmetic::new(&above.minus(below).over(Expr::Leaf(2.0 * NUDGE)), self.notation);
        let mut rows = vec![row("≈", quotient)];
        rows.extend(numbers(&arithmetic));
        let gradient = self.notation.number(check.gradient);
        let gave = prose(&words.chain_rule_gave, &[("gradient", &gradient)]);
        vec![said, Part::Equation(self.slope(derivation.knob), rows), gave]
    }

    /// `∂E/∂h`
    fn slope(&self, knob: Cell) -> String {
        partial(self.names, Cell::single(Quantity::Loss, self.trace.example().last_layer()), knob)
    }

    /// A formula of cells: symbols, numbers, result.
    fn equation(&self, left: String, formula: &Expr, mut rows: Vec<(String, String)>) -> Part {
        let symbols = expr::text(&formula.symbols(self.names, self.notation.symbols));
        rows.push(row("=", symbols));
        if !self.keeps_back {
            let lookup = |cell| self.trace.value(cell);
            rows.extend(match formula {
                Expr::Leaf(cell) => {
                    let relation = Relation::of_printed([lookup(*cell)], self.notation);
                    vec![row(relation.sign(), self.notation.number(lookup(*cell)))]
                }
                Expr::Const(_) => Vec::new(),
                _ => numbers(&Arithmetic::of(formula, self.notation, &lookup)),
            });
        }
        Part::Equation(left, rows)
    }
}

/// The numbers and the result; a number that stands alone is not said twice.
fn numbers(arithmetic: &Arithmetic) -> Vec<(String, String)> {
    let numbers = expr::text(&arithmetic.numbers);
    let result = row(arithmetic.relation.sign(), arithmetic.result.clone());
    if numbers == arithmetic.result { vec![result] } else { vec![row("=", numbers), result] }
}

fn prose(sentence: &str, values: &Values) -> Part {
    Part::Prose(fill(sentence, values))
}

fn row(sign: &str, right: String) -> (String, String) {
    (sign.to_owned(), right)
}
