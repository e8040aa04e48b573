//! How numbers and symbols are written: digits, signs, and a plain form for terminals without Greek
//! letters.

/// Which characters the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Symbols {
    /// ŷ, δᵒ, Δ, ·, − and so on.
    #[default]
    Unicode,
    /// `y^`, `d_o`, `D`, `*`, `-`: ASCII only.
    Ascii,
}

impl Symbols {
    /// `text` in these characters. Under [`Symbols::Unicode`] it is returned as it is.
    pub fn apply(self, text: &str) -> String {
        match self {
            Self::Unicode => text.to_owned(),
            Self::Ascii => text.chars().map(ascii).collect(),
        }
    }
}

/// What stands for one character where there is only ASCII. Letters of a language (Chinese, say)
/// stay as they are.
fn ascii(character: char) -> String {
    let plain = match character {
        'ŷ' => "y^",
        'δ' | '∂' => "d",
        'ᵒ' => "_o",
        'ʰ' => "_h",
        'Δ' => "D",
        'η' => "eta",
        'ε' => "eps",
        'Σ' => "sum",
        'σ' => "sigma",
        '′' | '’' | '‘' => "'",
        '·' => "*",
        '×' | '✗' => "x",
        '−' | '─' | '–' | '—' => "-",
        '≈' => "~",
        '≠' => "!=",
        '≤' => "<=",
        '≥' => ">=",
        '→' => "->",
        '←' => "<-",
        '↑' => "^",
        '↓' => "v",
        '½' => "1/2",
        '²' => "^2",
        '∞' => "inf",
        '…' => "...",
        '“' | '”' => "\"",
        '│' => "|",
        '●' | '▶' => ">",
        '✓' => "+",
        other => return other.to_string(),
    };
    plain.to_owned()
}

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notation {
    /// Significant digits, [`Notation::MIN_DIGITS`] to [`Notation::MAX_DIGITS`].
    pub digits: usize,
    /// Which characters may be used.
    pub symbols: Symbols,
    /// `−` as people write it, or the `-` of machine formats.
    pub minus: char,
}

impl Default for Notation {
    fn default() -> Self {
        Self { digits: 5, symbols: Symbols::Unicode, minus: '−' }
    }
}

impl Notation {
    /// The fewest digits that can be asked for.
    pub const MIN_DIGITS: usize = 2;
    /// The most: beyond these, a double shows the binary fraction it really is.
    pub const MAX_DIGITS: usize = 16;

    /// For JSON and other machine formats: every digit of the value, `-` for minus.
    pub fn machine() -> Self {
        Self { digits: ALL_DIGITS, minus: '-', ..Self::default() }
    }

    /// `value` with the digits asked for, without trailing zeros; very small and very large ones as
    /// `1.5e−7`.
    pub fn number(&self, value: f64) -> String {
        self.symbols.apply(&self.plain(value).replace('-', &self.minus.to_string()))
    }

    /// As [`Notation::number`], with the `-` of machine formats and `∞` in any case.
    pub(super) fn plain(&self, value: f64) -> String {
        if value.is_nan() {
            "NaN".to_owned()
        } else if value.is_infinite() {
            if value > 0.0 { "∞" } else { "-∞" }.to_owned()
        } else {
            significant(value, self.digits)
        }
    }

    /// With as many more digits as tell two numbers apart; as it is where none do.
    #[must_use]
    pub fn apart(&self, [one, other]: [f64; 2]) -> Self {
        let more = (self.digits..=ALL_DIGITS).map(|digits| Self { digits, ..*self });
        more.into_iter().find(|it| it.number(one) != it.number(other)).unwrap_or(*self)
    }

    /// With every digit of each number.
    pub fn full(&self) -> Self {
        Self { digits: ALL_DIGITS, ..*self }
    }

    /// How `value` is written in a formula. There, a given number that somebody typed has all its
    /// digits, and only one from elsewhere is rounded.
    pub(super) fn of_operand(&self, value: f64, is_given: bool) -> Self {
        const MOST_TYPED: usize = 10;
        let digits = || {
            let shortest = format!("{:e}", value.abs());
            let mantissa = shortest.split('e').next().unwrap_or("");
            mantissa.chars().filter(char::is_ascii_digit).count()
        };
        if is_given && digits() <= MOST_TYPED { self.full() } else { *self }
    }

    /// How many characters a number has at most: `−0.000012345`, `−1.2345e−300`.
    pub fn widest(&self) -> usize {
        self.digits + "−0.0000".chars().count()
    }

