//! How the signal stands in the layers of networks: histograms, stripes and lines against depth.
//!
//! Read `row`, `sheet` with `judgement` and `ruler`, `ridge`, `overlay` and `weights` (histograms), `stripes`, then
//! `depth` with `series` and `aspect`, then `map` over `grid`.

pub(crate) mod aspect;
pub(crate) mod depth;
pub(crate) mod grid;
pub(crate) mod judgement;
pub(crate) mod map;
pub(crate) mod overlay;
pub(crate) mod overview;
pub(crate) mod ridge;
pub(crate) mod row;
pub(crate) mod ruler;
pub(crate) mod series;
pub(crate) mod sheet;
pub(crate) mod stripes;
pub(crate) mod weights;
