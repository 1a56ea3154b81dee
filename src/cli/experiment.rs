//! `initscope experiment`.

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use crate::record::tables::layers;
use crate::record::{DataFormat, Record};
use crate::run::{Anew, Building, Run, RunError, Shard, StoreError, Target, TargetError};
use crate::view::{self, Choice};

use super::arguments::Experiment;
use super::options::Figures;
use super::planned::Planned;
use super::table::{self, Detail};
use super::{Shown, claims, sweep, unshown};
use crate::cli::terminal::{plain, stop};

pub(super) fn run(options: &Experiment, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    // Everything that can be wrong with what was typed is said before any work.
    let studies: Vec<Planned> = options
        .studies
        .iter()
        .map(|name| Planned::look(name, &options.changes))
        .collect::<Result<_, Box<dyn Error>>>()?;
    check_names(&studies)?;
    studies.iter().try_for_each(|planned| planned.fits(options.shard.is_some()))?;
    let stop = stop::on_signal()?;
    let targets: Vec<Target> = studies
        .iter()
        .map(|planned| Target::new(&options.out, &planned.study.name))
        .collect::<Result<_, TargetError>>()?;
    let shard = options.shard.unwrap_or(Shard::WHOLE);
    let runs: Vec<Run<'_>> = studies
        .iter()
        .zip(&targets)
        .map(|(Planned { study, plan, data }, target)| {
            let run = Run::new(study, plan, data, target.path(), shard, options.fresh);
            run.inspect_err(|_| target.remove_if_empty())
        })
        .collect::<Result<_, StoreError>>()?;
    for ((planned, target), run) in studies.iter().zip(&targets).zip(runs) {
        let run = complete(planned, run, target, stop)?;
        if options.shard.is_some() {
            let (done, cells, folder) = (run.finished(), run.cells(), target.shown().display());
            writeln!(out, "Share {shard} is done. Finished: {done} of {cells} cells, in {folder}")?;
            writeln!(out, "When all are: initscope merge {folder}")?;
        } else {
            let wanted = Wanted {
                numbers: options.numbers.format_data,
                figures: &options.figures,
                choice: &options.choice(),
                detail: options.table.detail,
            };
            finish(run, target, &wanted, stop, out)?;
        }
    }
    Ok(())
}

/// Two studies of one name would write into one folder.
fn check_names(studies: &[Planned]) -> Result<(), String> {
    for (index, Planned { study, .. }) in studies.iter().enumerate() {
        if studies[..index].iter().any(|before| before.study.name == study.name) {
            return Err(format!(
                "two studies are called `{}` and would share a folder: run them apart",
                study.name
            ));
        }
    }
    Ok(())
}

/// Runs what is not finished; says what is kept where it cannot.
fn complete<'a>(
    planned: &Planned,
    mut run: Run<'a>,
    target: &Target,
    stop: &AtomicBool,
) -> Result<Run<'a>, Box<dyn Error>> {
    let (before, cells, folder) = (run.finished(), run.cells(), target.shown().display());
    if before > 0 && run.is_whole() {
        let _ = writeln!(Shown::new(io::stderr()), "{folder}: going on after {before} of {cells} cells");
    }
    let bar = planned.bar(run.work());
    let result = run.complete(|work| bar.inc(work), stop);
    bar.finish_and_clear();
    let Err(source) = result else { return Ok(run) };
    let kept = run.finished();
    if kept == 0 && !run.is_whole() {
        // What lies there may be that of other shares which have only begun.
        return Err(source.into());
    }
    if kept == 0 {
        run.delete_parts()?;
        target.remove_if_empty();
        return Err(source.into());
    }
    let words =
        format!("{kept} of {cells} cells are finished and kept in {folder}; the same command goes on");
    Err(Box::new(Kept { words, source }))
}

/// A run that ended early, and what is left of it.
#[derive(Debug, thiserror::Error)]
#[error("{words}")]
struct Kept {
    words: String,
    source: RunError,
}

impl Kept {
    fn of(run: &Run<'_>, target: &Target, source: RunError) -> Self {
        let (kept, cells, folder) = (run.finished(), run.cells(), target.shown().display());
        let words =
            format!("{kept} of {cells} cells are finished and kept in {folder}; the same command goes on");
        Self { words, source }
    }
}

/// What is made of finished cells.
pub(super) struct Wanted<'a> {
    pub numbers: DataFormat,
    pub figures: &'a Figures,
    pub choice: &'a Choice,
    pub detail: Detail,
}

