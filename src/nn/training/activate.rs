//! Activation functions of whole columns, with an exponential that the compiler can vectorise.
//!
//! The library's `f64::exp` is a call for each number and differs between systems in the last digit. This one has no
//! branch, takes any `f64`, and is within 1 unit in the last place (a test holds it to that, from −745 to overflow).
//!
//! As in fdlibm's `e_exp.c` (Sun Microsystems 1993), `x = k·ln 2 + r` with `|r| ≤ ln 2 / 2`, and `eˣ = 2ᵏ·eʳ`.
//! `eʳ = 1 + r + r²·q(r)`, where `q` is the Chebyshev fit of degree 9 to `(eʳ − 1 − r)/r²` on that range (relative
//! error of `eʳ`: 1.6e−17).

use super::super::Activation;
use super::super::activation::LEAK;

/// The coefficients of `q`, lowest power first.
const Q: [f64; 10] = [
    0.500_000_000_000_000_1,
    0.166_666_666_666_666_69,
    0.041_666_666_666_624_13,
    0.008_333_333_333_330_062,
    0.001_388_888_891_721_371_7,
    0.000_198_412_698_630_536_18,
    2.480_152_129_595_437_6e-5,
    2.755_726_845_999_706_4e-6,
    2.762_008_844_540_974_6e-7,
    2.510_038_549_551_032e-8,
];

/// The head of ln 2: 33 bits, so that `k` times it is exact. From fdlibm.
const LN_2_HEAD: f64 = 6.931_471_803_691_238e-1;
/// The rest of ln 2. From fdlibm.
const LN_2_TAIL: f64 = 1.908_214_929_270_587_7e-10;

/// Adding this leaves no bits behind the point, so the sum is rounded to a whole number, which then stands in its low bits.
const ROUND: f64 = 6_755_399_441_055_744.0; // 1.5·2⁵²

/// Above this, eˣ is infinite; below `−LARGEST`, zero with room to spare.
const LARGEST: f64 = 746.0;

/// `(k, eʳ − 1)` for `x = k·ln 2 + r`, and `|x|` no larger than [`LARGEST`].
#[inline(always)]
fn reduce(x: f64) -> (f64, f64) {
    let k = (x * std::f64::consts::LOG2_E + ROUND) - ROUND;
    let r = (x - k * LN_2_HEAD) - k * LN_2_TAIL;
    let r2 = r * r;
    let r4 = r2 * r2;
    let low = (Q[0] + Q[1] * r) + (Q[2] + Q[3] * r) * r2;
    let middle = (Q[4] + Q[5] * r) + (Q[6] + Q[7] * r) * r2;
    let high = Q[8] + Q[9] * r;
    let q = low + (middle + high * r4) * r4;
    (k, r + r2 * q)
}

/// `2ᵏ` for a whole number between −1022 and 1023: its bits are `k + 1023` in the exponent's place.
#[inline(always)]
fn power_of_two(k: f64) -> f64 {
    f64::from_bits(((k + ROUND).to_bits() << 52).wrapping_add(1.0_f64.to_bits()))
}

/// `eˣ` for every `f64`: 0 and subnormal numbers below −708, infinity above 709.78, NaN for NaN.
#[inline(always)]
pub(super) fn exp(x: f64) -> f64 {
    // Written as comparisons that are false for NaN, so that NaN comes through.
    let x = if x > LARGEST { LARGEST } else { x };
    let x = if x < -LARGEST { -LARGEST } else { x };
    let (k, m) = reduce(x);
    // In two factors, because 2ᵏ alone leaves the range of f64 before eˣ does.
    let half = (0.5 * k + ROUND) - ROUND;
    (m * power_of_two(half) + power_of_two(half)) * power_of_two(k - half)
}

/// `tanh x = (e²ˣ − 1)/(e²ˣ + 1)`, with `e²ˣ − 1` taken before the 1 swallows its small digits.
#[inline(always)]
fn tanh(x: f64) -> f64 {
    // From 22 on the result is 1 to the last bit.
    let size = if x.abs() > 22.0 { 22.0 } else { x.abs() };
    let (k, m) = reduce(2.0 * size);
    let scale = power_of_two(k);
    let t = m * scale + (scale - 1.0);
    (t / (t + 2.0)).copysign(x)
}

/// Replaces each pre-activation by its activation `f(h)`, and writes the slopes `f′(h)`.
#[inline(always)]
pub(super) fn activate(activation: Activation, column: &mut [f64], slopes: &mut [f64]) {
    #[inline(always)]
    fn each(column: &mut [f64], slopes: &mut [f64], f: impl Fn(f64) -> (f64, f64)) {
        for (value, slope) in column.iter_mut().zip(slopes) {
            (*value, *slope) = f(*value);
        }
    }
    match activation {
        Activation::Sigmoid => each(column, slopes, |h| {
            let a = 1.0 / (1.0 + exp(-h));
            (a, a * (1.0 - a))
        }),
        Activation::Tanh => each(column, slopes, |h| {
            let a = tanh(h);
            (a, 1.0 - a * a)
        }),
        Activation::Relu => each(column, slopes, |h| {
            (
                if h < 0.0 { 0.0 } else { h },
                if h > 0.0 { 1.0 } else { 0.0 },
            )
        }),
        Activation::LeakyRelu => each(column, slopes, |h| {
            (
                if h < 0.0 { LEAK * h } else { h },
                if h > 0.0 { 1.0 } else { LEAK },
            )
        }),
        Activation::Linear => each(column, slopes, |h| (h, 1.0)),
    }
}
