//! Random matrices, whatever the scheme that asks for them: laws, fans, structures.
//!
//! Read `fan`, `law` (with `truncated`), then `ensemble`, which joins them, and `haar`, `dirac`, `hadamard`,
//! `mirrored` and `sparsity`, which are structures of their own.

pub(crate) mod dirac;
pub(crate) mod ensemble;
pub(crate) mod fan;
pub(crate) mod haar;
pub(crate) mod hadamard;
pub(crate) mod law;
pub(crate) mod mirrored;
pub(crate) mod sparsity;
pub(crate) mod truncated;
