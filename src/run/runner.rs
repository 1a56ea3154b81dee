//! Running all cells of a plan.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::cell::{Inputs, run_with};
use super::memory;
use crate::judge::judge;
use crate::kernel;
use crate::record::{AxisRecord, AxisValueRecord, FORMAT, Manifest, Record, RecordError, RecordWriter};
use crate::study::{Cell, Choice, Plan, Setting, Study, Widths};

/// Bytes from which on a cell runs alone, its interior in parallel: memory stays bounded, and
/// one huge network uses every core.
const LARGE_BYTES: f64 = 32e6;

/// Small cells handed out at once, per thread: enough for threads to even out, few enough for
/// the record to grow while the study runs.
const BATCH: usize = 8;

/// Why a study did not finish.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The record cannot be written.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Somebody asked to stop.
    #[error("interrupted: nothing was written")]
    Interrupted,
}

/// Runs every cell of `plan`, in parallel, and writes the record into `folder` in plan order.
///
/// `finished` is called with the number of cells as they finish; `stop` ends the run between
/// cells. The record's bytes do not depend on the number of threads.
pub fn run(
    study: &Study,
    plan: &Plan,
    folder: &Path,
    finished: impl Fn(usize) + Sync,
    stop: &AtomicBool,
) -> Result<Record, RunError> {
    let mut writer = RecordWriter::new(folder)?;
    let mut records = Vec::with_capacity(plan.cells.len());
    for batch in batches(&plan.cells, BATCH * rayon::current_num_threads()) {
        let inputs = Inputs::of(batch, study.seed, &study.watch);
        let done = batch.par_iter().map(|cell| {
            if stop.load(Ordering::Relaxed) {
                return Err(RunError::Interrupted);
            }
            let record = run_with(cell, study.seed, &study.watch, &inputs);
            finished(1);
            Ok(record)
        });
        for record in done.collect::<Result<Vec<_>, RunError>>()? {
            writer.push(&record)?;
            records.push(record);
        }
    }
    let manifest = Manifest { claims: judge(study, &records), ..manifest(study, plan) };
    writer.finish(&manifest)?;
    Ok(Record { manifest, cells: records })
}

/// Cuts the plan into runs of at most `most` small cells; a large cell is a run of its own.
fn batches(mut cells: &[Cell], most: usize) -> Vec<&[Cell]> {
    let large = |cell: &Cell| memory::bytes(cell) > LARGE_BYTES;
    let mut batches = Vec::new();
    while let Some(first) = cells.first() {
        let length =
            if large(first) { 1 } else { cells.iter().take(most).take_while(|cell| !large(cell)).count() };
        let (batch, rest) = cells.split_at(length);
        batches.push(batch);
        cells = rest;
    }
    batches
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
        claims: Vec::new(),
        text: study.text.clone(),
    }
}

fn axis(study: &Study, setting: Setting) -> AxisRecord {
    let one = |value: &str| {
        vec![AxisValueRecord { value: value.to_owned(), label: value.to_owned(), number: None }]
    };
    let values = match (setting, &study.widths) {
        (Setting::Activation, _) => values(&study.activation),
        (Setting::Init, _) => values(&study.init),
        (Setting::Bias, _) => values(&study.bias),
        (Setting::Norm, _) => one("none"),
        (Setting::Residual | Setting::Tied, _) => one("false"),
        (Setting::Precision, _) => values(&study.precision),
        (Setting::Width, Widths::Even { width, .. }) => values(width),
        (Setting::Depth, Widths::Even { depth, .. }) => values(depth),
        // A study with `layers` has no such axis.
        (Setting::Width | Setting::Depth, Widths::Layers(_)) => Vec::new(),
        (Setting::Samples, _) => values(&study.samples),
    };
    AxisRecord { name: setting.name().to_owned(), values }
}

fn values<T: ToString>(choices: &[Choice<T>]) -> Vec<AxisValueRecord> {
    let record = |choice: &Choice<T>| AxisValueRecord {
        value: choice.value.to_string(),
        label: choice.label.clone(),
        number: choice.number,
    };
    choices.iter().map(record).collect()
}
