//! Sentences of a study's sources, with the numbers that they ask for.
//!
//! Read `claim`, `term` and `select` (what a claim is made of), then `read`, which takes them from TOML.

pub(crate) mod claim;
pub(crate) mod read;
pub(crate) mod select;
pub(crate) mod term;
