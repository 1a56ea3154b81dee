//! The tests of each structure of random matrices.
//!
//! Read `entries` (independent draws, one by one) and `dependence` (whether they know of each other), then `haar`,
//! `mirrored` and `sparse`, which build on them, and `fixed`, where there is no chance.

pub(crate) mod dependence;
pub(crate) mod entries;
pub(crate) mod fixed;
pub(crate) mod haar;
pub(crate) mod mirrored;
pub(crate) mod sparse;
