//! The numbers of a record in words and tables.
//!
//! Read `words` (verdicts and numbers), `verdicts` (those of all trials), `results` and `trained` (rows), then `markdown`, which puts tables into documents.

pub(crate) mod markdown;
pub(crate) mod results;
pub(crate) mod trained;
pub(crate) mod verdicts;
pub(crate) mod words;
