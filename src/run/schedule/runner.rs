//! Running all cells of a plan.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rayon::prelude::*;

use super::batch::{Family, batches};
use crate::judge::judge;
use crate::kernel;
use crate::record::{
    AxisRecord, AxisValueRecord, FORMAT, Manifest, Record, RecordError, RecordWriter, Setting,
};
use crate::run::Data;
use crate::run::protocols::cell::Task;
use crate::run::protocols::inputs::{Inputs, Prefixes};
use crate::study::{Choice, Plan, Study};

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
/// `finished` is called with the work done since, in units of [`Cell::work`](crate::study::Cell::work); `stop` ends the run between
/// layers and steps. The record's bytes do not depend on the number of threads.
///
/// # Errors
///
/// If the record cannot be written, or `stop` became true.
pub fn run(
    study: &Study,
    plan: &Plan,
    data: &Data,
    folder: &Path,
    finished: impl Fn(u64) + Sync,
    stop: &AtomicBool,
) -> Result<Record, RunError> {
    let mut writer = RecordWriter::new(folder)?;
    let mut records = Vec::with_capacity(plan.cells.len());
    // Finished before a cell that precedes them in the plan.
    let mut early = BTreeMap::new();
    for batch in batches(&plan.cells, &study.watch, BATCH * rayon::current_num_threads()) {
        let inputs =
            Inputs::of(batch.iter().flatten().map(|(_, cell)| *cell), study.seed, &study.watch, data);
        let on = |steps| {
            if stop.load(Ordering::Relaxed) {
                return ControlFlow::Break(RunError::Interrupted);
            }
            if steps > 0 {
                finished(steps);
            }
            ControlFlow::Continue(())
        };
        let run_family = |family: &Family| {
            if let ControlFlow::Break(error) = on(0) {
                return Err(error);
            }
            let prefixes = Prefixes::of(family, study.seed, &study.watch, &inputs, stop);
            let (seed, watch) = (study.seed, &study.watch);
            let task = Task { seed, watch, inputs: &inputs, prefixes: &prefixes, data, stop };
            let records = family.par_iter().map(|(place, cell)| {
                let done = AtomicU64::new(0);
                let on = |steps| {
                    done.fetch_add(steps, Ordering::Relaxed);
                    on(steps)
                };
                match task.run(cell, on) {
                    ControlFlow::Break(error) => Err(error),
                    ControlFlow::Continue(record) => {
                        // What is left of a network that was not trained to the end.
                        finished(cell.work().saturating_sub(done.into_inner()));
                        Ok((*place, record))
                    }
                }
            });
            records.collect::<Result<Vec<_>, RunError>>()
        };
        early.extend(
            batch.par_iter().map(run_family).collect::<Result<Vec<_>, RunError>>()?.into_iter().flatten(),
        );
        while let Some(record) = early.remove(&records.len()) {
            writer.push(&record)?;
            records.push(record);
        }
    }
    let manifest = Manifest { claims: judge(study, &records), ..manifest(study, plan) };
    writer.finish(&manifest)?;
    Ok(Record { manifest, cells: records })
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
