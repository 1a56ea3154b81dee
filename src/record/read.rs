//! Reading a record back.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;

use super::check::Fault;
use super::place::{field_before, line_of};
use super::{CellRecord, FORMAT, Manifest, Record, RecordError};
use crate::file_kind::FileKind;

/// Lines that are read side by side.
const AT_ONCE: usize = 64;

impl Record {
    /// Reads the record in a study's output folder.
    ///
    /// # Errors
    ///
    /// If there is none, it is damaged or cut, or a newer version wrote it.
    pub fn read(folder: &Path) -> Result<Self, RecordError> {
        let manifest = read_manifest(folder)?;
        let path = folder.join("cells.jsonl");
        let unread = |source| RecordError::Read { path: path.clone(), source };
        let file = BufReader::new(open(&path).map_err(unread)?);
        let mut lines = (1..).zip(file.lines());
        let mut cells = Vec::new();
        loop {
            let some = lines.by_ref().take(AT_ONCE).map(|(line, text)| Ok((line, text.map_err(unread)?)));
            let some: Vec<(usize, String)> = some.collect::<Result<_, RecordError>>()?;
            if some.is_empty() {
                break;
            }
            let read = |(line, text): &(usize, String)| CellRecord::read(&path, *line, text, manifest.trials);
            // Whatever is wrong first is said.
            let read: Vec<Result<CellRecord, RecordError>> = some.par_iter().map(read).collect();
            for cell in read {
                cells.push(cell?);
            }
        }
        if cells.len() != manifest.cells {
            return Err(RecordError::Cut { path, found: cells.len(), planned: manifest.cells });
        }
        Ok(Self { manifest, cells })
    }
}

fn read_manifest(folder: &Path) -> Result<Manifest, RecordError> {
    /// What every version of the format has.
    #[derive(Deserialize)]
    struct Version {
        format: u64,
    }
    let path = folder.join("record.json");
    let text = read_text(&path)?;
    let damaged = |error| damaged(&path, 1, &text, &error);
    let Version { format } = serde_json::from_str(&text).map_err(damaged)?;
    if format > u64::from(FORMAT) {
        return Err(RecordError::Newer { path, found: format, known: FORMAT });
    }
    let manifest: Manifest = serde_json::from_str(&text).map_err(damaged)?;
    manifest.check().map_err(|fault| faulty(&path, line_of(&text, &fault.field), &fault))?;
    Ok(manifest)
}

impl CellRecord {
    /// Reads the text of a line of a file.
    pub(crate) fn read(path: &Path, line: usize, text: &str, trials: u64) -> Result<Self, RecordError> {
        let mut cell: Self = serde_json::from_str(text).map_err(|error| damaged(path, line, text, &error))?;
        cell.check(trials).map_err(|fault| faulty(path, line, &fault))?;
        cell.shrink_to_fit();
        Ok(cell)
    }
}

/// JSON from this line on that is none, or not of a record.
fn damaged(path: &Path, first: usize, text: &str, error: &serde_json::Error) -> RecordError {
    let above = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let field = field_before(text, above + error.column());
    // The line within the text is that of the file, or said beside it.
    let said = error.to_string();
    let problem = said.split(" at line ").next().unwrap_or_default();
    let reason = if field.is_empty() {
        format!("{problem} at column {}", error.column())
    } else {
        format!("`{field}`, column {}: {problem}", error.column())
    };
    RecordError::Damaged { path: path.to_owned(), line: first + error.line().saturating_sub(1), reason }
}

fn faulty(path: &Path, line: usize, Fault { field, problem }: &Fault) -> RecordError {
    RecordError::Damaged { path: path.to_owned(), line, reason: format!("`{field}` {problem}") }
}

fn read_text(path: &Path) -> Result<String, RecordError> {
    let mut text = String::new();
    let read = open(path).and_then(|mut file| file.read_to_string(&mut text));
    read.map_err(|source| RecordError::Read { path: path.to_owned(), source })?;
    Ok(text)
}

/// Opens a file, and neither a pipe nor a device.
fn open(path: &Path) -> io::Result<File> {
    match FileKind::behind_links(path)? {
        FileKind::File => File::open(path),
        other => Err(io::Error::new(io::ErrorKind::InvalidInput, format!("it is {}", other.words()))),
    }
}
