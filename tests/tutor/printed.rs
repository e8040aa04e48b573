//! The arithmetic that is printed, worked out again from its characters, in decimals.

use std::str::FromStr;

use backprop::lesson::calculation::Relation;
use backprop::lesson::script::supporting;
use backprop::lesson::{
    Arithmetic, Calculation, Cell, Example, Expr, Names, Notation, Quantity, Trace, builtin, expr,
};
use backprop::nn::{Activation, LEAK};
use bigdecimal::{BigDecimal, ToPrimitive, Zero};
use proptest::prelude::*;

use crate::examples::examples;

/// What a double rounds by, relative to the result: 2⁻⁵³.
const ROUNDING: f64 = f64::EPSILON / 2.0;

/// What a stretch of a formula comes to.
#[derive(Clone, Debug)]
struct Worked {
    value: BigDecimal,
    /// What doubles make of it, and by how much they may be off.
    double: f64,
    error: f64,
    /// Whether the value has all its decimals.
    is_exact: bool,
    /// Whether doubles are too small or too large for it, on the way.
    is_out_of_range: bool,
}

impl Worked {
    fn number(text: &str) -> Self {
        let value = BigDecimal::from_str(text).unwrap_or_else(|_| panic!("no number: {text}"));
        let double: f64 = text.parse().unwrap();
        let is_out_of_range = !(double == 0.0 || double.is_normal());
        Self { value, double, error: ROUNDING * double.abs(), is_exact: true, is_out_of_range }
    }

    fn negative(self) -> Self {
        Self { value: -self.value, double: -self.double, ..self }
    }

    fn of_both(&self, other: &Self, value: BigDecimal, double: f64, error: f64) -> Self {
        let is_lost = !double.is_finite() || (double.abs() < f64::MIN_POSITIVE && !value.is_zero());
        Self {
            value,
            double,
            error,
            is_exact: self.is_exact && other.is_exact,
            is_out_of_range: self.is_out_of_range || other.is_out_of_range || is_lost,
        }
    }

    fn times(&self, other: &Self) -> Self {
        let double = self.double * other.double;
        let error = self.error * other.double.abs()
            + other.error * self.double.abs()
            + ROUNDING * double.abs();
        self.of_both(other, &self.value * &other.value, double, error)
    }

    fn over(&self, other: &Self) -> Self {
        let double = self.double / other.double;
        let error = (self.error + double.abs() * other.error) / other.double.abs();
        let value = &self.value / &other.value;
        let has_an_end = &value * &other.value == self.value;
        let mut quotient = self.of_both(other, value, double, error + ROUNDING * double.abs());
        quotient.is_exact &= has_an_end;
        quotient
    }

    fn plus(&self, other: &Self) -> Self {
        let double = self.double + other.double;
        let size = self.double.abs().max(other.double.abs()).max(double.abs());
        let mut sum = self.of_both(
            other,
            &self.value + &other.value,
            double,
            self.error + other.error + ROUNDING * size,
        );
        // Sums of doubles are never too small.
        sum.is_out_of_range &= self.is_out_of_range || other.is_out_of_range || !double.is_finite();
        sum
    }

