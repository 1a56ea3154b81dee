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
