//! Figures against depth, one line per initialization.

use crate::number;
use crate::record::CellRecord;

use super::aspect::{ASPECTS, Aspect, Subject};
use super::curves;
use super::curves::Curves;
use super::series;
use super::series::Point;
use crate::view::cells::naming::Naming;
use crate::view::cells::sites::Place;
use crate::view::figure::across::Room;
use crate::view::figure::axis::Axis;
use crate::view::figure::colour::GREY;
use crate::view::figure::model::{Area, Figure, LineStyle, Mark, Panel, Stroke};
use crate::view::layout::caption;
use crate::view::layout::chart::{Chart, TICKS};
use crate::view::layout::legend;
use crate::view::layout::legend::Row;

/// Most initializations of one figure: more lines cannot be told apart.
pub(crate) const LINES: usize = 14;

const WIDTH: i32 = 2000;

/// Draws all `cells` of an activation; cells of equal initialization are trials of one line.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>, subject: Subject) -> Figure {
    let all = curves::of(cells, naming, subject);
    let theory = all.iter().any(|s| s.theory.iter().any(|point| point.median.is_some()));
    let rows = all.len() + usize::from(theory);
    let place = cells.first().map_or(Place::Layer, |first| Place::of(first));
    let chart = Chart::new(WIDTH, rows);
    let panel = |(index, (aspect, area)): (usize, (Aspect, Area))| {
        let with_theory = subject.with_theory() == Some(index);
        let lines = all.iter().flat_map(|curves| &curves.lines[index]);
        let theory = all.iter().filter(|_| with_theory).flat_map(|curves| &curves.theory);
        Panel {
            area,
            title: Some(aspect.title.to_owned()),
            x: layers(&all, place, Chart::room(area)),
            y: aspect.scale.axis(lines.chain(theory).filter_map(|point| point.extent), aspect.range, TICKS),
            marks: marks(&all, index, aspect.range, with_theory),
        }
    };
    let panels = subject.aspects().into_iter().zip(chart.panels(ASPECTS)).enumerate().map(panel).collect();
    let mut texts = Vec::new();
    if let Some(first) = cells.first() {
        let words = format!("{}: {} against {}", naming.group(first), subject.words(), place.against());
        let words = naming.heading_but(&words, first, naming.lines());
        texts.push(caption::title(&words, WIDTH));
    }
    let mut rows: Vec<Row<'_>> = all
        .iter()
        .map(|series| Row { style: series.style, name: series.init, note: series.gap(subject) })
        .collect();
    if theory {
        let style = LineStyle { colour: GREY, stroke: Stroke::Dashed };
        rows.push(Row { style, name: "mean-field theory", note: String::new() });
    }
    let legend = legend::place(rows, chart.legend(), &mut texts);
    texts.extend(caption::footer(&note(&all, subject, cells), &naming.source(), (WIDTH, chart.height)));
    Figure { width: WIDTH, height: chart.height, panels, legend, badges: Vec::new(), texts }
}

/// Bands under theory under lines, of one aspect.
fn marks(all: &[Curves<'_>], aspect: usize, (low, high): (f64, f64), with_theory: bool) -> Vec<Mark> {
    let clip = move |value: f64| value.clamp(low, high);
    let line = |points: &[Point], style| {
        let points: Vec<_> = points.iter().map(|point| (point.layer as f64, point.median)).collect();
        Mark::Line { points: series::up_to_the_edge(&points, (low, high)), style }
    };
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

/// The layers as an axis of whole numbers.
fn layers(all: &[Curves<'_>], place: Place, room: Room) -> Axis {
    let numbers = || all.iter().flat_map(|series| series.lines.iter().flatten()).map(|point| point.layer);
    let (low, high) = (numbers().min().unwrap_or(0), numbers().max().unwrap_or(1));
    let pad = (0.04 * (high - low) as f64).max(0.2);
    let mut axis = Axis::whole(low as f64 - pad, high as f64 + pad, room);
    axis.label = Some(place.word().to_owned());
    axis
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
            clipped.push(format!("{short} < {}", number::short(low)));
        }
        // A share may exceed 1 by a rounding error.
        if extents().any(|(_, largest)| largest > high * (1.0 + 1e-9)) {
            clipped.push(format!("{short} > {}", number::short(high)));
        }
    }
    if !clipped.is_empty() {
        notes.push(format!("clipped: {}", clipped.join(", ")));
    }
    notes.join("; ")
}
