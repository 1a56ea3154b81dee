//! Networks that learn: minibatches, gradients, updates, and what is followed on the way.
//!
//! Read `train`, then `learner`, `optimizer` and `sampling` with `examples`; `ratio` and `symmetry` are what is followed,
//! `finite_differences` and `running_moments` are tests.

mod examples;
#[cfg(test)]
mod finite_differences;
mod learner;
mod optimizer;
mod ratio;
#[cfg(test)]
mod running_moments;
mod sampling;
mod symmetry;
mod train;

pub use examples::Examples;
pub use optimizer::{Optimizer, Rule};
pub use sampling::Sampling;
pub use symmetry::Units;
pub use train::{Lesson, Material, Training};
