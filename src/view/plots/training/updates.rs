//! How far each update moves the weights, layer by layer over training: one panel per
//! initialization.

use crate::number;
use crate::record::{CellRecord, Metric};

use super::{lines, progress};
use crate::view::cells::Naming;
use crate::view::figure::colour::{GREY, WHITE};
use crate::view::figure::{
    Anchor, Area, Axis, Badge, Colour, Figure, LineStyle, Mark, Panel, Room, Stroke, Text, colour, typeface,
};
use crate::view::layout::bar;
use crate::view::layout::legend::DASHED;
use crate::view::plots::line::Line;

/// Most panels of one figure.
pub(crate) const PANELS: usize = 8;

const METRIC: Metric = Metric::UpdateToWeight;
/// Where learning goes well.
const USUAL: f64 = -3.0;
/// What is drawn, in decades.
const RANGE: (f64, f64) = (-10.0, 2.0);
const GAP: i32 = 34;
const TITLE: i32 = 26;
/// Pixels per em of notes inside panels.
const NOTE: i32 = 18;

/// Whether a figure has anything to show of `cell`.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    progress::has(cell, METRIC)
}

/// Draws `cells`; cells of equal initialization are trials of one panel.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let all = lines::of(cells, naming);
    let depth = cells.iter().flat_map(|cell| layers(cell)).max().unwrap_or(1);
    let colours: Vec<Colour> = (1..=depth).map(|layer| colour::of_layer(layer, depth)).collect();
    let panels: Vec<Vec<(Line, LineStyle)>> =
        all.iter().map(|trials| drawn(&trials.cells, &colours)).collect();
    let extents = || panels.iter().flatten().flat_map(|(line, _)| line.ranges());
    let low = extents().map(|(low, _)| low).fold(USUAL, f64::min).max(RANGE.0);
    let high = extents().map(|(_, high)| high).fold(USUAL, f64::max).min(RANGE.1);
    // Room around the line that stands for usual updates, for its word and for notes.
    let room = 0.1 * (high - low) + 0.3;
    let range = (low.min(USUAL - room) - 0.2, high.max(USUAL + room) + 0.2);
    let last = progress::last_step(cells, &[METRIC]);

    let (mut page, bar) = bar::page(all.len(), GAP);
    for ((trials, lines), area) in all.iter().zip(&panels).zip(page.areas()) {
        // Bands of many layers would cover each other.
        let medians = lines.iter().filter_map(|(line, style)| line.median(*style, range));
        let level = vec![(0.0, Some(USUAL)), (last.max(1) as f64, Some(USUAL))];
        let level = Mark::Line { points: level, style: DASHED };
        let mut y = Axis::up(range.0, range.1, 6, page.ticks());
        let at = (area.right() - NOTE / 2, area.y(y.share(USUAL).unwrap_or(0.5)) - NOTE / 2);
        y.label = Some("log10 of update / weight".to_owned());
        let y = if page.is_first(area) { y } else { y.silent() };
        let usual = Text::new("−3", at, NOTE).inked(GREY).anchored(Anchor::End);
        for text in [Some(usual), note(&trials.cells, lines, range, area)].into_iter().flatten() {
            page.figure.badges.push(behind(&text));
            page.figure.texts.push(text);
        }
        page.figure.panels.push(Panel {
            area,
            title: Some(typeface::fit(&trials.name, TITLE, area.width)),
            x: progress::steps(last, "iterations", page.room(area, 5)),
            y,
            marks: medians.chain([level]).collect(),
        });
    }
    let readout = |cell: &&CellRecord| cell.settings.readout.map(|_| cell.settings.depth() + 1);
    page.figure.panels.push(scale(colours, cells.iter().find_map(readout), page.room(bar, 12), bar));

    let mut notes: Vec<String> = progress::schedule(cells, naming).into_iter().collect();
    let clipped = [
        extents().any(|(least, _)| least < range.0).then(|| format!("clipped: < {}", number::short(range.0))),
        extents().any(|(_, most)| most > range.1).then(|| format!("clipped: > {}", number::short(range.1))),
    ];
    notes.extend(clipped.into_iter().flatten());
    if all.len() < cells.len() {
        notes.push("median of all trials".to_owned());
    }
    let title = naming.of_lines(cells, ": size of the updates over training");
    page.finish(&title, &notes.join("; "), &naming.source())
}

/// Layers that `cell` has updates of, counted from 1; a damaged record may name any.
fn layers(cell: &CellRecord) -> impl Iterator<Item = usize> {
    let most = cell.settings.depth() + 1;
    let points = cell.curves.iter().filter(|point| point.metric == METRIC);
    points.filter_map(|point| point.layer).filter(move |layer| (1..=most).contains(layer))
}

/// A line for each layer.
fn drawn(trials: &[&CellRecord], colours: &[Colour]) -> Vec<(Line, LineStyle)> {
    let mut found: Vec<usize> = trials.iter().flat_map(|cell| layers(cell)).collect();
    found.sort_unstable();
    found.dedup();
    let line = |layer: usize| {
        let colour = colours.get(layer - 1).copied().unwrap_or(GREY);
        let style = LineStyle { colour, stroke: Stroke::Plain };
        (progress::line_of(trials, METRIC, Some(layer)), style)
    };
    found.into_iter().map(line).collect()
}

/// What is to be known about a panel, on its bottom.
fn note(trials: &[&CellRecord], lines: &[(Line, LineStyle)], range: (f64, f64), area: Area) -> Option<Text> {
    let mut note = progress::divergence(trials);
    if note.is_empty() && lines.iter().all(|(line, _)| line.extents.is_empty()) {
        note = "undefined".to_owned();
    } else if note.is_empty() && !lines.iter().any(|(line, _)| line.is_within(range)) {
        note = "beyond the axis".to_owned();
    }
    let note = typeface::fit(note.trim_matches(['(', ')']), NOTE, area.width - NOTE);
    let at = (area.left + NOTE / 2, area.bottom() - NOTE / 2);
    (!note.is_empty()).then(|| Text::new(note, at, NOTE).inked(GREY))
}

/// Paper behind a text: lines of layers may run there.
fn behind(text: &Text) -> Badge {
    Badge { area: typeface::bounds(text), colour: WHITE }
}

/// Which colour is which layer, of which the last may be a readout.
fn scale(colours: Vec<Colour>, readout: Option<usize>, room: Room, area: Area) -> Panel {
    let columns = colours.len();
    let mut x = Axis::whole(0.5, columns as f64 + 0.5, room);
    let readout = readout.filter(|layer| *layer == columns).map(|layer| format!(" ({layer}: readout)"));
    x.label = Some(format!("layer{}", readout.unwrap_or_default()));
    Panel { x, ..Panel::heat(area, columns, colours) }
}
