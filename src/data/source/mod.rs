//! Where samples come from, in words.
//!
//! Read `kind` (the four kinds) with `files` (what each says of its file), then `written` (a path with keys behind
//! it), `text`, which joins them, and `error`.

mod error;
mod files;
mod kind;
mod text;
mod written;

pub use error::SourceError;
pub use files::{ArrayFile, Delimiter, Folder, LabelColumn, Table};
pub use kind::Source;
pub(in crate::data) use written::mistaken;
