//! One activation as straight-line code, and the loops that run it over slices; those that are formulas do on their own.

use pulp::{Simd, WithSimd};

use crate::isa::arch;
use crate::kernel::{Real, vectorize};

/// Value and slope at one pre-activation; the part that is not used costs nothing, because
/// everything is inlined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point<T> {
    pub(super) value: T,
    pub(super) slope: T,
}

/// An activation with its parameters bound.
pub(super) trait Curve<T: Real>: Copy {
    fn at(self, x: T) -> Point<T>;
}

/// An activation that is known when the program runs, and works on slices of any length.
pub(super) trait Formula<T: Real>: Copy {
    /// Replaces every x by its value.
    fn values(self, xs: &mut [T]);

    /// Replaces every x by its value and stores the slopes.
    fn points(self, xs: &mut [T], slopes: &mut [T]);

    /// Replaces every x by its slope.
    fn slopes(self, xs: &mut [T]);
}

/// Numbers of which a formula needs a copy at once: many, so that its preparations are soon done.
const COPIED: usize = 1024;

/// Something to do with a [`Curve`] once its type is known, or with a [`Formula`].
pub(super) trait Task<T: Real> {
    type Output;

    fn run<C: Curve<T>>(self, curve: C) -> Self::Output;

    fn run_formula<F: Formula<T>>(self, formula: F) -> Self::Output;
}

/// The point at `x`, compiled for the oldest supported CPU.
pub(super) struct At<T>(pub(super) T);

impl<T: Real> Task<T> for At<T> {
    type Output = Point<T>;

    fn run<C: Curve<T>>(self, curve: C) -> Point<T> {
        curve.at(self.0)
    }

    fn run_formula<F: Formula<T>>(self, formula: F) -> Point<T> {
        let (mut x, mut slope) = ([self.0], [T::ZERO]);
        formula.points(&mut x, &mut slope);
        Point { value: x[0], slope: slope[0] }
    }
}

/// Replaces pre-activations by values.
pub(super) struct Values<'a, T>(pub(super) &'a mut [T]);

impl<T: Real> Task<T> for Values<'_, T> {
    type Output = ();

    fn run<C: Curve<T>>(self, curve: C) {
        arch().dispatch(ValueLoop { curve, xs: self.0 });
    }

    fn run_formula<F: Formula<T>>(self, formula: F) {
        formula.values(self.0);
    }
}

/// Replaces pre-activations by values and stores the slopes.
pub(super) struct ValuesAndSlopes<'a, T> {
    pub(super) xs: &'a mut [T],
    pub(super) slopes: &'a mut [T],
}

impl<T: Real> Task<T> for ValuesAndSlopes<'_, T> {
    type Output = ();

    fn run<C: Curve<T>>(self, curve: C) {
        let Self { xs, slopes } = self;
        arch().dispatch(PointLoop { curve, xs, slopes });
    }

    fn run_formula<F: Formula<T>>(self, formula: F) {
        formula.points(self.xs, self.slopes);
    }
}

/// Turns pre-activations into values and counts those where |slope| is below a threshold.
pub(super) struct ValuesAndFlat<'a, T> {
    /// Pre-activations, unless they are where the values shall be.
    pub(super) source: Option<&'a [T]>,
    pub(super) values: &'a mut [T],
    pub(super) threshold: T,
}

impl<T: Real> Task<T> for ValuesAndFlat<'_, T> {
    type Output = u64;

    fn run<C: Curve<T>>(self, curve: C) -> u64 {
        arch().dispatch(FlatLoop { curve, task: self })
    }

    fn run_formula<F: Formula<T>>(self, formula: F) -> u64 {
        let Self { source, values, threshold } = self;
        if let Some(source) = source {
            values.copy_from_slice(source);
        }
        let mut memory = [T::ZERO; COPIED];
        let mut flat = 0;
        for values in values.chunks_mut(COPIED) {
            let slopes = &mut memory[..values.len()];
            formula.points(values, slopes);
            flat += vectorize(
                #[inline(always)]
                || slopes.iter().map(|slope| u64::from(slope.abs() < threshold)).sum::<u64>(),
            );
        }
        flat
    }
}

/// Multiplies by the slopes at pre-activations.
pub(super) struct TimesSlopes<'a, T> {
    pub(super) before: &'a [T],
    pub(super) gradient: &'a mut [T],
}

impl<T: Real> Task<T> for TimesSlopes<'_, T> {
    type Output = ();

    fn run<C: Curve<T>>(self, curve: C) {
        arch().dispatch(SlopeLoop { curve, task: self });
    }

    fn run_formula<F: Formula<T>>(self, formula: F) {
        let mut memory = [T::ZERO; COPIED];
        for (before, gradient) in self.before.chunks(COPIED).zip(self.gradient.chunks_mut(COPIED)) {
            let slopes = &mut memory[..before.len()];
            slopes.copy_from_slice(before);
            formula.slopes(slopes);
            vectorize(
                #[inline(always)]
                || gradient.iter_mut().zip(&*slopes).for_each(|(gradient, slope)| *gradient *= *slope),
            );
        }
    }
}

struct ValueLoop<'a, C, T> {
    curve: C,
    xs: &'a mut [T],
}

impl<C: Curve<T>, T: Real> WithSimd for ValueLoop<'_, C, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for x in self.xs {
            *x = self.curve.at(*x).value;
        }
    }
}

struct PointLoop<'a, C, T> {
    curve: C,
    xs: &'a mut [T],
    slopes: &'a mut [T],
}

impl<C: Curve<T>, T: Real> WithSimd for PointLoop<'_, C, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for (x, slope) in self.xs.iter_mut().zip(self.slopes) {
            let point = self.curve.at(*x);
            *x = point.value;
            *slope = point.slope;
        }
    }
}

struct SlopeLoop<'a, C, T> {
    curve: C,
    task: TimesSlopes<'a, T>,
}

impl<C: Curve<T>, T: Real> WithSimd for SlopeLoop<'_, C, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let TimesSlopes { before, gradient } = self.task;
        for (gradient, x) in gradient.iter_mut().zip(before) {
            *gradient *= self.curve.at(*x).slope;
        }
    }
}

struct FlatLoop<'a, C, T> {
    curve: C,
    task: ValuesAndFlat<'a, T>,
}

impl<C: Curve<T>, T: Real> WithSimd for FlatLoop<'_, C, T> {
    type Output = u64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> u64 {
        let ValuesAndFlat { source, values, threshold } = self.task;
        let mut flat = 0;
        if let Some(source) = source {
            for (value, x) in values.iter_mut().zip(source) {
                let point = self.curve.at(*x);
                *value = point.value;
                flat += u64::from(point.slope.abs() < threshold);
            }
        } else {
            for x in values {
                let point = self.curve.at(*x);
                *x = point.value;
                flat += u64::from(point.slope.abs() < threshold);
            }
        }
        flat
    }
}
