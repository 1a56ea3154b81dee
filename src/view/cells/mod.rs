//! Which cells and which of their numbers a figure shows, and what it calls them.
//!
//! Read `group` (cells that share settings) and `naming`, then `sites`, `quantity` and `quantiles`, then `sweep`, `table`, and
//! `rebin` with `common`.

pub(crate) mod common;
pub(crate) mod group;
pub(crate) mod naming;
pub(crate) mod quantiles;
pub(crate) mod quantity;
pub(crate) mod rebin;
pub(crate) mod sites;
pub(crate) mod sweep;
pub(crate) mod table;

pub(crate) use group::Group;
pub(crate) use naming::Naming;
pub(crate) use quantiles::Quantiles;
pub(crate) use quantity::Quantity;
pub(crate) use sites::Place;
pub(crate) use sweep::Sweep;
pub(crate) use table::Table;
