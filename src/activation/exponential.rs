//! Activations that are a straight line above 0 and an exponential below.

use super::curve::{Curve, Point};
use crate::kernel::Real;
use crate::kernel::elementary::{at_least, at_most, exact, exp_and_exp_m1};

/// The fixed point constants of selu (Klambauer et al. 2017, equation 14).
pub(super) const SELU_SCALE: f64 = 1.050_700_987_355_480_5;
/// Scale times alpha, from the same 32 digits.
pub(super) const SELU_SLOPE: f64 = 1.758_099_340_847_376_8;

/// scale * x above 0, limit * (e^x - 1) below: elu and selu.
#[derive(Clone, Copy)]
pub(super) struct Elu<T> {
    scale: T,
    limit: T,
}

impl<T: Real> Elu<T> {
    #[inline(always)]
    pub(super) fn new(alpha: f64) -> Self {
        Self { scale: T::ONE, limit: within_range(alpha) }
    }

    #[inline(always)]
    pub(super) fn selu() -> Self {
        Self { scale: T::from_f64(SELU_SCALE), limit: T::from_f64(SELU_SLOPE) }
    }
}

impl<T: Real> Curve<T> for Elu<T> {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let (exp, exp_m1) = exp_and_exp_m1(exact(at_most(T::ZERO, x)));
        let (below, slope_below) = (self.limit * exp_m1, self.limit * exp);
        Point {
            value: if x > T::ZERO { self.scale * x } else { below },
            slope: if x > T::ZERO { self.scale } else { slope_below },
        }
    }
}

/// max(0, x) + min(0, alpha * (e^(x / alpha) - 1)).
#[derive(Clone, Copy)]
pub(super) struct Celu<T> {
    alpha: T,
    reciprocal: T,
    lowest: T,
}

impl<T: Real> Celu<T> {
    #[inline(always)]
    pub(super) fn new(alpha: f64) -> Self {
        let alpha = within_range(alpha);
        Self { alpha, reciprocal: T::ONE / alpha, lowest: -T::SATURATION * alpha }
    }
}

impl<T: Real> Curve<T> for Celu<T> {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let x_below = at_most(T::ZERO, at_least(self.lowest, x));
        let quotient = x_below * self.reciprocal;
        let remainder = (-quotient).mul_add(self.alpha, x_below);
        let (exp, exp_m1) = exp_and_exp_m1([quotient, remainder * self.reciprocal]);
        Point {
            value: if x > T::ZERO { x } else { self.alpha * exp_m1 },
            slope: if x > T::ZERO { T::ONE } else { exp },
        }
    }
}

/// alpha in this precision, kept away from 0 and infinity so that neither it nor
/// [`SATURATION`](crate::kernel::Real) times it is either.
#[inline(always)]
fn within_range<T: Real>(alpha: f64) -> T {
    let highest = T::MAX * T::from_f32(1.0 / 1024.0);
    at_most(highest, at_least(T::MIN_POSITIVE, T::from_f64(alpha)))
}
