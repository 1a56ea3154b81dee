//! What is looked at in a network and how its numbers become statistics.
//!
//! Read `observation` (the question and the answer), `engine` with `tiling` (values to statistics, tile by tile), then
//! `drawing`, `input`, `look`, `spectrum` and `jacobian`.

pub(crate) mod drawing;
pub(crate) mod engine;
pub(crate) mod input;
pub(crate) mod jacobian;
pub(crate) mod look;
pub(crate) mod observation;
mod singular;
pub(crate) mod spectrum;
pub(crate) mod tiling;
