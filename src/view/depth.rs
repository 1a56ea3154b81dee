//! Figures against depth, one line per initialization.

use crate::record::CellRecord;

use super::across::Room;
use super::aspect::{Aspect, Subject};
use super::axis::Axis;
use super::caption::{self, MARGIN};
use super::colour::GREY;
use super::curves::{self, Curves};
use super::figure::{Area, Figure, LegendEntry, LineStyle, Mark, Panel, Stroke};
use super::naming::Naming;
use super::series::Point;
use super::text::Text;
use super::{stroke, typeface, words, wrap};

/// Most initializations of one figure: more lines cannot be told apart.
pub const LINES: usize = 14;

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
/// Draws all `cells` of an activation; cells of equal initialization are trials of one line.
pub fn figure(cells: &[&CellRecord], naming: Naming<'_>, subject: Subject) -> Figure {
    let all = curves::of(cells, naming, subject);
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
    let panel = |(index, aspect): (usize, Aspect)| {
        let with_theory = subject.with_theory() == Some(index);
        let lines = all.iter().flat_map(|curves| &curves.lines[index]);
        let theory = all.iter().filter(|_| with_theory).flat_map(|curves| &curves.theory);
        Panel {
            area: area(index as i32),
            title: Some(aspect.title.to_owned()),
            x: x.clone(),
            y: aspect.scale.axis(lines.chain(theory), aspect.range, TICKS),
            marks: marks(&all, index, aspect.range, with_theory),
        }
    };
    let panels = subject.aspects().into_iter().enumerate().map(panel).collect();
    let mut texts = Vec::new();
    if let Some(first) = cells.first() {
        let words = format!("{}: {}", naming.activation(first), subject.words());
        let words = naming.heading(&words, first);
        texts.push(caption::title(&words, WIDTH));
    }
    let legend = legend(&all, subject, theory, height, &mut texts);
    texts.extend(caption::footer(&note(&all, subject, cells), &naming.source(), (WIDTH, height)));
    Figure { width: WIDTH, height, panels, legend, badges: Vec::new(), texts }
}

/// Bands under theory under lines, of one aspect.
fn marks(all: &[Curves<'_>], aspect: usize, (low, high): (f64, f64), with_theory: bool) -> Vec<Mark> {
    let clip = move |value: f64| value.clamp(low, high);
    let line = |points: &[Point], style| Mark::Line { points: up_to_the_edge(points, (low, high)), style };
    let band = |series: &Curves<'_>| {
        let shown = |(a, b): &(f64, f64)| *a < high && *b > low;
        let extent = |p: &Point| p.extent.filter(shown).map(|(a, b)| (p.layer as f64, clip(a), clip(b)));
        let points: Vec<_> = series.lines[aspect].iter().filter_map(extent).collect();
        let wide = points.len() > 1 && points.iter().any(|(_, low, high)| low < high);
        wide.then_some(Mark::Band { points, colour: series.style.colour })
    };
    let dashed = |series: &Curves<'_>| LineStyle { stroke: Stroke::Dashed, ..series.style };
    let bands = all.iter().filter_map(band);
    let theory = all.iter().filter(|_| with_theory).map(|s| line(&s.theory, dashed(s)));
    let lines = all.iter().map(|series| line(&series.lines[aspect], series.style));
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

/// The layers as an axis of whole numbers.
fn layers(all: &[Curves<'_>]) -> Axis {
    let numbers = || all.iter().flat_map(|series| &series.lines[0]).map(|point| point.layer);
    let (low, high) = (numbers().min().unwrap_or(0), numbers().max().unwrap_or(1));
    let pad = (0.04 * (high - low) as f64).max(0.2);
    let room = Room { width: PANEL, gap: GAP, size: TICKS, intervals: 10 };
    let mut axis = Axis::whole(low as f64 - pad, high as f64 + pad, room);
    axis.label = Some("layer".to_owned());
    axis
}

fn legend(
    all: &[Curves<'_>],
    subject: Subject,
    theory: bool,
    height: i32,
    texts: &mut Vec<Text>,
) -> Vec<LegendEntry> {
    let mut rows: Vec<(LineStyle, &str, String)> =
        all.iter().map(|series| (series.style, series.init, series.gap(subject))).collect();
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

/// How to read panels, bands and edges.
fn note(all: &[Curves<'_>], subject: Subject, cells: &[&CellRecord]) -> String {
    let mut notes = vec![subject.note().to_owned()];
    if all.len() < cells.len() {
        notes.push("line: median, band: all trials".to_owned());
    }
    let mut clipped = Vec::new();
    for (index, Aspect { short, range: (low, high), .. }) in subject.aspects().into_iter().enumerate() {
        let extents = || all.iter().flat_map(|curves| &curves.lines[index]).filter_map(|point| point.extent);
        if extents().any(|(smallest, _)| smallest < low) {
            clipped.push(format!("{short} < {}", words::short(low)));
        }
        // A share may exceed 1 by a rounding error.
        if extents().any(|(_, largest)| largest > high * (1.0 + 1e-9)) {
            clipped.push(format!("{short} > {}", words::short(high)));
        }
    }
    if !clipped.is_empty() {
        notes.push(format!("clipped: {}", clipped.join(", ")));
    }
    notes.join("; ")
}
