//! One dense layer: its parameters, its product in tiles, normalization and activation.
//!
//! Read `stage` (a layer as it is run), `draw` and `drive` (what it is made of), `dense` with `tiles`, `norm`,
//! `slopes`; then `trace` (the way back) and the memory in `aligned` and `workspace`.

pub(crate) mod aligned;
pub(crate) mod dense;
pub(crate) mod draw;
pub(crate) mod drive;
pub(crate) mod norm;
pub(crate) mod parameters;
pub(crate) mod slopes;
pub(crate) mod stage;
pub(crate) mod tiles;
pub(crate) mod trace;
pub(crate) mod workspace;
