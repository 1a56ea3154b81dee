//! The weights themselves: the std of every scheme on one logarithmic ruler, with the shape of its law.

use crate::number;
use crate::record::{CellRecord, Site};

use crate::view::cells::common::{Common, Shares};
use crate::view::cells::{Naming, sites};
use crate::view::figure::colour::{BAR, GREY, of_layer};
use crate::view::figure::{Anchor, Area, Axis, Figure, LineStyle, Mark, Marker, Panel, Scale, Stroke, Text};
use crate::view::layout::labels::Labels;
use crate::view::layout::legend::DASHED;
use crate::view::layout::{MARGIN, Margins, Page, Width};

/// Most schemes of one figure.
pub(crate) const MOST: usize = 27;
/// From a scheme to the next, and a picture of its law.
const PITCH: i32 = 34;
const GLYPH: (i32, i32) = (96, 28);
/// Beside a glyph, and the room for a number at the right.
const GAP: i32 = 20;
const NUMBER: i32 = 190;
const WORD: i32 = 20;
const MARGINS: Margins =
    Margins { left: 0, top: 130, right: MARGIN + NUMBER, bottom: 126, gap: (0, 0), ticks: 22 };
/// Layers whose std differs by less are one mark.
const APART: f64 = 1.1;

/// Whether there is anything to draw.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    !layers(cell).is_empty()
}

/// The weights of the layers, as they were first seen.
fn layers(cell: &CellRecord) -> Vec<&Site> {
    sites::first(cell, "weight")
}

/// Spreads that have a place on the ruler, layer by layer.
fn stds(sites: &[&Site]) -> Vec<(usize, f64)> {
    let std = |site: &&Site| site.summary.std.filter(|std| *std > 0.0 && std.is_finite());
    sites.iter().filter_map(|site| Some((site.layer, std(site)?))).collect()
}