    /// `f` of it. The functions with a bend in each point have one value that is a decimal.
    fn applied(self, name: &str) -> Self {
        let x = self.double;
        let zero = BigDecimal::zero();
        let smooth = |double: f64, at_zero: &str, slope: f64| {
            let is_zero = self.value.is_zero();
            let value = if is_zero { at_zero.to_owned() } else { format!("{double:e}") };
            Self {
                value: BigDecimal::from_str(&value).unwrap(),
                double,
                error: slope * self.error + 4.0 * ROUNDING * double.abs(),
                is_exact: is_zero && self.is_exact,
                is_out_of_range: self.is_out_of_range,
            }
        };
        match name {
            "sigmoid" => {
                let a = 1.0 / (1.0 + (-x).exp());
                smooth(a, "0.5", a * (1.0 - a))
            }
            "softplus" => {
                let value = x.max(0.0) + (-x.abs()).exp().ln_1p();
                Self { is_exact: false, ..smooth(value, &format!("{value:e}"), 1.0) }
            }
            "softplus′" => smooth(1.0 / (1.0 + (-x).exp()), "0.5", 0.25),
            "exp" if !x.exp().is_normal() => {
                Self { is_exact: false, is_out_of_range: true, ..Self::number("1e300") }
            }
            "exp" => smooth(x.exp(), "1", x.exp()),
            "tanh" => smooth(x.tanh(), "0", 1.0 - x.tanh().powi(2)),
            // 0·ln 0 is 0.
            "ln" if self.value.is_zero() => {
                Self { is_exact: false, is_out_of_range: true, ..Self::number("-1e300") }
            }
            "ln" => {
                let is_one = self.value == 1;
                let value = if is_one { "0".to_owned() } else { format!("{:e}", x.ln()) };
                Self {
                    value: BigDecimal::from_str(&value).unwrap(),
                    double: x.ln(),
                    error: self.error / x + 4.0 * ROUNDING * x.ln().abs(),
                    is_exact: is_one && self.is_exact,
                    is_out_of_range: self.is_out_of_range,
                }
            }
            "relu" if self.value < zero => Self::number("0"),
            "leaky-relu" if self.value < zero => self.times(&Self::number(&LEAK.to_string())),
            "relu" | "leaky-relu" | "linear" => self,
            _ => panic!("no function: {name}"),
        }
    }
}

/// Reads a formula as people do.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn sum(&mut self) -> Worked {
        let mut sum = self.product();
        let (mut count, mut size) = (1.0, sum.double.abs());
        loop {
            let term = if self.eat(" + ") {
                self.product()
            } else if self.eat(" − ") {
                self.product().negative()
            } else {
                break;
            };
            count += 1.0;
            size += term.double.abs();
            sum = sum.plus(&term);
        }
        sum.error = sum.error.max(count * ROUNDING * size);
        sum
    }

    fn product(&mut self) -> Worked {
        let (mut product, mut divisor) = (self.factor(), None::<Worked>);
        loop {
            if self.eat("·") {
                product = product.times(&self.factor());
            } else if self.eat("/") {
                let factor = self.factor();
                divisor = Some(divisor.map_or(factor.clone(), |it| it.times(&factor)));
            } else {
                // At the end, as 2/3·0.3 has no more decimals than 0.2.
                return divisor.map_or(product.clone(), |it| product.over(&it));
            }
        }
    }

    fn factor(&mut self) -> Worked {
        let factor = self.atom();
        if self.eat("²") { factor.times(&factor) } else { factor }
    }

    fn atom(&mut self) -> Worked {
        if self.eat("½") {
            return Worked::number("0.5");
        }
        if self.eat("(") {
            return self.closed();
        }
        if self.eat("−") {
            return self.atom().negative();
        }
        let is_name = self.rest.starts_with(|c: char| c.is_ascii_lowercase());
        let end = self.rest.find(|c: char| "·/² )(+".contains(c)).unwrap_or(self.rest.len());
        let (token, rest) = self.rest.split_at(end);
        self.rest = rest;
        if is_name {
            assert!(self.eat("("), "no bracket: {rest}");
            return self.closed().applied(token);
        }
        let number = Worked::number(&token.replace('−', "-"));
        for (condition, holds) in [(" > 0)", true), (" ≤ 0)", false)] {
            let Some(end) = self.rest.find(condition) else { continue };
            let at = self.rest[..end].strip_prefix(" (").expect("a bracket").replace('−', "-");
            assert_eq!(BigDecimal::from_str(&at).unwrap() > BigDecimal::zero(), holds);
            self.rest = &self.rest[end + condition.len()..];
        }
        number
    }

    fn closed(&mut self) -> Worked {
        let inside = self.sum();
        assert!(self.eat(")"), "not closed: {}", self.rest);
        inside
    }
}

fn decimal(number: f64) -> BigDecimal {
    BigDecimal::from_str(&format!("{number:e}")).unwrap()
}

