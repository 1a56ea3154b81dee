//! `initscope experiment`.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use initscope::record::Record;
use initscope::run::{OutputFolder, check_memory, run as run_plan};
use initscope::study::{Plan, Study};
use initscope::view;

use super::arguments::Experiment;
use super::{claims, progress, stop, table};

pub fn run(options: &Experiment, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    // Everything that can be wrong with what was typed is said before any work.
    let studies: Vec<(Study, Plan)> = options
        .studies
        .iter()
        .map(|name| {
            let study = options.changes.load(name)?;
            let plan = Plan::new(&study)?;
            check_memory(&plan)?;
            Ok((study, plan))
        })
        .collect::<Result<_, Box<dyn Error>>>()?;
    check_names(&studies)?;
    let stop = stop::on_interrupt()?;
    for (study, plan) in &studies {
        experiment(options, study, plan, stop, out)?;
    }
    Ok(())
}

/// Two studies of one name would write into one folder.
fn check_names(studies: &[(Study, Plan)]) -> Result<(), String> {
    for (index, (study, _)) in studies.iter().enumerate() {
        if studies[..index].iter().any(|(before, _)| before.name == study.name) {
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
    study: &Study,
    plan: &Plan,
    stop: &AtomicBool,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let output = OutputFolder::new(&options.out, &study.name)?;
    let bar = progress::bar(&study.name, plan.cells.len());
    let record = run_plan(study, plan, output.path(), |cells| bar.inc(cells as u64), stop)?;
    let figures = if options.no_figures {
        Vec::new()
    } else {
        bar.set_message("drawing");
        view::draw(&record, &output.path().join("figures"), &options.figures.format, stop)?
    };
    bar.finish_and_clear();
    let folder = output.publish()?;
    writeln!(out, "{}", study.title)?;
    if !study.source.is_empty() {
        writeln!(out, "Source: {}", study.source)?;
    }
    writeln!(out)?;
    table::print(&record, out)?;
    claims::print(&record.manifest.claims, out)?;
    print_paths(&record, &folder, &figures, out)?;
    Ok(())
}

/// Whether a figure shows many cells at once.
fn is_overview(name: &str) -> bool {
    name.starts_with("sheet_") || name.starts_with("map_")
}

fn print_paths(
    record: &Record,
    folder: &Path,
    figures: &[std::path::PathBuf],
    out: &mut impl Write,
) -> std::io::Result<()> {
    let cells = record.cells.len();
    writeln!(out, "\n{cells} cells. Numbers: {}", folder.join("layers.csv").display())?;
    let name =
        |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let overviews: Vec<String> =
        figures.iter().map(|path| name(path)).filter(|name| is_overview(name)).collect();
    if !figures.is_empty() {
        writeln!(out, "{} figures: {}", figures.len(), folder.join("figures").display())?;
    }
    if !overviews.is_empty() {
        writeln!(out, "Look first at {}", overviews.join(", "))?;
    }
    Ok(())
}
