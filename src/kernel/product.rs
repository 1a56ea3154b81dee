//! The matrix product.

use ndarray::{ArrayView2, ArrayViewMut2};

use super::Real;
use super::narrower::Strided;
use crate::isa::Isa;

/// `out = a · b` for `a` `[m, k]`, `b` `[k, n]`, `out` `[m, n]`, on the calling thread.
///
/// The sum over `k` runs in an order that depends on the shapes and the CPU alone, so callers
/// that split `out` into fixed tiles get the same bits for any number of threads.
///
/// # Panics
///
/// If the shapes do not fit.
#[allow(unsafe_code)]
pub fn product<T: Real>(a: ArrayView2<T>, b: ArrayView2<T>, mut out: ArrayViewMut2<T>) {
    let ((m, k), n) = (a.dim(), b.ncols());
    assert_eq!((b.nrows(), out.dim()), (k, (m, n)), "shapes of a product do not fit");
    let (a_strides, b_strides, out_strides) =
        (a.strides(), b.strides(), [out.strides()[0], out.strides()[1]]);
    let isa = Isa::current();
    if isa < Isa::widest() {
        let out = Strided { first: out.as_mut_ptr(), columns: out_strides[1], rows: out_strides[0] };
        let a = Strided { first: a.as_ptr(), columns: a_strides[1], rows: a_strides[0] };
        let b = Strided { first: b.as_ptr(), columns: b_strides[1], rows: b_strides[0] };
        // SAFETY: as below; no view of this crate is reversed.
        let done = unsafe {
            // The kernels go down columns.
            if out.columns.abs() < out.rows.abs() {
                T::multiply(isa, [n, m, k], out.transposed(), b.transposed(), a.transposed())
            } else {
                T::multiply(isa, [m, n, k], out, a, b)
            }
        };
        if done {
            return;
        }
    }
    // SAFETY: the three views are valid for reads (and `out`, borrowed mutably, for writes) at
    // every index within their dimensions, and the dimensions passed are theirs, checked above.
    // `f32` and `f64`, the only types that are `Real`, are types that `gemm` supports.
    unsafe {
        gemm::gemm(
            m,
            n,
            k,
            out.as_mut_ptr(),
            out_strides[1],
            out_strides[0],
            false,
            a.as_ptr(),
            a_strides[1],
            a_strides[0],
            b.as_ptr(),
            b_strides[1],
            b_strides[0],
            T::ZERO,
            T::ONE,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, s};

    use super::*;

    #[test]
    fn product_equals_the_sum_over_k() {
        let a = Array2::from_shape_fn((3, 4), |(i, j)| (i * 4 + j) as f64);
        let b = Array2::from_shape_fn((4, 2), |(i, j)| 1.0 / (1 + i + j) as f64);
        let mut out = Array2::zeros((3, 2));
        product(a.view(), b.view(), out.view_mut());
        for ((i, j), value) in out.indexed_iter() {
            let sum: f64 = (0..4).map(|k| a[[i, k]] * b[[k, j]]).sum();
            assert!((value - sum).abs() < 1e-14);
        }
    }

    #[test]
    fn tiles_of_the_product_fill_their_part_alone() {
        let a = Array2::from_elem((4, 3), 1.0f32);
        let b = Array2::from_elem((3, 6), 2.0f32);
        let mut out = Array2::from_elem((4, 6), -1.0f32);
        product(a.view(), b.slice(s![.., 2..5]), out.slice_mut(s![.., 2..5]));
        for ((_, column), value) in out.indexed_iter() {
            assert_eq!(*value, if (2..5).contains(&column) { 6.0 } else { -1.0 });
        }
    }
}
