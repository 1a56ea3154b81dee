//! How far each update moves the weights, layer by layer over training: one panel per
//! initialization.

use crate::number;
use crate::record::{CellRecord, Metric};

use super::progress;
use super::progress::Line;
use crate::view::cells::naming::Naming;
use crate::view::figure::across::Room;
use crate::view::figure::axis::Axis;
use crate::view::figure::colour;
use crate::view::figure::colour::{Colour, GREY, WHITE};
use crate::view::figure::model::{Area, Badge, Figure, LineStyle, Mark, Panel, Stroke};
use crate::view::figure::text::{Anchor, Text};
use crate::view::layout::caption;
use crate::view::layout::grid::{Grid, TICKS};
use crate::view::layout::{bar, typeface};
use crate::view::plots::signal::curves;

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
    let groups = curves::by_line(cells, naming);
    let depth = cells.iter().flat_map(|cell| layers(cell)).max().unwrap_or(1);
    let colours: Vec<Colour> = (1..=depth).map(|layer| colour::of_layer(layer, depth)).collect();
    let panels: Vec<Vec<(usize, Line)>> = groups.iter().map(|trials| lines(trials)).collect();
    let extents = || panels.iter().flatten().flat_map(|(_, line)| line.ranges());
    let low = extents().map(|(low, _)| low).fold(USUAL, f64::min).max(RANGE.0);
    let high = extents().map(|(_, high)| high).fold(USUAL, f64::max).min(RANGE.1);
    // Room around the line that stands for usual updates, for its word and for notes.
    let room = 0.1 * (high - low) + 0.3;
    let (low, high) = (low.min(USUAL - room) - 0.2, high.max(USUAL + room) + 0.2);
    let last = progress::last_step(cells, &[METRIC]);

    let grid = Grid::new(groups.len(), GAP);
    let mut figure = Figure {
        width: grid.width,
        height: grid.height,
        panels: Vec::new(),
        legend: Vec::new(),
        badges: Vec::new(),
        texts: Vec::new(),
    };
    for ((trials, lines), area) in groups.iter().zip(&panels).zip(&grid.panels) {
        let note = note(trials, lines, (low, high), *area);
        let styled = lines.iter().map(|(layer, line)| {
            let colour = colours.get(layer - 1).copied().unwrap_or(GREY);
            (line, LineStyle { colour, stroke: Stroke::Plain })
        });
        // Bands of many layers would cover each other.
        let lines = progress::marks(styled, (low, high)).into_iter();
        let lines = lines.filter(|mark| matches!(mark, Mark::Line { .. }));
        let level = vec![(0.0, Some(USUAL)), (last.max(1) as f64, Some(USUAL))];
        let level = Mark::Line { points: level, style: LineStyle { colour: GREY, stroke: Stroke::Dashed } };
        let mut y = Axis::up(low, high, 6, TICKS);
        if Grid::is_first(*area) {
            y.label = Some("log10 of update / weight".to_owned());
        } else {
            y.label_size = 0;
        }
        let x = progress::steps(last, "iterations", grid.room(*area));
        let at = (area.right() - NOTE / 2, area.y(y.share(USUAL).unwrap_or(0.5)) - NOTE / 2);
        let usual = Text::new("−3", at, NOTE).inked(GREY).anchored(Anchor::End);
        figure.badges.push(behind(&usual));
        figure.texts.push(usual);
        figure.badges.extend(note.as_ref().map(behind));
        figure.texts.extend(note);
        figure.panels.push(Panel {
            area: *area,
            title: Some(typeface::fit(naming.line(trials[0]), TITLE, area.width)),
            x,
            y,
            marks: lines.chain([level]).collect(),
        });
    }
    let readout = |cell: &&CellRecord| cell.settings.readout.map(|_| cell.settings.depth() + 1);
    scale(colours, cells.iter().find_map(readout), grid.bar, &mut figure);

    if let Some(first) = cells.first() {
        let words = format!("{}: size of the updates over training", naming.group(first));
        figure.texts.push(caption::title(&naming.heading_but(&words, first, naming.lines()), grid.width));
    }
    let mut notes: Vec<String> = progress::schedule(cells, naming).into_iter().collect();
    let clipped = [
        extents().any(|(least, _)| least < low).then(|| format!("clipped: < {}", number::short(low))),
        extents().any(|(_, most)| most > high).then(|| format!("clipped: > {}", number::short(high))),
    ];
    notes.extend(clipped.into_iter().flatten());
    if groups.len() < cells.len() {
        notes.push("median of all trials".to_owned());
    }
    let size = (grid.width, grid.height);
    figure.texts.extend(caption::footer(&notes.join("; "), &naming.source(), size));
    figure
}

/// Layers that `cell` has updates of, counted from 1; a damaged record may name any.
fn layers(cell: &CellRecord) -> impl Iterator<Item = usize> {
    let most = cell.settings.depth() + 1;
    let points = cell.curves.iter().filter(|point| point.metric == METRIC);
    points.filter_map(|point| point.layer).filter(move |layer| (1..=most).contains(layer))
}

fn lines(trials: &[&CellRecord]) -> Vec<(usize, Line)> {
    let mut found: Vec<usize> = trials.iter().flat_map(|cell| layers(cell)).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|layer| (layer, Line::of(trials, METRIC, Some(layer)))).collect()
}

/// What is to be known about a panel, on its bottom.
fn note(trials: &[&CellRecord], lines: &[(usize, Line)], range: (f64, f64), area: Area) -> Option<Text> {
    let mut note = progress::divergence(trials);
    if note.is_empty() && lines.iter().all(|(_, line)| line.extents.is_empty()) {
        note = "undefined".to_owned();
    } else if note.is_empty() && !lines.iter().any(|(_, line)| line.is_within(range)) {
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
fn scale(colours: Vec<Colour>, readout: Option<usize>, area: Area, figure: &mut Figure) {
    let columns = colours.len();
    let room = Room { width: area.width, gap: GAP, size: TICKS, intervals: 12 };
    let mut x = Axis::whole(0.5, columns as f64 + 0.5, room);
    let readout = readout.filter(|layer| *layer == columns).map(|layer| format!(" ({layer}: readout)"));
    x.label = Some(format!("layer{}", readout.unwrap_or_default()));
    figure.panels.push(Panel { x, ..bar::heat(area, Mark::Heat { columns, colours }) });
}
