//! What goes into the networks, and arrays that come from elsewhere.
//!
//! Networks are fed independent normal numbers ([`gaussian`]) or a [`Dataset`]: samples to train on and
//! samples held out, from the [`Source`] that a study names.

mod csv;
mod dataset;
mod digits;
mod error;
mod gaussian;
mod idx;
mod npy;
mod source;
mod unpacked;

pub use csv::CsvError;
pub use dataset::{Dataset, Samples};
pub use error::DataError;
pub use gaussian::gaussian;
pub use idx::IdxError;
pub use npy::{Npy, NpyError, NpyFileError, Numbers};
pub use source::{Source, SourceError};
pub use unpacked::Unreadable;
