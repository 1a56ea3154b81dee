//! The matrix product with narrower vector instructions than the CPU's widest, which `gemm` would pick.

use crate::isa::Isa;

/// A matrix in memory: its first number, and the steps from column to column and from row to row.
#[derive(Clone, Copy, Debug)]
pub struct Strided<P> {
    pub(super) first: P,
    pub(super) columns: isize,
    pub(super) rows: isize,
}

impl<P> Strided<P> {
    /// Rows become columns.
    pub(super) fn transposed(self) -> Self {
        Self { first: self.first, columns: self.rows, rows: self.columns }
    }
}

/// Numbers that can be multiplied as matrices with chosen instructions.
pub trait Narrower: Sized {
    /// `out = a · b`, for `[m, n, k]` rows of `a`, columns of `b` and terms; whether it was done.
    ///
    /// # Safety
    ///
    /// The matrices have these shapes, `out` is nobody else's, and steps are not negative.
    #[allow(unsafe_code)]
    unsafe fn multiply(
        isa: Isa,
        shape: [usize; 3],
        out: Strided<*mut Self>,
        a: Strided<*const Self>,
        b: Strided<*const Self>,
    ) -> bool;
}

macro_rules! narrower {
    ($float:ident, $kernels:ident, $of_avx2:literal) => {
        impl Narrower for $float {
            #[cfg(not(target_arch = "x86_64"))]
            #[allow(unsafe_code)]
            unsafe fn multiply(
                _: Isa,
                _: [usize; 3],
                _: Strided<*mut Self>,
                _: Strided<*const Self>,
                _: Strided<*const Self>,
            ) -> bool {
                false
            }

            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code)]
            unsafe fn multiply(
                isa: Isa,
                [m, n, k]: [usize; 3],
                out: Strided<*mut Self>,
                a: Strided<*const Self>,
                b: Strided<*const Self>,
            ) -> bool {
                use gemm_common::Parallelism;
                use gemm_common::gemm::gemm_basic_generic;
                use gemm_common::simd::{MixedSimd, Scalar, V3};
                use $kernels::microkernel::{fma::$float as avx2, scalar::$float as scalar};

                // SAFETY: said by the caller; the kernels are those of the instructions whose presence was checked.
                macro_rules! run {
                    ($simd:expr, $kernel:ident, $lanes:literal) => {
                        unsafe {
                            gemm_basic_generic::<
                                _,
                                $float,
                                $lanes,
                                { $kernel::MR_DIV_N * $lanes },
                                { $kernel::NR },
                                { $kernel::MR_DIV_N },
                                { $kernel::H_M },
                                { $kernel::H_N },
                            >(
                                $simd,
                                m,
                                n,
                                k,
                                out.first,
                                out.columns,
                                out.rows,
                                false,
                                a.first,
                                a.columns,
                                a.rows,
                                b.first,
                                b.columns,
                                b.rows,
                                0.0,
                                1.0,
                                false,
                                false,
                                false,
                                |a, b, c| a * b + c,
                                &$kernel::UKR,
                                &$kernel::H_UKR,
                                false,
                                Parallelism::None,
                            )
                        }
                    };
                }
                match isa {
                    Isa::Avx512 => return false,
                    Isa::Avx2 => match <V3 as MixedSimd<$float, $float, $float, $float>>::try_new() {
                        Some(simd) => run!(simd, avx2, $of_avx2),
                        None => return false,
                    },
                    Isa::Portable => run!(Scalar, scalar, 1),
                }
                true
            }
        }
    };
}

narrower!(f32, gemm_f32, 8);
narrower!(f64, gemm_f64, 4);

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::*;
    use crate::kernel::Real;

    /// `a · b` with these instructions, row by row as the engine has it.
    #[allow(unsafe_code)]
    fn product<T: Real>(isa: Isa, a: &Array2<T>, b: &Array2<T>) -> Option<Array2<T>> {
        let ((m, k), n) = (a.dim(), b.ncols());
        let mut out = Array2::from_elem((m, n), T::ONE);
        let whole = |first, columns: usize| Strided { first, columns: 1, rows: columns as isize };
        // SAFETY: three whole matrices of these shapes.
        let done = unsafe {
            let out = Strided { first: out.as_mut_ptr(), columns: 1, rows: n as isize };
            let (a, b) = (whole(a.as_ptr(), k), whole(b.as_ptr(), n));
            T::multiply(isa, [n, m, k], out.transposed(), b.transposed(), a.transposed())
        };
        done.then_some(out)
    }

    fn products_are_sums<T: Real>() {
        for isa in Isa::ALL.into_iter().filter(|isa| *isa < Isa::widest()) {
            for (m, n, k) in [(1, 1, 1), (7, 1, 5), (1, 9, 3), (33, 65, 70), (100, 37, 300)] {
                let of = |rows, columns, step: usize| {
                    Array2::from_shape_fn((rows, columns), |(i, j): (usize, usize)| {
                        T::from_f64(((i * 31 + j * step) % 17) as f64 / 17.0 - 0.5)
                    })
                };
                let (a, b) = (of(m, k, 7), of(k, n, 5));
                let found = product(isa, &a, &b).expect("narrower instructions than the widest are there");
                for ((i, j), value) in found.indexed_iter() {
                    let sum: f64 = (0..k).map(|l| a[[i, l]].to_f64() * b[[l, j]].to_f64()).sum();
                    // k products of at most 1/4, each sum rounded once.
                    let bound = 0.25 * (k * k) as f64 * T::EPSILON.to_f64();
                    assert!((value.to_f64() - sum).abs() <= bound, "{isa:?} {m} {n} {k}");
                }
            }
        }
    }

    #[test]
    fn products_with_narrower_instructions_are_sums_over_k() {
        products_are_sums::<f32>();
        products_are_sums::<f64>();
    }
}
