//! Running the cells of a plan.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rayon::prelude::*;

use super::batch::{Family, batches, chains};
use crate::kernel::Isa;
use crate::record::{CellRecord, DataFormat, Record};
use crate::run::Data;
use crate::run::parts::assemble::{AssembleError, assemble};
use crate::run::parts::error::StoreError;
use crate::run::parts::header::Header;
use crate::run::parts::key::{Key, Keys};
use crate::run::parts::part::{PartWriter, Place};
use crate::run::parts::shard::Shard;
use crate::run::parts::store::Store;
use crate::run::protocols::cell::Task;
use crate::run::protocols::inputs::{Inputs, Prefixes};
use crate::study::{Cell, Plan, Study};

/// Small cells handed out at once, per thread: enough for threads to even out, few enough that
/// their inputs do not fill the memory.
const BATCH: usize = 8;

/// Why a study did not finish.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Finished cells cannot be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No record can be made of them.
    #[error(transparent)]
    Assemble(#[from] AssembleError),
    /// Somebody asked to stop.
    #[error("interrupted")]
    Interrupted,
}

/// A plan and where its finished cells are kept.
#[derive(Debug)]
pub struct Run<'a> {
    study: &'a Study,
    plan: &'a Plan,
    data: &'a Data,
    keys: Keys,
    store: Store,
    shard: Shard,
    instruction_set: String,
}

impl<'a> Run<'a> {
    /// A run of a share of `plan` whose finished cells are kept in `folder`; it goes on where an earlier one of
    /// the same cells ended. What is kept there is deleted if `fresh`, but for what other shares of
    /// the same plan have finished.
    ///
    /// # Errors
    ///
    /// If another process works there, cells of something else are kept there, or nothing can be written.
    pub fn new(
        study: &'a Study,
        plan: &'a Plan,
        data: &'a Data,
        folder: &Path,
        shard: Shard,
        fresh: bool,
    ) -> Result<Self, StoreError> {
        Self::with(Isa::current().level(), study, plan, data, folder, shard, fresh)
    }

    /// All cells of `plan`, to make a record of what is kept in `folder` under `header`; any machine can, whichever
    /// instruction set those that computed the cells have.
    ///
    /// # Errors
    ///
    /// As for [`new`](Self::new).
    pub fn kept(
        study: &'a Study,
        plan: &'a Plan,
        data: &'a Data,
        folder: &Path,
        header: &Header,
    ) -> Result<Self, StoreError> {
        Self::with(&header.instruction_set, study, plan, data, folder, Shard::WHOLE, false)
    }

    fn with(
        instruction_set: &str,
        study: &'a Study,
        plan: &'a Plan,
        data: &'a Data,
        folder: &Path,
        shard: Shard,
        fresh: bool,
    ) -> Result<Self, StoreError> {
        let keys = Keys::of(study, plan, data, instruction_set);
        let header = Header::new(study, plan, &keys, instruction_set, shard.count);
        let store = Store::open(folder, &header, shard, fresh)?;
        Ok(Self { study, plan, data, keys, store, shard, instruction_set: instruction_set.to_owned() })
    }

    /// Whether it is of all cells, not of a share.
    pub fn is_whole(&self) -> bool {
        self.shard == Shard::WHOLE
    }

    /// How many cells of the plan are finished.
    pub fn finished(&self) -> usize {
        self.store.kept_of(&self.keys)
    }

    /// How many cells the plan has.
    pub fn cells(&self) -> usize {
        self.keys.each.len()
    }

    /// How much work the cells of the share are, in units of [`Cell::work`](crate::study::Cell::work).
    pub fn work(&self) -> u64 {
        share(self.plan, self.shard).flatten().map(|place| self.plan.cell(place).work()).sum()
    }

    /// Runs what is not finished of the share, in parallel, and keeps each cell as it comes.
    ///
    /// `finished` is called with the work done since, in units of [`Cell::work`](crate::study::Cell::work), and
    /// with that of cells that were finished before; `stop` ends the run between layers and steps.
    ///
    /// # Errors
    ///
    /// If a cell cannot be kept, or `stop` became true. What is finished stays.
    pub fn complete(&mut self, finished: impl Fn(u64) + Sync, stop: &AtomicBool) -> Result<(), RunError> {
        let Self { study, plan, data, keys, store, shard, instruction_set: _ } = self;
        let missing = share(plan, *shard).filter_map(|mut places| {
            places.retain(|place| {
                let is_missing = !store.has(&keys.each[*place]);
                if !is_missing {
                    finished(plan.cell(*place).work());
                }
                is_missing
            });
            let family: Family = places.into_iter().map(|place| (place, plan.cell(place))).collect();
            (!family.is_empty()).then_some(family)
        });
        let mut missing = missing.peekable();
        if missing.peek().is_none() {
            return Ok(());
        }
        let part = Kept { part: Mutex::new(store.part(*shard)?) };
        let result = run_families(study, data, keys, missing, &part, &finished, stop);
        match part.finish() {
            // Meanwhile others may have finished theirs.
            Ok(_) if *shard != Shard::WHOLE => store.scan()?,
            Ok(part) => store.add(part),
            Err(error) => {
                store.scan()?;
                result?;
                return Err(error.into());
            }
        }
        result
    }

    /// Writes the record into `folder`, its table of layers in `format`, and judges it.
    ///
    /// # Errors
    ///
    /// If cells are missing, or the record cannot be written.
    pub fn assemble(&mut self, folder: &Path, format: DataFormat) -> Result<Record, AssembleError> {
        assemble(self.study, self.plan, &self.keys, &mut self.store, &self.instruction_set, folder, format)
    }

