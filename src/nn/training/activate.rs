//! Activation functions of whole columns, in a form that the compiler can vectorise.
//!
//! The library's `f64::exp` is a call for each number and differs between systems in the last
//! digit. Here the exponential has no branch, takes any `f64`, and is the same everywhere.
//!
//! As in fdlibm's `e_exp.c` (Sun Microsystems 1993), `x = k·ln 2 + r` with `|r| ≤ ln 2 / 2`, so
//! that `eˣ = 2ᵏ·eʳ`. As in Cephes' `exp.c` (Moshier 1984), `eʳ` is a quotient of polynomials that
//! shares the even powers `v` and the odd powers `u` of `r` above and below the line,
//! `eʳ = (v + u)/(v − u)`. So the sigmoid and tanh, which divide anyway, divide only once:
//!
//! ```text
//! sigmoid(x) = 1/(1 + e⁻ˣ)          = (v − u) / ((v − u) + 2ᵏ(v + u))  with v, u of −x
//! tanh(x)    = (e²ˣ − 1)/(e²ˣ + 1)  = ((2ᵏ − 1)v + (2ᵏ + 1)u) / ((2ᵏ + 1)v + (2ᵏ − 1)u)  with v, u of 2x
//! ```
//!
//! The coefficients are those for which the quotient meets `eʳ` at the five Chebyshev nodes of `r²`
//! (its relative error is below 4e−18). Rounding included, the sigmoid is within 3 units in the
//! last place of the true value and tanh within 4; tests hold them to that. (The library's own are
//! not exact either: they are up to 2 units off.)

use super::super::{Activation, LEAK};

/// The even powers of `r` in `eʳ`, from `r⁰` on.
const EVEN: [f64; 3] = [30_262.943_127_539_962, 3_362.458_123_840_365_3, 30.013_650_927_941_402];
/// The odd powers of `r` in `eʳ`, from `r¹` on. The factor of `r⁵` is 1.
const ODD: [f64; 2] = [15_131.471_563_769_981, 420.273_098_272_714_83];

/// The head of ln 2: 33 bits, so that `k` times it is exact. From fdlibm.
const LN_2_HEAD: f64 = 6.931_471_803_691_238e-1;
/// The rest of ln 2. From fdlibm.
const LN_2_TAIL: f64 = 1.908_214_929_270_587_7e-10;

/// 1.5·2⁵². Adding it rounds to a whole number, which then stands in the low bits of the sum.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// Beyond ±690 the sigmoid is taken as at ±690, where it is below 1e−299 or 1: this keeps
/// 2ᵏ(v + u) inside the range of f64.
const SIGMOID_LIMIT: f64 = 690.0;
/// From ±22 on, tanh is ±1 to the last bit.
const TANH_LIMIT: f64 = 22.0;

/// How many numbers are worked on at a time, so that they and their slopes stay in the first cache.
const PIECE: usize = 256;

/// `(r, 2ᵏ)` of the module's formulas, for `|x| ≤ 690`. NaN gives NaN.
#[inline(always)]
fn reduce(x: f64) -> (f64, f64) {
    let rounded = x * std::f64::consts::LOG2_E + ROUND;
    let k = rounded - ROUND;
    // The bits of 2ᵏ are k + 1023 in the exponent's place, and 1.0 has the 1023.
    let power = f64::from_bits((rounded.to_bits() << 52).wrapping_add(1.0_f64.to_bits()));
    ((x - k * LN_2_HEAD) - k * LN_2_TAIL, power)
}

/// `(v, u)` of the module's formulas.
#[inline(always)]
fn even_and_odd(r: f64) -> (f64, f64) {
    let r2 = r * r;
    let v = (EVEN[2] * r2 + EVEN[1]) * r2 + EVEN[0];
    let u = ((r2 + ODD[1]) * r2 + ODD[0]) * r;
    (v, u)
}

/// The sigmoid and its slope, from the `(r, 2ᵏ)` of −x.
#[inline(always)]
fn sigmoid(r: f64, power: f64) -> (f64, f64) {
    let (v, u) = even_and_odd(r);
    let a = (v - u) / ((v - u) + power * (v + u));
    (a, a * (1.0 - a))
}

/// tanh of a positive number, from the `(r, 2ᵏ)` of 2x.
#[inline(always)]
fn tanh(r: f64, power: f64) -> f64 {
    let (v, u) = even_and_odd(r);
    let (less, more) = (power - 1.0, power + 1.0);
    (less * v + more * u) / (more * v + less * u)
}

