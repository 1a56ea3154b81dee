//! What is looked at in a network and how its numbers become statistics.
//!
//! Read `asked` (the question and the answer), `engine` with `cut` (values to statistics, tile by tile), then
//! `input`, `look`, `spectrum` and `jacobian`.

pub(crate) mod asked;
pub(crate) mod cut;
pub(crate) mod engine;
pub(crate) mod input;
pub(crate) mod jacobian;
pub(crate) mod look;
mod singular;
pub(crate) mod spectrum;
