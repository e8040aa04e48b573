//! Formulas for documents, from what is written on the screen: `δʰ1` with h above and 1 below.

use super::html::escape;

/// What documents are written in.
#[derive(Clone, Copy)]
pub enum Markup {
    Html,
    Latex,
}

impl Markup {
    /// A formula, in symbols or with numbers.
    pub fn formula(self, formula: &str) -> String {
        let mut page = String::new();
        let mut rest = formula;
        while let Some(first) = rest.chars().next() {
            let (written, length) = match first {
                '0'..='9' => self.number(rest),
                // The names of functions; all other symbols are single letters.
                'N' | 'a'..='z' if word(rest) > 1 => (self.text(&rest[..word(rest)]), word(rest)),
                _ if first.is_alphabetic() && first != 'Δ' => self.symbol(rest),
                _ => (self.sign(first), first.len_utf8()),
            };
            page += &written;
            rest = &rest[length..];
        }
        page
    }

    /// The number at the beginning, its exponent in one piece with its digits, so that a factor or
    /// a base needs no more brackets than on the screen; and how long it is.
    fn number(self, text: &str) -> (String, usize) {
        let digits = span(text, |c| c.is_ascii_digit() || c == '.');
        let exponent = text[digits..].strip_prefix('e').unwrap_or_default();
        let exponent = &exponent[..span(exponent, |c| c.is_ascii_digit() || c == '−')];
        let length = digits + exponent.len() + usize::from(!exponent.is_empty());
        let mut number = match (self, exponent.replace('−', "-")) {
            (Self::Latex, exponent) if !exponent.is_empty() => {
                format!(r"{}\mathrm{{e}}{{{exponent}}}", &text[..digits])
            }
            _ => text[..length].to_owned(),
        };
        // Where a value holds stands apart from it.
        if text[length..].starts_with(" (") && matches!(self, Self::Latex) {
            number.push('\\');
        }
        (number, length)
    }

    /// The symbol at the beginning, and how long it is: `δʰ1`, `wA12`, `w10,11_new`.
    fn symbol(self, text: &str) -> (String, usize) {
        let letters = span(text, |c| !c.is_ascii()).max(1);
        let layer = letters + span(&text[letters..], |c| c.is_ascii_uppercase());
        let numbers = &text[layer..];
        let numbers = &numbers[..span(numbers, |c| c.is_ascii_digit() || c == ',')];
        let end = layer + numbers.trim_end_matches(',').len();
        let mut symbol: String = text[..letters].chars().map(|letter| self.sign(letter)).collect();
        let index = match (&text[letters..end], self) {
            ("", _) => String::new(),
            (index, Self::Html) => format!("<sub>{index}</sub>"),
            (index, Self::Latex) => format!("_{{{index}}}"),
        };
        symbol += &index;
        if text[end..].starts_with("_new") {
            symbol += &self.above(&self.text("new"));
            return (symbol, end + "_new".len());
        }
        (symbol, end)
    }

    fn above(self, text: &str) -> String {
        match self {
            Self::Html => format!("<sup>{text}</sup>"),
            Self::Latex => format!("^{{{text}}}"),
        }
    }

    fn text(self, text: &str) -> String {
        match self {
            Self::Html => text.to_owned(),
            Self::Latex => format!(r"\text{{{text}}}"),
        }
    }

    fn sign(self, character: char) -> String {
        match (character, self) {
            ('ᵒ', _) => self.above("o"),
            ('ʰ', _) => self.above("h"),
            (other, Self::Html) => escape(&other.to_string()),
            (other, Self::Latex) => latex(other),
        }
    }
}

/// How many bytes at the beginning are of this kind.
fn span(text: &str, is_of_it: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(is_of_it).len()
}

/// How long the name at the beginning is: `leaky-relu`, `NaN`.
fn word(text: &str) -> usize {
    if text.starts_with("NaN") { 3 } else { span(text, |c| c.is_ascii_lowercase() || c == '-') }
}

fn latex(character: char) -> String {
    match character {
        'ŷ' => r"\hat{y}",
        'δ' => r"\delta",
        'Δ' => r"\Delta ",
        'η' => r"\eta",
        '′' => "'",
        '·' => r" \cdot ",
        '−' => "-",
        '½' => r"\tfrac{1}{2}",
        '²' => "^2",
        '≈' => r"\approx",
        '≤' => r"\le",
        '∞' => r"\infty",
        '{' => r"\{",
        '}' => r"\}",
        other => return other.to_string(),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_stand_below_and_letters_above() {
        for (formula, html, latex) in [
            (
                "δʰ1 = W1·δᵒ·f′(hA1)",
                "δ<sup>h</sup><sub>1</sub> = W<sub>1</sub>·δ<sup>o</sup>·f′(h<sub>A1</sub>)",
                r"\delta^{h}_{1} = W_{1} \cdot \delta^{o} \cdot f'(h_{A1})",
            ),
            ("w10,11_new", "w<sub>10,11</sub><sup>new</sup>", r"w_{10,11}^{\text{new}}"),
            ("ΔWB1", "ΔW<sub>B1</sub>", r"\Delta W_{B1}"),
            ("½·(y − 1)² < 0", "½·(y − 1)² &lt; 0", r"\tfrac{1}{2} \cdot (y - 1)^2 < 0"),
            (
                "leaky-relu(−1.5e−7), 0.01 (z ≤ 0)",
                "leaky-relu(−1.5e−7), 0.01 (z ≤ 0)",
                r"\text{leaky-relu}(-1.5\mathrm{e}{-7}), 0.01\ (z \le 0)",
            ),
        ] {
            assert_eq!(Markup::Html.formula(formula), html);
            assert_eq!(Markup::Latex.formula(formula), latex);
        }
    }
}