/// Panics where a reader of the line would be misled.
pub fn check(arithmetic: &Arithmetic, digits: usize) {
    let numbers = expr::text(&arithmetic.numbers);
    let line = format!("{numbers} {} {}", arithmetic.relation.sign(), arithmetic.result);
    if ["NaN", "∞"].iter().any(|word| line.contains(word)) {
        return assert_eq!(arithmetic.relation, Relation::Rounded, "{line}");
    }
    let mut reader = Reader { rest: &numbers };
    let worked = reader.sum();
    assert_eq!(reader.rest, "", "{line}");
    let result = BigDecimal::from_str(&arithmetic.result.replace('−', "-")).unwrap();
    let is_equal = worked.is_exact && worked.value == result;
    assert_eq!(arithmetic.relation == Relation::Exact, is_equal, "{line}");
    // Not by way of a double: the largest ones, rounded, may be none.
    let exponent = i64::try_from(result.digits()).unwrap() - 1 - result.fractional_digit_count();
    let last = exponent + 1 - i64::try_from(digits).unwrap();
    let unit = if result.is_zero() { 0.into() } else { BigDecimal::new(1.into(), -last) };
    if !worked.is_out_of_range && worked.error.is_finite() {
        // With all its digits, a double is written in the shortest way that reads back as itself:
        // that rounds once more.
        let shortest = if digits >= 17 { ROUNDING * result.to_f64().unwrap().abs() } else { 0.0 };
        let allowed = unit.max(decimal(worked.error + shortest));
        assert!((&worked.value - &result).abs() <= allowed, "{line}: {}", worked.value);
    }
}

fn notation(digits: usize) -> Notation {
    Notation { digits, ..Notation::default() }
}

/// All calculations of an example.
fn calculations(example: Example, digits: usize) -> Vec<Calculation> {
    let names = Names::new(&example.network);
    let trace = Trace::new(example);
    let steps = trace.script().steps().iter();
    let cells = steps.flat_map(|&step| supporting(trace.example(), step).into_iter().chain([step]));
    cells.filter_map(|cell| Calculation::new(&trace, &names, &notation(digits), cell)).collect()
}

/// Numbers as people and computers make them, of every size.
fn number() -> impl Strategy<Value = f64> + Clone {
    let short = (-3000..3000).prop_map(|thousandths| f64::from(thousandths) / 1000.0);
    let power = (-300..=300).prop_map(|exponent| format!("1e{exponent}").parse().unwrap());
    let any_size = (-9.9..9.9, -300..=300).prop_map(|(m, e)| m * 10_f64.powi(e));
    prop_oneof![
        2 => Just(0.0),
        1 => Just(-0.0),
        8 => short,
        4 => -3.0..3.0,
        2 => power,
        2 => any_size,
        2 => -1e9..1e9,
        1 => (-1.0..1.0).prop_map(|x: f64| 1.0 - x * 1e-9),
    ]
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn printed_operands_give_the_printed_result(
        example in examples(number(), number()),
        digits in Notation::MIN_DIGITS..=17,
    ) {
        let trace = Trace::new(example.clone());
        for calculation in calculations(example, digits) {
            check(&calculation.arithmetic, digits);
            let numbers = &calculation.arithmetic.numbers;
            let cells: Vec<Cell> = numbers.iter().filter_map(|piece| piece.cell).collect();
            if calculation.cell.quantity != Quantity::Slope {
                prop_assert_eq!(cells, trace.formula(calculation.cell).unwrap().cells());
            }
            for piece in numbers {
                let Some(cell) = piece.cell else { continue };
                let value = trace.value(cell);
                let text = piece.text.replace('−', "-");
                let rounded = notation(digits).rounded(value);
                if let Ok(read) = text.parse::<f64>() && rounded.is_finite() {
                    let is_near = (read - value).abs() <= (rounded - value).abs();
                    prop_assert!(is_near, "{text} for {value}");
                }
                if !cell.quantity.is_given() {
                    continue;
                }
                let typed: Vec<char> = format!("{value:e}").chars().collect();
                let end = typed.iter().position(|&c| c == 'e').unwrap();
                if typed[..end].iter().filter(|c| c.is_ascii_digit()).count() <= 10 {
                    let read: f64 = piece.text.replace('−', "-").parse().unwrap();
                    prop_assert_eq!(read, value);
                }
            }
        }
    }
}

