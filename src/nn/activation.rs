//! Activation functions and their slopes.

use strum::{Display, IntoStaticStr, VariantArray};

/// The slope of [`Activation::LeakyRelu`] below zero.
pub const LEAK: f64 = 0.01;

/// The function `f` that a unit applies to its pre-activation; in the order in which a user is
/// offered them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Activation {
    /// `1 / (1 + e^(−x))`
    Sigmoid,
    /// `tanh(x)`
    Tanh,
    /// `max(0, x)`
    Relu,
    /// `x` above zero, `0.01·x` below
    LeakyRelu,
    /// `ln(1 + eˣ)` (Dugas et al. 2001)
    Softplus,
    /// `x`
    Linear,
}

impl Activation {
    /// `f(x)`.
    pub fn value(self, x: f64) -> f64 {
        match self {
            Self::Sigmoid => 1.0 / (1.0 + (-x).exp()),
            Self::Tanh => x.tanh(),
            // As eˣ is too large for an f64 from x = 710 on.
            Self::Softplus => x.max(0.0) + (-x.abs()).exp().ln_1p(),
            Self::Relu if x < 0.0 => 0.0,
            Self::LeakyRelu if x < 0.0 => LEAK * x,
            // NaN is below nothing, and stays NaN as in NumPy.
            Self::Relu | Self::LeakyRelu | Self::Linear => x,
        }
    }

    /// `f′(x)`, the derivative at the pre-activation `x`. At the kink of the rectifiers it is that
    /// of the left side.
    pub fn slope(self, x: f64) -> f64 {
        self.slope_from(x, self.value(x))
    }

    /// `f′(x)` for a pre-activation `x` whose activation `a = f(x)` is known already:
    /// `a(1 − a)` for the sigmoid and `1 − a²` for tanh, so that no exponential is computed twice.
    pub fn slope_from(self, x: f64, a: f64) -> f64 {
        match self {
            Self::Sigmoid => a * (1.0 - a),
            Self::Tanh => 1.0 - a * a,
            Self::Softplus => Self::Sigmoid.value(x),
            Self::Relu | Self::LeakyRelu if x > 0.0 => 1.0,
            Self::Relu => 0.0,
            Self::LeakyRelu => LEAK,
            Self::Linear => 1.0,
        }
    }

    /// The slopes above and below zero of a function made of straight lines; `None` for a curve.
    pub fn slopes(self) -> Option<[f64; 2]> {
        match self {
            Self::Sigmoid | Self::Tanh | Self::Softplus => None,
            Self::Relu | Self::LeakyRelu | Self::Linear => Some([1.0, -1.0].map(|x| self.slope(x))),
        }
    }

    /// The largest `f′` that there is: 1/4 for the sigmoid, and 1 for all others.
    pub fn largest_slope(self) -> f64 {
        match self {
            // Not at any place, but nearly.
            Self::Softplus => 1.0,
            // The other curves are steepest at 0, and the rectifiers above it.
            _ => self.slope(0.0).max(self.slope(1.0)),
        }
    }

    /// The function of that [name](Self::name).
    pub fn named(name: &str) -> Option<Self> {
        Self::VARIANTS.iter().copied().find(|activation| activation.name() == name)
    }

    /// The name used in files, on the command line and in NumPy lines.
    pub fn name(self) -> &'static str {
        self.into()
    }
}
