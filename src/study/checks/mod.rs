//! What a study as a whole may say, each check of what some of its settings ask of the others.
//!
//! Read `machines`, `recurrence` and `spectra`, in any order.

mod machines;
mod recurrence;
mod spectra;
