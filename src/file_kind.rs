//! What lies at a path.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

/// What a path is, without following links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    Folder,
    File,
    Link,
    Other,
}

impl FileKind {
    /// The kind of what lies at a path; nothing where nothing does.
    pub(crate) fn at(path: &Path) -> io::Result<Option<Self>> {
        match fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            found => Ok(Some(Self::of(&found?))),
        }
    }

    /// The kind of what lies at the end of all links: whoever opens a pipe waits, and a device never ends.
    pub(crate) fn behind_links(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|data| Self::of(&data))
    }

    fn of(data: &Metadata) -> Self {
        match data.file_type() {
            kind if kind.is_symlink() => Self::Link,
            kind if kind.is_dir() => Self::Folder,
            kind if kind.is_file() => Self::File,
            _ => Self::Other,
        }
    }

    /// For messages.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Folder => "a folder",
            Self::File => "a file, not a folder",
            Self::Link => "a symbolic link",
            Self::Other => "neither a file nor a folder",
        }
    }
}
