//! Run-time choice of the vector instruction set.

/// Runs `op`, an `#[inline(always)]` closure of flat loops, compiled for the widest vector
/// instructions of this CPU.
#[inline(always)]
pub fn vectorize<R>(op: impl FnMut() -> R) -> R {
    pulp::Arch::new().dispatch(Vectorized(op))
}

/// [`vectorize`] for what has no use for vectors of more than 32 bytes: given wider ones, the compiler
/// would spend its time on filling them.
#[inline(always)]
pub(crate) fn vectorize_narrow<R>(op: impl FnMut() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    if let Some(narrow) = pulp::x86::V3::try_new() {
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

/// Name of the instruction set that [`vectorize`] picks on this CPU, as records state it.
pub fn instruction_set() -> &'static str {
    #[cfg(target_arch = "x86_64")]
    {
        if pulp::x86::V4::try_new().is_some() {
            return "x86-64-v4";
        }
        if pulp::x86::V3::try_new().is_some() {
            return "x86-64-v3";
        }
    }
    std::env::consts::ARCH
}
