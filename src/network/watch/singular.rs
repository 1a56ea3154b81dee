//! Singular values of matrices in either precision.

use crate::kernel::{Real, singular_values};

/// The singular values of a row-major matrix, NaN where it has none.
pub(crate) fn singular<T: Real>(entries: &[T], columns: usize) -> Vec<f64> {
    let values = singular_values(&widened(entries), columns, T::EPSILON.to_f64());
    values.unwrap_or_else(|| vec![f64::NAN; columns.min(entries.len() / columns)])
}

pub(crate) fn widened<T: Real>(entries: &[T]) -> Vec<f64> {
    entries.iter().map(|entry| entry.to_f64()).collect()
}
