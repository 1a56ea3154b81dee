//! `initscope experiment`.

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use crate::record::Record;
use crate::run::{OutputError, StagedFolder, output_folder, run as run_plan};
use crate::view::{self, Choice};

use super::arguments::Experiment;
use super::planned::Planned;
use super::table::{self, Detail};
use super::{claims, plain, stop, unshown};

pub(super) fn run(options: &Experiment, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    // Everything that can be wrong with what was typed is said before any work.
    let studies: Vec<Planned> = options
        .studies
        .iter()
        .map(|name| Planned::load(name, &options.changes))
        .collect::<Result<_, Box<dyn Error>>>()?;
    check_names(&studies)?;
    let stop = stop::on_interrupt()?;
    let outputs: Vec<StagedFolder> = studies
        .iter()
        .map(|Planned { study, .. }| {
            let output = output_folder(&options.out, &study.name)?;
            stop::remove_if_killed(output.staging());
            Ok(output)
        })
        .collect::<Result<_, OutputError>>()?;
    for (planned, output) in studies.iter().zip(outputs) {
        experiment(options, planned, output, stop, out)?;
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

fn experiment(
    options: &Experiment,
    planned: &Planned,
    output: StagedFolder,
    stop: &AtomicBool,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let Planned { study, plan, data } = planned;
    let bar = planned.bar();
    let record = run_plan(study, plan, data, output.path(), |work| bar.inc(work), stop)?;
    let choice = if options.no_figures { &Choice::None } else { &options.which.choice };
    let figures = if *choice == Choice::None {
        Vec::new()
    } else {
        bar.set_message("drawing");
        view::draw(&record, choice, &output.path().join("figures"), &options.figures.format, stop)?
    };
    bar.finish_and_clear();
    let folder = stop::publish(output)?;
    let report = report(&record, &folder, &figures, options.table.detail, out);
    Ok(report.map_err(unshown(&folder))?)
}

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
    table::print(record, detail, width, out)?;
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
    writeln!(out, "\n{cells} {noun}. Numbers: {}{curves}", folder.join("layers.csv").display())?;
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
