//! Singular values and eigenvalues of weights, of their products and of Jacobians.
//!
//! Read `singular`, then `eigenvalues`.

pub(crate) mod eigenvalues;
pub(crate) mod singular;
