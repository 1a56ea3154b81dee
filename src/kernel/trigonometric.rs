//! Sine, cosine and arc tangent, under the rules of [`elementary`](super::elementary).

use super::Real;
use super::elementary::{at_least, at_most, polynomial};

/// tan(pi/8) and tan(3 pi/8), where the arc tangent changes its argument.
const ATAN_STEPS: [f64; 2] = [0.414_213_562_373_095_03, 2.414_213_562_373_095];

/// (sin x, cos x).
///
/// x is reduced by the nearest multiple of pi/2 with three-part constants and fused products
/// (Cody & Waite 1980, chapter 8): full relative accuracy up to |x| = 1e5 and, beyond the
/// nearest neighbours of a zero, up to 2^50 (`f64`) or 2^21 (`f32`). Farther out, where
/// neighbouring numbers are a sizeable part of a period apart, the results are only promised
/// to lie in \[-1, 1\]. NaN at the infinities.
///
/// ```
/// use initscope::kernel::trigonometric::sin_cos;
///
/// let (sin, cos) = sin_cos(1e3_f64);
/// assert!((sin - 0.8268795405320025).abs() < 2e-16);
/// assert!((cos - 0.5623790762907029).abs() < 2e-16);
/// ```
#[inline(always)]
pub fn sin_cos<T: Real>(x: T) -> (T, T) {
    let shifted = x.mul_add(T::FRAC_2_PI, T::INTEGER_SHIFT);
    let n = shifted - T::INTEGER_SHIFT;
    let reduced = T::HALF_PI.iter().fold(x, |remainder, &part| (-n).mul_add(part, remainder));
    // Only numbers beyond the promised domain are clamped.
    let r = at_most(T::ONE, at_least(-T::ONE, reduced));
    let square = r * r;
    let sin = (square * r).mul_add(polynomial(square, T::SIN), r);
    let quartic = square.mul_add(polynomial(square, T::COS), T::from_f32(-0.5));
    let cos = square.mul_add(quartic, T::ONE);
    let (odd, [sin_sign, cos_sign]) = T::quadrant(shifted);
    let (sin, cos) = if odd { (cos, sin) } else { (sin, cos) };
    (sin_sign * sin, cos_sign * cos)
}

/// The arc tangent: ±pi/2 at the infinities.
///
/// The argument is brought below tan(pi/8) by -1/x or (x - 1) / (x + 1), as in the Cephes
/// library (Moshier 1989).
///
/// ```
/// use initscope::kernel::trigonometric::atan;
///
/// assert_eq!(atan(f64::INFINITY), std::f64::consts::FRAC_PI_2);
/// assert_eq!(atan(1e-300_f64), 1e-300);
/// ```
#[inline(always)]
pub fn atan<T: Real>(x: T) -> T {
    let a = x.abs();
    let [near, far] = ATAN_STEPS.map(T::from_f64);
    let (above, below) = (a - T::ONE, a + T::ONE);
    let (mut numerator, mut denominator) = (a, T::ONE);
    let (mut angle, mut rest) = (T::ZERO, T::ZERO);
    if a > near {
        (numerator, denominator) = (above, below);
        [angle, rest] = T::QUARTER_PI;
    }
    if a > far {
        (numerator, denominator) = (-T::ONE, a);
        [angle, rest, _] = T::HALF_PI;
    }
    let z = numerator / denominator;
    let square = z * z;
    let arc = (square * z).mul_add(polynomial(square, T::ATAN), rest) + z;
    (angle + arc).copysign(x)
}