/// Replaces pre-activations `h` by their activations `f(h)`, and writes the slopes `f′(h)`.
#[inline(always)]
pub(super) fn activate(activation: Activation, values: &mut [f64], slopes: &mut [f64]) {
    // The sigmoid and tanh go in two short loops, a piece at a time: in one loop each number's
    // chain of operations would be too long for the processor to work on enough others meanwhile.
    for (values, slopes) in values.chunks_mut(PIECE).zip(slopes.chunks_mut(PIECE)) {
        match activation {
            Activation::Sigmoid => {
                each(values, slopes, |h, _| reduce(-h.clamp(-SIGMOID_LIMIT, SIGMOID_LIMIT)));
                each(values, slopes, sigmoid);
            }
            Activation::Tanh => {
                let mut signs = [0.0; PIECE];
                let signs = &mut signs[..values.len()];
                signs.copy_from_slice(values);
                each(values, slopes, |h, _| reduce(2.0 * h.abs().clamp(0.0, TANH_LIMIT)));
                each(values, slopes, |r, power| (tanh(r, power), 0.0));
                for ((value, slope), sign) in values.iter_mut().zip(slopes).zip(signs) {
                    *slope = 1.0 - *value * *value;
                    *value = value.copysign(*sign);
                }
            }
            Activation::Relu => each(values, slopes, |h, _| {
                (if h < 0.0 { 0.0 } else { h }, if h > 0.0 { 1.0 } else { 0.0 })
            }),
            Activation::LeakyRelu => each(values, slopes, |h, _| {
                (if h < 0.0 { LEAK * h } else { h }, if h > 0.0 { 1.0 } else { LEAK })
            }),
            // The library's logarithm: what this is worth is not worth one of our own.
            Activation::Softplus => {
                each(values, slopes, |h, _| (activation.value(h), activation.slope(h)));
            }
            Activation::Linear => each(values, slopes, |h, _| (h, 1.0)),
        }
    }
}

