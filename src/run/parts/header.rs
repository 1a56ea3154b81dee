//! What all parts of a folder belong to.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::{StoreError, at, refuse_other};
use super::key::Keys;
use super::shard::Shard;
use crate::file_kind::FileKind;
use crate::record::{FORMAT, is_folder_name};
use crate::study::{Plan, Study, Widths};

/// Its name.
pub(super) const FILE: &str = "plan.json";
/// Beginning of the names of those that are being written.
const BESIDE: &str = ".plan-";

/// `parts/plan.json`: enough to plan the study again, and to tell it from another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the record format.
    pub format: u32,
    /// Version of the program.
    pub version: String,
    /// Instruction set.
    pub instruction_set: String,
    /// Name of the study.
    pub study: String,
    /// Seed of all noise.
    pub seed: u64,
    /// Cells of the plan.
    pub cells: usize,
    /// Processes that share it.
    pub shards: usize,
    /// Numbers of a sample, where data say it.
    pub input_width: Option<usize>,
    /// A digest of the keys of all cells.
    pub keys: String,
    /// Whether the study's `[quick]` section was applied.
    pub quick: bool,
    /// `--set` and its like, as given.
    pub overrides: Vec<String>,
    /// The study as written.
    pub text: String,
}

impl Header {
    /// Bytes that one may have: a study, of which each may be written as six, and its changes.
    pub(crate) const MOST_BYTES: u64 = 10_000_000;

    /// Reads one, and says what is wrong with it where it is none.
    pub(crate) fn parse(json: &str) -> Result<Self, String> {
        let header: Self = serde_json::from_str(json).map_err(|error| error.to_string())?;
        if !is_folder_name(&header.study) {
            return Err(format!("`study` is {:?}, which is no name of a folder", header.study));
        }
        if !(1..=Shard::MOST).contains(&header.shards) {
            return Err(format!("`shards` is {}, not from 1 to {}", header.shards, Shard::MOST));
        }
        Ok(header)
    }

    /// That of a plan which so many processes share, whose cells are computed with an instruction set.
    pub(crate) fn new(study: &Study, plan: &Plan, keys: &Keys, instruction_set: &str, shards: usize) -> Self {
        let input_width = match &study.widths {
            Widths::Even { input, .. } => *input,
            Widths::Layers(layers) => layers.first().copied(),
        };
        Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            instruction_set: instruction_set.to_owned(),
            study: study.name.clone(),
            seed: study.seed,
            cells: plan.len(),
            shards,
            input_width,
            keys: keys.all.to_string(),
            quick: study.quick,
            overrides: study.overrides.clone(),
            text: study.text.clone(),
        }
    }

    /// That of a folder of parts.
    ///
    /// # Errors
    ///
    /// If it has none, or none that can be read.
    pub(super) fn read(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(FILE);
        refuse_other(&path, FileKind::File)?;
        match read_text(&path) {
            Ok(text) => Self::parse(&text).map_err(|reason| StoreError::Damaged { path, reason }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(StoreError::Nothing(folder.parent().unwrap_or(folder).to_owned()))
            }
            Err(source) => Err(StoreError::Io { path, source }),
        }
    }

    /// Writes it into a folder of parts, unless it is there.
    ///
    /// # Errors
    ///
    /// If the file system refuses.
    pub(super) fn write(&self, folder: &Path) -> Result<(), StoreError> {
        let path = folder.join(FILE);
        let json = serde_json::to_string_pretty(self).map_err(io::Error::from).map_err(at(&path))?;
        if read_text(&path).is_ok_and(|known| known == json) {
            return Ok(());
        }
        // Shares start at the same time: each writes beside and puts a whole file in its place.
        let write = || {
            let mut beside = tempfile::Builder::new().prefix(BESIDE).tempfile_in(folder)?;
            io::Write::write_all(&mut beside, json.as_bytes())?;
            beside.persist(&path).map_err(|error| error.error)
        };
        write().map(drop).map_err(at(&path))
    }

    /// Whether a file of this name is one, or is about to become one.
    pub(super) fn is_file(name: &str) -> bool {
        name == FILE || name.starts_with(BESIDE)
    }

    /// Why cells kept under this header are none of `other`'s; `None` where they are.
    pub(crate) fn unlike(&self, other: &Self) -> Option<String> {
        if self.keys == other.keys {
            return None;
        }
        let words = |what: &str, ours: &str, theirs: &str| format!("of {what} {ours}, not {theirs}");
        Some(if self.version != other.version {
            words("version", &self.version, &other.version)
        } else if self.instruction_set != other.instruction_set {
            words("instruction set", &self.instruction_set, &other.instruction_set)
        } else if self.seed != other.seed {
            words("seed", &self.seed.to_string(), &other.seed.to_string())
        } else if self.quick != other.quick || self.overrides != other.overrides {
            let said = |header: &Self| {
                let quick = header.quick.then(|| "--quick".to_owned());
                let set = header.overrides.iter().map(|change| format!("--set {change}"));
                let all: Vec<String> = quick.into_iter().chain(set).collect();
                if all.is_empty() { "no changes".to_owned() } else { all.join(" ") }
            };
            format!("of the study with {}, not with {}", said(self), said(other))
        } else if self.text != other.text {
            "of the study as it was before its file was changed".to_owned()
        } else {
            "of data that were others".to_owned()
        })
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
