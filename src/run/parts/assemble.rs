//! A record made of finished cells.

use std::path::Path;

use super::key::Keys;
use super::store::{Store, StoreError};
use crate::judge::judge;
use crate::record::{CellRecord, Manifest, RecordError, RecordWriter};
use crate::run::schedule::runner::manifest;
use crate::study::{Plan, Study};

/// Why no record can be made.
#[derive(Debug, thiserror::Error)]
pub enum AssembleError {
    /// Kept cells cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The record cannot be written.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Cells are not finished.
    #[error("{missing} of {cells} cells are missing")]
    Missing {
        /// How many.
        missing: usize,
        /// Of how many.
        cells: usize,
    },
    /// A kept cell is no record.
    #[error("a finished cell is damaged: {0}; --fresh starts anew")]
    Damaged(String),
}

/// Writes the record of `plan` into `folder`, cell by cell in plan order, and judges it.
pub(crate) fn assemble(
    study: &Study,
    plan: &Plan,
    keys: &Keys,
    store: &mut Store,
    folder: &Path,
) -> Result<Manifest, AssembleError> {
    let cells = keys.each.len();
    let missing = cells - store.kept_of(keys);
    if missing > 0 {
        return Err(AssembleError::Missing { missing, cells });
    }
    let mut writer = RecordWriter::new(folder)?;
    let mut judged = Vec::with_capacity(cells);
    for key in &keys.each {
        let json = store.read(key)?.unwrap_or_default();
        let mut cell: CellRecord =
            serde_json::from_str(&json).map_err(|error| AssembleError::Damaged(error.to_string()))?;
        writer.push(&json, &cell)?;
        cell.forget_pictures();
        judged.push(cell);
    }
    let manifest = Manifest { claims: judge(study, &judged), ..manifest(study, plan) };
    writer.finish(&manifest)?;
    Ok(manifest)
}
