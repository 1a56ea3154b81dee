//! Which cells run when, on how many threads, and what they share.
//!
//! Read `batch` (cells that belong together), `inputs` (what they share), then `runner`.

pub(crate) mod batch;
pub(crate) mod inputs;
pub(crate) mod runner;
