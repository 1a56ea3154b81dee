//! The activations of one cell's layers over training, a line for each layer: how units saturate, as in
//! figures 2 and 3 of Glorot & Bengio (2010).

use crate::number;
use crate::record::{CellRecord, Site};

use super::heights::Heights;
use super::{lines, progress};
use crate::view::cells::{Naming, sites};
use crate::view::figure::{Figure, LineStyle, Stroke, colour};
use crate::view::layout::{Row, chart};
use crate::view::plots::line::Line;
use crate::view::plots::signal::aspect::Scale;
use crate::view::tables::results::dead_share;

/// Fewest steps that make a course of time.
const LEAST: usize = 3;
const QUANTITY: &str = "activation";
/// Title of the panel that is left out where no unit is dead.
const DEAD: &str = "share of dead units";
/// What is drawn on an even axis: more than activations reach that do not explode.
const EVEN: (f64, f64) = (-10.0, 10.0);
/// What is drawn on an axis of decades.
const DECADES: (f64, f64) = (1e-9, 1e9);
/// Decades that the layers' spreads cover before their axis counts decades.
const FAR: f64 = 2.5;

/// One number of a layer.
struct Aspect {
    title: &'static str,
    number: fn(&Site) -> Option<f64>,
    scale: Scale,
    /// Whether bands show the spread around it.
    in_bands: bool,
}

const ASPECTS: [Aspect; 4] = [
    Aspect { title: "mean", number: |site| site.summary.mean, scale: Scale::Even, in_bands: true },
    Aspect { title: "std", number: |site| site.summary.std, scale: Scale::Even, in_bands: false },
    Aspect {
        title: "saturated share",
        number: |site| site.summary.saturated_fraction,
        scale: Scale::Share,
        in_bands: false,
    },
    Aspect {
        title: DEAD,
        number: |site| site.summary.dead_unit_fraction,
        scale: Scale::Share,
        in_bands: false,
    },
];

/// Whether layers of `cell` were looked at often enough.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    let mut steps: Vec<u64> = seen(cell).map(|site| site.step).collect();
    steps.sort_unstable();
    steps.dedup();
    steps.len() >= LEAST
}

fn seen(cell: &CellRecord) -> impl Iterator<Item = &Site> {
    sites::hidden(cell, QUANTITY).filter(|site| site.summary.std.is_some())
}

/// Draws the layers of `cell`, eight of them where there are more.
pub(crate) fn figure(cell: &CellRecord, naming: Naming<'_>) -> Figure {
    let all = sites::first(cell, QUANTITY);
    let shown: Vec<usize> = sites::spread(&all).into_iter().map(|site| site.layer).collect();
    let depth = all.last().map_or(1, |site| site.layer);
    let style = |layer: usize| LineStyle { colour: colour::of_layer(layer, depth), stroke: Stroke::Plain };
    let last = seen(cell).map(|site| site.step).max().unwrap_or(0);

    let row =
        |layer: &usize| Row { style: style(*layer), name: format!("layer {layer}"), note: String::new() };

    let dies = seen(cell).any(|site| dead_share(site).is_some());
    let aspects: Vec<&Aspect> = ASPECTS.iter().filter(|aspect| dies || aspect.title != DEAD).collect();
    let mut page = chart::page(chart::WIDTH, aspects.len(), shown.len());
    let mut notes: Vec<String> = progress::schedule(&[cell], naming).into_iter().collect();
    notes.push("bands: ± 1 std of the first and the last layer".to_owned());
    notes.push("saturated: where the slope is under 5 % of the largest".to_owned());
    if dies {
        notes.push("dead: the slope is 0 for every sample looked at".to_owned());
    }
    if shown.len() < all.len() {
        notes.push(format!("{} of {} layers", shown.len(), all.len()));
    }
    for (aspect, area) in aspects.iter().zip(page.areas()) {
        // Bands of many layers would cover each other.
        let in_band =
            |layer: &usize| aspect.in_bands && (shown.first() == Some(layer) || shown.last() == Some(layer));
        let line = |layer: &usize| (line(cell, *layer, aspect, in_band(layer)), style(*layer));
        let lines: Vec<(Line, LineStyle)> = shown.iter().map(line).collect();
        let ranges = || lines.iter().flat_map(|(line, _)| line.ranges());
        let (scale, range) = spacing(aspect, ranges());
        for (side, edge) in [("<", range.0), (">", range.1)] {
            let beyond = |(low, high)| if side == "<" { low < edge } else { high > edge };
            if ranges().any(beyond) {
                notes.push(format!("clipped: {} {side} {}", aspect.title, number::short(edge)));
            }
        }
        let x = progress::steps(last, "iterations", page.room(area, 10));
        let heights = Heights { axis: scale.axis(ranges(), range, chart::TICKS), range };
        page.figure.panels.push(lines::panel(area, x, heights, &lines).titled(aspect.title));
    }
    page.add_legend(shown.iter().map(row).collect(), chart::LEGEND);
    page.finish(&naming.of_cell(cell, ": layers over training"), &notes.join("; "), &naming.source())
}

/// How numbers are spaced, and which of them are shown: by decades where they differ by many.
fn spacing(aspect: &Aspect, extents: impl Iterator<Item = (f64, f64)>) -> (Scale, (f64, f64)) {
    let all = |(least, most): (f64, f64), (low, high): (f64, f64)| (least.min(low), most.max(high));
    let (least, most) = extents.fold((f64::INFINITY, 0.0), all);
    match aspect.scale {
        Scale::Even if least > 0.0 && (most / least).log10() > FAR => (Scale::Decades, DECADES),
        scale => (scale, EVEN),
    }
}

/// One layer over the steps.
fn line(cell: &CellRecord, layer: usize, aspect: &Aspect, in_band: bool) -> Line {
    let mut sites: Vec<&Site> = seen(cell).filter(|site| site.layer == layer).collect();
    sites.sort_by_key(|site| site.step);
    let mut line = Line::default();
    for site in sites {
        let (step, number) = (site.step as f64, (aspect.number)(site));
        let around = site.summary.std.filter(|_| in_band).unwrap_or(0.0);
        line.medians.push((step, number));
        line.extents.extend(number.map(|number| (step, number - around, number + around)));
    }
    line
}
