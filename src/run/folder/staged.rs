//! A folder built beside its place and swapped in whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A folder being built; dropped before [`publish`](Self::publish), it leaves nothing.
#[derive(Debug)]
pub struct StagedFolder {
    staging: TempDir,
    building: PathBuf,
    target: PathBuf,
}

/// A folder that cannot be written to.
#[derive(Debug, thiserror::Error)]
#[error("cannot write to {path}")]
pub struct Unwritable {
    /// Folder.
    pub path: PathBuf,
    /// Reason.
    pub source: io::Error,
}

/// A finished folder that could not be moved to its place.
#[derive(Debug, thiserror::Error)]
#[error("cannot replace {target}; what was to be there is kept in {kept}")]
pub struct Unpublished {
    /// Its place.
    pub target: PathBuf,
    /// Where it is now.
    pub kept: PathBuf,
    /// Reason.
    pub source: io::Error,
}

impl StagedFolder {
    /// Makes a folder beside `target` to build in, and makes sure that what is at `target` can
    /// be replaced: so it is known before any work that writing is possible.
    ///
    /// # Errors
    ///
    /// If the folder around `target`, or one that is to be replaced, cannot be written to.
    pub fn new(target: &Path) -> Result<Self, Unwritable> {
        let around = target.parent().unwrap_or(target);
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let unwritable = |source| Unwritable { path: around.to_owned(), source };
        let staging =
            tempfile::Builder::new().prefix(&format!(".{name}-")).tempdir_in(around).map_err(unwritable)?;
        // Temporary folders are private; the one that stays gets the usual permissions.
        let building = staging.path().join("new");
        fs::create_dir(&building).map_err(unwritable)?;
        if target.is_dir() {
            check_removable(target)?;
        }
        Ok(Self { staging, building, target: target.to_owned() })
    }

    /// Where to build.
    pub fn path(&self) -> &Path {
        &self.building
    }

    /// What a program that ends without dropping this folder has to remove.
    pub fn staging(&self) -> &Path {
        self.staging.path()
    }

    /// Swaps the folder in and returns where it lies; what was there before is gone.
    ///
    /// # Errors
    ///
    /// If the file system refuses; then the folder stays where it was built.
    pub fn publish(self) -> Result<PathBuf, Unpublished> {
        let Self { staging, building, target } = self;
        match swap(&building, &target, &staging.path().join("old")) {
            Ok(()) => Ok(target),
            Err(source) => {
                // Long work is not thrown away for the place where it was to go.
                let _ = staging.keep();
                Err(Unpublished { target, kept: building, source })
            }
        }
    }
}

/// Puts `new` into the place of `target`, which goes to `old`.
fn swap(new: &Path, target: &Path, old: &Path) -> io::Result<()> {
    let replaced = target.exists();
    if replaced {
        fs::rename(target, old)?;
    }
    fs::rename(new, target).inspect_err(|_| {
        if replaced {
            let _ = fs::rename(old, target);
        }
    })
}

/// Moving a folder away and removing it takes writing into it and all folders below.
fn check_removable(folder: &Path) -> Result<(), Unwritable> {
    let unwritable = |source| Unwritable { path: folder.to_owned(), source };
    tempfile::tempdir_in(folder).map_err(unwritable)?;
    for entry in fs::read_dir(folder).map_err(unwritable)? {
        let entry = entry.map_err(unwritable)?;
        if entry.file_type().map_err(unwritable)?.is_dir() {
            check_removable(&entry.path())?;
        }
    }
    Ok(())
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
            let staged = StagedFolder::new(&root.path().join("study")).unwrap();
            fs::write(staged.path().join("record.json"), content).unwrap();
            fs::create_dir(staged.path().join("figures")).unwrap();
            fs::write(staged.path().join("figures").join(format!("{content}.png")), "").unwrap();
            let target = staged.publish().unwrap();
            assert_eq!(names(&target), ["figures", "record.json"].map(str::to_owned));
            assert_eq!(names(&target.join("figures")), [format!("{content}.png")]);
            assert_eq!(names(root.path()), ["study"]);
        }
    }

    #[test]
    fn an_unfinished_folder_leaves_the_old_one_alone() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("study");
        fs::create_dir(&target).unwrap();
        fs::write(target.join("record.json"), "old").unwrap();
        drop(StagedFolder::new(&target).unwrap());
        assert_eq!(names(root.path()), ["study"]);
        assert_eq!(names(&target), ["record.json"]);
    }

    #[test]
    fn what_cannot_be_published_is_kept_and_named() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("around").join("study");
        fs::create_dir(root.path().join("around")).unwrap();
        let staged = StagedFolder::new(&target).unwrap();
        fs::write(staged.path().join("record.json"), "new").unwrap();
        // Moved from under the program, there is no place to go to.
        let (built, moved) = (staged.path().to_owned(), root.path().join("moved"));
        fs::rename(root.path().join("around"), &moved).unwrap();
        let said = staged.publish().unwrap_err().to_string();
        let (target, kept) = (target.display(), built.display());
        assert_eq!(said, format!("cannot replace {target}; what was to be there is kept in {kept}"));
        let staging = built.parent().unwrap().file_name().unwrap();
        assert_eq!(names(&moved.join(staging).join("new")), ["record.json"]);
    }
}
