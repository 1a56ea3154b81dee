//! The figures that textbooks print, drawn from a record.
//!
//! A view sees the record and nothing else. Every figure is first plain data ([`Figure`]: panels,
//! axes, marks and texts at their final pixels), then shapes, then a PNG or SVG, so what a figure
//! shows can be tested without drawing and both formats show the same.

mod across;
mod aspect;
mod axis;
mod bar;
mod caption;
mod chart;
mod colour;
mod combination;
mod course;
mod curves;
mod decimal;
mod depth;
mod eigenvalues;
mod ending;
mod ends;
mod error;
mod figure;
mod format;
mod frame;
mod grid;
mod heights;
mod histograms;
mod kaiser;
mod layers;
mod learning;
mod legend;
mod loss;
mod map;
mod markdown;
mod naming;
mod outcome;
mod pages;
mod paint;
mod palette;
mod plan;
mod planner;
mod progress;
mod quantity;
mod raster;
mod rbm;
mod rebin;
mod results;
mod row;
mod saturation;
mod scene;
mod series;
mod shades;
mod sheet;
mod smooth;
mod spectrum;
mod stem;
mod stripes;
mod stroke;
mod sweep;
mod symmetry;
mod table;
mod tabular;
mod text;
mod tick;
mod time;
mod trained;
mod typeface;
mod updates;
mod vector;
mod versus;
mod weights;
mod words;
mod wrap;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::compare::Pair;
use crate::record::Record;

pub use axis::{Axis, Scale};
pub use colour::Colour;
pub use error::ViewError;
pub use figure::{Area, Badge, Figure, LegendEntry, LineStyle, Mark, Marker, Panel, Stroke};
pub use format::{Format, UnknownFormat};
pub use markdown::{SpliceError, splice};
pub use plan::{Planned, plan};
pub use results::{LayerResult, ResultRow, band, brief, columns, gradients, measured, results, sparkline};
pub use scene::{Shape, compose};
pub use text::{Anchor, Direction, Text};
pub use tick::Tick;
pub use trained::{TrainedRow, TrainingTable, training};
pub use typeface::bounds;
pub use wrap::wrap;

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
    let planned = versus::plan(first, sides, pairs);
    draw_all(&planned, versus::Versus::figure, |planned| &planned.stem, dir, formats, stop)
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
    versus::plan(first, sides, pairs).into_iter().map(|planned| {
        let figure = planned.figure();
        (planned.stem, figure)
    })
}

fn write(figure: &Figure, stem: &str, dir: &Path, format: Format) -> Result<PathBuf, ViewError> {
    let bytes = match format {
        Format::Png => raster::png(figure)?,
        Format::Svg => vector::svg(figure)?.into_bytes(),
    };
    let path = dir.join(format!("{stem}.{}", format.extension()));
    match fs::write(&path, bytes) {
        Ok(()) => Ok(path),
        Err(source) => Err(ViewError::Write { path, source }),
    }
}
