//! Which cells run when, and on how many threads.
//!
//! Read `batch` (cells that belong together), then `runner`.

pub(crate) mod batch;
pub(crate) mod runner;