/// Makes the record of finished cells and its figures, and prints what was found: numbers stay whole whatever
/// becomes of the figures.
pub(super) fn finish(
    mut run: Run<'_>,
    target: &Target,
    &Wanted { numbers, figures, choice, detail }: &Wanted<'_>,
    stop: &AtomicBool,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let building = Building::new(target)?;
    let record = run.assemble(building.path(), numbers);
    let record = record.map_err(|source| Kept::of(&run, target, source.into()))?;
    let folder = building.publish(Anew::All)?;
    run.delete_parts()?;
    let drawn = draw(&record, target, figures, choice, stop);
    let shown = report(&record, &folder, drawn.as_deref().unwrap_or_default(), detail, out)
        .and_then(|()| tell_undrawn(&record, choice, out));
    drawn.map_err(|source| Undrawn { folder: folder.clone(), source })?;
    sweep::clear(target, &record.manifest.study);
    Ok(shown.map_err(unshown(&folder))?)
}

/// Numbers without pictures.
#[derive(Debug, thiserror::Error)]
#[error("no figures were drawn; the numbers are whole: initscope render {folder} draws them later")]
struct Undrawn {
    folder: PathBuf,
    source: Box<dyn Error>,
}

/// Draws into the folder of a record, in place of the figures that are there.
pub(super) fn draw(
    record: &Record,
    target: &Target,
    Figures { format }: &Figures,
    choice: &Choice,
    stop: &AtomicBool,
) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    if *choice == Choice::None {
        return Ok(Vec::new());
    }
    let building = Building::new(target)?;
    let drawn = view::draw(record, choice, &building.path().join("figures"), format, stop)?;
    building.publish(Anew::Figures)?;
    Ok(drawn)
}

/// Says which figures are not there for want of histograms, and how to have them.
pub(super) fn tell_undrawn(record: &Record, choice: &Choice, out: &mut impl Write) -> io::Result<()> {
    let undrawn = view::undrawn(record, choice);
    if undrawn.is_empty() {
        return Ok(());
    }
    let words = format!("{}: {NO_HISTOGRAMS}", undrawn.join(", "));
    plain::paragraph("Not drawn: ", &words, plain::width(), out)
}

/// What is said of figures that cannot be drawn.
pub(super) const NO_HISTOGRAMS: &str = "the record has statistics alone; run the study again without --no-histograms, or with --set histogram.bins=30";

/// Prints what was found and where it is.
pub(super) fn report(
    record: &Record,
    folder: &Path,
    figures: &[PathBuf],
    detail: Detail,
    out: &mut impl Write,
) -> io::Result<()> {
    let width = plain::width();
    plain::heading(&record.manifest.title, &record.manifest.source, width, out)?;
    table::print(record, detail, layers::file_in(folder), width, out)?;
    claims::print(&record.manifest.claims, out)?;
    print_paths(record, folder, figures, out)
}

/// Kinds of figures to begin with, what a study is about first.
const BEGINNINGS: [&str; 14] = [
    "overview",
    "walk_",
    "pretraining",
    "recurrence_",
    "eigenvalues",
    "singular_",
    "symmetry_",
    "outcome_",
    "ends_",
    "course_",
    "loss_",
    "gradients_",
    "sheet_",
    "map_",
];

/// At most two figures to look at first.
fn look_first(names: &[String]) -> Vec<&str> {
    let of_kind = |kind: &&'static str| {
        let kind: &str = kind;
        names.iter().map(String::as_str).filter(move |name| name.starts_with(kind))
    };
    BEGINNINGS.iter().flat_map(of_kind).take(2).collect()
}

fn print_paths(record: &Record, folder: &Path, figures: &[PathBuf], out: &mut impl Write) -> io::Result<()> {
    let cells = record.cells.len();
    let noun = if cells == 1 { "cell" } else { "cells" };
    let trained = record.cells.iter().any(|cell| !cell.curves.is_empty());
    let curves = if trained { ", curves.csv" } else { "" };
    writeln!(out, "\n{cells} {noun}. Numbers: {}{curves}", folder.join(layers::file_in(folder)).display())?;
    let name =
        |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let names: Vec<String> = figures.iter().map(|path| name(path)).collect();
    if !figures.is_empty() {
        writeln!(out, "{} figures: {}", figures.len(), folder.join("figures").display())?;
    }
    let first = look_first(&names);
    if !first.is_empty() {
        writeln!(out, "Look first at {}", first.join(", "))?;
    }
    Ok(())
}
