//! Which figures a record has, and the names of their files.
//!
//! Read `kinds` (every kind of figure), then `planner` (which cells each shows) and `planned`.

pub(crate) mod choice;
pub(crate) mod kinds;
pub(crate) mod planned;
pub(crate) mod planner;
