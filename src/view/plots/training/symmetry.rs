//! Whether the units of a layer are still one unit: how many can be told apart over training, how
//! many directions their weights have, and how far they have moved.

use crate::number;
use crate::record::{CellRecord, Metric};

use super::heights::Heights;
use super::lines::Trials;
use super::{lines, progress};
use crate::view::cells::Naming;
use crate::view::figure::{Figure, LineStyle};
use crate::view::layout::{MARGIN, Margins, Page, Width};
use crate::view::plots::line::Line;
use crate::view::plots::signal::aspect::Scale;

const WIDTH: i32 = 2300;
const LEGEND: i32 = 330;
/// Between columns: tick labels of the right panel; between rows: those of the upper, and titles.
const MARGINS: Margins =
    Margins { left: 140, top: 116, right: LEGEND + MARGIN, bottom: 134, gap: (96, 84), ticks: 22 };
/// Most layers of a figure, the first, the last and others between.
const LAYERS: usize = 3;

/// What is drawn of distances.
const DRIFT: (f64, f64) = (1e-12, 1e6);

/// What the columns show, from left to right.
const COLUMNS: [(&str, Metric, Scale, (f64, f64)); 5] = [
    ("units told apart", Metric::DistinctUnits, Scale::Even, (0.0, f64::MAX)),
    ("mean cosine of two units", Metric::UnitCosine, Scale::Even, (-1.0, 1.0)),
    ("effective rank of weights", Metric::EffectiveRank, Scale::Even, (0.0, f64::MAX)),
    ("gradients told apart", Metric::DistinctGradients, Scale::Even, (0.0, f64::MAX)),
    ("distance from the start", Metric::Drift, Scale::Decades, DRIFT),
];

/// Whether a figure has anything to show of `cell`.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    COLUMNS.iter().any(|(_, metric, ..)| progress::has(cell, *metric))
}

/// Draws `cells`; cells of equal initialization are trials of one line.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let all = lines::of(cells, naming);
    let shown = shown(cells);
    let mut page = Page::new(MARGINS, Width::Page(WIDTH), 330, (COLUMNS.len(), shown.len()));
    let places = shown.iter().enumerate().flat_map(|place| COLUMNS.iter().map(move |column| (place, column)));
    let mut far = false;
    for (((row, layer), (name, metric, scale, range)), area) in places.zip(page.areas()) {
        let line = |trials: &Trials<'_>| (drawable(&trials.cells, *metric, *layer, *scale), trials.style);
        let drawn: Vec<(Line, LineStyle)> = all.iter().map(line).collect();
        let ranges = || drawn.iter().flat_map(|(line, _)| line.ranges());
        far |= *metric == Metric::Drift && ranges().any(|(low, high)| low < range.0 || high > range.1);
        let mut x = progress::steps(progress::last_step(cells, &[*metric]), "iterations", page.room(area, 4));
        x.label = x.label.filter(|_| row + 1 == shown.len());
        let mut y = scale.axis(ranges(), *range, MARGINS.ticks);
        y.label = page.is_first(area).then(|| format!("layer {layer}"));
        let heights = Heights { range: (y.low, y.high), axis: y };
        let panel = lines::panel(area, x, heights, &drawn);
        page.figure.panels.push(if row == 0 { panel.titled(*name) } else { panel });
    }
    // Lines of equal units lie on each other.
    let end =
        |trials: &[&CellRecord]| shown.last().map_or_else(String::new, |layer| at_the_end(trials, *layer));
    page.add_legend(lines::legend(&all, end), LEGEND);
    let mut notes = vec!["told apart: by more than 1 % of their length".to_owned()];
    notes.extend(progress::schedule(cells, naming));
    if far {
        notes.push(format!("clipped: distance < {} or > {}", number::short(DRIFT.0), number::short(DRIFT.1)));
    }
    let note = progress::with_trials(notes, cells, all.len());
    page.finish(&naming.of_lines(cells, ": are units still one unit?"), &note, &naming.source())
}

/// The hidden layers that are shown; a damaged record may name any.
fn shown(cells: &[&CellRecord]) -> Vec<usize> {
    let of = |cell: &&CellRecord| cell.settings.depth();
    let depth = cells.iter().map(of).max().unwrap_or(1).max(1);
    let pick = |index: usize| 1 + (index * (depth - 1)).div_ceil((depth.min(LAYERS) - 1).max(1));
    (0..depth.min(LAYERS)).map(pick).collect()
}

/// How many units of a layer are left at the end of training, in a few words.
fn at_the_end(trials: &[&CellRecord], layer: usize) -> String {
    let line = progress::line_of(trials, Metric::DistinctUnits, Some(layer));
    let units = trials.iter().find_map(|cell| cell.settings.layers.get(layer));
    let end = line.medians.last().and_then(|(_, units)| *units);
    end.zip(units)
        .map_or_else(String::new, |(end, units)| format!("(layer {layer} ends with {end} of {units})"))
}

/// The numbers that have a place on the scale: what has not moved has none among decades.
fn drawable(trials: &[&CellRecord], metric: Metric, layer: usize, scale: Scale) -> Line {
    let mut line = progress::line_of(trials, metric, Some(layer));
    for (_, median) in &mut line.medians {
        *median = median.filter(|median| scale.shows(*median));
    }
    line.extents.retain(|(_, low, high)| scale.shows(*low) && scale.shows(*high));
    line
}
