//! The trials of every line of a figure over training, and the panels that they fill.

use crate::record::CellRecord;

use super::heights::Heights;
use super::progress;
use crate::view::cells::{Naming, group};
use crate::view::figure::{Area, Axis, LineStyle, Marker, Panel};
use crate::view::layout::Row;
use crate::view::plots::line;
use crate::view::plots::line::Line;
use crate::view::plots::signal::curves;

/// The circle, square and diamond of "Deep Learning from Scratch" first.
const MARKERS: [Marker; 6] =
    [Marker::Circle, Marker::Square, Marker::Diamond, Marker::Triangle, Marker::TriangleDown, Marker::Cross];

/// The trials of one line.
#[derive(Debug)]
pub(crate) struct Trials<'a> {
    /// What they share.
    pub name: String,
    /// Look of their line.
    pub style: LineStyle,
    /// At least one.
    pub cells: Vec<&'a CellRecord>,
}

/// The look of the line number `index`.
pub(crate) fn style(index: usize) -> LineStyle {
    curves::style(index, MARKERS)
}

/// `cells` by the lines that they are trials of.
pub(crate) fn of<'a>(cells: &[&'a CellRecord], naming: Naming<'a>) -> Vec<Trials<'a>> {
    let trials = |(index, cells): (usize, Vec<&'a CellRecord>)| Trials {
        name: naming.line(cells[0]).to_owned(),
        style: style(index),
        cells,
    };
    group::lines(cells, naming).into_iter().enumerate().map(trials).collect()
}

/// The legend of `all`, each with what `note` says of its trials, or that they diverged.
pub(crate) fn legend(all: &[Trials<'_>], note: impl Fn(&[&CellRecord]) -> String) -> Vec<Row> {
    let row = |trials: &Trials<'_>| {
        let diverged = progress::divergence(&trials.cells);
        let note = if diverged.is_empty() { note(&trials.cells) } else { diverged };
        Row { style: trials.style, name: trials.name.clone(), note }
    };
    all.iter().map(row).collect()
}

/// A panel of `lines`.
pub(crate) fn panel(area: Area, x: Axis, heights: Heights, lines: &[(Line, LineStyle)]) -> Panel {
    Panel { area, title: None, x, marks: line::marks(lines, heights.range), y: heights.axis }
}
