//! Orthonormal columns from any columns.

use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::householder;
use faer::linalg::qr::no_pivoting::factor;
use faer::traits::RealField;
use faer::{Conj, MatMut, Par};

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

/// The number types that the linear algebra library knows, behind a trait that does not show it.
pub trait Factor: Sized {
    #[doc(hidden)]
    fn factor(a: &mut [Self], q: &mut [Self], rows: usize, columns: usize) -> Vec<Self>;
}

impl Factor for f32 {
    fn factor(a: &mut [Self], q: &mut [Self], rows: usize, columns: usize) -> Vec<Self> {
        householder_qr(a, q, rows, columns)
    }
}

impl Factor for f64 {
    fn factor(a: &mut [Self], q: &mut [Self], rows: usize, columns: usize) -> Vec<Self> {
        householder_qr(a, q, rows, columns)
    }
}

fn householder_qr<T: Real + RealField>(a: &mut [T], q: &mut [T], rows: usize, columns: usize) -> Vec<T> {
    let serial = Par::Seq;
    let block = factor::recommended_block_size::<T>(rows, columns);
    let mut reflectors = vec![T::ZERO; block * columns];
    let scratch = factor::qr_in_place_scratch::<T>(rows, columns, block, serial, Default::default()).or(
        householder::apply_block_householder_sequence_on_the_left_in_place_scratch::<T>(rows, block, columns),
    );
    let mut memory = MemBuffer::new(scratch);
    let stack = MemStack::new(&mut memory);
    let mut a = MatMut::from_column_major_slice_mut(a, rows, columns);
    let mut reflectors = MatMut::from_column_major_slice_mut(&mut reflectors, block, columns);
    factor::qr_in_place(a.as_mut(), reflectors.as_mut(), serial, stack, Default::default());
    q.fill(T::ZERO);
    q.iter_mut().step_by(rows + 1).for_each(|diagonal| *diagonal = T::ONE);
    householder::apply_block_householder_sequence_on_the_left_in_place_with_conj(
        a.as_ref(),
        reflectors.as_ref(),
        Conj::No,
        MatMut::from_column_major_slice_mut(q, rows, columns),
        serial,
        stack,
    );
    (0..columns)
        .map(|index| if a[(index, index)] < <T as Real>::ZERO { -<T as Real>::ONE } else { <T as Real>::ONE })
        .collect()
}
