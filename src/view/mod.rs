//! The figures that textbooks print, drawn from a record.
//!
//! A view sees the record and nothing else. Every figure is first plain data ([`Figure`]: panels,
//! axes, marks and texts at their final pixels), then shapes, then a PNG or SVG, so what a figure
//! shows can be tested without drawing and both formats show the same.

pub(crate) mod cells;
pub(crate) mod draw;
mod error;
pub(crate) mod figure;
pub(crate) mod layout;
pub(crate) mod plan;
pub(crate) mod plots;
pub(crate) mod tables;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::compare::Pair;
use crate::record::Record;

pub use draw::format::{Format, UnknownFormat};
pub use draw::scene::compose;
pub use draw::shape::Shape;
pub use error::ViewError;
pub use figure::axis::{Axis, Scale};
pub use figure::colour::Colour;
pub use figure::model::{Area, Badge, Figure, LegendEntry, LineStyle, Mark, Marker, Panel, Stroke};
pub use figure::text::{Anchor, Direction, Text};
pub use figure::tick::Tick;
pub use layout::typeface::bounds;
pub use layout::wrap::wrap;
pub use plan::subject::{Planned, plan};
pub use tables::markdown::{SpliceError, splice};
pub use tables::results::{LayerResult, ResultRow, band, columns, gradients, measured, results, sparkline};
pub use tables::trained::{TrainedRow, TrainingTable, training};

/// Draws every figure of `record` into `dir` in every format; returns the files in figure order.
///
/// Figures are built, drawn and dropped one by one on each thread, so memory does not grow with
/// the number of cells. The bytes of a file depend on the record alone. `stop` ends the drawing
/// between figures.
///
/// # Errors
///
/// If a figure cannot be drawn or written, or `stop` became true.
pub fn draw(
    record: &Record,
    dir: &Path,
    formats: &[Format],
    stop: &AtomicBool,
) -> Result<Vec<PathBuf>, ViewError> {
    draw_all(&plan(record), Planned::figure, |planned| &planned.stem, dir, formats, stop)
}

/// Draws the pairs of two records, each with its histograms in two rows and laid over each other.
/// `first` has the words for settings, `sides` what the records are called.
///
/// As [`draw`].
///
/// # Errors
///
/// As [`draw`].
pub fn draw_pairs(
    first: &Record,
    sides: &[String; 2],
    pairs: &[Pair<'_>],
    dir: &Path,
    formats: &[Format],
    stop: &AtomicBool,
) -> Result<Vec<PathBuf>, ViewError> {
    let planned = plots::versus::plan(first, sides, pairs);
    draw_all(&planned, plots::versus::Versus::figure, |planned| &planned.stem, dir, formats, stop)
}

fn draw_all<P: Sync>(
    planned: &[P],
    figure: impl Fn(&P) -> Figure + Sync,
    stem: impl Fn(&P) -> &str + Sync,
    dir: &Path,
    formats: &[Format],
    stop: &AtomicBool,
) -> Result<Vec<PathBuf>, ViewError> {
    fs::create_dir_all(dir).map_err(|source| ViewError::Write { path: dir.to_owned(), source })?;
    let files: Result<Vec<Vec<PathBuf>>, ViewError> = planned
        .par_iter()
        .with_max_len(1)
        .map(|planned| {
            if stop.load(Ordering::Relaxed) {
                return Err(ViewError::Interrupted);
            }
            let figure = figure(planned);
            formats.iter().map(|format| write(&figure, stem(planned), dir, *format)).collect()
        })
        .collect();
    Ok(files?.concat())
}

/// Every figure of `record` with its file stem, built when the iterator reaches it.
pub fn figures(record: &Record) -> impl Iterator<Item = (String, Figure)> {
    plan(record).into_iter().map(|planned| {
        let figure = planned.figure();
        (planned.stem, figure)
    })
}

/// As [`figures`], of the pairs that [`draw_pairs`] draws.
pub fn pair_figures<'a>(
    first: &'a Record,
    sides: &'a [String; 2],
    pairs: &[Pair<'a>],
) -> impl Iterator<Item = (String, Figure)> + use<'a> {
    plots::versus::plan(first, sides, pairs).into_iter().map(|planned| {
        let figure = planned.figure();
        (planned.stem, figure)
    })
}

fn write(figure: &Figure, stem: &str, dir: &Path, format: Format) -> Result<PathBuf, ViewError> {
    let bytes = match format {
        Format::Png => draw::png::png(figure)?,
        Format::Svg => draw::svg::svg(figure)?.into_bytes(),
    };
    let path = dir.join(format!("{stem}.{}", format.extension()));
    match fs::write(&path, bytes) {
        Ok(()) => Ok(path),
        Err(source) => Err(ViewError::Write { path, source }),
    }
}
