//! A record made of finished cells.

use std::path::Path;

use rayon::prelude::*;

use super::key::Keys;
use super::store::{Store, StoreError};
use crate::judge::judge;
use crate::record::{
    AxisRecord, AxisValueRecord, CellRecord, FORMAT, Manifest, Record, RecordError, RecordWriter, Setting,
};
use crate::study::{Choice, Plan, Study};

/// Lines that are read from a part and parsed side by side.
const AT_ONCE: usize = 64;

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

/// Writes the record of `plan`, computed with an instruction set, into `folder`, cell by cell in plan order, and
/// judges it.
pub(crate) fn assemble(
    study: &Study,
    plan: &Plan,
    keys: &Keys,
    store: &mut Store,
    instruction_set: &str,
    folder: &Path,
) -> Result<Record, AssembleError> {
    let cells = keys.each.len();
    let missing = cells - store.kept_of(keys);
    if missing > 0 {
        return Err(AssembleError::Missing { missing, cells });
    }
    let mut writer = RecordWriter::new(folder)?;
    let mut record =
        Record { manifest: manifest(study, plan, instruction_set), cells: Vec::with_capacity(cells) };
    for keys in keys.each.chunks(AT_ONCE) {
        let lines = keys.iter().map(|key| Ok(store.read(key)?.unwrap_or_default()));
        let lines: Vec<String> = lines.collect::<Result<_, StoreError>>()?;
        let parse = |line: &String| {
            let mut cell: CellRecord = serde_json::from_str(line)?;
            cell.shrink_to_fit();
            Ok(cell)
        };
        let parsed: Result<Vec<CellRecord>, serde_json::Error> = lines.par_iter().map(parse).collect();
        let parsed = parsed.map_err(|error| AssembleError::Damaged(error.to_string()))?;
        lines.iter().zip(&parsed).try_for_each(|(line, cell)| writer.push(line, cell))?;
        record.cells.extend(parsed);
    }
    record.manifest.claims = judge(study, &record.cells);
    writer.finish(&record.manifest)?;
    Ok(record)
}

fn manifest(study: &Study, plan: &Plan, instruction_set: &str) -> Manifest {
    Manifest {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        instruction_set: instruction_set.to_owned(),
        study: study.name.clone(),
        title: study.title.clone(),
        source: study.source.clone(),
        protocol: study.protocol.to_string(),
        seed: study.seed,
        trials: study.trials,
        quick: study.quick,
        overrides: study.overrides.clone(),
        axes: study.varied.iter().map(|setting| axis(study, *setting)).collect(),
        cells: plan.len(),
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
