//! What goes into the networks.

mod gaussian;

pub use gaussian::gaussian;
