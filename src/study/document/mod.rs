//! A TOML text and what changes it before it is read.
//!
//! Read `node` (values that know their place) with `places`, `reader` (taking them out), then `overrides` with `quotes`, and
//! `mistakes` (all that is wrong at once).

pub(crate) mod mistakes;
pub(crate) mod node;
pub(crate) mod origin;
pub(crate) mod overrides;
mod places;
pub(crate) mod quotes;
pub(crate) mod reader;
