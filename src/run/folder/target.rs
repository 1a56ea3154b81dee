//! Where the output of a study may go, and which files there are ours.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::file_kind::FileKind;
use crate::record::tables::layers;
use crate::run::parts::store::PARTS;

/// What runs write, the file first that tells that there is a whole record.
pub(super) const OURS: [&str; 8] = [
    "record.json",
    "cells.jsonl",
    layers::FILES[0],
    layers::FILES[1],
    "curves.csv",
    "claims.csv",
    "report.html",
    "differences.csv",
];
/// The folder of pictures.
pub(super) const FIGURES: &str = "figures";
/// The folder of what is handed to a batch system, and of what its jobs say.
const SUBMISSION: &str = "slurm";

/// Beginning of the names of folders that are being built in.
pub(super) const BUILDING: &str = ".building-";

/// Why there can be no output.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// The folder cannot be made or written.
    #[error("cannot write to the output folder {path}: give another with --out DIR")]
    Unwritable {
        /// Folder.
        path: PathBuf,
        /// Reason.
        source: io::Error,
    },
    /// Something else has the place of a folder or a file of ours.
    #[error("{path} is {what}: move it away or give another folder with --out DIR")]
    Taken {
        /// What lies there.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// The folder holds something that no study wrote.
    #[error(
        "{0} is not a study's output, and its folder will not be replaced: move it away or give another folder with --out DIR"
    )]
    NotOurs(PathBuf),
    /// There is no such folder.
    #[error("there is no folder {path} of a study")]
    Missing {
        /// Folder.
        path: PathBuf,
        /// Reason.
        source: io::Error,
    },
    /// A name that leads elsewhere.
    #[error("`{0}` is no name of a folder")]
    Name(String),
}

/// The output folder of a study, looked at before any work.
#[derive(Clone, Debug)]
pub struct Target {
    /// Absolute, whatever becomes of the folder that a relative path starts from.
    path: PathBuf,
    /// As it was given.
    shown: PathBuf,
}

impl Target {
    /// The folder `name` in `out`, which is made where needed.
    ///
    /// # Errors
    ///
    /// If something there is no folder or no file of ours, or cannot be written to.
    pub fn new(out: &Path, name: &str) -> Result<Self, TargetError> {
        let mut target = Self::look(out, name)?;
        let unwritable = |source| TargetError::Unwritable { path: out.to_owned(), source };
        fs::create_dir_all(out).map_err(unwritable)?;
        target.path = fs::canonicalize(out).map_err(unwritable)?.join(name);
        if target.path.exists() {
            let path = target.shown.clone();
            try_writing(&target.path).map_err(|source| TargetError::Unwritable { path, source })?;
        } else {
            try_writing(out).map_err(unwritable)?;
        }
        Ok(target)
    }

    /// The folder `name` in `out`, of which nothing is made.
    ///
    /// # Errors
    ///
    /// If something there is no folder or no file of ours.
    pub fn look(out: &Path, name: &str) -> Result<Self, TargetError> {
        let is_name = Path::new(name).file_name().is_some_and(|last| last == name);
        if !is_name || name.contains(['/', '\\', '\0']) {
            return Err(TargetError::Name(name.to_owned()));
        }
        if out.exists() && !out.is_dir() {
            return Err(TargetError::Taken { path: out.to_owned(), what: "a file, not a folder" });
        }
        let unwritable = |source| TargetError::Unwritable { path: out.to_owned(), source };
        let around = fs::canonicalize(out).or_else(|_| std::path::absolute(out)).map_err(unwritable)?;
        let target = Self { path: around.join(name), shown: out.join(name) };
        match FileKind::at(&target.path).map_err(unwritable)? {
            None => {}
            Some(FileKind::Folder) => target.check()?,
            Some(other) => return Err(TargetError::Taken { path: target.shown, what: other.words() }),
        }
        Ok(target)
    }

