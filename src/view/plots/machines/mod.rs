//! Restricted Boltzmann machines: what they keep of a sample, what their units answer to, and how they learned.
//!
//! Read `snapshots` (what was looked at and when), then `walk`, `filters` and `pretraining`.

pub(crate) mod filters;
pub(crate) mod pretraining;
pub(crate) mod snapshots;
pub(crate) mod walk;
