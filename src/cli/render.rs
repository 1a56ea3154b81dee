//! `initscope render`.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use initscope::record::Record;
use initscope::view;

use super::arguments::Render;

pub fn run(options: &Render, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
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
    let figures = options.folder.join("figures");
    let named = |error: std::io::Error| format!("cannot write {}: {error}", figures.display());
    let staging = tempfile::Builder::new().prefix(".figures-").tempdir_in(&options.folder).map_err(named)?;
    let new = staging.path().join("new");
    let drawn = view::draw(record, &new, &options.figures.format, &AtomicBool::new(false))?;
    if figures.exists() {
        fs::rename(&figures, staging.path().join("old")).map_err(named)?;
    }
    fs::rename(&new, &figures).map_err(named)?;
    Ok(writeln!(out, "{} figures: {}", drawn.len(), figures.display())?)
}
