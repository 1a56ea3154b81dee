//! The standard normal distribution.

use super::Real;
use super::elementary::{at_most, exp_and_exp_m1, polynomial};

/// 1 / sqrt(2 pi).
const DENSITY_AT_ZERO: f64 = 0.398_942_280_401_432_7;

/// Distribution function and density of the standard normal distribution at one point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal<T> {
    /// Phi(x), the probability of a value below x.
    pub below: T,
    /// phi(x) = exp(-x^2/2) / sqrt(2 pi).
    pub density: T,
}

/// Phi(x) and phi(x), both with full relative accuracy far into the left tail.
///
/// With a = |x|, the tail is Q(a) = exp(-a^2/2) P(t) / (a + k), where P is a polynomial in
/// t = (a - k) / (a + k), the variable of Shepherd & Laframboise (1981, section 2) for erfcx.
/// The rounding error of a^2 enters the exponential as a second argument.
///
/// ```
/// use initscope::kernel::gaussian::normal;
///
/// let at_minus_ten = normal(-10.0_f64);
/// assert!((at_minus_ten.below / 7.619853024160527e-24 - 1.0).abs() < 1e-15);
/// assert_eq!(normal(0.0_f64).density, 0.3989422804014327);
/// ```
#[inline(always)]
pub fn normal<T: Real>(x: T) -> Normal<T> {
    let a = at_most(T::MILLS_DOMAIN, x.abs());
    let half = T::from_f32(-0.5) * a;
    let exponent = half * a;
    let (exp, _) = exp_and_exp_m1([exponent, half.mul_add(a, -exponent)]);
    let reciprocal = T::ONE / (a + T::MILLS_CENTRE);
    let t = (a - T::MILLS_CENTRE) * reciprocal;
    let tail = exp * (polynomial(t, T::MILLS) * reciprocal);
    Normal {
        below: if x > T::ZERO { T::ONE - tail } else { tail },
        density: exp * T::from_f64(DENSITY_AT_ZERO),
    }
}

/// The standard normal distribution function Phi(x) = erfc(-x / sqrt(2)) / 2.
///
/// ```
/// use initscope::kernel::gaussian::normal_cdf;
///
/// assert_eq!(normal_cdf(0.0_f64), 0.5);
/// assert_eq!(normal_cdf(f64::NEG_INFINITY), 0.0);
/// ```
#[inline(always)]
pub fn normal_cdf<T: Real>(x: T) -> T {
    normal(x).below
}

/// Coefficients of erf(x) / x in x^2, the Taylor series: within 1e-17 below 1/2.
const ERF: [f64; 13] = {
    let (mut coefficients, mut term, mut n) = ([0.0; 13], std::f64::consts::FRAC_2_SQRT_PI, 0);
    while n < coefficients.len() {
        coefficients[n] = term / (2 * n + 1) as f64;
        n += 1;
        term /= -(n as f64);
    }
    coefficients
};

/// The error function, the probability that a normal number of variance 1/2 lies within ±x, with the sign of x.
///
/// ```
/// use initscope::kernel::gaussian::erf;
///
/// assert!((erf(1.0_f64) - 0.8427007929497149).abs() < 1e-15);
/// assert_eq!([erf(-1e-300_f64), erf(f64::INFINITY)], [-1.1283791670955126e-300, 1.0]);
/// ```
#[inline(always)]
pub fn erf<T: Real>(x: T) -> T {
    let (a, half) = (x.abs(), T::from_f32(0.5));
    let square = a * a;
    let sum =
        ERF.iter().rev().fold(T::ZERO, |sum, coefficient| sum.mul_add(square, T::from_f64(*coefficient)));
    let tail = normal_cdf(-T::from_f64(std::f64::consts::SQRT_2) * a);
    let beyond = (T::ONE - (tail + tail)).copysign(x);
    if a < half { x * sum } else { beyond }
}

/// `Q(x) / Q(a)` for `0 <= a <= x`, with the tail `Q(x) = 1 - Phi(x)`: the probability that a standard
/// normal number beyond `a` lies beyond `x`, however far out both are.
///
/// ```
/// use initscope::kernel::gaussian::tail_ratio;
///
/// assert!((tail_ratio(0.0, 2.0) / (2.0 * 0.022750131948179207) - 1.0).abs() < 1e-15);
/// // Far out the tail falls as e^(-a (x - a)).
/// assert!((tail_ratio(1024.0, 1024.0 + 1.0 / 1024.0) - (-1f64).exp()).abs() < 1e-6);
/// ```
pub fn tail_ratio(a: f64, x: f64) -> f64 {
    // Beyond 38 the tail itself is under the smallest number.
    if a < 30.0 {
        return normal_cdf(-x) / normal_cdf(-a);
    }
    (-0.5 * (x - a) * (x + a)).exp() * mills(x) / mills(a)
}

/// Mills' ratio `Q(x) / phi(x)` by Laplace's continued fraction 1 / (x + 1/(x + 2/(x + 3/(x + ...)))): its
/// n-th level changes it by a share of about n! / x^2n, which is 1e-17 for seven from x = 30 on.
fn mills(x: f64) -> f64 {
    1.0 / (1..=7).rev().fold(x, |below, level| x + f64::from(level) / below)
}