fn terms(products: &[(f64, f64)]) -> Expr<f64> {
    let products = products.iter();
    Expr::Sum(products.map(|&(x, w)| Expr::Product(vec![Expr::Leaf(x), Expr::Leaf(w)])).collect())
}

#[test]
fn equal_is_written_where_it_is_exact_and_nowhere_else() {
    let sigmoid = |x| Expr::Value(Activation::Sigmoid, Box::new(Expr::Leaf(x)));
    for (formula, line) in [
        (Expr::Sum(vec![Expr::Leaf(20.0), Expr::Leaf(1.8745e-12)]), "20 + 1.8745e−12 ≈ 20"),
        (terms(&[(1.0, 0.25), (1.0, 1e17), (1.0, -1e17)]), "1·0.25 + 1·1e17 + 1·(−1e17) ≈ 0"),
        (
            terms(&[(1.0, 1e8), (1.0, 0.01), (1.0, -1e8)]),
            "1·100000000 + 1·0.01 + 1·(−100000000) = 0.01",
        ),
        (Expr::Product(vec![Expr::Leaf(1e-200); 2]), "1e−200·1e−200 ≈ 0"),
        (Expr::Product(vec![Expr::Leaf(1e200); 2]), "1e200·1e200 ≈ ∞"),
        (Expr::Leaf(f64::NAN).minus(Expr::Leaf(f64::NAN)), "NaN − NaN ≈ NaN"),
        (sigmoid(28.0), "sigmoid(28) ≈ 1"),
        (sigmoid(-0.0), "sigmoid(0) = 0.5"),
        (Expr::Leaf(0.123_456_789).minus(Expr::Leaf(0.1)), "0.123456789 − 0.1 ≈ 0.023457"),
    ] {
        let arithmetic = Arithmetic::new(&formula, &notation(5));
        let Arithmetic { numbers, relation, result } = &arithmetic;
        assert_eq!(format!("{} {} {result}", expr::text(numbers), relation.sign()), line);
        check(&arithmetic, 5);
    }
}

#[test]
fn a_line_has_the_digits_that_it_needs() {
    let example = builtin("3-2-1").unwrap().example;
    let lines = calculations(example, 5);
    let z = lines.iter().find(|line| line.symbol == "z").unwrap();
    assert_eq!(expr::text(&z.arithmetic.numbers), "0.559714·0.1 + 0.386986·(−0.3)");
    assert_eq!(z.arithmetic.result, "−0.060124");

    let mut saturated = builtin("2-1-1").unwrap().example;
    saturated.input[0] = 200.0;
    saturated.network.layers_mut()[0].weights[[0, 0]] = 0.1;
    let lines = calculations(saturated, 5);
    let slope = lines.iter().find(|line| line.cell == Cell::of_unit(Quantity::Slope, 0, 0));
    let numbers = expr::text(&slope.unwrap().arithmetic.numbers);
    assert!(numbers.starts_with("0.99999999"), "{numbers}");
    check(&slope.unwrap().arithmetic, 5);
}

#[test]
fn the_slope_of_a_straight_line_says_which_line_it_is() {
    let mut example = builtin("3-2-1").unwrap().example;
    for (activation, symbols, numbers) in [
        (Activation::Relu, "{1 (h1 > 0), 0 (h1 ≤ 0)}", "1 (0.24 > 0)"),
        (Activation::LeakyRelu, "{1 (h1 > 0), 0.01 (h1 ≤ 0)}", "1 (0.24 > 0)"),
        (Activation::Linear, "1", "1"),
    ] {
        example.network.layers_mut()[0].activation = activation;
        let lines = calculations(example.clone(), 5);
        let slope = lines.iter().find(|line| line.symbol == "f′(h1)").unwrap();
        assert_eq!(expr::text(&slope.symbols), symbols);
        assert_eq!(expr::text(&slope.arithmetic.numbers), numbers);
        assert_eq!(slope.arithmetic.relation, Relation::Exact);
    }
}

#[test]
fn what_is_no_number_stays_none() {
    for activation in [Activation::Relu, Activation::LeakyRelu, Activation::Linear] {
        assert!(activation.value(f64::NAN).is_nan(), "{activation}");
    }
}
