//! Reading a record back.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::{CellRecord, FORMAT, Manifest, Record, RecordError};

impl Record {
    /// Reads the record in a study's output folder.
    ///
    /// # Errors
    ///
    /// If there is none, it is damaged or cut, or a newer version wrote it.
    pub fn read(folder: &Path) -> Result<Self, RecordError> {
        let manifest = read_manifest(folder)?;
        let path = folder.join("cells.jsonl");
        let text = read_text(&path)?;
        let cells: Vec<CellRecord> = (1..)
            .zip(text.lines())
            .map(|(line, cell)| {
                let damaged = |error: serde_json::Error| RecordError::Damaged {
                    path: path.clone(),
                    line,
                    reason: error.to_string(),
                };
                let cell: CellRecord = serde_json::from_str(cell).map_err(damaged)?;
                if cell.trial >= manifest.trials {
                    return Err(RecordError::Damaged {
                        path: path.clone(),
                        line,
                        reason: format!("trial {} of {}", cell.trial, manifest.trials),
                    });
                }
                Ok(cell)
            })
            .collect::<Result<_, _>>()?;
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
    let damaged = |error: serde_json::Error| RecordError::Damaged {
        path: path.clone(),
        line: error.line(),
        reason: error.to_string(),
    };
    let Version { format } = serde_json::from_str(&text).map_err(damaged)?;
    if format > u64::from(FORMAT) {
        return Err(RecordError::Newer { path, found: format, known: FORMAT });
    }
    serde_json::from_str(&text).map_err(damaged)
}

fn read_text(path: &Path) -> Result<String, RecordError> {
    fs::read_to_string(path).map_err(|source| RecordError::Read { path: path.to_owned(), source })
}