fn extent(stds: &[(usize, f64)]) -> Option<(f64, f64)> {
    stds.iter().map(|(_, std)| (*std, *std)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// Draws the weights of `cells`, the widest first.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let mut rows: Vec<(&CellRecord, Vec<&Site>)> = cells.iter().map(|cell| (*cell, layers(cell))).collect();
    let widest = |sites: &[&Site]| extent(&stds(sites)).map_or(0.0, |(_, high)| high);
    rows.sort_by(|a, b| widest(&b.1).total_cmp(&widest(&a.1)));
    let names: Vec<&str> = rows.iter().map(|(cell, _)| naming.init(cell)).collect();
    let labels = Labels::new(&names, 0);
    let shaped = rows.iter().flat_map(|(_, sites)| sites).any(|site| !site.histograms.is_empty());
    let beside = if shaped { GLYPH.0 + GAP } else { 0 };
    let margins = Margins { left: labels.left() + beside, ..MARGINS };
    let height = PITCH * i32::try_from(rows.len()).unwrap_or(1).max(1);
    let mut page = Page::new(margins, Width::Page(1800), height, (1, 1));
    let area = page.inside();
    let spreads: Vec<Vec<(usize, f64)>> = rows.iter().map(|(_, sites)| stds(sites)).collect();
    let laws = cells.first().and_then(|cell| cell.settings.layers.first()).map(|fan| laws(*fan));
    let shown = spreads.iter().filter_map(|stds| extent(stds));
    let shown = shown.chain(laws.iter().flatten().map(|(_, std)| (*std, *std)));
    let (low, high) = shown.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((0.1, 1.0));
    let pad = (high / low).powf(0.04).max(1.2);
    let mut panel = Panel {
        area,
        title: None,
        x: Axis::across_log(low / pad, high * pad, page.room(area, 8)),
        y: Axis::bare(-(rows.len() as f64), 0.0, Scale::Linear),
        marks: Vec::new(),
    };
    panel.x.label = Some("std of the weights".to_owned());
    for (words, std) in laws.iter().flatten() {
        panel
            .marks
            .push(Mark::Line { points: vec![(*std, Some(0.0)), (*std, Some(panel.y.low))], style: DASHED });
        let anchor = if words.starts_with('1') { Anchor::End } else { Anchor::Start };
        let at = (area.x(panel.x.share(*std).unwrap_or(0.0)), area.top - 12);
        page.figure.texts.push(Text::new(*words, at, WORD).anchored(anchor).inked(GREY));
    }
    for (number, ((_, sites), stds)) in rows.iter().zip(&spreads).enumerate() {
        let middle = area.top + PITCH * number as i32 + PITCH / 2;
        page.figure.texts.push(labels.text(number, middle + labels.size * 3 / 8));
        page.figure.panels.extend(glyph(sites, (labels.left(), middle - GLYPH.1 / 2)));
        panel.marks.extend(marks(stds, -(number as f64) - 0.5));
        let at = (area.right() + GAP / 2, middle + WORD * 3 / 8);
        page.figure.texts.push(Text::new(value(sites, stds), at, WORD).inked(GREY));
    }
    page.figure.panels.push(panel);
    let several = rows.iter().zip(&spreads).any(|(_, stds)| is_apart(stds));
    let title =
        cells.first().map_or_else(String::new, |cell| naming.heading("Spread of the initial weights", cell));
    let mut notes = Vec::new();
    notes.extend(shaped.then(|| "beside each name: the shape of the first layer's law".to_owned()));
    let fan_in = cells.first().and_then(|cell| cell.settings.layers.first());
    let layer = if shaped { "that layer" } else { "the first layer" };
    notes.extend(fan_in.map(|n| format!("n = {n}: inputs of {layer}")));
    notes.extend(several.then(|| "several marks: layers, the first dark".to_owned()));
    page.finish(&title, &notes.join("; "), &naming.source())
}

/// Spreads that textbooks ask for behind so many inputs.
fn laws(fan_in: usize) -> [(&'static str, f64); 2] {
    let fan_in = fan_in.max(1) as f64;
    [("1/√n ", fan_in.recip().sqrt()), (" √(2/n)", (2.0 / fan_in).sqrt())]
}

fn is_apart(stds: &[(usize, f64)]) -> bool {
    extent(stds).is_some_and(|(low, high)| high > APART * low)
}

/// One mark of a scheme whose layers are alike, else one a layer.
fn marks(stds: &[(usize, f64)], row: f64) -> Vec<Mark> {
    let mark = |colour, std| Mark::Line {
        points: vec![(std, Some(row))],
        style: LineStyle { colour, stroke: Stroke::Marked(Marker::Circle) },
    };
    let deepest = stds.last().map_or(1, |(layer, _)| *layer);
    match stds {
        [] => Vec::new(),
        [(_, first), ..] if !is_apart(stds) => vec![mark(BAR, *first)],
        several => several.iter().map(|(layer, std)| mark(of_layer(*layer, deepest), *std)).collect(),
    }
}

/// The spread in numbers; of weights without one what they all are.
fn value(sites: &[&Site], stds: &[(usize, f64)]) -> String {
    match extent(stds) {
        Some((low, high)) if is_apart(stds) => format!("{} to {}", number::short(low), number::short(high)),
        Some((low, _)) => number::short(low),
        None => {
            let mean = sites.first().and_then(|site| site.summary.mean);
            mean.map_or_else(|| "undefined".to_owned(), |mean| format!("all {}", number::short(mean)))
        }
    }
}

/// The law of the first layer, with scales of its own.
fn glyph(sites: &[&Site], (left, top): (i32, i32)) -> Option<Panel> {
    let site = sites.first()?;
    let common = Common { zeros: false, ..Common::of(&[site], None) };
    let (low, high) = common.range?;
    let heights = Shares::of(site, common)?.bars;
    let most = heights.iter().copied().fold(0.0, f64::max);
    (most > 0.0).then(|| Panel {
        area: Area { left, top, width: GLYPH.0, height: GLYPH.1 },
        title: None,
        x: Axis { pad: 0.05, ..Axis::bare(low, high, Scale::Linear) },
        y: Axis::bare(0.0, 1.05 * most, Scale::Linear),
        marks: vec![Mark::Bars { low, high, heights, colour: BAR }],
    })
}
