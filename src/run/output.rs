//! The output folder of a study: built beside its place and swapped in whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// An output folder being built; dropped before [`publish`](Self::publish), it leaves nothing.
#[derive(Debug)]
pub struct OutputFolder {
    staging: TempDir,
    building: PathBuf,
    target: PathBuf,
}

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

impl OutputFolder {
    /// Makes `out` where needed and a folder beside `out/name` to build in: so it is known
    /// before any work that writing is possible.
    pub fn new(out: &Path, name: &str) -> Result<Self, OutputError> {
        let target = out.join(name);
        let unwritable = |source| OutputError::Unwritable { path: out.to_owned(), source };
        if out.is_file() {
            return Err(OutputError::IsFile(out.to_owned()));
        }
        if target.is_file() {
            return Err(OutputError::IsFile(target));
        }
        if target.is_dir()
            && let Some(foreign) = foreign(&target).map_err(unwritable)?
        {
            return Err(OutputError::NotOurs(foreign));
        }
        fs::create_dir_all(out).map_err(unwritable)?;
        let staging =
            tempfile::Builder::new().prefix(&format!(".{name}-")).tempdir_in(out).map_err(unwritable)?;
        // Temporary folders are private; the one that stays gets the usual permissions.
        let building = staging.path().join("new");
        fs::create_dir(&building).map_err(unwritable)?;
        Ok(Self { staging, building, target })
    }

    /// Where to build.
    pub fn path(&self) -> &Path {
        &self.building
    }

    /// Swaps the folder in and returns where it lies; what was there before is gone.
    pub fn publish(self) -> Result<PathBuf, OutputError> {
        let unwritable = |source| OutputError::Unwritable { path: self.target.clone(), source };
        let old = self.staging.path().join("old");
        let replaced = self.target.exists();
        if replaced {
            fs::rename(&self.target, &old).map_err(unwritable)?;
        }
        if let Err(error) = fs::rename(&self.building, &self.target) {
            if replaced {
                fs::rename(&old, &self.target).map_err(unwritable)?;
            }
            return Err(unwritable(error));
        }
        Ok(self.target)
    }
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
        let figures = path.file_name().is_some_and(|name| name == "figures") && path.is_dir();
        if figures {
            let is_picture =
                |path: &Path| path.extension().is_some_and(|kind| kind == "png" || kind == "svg");
            for picture in fs::read_dir(&path)? {
                let picture = picture?.path();
                if !is_picture(&picture) {
                    return Ok(Some(picture));
                }
            }
        } else if !OURS.iter().any(|ours| path.file_name().is_some_and(|name| name == *ours)) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn publishing_replaces_the_whole_folder_and_leaves_nothing_beside_it() {
        let root = tempfile::tempdir().unwrap();
        for content in ["first", "second"] {
            let output = OutputFolder::new(root.path(), "study").unwrap();
            fs::write(output.path().join("record.json"), content).unwrap();
            fs::create_dir(output.path().join("figures")).unwrap();
            fs::write(output.path().join("figures").join(format!("{content}.png")), "").unwrap();
            let target = output.publish().unwrap();
            assert_eq!(names(&target), ["figures", "record.json"].map(str::to_owned));
            assert_eq!(names(&target.join("figures")), [format!("{content}.png")]);
            assert_eq!(names(root.path()), ["study"]);
        }
    }

    #[test]
    fn an_unfinished_folder_leaves_the_old_one_alone() {
        let root = tempfile::tempdir().unwrap();
        let output = OutputFolder::new(root.path(), "study").unwrap();
        fs::write(output.path().join("record.json"), "old").unwrap();
        let target = output.publish().unwrap();
        drop(OutputFolder::new(root.path(), "study").unwrap());
        assert_eq!(fs::read_to_string(target.join("record.json")).unwrap(), "old");
        assert_eq!(names(root.path()), ["study"]);
    }

    #[test]
    fn files_and_foreign_folders_are_never_replaced() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("file"), "").unwrap();
        fs::create_dir(root.path().join("mine")).unwrap();
        fs::write(root.path().join("mine/thesis.tex"), "").unwrap();
        let error = |out: &Path, name: &str| OutputFolder::new(out, name).unwrap_err().to_string();
        assert!(
            error(root.path(), "file").ends_with("file is a file, not a folder: give another with --out DIR")
        );
        assert!(error(&root.path().join("file"), "study").contains("is a file, not a folder"));
        assert!(error(root.path(), "mine").contains("thesis.tex is not a study's output"));
    }
}
