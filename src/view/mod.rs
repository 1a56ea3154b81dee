//! The figures that textbooks print, drawn from a record.
//!
//! Read `figure` (a picture as data), `layout` and `plots/signal/row`, then `plan` (which there are) and `draw`.
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
pub use error::ViewError;
pub use plan::choice::Choice;
pub use plots::cobweb::{Cobweb, Cobwebs};
pub use tables::markdown::{SpliceError, splice};
pub use tables::spark::sparkline;

pub(crate) use cells::group::pages;
pub(crate) use cells::{Naming, Place, Sweep};
pub(crate) use layout::wrap::wrap;
pub(crate) use tables::fate::Phase;
pub(crate) use tables::results::{
    LayerResult, Name, ResultRow, band, columns, dead_words, gradients, measured, results,
};
pub(crate) use tables::spark::{LogScale, evenly};
pub use tables::trained::{Dead, TrainedRow, TrainingTable, training};

// The figure as plain data: tests hold its panels, marks and texts; it changes with the looks.
#[doc(hidden)]
pub use {
    draw::legible::hindrances,
    draw::scene::compose,
    draw::shape::Shape,
    draw::svg::svg,
    figure::typeface::bounds,
    figure::{
        Anchor, Area, Axis, Badge, Colour, Direction, Figure, Leader, LegendEntry, LineStyle, Mark, Marker,
        Panel, Scale, Stroke, Text, Tick,
    },
    plan::planned::Planned,
    plan::planner::{plan, undrawn},
};

/// Draws the chosen figures of `record` into `dir` in every format; returns the files in figure order.
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
    choice: &Choice,
    dir: &Path,
    formats: &[Format],
    stop: &AtomicBool,
) -> Result<Vec<PathBuf>, ViewError> {
    draw_all(&plan(record, choice), dir, formats, stop)
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
    draw_all(&plots::versus::plan(first, sides, pairs), dir, formats, stop)
}

/// Draws maps with the ways along them, some on a page.
///
/// # Errors
///
/// As [`draw`].
pub fn draw_cobwebs(
    cobwebs: &Cobwebs,
    dir: &Path,
    formats: &[Format],
    stop: &AtomicBool,
) -> Result<Vec<PathBuf>, ViewError> {
    draw_all(&plots::cobweb::plan(cobwebs), dir, formats, stop)
}

fn draw_all(
    planned: &[Planned<'_>],
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
            let figure = planned.figure();
            formats.iter().map(|format| write(&figure, &planned.stem, dir, *format)).collect()
        })
        .collect();
    Ok(files?.concat())
}

/// Every figure of `record` with its file stem, built when the iterator reaches it.
pub fn figures(record: &Record) -> impl Iterator<Item = (String, Figure)> {
    built(plan(record, &Choice::All))
}

/// As [`figures`], of what [`draw_cobwebs`] draws.
pub fn cobweb_figures(cobwebs: &Cobwebs) -> impl Iterator<Item = (String, Figure)> {
    built(plots::cobweb::plan(cobwebs))
}

/// As [`figures`], of the pairs that [`draw_pairs`] draws.
pub fn pair_figures<'a>(
    first: &'a Record,
    sides: &'a [String; 2],
    pairs: &[Pair<'a>],
) -> impl Iterator<Item = (String, Figure)> + use<'a> {
    built(plots::versus::plan(first, sides, pairs))
}

fn built<'a>(planned: Vec<Planned<'a>>) -> impl Iterator<Item = (String, Figure)> + use<'a> {
    planned.into_iter().map(|planned| {
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
