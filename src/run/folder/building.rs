//! What is to go into an output folder, made in a folder inside it and moved when it is whole.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::target::{BUILDING, FIGURES, OURS, Target, TargetError, check_pictures, entries, name};

const LOCK: &str = "lock";
/// Where the pictures that were there before go until they are deleted.
const REPLACED: &str = "replaced";

/// What is being made; dropped before [`publish`](Self::publish), it leaves nothing.
#[derive(Debug)]
pub struct Building {
    folder: TempDir,
    target: Target,
    /// Tells others that this one is not left over.
    _lock: File,
}

/// What of the output folder is made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anew {
    /// All of it: nothing stays of what was there before.
    All,
    /// The pictures.
    Figures,
}

/// Something finished that could not be moved to its place.
#[derive(Debug, thiserror::Error)]
#[error("cannot replace what is in {target}; what was to be there is kept in {kept}")]
pub struct Unpublished {
    /// Its place.
    pub target: PathBuf,
    /// Where it is now.
    pub kept: PathBuf,
    /// Reason.
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

impl Building {
    /// A folder to build in, inside of `target`, from where a move is a renaming; what programs that were killed
    /// have left there is deleted.
    ///
    /// # Errors
    ///
    /// If nothing can be written there.
    pub fn new(target: &Target) -> Result<Self, TargetError> {
        let around = target.path();
        let unwritable = |source| TargetError::Unwritable { path: around.to_owned(), source };
        fs::create_dir_all(around).and_then(|()| sweep(around)).map_err(unwritable)?;
        let folder = tempfile::Builder::new().prefix(BUILDING).tempdir_in(around).map_err(unwritable)?;
        let lock = File::create(folder.path().join(LOCK)).map_err(unwritable)?;
        // Where a file system has no locks, nothing is taken for left over either.
        let _ = lock.lock();
        Ok(Self { folder, target: target.clone(), _lock: lock })
    }

    /// Where to build.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Moves what was built to its place and returns that. `record.json` goes first and comes last: as long as
    /// it is not there, there is no record.
    ///
    /// # Errors
    ///
    /// If somebody has put files of their own there meanwhile, or the file system refuses; then what was built
    /// stays where it is.
    pub fn publish(self, anew: Anew) -> Result<PathBuf, Unpublished> {
        let target = self.target.shown().to_owned();
        match self.move_in(anew) {
            Ok(()) => Ok(target),
            // Long work is not thrown away for the place where it was to go; without a lock nobody sweeps it.
            Err(source) => {
                let _ = fs::remove_file(self.path().join(LOCK));
                Err(Unpublished { target, kept: self.folder.keep(), source })
            }
        }
    }

    fn move_in(&self, anew: Anew) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let (new, target) = (self.folder.path(), self.target.path());
        match anew {
            Anew::All => self.target.check()?,
            Anew::Figures if target.join(FIGURES).exists() => {
                check_pictures(&target.join(FIGURES), self.target.shown())?
            }
            Anew::Figures => {}
        }
        let files = if anew == Anew::All { &OURS[..] } else { &[] };
        for file in files {
            if *file == OURS[0] || !new.join(file).exists() {
                remove(&target.join(file))?;
            }
        }
        let (pictures, replaced) = (target.join(FIGURES), new.join(REPLACED));
        if pictures.exists() {
            fs::rename(&pictures, &replaced)?;
        }
        if new.join(FIGURES).exists() {
            fs::rename(new.join(FIGURES), &pictures)?;
        }
        keep_litter(&replaced, &pictures);
        for file in files.iter().rev().filter(|file| new.join(file).exists()) {
            File::open(new.join(file))?.sync_all()?;
            fs::rename(new.join(file), target.join(file))?;
        }
        // A folder cannot be opened everywhere; where it can, its new names are on the disk too.
        if let Ok(folder) = File::open(target) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

/// Whatever is no picture goes along with the folder that it was found in.
fn keep_litter(from: &Path, to: &Path) {
    let is_picture = |path: &PathBuf| path.extension().is_some_and(|end| end == "png" || end == "svg");
    for path in entries(from).unwrap_or_default().into_iter().filter(|path| !is_picture(path)) {
        let _ = fs::create_dir_all(to).and_then(|()| fs::rename(&path, to.join(name(&path))));
    }
}

/// Deletes what nobody builds in any more.
fn sweep(folder: &Path) -> io::Result<()> {
    for path in entries(folder)?.into_iter().filter(|path| name(path).starts_with(BUILDING)) {
        let Ok(lock) = File::open(path.join(LOCK)) else { continue };
        if lock.try_lock().is_ok() {
            fs::remove_dir_all(&path)?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = entries(folder).unwrap().iter().map(|path| name(path)).collect();
        names.sort();
        names
    }

    fn build(root: &Path, content: &str) -> Building {
        let target = Target::new(root, "study").unwrap();
        let building = Building::new(&target).unwrap();
        fs::write(building.path().join("record.json"), content).unwrap();
        fs::create_dir(building.path().join("figures")).unwrap();
        fs::write(building.path().join("figures").join(format!("{content}.png")), "").unwrap();
        building
    }

    #[test]
    fn publishing_replaces_what_is_ours_and_leaves_nothing_else_behind() {
        let root = tempfile::tempdir().unwrap();
        let study = root.path().join("study");
        for content in ["first", "second"] {
            fs::create_dir_all(&study).unwrap();
            fs::write(study.join("curves.csv"), "stale").unwrap();
            let target = build(root.path(), content).publish(Anew::All).unwrap();
            assert_eq!(names(&target), ["figures", "record.json"]);
            assert_eq!(names(&target.join("figures")), [format!("{content}.png")]);
            assert_eq!(fs::read_to_string(study.join("record.json")).unwrap(), content);
        }
        fs::write(study.join("figures/.DS_Store"), "").unwrap();
        build(root.path(), "third").publish(Anew::Figures).unwrap();
        assert_eq!(names(&study.join("figures")), [".DS_Store", "third.png"]);
        assert_eq!(fs::read_to_string(study.join("record.json")).unwrap(), "second");
    }

    #[test]
    fn what_is_not_finished_leaves_the_old_one_alone() {
        let root = tempfile::tempdir().unwrap();
        build(root.path(), "old").publish(Anew::All).unwrap();
        drop(build(root.path(), "new"));
        assert_eq!(names(&root.path().join("study/figures")), ["old.png"]);
        assert_eq!(names(&root.path().join("study")), ["figures", "record.json"]);
    }

    #[test]
    fn what_comes_meanwhile_is_not_lost_and_what_was_built_is_kept_and_named() {
        let root = tempfile::tempdir().unwrap();
        let building = build(root.path(), "new");
        fs::write(root.path().join("study/notes.txt"), "mine").unwrap();
        let error = building.publish(Anew::All).unwrap_err();
        assert!(error.source.to_string().contains("notes.txt is not a study's output"));
        assert_eq!(fs::read_to_string(root.path().join("study/notes.txt")).unwrap(), "mine");
        assert_eq!(fs::read_to_string(error.kept.join("record.json")).unwrap(), "new");
    }

    #[test]
    fn what_a_killed_program_left_is_swept_and_what_lives_is_not() {
        let root = tempfile::tempdir().unwrap();
        let living = build(root.path(), "living");
        let dead = root.path().join("study/.building-dead");
        fs::create_dir(&dead).unwrap();
        fs::write(dead.join("lock"), "").unwrap();
        drop(build(root.path(), "other"));
        assert!(!dead.exists() && living.path().join("record.json").exists());
    }
}
