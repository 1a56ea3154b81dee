//! Arrays of NumPy: one in a file (`.npy`), or several in an archive (`.npz`).
//!
//! Read `array`, then `signature`, `header`, `element` and `order`, of which it is made, `archive`, and `samples`, for
//! which an array is data. Read by hand: of the whole format real numbers are wanted, in any byte order, and errors
//! that say what to do about the rest.

mod archive;
mod array;
mod element;
mod error;
mod header;
mod order;
mod samples;
mod signature;

pub use array::Npy;
pub use error::{NpyError, NpyFileError};
pub(super) use samples::read;
