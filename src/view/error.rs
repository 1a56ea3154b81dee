//! What can go wrong while figures are drawn.

use std::io;
use std::path::PathBuf;

/// A figure that could not be drawn or written.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// The file system refused.
    #[error("cannot write {path}")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// The drawing backend refused.
    #[error("cannot draw the figure: {0}")]
    Draw(String),
    /// The picture could not be compressed.
    #[error("cannot encode the figure: {0}")]
    Encode(#[from] png::EncodingError),
    /// Somebody asked to stop.
    #[error("interrupted: nothing was written")]
    Interrupted,
}
