//! Sentences of a study's sources, with the numbers that they ask for.
//!
//! Read `claim`, `term` and `select` (what a claim is made of), then `words` (what is measured, for readers) and `read`, which takes them from TOML.

pub(crate) mod claim;
pub(crate) mod read;
pub(crate) mod select;
pub(crate) mod term;
pub(crate) mod words;
