//! A record made of finished cells.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::StoreError;
use super::key::Keys;
use super::store::{Kept, Store};
use crate::judge::judge;
use crate::record::{
    AxisRecord, AxisValueRecord, CellRecord, DataFormat, FORMAT, Manifest, Record, RecordError, RecordWriter,
    Setting,
};
use crate::study::{Cell, Choice, Plan, Study};

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
    #[error("{0} with --fresh, which deletes its finished cells")]
    Damaged(RecordError),
    /// A kept cell is another one.
    #[error(
        "{path}, line {line}: the record of another cell than its key says; run the study again with --fresh"
    )]
    Mistaken {
        /// File.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
    },
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
    format: DataFormat,
) -> Result<Record, AssembleError> {
    let cells = keys.each.len();
    let missing = cells - store.kept_of(keys);
    if missing > 0 {
        return Err(AssembleError::Missing { missing, cells });
    }
    let mut writer = RecordWriter::new(folder, format)?;
    let mut record =
        Record { manifest: manifest(study, plan, instruction_set), cells: Vec::with_capacity(cells) };
    let places: Vec<usize> = (0..cells).collect();
    for places in places.chunks(AT_ONCE) {
        let kept = places.iter().filter_map(|place| store.read(&keys.each[*place]).transpose());
        let kept: Vec<Kept> = kept.collect::<Result<_, StoreError>>()?;
        let parse = |(kept, place): (&Kept, &usize)| parse(study, kept, &plan.cell(*place));
        let parsed: Vec<CellRecord> =
            kept.par_iter().zip(places).map(parse).collect::<Result<_, AssembleError>>()?;
        kept.iter().zip(&parsed).try_for_each(|(kept, cell)| writer.push(&kept.json, cell))?;
        record.cells.extend(parsed);
    }
    record.manifest.claims = judge(study, &record.cells);
    writer.finish(&record.manifest)?;
    Ok(record)
}

/// The record of a planned cell; a key with a right checksum may still stand before anything.
fn parse(
    study: &Study,
    Kept { json, path, line }: &Kept,
    planned: &Cell,
) -> Result<CellRecord, AssembleError> {
    let record = CellRecord::read(path, *line, json, study.trials).map_err(AssembleError::Damaged)?;
    match record.trial == planned.trial && record.cell == planned.id() {
        true => Ok(record),
        false => Err(AssembleError::Mistaken { path: path.clone(), line: *line }),
    }
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
