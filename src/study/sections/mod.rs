//! The tables of a study's TOML, one file each.
//!
//! Read `input`, then `watch`, `training` and `gibbs`, in any order.

pub(crate) mod counts;
pub(crate) mod gibbs;
pub(crate) mod input;
pub(crate) mod training;
pub(crate) mod watch;
