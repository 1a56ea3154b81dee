//! What goes into the networks, and arrays that come from elsewhere.

mod gaussian;
mod npy;
mod source;

pub use gaussian::gaussian;
pub use npy::{Npy, NpyError, NpyFileError, Numbers};
pub use source::{Source, SourceError};
