//! A record made of finished cells.

use std::path::Path;

use super::key::Keys;
use super::store::{Store, StoreError};
use crate::judge::judge;
use crate::kernel;
use crate::record::{
    AxisRecord, AxisValueRecord, CellRecord, FORMAT, Manifest, RecordError, RecordWriter, Setting,
};
use crate::study::{Choice, Plan, Study};

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

fn manifest(study: &Study, plan: &Plan) -> Manifest {
    Manifest {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        instruction_set: kernel::instruction_set().to_owned(),
        study: study.name.clone(),
        title: study.title.clone(),
        source: study.source.clone(),
        protocol: study.protocol.to_string(),
        seed: study.seed,
        trials: study.trials,
        quick: study.quick,
        overrides: study.overrides.clone(),
        axes: study.varied.iter().map(|setting| axis(study, *setting)).collect(),
        cells: plan.cells.len(),
        figures: study.figures.clone(),
        claims: Vec::new(),
        counts: study.counts.clone(),
        text: study.text.clone(),
    }
}

fn axis(study: &Study, setting: Setting) -> AxisRecord {
    let value = |Choice { value, label, number }| AxisValueRecord { value, label, number };
    AxisRecord {
        name: setting.name().to_owned(),
        values: study.choices(setting).into_iter().map(value).collect(),
    }
}
