//! The folder of a study's finished cells.

use std::collections::HashMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::header::Header;
use super::key::{Key, Keys};
use super::part;
use super::part::{PartWriter, Place};
use super::shard::Shard;
use crate::file_kind::FileKind;

/// Its name in the output folder of a study.
pub(crate) const PARTS: &str = "parts";
const HEADER: &str = "plan.json";
const LOCK: &str = "lock";
const SHARD: &str = "shard-";
/// Beginning of the names of headers that are being written.
const BESIDE: &str = ".plan-";
/// Files that are read at the same time at most.
const OPEN: usize = 64;

/// The record of a finished cell, and where it was.
#[derive(Debug)]
pub(crate) struct Kept {
    pub json: String,
    pub path: PathBuf,
    pub line: usize,
}

/// The finished cells of one plan, on disk; as long as it lives, no other process changes what it reads.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    parts: Vec<PathBuf>,
    open: HashMap<usize, File>,
    done: HashMap<Key, (usize, Place)>,
    damaged: usize,
    /// Two places that have different records of one cell.
    twice: Option<[(usize, Place); 2]>,
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
        let mut store = Self::made(target)?;
        let alone = shard == Shard::WHOLE;
        store.lock(LOCK, alone || fresh)?;
        store.scan()?;
        match store.can_have(header, (!alone).then_some(shard.count)) {
            // What other shares of the same plan have finished is not this one's to delete.
            can if fresh && (alone || can.is_err()) => store.clear()?,
            can => can?,
        }
        if !alone {
            if fresh {
                store.locks.clear();
                store.lock(LOCK, false)?;
            }
            store.lock(&format!("{SHARD}{}.{LOCK}", shard.number), true)?;
        }
        let known = read_header(&store.folder).ok().filter(|known| alone && known.keys == header.keys);
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
        let mut store = Self::made(target)?;
        store.lock(LOCK, true)?;
        store.scan()?;
        match store.can_have(header, Some(header.shards)) {
            _ if fresh => store.clear()?,
            can => can?,
        }
        store.write_header(header)
    }

    /// That of an output folder, which is made where needed.
    fn made(target: &Path) -> Result<Self, StoreError> {
        let folder = target.join(PARTS);
        refuse_other(&folder, FileKind::Folder)?;
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        Ok(Self::empty(&folder))
    }

    /// Refuses cells of a plan that cannot be added to those that are kept, by one of so many shares or by a whole run.
    pub(crate) fn can_have(&self, header: &Header, shards: Option<usize>) -> Result<(), StoreError> {
        self.once()?;
        if self.done.is_empty() {
            return Ok(());
        }
        let known = read_header(&self.folder).map_err(|error| match error {
            StoreError::Nothing(_) => {
                StoreError::Damaged { path: self.folder.join(HEADER), reason: "it is missing".to_owned() }
            }
            other => other,
        })?;
        self.same(&known, header)?;
        let planned = known.shards;
        match shards.filter(|asked| planned > 1 && planned != *asked) {
            Some(asked) => Err(StoreError::Shards { folder: self.around(), planned, asked }),
            None => Ok(()),
        }
    }

    /// Refuses cells that are kept under the header `known` where a plan has another.
    pub(crate) fn same(&self, known: &Header, header: &Header) -> Result<(), StoreError> {
        let unlike = |unlike| StoreError::Unlike { folder: self.around(), kept: self.done.len(), unlike };
        known.unlike(header).map(unlike).map_or(Ok(()), Err)
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
        refuse_other(&folder, FileKind::Folder)?;
        let header = read_header(&folder)?;
        let mut store = Self::empty(&folder);
        store.scan()?;
        store.once()?;
        Ok((store, header))
    }

    fn empty(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            parts: Vec::new(),
            open: HashMap::new(),
            done: HashMap::new(),
            damaged: 0,
            twice: None,
            locks: Vec::new(),
        }
    }

    /// The folder of the study.
    fn around(&self) -> PathBuf {
        self.folder.parent().unwrap_or(&self.folder).to_owned()
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
            refuse_other(&path, FileKind::File)?;
            let file = File::options().create(true).append(true).open(&path).map_err(at(&path))?;
            match if alone { file.try_lock() } else { file.try_lock_shared() } {
                // A file system without locks has none to wait for.
                Ok(()) => {}
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(StoreError::Locked(self.around()));
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
        (self.damaged, self.done, self.open, self.twice) = (0, HashMap::new(), HashMap::new(), None);
        for (number, path) in self.parts.iter().enumerate() {
            refuse_other(path, FileKind::File)?;
            let (found, damaged) = part::read(path).map_err(at(path))?;
            self.damaged += damaged;
            for (key, place) in found {
                let here = (number, place);
                if let Some(other) = self.done.insert(key, here).filter(|(_, other)| other.sum != place.sum) {
                    self.twice = Some([other, here]);
                }
            }
        }
        Ok(())
    }

    /// Refuses two different records of one cell.
    fn once(&self) -> Result<(), StoreError> {
        let Some(places) = self.twice else { return Ok(()) };
        let [first, second] =
            places.map(|(number, place)| format!("{}, line {},", self.parts[number].display(), place.line));
        Err(StoreError::Twice { first, second })
    }

    fn files(&self) -> Result<Vec<PathBuf>, StoreError> {
        let entries = fs::read_dir(&self.folder).map_err(at(&self.folder))?;
        entries.map(|entry| Ok(entry.map_err(at(&self.folder))?.path())).collect()
    }

    /// A new part for the cells of a share.
    pub(crate) fn part(&self, shard: Shard) -> Result<PartWriter, StoreError> {
        let mut number = 1_u64;
        loop {
            let name = format!("{}{}-of-{}-{number}", part::BEGINNING, shard.number, shard.count);
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

    /// The record of a cell, as it was written, with its file and line.
    pub(crate) fn read(&mut self, key: &Key) -> Result<Option<Kept>, StoreError> {
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
        let json = part::at(file, place).map_err(at(path))?;
        Ok(Some(Kept { json, path: path.clone(), line: place.line }))
    }

    fn write_header(&self, header: &Header) -> Result<(), StoreError> {
        let path = self.folder.join(HEADER);
        let json = serde_json::to_string_pretty(header).map_err(io::Error::from).map_err(at(&path))?;
        if read_text(&path).is_ok_and(|known| known == json) {
            return Ok(());
        }
        // Shares start at the same time: each writes beside and puts a whole file in its place.
        let write = || {
            let mut beside = tempfile::Builder::new().prefix(BESIDE).tempfile_in(&self.folder)?;
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
            let is_lock = name == LOCK || name.starts_with(SHARD) && name.ends_with(LOCK);
            if part::is_part(&path) || name == HEADER || is_lock || name.starts_with(BESIDE) {
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
    refuse_other(&path, FileKind::File)?;
    match read_text(&path) {
        Ok(text) => Header::parse(&text).map_err(|reason| StoreError::Damaged { path, reason }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(StoreError::Nothing(folder.parent().unwrap_or(folder).to_owned()))
        }
        Err(source) => Err(StoreError::Io { path, source }),
    }
}

/// A header that is no longer than one can be.
fn read_text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(Header::MOST_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > Header::MOST_BYTES {
        let problem = format!("it is longer than the {} bytes that it may have", Header::MOST_BYTES);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, problem));
    }
    Ok(text)
}

/// Refuses what is there and not of this kind: nobody waits for a pipe, nothing is written through a link.
fn refuse_other(path: &Path, wanted: FileKind) -> Result<(), StoreError> {
    match FileKind::at(path).map_err(at(path))? {
        Some(kind) if kind != wanted => Err(StoreError::Taken { path: path.to_owned(), what: kind.words() }),
        _ => Ok(()),
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
