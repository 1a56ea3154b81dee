//! The folder of a study's finished cells.

use std::collections::HashMap;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::header::Header;
use super::key::{Key, Keys};
use super::part;
use super::part::{PartWriter, Place};
use super::shard::Shard;

/// Its name in the output folder of a study.
pub(crate) const PARTS: &str = "parts";
const HEADER: &str = "plan.json";
const LOCK: &str = "lock";
/// Files that are read at the same time at most.
const OPEN: usize = 64;

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
    /// What tells whose cells are kept is damaged.
    #[error("{path}: damaged: {reason}; --fresh starts anew")]
    Damaged {
        /// File.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

/// The finished cells of one plan, on disk; as long as it lives, no other process changes what it reads.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    parts: Vec<PathBuf>,
    open: HashMap<usize, File>,
    done: HashMap<Key, (usize, Place)>,
    damaged: usize,
    /// Locks that end with the process.
    locks: Vec<File>,
}

impl Store {
    /// The cells kept in the output folder `target` for a plan, with the right to add those of a share; what is
    /// kept there is deleted if `fresh`, but for what other shares of the same plan have finished.
    ///
    /// # Errors
    ///
    /// If another process works there, cells of something else are kept there, or nothing can be written.
    pub(crate) fn open(
        target: &Path,
        header: &Header,
        shard: Shard,
        fresh: bool,
    ) -> Result<Self, StoreError> {
        let folder = target.join(PARTS);
        let mut store = Self::empty(&folder);
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        let alone = shard == Shard::WHOLE;
        store.lock(LOCK, alone || fresh)?;
        store.scan()?;
        match store.in_the_way(target, header, (!alone).then_some(shard.count)) {
            // What other shares of the same plan have finished is not this one's to delete.
            problem if fresh && (alone || problem.is_some()) => store.clear()?,
            Some(problem) => return Err(problem),
            None => {}
        }
        if !alone {
            if fresh {
                store.locks.clear();
                store.lock(LOCK, false)?;
            }
            store.lock(&format!("shard-{}.{LOCK}", shard.number), true)?;
        }
        let known = read_header(&folder).ok().filter(|known| alone && known.keys == header.keys);
        let shards = known.map_or(shard.count, |known| known.shards);
        if let Err(error) = store.write_header(&Header { shards, ..header.clone() }) {
            if store.done.is_empty() {
                let _ = store.delete();
            }
            return Err(error);
        }
        Ok(store)
    }

    /// Notes that a plan is to be shared as its header says, for those who compute the shares and for whoever asks
    /// how far they are; what is kept is deleted if `fresh`.
    ///
    /// # Errors
    ///
    /// As for [`open`](Self::open), and if shares are being computed.
    pub(crate) fn begin(target: &Path, header: &Header, fresh: bool) -> Result<(), StoreError> {
        let folder = target.join(PARTS);
        let mut store = Self::empty(&folder);
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        store.lock(LOCK, true)?;
        store.scan()?;
        match store.in_the_way(target, header, Some(header.shards)) {
            _ if fresh => store.clear()?,
            Some(problem) => return Err(problem),
            None => {}
        }
        store.write_header(header)
    }

    /// Why cells of a plan cannot be added to those that are kept, by one of so many shares or by a whole run.
    pub(crate) fn in_the_way(
        &self,
        target: &Path,
        header: &Header,
        shards: Option<usize>,
    ) -> Option<StoreError> {
        let (folder, kept) = (target.to_owned(), self.done.len());
        if kept == 0 {
            return None;
        }
        let known = match read_header(&self.folder) {
            Ok(known) => known,
            Err(StoreError::Nothing(_)) => {
                let reason = "it is missing".to_owned();
                return Some(StoreError::Damaged { path: self.folder.join(HEADER), reason });
            }
            Err(other) => return Some(other),
        };
        if let Some(unlike) = known.unlike(header) {
            return Some(StoreError::Unlike { folder, kept, unlike });
        }
        let planned = known.shards;
        let asked = shards.filter(|asked| planned > 1 && planned != *asked)?;
        Some(StoreError::Shards { folder, planned, asked })
    }

    /// Deletes the cells that are kept, and what tells whose they are.
    fn clear(&mut self) -> Result<(), StoreError> {
        for path in self.files()?.into_iter().filter(|path| part::is_part(path)) {
            fs::remove_file(&path).map_err(at(&path))?;
        }
        let header = self.folder.join(HEADER);
        remove(&header).map_err(at(&header))?;
        self.scan()
    }

    /// The cells kept in the output folder `target`, to be looked at.
    ///
    /// # Errors
    ///
    /// If there are none, or they cannot be read.
    pub fn look(target: &Path) -> Result<(Self, Header), StoreError> {
        let folder = target.join(PARTS);
        let header = read_header(&folder)?;
        let mut store = Self::empty(&folder);
        store.scan()?;
        Ok((store, header))
    }

