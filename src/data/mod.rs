//! What goes into the networks, and arrays that come from elsewhere.
//!
//! Networks are fed independent normal numbers ([`gaussian`]) or a [`Dataset`]: samples to train on and
//! samples held out, from the [`Source`] that a study names.
//!
//! Read `dataset`, then `source` (where samples come from), `read`, which joins them, and one of the readers, `csv`,
//! `npy` or `idx` with `digits`; what they read becomes `rows` of `numbers` with `labels`, which `scale` and `split`
//! make a dataset.

mod csv;
mod dataset;
mod digits;
mod error;
mod gaussian;
mod idx;
mod labels;
mod npy;
mod numbers;
mod read;
mod rows;
mod scale;
mod shown;
mod source;
mod split;
mod unpacked;

pub use csv::CsvError;
pub use dataset::{Dataset, Samples};
pub use error::DataError;
pub use gaussian::gaussian;
pub use idx::IdxError;
pub use labels::NoLabel;
pub use npy::{Npy, NpyError, NpyFileError};
pub use numbers::Numbers;
pub use scale::{Divisor, Scale};
pub use source::{ArrayFile, Delimiter, Folder, LabelColumn, Source, SourceError, Table};
pub use split::Split;
pub use unpacked::Unreadable;
