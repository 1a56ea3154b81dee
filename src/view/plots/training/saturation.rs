//! The activations of one cell's layers over training, a line for each layer: how units saturate, as in
//! figures 2 and 3 of Glorot & Bengio (2010).

use crate::number;
use crate::record::{CellRecord, Site};

use super::progress;
use super::progress::Line;
use crate::view::cells::naming::Naming;
use crate::view::cells::sites;
use crate::view::figure::colour;
use crate::view::figure::model::{Figure, LineStyle, Panel, Stroke};
use crate::view::layout::caption;
use crate::view::layout::chart::{Chart, TICKS};
use crate::view::layout::legend;
use crate::view::layout::legend::Row;
use crate::view::plots::signal::aspect::Scale;

const WIDTH: i32 = 2000;
/// Fewest steps that make a course of time.
const LEAST: usize = 3;
const QUANTITY: &str = "activation";
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

const ASPECTS: [Aspect; 3] = [
    Aspect { title: "mean", number: |site| site.summary.mean, scale: Scale::Even, in_bands: true },
    Aspect { title: "std", number: |site| site.summary.std, scale: Scale::Even, in_bands: false },
    Aspect {
        title: "saturated share",
        number: |site| site.summary.saturated_fraction,
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

    let chart = Chart::new(WIDTH, shown.len());
    let mut notes: Vec<String> = progress::schedule(&[cell], naming).into_iter().collect();
    notes.push("bands: ± 1 std of the first and the last layer".to_owned());
    notes.push("saturated: where the slope is under 5 % of the largest".to_owned());
    if shown.len() < all.len() {
        notes.push(format!("{} of {} layers", shown.len(), all.len()));
    }
    let mut panels = Vec::new();
    for (aspect, area) in ASPECTS.iter().zip(chart.panels(ASPECTS.len())) {
        // Bands of many layers would cover each other.
        let in_band =
            |layer| aspect.in_bands && (shown.first() == Some(layer) || shown.last() == Some(layer));
        let lines: Vec<Line> = shown.iter().map(|layer| line(cell, *layer, aspect, in_band(layer))).collect();
        let (scale, range) = spacing(aspect, &lines);
        for (side, edge) in [("<", range.0), (">", range.1)] {
            let beyond = |(low, high)| if side == "<" { low < edge } else { high > edge };
            if lines.iter().flat_map(Line::ranges).any(beyond) {
                notes.push(format!("clipped: {} {side} {}", aspect.title, number::short(edge)));
            }
        }
        let styled = lines.iter().zip(&shown).map(|(line, layer)| (line, style(*layer)));
        panels.push(Panel {
            area,
            title: Some(aspect.title.to_owned()),
            x: progress::steps(last, "iterations", Chart::room(area)),
            y: scale.axis(lines.iter().flat_map(Line::ranges), range, TICKS),
            marks: progress::marks(styled, range),
        });
    }

    let mut texts = Vec::new();
    let words = format!("{}, {}: layers over training", naming.activation(cell), naming.init(cell));
    texts.push(caption::title(&naming.heading(&words, cell), WIDTH));
    let names: Vec<String> = shown.iter().map(|layer| format!("layer {layer}")).collect();
    let row = |(layer, name)| Row { style: style(layer), name, note: String::new() };
    let rows = shown.iter().copied().zip(names.iter().map(String::as_str)).map(row).collect();
    let legend = legend::place(rows, chart.legend(), &mut texts);
    texts.extend(caption::footer(&notes.join("; "), &naming.source(), (WIDTH, chart.height)));
    Figure { width: WIDTH, height: chart.height, panels, legend, badges: Vec::new(), texts }
}

/// How numbers are spaced, and which of them are shown: by decades where they differ by many.
fn spacing(aspect: &Aspect, lines: &[Line]) -> (Scale, (f64, f64)) {
    let extents = || lines.iter().flat_map(Line::ranges);
    let least = extents().map(|(low, _)| low).fold(f64::INFINITY, f64::min);
    let most = extents().map(|(_, high)| high).fold(0.0, f64::max);
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
