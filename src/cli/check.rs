//! `initscope check`.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use crate::judge::judge;
use crate::record::{Judgement, Record};
use crate::run::run as run_plan;

use super::arguments::Check;
use super::planned::{Planned, again};
use super::{No, claims};
use crate::cli::terminal::stop;

pub(super) fn run(options: &Check, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&options.subject);
    let judgements = if !folder.is_dir() {
        of_study(options, stop::on_signal()?)?
    } else if options.changes.is_empty() {
        of_record(folder)?
    } else {
        return Err(format!(
            "{} is a folder with a record, which changes cannot alter: check the study instead",
            options.subject
        )
        .into());
    };
    if judgements.is_empty() {
        writeln!(out, "{} makes no claims", options.subject)?;
    }
    claims::print(&judgements, out)?;
    match judgements.iter().filter(|judgement| !judgement.as_expected).count() {
        0 => Ok(()),
        1 => Err(No("1 claim is not as expected".to_owned()).into()),
        some => Err(No(format!("{some} claims are not as expected")).into()),
    }
}

/// Judges the cells of a record again, by the claims written in it.
fn of_record(folder: &Path) -> Result<Vec<Judgement>, Box<dyn Error>> {
    let Record { manifest, cells } = Record::read(folder)?;
    let study = again(&manifest.study, &manifest.text, &manifest.overrides, manifest.quick)
        .map_err(|error| format!("the study in {}: {error}", folder.join("record.json").display()))?;
    Ok(judge(&study, &cells))
}

/// Runs a study in a folder that nobody keeps.
fn of_study(options: &Check, stop: &AtomicBool) -> Result<Vec<Judgement>, Box<dyn Error>> {
    let planned = Planned::load(&options.subject, &options.changes)?;
    let folder = tempfile::tempdir().map_err(|error| format!("cannot make a temporary folder: {error}"))?;
    stop::remove_if_killed(folder.path());
    let (bar, Planned { study, plan, data }) =
        (planned.bar(planned.plan.cells().map(|cell| cell.work()).sum()), &planned);
    let record = run_plan(study, plan, data, folder.path(), |work| bar.inc(work), stop)?;
    bar.finish_and_clear();
    Ok(record.manifest.claims)
}
