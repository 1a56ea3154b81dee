//! `initscope render`.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;

use crate::record::Record;
use crate::run::StagedFolder;
use crate::view;

use super::arguments::Render;
use super::{stop, unshown};

pub(super) fn run(options: &Render, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let record = Record::read(&options.folder)?;
    match &options.splice {
        Some(document) => splice(&record, document, out),
        None => draw(&record, options, out),
    }
}

fn splice(record: &Record, path: &Path, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let named = |error: std::io::Error| format!("{}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(named)?;
    let spliced = view::splice(&text, record).map_err(|error| format!("{}: {error}", path.display()))?;
    fs::write(path, spliced).map_err(named)?;
    Ok(writeln!(out, "results of {} put into {}", record.manifest.study, path.display())?)
}

/// Draws beside the old figures and swaps, so that no stale figure stays.
fn draw(record: &Record, options: &Render, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let stop = stop::on_interrupt()?;
    let staged = StagedFolder::new(&options.folder.join("figures"))?;
    stop::remove_if_killed(staged.staging());
    let drawn = view::draw(record, &options.which.choice, staged.path(), &options.figures.format, stop)?;
    let figures = stop::publish(staged)?;
    let shown = writeln!(out, "{} figures: {}", drawn.len(), figures.display());
    Ok(shown.map_err(unshown(&figures))?)
}
