//! Exponentials and what follows from them.
//!
//! Every function is straight-line code: both sides of a choice are computed and one is
//! selected, so a loop over a slice becomes vector code. Nothing calls a mathematical library
//! except for the fused multiply-add, which is exact everywhere, so the bits do not depend on
//! the CPU. Errors are a few units in the last place, relative to the result, on the whole
//! line; subnormal results lose digits gradually. NaN in is NaN out.

use super::Real;

/// c\[0\] + c\[1\] x + c\[2\] x^2 + ... by Horner's rule.
///
/// ```
/// use initscope::kernel::elementary::polynomial;
///
/// assert_eq!(polynomial(2.0, &[1.0, 10.0, 100.0]), 421.0);
/// ```
#[inline(always)]
pub fn polynomial<T: Real>(x: T, coefficients: &[T]) -> T {
    match coefficients.split_last() {
        None => T::ZERO,
        Some((&last, lower)) => {
            lower.iter().rev().fold(last, |sum, &coefficient| sum.mul_add(x, coefficient))
        }
    }
}

/// `x`, or `low` where `x` is below it; NaN stays NaN, which `max` would swallow.
#[inline(always)]
pub fn at_least<T: Real>(low: T, x: T) -> T {
    if x < low { low } else { x }
}

/// `x`, or `high` where `x` is above it; NaN stays NaN, which `min` would swallow.
#[inline(always)]
pub fn at_most<T: Real>(high: T, x: T) -> T {
    if x > high { high } else { x }
}

/// A real constant as a sum of two numbers, given as a sum of two `f64`.
#[inline(always)]
pub fn split<T: Real>(high: f64, low: f64) -> [T; 2] {
    let rounded = T::from_f64(high);
    [rounded, T::from_f64((high - rounded.to_f64()) + low)]
}

/// The product c x as a sum of two numbers, for a constant c that is itself such a sum.
///
/// An exponential turns the absolute error of its argument into a relative one, so arguments
/// in the hundreds need their second half.
#[inline(always)]
pub fn product<T: Real>(constant: [T; 2], x: T) -> [T; 2] {
    let high = constant[0] * x;
    let low = constant[1].mul_add(x, constant[0].mul_add(x, -high));
    [high, low]
}

/// A number as a sum of two, the second of which is nothing.
#[inline(always)]
pub fn exact<T: Real>(x: T) -> [T; 2] {
    // -0 is neutral in addition, so the compiler drops it; 0 is not, because -0 + 0 is 0.
    [x, -T::ZERO]
}

/// (e^x, e^x - 1) for x given as a sum of two numbers, the second a rounding error of the first.
///
/// With n the integer nearest to x / ln 2 and r = x - n ln 2, the results are 2^n (1 + p) and
/// 2^n p + (2^n - 1), where p = e^r - 1 is a polynomial (Cody & Waite 1980, chapter 6).
#[inline(always)]
pub fn exp_and_exp_m1<T: Real>(x: [T; 2]) -> (T, T) {
    exp_below([at_most(T::EXP_DOMAIN[1], x[0]), x[1]])
}

/// [`exp_and_exp_m1`] of x that are not beyond the upper end of the domain.
#[inline(always)]
fn exp_below<T: Real>(x: [T; 2]) -> (T, T) {
    let clamped = at_least(T::EXP_DOMAIN[0], x[0]);
    let shifted = clamped.mul_add(T::LOG2_E, T::EXPONENT_SHIFT);
    let n = shifted - T::EXPONENT_SHIFT;
    let r = (-n).mul_add(T::LN_2[1], (-n).mul_add(T::LN_2[0], clamped)) + x[1];
    let p = (r * r).mul_add(polynomial(r, T::EXP), r);
    let [first, second, inverse] = T::powers_of_two(shifted);
    let exp = first.mul_add(p, first) * second;
    let exp_m1 = first.mul_add(p, first - inverse) * second;
    (exp, exp_m1)
}

/// e^x: 0 at -inf, infinite at inf.
///
/// ```
/// use initscope::kernel::elementary::exp;
///
/// assert!((exp(1.0_f64) - std::f64::consts::E).abs() < 1e-15);
/// assert_eq!(exp(-1e3_f32), 0.0);
/// ```
#[inline(always)]
pub fn exp<T: Real>(x: T) -> T {
    exp_and_exp_m1(exact(x)).0
}

/// e^x - 1 without cancellation near 0.
///
/// ```
/// use initscope::kernel::elementary::exp_m1;
///
/// assert_eq!(exp_m1(1e-300_f64), 1e-300);
/// ```
#[inline(always)]
pub fn exp_m1<T: Real>(x: T) -> T {
    exp_and_exp_m1(exact(x)).1
}

