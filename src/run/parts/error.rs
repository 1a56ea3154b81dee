//! What can go wrong with finished cells on disk.

use std::io;
use std::path::{Path, PathBuf};

use crate::file_kind::FileKind;

/// Why finished cells cannot be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something cannot be written or read.
    #[error("cannot keep finished cells in {path}")]
    Io {
        /// File or folder.
        path: PathBuf,
        /// Reason.
        source: io::Error,
    },
    /// Another process works there.
    #[error(
        "another process is at work in {0}: wait until it has finished, or give another folder with --out DIR"
    )]
    Locked(PathBuf),
    /// There are finished cells of something else.
    #[error(
        "{folder} has {kept} finished cells {unlike}: --fresh deletes them and starts anew, --out DIR leaves them alone"
    )]
    Unlike {
        /// Folder of the study.
        folder: PathBuf,
        /// How many.
        kept: usize,
        /// What is different.
        unlike: String,
    },
    /// Another number of shares.
    #[error(
        "{folder} is shared by {planned} processes, not by {asked}: give --shard I/{planned} or --shards {planned}, or --fresh"
    )]
    Shards {
        /// Folder of the study.
        folder: PathBuf,
        /// By how many it is.
        planned: usize,
        /// By how many it should be.
        asked: usize,
    },
    /// No cells are kept there.
    #[error("{0} has no finished cells of an unfinished study")]
    Nothing(PathBuf),
    /// Something else has the place of a file or folder of ours.
    #[error("{path} is {what}: no finished cells can be kept there")]
    Taken {
        /// What lies there.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// Two records of one cell, of which one is none.
    #[error("{first} and {second} have two different records of one cell: --fresh starts anew")]
    Twice {
        /// File and line of one.
        first: String,
        /// File and line of the other.
        second: String,
    },
    /// What tells whose cells are kept is damaged.
    #[error("{path}: damaged: {reason}; --fresh starts anew")]
    Damaged {
        /// File.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

/// Refuses what is there and not of this kind: nobody waits for a pipe, nothing is written through a link.
pub(super) fn refuse_other(path: &Path, wanted: FileKind) -> Result<(), StoreError> {
    match FileKind::at(path).map_err(at(path))? {
        Some(kind) if kind != wanted => Err(StoreError::Taken { path: path.to_owned(), what: kind.words() }),
        _ => Ok(()),
    }
}

/// What is said of a path that the file system refuses.
pub(super) fn at(path: &Path) -> impl Fn(io::Error) -> StoreError + use<> {
    let path = path.to_owned();
    move |source| StoreError::Io { path: path.clone(), source }
}
