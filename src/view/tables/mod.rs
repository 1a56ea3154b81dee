//! The numbers of a record in words and tables.
//!
//! Read `words` (verdicts and numbers), `verdicts` (those of all trials), `fate` (those of all layers) and `spark`, `results` and `trained` (rows), then `markdown`, which puts tables into documents.

pub(crate) mod fate;
mod literal;
pub(crate) mod markdown;
pub(crate) mod results;
pub(crate) mod spark;
pub(crate) mod trained;
pub(crate) mod verdicts;
pub(crate) mod words;
