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
