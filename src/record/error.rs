//! What can go wrong with a record on disk.

use std::path::PathBuf;

/// A record that cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// A file cannot be written.
    #[error("cannot write {path}")]
    Write {
        /// File.
        path: PathBuf,
        /// Reason.
        source: std::io::Error,
    },
    /// A file cannot be read.
    #[error("cannot read {path}, which a finished study has")]
    Read {
        /// File.
        path: PathBuf,
        /// Reason.
        source: std::io::Error,
    },
    /// A file is not what this program writes.
    #[error("{path}, line {line}: damaged record: {reason}; run the study again")]
    Damaged {
        /// File.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// The record was written by a newer version.
    #[error(
        "{path}: the record has format {found}, newer than {known}, the newest this version reads; update initscope"
    )]
    Newer {
        /// File.
        path: PathBuf,
        /// Its format.
        found: u64,
        /// The newest known.
        known: u32,
    },
    /// Fewer or more cells than the plan has.
    #[error(
        "{path} has {found} cells where record.json plans {planned}: the record is cut; run the study again"
    )]
    Cut {
        /// File.
        path: PathBuf,
        /// Cells found.
        found: usize,
        /// Cells planned.
        planned: usize,
    },
}
