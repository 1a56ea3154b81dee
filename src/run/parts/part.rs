//! A file that finished cells are appended to.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::key::Key;

/// Hexadecimal digits of a line's checksum.
const SUM: usize = 16;
/// What stands before the record in a line: checksum, key, and a space behind each.
const BEFORE: usize = SUM + Key::DIGITS + 2;
/// Bytes that a line may have: a longer one is damaged, so that no file decides how much memory is taken.
const MOST: usize = 1 << 30;
/// Beginning of the names of parts, and the ends of those that are being written and of whole ones.
pub(crate) const BEGINNING: &str = "cells-";
const UNFINISHED: &str = "partial";
const FINISHED: &str = "jsonl";
pub(crate) const ENDS: [&str; 2] = [UNFINISHED, FINISHED];

/// Where the record of a cell lies in a part, and the checksum of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Line, from 1.
    pub(super) line: usize,
    pub(super) sum: u64,
    at: u64,
    length: usize,
}

/// A part that is being written; each line is whole or not there once it is read again.
#[derive(Debug)]
pub(crate) struct PartWriter {
    file: File,
    path: PathBuf,
    length: u64,
    written: Vec<(Key, Place)>,
}

impl PartWriter {
    /// Starts a part of this name, which no other may have.
    pub(crate) fn new(folder: &Path, name: &str) -> io::Result<Self> {
        let path = folder.join(format!("{name}.{UNFINISHED}"));
        let file = OpenOptions::new().append(true).create_new(true).open(&path)?;
        Ok(Self { file, path, length: 0, written: Vec::new() })
    }

    /// Its file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a record in a single write, so that what a kill leaves is a beginning of it at most.
    pub(crate) fn push(&mut self, key: &Key, json: &str) -> io::Result<()> {
        let said = format!("{key} {json}");
        let sum = sum(said.as_bytes());
        let line = format!("{sum:016x} {said}\n");
        if line.len() > MOST {
            let problem = format!("the record of a cell has more than the {MOST} bytes that it may have");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, problem));
        }
        self.file.write_all(line.as_bytes())?;
        let at = self.length + BEFORE as u64;
        self.written.push((*key, Place { line: self.written.len() + 1, sum, at, length: json.len() }));
        self.length += line.len() as u64;
        Ok(())
    }

    /// Hands everything to the disk and gives the part its final name: that, and what lies where.
    pub(crate) fn finish(self) -> io::Result<(PathBuf, Vec<(Key, Place)>)> {
        self.file.sync_all()?;
        let path = self.path.with_extension(FINISHED);
        fs::rename(&self.path, &path)?;
        Ok((path, self.written))
    }
}

/// Whether a file is a part by its name.
pub(crate) fn is_part(path: &Path) -> bool {
    let is_named = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(BEGINNING));
    is_named && path.extension().is_some_and(|end| ENDS.into_iter().any(|known| end == known))
}

/// The records of a part with their keys, and how many lines are damaged: cut or changed.
pub(crate) fn read(path: &Path) -> io::Result<(Vec<(Key, Place)>, usize)> {
    let mut file = BufReader::new(File::open(path)?);
    let (mut found, mut damaged, mut at, mut line) = (Vec::new(), 0, 0, Vec::new());
    while file.by_ref().take(MOST as u64).read_until(b'\n', &mut line)? > 0 {
        match record(&line) {
            Some((key, sum)) => {
                let number = found.len() + damaged + 1;
                let (at, length) = (at + BEFORE as u64, line.len() - BEFORE - 1);
                found.push((key, Place { line: number, sum, at, length }));
            }
            None => damaged += 1,
        }
        at += line.len() as u64;
        line.clear();
    }
    Ok((found, damaged))
}

/// Key and checksum of a whole line.
fn record(line: &[u8]) -> Option<(Key, u64)> {
    let text = std::str::from_utf8(line.strip_suffix(b"\n")?).ok()?;
    let (sum_written, said) = text.split_once(' ')?;
    let (key, _) = said.split_once(' ')?;
    let sum = sum(said.as_bytes());
    if sum_written != format!("{sum:016x}") { None } else { Some((key.parse().ok()?, sum)) }
}

/// The record at a place, as it was written.
pub(crate) fn at(file: &mut File, place: Place) -> io::Result<String> {
    file.seek(SeekFrom::Start(place.at))?;
    let mut json = vec![0; place.length];
    file.read_exact(&mut json)?;
    String::from_utf8(json).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// The first bytes of a digest.
fn sum(said: &[u8]) -> u64 {
    let digest: [u8; 32] = Sha256::digest(said).into();
    digest[..SUM / 2].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORDS: [&str; 3] = ["{\"a\":1}", "{\"name\":\"ü\"}", "{}"];

    fn key(number: u8) -> Key {
        format!("{number:02x}").repeat(32).parse().unwrap()
    }

    fn part(folder: &Path) -> PathBuf {
        let mut part = PartWriter::new(folder, "cells-1").unwrap();
        for (number, json) in (0..).zip(RECORDS) {
            part.push(&key(number), json).unwrap();
        }
        part.path().to_owned()
    }

    #[test]
    fn a_part_cut_at_any_byte_loses_the_last_line_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = part(folder.path());
        let whole = fs::read(&path).unwrap();
        for length in 0..=whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            let (found, damaged) = read(&path).unwrap();
            let lines = whole[..length].iter().filter(|byte| **byte == b'\n').count();
            assert_eq!(found.len(), lines);
            assert_eq!(damaged, usize::from(length > 0 && whole[length - 1] != b'\n'));
            let mut file = File::open(&path).unwrap();
            for ((number, json), (found, place)) in (0..).zip(RECORDS).zip(found) {
                assert_eq!((found, at(&mut file, place).unwrap().as_str()), (key(number), json));
            }
        }
    }

    #[test]
    fn a_changed_byte_costs_its_line_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = part(folder.path());
        let whole = fs::read(&path).unwrap();
        for place in 0..whole.len() {
            let mut changed = whole.clone();
            changed[place] ^= 1;
            fs::write(&path, &changed).unwrap();
            let (found, damaged) = read(&path).unwrap();
            // Without the end of one line, that and the next are one.
            assert!(found.len() >= RECORDS.len() - 2 && damaged >= 1, "{place}");
            assert!(found.iter().all(|(found, _)| (0..3).any(|number| *found == key(number))));
        }
    }

    #[test]
    fn a_finished_part_keeps_its_lines_under_its_final_name() {
        let folder = tempfile::tempdir().unwrap();
        let mut part = PartWriter::new(folder.path(), "cells-1").unwrap();
        part.push(&key(7), "{}").unwrap();
        part.finish().unwrap();
        let path = folder.path().join("cells-1.jsonl");
        assert!(is_part(&path));
        assert_eq!(read(&path).unwrap().0.len(), 1);
        assert!(PartWriter::new(folder.path(), "cells-2").is_ok());
    }
}
