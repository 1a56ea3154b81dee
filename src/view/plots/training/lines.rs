//! The trials of every line of a figure over training, and the panels that they fill.

use crate::record::CellRecord;

use super::heights::Heights;
use super::progress;
use crate::view::cells::{Naming, group};
use crate::view::figure::{Area, Axis, LineStyle, Panel};
use crate::view::layout::Row;
pub(crate) use crate::view::plots::facets::Trials;
use crate::view::plots::line::Line;
use crate::view::plots::{line, looks};

/// `cells` by the lines that they are trials of.
pub(crate) fn of<'a>(cells: &[&'a CellRecord], naming: Naming<'a>) -> Vec<Trials<'a>> {
    let axes = naming.lines();
    let trials = |(index, cells): (usize, Vec<&'a CellRecord>)| Trials {
        name: naming.line(cells[0]),
        style: looks::of_line(index, &axes, &cells[0].settings.init),
        cells,
    };
    group::lines(cells, naming).into_iter().enumerate().map(trials).collect()
}

/// The legend of `all`, each with what `note` says of its trials, or that they diverged.
pub(crate) fn legend(all: &[Trials<'_>], note: impl Fn(&[&CellRecord]) -> String) -> Vec<Row> {
    let row = |trials: &Trials<'_>| {
        let diverged = progress::divergence(&trials.cells);
        let note = if diverged.is_empty() { note(&trials.cells) } else { format!("({diverged})") };
        Row { style: trials.style, name: trials.name.clone(), note }
    };
    all.iter().map(row).collect()
}

/// A panel of `lines`.
pub(crate) fn panel(area: Area, x: Axis, heights: Heights, lines: &[(Line, LineStyle)]) -> Panel {
    Panel { area, title: None, x, marks: line::marks(lines), y: heights.axis }
}
