//! `initscope sweep`: a study on as many machines as a batch system has.
//!
//! Read `arguments`, then `script` (what jobs run), `slurm` (its commands), `files` (where scripts lie) and
//! `submission`, all of it together.

mod arguments;
mod files;
mod script;
mod slurm;
mod submission;

use std::error::Error;
use std::io::Write;

use super::planned::Planned;
use crate::machine::free_memory;
use crate::record::Record;
use crate::run::parts::store::PARTS;
use crate::run::{Sharing, Target, check_memory_of};
use crate::study::Study;
use arguments::{Action, Submit};
use slurm::Job;
use submission::Submission;

pub(super) use arguments::Sweep;
pub(super) use files::clear;

pub(super) fn run(options: &Sweep, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    match &options.action {
        Action::Submit(options) => submit(options, out),
    }
}

fn submit(options: &Submit, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    // Everything that can be wrong is said before anything is written.
    let planned = Planned::look(&options.study, &options.changes)?;
    check_memory(options, &planned)?;
    let Planned { study, plan, data } = &planned;
    let target = Target::look(&options.out, &study.name)?;
    let shown = target.shown().display();
    if !options.fresh && is_finished(&target, study) {
        writeln!(out, "{shown}: finished, nothing is missing; --fresh computes it anew")?;
        return Ok(());
    }
    let sharing = Sharing::look(study, plan, data, target.path(), options.shards, options.fresh)?;
    slurm::check(sharing.shards())?;
    let submission = Submission::new(options, study, &target, &sharing)?;
    if options.dry_run {
        return Ok(submission.print(out)?);
    }
    slurm::find()?;
    if let Some(job) = files::jobs(&target.submission()).into_iter().find(Job::is_queued) {
        let number = job.number;
        return Err(format!(
            "job {number} of {shown} waits or runs: wait until it has ended, or scancel {number}"
        )
        .into());
    }
    Target::new(&options.out, &study.name)?;
    sharing.begin(target.path())?;
    submission.hand_over(out)
}

/// Refuses a study that does not fit into the memory of a job; of which nobody knows how much it has, into what is
/// free here.
fn check_memory(options: &Submit, Planned { study, plan, data }: &Planned) -> Result<(), String> {
    let threads = usize::from(options.cpus_per_task);
    let check = |free| check_memory_of(study, plan, data, threads, free);
    match &options.mem {
        Some(memory) => check(memory.bytes.unwrap_or(f64::INFINITY))
            .map_err(|error| format!("in a job with --mem {}, {error}", memory.text)),
        None => check(free_memory())
            .map_err(|error| format!("{error}; that is here: --mem SIZE says what a job is to have")),
    }
}

/// Whether the folder has a record of this very study.
fn is_finished(target: &Target, study: &Study) -> bool {
    let is_ours = |Record { manifest, .. }: Record| {
        manifest.text == study.text
            && manifest.overrides == study.overrides
            && manifest.quick == study.quick
            && manifest.version == env!("CARGO_PKG_VERSION")
    };
    !target.path().join(PARTS).exists() && Record::read(target.path()).is_ok_and(is_ours)
}
