//! From a figure to a file.
//!
//! Read `scene` (a figure becomes shapes) with `frame`, `stroke`, `clip` and `legible`, then `paint`, and the two
//! formats, `svg` and `png` with `smooth` and `palette`.

pub(crate) mod clip;
pub(crate) mod format;
pub(crate) mod frame;
pub(crate) mod legible;
pub(crate) mod paint;
pub(crate) mod palette;
pub(crate) mod png;
pub(crate) mod scene;
pub(crate) mod shape;
pub(crate) mod smooth;
pub(crate) mod stroke;
pub(crate) mod svg;
