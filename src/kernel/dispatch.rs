//! Loops compiled for the vector instructions in use.

#[cfg(target_arch = "x86_64")]
use crate::isa::Isa;
use crate::isa::arch;

/// Runs `op`, an `#[inline(always)]` closure of flat loops, compiled for the vector instructions in
/// use ([`Isa::current`]).
#[inline(always)]
pub fn vectorize<R>(op: impl FnMut() -> R) -> R {
    arch().dispatch(Vectorized(op))
}

/// [`vectorize`] for what has no use for vectors of more than 32 bytes: given wider ones, the compiler
/// would spend its time on filling them.
#[inline(always)]
pub(crate) fn vectorize_narrow<R>(op: impl FnMut() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    if Isa::current() > Isa::Avx2
        && let Some(narrow) = pulp::x86::V3::try_new()
    {
        return pulp::Simd::vectorize(narrow, Vectorized(op));
    }
    vectorize(op)
}

/// Calls the closure through `FnMut`: its `FnOnce` is a shim of its own, which would be
/// compiled without the vector instructions.
struct Vectorized<F>(F);

impl<R, F: FnMut() -> R> pulp::NullaryFnOnce for Vectorized<F> {
    type Output = R;

    #[inline(always)]
    fn call(mut self) -> R {
        (self.0)()
    }
}
