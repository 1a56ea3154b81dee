//! Networks that learn: minibatches, gradients, updates, and what is followed on the way.

#[cfg(test)]
mod checks;
#[cfg(test)]
mod collected;
mod examples;
mod learner;
mod optimizer;
mod ratio;
mod sampling;
mod symmetry;
mod train;

pub use examples::Examples;
pub use optimizer::{Optimizer, Rule};
pub use sampling::Sampling;
pub use symmetry::Units;
pub use train::{Lesson, Material, Training};
