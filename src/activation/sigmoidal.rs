//! Bounded smooth activations, the softplus and the sine.

use super::curve::{Curve, Point};
use crate::kernel::Real;
use crate::kernel::elementary::{
    at_least, at_most, exact, exp, ln_1p_unit, logistic_pair, product, split, tanh_of_half,
};
use crate::kernel::trigonometric::{atan, sin_cos};

/// The scale of lecun-tanh (LeCun et al. 1998, section 4.4).
pub(super) const LECUN_SCALE: f64 = 1.7159;

#[derive(Clone, Copy)]
pub(super) struct Sigmoid;

impl<T: Real> Curve<T> for Sigmoid {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let (above, below) = logistic_pair(exact(x.abs()));
        Point { value: if x >= T::ZERO { above } else { below }, slope: above * below }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Tanh;

impl<T: Real> Curve<T> for Tanh {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let magnitude = x.abs();
        let (value, slope) = tanh_of_half(exact(magnitude + magnitude));
        Point { value: value.copysign(x), slope }
    }
}

#[derive(Clone, Copy)]
pub(super) struct LecunTanh;

impl<T: Real> Curve<T> for LecunTanh {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let four_thirds = split(4.0 / 3.0, 7.401486830834377e-17);
        let (value, slope) = tanh_of_half(product(four_thirds, at_most(T::SATURATION, x.abs())));
        Point {
            value: (T::from_f64(LECUN_SCALE) * value).copysign(x),
            slope: T::from_f64(LECUN_SCALE * 2.0 / 3.0) * slope,
        }
    }
}

/// max(0, x) + ln(1 + e^-|x|).
#[derive(Clone, Copy)]
pub(super) struct Softplus;

impl<T: Real> Curve<T> for Softplus {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let exp = exp(-x.abs());
        let above = T::ONE / (T::ONE + exp);
        Point {
            value: at_least(T::ZERO, x) + ln_1p_unit(exp),
            slope: if x >= T::ZERO { above } else { exp * above },
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Softsign;

impl<T: Real> Curve<T> for Softsign {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        // An eighth of the largest number: its reciprocal is not subnormal, and inf / inf is
        // avoided.
        let magnitude = at_most(T::MAX * T::from_f32(0.125), x.abs());
        let reciprocal = T::ONE / (T::ONE + magnitude);
        Point { value: (magnitude * reciprocal).copysign(x), slope: reciprocal * reciprocal }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Arctan;

impl<T: Real> Curve<T> for Arctan {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        Point { value: atan(x), slope: T::ONE / x.mul_add(x, T::ONE) }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Sin;

impl<T: Real> Curve<T> for Sin {
    #[inline(always)]
    fn at(self, x: T) -> Point<T> {
        let (value, slope) = sin_cos(x);
        Point { value, slope }
    }
}
