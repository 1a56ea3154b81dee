//! The catalogue: one file a scheme, its names, keys and source, and the matrices that it comes to.
//!
//! Read `scaled` (Xavier, He, LeCun) as the model, then any other; `data_dependent` has those that look at
//! data before they fill a layer.

pub(crate) mod constant;
pub(crate) mod convention;
pub(crate) mod data_dependent;
pub(crate) mod dirac;
pub(crate) mod hadamard;
pub(crate) mod identity;
pub(crate) mod looks_linear;
pub(crate) mod orthogonal;
pub(crate) mod plain;
pub(crate) mod random_walk;
pub(crate) mod scaled;
pub(crate) mod sparse;
pub(crate) mod truncated_normal;
pub(crate) mod variance_scaling;
