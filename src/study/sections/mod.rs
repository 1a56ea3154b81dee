//! The tables of a study's TOML, one file each.
//!
//! Read `input`, then `watch`, `training`, `gibbs` and `recurrence`, in any order.

pub(crate) mod gibbs;
pub(crate) mod input;
pub(crate) mod recurrence;
pub(crate) mod training;
pub(crate) mod watch;
