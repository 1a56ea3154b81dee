//! How far each update moves the weights, layer by layer over training: one panel per scheme, with a line for
//! each layer, or where these are too many a map.

use crate::number;
use crate::record::{CellRecord, Metric};

use super::{lines, progress};
use crate::view::cells::Naming;
use crate::view::figure::colour::{self, MISSING, all_heat, heat_at};
use crate::view::figure::{Area, Axis, Colour, Figure, LineStyle, Mark, Marker, Panel, Room, Stroke};
use crate::view::layout::legend::DASHED;
use crate::view::layout::page::{self, BAR};
use crate::view::layout::{Margins, Page, Width, bar};
use crate::view::plots::facets::Trials;
use crate::view::plots::line::Line;
use crate::view::plots::multiples;
use crate::view::plots::signal::aspect::Scale;

/// Most panels of one figure, and of one row.
pub(crate) const PANELS: usize = 8;
const COLUMNS: usize = 4;
/// Most layers that lines can tell apart.
const LAYERS: usize = 8;
/// Points that are joined without a marker on each.
const JOINED: usize = 12;

const METRIC: Metric = Metric::UpdateToWeight;
/// Where learning goes well.
const USUAL: f64 = 1e-3;
/// What colours tell apart.
const SHADES: (f64, f64) = (1e-10, 1.0);
/// From the panels to the bar that tells layers or sizes apart.
const UNDER: i32 = 100;
const MARGINS: Margins =
    Margins { left: 140, top: 126, right: 44, bottom: UNDER + BAR.1 + 130, gap: (44, 130), ticks: 22 };
/// Height of panels in a single row, and in two.
const HEIGHTS: (i32, i32) = (560, 300);

/// Whether a figure has anything to show of `cell`.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    progress::has(cell, METRIC)
}

