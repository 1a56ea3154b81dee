//! Singular values and eigenvalues of weights, of their products and of Jacobians.
//!
//! Read `singular`, then `spectrum` (through depth) and `eigenvalues`.

pub(crate) mod eigenvalues;
pub(crate) mod singular;
pub(crate) mod spectrum;
