//! The weights themselves: one histogram per initialization.

use crate::number;
use crate::record::{CellRecord, Site};

use crate::view::cells::naming::Naming;
use crate::view::cells::quantity::Quantity;
use crate::view::cells::sites;
use crate::view::figure::colour::BAR;
use crate::view::figure::model::{Area, Figure};
use crate::view::layout::caption;
use crate::view::layout::caption::MARGIN;
use crate::view::layout::histograms;
use crate::view::layout::histograms::Dress;
use crate::view::layout::typeface;

const WIDTH: i32 = 2000;
const COLUMNS: i32 = 4;
/// Most histograms of one figure; bounds the canvas.
pub(crate) const MOST: usize = 20;
const TOP: i32 = 136;
const BOTTOM: i32 = 60;
const PANEL: i32 = 190;
/// Between panels: tick labels, and the title of the panel below.
const GAP: (i32, i32) = (40, 92);
/// Pixels per em of titles.
const TITLE: i32 = 26;
const DRESS: Dress = Dress {
    ticks: 20,
    notes: 18,
    intervals: 4,
    gap: GAP.0,
    of: Quantity::Activation,
    counted: false,
    detailed: false,
    bars: BAR,
};

/// The weights of the first layer, as they were first seen.
pub(crate) fn first(cell: &CellRecord) -> Option<&Site> {
    sites::first(cell, "weight").into_iter().find(|site| !site.histograms.is_empty())
}

/// Draws the weights of `cells`, one histogram each, every one with scales of its own.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let count = i32::try_from(cells.len()).unwrap_or(1);
    let columns = COLUMNS.min(count);
    let rows = (count + columns - 1) / columns;
    let width = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP.0) / COLUMNS;
    let canvas = (2 * MARGIN + columns * (width + GAP.0) - GAP.0).max(1100);
    let height = TOP + rows * (PANEL + GAP.1) - GAP.1 + 44 + BOTTOM;
    let mut figure = Figure {
        width: canvas,
        height,
        panels: Vec::new(),
        legend: Vec::new(),
        badges: Vec::new(),
        texts: Vec::new(),
    };
    for (index, cell) in (0..).zip(cells) {
        let Some(site) = first(cell) else { continue };
        let area = Area {
            left: MARGIN + index % columns * (width + GAP.0),
            top: TOP + index / columns * (PANEL + GAP.1),
            width,
            height: PANEL,
        };
        let (panels, notes) = histograms::panels(&[site], &[area], DRESS);
        let std = site.summary.std.map_or_else(String::new, |std| format!(", std {}", number::short(std)));
        let room = width - typeface::width(&std, TITLE).ceil() as i32;
        let title = typeface::fit(naming.init(cell), TITLE, room) + &std;
        let titled =
            panels.into_iter().map(|panel| crate::view::Panel { title: Some(title.clone()), ..panel });
        figure.panels.extend(titled);
        figure.texts.extend(notes);
    }
    if let Some(cell) = cells.first() {
        let words = naming.heading("Weights of the first layer", cell);
        figure.texts.push(caption::title(&words, canvas));
    }
    let note = "each histogram has its own scales";
    figure.texts.extend(caption::footer(note, &naming.source(), (canvas, height)));
    figure
}
