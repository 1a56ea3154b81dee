//! Where the output folder of a study may be.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::run::{StagedFolder, Unwritable};

/// Why an output folder cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The folder cannot be made or written.
    #[error("cannot write to the output folder {path}: give another with --out DIR")]
    Unwritable {
        /// Folder.
        path: PathBuf,
        /// Reason.
        source: io::Error,
    },
    /// A file has the name of the folder.
    #[error("{0} is a file, not a folder: give another with --out DIR")]
    IsFile(PathBuf),
    /// The folder holds something that no study wrote.
    #[error(
        "{0} is not a study's output, and its folder will not be replaced: move it away or give another folder with --out DIR"
    )]
    NotOurs(PathBuf),
}

impl From<Unwritable> for OutputError {
    fn from(Unwritable { path, source }: Unwritable) -> Self {
        Self::Unwritable { path, source }
    }
}

/// Makes `out` where needed and a folder beside `out/name`, whose place it will take.
///
/// # Errors
///
/// If something there cannot be written to or replaced, or was written by no study.
pub fn output_folder(out: &Path, name: &str) -> Result<StagedFolder, OutputError> {
    let target = out.join(name);
    let unwritable = |source| OutputError::Unwritable { path: out.to_owned(), source };
    for place in [out, &target] {
        if place.is_file() {
            return Err(OutputError::IsFile(place.to_owned()));
        }
    }
    if target.is_dir()
        && let Some(foreign) = foreign(&target).map_err(unwritable)?
    {
        return Err(OutputError::NotOurs(foreign));
    }
    fs::create_dir_all(out).map_err(unwritable)?;
    Ok(StagedFolder::new(&target)?)
}

/// The first thing in the folder that no run of a study has written.
fn foreign(folder: &Path) -> io::Result<Option<PathBuf>> {
    const OURS: [&str; 7] = [
        "record.json",
        "cells.jsonl",
        "layers.csv",
        "curves.csv",
        "claims.csv",
        "report.html",
        "differences.csv",
    ];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // Figures drawn again and killed while they were are left in a folder of their own.
        let unfinished = name.starts_with(".figures-") && path.is_dir();
        if name == "figures" && path.is_dir() {
            let is_picture =
                |path: &Path| path.extension().is_some_and(|kind| kind == "png" || kind == "svg");
            for picture in fs::read_dir(&path)? {
                let picture = picture?.path();
                if !is_picture(&picture) {
                    return Ok(Some(picture));
                }
            }
        } else if !unfinished && !OURS.contains(&name.as_ref()) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_foreign_folders_are_never_replaced() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("file"), "").unwrap();
        fs::create_dir(root.path().join("mine")).unwrap();
        fs::write(root.path().join("mine/thesis.tex"), "").unwrap();
        let error = |out: &Path, name: &str| output_folder(out, name).unwrap_err().to_string();
        assert!(
            error(root.path(), "file").ends_with("file is a file, not a folder: give another with --out DIR")
        );
        assert!(error(&root.path().join("file"), "study").contains("is a file, not a folder"));
        assert!(error(root.path(), "mine").contains("thesis.tex is not a study's output"));
    }

    #[test]
    fn what_a_killed_drawing_left_is_ours() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("study/.figures-x/new")).unwrap();
        output_folder(root.path(), "study").unwrap();
    }
}
