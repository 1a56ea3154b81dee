//! Whether the units of a layer are still one unit: how many can be told apart over training, how
//! many directions their weights have, and how far they have moved.

use crate::number;
use crate::record::{CellRecord, Metric};

use super::loss::MARKERS;
use super::progress;
use super::progress::Line;
use crate::view::cells::naming::Naming;
use crate::view::cells::sites;
use crate::view::figure::axis::Axis;
use crate::view::figure::model::{Area, Figure, LineStyle, Panel};
use crate::view::layout::caption;
use crate::view::layout::caption::MARGIN;
use crate::view::layout::chart::{Chart, TICKS};
use crate::view::layout::legend;
use crate::view::layout::legend::Row;
use crate::view::plots::signal::aspect::Scale;
use crate::view::plots::signal::curves;

const WIDTH: i32 = 2300;
const TOP: i32 = 116;
const LEFT: i32 = 140;
const LEGEND: i32 = 330;
const BOTTOM: i32 = 134;
/// Between panels: tick labels of the right one, and of the upper one with the title of the lower.
const GAP: (i32, i32) = (96, 84);
/// Height of a panel.
const PANEL: i32 = 330;
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
    let groups = curves::by_line(cells, naming);
    let shown = shown(cells);
    let rows = i32::try_from(shown.len()).unwrap_or(1);
    let inside = rows * (PANEL + GAP.1) - GAP.1;
    let height = TOP + inside.max(40 * i32::try_from(groups.len()).unwrap_or(i32::MAX / 64)) + BOTTOM;
    let mut panels = Vec::new();
    for (row, layer) in (0..).zip(&shown) {
        let top = TOP + row * (PANEL + GAP.1);
        let whole = Area { left: LEFT, top, width: WIDTH - LEFT - LEGEND - MARGIN, height: PANEL };
        for (column, area) in COLUMNS.into_iter().zip(sites::side_by_side(whole, COLUMNS.len(), GAP.0)) {
            let mut panel = panel(&groups, column, *layer, area);
            panel.title = Some(column.0.to_owned()).filter(|_| row == 0);
            panel.x.label = panel.x.label.filter(|_| row + 1 == rows);
            panel.y.label = (area.left == LEFT).then(|| format!("layer {layer}"));
            panels.push(panel);
        }
    }
    let mut rows = Vec::new();
    for (index, trials) in groups.iter().enumerate() {
        // Lines of equal units lie on each other.
        let note = match (progress::divergence(trials), shown.last()) {
            (note, Some(layer)) if note.is_empty() => at_the_end(trials, *layer),
            (note, _) => note,
        };
        rows.push(Row { style: curves::style(index, MARKERS), name: naming.line(trials[0]), note });
    }
    let mut texts = Vec::new();
    if let Some(first) = cells.first() {
        let words = format!("{}: are units still one unit?", naming.group(first));
        texts.push(caption::title(&naming.heading_but(&words, first, naming.lines()), WIDTH));
    }
    let beside = Area { left: WIDTH - LEGEND, top: TOP, width: LEGEND - MARGIN / 2, height: inside };
    let legend = legend::place(rows, beside, &mut texts);
    let mut notes = vec!["told apart: by more than 1 % of their length".to_owned()];
    notes.extend(progress::schedule(cells, naming));
    let far = |layer: &usize| {
        let ranges = groups.iter().map(|trials| line(trials, Metric::Drift, *layer, Scale::Decades));
        ranges
            .flat_map(|line| line.ranges().collect::<Vec<_>>())
            .any(|(low, high)| low < DRIFT.0 || high > DRIFT.1)
    };
    if shown.iter().any(far) {
        notes.push(format!("clipped: distance < {} or > {}", number::short(DRIFT.0), number::short(DRIFT.1)));
    }
    let note = progress::with_trials(notes, cells, groups.len());
    texts.extend(caption::footer(&note, &naming.source(), (WIDTH, height)));
    Figure { width: WIDTH, height, panels, legend, badges: Vec::new(), texts }
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
    let line = Line::of(trials, Metric::DistinctUnits, Some(layer));
    let units = trials.iter().find_map(|cell| cell.settings.layers.get(layer));
    let end = line.medians.last().and_then(|(_, units)| *units);
    end.zip(units)
        .map_or_else(String::new, |(end, units)| format!("(layer {layer} ends with {end} of {units})"))
}

/// The numbers that have a place on the scale: what has not moved has none among decades.
fn line(trials: &[&CellRecord], metric: Metric, layer: usize, scale: Scale) -> Line {
    let mut line = Line::of(trials, metric, Some(layer));
    for (_, median) in &mut line.medians {
        *median = median.filter(|median| scale.shows(*median));
    }
    line.extents.retain(|(_, low, high)| scale.shows(*low) && scale.shows(*high));
    line
}

fn panel(
    groups: &[Vec<&CellRecord>],
    (_, metric, scale, range): (&str, Metric, Scale, (f64, f64)),
    layer: usize,
    area: Area,
) -> Panel {
    let lines: Vec<(Line, LineStyle)> = groups
        .iter()
        .enumerate()
        .map(|(index, trials)| (line(trials, metric, layer, scale), curves::style(index, MARKERS)))
        .collect();
    let extents = lines.iter().flat_map(|(line, _)| line.ranges());
    let y = scale.axis(extents, range, TICKS);
    let cells: Vec<&CellRecord> = groups.concat();
    let last = progress::last_step(&cells, &[metric]);
    let room = crate::view::figure::across::Room { intervals: 4, ..Chart::room(area) };
    let shown = (y.low, y.high);
    Panel {
        area,
        title: None,
        x: progress::steps(last, "iterations", room),
        y: Axis { label_size: TICKS, ..y },
        marks: progress::marks(lines.iter().map(|(line, style)| (line, *style)), shown),
    }
}
