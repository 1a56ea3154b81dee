//! Plans that cannot fit in memory, refused before any work.
//!
//! Read `estimate` (what a cell takes), `footprint` (a plan), then `check`; `work` is what it takes in time.

pub(crate) mod check;
pub(crate) mod estimate;
mod footprint;
pub(crate) mod work;
