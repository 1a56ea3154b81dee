//! `initscope render`.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;

use crate::record::Record;
use crate::run::Target;
use crate::view;

use super::arguments::Render;
use super::{experiment, stop, unshown};

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

/// Draws in place of the old figures, of which none stays.
fn draw(record: &Record, options: &Render, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let stop = stop::on_signal()?;
    let target = Target::existing(&options.folder)?;
    let drawn = experiment::draw(record, &target, &options.figures, &options.which.choice, stop)?;
    let figures = options.folder.join("figures");
    let shown = writeln!(out, "{} figures: {}", drawn.len(), figures.display());
    Ok(shown.map_err(unshown(&figures))?)
}