    /// A share as a percentage: with the digits asked for, or as many as tell it from 100%.
    pub fn percent(&self, share: f64) -> String {
        let missing = (1.0 - share).abs();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 16, for what is missing to 1 is at least 1e−16"
        )]
        let digits = (-missing.log10()).ceil().clamp(0.0, 16.0) as usize;
        let digits = match missing {
            0.0 => self.digits,
            _ => self.digits.max(digits).min(Self::MAX_DIGITS),
        };
        format!("{}%", Self { digits, ..*self }.number(share * 100.0))
    }

    /// One unit of the last digit that is asked for; 0 for what has none.
    pub(super) fn unit(&self, value: f64) -> f64 {
        let scientific = format!("{value:.*e}", self.digits - 1);
        let exponent = scientific.split_once('e').and_then(|(_, exponent)| exponent.parse().ok());
        let last = |exponent: i32| exponent - i32::try_from(self.digits - 1).unwrap_or(0);
        let unit = exponent.and_then(|exponent| format!("1e{}", last(exponent)).parse().ok());
        unit.filter(|_| value != 0.0).unwrap_or(0.0)
    }

    /// The value that a reader sees: `value` rounded to the digits shown.
    pub fn rounded(&self, value: f64) -> f64 {
        self.plain(value).parse().unwrap_or(value)
    }
}

/// With so many digits, every double is told from every other.
pub(super) const ALL_DIGITS: usize = 17;

/// `value` to `digits` significant digits, in the shorter of the usual forms.
fn significant(value: f64, digits: usize) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if digits >= ALL_DIGITS {
        return shortest(value);
    }
    let scientific = format!("{value:.*e}", digits - 1);
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return scientific; // NaN and infinities have no exponent
    };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    // The exponent's size is below 400, so neither conversion can fail.
    let places = i32::try_from(digits).unwrap_or(17) - 1 - exponent;
    if (-5..=6).contains(&exponent) {
        let fixed = format!("{value:.*}", usize::try_from(places).unwrap_or(0));
        // More digits before the point than asked for: the rounded ones come out as zeros.
        let fixed = match usize::try_from(-places) {
            Ok(zeros) if zeros > 0 => {
                scientific.parse::<f64>().map_or(fixed, |v| format!("{v:.0}"))
            }
            _ => fixed,
        };
        trim_zeros(&fixed).to_owned()
    } else {
        format!("{}e{exponent}", trim_zeros(mantissa))
    }
}

/// The shortest digits that read back as the same number, in the form that suits the size.
fn shortest(value: f64) -> String {
    let size = value.abs();
    if (1e-5..1e16).contains(&size) { value.to_string() } else { format!("{value:e}") }
}

fn trim_zeros(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_significant_digits_and_no_others() {
        let notation = Notation::default();
        for (value, shown) in [
            (-0.019_999_999_999_999_993, "−0.02"),
            (0.495_000_166_66, "0.495"),
            (0.121_832_235, "0.12183"),
            (0.000_152_275, "0.00015228"),
            (1.5e-7, "1.5e−7"),
            (-1e300, "−1e300"),
            (1.0, "1"),
            (0.0, "0"),
            (-0.0, "0"),
            (608.5, "608.5"),
            (123_456.0, "123460"),
            (0.999_999_9, "1"),
            (9.999_999e-6, "0.00001"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "−∞"),
        ] {
            assert_eq!(notation.number(value), shown);
        }
    }

    #[test]
    fn no_number_is_wider_than_the_widest() {
        for digits in Notation::MIN_DIGITS..=Notation::MAX_DIGITS {
            let notation = Notation { digits, ..Notation::default() };
            for exponent in -308..=308 {
                let value = -1.234_567_890_123_456_7 * 10_f64.powi(exponent);
                let written = notation.number(value);
                assert!(
                    written.chars().count() <= notation.widest(),
                    "{written} with {digits} digits"
                );
            }
        }
    }

    #[test]
    fn a_share_just_below_all_is_told_from_all() {
        let notation = Notation::default();
        for (share, shown) in
            [(0.9375, "93.75%"), (1.0 - 6e-8, "99.999994%"), (1.0, "100%"), (-0.5, "−50%")]
        {
            assert_eq!(notation.percent(share), shown);
        }
    }

    #[test]
    fn what_is_printed_reads_back_as_the_rounded_value() {
        for digits in Notation::MIN_DIGITS..=Notation::MAX_DIGITS {
            let notation = Notation { digits, minus: '-', ..Notation::default() };
            for value in [0.495_000_166_66, -1.234_567_89e-9, 123_456.789, 9.999_95] {
                let read_back: f64 = notation.number(value).parse().expect("a number");
                assert_eq!(read_back, notation.rounded(value));
            }
        }
    }

    #[test]
    fn ascii_has_no_other_character() {
        let shown = Symbols::Ascii.apply("δʰ1 = W·δᵒ·f′(h) ≈ −0.003, ŷ → ½ Σ");
        assert_eq!(shown, "d_h1 = W*d_o*f'(h) ~ -0.003, y^ -> 1/2 sum");
    }
}
