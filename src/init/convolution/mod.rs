//! Weights of convolution kernels: their shapes, fans and layouts.
//!
//! Read `shape`, then `fill`, which puts a scheme's matrices into it, `place`, which finds them there, and
//! `error`.

pub(crate) mod error;
pub(crate) mod fill;
pub(crate) mod place;
pub(crate) mod shape;
