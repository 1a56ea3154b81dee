//! The tables of a record, which other programs read.
//!
//! Read `columns` (what stands in each) with `sheet` (text that spreadsheets open), then `layers`, whose file may be text or,
//! by `columnar`, Parquet.

#[cfg(feature = "parquet")]
mod columnar;
pub(super) mod columns;
pub(crate) mod layers;
pub(crate) mod sheet;