/// Draws `cells`; those of one line are trials of one panel.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let depth = cells.iter().flat_map(|cell| layers(cell)).max().unwrap_or(1);
    let all = lines::of(cells, naming).into_iter();
    let all: Vec<(Vec<Line>, Trials<'_>)> = all.map(|trials| (layered(&trials, depth), trials)).collect();
    let is_seen = |(lines, _): &&(Vec<Line>, Trials<'_>)| lines.iter().any(|line| !line.extents.is_empty());
    let shown: Vec<_> = all.iter().filter(is_seen).collect();
    let ranges = shown.iter().flat_map(|(lines, _)| lines).flat_map(Line::ranges);
    let y = Scale::Decades.axis(ranges.chain([(USUAL, USUAL)]), (f64::MIN_POSITIVE, f64::MAX), MARGINS.ticks);
    // What is hardly an update has one colour.
    let shades = Axis { low: y.low.max(SHADES.0), high: y.high.min(SHADES.1), ..y.clone() };
    let same_depth = shown.iter().all(|(lines, _)| own(lines).len() == depth);
    let last = progress::last_step(cells, &[METRIC]);

    let (columns, rows) = page::grid(shown.len(), COLUMNS);
    let height = if rows > 1 { HEIGHTS.1 } else { HEIGHTS.0 };
    let mut page = Page::new(MARGINS, Width::About(520), height, (columns, rows));
    let colours: Vec<Colour> = (1..=depth).map(|layer| colour::of_layer(layer, depth)).collect();
    for ((lines, trials), area) in shown.iter().zip(page.areas()) {
        let room = page.room(area, 5);
        let mut panel = if depth > LAYERS {
            map(own(lines), last, &shades, room, area)
        } else {
            layer_lines(lines, last, &colours, y.clone(), room, area)
        };
        if !page.is_first(area) {
            let speaks = depth > LAYERS && !same_depth;
            panel.y = if speaks { Axis { label: None, ..panel.y } } else { panel.y.silent() };
        }
        page.figure.panels.push(panel);
        multiples::head(&multiples::heading(&trials.name, area.width), area, &mut page.figure.texts);
    }

    let mut notes: Vec<String> = progress::schedule(cells, naming).into_iter().collect();
    let under = page.under(UNDER);
    if depth > LAYERS {
        let beyond = (shades.low > y.low, shades.high < y.high);
        page.add_bar(all_heat(), bar::words(&shades, beyond, number::short), under);
        notes.push("colour: update / weight, by powers of ten; 10⁻³ is usual".to_owned());
    } else {
        let readout = |cell: &&CellRecord| cell.settings.readout.map(|_| cell.settings.depth() + 1);
        let readout = cells.iter().find_map(readout);
        let scale = layer_bar(colours, readout, page.room(under, 12), under);
        page.figure.panels.push(scale);
        notes.push("dashed: 10⁻³, the usual size".to_owned());
    }
    for (lines, trials) in &all {
        let diverged = progress::divergence(&trials.cells);
        let none = lines.iter().all(|line| line.extents.is_empty());
        let why = if diverged.is_empty() && none { "undefined" } else { &diverged };
        notes.extend((!why.is_empty()).then(|| format!("{}: {why}", trials.name)));
    }
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

/// The line of every layer. Records have the logarithm.
fn layered(trials: &Trials<'_>, depth: usize) -> Vec<Line> {
    let number = |log: f64| 10_f64.powf(log);
    let line = |layer| {
        let mut line = progress::line_of(&trials.cells, METRIC, Some(layer));
        line.medians.iter_mut().for_each(|(_, value)| *value = value.map(number));
        line.extents.iter_mut().for_each(|(_, low, high)| (*low, *high) = (number(*low), number(*high)));
        line
    };
    (1..=depth).map(line).collect()
}

/// The layers of a network that is less deep than others.
fn own(lines: &[Line]) -> &[Line] {
    let depth = lines.iter().rposition(|line| !line.extents.is_empty()).map_or(0, |last| last + 1);
    &lines[..depth]
}

fn layer_lines(lines: &[Line], last: u64, colours: &[Colour], y: Axis, room: Room, area: Area) -> Panel {
    // Bands of many layers would cover each other.
    let median = |(line, colour): (&Line, &Colour)| {
        let stroke = if line.medians.len() > JOINED { Stroke::Plain } else { Stroke::Marked(Marker::Circle) };
        line.median(LineStyle { colour: *colour, stroke })
    };
    let x = progress::steps(last, "iterations", room);
    let level = Mark::Line { points: vec![(x.low, Some(USUAL)), (x.high, Some(USUAL))], style: DASHED };
    let marks = [level].into_iter().chain(lines.iter().zip(colours).filter_map(median)).collect();
    Panel { area, title: None, x, y: Axis { label: Some("update / weight".to_owned()), ..y }, marks }
}

/// Layers from bottom to top over the steps, each step until the next.
fn map(lines: &[Line], last: u64, scale: &Axis, room: Room, area: Area) -> Panel {
    const MOST: usize = 100;
    let steps = lines.iter().map(|line| line.medians.len()).max().unwrap_or(0).clamp(1, MOST);
    let last = last.max(1) as f64;
    let at = |line: &Line, column: usize| {
        let step = last * column as f64 / (steps.max(2) - 1) as f64;
        let seen = line.medians.iter().rev().find(|(at, _)| *at <= step + 0.5)?;
        seen.1.and_then(|value| scale.share(value))
    };
    let cell = |line, column| at(line, column).map_or(MISSING, |share| heat_at(share.clamp(0.0, 1.0)));
    let colours =
        lines.iter().rev().flat_map(|line| (0..steps).map(move |column| cell(line, column))).collect();
    let mut y = Axis::up(0.5, lines.len() as f64 + 0.5, 8, MARGINS.ticks);
    y.label = Some("layer".to_owned());
    let mut x = Axis::whole(0.0, last, room);
    x.label = Some("iterations".to_owned());
    Panel { x, y, ..Panel::heat(area, steps, colours) }
}

/// Which colour is which layer, of which the last may be a readout.
fn layer_bar(colours: Vec<Colour>, readout: Option<usize>, room: Room, area: Area) -> Panel {
    let columns = colours.len();
    let mut x = Axis::whole(0.5, columns as f64 + 0.5, room);
    let readout = readout.filter(|layer| *layer == columns).map(|layer| format!(" ({layer}: readout)"));
    x.label = Some(format!("layer{}", readout.unwrap_or_default()));
    Panel { x, ..Panel::heat(area, columns, colours) }
}
