//! Which figures a record has, and the names of their files.
//!
//! Read `subject` (one figure that is planned), then `planner` (which cells it shows) and `stem`.

pub(crate) mod planner;
pub(crate) mod stem;
pub(crate) mod subject;
