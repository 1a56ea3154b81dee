//! Figures against depth, one line per initialization.

use crate::number;
use crate::record::CellRecord;

use super::aspect::{ASPECTS, Aspect, Subject};
use super::curves;
use super::curves::Curves;
use super::series;
use crate::view::cells::{Naming, Place};
use crate::view::figure::{Axis, Figure, LineStyle, Panel, Room, Stroke};
use crate::view::layout::{Row, chart};
use crate::view::plots::line;
use crate::view::plots::line::Line;

/// Most initializations of one figure: more lines cannot be told apart.
pub(crate) const LINES: usize = 14;

/// Draws all `cells` of an activation; cells of equal initialization are trials of one line.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>, subject: &Subject) -> Figure {
    let all = curves::of(cells, naming, subject);
    let place = cells.first().map_or(Place::Layer, |first| Place::of(first));
    let mut rows: Vec<Row> = all
        .iter()
        .map(|curves| Row { style: curves.style, name: curves.init.to_owned(), note: curves.gap(subject) })
        .collect();
    if all.iter().any(|curves| curves.theory.iter().any(|point| point.median.is_some())) {
        rows.push(Row::dashed("mean-field theory"));
    }
    let mut page = chart::page(chart::WIDTH, ASPECTS, rows.len());
    for (index, (aspect, area)) in subject.aspects.iter().zip(page.areas()).enumerate() {
        let lines = all.iter().map(|curves| (series::line(&curves.lines[index]), curves.style));
        let lines: Vec<(Line, LineStyle)> = lines.collect();
        let with_theory = all.iter().filter(|_| subject.with_theory == Some(index));
        let theory: Vec<(Line, LineStyle)> =
            with_theory.map(|curves| (series::line(&curves.theory), dashed(curves.style))).collect();
        let median = |(line, style): &(Line, LineStyle)| line.median(*style, aspect.range);
        let over = theory.iter().chain(&lines).filter_map(median);
        let extents = lines.iter().chain(&theory).flat_map(|(line, _)| line.ranges());
        page.figure.panels.push(Panel {
            area,
            title: Some(aspect.title.to_owned()),
            x: layers(&all, place, page.room(area, 10)),
            y: aspect.scale.axis(extents, aspect.range, chart::TICKS),
            marks: line::bands(&lines, aspect.range).chain(over).collect(),
        });
    }
    page.add_legend(rows, chart::LEGEND);
    let words = format!(": {} against {}", subject.words, place.against());
    page.finish(&naming.of_lines(cells, &words), &note(&all, subject, cells), &naming.source())
}

fn dashed(style: LineStyle) -> LineStyle {
    LineStyle { stroke: Stroke::Dashed, ..style }
}

/// The layers as an axis of whole numbers.
fn layers(all: &[Curves], place: Place, room: Room) -> Axis {
    let numbers = || all.iter().flat_map(|series| series.lines.iter().flatten()).map(|point| point.layer);
    let (low, high) = (numbers().min().unwrap_or(0), numbers().max().unwrap_or(1));
    let pad = (0.04 * (high - low) as f64).max(0.2);
    let mut axis = Axis::whole(low as f64 - pad, high as f64 + pad, room);
    axis.label = Some(place.word().to_owned());
    axis
}

/// How to read panels, bands and edges.
fn note(all: &[Curves], subject: &Subject, cells: &[&CellRecord]) -> String {
    let mut notes = vec![subject.note.to_owned()];
    if all.len() < cells.len() {
        notes.push("line: median, band: all trials".to_owned());
    }
    let mut clipped = Vec::new();
    for (index, Aspect { short, range: (low, high), .. }) in subject.aspects.iter().enumerate() {
        let extents = || all.iter().flat_map(|curves| &curves.lines[index]).filter_map(|point| point.extent);
        if extents().any(|(smallest, _)| smallest < *low) {
            clipped.push(format!("{short} < {}", number::short(*low)));
        }
        // A share may exceed 1 by a rounding error.
        if extents().any(|(_, largest)| largest > high * (1.0 + 1e-9)) {
            clipped.push(format!("{short} > {}", number::short(*high)));
        }
    }
    if !clipped.is_empty() {
        notes.push(format!("clipped: {}", clipped.join(", ")));
    }
    notes.join("; ")
}
