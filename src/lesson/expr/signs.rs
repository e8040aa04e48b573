//! The signs between the parts of a written expression: on the screen, in NumPy, in LaTeX.

/// The signs of a way to write.
#[derive(Clone, Copy)]
pub(super) struct Signs {
    pub(super) times: &'static str,
    pub(super) minus: &'static str,
    pub(super) over: &'static str,
    pub(super) half: &'static str,
    pub(super) square: &'static str,
    pub(super) prime: &'static str,
    pub(super) sum: &'static str,
    /// Around the pieces of a function, between a value and where it holds, and at its end.
    pub(super) pieces: [&'static str; 4],
}

pub(super) const PLAIN: Signs = Signs {
    times: "·",
    minus: "−",
    over: "/",
    half: "½",
    square: "²",
    prime: "′",
    sum: "Σ ",
    pieces: ["{", "}", " (", " ≤ 0)"],
};
pub(super) const NUMPY: Signs =
    Signs { times: " * ", minus: "-", over: " / ", half: "0.5", square: "**2", ..PLAIN };
pub(super) const LATEX: Signs = Signs {
    times: r" \cdot ",
    minus: "-",
    over: " / ",
    half: r"\tfrac{1}{2}",
    square: "^2",
    prime: "'",
    sum: r"\sum ",
    pieces: [r"\{", r"\}", r"\ (", r" \le 0)"],
};
