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
mod labels;
mod npy;
mod numbers;
mod rows;
mod scale;
mod source;
mod unpacked;

pub use csv::CsvError;
pub use dataset::{Dataset, Samples, Split};
pub use error::DataError;
pub use gaussian::gaussian;
pub use idx::IdxError;
pub use labels::NoLabel;
pub use npy::{Npy, NpyError, NpyFileError};
pub use numbers::Numbers;
pub use scale::{Divisor, Scale};
pub use source::{ArrayFile, Delimiter, Folder, LabelColumn, Source, SourceError, Table};
pub use unpacked::Unreadable;

use error::shown;
