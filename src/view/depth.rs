//! Mean, spread and signal share against depth, one line per initialization.

use crate::record::CellRecord;

use super::across::Room;
use super::axis::Axis;
use super::caption::{self, MARGIN};
use super::colour::GREY;
use super::curves::{self, Curves};
use super::figure::{Area, Figure, LegendEntry, LineStyle, Mark, Panel, Stroke};
use super::naming::Naming;
use super::series::Point;
use super::text::Text;
use super::{stroke, typeface, words, wrap};

const WIDTH: i32 = 2000;
const HEIGHT: i32 = 960;
const LEFT: i32 = 100;
const TOP: i32 = 116;
/// Axis labels and footer.
const BOTTOM: i32 = 134;
const PANEL: i32 = 430;
/// Between the panels: y tick labels of the right one.
const GAP: i32 = 100;
const LEGEND: i32 = LEFT + 3 * PANEL + 2 * GAP + 36;
const TICKS: i32 = 22;
/// Type sizes of the legend: of gaps, and of labels at least.
const SMALL: i32 = 15;
const LEAST: i32 = 18;
/// Axes show no more than this; what lies beyond sits on their edge.
const MEAN: (f64, f64) = (-3.0, 3.0);
const STD: (f64, f64) = (1e-6, 1e6);
const SHARE: (f64, f64) = (1e-6, 1.0);

/// Draws all `cells` of an activation; cells of equal initialization are trials of one line.
pub fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let all = curves::of(cells, naming);
    let theory = all.iter().any(|s| s.theory.iter().any(|point| point.median.is_some()));
    let rows = i32::try_from(all.len()).unwrap_or(i32::MAX) + i32::from(theory);
    let height = HEIGHT.max(TOP + 40 * rows + BOTTOM);
    let area = |panel: i32| Area {
        left: LEFT + panel * (PANEL + GAP),
        top: TOP,
        width: PANEL,
        height: height - TOP - BOTTOM,
    };
    let x = layers(&all);
    let panels = vec![
        Panel {
            area: area(0),
            title: Some("mean of activations".to_owned()),
            x: x.clone(),
            y: mean_axis(&all),
            marks: marks(&all, |series| &series.mean, MEAN, false),
        },
        Panel {
            area: area(1),
            title: Some("std of activations".to_owned()),
            x: x.clone(),
            y: std_axis(&all),
            marks: marks(&all, |series| &series.std, STD, true),
        },
        Panel {
            area: area(2),
            title: Some("signal share".to_owned()),
            x,
            y: share_axis(&all),
            marks: marks(&all, |series| &series.share, SHARE, false),
        },
    ];
    let mut texts = Vec::new();
    if let Some(first) = cells.first() {
        let words = naming.activation(first).to_owned() + ": signal against depth";
        let words = naming.heading(&words, first);
        texts.push(caption::title(&words, WIDTH));
    }
    let legend = legend(&all, theory, height, &mut texts);
    texts.extend(caption::footer(&note(&all, cells), &naming.source(), (WIDTH, height)));
    Figure { width: WIDTH, height, panels, legend, badges: Vec::new(), texts }
}

/// One of the lines of an initialization.
type Points = for<'s> fn(&'s Curves<'_>) -> &'s [Point];

/// Bands under theory under lines.
fn marks<'a>(all: &'a [Curves<'a>], points: Points, (low, high): (f64, f64), with_theory: bool) -> Vec<Mark> {
    let clip = move |value: f64| value.clamp(low, high);
    let line = |points: &[Point], style| Mark::Line { points: up_to_the_edge(points, (low, high)), style };
    let band = |series: &'a Curves<'a>| {
        let shown = |(a, b): &(f64, f64)| *a < high && *b > low;
        let extent = |p: &Point| p.extent.filter(shown).map(|(a, b)| (p.layer as f64, clip(a), clip(b)));
        let points: Vec<_> = points(series).iter().filter_map(extent).collect();
        let wide = points.len() > 1 && points.iter().any(|(_, low, high)| low < high);
        wide.then_some(Mark::Band { points, colour: series.style.colour })
    };
    let dashed = |series: &Curves<'_>| LineStyle { stroke: Stroke::Dashed, ..series.style };
    let bands = all.iter().filter_map(band);
    let theory = all.iter().filter(|_| with_theory).map(|s| line(&s.theory, dashed(s)));
    let lines = all.iter().map(|series| line(points(series), series.style));
    bands.chain(theory).chain(lines).collect()
}

/// The line as far as the axis shows it: it ends on the edge, as going on along it would look
/// like a value that stays.
fn up_to_the_edge(points: &[Point], (low, high): (f64, f64)) -> Vec<(f64, Option<f64>)> {
    // A share may exceed 1 by a rounding error.
    let shown =
        |point: &Point| point.median.is_some_and(|value| low <= value && value <= high * (1.0 + 1e-9));
    let near = |index: usize| {
        let neighbours = points[index.saturating_sub(1)..].iter().take(if index == 0 { 2 } else { 3 });
        neighbours.into_iter().any(shown)
    };
    let place = |(index, point): (usize, &Point)| {
        (point.layer as f64, point.median.filter(|_| near(index)).map(|value| value.clamp(low, high)))
    };
    points.iter().enumerate().map(place).collect()
}

