//! `initscope render`.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use crate::record::Record;
use crate::run::Target;
use crate::view;

use super::arguments::Render;
use super::document::edit;
use super::{experiment, unshown};
use crate::cli::terminal::stop;

pub(super) fn run(options: &Render, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let record = Record::read(&options.folder)?;
    match &options.splice {
        Some(document) => splice(&record, document, out),
        None => draw(&record, options, out),
    }
}

fn splice(record: &Record, path: &Path, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    edit(path, |text| view::splice(&text, record).map_err(|error| error.to_string()))?;
    Ok(writeln!(out, "results of {} put into {}", record.manifest.study, path.display())?)
}

/// Draws in place of the old figures, of which none stays.
fn draw(record: &Record, options: &Render, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let stop = stop::on_signal()?;
    let target = Target::existing(&options.folder)?;
    let drawn = experiment::draw(record, &target, &options.figures, &options.which.choice, stop)?;
    let figures = options.folder.join("figures");
    let shown = writeln!(out, "{} figures: {}", drawn.len(), figures.display())
        .and_then(|()| experiment::tell_undrawn(record, &options.which.choice, out));
    Ok(shown.map_err(unshown(&figures))?)
}
