//! Which cells run when, and on how many threads.
//!
//! Read `batch` (cells that belong together), then `runner`; `missing` says what is left, `sharing` what is left to other machines.

pub(crate) mod batch;
pub(crate) mod missing;
pub(crate) mod runner;
pub(crate) mod sharing;
