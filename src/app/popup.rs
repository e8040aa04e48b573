//! What lies over a screen until a key closes it.

/// What lies over the screen until a key closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Popup {
    /// All keys.
    Help,
    /// What the technical words mean.
    Glossary,
    /// The convention that the formulas follow.
    Convention,
    /// Whether to forget everything that is kept.
    Forget,
    /// Whether to end the program.
    Quit,
    /// Nothing: the window is dark.
    Blank,
    /// What came of a run of questions.
    Summary,
    /// The activation function with the units on it.
    Curve,
    /// The lesson as a program.
    Program {
        /// The line that was scrolled to; that of the present step where there is none.
        line: Option<usize>,
    },
    /// A number of backpropagation beside what two forward passes say, for one of
    /// [`EPSILONS`](crate::lesson::gradient_check::EPSILONS).
    GradientCheck {
        /// Which one, by its index.
        epsilon: usize,
    },
}
