//! A document of somebody else's, in which a part is replaced.

use std::fs::{self, File};
use std::io::{self, Error, ErrorKind, Write};
use std::path::Path;

use tempfile::Builder;

/// Reads a document, changes it and puts it in place of the old one: at every moment the whole of one of both is
/// there, whatever becomes of the disk or the machine. A link stays one; what it leads to is replaced.
pub(super) fn edit(path: &Path, change: impl FnOnce(String) -> Result<String, String>) -> Result<(), String> {
    let named = |error: Error| format!("{}: {error}", path.display());
    let path_to = fs::canonicalize(path).map_err(named)?;
    let (text, old) = read(&path_to).map_err(named)?;
    let text = change(text).map_err(|problem| format!("{}: {problem}", path.display()))?;
    replace(&path_to, &text, &old).map_err(named)
}

fn read(path: &Path) -> io::Result<(String, fs::Metadata)> {
    let old = fs::metadata(path)?;
    if !old.is_file() {
        return Err(Error::new(ErrorKind::InvalidInput, "it is no file that text could be put into"));
    }
    Ok((fs::read_to_string(path)?, old))
}

fn replace(path: &Path, text: &str, old: &fs::Metadata) -> io::Result<()> {
    if old.permissions().readonly() {
        return Err(Error::new(ErrorKind::PermissionDenied, "it may not be written"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = Builder::new().prefix(".initscope-").tempfile_in(folder)?;
    beside.write_all(text.as_bytes())?;
    keep_owner(beside.as_file(), old);
    beside.as_file().set_permissions(old.permissions())?;
    beside.as_file().sync_all()?;
    beside.persist(path).map_err(|error| error.error)?;
    sync(folder);
    Ok(())
}

/// As far as whoever runs the program may give files away.
#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, Some(old.uid()), Some(old.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

/// Makes the new name last. Not every system can, and by now the document is whole.
fn sync(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}