/// Replaces every pair of values.
#[inline(always)]
fn each(first: &mut [f64], second: &mut [f64], f: impl Fn(f64, f64) -> (f64, f64)) {
    for (first, second) in first.iter_mut().zip(second) {
        (*first, *second) = f(*first, *second);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The activation and the slope of each number, also computed with the instructions found at
    /// run time.
    fn activated(activation: Activation, h: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let compute = || {
            let (mut values, mut slopes) = (h.to_vec(), vec![0.0; h.len()]);
            activate(activation, &mut values, &mut slopes);
            (values, slopes)
        };
        let (values, slopes) = compute();
        let detected = pulp::Arch::new().dispatch(compute);
        let bits = |values: &[f64]| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&values), bits(&detected.0));
        assert_eq!(bits(&slopes), bits(&detected.1));
        (values, slopes)
    }

    /// Numbers of all sizes and both signs.
    fn samples() -> Vec<f64> {
        let dense = (-80_000..=80_000).map(|i| f64::from(i) / 100.0 + 0.001);
        // Where both are furthest off.
        let near_zero = (-30_000..=30_000).map(|i| f64::from(i) * 1.000_1e-4);
        let sizes = (-300..=300).flat_map(|e| [1.3 * 10_f64.powi(e), -1.3 * 10_f64.powi(e)]);
        dense.chain(near_zero).chain(sizes).collect()
    }

    /// A number of about 106 bits: the sum of the two.
    #[derive(Clone, Copy)]
    struct Double(f64, f64);

    impl Double {
        const ONE: Self = Self(1.0, 0.0);

        /// `a + b` without rounding (Knuth's two-sum).
        fn sum(a: f64, b: f64) -> Self {
            let sum = a + b;
            let of_b = sum - a;
            Self(sum, (a - (sum - of_b)) + (b - of_b))
        }

        fn plus(self, other: Self) -> Self {
            let (head, tail) = (Self::sum(self.0, other.0), Self::sum(self.1, other.1));
            let head = Self::sum(head.0, head.1 + tail.0);
            Self::sum(head.0, head.1 + tail.1)
        }

        fn times(self, other: Self) -> Self {
            let product = self.0 * other.0;
            let rest = self.0.mul_add(other.0, -product) + self.0 * other.1 + self.1 * other.0;
            Self::sum(product, rest)
        }

        fn over(self, other: Self) -> Self {
            let first = self.0 / other.0;
            let rest = self.plus(other.times(Self(-first, 0.0)));
            let second = rest.0 / other.0;
            let rest = rest.plus(other.times(Self(-second, 0.0)));
            Self::sum(first, second).plus(Self(rest.0 / other.0, 0.0))
        }

        /// eˣ for `|x| ≤ 700`: the series of `eʳ`, where `x = k·ln 2 + 64r`, six times squared.
        fn exp(x: f64) -> Self {
            let k = (x / std::f64::consts::LN_2).round();
            let ln_2 = Self(std::f64::consts::LN_2, 2.319_046_813_846_299_6e-17);
            let r = Self(x, 0.0).plus(ln_2.times(Self(-k, 0.0)));
            let r = Self(r.0 / 64.0, r.1 / 64.0);
            let series =
                |rest: Self, n: i32| Self::ONE.plus(r.times(rest).over(Self(n.into(), 0.0)));
            let root = (1..=10).rev().fold(Self::ONE, series);
            let power = (0..6).fold(root, |power, _| power.times(power));
            Self(power.0 * k.exp2(), power.1 * k.exp2())
        }
    }

    /// By how many units in the last place of `exact` the two differ.
    fn ulps(actual: f64, exact: Double) -> f64 {
        let ulp = exact.0.abs().next_up() - exact.0.abs();
        ((actual - exact.0) - exact.1).abs() / ulp
    }

    #[test]
    fn sigmoid_is_within_3_units_in_the_last_place() {
        let h = samples();
        let (values, slopes) = activated(Activation::Sigmoid, &h);
        for ((&h, &a), &slope) in h.iter().zip(&values).zip(&slopes) {
            if h < -SIGMOID_LIMIT {
                assert!((0.0..1e-299).contains(&a), "sigmoid({h}) = {a}");
            } else {
                let exp = Double::exp(-h.min(SIGMOID_LIMIT));
                let exact = Double::ONE.over(Double::ONE.plus(exp));
                assert!(ulps(a, exact) <= 3.0, "sigmoid({h}) = {a}, not {}", exact.0);
            }
            assert_eq!(slope.to_bits(), (a * (1.0 - a)).to_bits());
        }
    }

    #[test]
    fn tanh_is_within_4_units_in_the_last_place() {
        let h = samples();
        let (values, slopes) = activated(Activation::Tanh, &h);
        for ((&h, &a), &slope) in h.iter().zip(&values).zip(&slopes) {
            let exp = Double::exp(2.0 * h.clamp(-TANH_LIMIT, TANH_LIMIT));
            let exact = match h.abs() {
                // The next term of the series, h³/3, is below 1e−18 of h.
                small if small < 1e-9 => Double(h, 0.0),
                _ => exp.plus(Double(-1.0, 0.0)).over(exp.plus(Double::ONE)),
            };
            assert!(ulps(a, exact) <= 4.0, "tanh({h}) = {a}, not {}", exact.0);
            assert_eq!(slope.to_bits(), (1.0 - a * a).to_bits());
        }
    }

    #[test]
    fn rectifiers_are_exact() {
        use Activation::{LeakyRelu, Linear, Relu, Softplus};
        for activation in [Relu, LeakyRelu, Softplus, Linear] {
            let h = samples();
            let (values, slopes) = activated(activation, &h);
            for ((&h, a), slope) in h.iter().zip(values).zip(slopes) {
                assert_eq!(
                    (a, slope),
                    (activation.value(h), activation.slope(h)),
                    "{activation}({h})"
                );
            }
        }
    }

    #[test]
    fn infinities_saturate_and_nan_stays() {
        let h = [f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 745.2, -745.2, 0.0];
        let (sigmoid, slopes) = activated(Activation::Sigmoid, &h);
        assert_eq!([sigmoid[0], sigmoid[3], sigmoid[5]], [1.0, 1.0, 0.5]);
        assert!(sigmoid[1] < 1e-299 && sigmoid[4] < 1e-299 && sigmoid[2].is_nan());
        assert_eq!([slopes[0], slopes[3], slopes[5]], [0.0, 0.0, 0.25]);
        let (tanh, slopes) = activated(Activation::Tanh, &h);
        assert_eq!([tanh[0], tanh[1], tanh[3], tanh[4], tanh[5]], [1.0, -1.0, 1.0, -1.0, 0.0]);
        assert!(tanh[2].is_nan() && slopes[2].is_nan());
        for activation in [Activation::Relu, Activation::LeakyRelu, Activation::Linear] {
            assert!(activated(activation, &h).0[2].is_nan(), "{activation}");
        }
    }
}