/// Evenly spaced, around what is shown and zero.
fn mean_axis(all: &[Curves<'_>]) -> Axis {
    let extents = || all.iter().flat_map(|series| &series.mean).filter_map(|point| point.extent);
    let low = extents().map(|(low, _)| low).fold(0.0, f64::min).max(MEAN.0);
    let high = extents().map(|(_, high)| high).fold(0.0, f64::max).min(MEAN.1);
    let pad = (0.05 * (high - low)).max(0.01);
    Axis::up(low - pad, high + pad, 6, TICKS)
}

fn std_axis(all: &[Curves<'_>]) -> Axis {
    let points = || all.iter().flat_map(|series| series.std.iter().chain(&series.theory));
    let extents = || points().filter_map(|point| point.extent);
    let low = extents().map(|(low, _)| low).fold(f64::INFINITY, f64::min);
    let high = extents().map(|(_, high)| high).fold(0.0, f64::max);
    let (low, high) = if low <= high { (low, high) } else { (1.0, 1.0) };
    let (low, high) = (low.clamp(STD.0, STD.1), high.clamp(STD.0, STD.1));
    // At least a decade, and a twentieth of the whole free on both sides.
    let pad = (high / low).powf(0.05).max((10.0 * low / high).sqrt());
    Axis::up_log(low / pad, high * pad, TICKS)
}

/// Full share at the top; at the bottom the decade of the smallest, within bounds.
fn share_axis(all: &[Curves<'_>]) -> Axis {
    let points = all.iter().flat_map(|series| &series.share);
    let smallest = points.filter_map(|point| point.extent).map(|(low, _)| low);
    let low = smallest.fold(1e-2, f64::min).max(SHARE.0);
    Axis::up_log(10_f64.powf(low.log10().floor()) / 1.2, 1.6, TICKS)
}

/// The layers as an axis of whole numbers.
fn layers(all: &[Curves<'_>]) -> Axis {
    let numbers = || all.iter().flat_map(|series| &series.std).map(|point| point.layer);
    let (low, high) = (numbers().min().unwrap_or(0), numbers().max().unwrap_or(1));
    let pad = (0.04 * (high - low) as f64).max(0.2);
    let room = Room { width: PANEL, gap: GAP, size: TICKS, intervals: 10 };
    let mut axis = Axis::whole(low as f64 - pad, high as f64 + pad, room);
    axis.label = Some("layer".to_owned());
    axis
}

fn legend(all: &[Curves<'_>], theory: bool, height: i32, texts: &mut Vec<Text>) -> Vec<LegendEntry> {
    let mut rows: Vec<(LineStyle, &str, String)> =
        all.iter().map(|series| (series.style, series.init, series.gap())).collect();
    if theory {
        let style = LineStyle { colour: GREY, stroke: Stroke::Dashed };
        rows.push((style, "mean-field theory", String::new()));
    }
    let count = i32::try_from(rows.len()).unwrap_or(i32::MAX).max(1);
    let pitch = ((height - TOP - BOTTOM) / count).min(52);
    let start = LEGEND + stroke::SAMPLE + 16;
    let room = WIDTH - MARGIN / 2 - start;
    let names: Vec<&str> = rows.iter().map(|(_, name, _)| *name).collect();
    let (size, names) = wrap::apart(&names, (LEAST, (pitch / 2).clamp(LEAST, TICKS)), room);
    let place = |(row, ((style, _, gap), name)): (i32, ((LineStyle, &str, String), String))| {
        let middle = TOP + row * pitch + pitch / 2;
        // Beside the sample, alone or with its gap under it.
        let base_line = if gap.is_empty() { middle + size * 3 / 8 } else { middle - 2 };
        texts.push(Text::new(name, (start, base_line), size));
        if !gap.is_empty() {
            let gap = typeface::fit(gap.trim_start(), SMALL, room);
            texts.push(Text::new(gap, (start, base_line + SMALL + 4), SMALL).inked(GREY));
        }
        LegendEntry { style, at: (LEGEND, middle) }
    };
    (0..).zip(rows.into_iter().zip(names)).map(place).collect()
}

/// How to read shares, bands and edges.
fn note(all: &[Curves<'_>], cells: &[&CellRecord]) -> String {
    let mut notes = vec!["signal share: variance over samples / variance over all".to_owned()];
    if all.len() < cells.len() {
        notes.push("line: median, band: all trials".to_owned());
    }
    let mut clipped = Vec::new();
    let all_points: [(&str, Points, (f64, f64)); 3] = [
        ("mean", |curves| &curves.mean, MEAN),
        ("std", |curves| &curves.std, STD),
        ("share", |curves| &curves.share, SHARE),
    ];
    for (name, points, (low, high)) in all_points {
        let extents = || all.iter().flat_map(points).filter_map(|point| point.extent);
        if extents().any(|(smallest, _)| smallest < low) {
            clipped.push(format!("{name} < {}", words::short(low)));
        }
        // A share may exceed 1 by a rounding error.
        if extents().any(|(_, largest)| largest > high * (1.0 + 1e-9)) {
            clipped.push(format!("{name} > {}", words::short(high)));
        }
    }
    if !clipped.is_empty() {
        notes.push(format!("clipped: {}", clipped.join(", ")));
    }
    notes.join("; ")
}
