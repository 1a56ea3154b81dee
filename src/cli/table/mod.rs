//! The table that ends an experiment.
//!
//! Read `found` (what there is to print), then `detail` with what it prints: `lines`, a `summary`, or
//! everything in `full`; `unreached` says what LSUV aimed at and missed.

mod detail;
mod found;
mod full;
mod lines;
mod summary;
mod unreached;

pub(super) use detail::{Detail, print};
