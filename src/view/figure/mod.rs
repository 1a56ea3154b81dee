//! A figure as plain data: panels, axes, marks and texts at their final pixels.
//!
//! Read `model` and `area`, then `axis` with `tick`, `decimal` and `across`, then `text` and `colour`.

pub(crate) mod across;
pub(crate) mod axis;
pub(crate) mod colour;
pub(crate) mod decimal;
pub(crate) mod model;
pub(crate) mod text;
pub(crate) mod tick;
