//! What a study as a whole may say, each check of what some of its settings ask of the others.
//!
//! Read `machines`, `plan`, `recurrence` and `spectra`, in any order.

mod machines;
pub(super) mod plan;
mod recurrence;
mod spectra;
