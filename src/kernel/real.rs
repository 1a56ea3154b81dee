//! The number types of an experiment: `f32` and `f64`.

use std::fmt::{Debug, Display};
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use super::coefficients::Coefficients;
use super::factor::Factor;
use super::narrower::Narrower;

/// `f32` or `f64`; sealed, because every other precision needs its own polynomials.
///
/// ```
/// use initscope::kernel::Real;
///
/// fn hypotenuse<T: Real>(a: T, b: T) -> T {
///     a.mul_add(a, b * b).sqrt()
/// }
/// assert_eq!(hypotenuse(3.0_f32, 4.0), 5.0);
/// assert_eq!(hypotenuse(3.0_f64, 4.0), 5.0);
/// ```
pub trait Real:
    Coefficients
    + Copy
    + Send
    + Sync
    + Default
    + PartialOrd
    + Debug
    + Display
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
    + DivAssign
    + Factor
    + Narrower
    + 'static
{
    /// The name in configuration files and reports: `f32` or `f64`.
    const NAME: &'static str;
    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;
    /// Positive infinity.
    const INFINITY: Self;
    /// The gap between 1 and the next larger number: 2^-23 or 2^-52.
    const EPSILON: Self;
    /// The largest finite number.
    const MAX: Self;
    /// The smallest positive number of full precision.
    const MIN_POSITIVE: Self;

    /// The nearest number of this type; infinite where `value` is beyond [`Real::MAX`].
    fn from_f64(value: f64) -> Self;
    /// The same number as `f64`; exact.
    fn to_f64(self) -> f64;
    /// The same number as this type; exact.
    fn from_f32(value: f32) -> Self;
    /// `self * factor + term`, rounded once: the same bits with and without FMA hardware.
    fn mul_add(self, factor: Self, term: Self) -> Self;
    /// The number without its sign.
    fn abs(self) -> Self;
    /// The square root, correctly rounded.
    fn sqrt(self) -> Self;
    /// The magnitude of `self` with the sign of `sign`.
    fn copysign(self, sign: Self) -> Self;
    /// Neither infinite nor NaN.
    fn is_finite(self) -> bool;
    /// Not a number.
    fn is_nan(self) -> bool;
    /// The largest whole number that is not above `self`.
    fn floor(self) -> Self;
    /// `self`, which must be a whole number in `[0, 2^22]`, as an index: vectorised where a
    /// saturating cast is not.
    fn whole_to_index(self) -> u32;
}

macro_rules! real {
    ($float:ident) => {
        impl Real for $float {
            const NAME: &'static str = stringify!($float);
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const INFINITY: Self = $float::INFINITY;
            const EPSILON: Self = $float::EPSILON;
            const MAX: Self = $float::MAX;
            const MIN_POSITIVE: Self = $float::MIN_POSITIVE;

            #[inline(always)]
            fn from_f64(value: f64) -> Self {
                value as Self
            }

            #[inline(always)]
            fn to_f64(self) -> f64 {
                f64::from(self)
            }

            #[inline(always)]
            fn from_f32(value: f32) -> Self {
                Self::from(value)
            }

            #[inline(always)]
            fn mul_add(self, factor: Self, term: Self) -> Self {
                self.mul_add(factor, term)
            }

            #[inline(always)]
            fn abs(self) -> Self {
                self.abs()
            }

            #[inline(always)]
            fn sqrt(self) -> Self {
                self.sqrt()
            }

            #[inline(always)]
            fn copysign(self, sign: Self) -> Self {
                self.copysign(sign)
            }

            #[inline(always)]
            fn is_finite(self) -> bool {
                self.is_finite()
            }

            #[inline(always)]
            fn floor(self) -> Self {
                self.floor()
            }

            #[inline(always)]
            fn whole_to_index(self) -> u32 {
                // Adding 2^52 (2^23) leaves the whole number in the low bits.
                const WHOLE: $float = 1.0 / $float::EPSILON;
                ((self + WHOLE).to_bits() - WHOLE.to_bits()) as u32
            }

            #[inline(always)]
            fn is_nan(self) -> bool {
                self.is_nan()
            }
        }
    };
}

real!(f32);
real!(f64);

#[cfg(test)]
mod tests {
    use super::*;

    fn conversions_are_exact_where_the_number_fits<T: Real>(name: &str) {
        assert_eq!(T::NAME, name);
        for value in [0.0, 1.0, -0.75, 1e10, f32::MIN_POSITIVE] {
            assert_eq!(T::from_f32(value).to_f64(), f64::from(value));
            assert_eq!(T::from_f64(f64::from(value)), T::from_f32(value));
        }
        assert!(T::from_f64(f64::NAN).is_nan());
        assert!(!T::INFINITY.is_finite() && T::MAX.is_finite());
        assert!(T::ONE + T::EPSILON > T::ONE);
        assert_eq!(T::ONE + T::EPSILON / T::from_f32(2.0), T::ONE);
    }

    #[test]
    fn both_types_convert_exactly_where_the_number_fits() {
        conversions_are_exact_where_the_number_fits::<f32>("f32");
        conversions_are_exact_where_the_number_fits::<f64>("f64");
    }
}
