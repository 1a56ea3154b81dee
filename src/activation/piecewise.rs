//! Activations made of straight and parabolic pieces.
//!
//! At a kink the slope is that of the piece written in [`Activation`](super::Activation).

use super::curve::{Curve, Point};
use crate::kernel::Real;
use crate::kernel::elementary::{at_least, at_most};

/// `constant`, or NaN where x is.
#[inline(always)]
fn unless_nan<T: Real>(x: T, constant: T) -> T {
    if x.is_nan() { x } else { constant }
}

/// `slope` where low < x < high, else 0; NaN where x is.
#[inline(always)]
fn slope_between<T: Real>(low: T, high: T, x: T, slope: T) -> T {
    let inside = (x > low) & (x < high);
    if inside { slope } else { unless_nan(x, T::ZERO) }
}

#[derive(Clone, Copy)]
pub(super) struct Linear;

impl<T: Real> Curve<T> for Linear {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        Point { value: x, slope: unless_nan(x, T::ONE) }
    }
}

/// x above 0, slope * x below: relu, leaky-relu and prelu.
#[derive(Clone, Copy)]
pub(super) struct Rectifier<T> {
    slope: T,
    lowest: T,
}

impl<T: Real> Rectifier<T> {
    #[inline(always)]
    pub(super) fn new(slope: f64) -> Self {
        let slope = at_most(T::MAX, at_least(-T::MAX, T::from_f64(slope)));
        // A zero slope at -inf has the limit 0, not the NaN of 0 * inf.
        let lowest = if slope == T::ZERO { -T::MAX } else { -T::INFINITY };
        Self { slope, lowest }
    }
}

impl<T: Real> Curve<T> for Rectifier<T> {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let below = self.slope * at_least(self.lowest, x);
        Point {
            value: if x > T::ZERO { x } else { below },
            slope: if x > T::ZERO { T::ONE } else { unless_nan(x, self.slope) },
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Relu;

impl<T: Real> Curve<T> for Relu {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        Point {
            value: at_least(T::ZERO, x),
            slope: if x > T::ZERO { T::ONE } else { unless_nan(x, T::ZERO) },
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Relu6;

impl<T: Real> Curve<T> for Relu6 {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let six = T::from_f32(6.0);
        Point { value: at_most(six, at_least(T::ZERO, x)), slope: slope_between(T::ZERO, six, x, T::ONE) }
    }
}

#[derive(Clone, Copy)]
pub(super) struct HardTanh;

impl<T: Real> Curve<T> for HardTanh {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        Point {
            value: at_most(T::ONE, at_least(-T::ONE, x)),
            slope: slope_between(-T::ONE, T::ONE, x, T::ONE),
        }
    }
}

/// relu6(x + 3) / 6.
#[inline(always)]
fn gate<T: Real>(x: T) -> T {
    let three = T::from_f32(3.0);
    at_most(three + three, at_least(T::ZERO, x + three)) * sixth()
}

#[inline(always)]
fn sixth<T: Real>() -> T {
    T::ONE / T::from_f32(6.0)
}

#[derive(Clone, Copy)]
pub(super) struct HardSigmoid;

impl<T: Real> Curve<T> for HardSigmoid {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let three = T::from_f32(3.0);
        Point { value: gate(x), slope: slope_between(-three, three, x, sixth()) }
    }
}

#[derive(Clone, Copy)]
pub(super) struct HardSwish;

impl<T: Real> Curve<T> for HardSwish {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let three = T::from_f32(3.0);
        let parabola = T::from_f32(2.0).mul_add(x, three) * sixth();
        Point {
            // Below -3 the gate is 0, and -3 in place of x avoids inf * 0.
            value: at_least(-three, x) * gate(x),
            slope: if x >= three { T::ONE } else { slope_between(-three, three, x, parabola) },
        }
    }
}
