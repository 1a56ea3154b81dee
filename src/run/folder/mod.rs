//! The output folder: whole or not there.
//!
//! Read `output` (where it may be), then `staged` (built beside its place and swapped in).

pub(crate) mod output;
pub(crate) mod staged;
