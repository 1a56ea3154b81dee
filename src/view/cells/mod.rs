//! Which cells and which of their numbers a figure shows, and what it calls them.
//!
//! Read `combination` (cells in groups) and `naming`, then `sites` and `quantity`, then `sweep`, `table`, `pages`
//! and `rebin`.

pub(crate) mod combination;
pub(crate) mod naming;
pub(crate) mod pages;
pub(crate) mod quantity;
pub(crate) mod rebin;
pub(crate) mod sites;
pub(crate) mod sweep;
pub(crate) mod table;
