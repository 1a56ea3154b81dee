//! What becomes of the weighted sums of whole rows of units.

use crate::kernel::elementary::sigmoid;
use crate::kernel::{Real, vectorize};

/// Sums become probabilities: σ(x + bias).
pub(super) fn logistic<T: Real>(rows: &mut [T], bias: &[T]) {
    vectorize(
        #[inline(always)]
        || {
            for row in rows.chunks_exact_mut(bias.len()) {
                for (x, &b) in row.iter_mut().zip(bias) {
                    *x = sigmoid(*x + b);
                }
            }
        },
    );
}

/// Sums become means: x + bias.
pub(super) fn shift<T: Real>(rows: &mut [T], bias: &[T]) {
    for row in rows.chunks_exact_mut(bias.len()) {
        for (x, &b) in row.iter_mut().zip(bias) {
            *x += b;
        }
    }
}

/// States that are 1 with these probabilities, from uniform numbers on \[0, 1).
pub(super) fn bernoulli<T: Real>(probabilities: &[T], uniform: &[f32], states: &mut [T]) {
    vectorize(
        #[inline(always)]
        || {
            for ((state, &p), &u) in states.iter_mut().zip(probabilities).zip(uniform) {
                *state = if T::from_f32(u) < p { T::ONE } else { T::ZERO };
            }
        },
    );
}

/// [`bernoulli`] in the place of the probabilities.
pub(super) fn bernoulli_in_place<T: Real>(values: &mut [T], uniform: &[f32]) {
    vectorize(
        #[inline(always)]
        || {
            for (x, &u) in values.iter_mut().zip(uniform) {
                *x = if T::from_f32(u) < *x { T::ONE } else { T::ZERO };
            }
        },
    );
}

/// Means become states: x + z with standard normal z.
pub(super) fn gaussian<T: Real>(means: &mut [T], normal: &[f32]) {
    for (x, &z) in means.iter_mut().zip(normal) {
        *x += T::from_f32(z);
    }
}
