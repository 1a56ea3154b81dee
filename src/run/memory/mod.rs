//! Plans that cannot fit in memory, refused before any work.
//!
//! Read `estimate` (what a cell takes), then `check`.

pub(crate) mod check;
pub(crate) mod estimate;
