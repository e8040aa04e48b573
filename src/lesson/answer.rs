//! What a learner types for a number: a decimal, a fraction, or a small expression. It must not
//! know which number was asked for.

use strum::{IntoStaticStr, VariantArray};

use crate::nn::Activation;
use crate::sanitize::narrow;

/// A number as it was typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// Its value; always finite.
    pub value: f64,
    /// How exactly it was typed; `None` for an expression, which is as exact as its numbers.
    pub precision: Option<Precision>,
}

/// How exactly a plain number was typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// Half a unit of the last digit: what rounding to that digit may have cost.
    pub half_unit: f64,
    /// How many significant digits there are, zeros at the end included: 2 in `0.40`, none in `0`.
    pub significant: usize,
}

/// Why something typed is no number, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerError {
    /// What is wrong.
    pub kind: AnswerErrorKind,
    /// The place, as a count of characters before it.
    pub position: usize,
}

/// What can be wrong with something typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum AnswerErrorKind {
    /// Nothing was typed.
    Empty,
    /// More than [`MAX_LENGTH`] characters.
    TooLong,
    /// A number, a function or a bracket belongs here.
    NumberExpected,
    /// A word here is no function that is known.
    UnknownName,
    /// A bracket that opens here is not closed.
    BracketNotClosed,
    /// The number is complete before this character.
    Unexpected,
    /// The divisor after this sign is 0.
    DivisionByZero,
    /// The value here is too large, or does not exist.
    OutOfRange,
}

/// The longest answer that is read. It also bounds how deep brackets can nest.
pub const MAX_LENGTH: usize = 200;

/// Reads what a learner typed: numbers (`0.5`, `,5`, `1e−3`), `+ − · * × / ÷ ^ ²`, brackets, `½`,
/// `e`, `exp(x)`, and `sigmoid(x)` and the other activation functions, with `′` for their slopes.
/// Full-width characters, as Chinese input methods write them, count as the plain ones.
///
/// # Errors
/// When that is no number; see [`AnswerErrorKind`].
pub fn parse(text: &str) -> Result<Answer, AnswerError> {
    let mut parser = Parser::new(text, &[])?;
    if let Some(answer) = parser.plain_number()? {
        return Ok(answer);
    }
    Ok(Answer { value: parser.whole()?, precision: None })
}

/// The value of such an expression in which symbols may also stand for numbers, as `f′(z)` in
/// `(y − ŷ)·f′(z)`. A symbol goes before a function or constant of the same name, and before a
/// symbol that is listed later.
///
/// # Errors
/// When it has none; see [`AnswerErrorKind`].
pub fn evaluate(text: &str, symbols: &[(String, f64)]) -> Result<f64, AnswerError> {
    Parser::new(text, symbols)?.whole()
}

/// The one character that the grammar knows for each of its forms.
fn plain(character: char) -> char {
    match narrow(character) {
        '−' | '–' => '-',
        '·' | '×' | '⋅' | '∙' => '*',
        '÷' => '/',
        ',' => '.',
        '’' | '′' => '\'',
        other => other,
    }
}

fn lower(character: char) -> char {
    character.to_ascii_lowercase()
}

/// Recursive descent: sum → product → sign → power → operand.
struct Parser<'a> {
    characters: Vec<char>,
    position: usize,
    symbols: &'a [(String, f64)],
}

impl<'a> Parser<'a> {
    fn new(text: &str, symbols: &'a [(String, f64)]) -> Result<Self, AnswerError> {
        let characters = text.chars().map(plain).collect();
        let mut parser = Self { characters, position: 0, symbols };
        if parser.characters.len() > MAX_LENGTH {
            return Err(error_at(MAX_LENGTH, AnswerErrorKind::TooLong));
        }
        match parser.peek() {
            Some(_) => Ok(parser),
            None => Err(parser.error(AnswerErrorKind::Empty)),
        }
    }

    /// Everything, as one expression.
    fn whole(&mut self) -> Result<f64, AnswerError> {
        let value = self.sum()?;
        match self.peek() {
            None => Ok(value),
            Some(_) => Err(self.error(AnswerErrorKind::Unexpected)),
        }
    }

    fn error(&self, kind: AnswerErrorKind) -> AnswerError {
        error_at(self.position, kind)
    }

    /// The next character that is no space.
    fn peek(&mut self) -> Option<char> {
        while self.here().is_some_and(char::is_whitespace) {
            self.position += 1;
        }
        self.here()
    }

    fn here(&self) -> Option<char> {
        self.characters.get(self.position).copied()
    }

    /// Where the next character that is no space stands.
    fn place(&mut self) -> usize {
        self.peek();
        self.position
    }

    /// Takes one of these signs, if it stands next, and where.
    fn operator(&mut self, signs: &[char]) -> Option<(usize, char)> {
        let position = self.place();
        Some((position, self.take_if(|character| signs.contains(&character))?))
    }

    fn take(&mut self, wanted: char) -> bool {
        self.operator(&[wanted]).is_some()
    }

