//! The right to work on a study's finished cells, which ends with the process that has it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use super::error::{StoreError, at, refuse_other};
use crate::file_kind::FileKind;

/// The lock of a whole folder.
pub(super) const ALL: &str = "lock";
const SHARD: &str = "shard-";
const END: &str = ".lock";

/// The lock of a share.
pub(super) fn of_shard(number: usize) -> String {
    format!("{SHARD}{number}{END}")
}

/// Whether a file of this name is a lock.
pub(super) fn is_lock(name: &str) -> bool {
    name == ALL || name.starts_with(SHARD) && name.ends_with(END)
}

/// Takes a lock in `folder`: alone, or beside others that do not ask to be alone.
pub(super) fn take(folder: &Path, name: &str, alone: bool) -> Result<File, StoreError> {
    let path = folder.join(name);
    loop {
        refuse_other(&path, FileKind::File)?;
        let file = File::options().create(true).append(true).open(&path).map_err(at(&path))?;
        match if alone { file.try_lock() } else { file.try_lock_shared() } {
            // A file system without locks has none to wait for.
            Ok(()) => {}
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::Locked(folder.parent().unwrap_or(folder).to_owned()));
            }
            Err(TryLockError::Error(source)) => return Err(StoreError::Io { path, source }),
        }
        // Whoever had finished may have deleted the file between opening and locking it.
        if is_at(&file, &path) {
            return Ok(file);
        }
        fs::create_dir_all(folder).map_err(at(folder))?;
    }
}

/// Whether a file lies at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |data: fs::Metadata| (data.dev(), data.ino());
    let there = fs::metadata(path).ok().map(identity);
    there.is_some() && there == file.metadata().ok().map(identity)
}

/// Where files have no numbers, those that are open cannot be deleted.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
