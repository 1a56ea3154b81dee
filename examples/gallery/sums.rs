//! Hashes of everything that the studies wrote, in the format of `sha256sum`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use initscope::study::EMBEDDED;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

/// SHA-256 by path, from the folder of all studies, in the order of the paths.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Sums(BTreeMap<String, String>);

impl Sums {
    /// Of every file in the folders of the studies.
    pub(crate) fn of(out: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        for (name, _) in EMBEDDED {
            collect(&out.join(name), &mut files)?;
        }
        let sums = files.par_iter().map(|path| {
            let bytes = fs::read(path).map_err(|error| named(error, path))?;
            let hash = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            Ok((relative(path, out), hash))
        });
        sums.collect::<io::Result<_>>().map(Self)
    }

    /// What [`write`](Self::write) wrote; `None` where it never did.
    pub(crate) fn read(path: &Path) -> io::Result<Option<Self>> {
        let text = match fs::read_to_string(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            text => text.map_err(|error| named(error, path))?,
        };
        let entry = |line: &str| {
            let (hash, file) = line.split_once("  ").ok_or_else(|| {
                let line = format!("{}: `{line}` is not `HASH  FILE`", path.display());
                io::Error::new(ErrorKind::InvalidData, line)
            })?;
            Ok((file.to_owned(), hash.to_owned()))
        };
        text.lines().map(entry).collect::<io::Result<_>>().map(|sums| Some(Self(sums)))
    }

    /// One line for each file, which `sha256sum --check` reads.
    pub(crate) fn write(&self, path: &Path) -> io::Result<()> {
        let text: String = self.0.iter().map(|(file, hash)| format!("{hash}  {file}\n")).collect();
        fs::write(path, text).map_err(|error| named(error, path))
    }

    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Every file that was made otherwise, is no longer made, or is new.
    pub(crate) fn differences(&self, made: &Self) -> Vec<String> {
        let gone = self.0.iter().filter_map(|(file, hash)| match made.0.get(file) {
            None => Some(format!("{file}: git has a hash of it, and it was not made")),
            Some(now) if now != hash => Some(format!("{file}: not the bytes that git has the hash of")),
            Some(_) => None,
        });
        let new = made.0.keys().filter(|file| !self.0.contains_key(*file));
        gone.chain(new.map(|file| format!("{file}: git has no hash of it"))).collect()
    }
}

/// Every file in `folder` and below.
pub(crate) fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder).map_err(|error| named(error, folder))? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

/// `path` as seen from `folder`, with `/` on every system.
pub(crate) fn relative(path: &Path, folder: &Path) -> String {
    let parts = path.strip_prefix(folder).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

/// The error with the path it is about.
pub(crate) fn named(error: io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