    fn finite(value: f64, position: usize) -> Result<f64, AnswerError> {
        if value.is_finite() {
            Ok(value)
        } else {
            Err(error_at(position, AnswerErrorKind::OutOfRange))
        }
    }

    /// A number with nothing but a sign before it and nothing after it. Anything else is left for
    /// [`Parser::sum`].
    fn plain_number(&mut self) -> Result<Option<Answer>, AnswerError> {
        let start = self.position;
        let sign = if self.take('-') { -1.0 } else { 1.0 };
        if self.peek().is_some_and(starts_number) {
            let (value, precision) = self.number()?;
            if self.peek().is_none() {
                return Ok(Some(Answer { value: sign * value, precision: Some(precision) }));
            }
        }
        self.position = start;
        Ok(None)
    }

    fn sum(&mut self) -> Result<f64, AnswerError> {
        let mut value = self.product()?;
        while let Some((position, sign)) = self.operator(&['+', '-']) {
            let term = self.product()?;
            value += if sign == '-' { -term } else { term };
            value = Self::finite(value, position)?;
        }
        Ok(value)
    }

    fn product(&mut self) -> Result<f64, AnswerError> {
        let mut value = self.signed()?;
        while let Some((position, sign)) = self.operator(&['*', '/']) {
            let factor = self.signed()?;
            match sign {
                '*' => value *= factor,
                _ if factor == 0.0 => {
                    return Err(error_at(position, AnswerErrorKind::DivisionByZero));
                }
                _ => value /= factor,
            }
            value = Self::finite(value, position)?;
        }
        Ok(value)
    }

    fn signed(&mut self) -> Result<f64, AnswerError> {
        match self.operator(&['+', '-']) {
            Some((_, '-')) => Ok(-self.signed()?),
            Some(_) => self.signed(),
            None => self.power(),
        }
    }

    fn power(&mut self) -> Result<f64, AnswerError> {
        let mut base = self.operand()?;
        while let Some((position, sign)) = self.operator(&['²', '^']) {
            let power = if sign == '²' { base * base } else { base.powf(self.signed()?) };
            base = Self::finite(power, position)?;
        }
        Ok(base)
    }

    fn operand(&mut self) -> Result<f64, AnswerError> {
        let position = self.place();
        match self.here() {
            Some('½') => {
                self.position += 1;
                Ok(0.5)
            }
            Some('(') => self.bracket(),
            Some(character) if starts_number(character) => Ok(self.number()?.0),
            Some(character) if character.is_alphabetic() => {
                let value = self.named()?;
                Self::finite(value, position)
            }
            _ => Err(self.error(AnswerErrorKind::NumberExpected)),
        }
    }

    fn bracket(&mut self) -> Result<f64, AnswerError> {
        let opening = self.place();
        if !self.take('(') {
            return Err(self.error(AnswerErrorKind::NumberExpected));
        }
        let value = self.sum()?;
        match self.peek() {
            Some(')') => self.position += 1,
            None => return Err(error_at(opening, AnswerErrorKind::BracketNotClosed)),
            Some(_) => return Err(self.error(AnswerErrorKind::Unexpected)),
        }
        Ok(value)
    }

    fn named(&mut self) -> Result<f64, AnswerError> {
        let symbols = self.symbols;
        if let Some((_, value)) = symbols.iter().find(|(symbol, _)| self.take_word(symbol, plain)) {
            return Ok(*value);
        }
        if let Some(activation) =
            Activation::VARIANTS.iter().find(|activation| self.take_word(activation.name(), lower))
        {
            return Ok(if self.take('\'') {
                activation.slope(self.bracket()?)
            } else {
                activation.value(self.bracket()?)
            });
        }
        if self.take_word("exp", lower) {
            Ok(self.bracket()?.exp())
        } else if self.take_word("e", lower) {
            Ok(std::f64::consts::E)
        } else {
            Err(self.error(AnswerErrorKind::UnknownName))
        }
    }

    /// Takes `word` where it stands here in some `form` and no letter follows it.
    fn take_word(&mut self, word: &str, form: fn(char) -> char) -> bool {
        let end = self.position + word.chars().count();
        let follows = self.characters.get(end).copied();
        let found = self
            .characters
            .get(self.position..end)
            .is_some_and(|here| here.iter().copied().map(form).eq(word.chars().map(plain)))
            && !follows.is_some_and(char::is_alphanumeric);
        if found {
            self.position = end;
        }
        found
    }

    /// Takes the character that stands right here, if it is one of these.
    fn take_if(&mut self, is_wanted: impl Fn(char) -> bool) -> Option<char> {
        let found = self.here().filter(|character| is_wanted(*character));
        self.position += usize::from(found.is_some());
        found
    }

    fn digits(&mut self) -> String {
        std::iter::from_fn(|| self.take_if(|c| c.is_ascii_digit())).collect()
    }