    fn empty(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            parts: Vec::new(),
            open: HashMap::new(),
            done: HashMap::new(),
            damaged: 0,
            locks: Vec::new(),
        }
    }

    /// How many cells are kept.
    pub fn done(&self) -> usize {
        self.done.len()
    }

    /// How many lines are cut or changed: their cells are not kept.
    pub fn damaged(&self) -> usize {
        self.damaged
    }

    /// Whether a cell is kept.
    pub(crate) fn has(&self, key: &Key) -> bool {
        self.done.contains_key(key)
    }

    /// How many of `keys` are kept.
    pub(crate) fn kept_of(&self, keys: &Keys) -> usize {
        keys.each.iter().filter(|key| self.has(key)).count()
    }

    /// Takes the right to work here: alone, or beside others that do not ask to be alone.
    fn lock(&mut self, name: &str, alone: bool) -> Result<(), StoreError> {
        let path = self.folder.join(name);
        loop {
            let file = File::options().create(true).append(true).open(&path).map_err(at(&path))?;
            match if alone { file.try_lock() } else { file.try_lock_shared() } {
                // A file system without locks has none to wait for.
                Ok(()) => {}
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::WouldBlock) => {
                    let around = self.folder.parent().unwrap_or(&self.folder);
                    return Err(StoreError::Locked(around.to_owned()));
                }
                Err(TryLockError::Error(source)) => return Err(StoreError::Io { path, source }),
            }
            // Whoever had finished may have deleted the file between opening and locking it.
            if is_at(&file, &path) {
                self.locks.push(file);
                return Ok(());
            }
            fs::create_dir_all(&self.folder).map_err(at(&self.folder))?;
        }
    }

    /// Takes a part that was written here.
    pub(crate) fn add(&mut self, (path, written): (PathBuf, Vec<(Key, Place)>)) {
        let number = self.parts.len();
        self.parts.push(path);
        self.done.extend(written.into_iter().map(|(key, place)| (key, (number, place))));
    }

    /// Reads again which cells there are.
    pub(crate) fn scan(&mut self) -> Result<(), StoreError> {
        loop {
            match self.scan_once() {
                // A part of another share has got its final name since it was listed.
                Err(StoreError::Io { source, path })
                    if source.kind() == io::ErrorKind::NotFound
                        && self.folder.exists()
                        && part::is_part(&path) => {}
                result => return result,
            }
        }
    }

    fn scan_once(&mut self) -> Result<(), StoreError> {
        self.parts = self.files()?.into_iter().filter(|path| part::is_part(path)).collect();
        self.parts.sort();
        (self.damaged, self.done, self.open) = (0, HashMap::new(), HashMap::new());
        for (number, path) in self.parts.iter().enumerate() {
            let (found, damaged) = part::read(path).map_err(at(path))?;
            self.damaged += damaged;
            self.done.extend(found.into_iter().map(|(key, place)| (key, (number, place))));
        }
        Ok(())
    }

    fn files(&self) -> Result<Vec<PathBuf>, StoreError> {
        let entries = fs::read_dir(&self.folder).map_err(at(&self.folder))?;
        entries.map(|entry| Ok(entry.map_err(at(&self.folder))?.path())).collect()
    }

    /// A new part for the cells of a share.
    pub(crate) fn part(&self, shard: Shard) -> Result<PartWriter, StoreError> {
        let mut number = 1_u64;
        loop {
            let name = format!("cells-{}-of-{}-{number}", shard.number, shard.count);
            let taken = |end: &str| self.parts.contains(&self.folder.join(format!("{name}.{end}")));
            number += 1;
            if part::ENDS.into_iter().any(taken) {
                continue;
            }
            match PartWriter::new(&self.folder, &name) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                part => return part.map_err(at(&self.folder)),
            }
        }
    }

    /// The record of a cell, as it was written.
    pub(crate) fn read(&mut self, key: &Key) -> Result<Option<String>, StoreError> {
        let Some(&(number, place)) = self.done.get(key) else { return Ok(None) };
        let path = &self.parts[number];
        if self.open.len() >= OPEN && !self.open.contains_key(&number) {
            self.open.clear();
        }
        let file = match self.open.entry(number) {
            std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(File::open(path).map_err(at(path))?)
            }
        };
        part::at(file, place).map(Some).map_err(at(path))
    }

    fn write_header(&self, header: &Header) -> Result<(), StoreError> {
        let path = self.folder.join(HEADER);
        let json = serde_json::to_string_pretty(header).map_err(io::Error::from).map_err(at(&path))?;
        if fs::read_to_string(&path).is_ok_and(|known| known == json) {
            return Ok(());
        }
        // Shares start at the same time: each writes beside and puts a whole file in its place.
        let write = || {
            let mut beside = tempfile::NamedTempFile::new_in(&self.folder)?;
            io::Write::write_all(&mut beside, json.as_bytes())?;
            beside.persist(&path).map_err(|error| error.error)
        };
        write().map(drop).map_err(at(&path))
    }

    /// Deletes all that is kept.
    ///
    /// # Errors
    ///
    /// If the file system refuses.
    pub(crate) fn delete(self) -> Result<(), StoreError> {
        for path in self.files()? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if part::is_part(&path) || name == HEADER || name.ends_with(LOCK) || name.starts_with(".tmp") {
                remove(&path).map_err(at(&path))?;
            }
        }
        // What else may be there is nobody's of ours.
        let _ = fs::remove_dir(&self.folder);
        Ok(())
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

fn read_header(folder: &Path) -> Result<Header, StoreError> {
    let path = folder.join(HEADER);
    match fs::read_to_string(&path) {
        Ok(text) => serde_json::from_str(&text)
            .map_err(|error| StoreError::Damaged { path, reason: error.to_string() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(StoreError::Nothing(folder.parent().unwrap_or(folder).to_owned()))
        }
        Err(source) => Err(StoreError::Io { path, source }),
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> StoreError + use<> {
    let path = path.to_owned();
    move |source| StoreError::Io { path: path.clone(), source }
}
