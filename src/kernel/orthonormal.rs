//! Orthonormal columns from any columns.

use super::Real;

/// Writes to `q` the orthonormal factor of the QR decomposition of `a`, both column-major with
/// columns of length `rows`; `a` is overwritten. R has a diagonal of either sign: the signs are
/// returned, +1 for 0.
///
/// On the calling thread: the same bits whatever the number of threads.
///
/// ```
/// use initscope::kernel::orthonormalise;
///
/// let mut q = [0.0; 4];
/// let signs = orthonormalise(&mut [3.0, 4.0, 0.0, 5.0], &mut q, 2);
/// let first = [signs[0] * q[0], signs[0] * q[1]];
/// assert!((first[0] - 0.6_f64).abs() < 1e-15 && (first[1] - 0.8).abs() < 1e-15);
/// ```
///
/// # Panics
///
/// If `a` and `q` differ in length, `rows` is 0 or does not divide it, or there are more columns than
/// rows.
pub fn orthonormalise<T: Real>(a: &mut [T], q: &mut [T], rows: usize) -> Vec<T> {
    let columns = a.len() / rows;
    assert_eq!((a.len(), q.len()), (rows * columns, rows * columns), "whole columns, as many as there are");
    assert!(columns <= rows, "no more columns than rows");
    T::factor(a, q, rows, columns)
}
