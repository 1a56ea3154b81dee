//! Pinned random numbers, addressed by what they are for.
//!
//! Read `stream` and `key` (addresses), then `fill` with `lanes`, `box_muller`, `log` and `turn` (numbers).
//!
//! The noise of a tensor is laid out in chunks of [`CHUNK`] numbers along its
//! row-major order. Each chunk is generated on its own from a hash of
//! (draw, seed, trial, role, layer, chunk), so chunks can be filled in any
//! order and on any thread. The initialization scheme is no part of the key:
//! two schemes compared under one seed see the same noise.
//!
//! | draw | generator | law |
//! |---|---|---|
//! | normal | 16 lanes of xoshiro128++ | standard normal, Box-Muller in `f32` |
//! | uniform | 16 lanes of xoshiro128++ | the 2²⁴ multiples of 2⁻²⁴ in \[0, 1) |
//! | generator | one xoshiro256++ | left to the caller |
//!
//! The bits are pinned: a given address gives the same numbers in every
//! release and on every processor. Only operations with one correct answer are
//! used (integer arithmetic, and IEEE 754 addition, multiplication, square
//! root, fused multiply-add and conversion), so vector width cannot change a
//! result, and no system mathematics library is called for a logarithm, a sine
//! or a cosine.

mod box_muller;
mod fill;
mod key;
mod lanes;
mod log;
mod stream;
mod turn;

pub use fill::CHUNK;
pub use key::Role;
pub use stream::Stream;