    /// Deletes the finished cells: there is a record of them.
    ///
    /// # Errors
    ///
    /// If the file system refuses.
    pub fn delete_parts(self) -> Result<(), StoreError> {
        self.store.delete()
    }
}

/// The families of a share.
fn share(plan: &Plan, shard: Shard) -> impl Iterator<Item = Vec<usize>> {
    plan.families().enumerate().filter(move |(place, _)| shard.has(*place)).map(|(_, family)| family)
}

/// Where finished cells go.
struct Kept {
    part: Mutex<PartWriter>,
}

impl Kept {
    fn push(&self, key: &Key, record: &CellRecord) -> Result<(), StoreError> {
        let json = serde_json::to_string(record).map_err(std::io::Error::from);
        let mut part = self.part.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let pushed = json.and_then(|json| part.push(key, &json));
        pushed.map_err(|source| StoreError::Io { path: part.path().to_owned(), source })
    }

    fn finish(self) -> Result<(PathBuf, Vec<(Key, Place)>), StoreError> {
        let part = self.part.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let path = part.path().to_owned();
        part.finish().map_err(|source| StoreError::Io { path, source })
    }
}

fn run_families(
    study: &Study,
    data: &Data,
    keys: &Keys,
    missing: impl Iterator<Item = Family>,
    kept: &Kept,
    finished: &(impl Fn(u64) + Sync),
    stop: &AtomicBool,
) -> Result<(), RunError> {
    for batch in batches(missing, &study.watch, BATCH * rayon::current_num_threads()) {
        let inputs = Inputs::of(batch.iter().flatten().map(|(_, cell)| cell), study.seed, &study.watch, data);
        let on = |steps| {
            if stop.load(Ordering::Relaxed) {
                return ControlFlow::Break(RunError::Interrupted);
            }
            if steps > 0 {
                finished(steps);
            }
            ControlFlow::Continue(())
        };
        let run_family = |family: Family| {
            if let ControlFlow::Break(error) = on(0) {
                return Err(error);
            }
            let (seed, watch) = (study.seed, &study.watch);
            let chains = chains(family, watch);
            let prefixes = Prefixes::of(&chains, seed, watch, &inputs, stop);
            let task = Task { seed, watch, inputs: &inputs, prefixes: &prefixes, data, stop };
            chains.par_iter().try_for_each(|chain| {
                let done = AtomicU64::new(0);
                let on = |steps| {
                    done.fetch_add(steps, Ordering::Relaxed);
                    on(steps)
                };
                let cells: Vec<&Cell> = chain.iter().map(|(_, cell)| cell).collect();
                let finish = |index: usize, record: CellRecord| {
                    let (place, cell) = &chain[index];
                    if let Err(error) = kept.push(&keys.each[*place], &record) {
                        return ControlFlow::Break(error.into());
                    }
                    // What is left of a network that was not trained to the end.
                    finished(cell.work().saturating_sub(done.swap(0, Ordering::Relaxed)));
                    ControlFlow::Continue(())
                };
                match task.run(&cells, on, finish) {
                    ControlFlow::Break(error) => Err(error),
                    ControlFlow::Continue(()) => Ok(()),
                }
            })
        };
        batch.into_par_iter().try_for_each(run_family)?;
    }
    Ok(())
}

/// Runs every cell of `plan`, in parallel, and writes the record into `folder` in plan order.
///
/// `finished` and `stop` are as for [`Run::complete`]. The record's bytes do not depend on the number of
/// threads, nor on how often a run was interrupted.
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
    let mut run = Run::new(study, plan, data, folder, Shard::WHOLE, false)?;
    run.complete(finished, stop)?;
    let record = run.assemble(folder, DataFormat::Csv)?;
    run.delete_parts()?;
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::Sharing;

    #[test]
    fn cells_of_another_instruction_set_are_merged_and_counted_anywhere_and_added_to_nowhere_else() {
        let text = "[input]\nsamples = 4\n[network]\ninput = 3\nwidth = 3\ndepth = 2\n[axes]\n\
                    activation = \"tanh\"\ninit = [\"zeros\", \"he-normal\"]\n";
        let study = Study::parse("small", text, &[], false).unwrap();
        let plan = Plan::new(&study).unwrap();
        let (data, folder) = (Data::default(), tempfile::tempdir().unwrap());
        let share = Shard { number: 2, count: 2 };
        let mut run = Run::with("another", &study, &plan, &data, folder.path(), share, false).unwrap();
        run.complete(|_| {}, &AtomicBool::new(false)).unwrap();
        drop(run);
        let refused = Run::new(&study, &plan, &data, folder.path(), Shard::WHOLE, false).unwrap_err();
        assert!(refused.to_string().contains("of instruction set another, not"), "{refused}");
        let missing = |shards| {
            let sharing = Sharing::look(&study, &plan, &data, folder.path(), shards, false).unwrap();
            sharing.missing().shards.clone()
        };
        assert_eq!(missing(None), [1]);
        let share = Shard { number: 1, count: 2 };
        let mut run = Run::with("another", &study, &plan, &data, folder.path(), share, false).unwrap();
        run.complete(|_| {}, &AtomicBool::new(false)).unwrap();
        drop(run);
        assert_eq!(missing(Some(2)), [0; 0]);
        let (_, header) = Store::look(folder.path()).unwrap();
        let mut run = Run::kept(&study, &plan, &data, folder.path(), &header).unwrap();
        assert_eq!(run.assemble(folder.path(), DataFormat::Csv).unwrap().manifest.instruction_set, "another");
    }
}