    /// A folder that a study has written, to add to.
    ///
    /// # Errors
    ///
    /// If there is none, or not all in it is ours.
    pub fn existing(folder: &Path) -> Result<Self, TargetError> {
        let missing = |source| TargetError::Missing { path: folder.to_owned(), source };
        let target = Self { path: fs::canonicalize(folder).map_err(missing)?, shown: folder.to_owned() };
        target.check()?;
        Ok(target)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where that lies which is handed to a batch system.
    pub fn submission(&self) -> PathBuf {
        self.path.join(SUBMISSION)
    }

    /// What it is called where something is said of it.
    pub fn shown(&self) -> &Path {
        &self.shown
    }

    /// Refuses what no run has written, and what would be lost by writing.
    pub(super) fn check(&self) -> Result<(), TargetError> {
        let unwritable = |source| TargetError::Unwritable { path: self.shown.clone(), source };
        for path in entries(&self.path).map_err(unwritable)? {
            let name = name(&path);
            let found = FileKind::at(&path).map_err(unwritable)?;
            let is_folder_of_ours =
                [PARTS, FIGURES, SUBMISSION].contains(&name.as_str()) || name.starts_with(BUILDING);
            let wanted = match &found {
                _ if is_litter(&name) => continue,
                _ if is_folder_of_ours => FileKind::Folder,
                _ if OURS.contains(&name.as_str()) => FileKind::File,
                _ => return Err(TargetError::NotOurs(self.shown.join(name))),
            };
            match found {
                Some(kind) if kind != wanted => {
                    return Err(TargetError::Taken { path: self.shown.join(name), what: kind.words() });
                }
                _ if name == FIGURES => check_pictures(&path, &self.shown)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Removes the folder if nothing is in it.
    pub fn remove_if_empty(&self) {
        let _ = fs::remove_dir(&self.path);
    }
}

/// Makes a file there that is gone at once.
fn try_writing(folder: &Path) -> io::Result<()> {
    tempfile::tempfile_in(folder).map(drop)
}

/// Refuses a folder of pictures that holds anything else.
pub(super) fn check_pictures(folder: &Path, shown: &Path) -> Result<(), TargetError> {
    let unwritable = |source| TargetError::Unwritable { path: folder.to_owned(), source };
    for path in entries(folder).map_err(unwritable)? {
        let is_picture = path.extension().is_some_and(|end| end == "png" || end == "svg");
        match FileKind::at(&path).map_err(unwritable)? {
            _ if is_litter(&name(&path)) => {}
            Some(FileKind::File) | None if is_picture => {}
            _ => return Err(TargetError::NotOurs(shown.join(FIGURES).join(name(&path)))),
        }
    }
    Ok(())
}

/// What file managers, editors and network file systems leave in any folder.
fn is_litter(name: &str) -> bool {
    const NAMES: [&str; 5] = [".DS_Store", "Thumbs.db", "desktop.ini", ".directory", ".localized"];
    const BEGINNINGS: [&str; 4] = ["._", ".nfs", ".fuse_hidden", ".syncthing."];
    NAMES.contains(&name) || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

pub(super) fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(out: &Path, name: &str) -> String {
        Target::new(out, name).unwrap_err().to_string()
    }

    #[test]
    fn files_and_foreign_folders_are_never_replaced() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("file"), "").unwrap();
        fs::create_dir_all(root.path().join("mine/figures")).unwrap();
        fs::write(root.path().join("mine/figures/thesis.tex"), "").unwrap();
        assert!(refused(root.path(), "file").contains("file is a file, not a folder: move it away"));
        assert!(refused(&root.path().join("file"), "study").contains("is a file, not a folder"));
        assert!(refused(root.path(), "mine").contains("thesis.tex is not a study's output"));
        fs::create_dir_all(root.path().join("odd/layers.csv")).unwrap();
        assert!(refused(root.path(), "odd").contains("layers.csv is a folder"));
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        let root = tempfile::tempdir().unwrap();
        for name in ["..", ".", "", "a/b", "../x", "/tmp/x", "a\\b", "a\0b"] {
            assert!(refused(root.path(), name).contains("is no name of a folder"), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_refused_and_what_they_point_to_stays() {
        use std::os::unix::fs::symlink;
        let root = tempfile::tempdir().unwrap();
        let (own, study) = (root.path().join("own"), root.path().join("study"));
        fs::create_dir(&own).unwrap();
        symlink(&own, root.path().join("link")).unwrap();
        assert!(refused(root.path(), "link").contains("link is a symbolic link"));
        fs::create_dir(&study).unwrap();
        fs::write(own.join("data"), "mine").unwrap();
        symlink(own.join("data"), study.join("layers.csv")).unwrap();
        assert!(refused(root.path(), "study").contains("layers.csv is a symbolic link"));
        assert_eq!(fs::read_to_string(own.join("data")).unwrap(), "mine");
    }

    #[test]
    fn litter_blocks_nothing() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("study/figures")).unwrap();
        for litter in [".DS_Store", "figures/.DS_Store", "figures/Thumbs.db", "._layers.csv", ".nfs0001"] {
            fs::write(root.path().join("study").join(litter), "").unwrap();
        }
        Target::new(root.path(), "study").unwrap();
    }
}
