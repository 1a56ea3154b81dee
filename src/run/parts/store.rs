//! The folder of a study's finished cells.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::error::{StoreError, at, refuse_other};
use super::header::{self, Header};
use super::key::{Key, Keys};
use super::lock;
use super::part::{self, PartWriter, Place};
use super::shard::Shard;
use crate::file_kind::FileKind;

/// Its name in the output folder of a study.
pub(crate) const PARTS: &str = "parts";
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
        store.lock(lock::ALL, alone || fresh)?;
        store.scan()?;
        match store.can_have(header, (!alone).then_some(shard.count)) {
            // What other shares of the same plan have finished is not this one's to delete.
            can if fresh && (alone || can.is_err()) => store.clear()?,
            can => can?,
        }
        if !alone {
            if fresh {
                store.locks.clear();
                store.lock(lock::ALL, false)?;
            }
            store.lock(&lock::of_shard(shard.number), true)?;
        }
        let known = Header::read(&store.folder).ok().filter(|known| alone && known.keys == header.keys);
        let shards = known.map_or(shard.count, |known| known.shards);
        if let Err(error) = (Header { shards, ..header.clone() }).write(&store.folder) {
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
        store.lock(lock::ALL, true)?;
        store.scan()?;
        match store.can_have(header, Some(header.shards)) {
            _ if fresh => store.clear()?,
            can => can?,
        }
        header.write(&store.folder)
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
        let known = Header::read(&self.folder).map_err(|error| match error {
            StoreError::Nothing(_) => StoreError::Damaged {
                path: self.folder.join(header::FILE),
                reason: "it is missing".to_owned(),
            },
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
        let header = self.folder.join(header::FILE);
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
        let header = Header::read(&folder)?;
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

    fn lock(&mut self, name: &str, alone: bool) -> Result<(), StoreError> {
        self.locks.push(lock::take(&self.folder, name, alone)?);
        Ok(())
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

    /// Deletes all that is kept.
    ///
    /// # Errors
    ///
    /// If the file system refuses.
    pub(crate) fn delete(self) -> Result<(), StoreError> {
        for path in self.files()? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if part::is_part(&path) || lock::is_lock(&name) || Header::is_file(&name) {
                remove(&path).map_err(at(&path))?;
            }
        }
        // What else may be there is nobody's of ours.
        let _ = fs::remove_dir(&self.folder);
        Ok(())
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