/// ln(1 + y) for 0 <= y <= 1, without cancellation near 0: 2 atanh(s) with s = y / (2 + y).
///
/// ```
/// use initscope::kernel::elementary::ln_1p_unit;
///
/// assert_eq!(ln_1p_unit(1.0_f64), std::f64::consts::LN_2);
/// ```
#[inline(always)]
pub fn ln_1p_unit<T: Real>(y: T) -> T {
    let two = T::ONE + T::ONE;
    let s = y / (two + y);
    let square = s * s;
    two.mul_add(s, s * square * polynomial(square, T::LOG))
}

/// ln x: -infinite at 0, NaN below.
///
/// With x = 2^n m and m next to 1, it is n ln 2 + 2 atanh((m - 1) / (m + 1)).
///
/// ```
/// use initscope::kernel::elementary::ln;
///
/// assert_eq!(ln(2.0_f64), std::f64::consts::LN_2);
/// assert_eq!([ln(0.0_f32), ln(f32::INFINITY)], [f32::NEG_INFINITY, f32::INFINITY]);
/// assert!(ln(-1.0_f32).is_nan());
/// ```
#[inline(always)]
pub fn ln<T: Real>(x: T) -> T {
    // A subnormal number is scaled by 2^n, the number of digits of a mantissa.
    let subnormal = x < T::MIN_POSITIVE;
    let scale = T::ONE / T::EPSILON;
    let (exponent, mantissa) = T::exponent_and_mantissa(if subnormal { x * scale } else { x });
    let digits = T::exponent_and_mantissa(scale).0;
    let n = if subnormal { exponent - digits } else { exponent };
    let (two, f) = (T::ONE + T::ONE, mantissa - T::ONE);
    let s = f / (two + f);
    let square = s * s;
    let part = two.mul_add(s, s * square * polynomial(square, T::LOG));
    let value = n.mul_add(T::LN_2[0], n.mul_add(T::LN_2[1], part));
    let edge = if x == T::ZERO { -T::INFINITY } else { T::from_f64(f64::NAN) };
    let value = if x > T::ZERO { value } else { edge };
    if x == T::INFINITY { x } else { value }
}

/// ln(1 + x) without cancellation near 0.
///
/// ```
/// use initscope::kernel::elementary::ln_1p;
///
/// assert_eq!(ln_1p(1e-300_f64), 1e-300);
/// assert_eq!([ln_1p(-1.0_f64), ln_1p(f64::INFINITY)], [f64::NEG_INFINITY, f64::INFINITY]);
/// ```
#[inline(always)]
pub fn ln_1p<T: Real>(x: T) -> T {
    let sum = T::ONE + x;
    let ln = ln(sum);
    // What the sum lost, by the slope of the logarithm.
    let lost = (x - (sum - T::ONE)) / sum;
    if (sum > T::ZERO) & (sum < T::INFINITY) { ln + lost } else { ln }
}

/// (s, 1 - s) with s = 1 / (1 + e^-h) the logistic function, for h >= 0 given as a sum of two
/// numbers; neither is a difference, so both keep their digits.
#[inline(always)]
pub fn logistic_pair<T: Real>(h: [T; 2]) -> (T, T) {
    let (exp, _) = exp_below(h.map(T::neg));
    let above = T::ONE / (T::ONE + exp);
    (above, exp * above)
}

/// The logistic function 1 / (1 + e^-x).
///
/// ```
/// use initscope::kernel::elementary::sigmoid;
///
/// assert_eq!(sigmoid(0.0_f64), 0.5);
/// assert_eq!(sigmoid(-700.0_f64), (-700.0_f64).exp());
/// ```
#[inline(always)]
pub fn sigmoid<T: Real>(x: T) -> T {
    let (above, below) = logistic_pair(exact(x.abs()));
    if x >= T::ZERO { above } else { below }
}

/// (tanh(h/2), its derivative 1 - tanh^2(h/2) as a function of h/2), for h >= 0 given as a sum
/// of two numbers: -expm1(-h) / (2 + expm1(-h)) and 4 e^-h / (1 + e^-h)^2.
#[inline(always)]
pub fn tanh_of_half<T: Real>(h: [T; 2]) -> (T, T) {
    let two = T::ONE + T::ONE;
    let (exp, exp_m1) = exp_below(h.map(T::neg));
    let reciprocal = T::ONE / (two + exp_m1);
    let twice = two * reciprocal;
    (-exp_m1 * reciprocal, exp * (twice * twice))
}

/// The hyperbolic tangent.
///
/// ```
/// use initscope::kernel::elementary::tanh;
///
/// assert_eq!(tanh(1e-10_f64), 1e-10);
/// assert_eq!(tanh(f32::NEG_INFINITY), -1.0);
/// ```
#[inline(always)]
pub fn tanh<T: Real>(x: T) -> T {
    let magnitude = x.abs();
    tanh_of_half(exact(magnitude + magnitude)).0.copysign(x)
}
