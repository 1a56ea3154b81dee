//! Activations x * gate(x) with a smooth gate between 0 and 1.
//!
//! In the left tail the gate is 0 long before x is -inf, so a clamped x gives the same product
//! without inf * 0.

use super::curve::{Curve, Point};
use crate::kernel::Real;
use crate::kernel::elementary::{at_least, at_most, exact, exp, logistic_pair, product, split};
use crate::kernel::gaussian::normal;

/// |x| up to where every gate is exactly 0 or 1.
#[inline(always)]
fn clamped_magnitude<T: Real>(x: T) -> T {
    at_most(T::SATURATION, x.abs())
}

/// x * gate, and its slope gate + x * gate'.
#[inline(always)]
fn gated<T: Real>(x: T, gate: T, gate_slope: T) -> Point<T> {
    let clamped = clamped_magnitude(x).copysign(x);
    Point { value: at_least(-T::SATURATION, x) * gate, slope: clamped.mul_add(gate_slope, gate) }
}

/// x times the logistic function of h, where |h| and |dh/dx| are given.
#[inline(always)]
fn logistic_gate<T: Real>(x: T, h: [T; 2], h_slope: T) -> Point<T> {
    let (above, below) = logistic_pair(h);
    let gate = if x >= T::ZERO { above } else { below };
    gated(x, gate, above * below * h_slope)
}

#[derive(Clone, Copy)]
pub(super) struct Silu;

impl<T: Real> Curve<T> for Silu {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        logistic_gate(x, exact(x.abs()), T::ONE)
    }
}

#[derive(Clone, Copy)]
pub(super) struct QuickGelu;

impl<T: Real> Curve<T> for QuickGelu {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let factor = split(1.702, 4.263256414560601e-17);
        logistic_gate(x, product(factor, clamped_magnitude(x)), factor[0])
    }
}

/// (1 + tanh(u)) / 2 is the logistic function of 2u = x (A + B x^2), with A = sqrt(8 / pi) and
/// B = 0.044715 A.
#[derive(Clone, Copy)]
pub(super) struct GeluTanh;

impl<T: Real> Curve<T> for GeluTanh {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let linear: [T; 2] = split(1.5957691216057308, -9.96930880911092e-17);
        let cubic: [T; 2] = split(0.07135481627260025, -6.175149918155315e-19);
        let a = clamped_magnitude(x);
        let square = a * a;
        let [bend, bend_rest] = product(cubic, square);
        let square_rest = a.mul_add(a, -square);
        let [high, rest] = sum(linear[0], bend);
        let low = rest + linear[1] + cubic[0].mul_add(square_rest, bend_rest);
        let h_slope = T::from_f32(3.0).mul_add(bend, linear[0]);
        logistic_gate(x, product([high, low], a), h_slope)
    }
}

/// a + b and its rounding error (Knuth 1969, section 4.2.2).
#[inline(always)]
fn sum<T: Real>(a: T, b: T) -> [T; 2] {
    let high = a + b;
    let b_part = high - a;
    [high, (a - (high - b_part)) + (b - b_part)]
}

#[derive(Clone, Copy)]
pub(super) struct Gelu;

impl<T: Real> Curve<T> for Gelu {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let normal = normal(x);
        gated(x, normal.below, normal.density)
    }
}

/// With n = e (e + 2) and e = e^x, tanh(ln(1 + e)) is n / (n + 2); above 0 both parts are
/// divided by e^2.
#[derive(Clone, Copy)]
pub(super) struct Mish;

impl<T: Real> Curve<T> for Mish {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let two = T::ONE + T::ONE;
        let e = exp(-x.abs());
        let negative = x < T::ZERO;
        let small = if negative { e } else { e * e };
        let numerator = if negative { e * (e + two) } else { two.mul_add(e, T::ONE) };
        let rest = if negative { two } else { two * small };
        let reciprocal = T::ONE / (numerator + rest);
        let double = two * reciprocal;
        gated(x, numerator * reciprocal, small * (T::ONE + e) * (double * double))
    }
}