    /// Digits, a decimal point and more digits, an exponent; either run of digits may be missing.
    fn number(&mut self) -> Result<(f64, Precision), AnswerError> {
        let start = self.position;
        let whole = self.digits();
        let decimals = self.take_if(|c| c == '.').map_or(String::new(), |_| self.digits());
        if whole.is_empty() && decimals.is_empty() {
            return Err(self.error(AnswerErrorKind::NumberExpected));
        }
        let exponent = self.exponent();
        let text = format!("{whole}.{decimals}e{exponent}");
        let value = text.parse().unwrap_or(f64::INFINITY);
        let last_place = exponent.saturating_sub(i32::try_from(decimals.len()).unwrap_or(i32::MAX));
        let digits = whole + &decimals;
        let precision = Precision {
            half_unit: 0.5 * 10_f64.powi(last_place),
            significant: digits.trim_start_matches('0').len(),
        };
        Ok((Self::finite(value, start)?, precision))
    }

    /// `e` or `E`, a sign or none, and digits; 0 where there is no such thing.
    fn exponent(&mut self) -> i32 {
        let start = self.position;
        if self.take_if(|c| matches!(c, 'e' | 'E')).is_some() {
            let is_negative = self.take_if(|c| matches!(c, '-' | '+')) == Some('-');
            let digits = self.digits();
            if !digits.is_empty() {
                // Beyond four digits every exponent means zero or infinity.
                let size = digits.parse().unwrap_or(9999).min(9999);
                return if is_negative { -size } else { size };
            }
        }
        self.position = start;
        0
    }
}

fn error_at(position: usize, kind: AnswerErrorKind) -> AnswerError {
    AnswerError { kind, position }
}

fn starts_number(character: char) -> bool {
    character.is_ascii_digit() || character == '.'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> f64 {
        parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}")).value
    }

    #[test]
    fn numbers_and_small_expressions_are_understood() {
        for (text, expected) in [
            ("0.5", 0.5),
            (" −0,02 ", -0.02),
            (".5", 0.5),
            ("5.", 5.0),
            ("1e-3", 0.001),
            ("1.5e−7", 1.5e-7),
            ("2E+2", 200.0),
            ("1/4", 0.25),
            ("-1/-4", 0.25),
            ("0.1*0.4-0.2*0.3", 0.1 * 0.4 - 0.2 * 0.3),
            ("0.1·0.4 + 0.3·(−0.2)", 0.1 * 0.4 + 0.3 * -0.2),
            ("2×3÷4", 1.5),
            ("-2^2", -4.0),
            ("2^-1", 0.5),
            ("½·(−3)²", 4.5),
            ("1-2-3", -4.0),
            ("sigmoid(0)", 0.5),
            ("sigmoid′(0)", 0.25),
            ("Tanh( 0 )", 0.0),
            ("leaky-relu(−2)", -0.02),
            ("relu'(3)", 1.0),
            ("1/(1+e^-0)", 0.5),
            ("exp(0)", 1.0),
            ("１．５＊２", 3.0),
            ("（１，５）", 1.5),
        ] {
            assert!((value(text) - expected).abs() < 1e-15, "{text}");
        }
    }

    #[test]
    fn only_a_plain_number_has_a_precision() {
        for (text, half_unit, significant) in [
            ("0.40", 0.005, 2),
            ("-0.0030455", 0.5e-7, 5),
            ("0", 0.5, 0),
            ("120", 0.5, 3),
            ("1.5e-7", 0.5e-8, 2),
        ] {
            let precision = parse(text).expect("a number").precision.expect("a plain number");
            assert!((precision.half_unit / half_unit - 1.0).abs() < 1e-12);
            assert_eq!(precision.significant, significant, "{text}");
        }
        for text in ["1/4", "(0.4)", "0.1*2", "sigmoid(1)"] {
            assert_eq!(parse(text).expect("a number").precision, None);
        }
    }

    #[test]
    fn what_is_not_understood_is_pointed_at() {
        use AnswerErrorKind as Kind;
        for (text, kind, position) in [
            ("", Kind::Empty, 0),
            ("  ", Kind::Empty, 2),
            ("0.1*", Kind::NumberExpected, 4),
            ("*2", Kind::NumberExpected, 0),
            (".", Kind::NumberExpected, 1),
            ("1.2.3", Kind::Unexpected, 3),
            ("0.1 0.2", Kind::Unexpected, 4),
            ("2e", Kind::Unexpected, 1),
            ("1)", Kind::Unexpected, 1),
            ("2*(1+3", Kind::BracketNotClosed, 2),
            ("2*foo(1)", Kind::UnknownName, 2),
            ("sigmoids(1)", Kind::UnknownName, 0),
            ("sigmoid 1", Kind::NumberExpected, 8),
            ("1/(2-2)", Kind::DivisionByZero, 1),
            ("1e999", Kind::OutOfRange, 0),
            ("(-8)^0.5", Kind::OutOfRange, 4),
            ("exp(1000)", Kind::OutOfRange, 0),
        ] {
            assert_eq!(parse(text), Err(AnswerError { kind, position }), "{text}");
        }
        let deep = "(".repeat(100_000);
        assert_eq!(parse(&deep).map_err(|e| e.kind), Err(Kind::TooLong));
        assert!(parse(&"(".repeat(MAX_LENGTH)).is_err());
    }
}
