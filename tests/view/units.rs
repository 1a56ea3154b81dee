//! Figures of units that are compared while they learn.

use initscope::record::{CellRecord, CurvePoint, Metric, Record};
use initscope::view::{self, Figure, Mark};

use crate::fixture::Plan;
use crate::records::find;
use crate::trained::trained;

const STEPS: u64 = 20;
/// Panels of a row: units, cosine, rank, gradients, distance.
const COLUMNS: usize = 5;

/// Networks whose units are compared at five steps and have gone `far` from the start at the last.
fn compared(far: f64) -> Record {
    let mut record = trained(&Plan { depth: 2, ..Plan::small() }, STEPS);
    for (place, cell) in record.cells.iter_mut().enumerate() {
        cell.diverged = None;
        for step in (0..=STEPS).step_by(5) {
            let gone = if step == 0 { 0.0 } else { far * step as f64 / STEPS as f64 };
            compare(cell, step, [1.0 + (place * 19) as f64, 1.0, 1.0, 1.0, gone]);
        }
    }
    record
}

fn compare(cell: &mut CellRecord, step: u64, [units, cosine, rank, gradients, gone]: [f64; COLUMNS]) {
    let numbers = [
        (Metric::DistinctUnits, units),
        (Metric::UnitCosine, cosine),
        (Metric::EffectiveRank, rank),
        (Metric::DistinctGradients, gradients),
        (Metric::Drift, gone),
    ];
    for (metric, value) in numbers {
        let points = (1..=3).map(|layer| CurvePoint { step, metric, layer: Some(layer), value: Some(value) });
        cell.curves.extend(points);
    }
}

fn figure(record: &Record) -> Figure {
    find(&view::figures(record).collect::<Vec<_>>(), "symmetry_sigmoid").clone()
}

fn says(figure: &Figure, words: &str) -> bool {
    figure.texts.iter().any(|text| text.content.contains(words))
}

/// The values of the lines of the panel number `index`.
fn values(figure: &Figure, index: usize) -> Vec<Vec<Option<f64>>> {
    let line = |mark: &Mark| match mark {
        Mark::Line { points, .. } => Some(points.iter().map(|(_, value)| *value).collect()),
        _ => None,
    };
    figure.panels[index].marks.iter().filter_map(line).collect()
}

#[test]
fn units_have_a_row_for_each_hidden_layer_and_the_legend_says_how_they_end() {
    let figure = figure(&compared(1.0));
    assert_eq!(figure.panels.len(), 2 * COLUMNS);
    assert!(says(&figure, "layer 2 ends with 1 of 20") && says(&figure, "layer 2 ends with 20 of 20"));
    assert!(values(&figure, 0).contains(&vec![Some(20.0); 5]));
    assert!(!says(&figure, "clipped"));
}

#[test]
fn what_has_not_moved_has_no_place_among_decades() {
    let figure = figure(&compared(1.0));
    for line in values(&figure, COLUMNS - 1) {
        assert_eq!(line, [None, Some(0.25), Some(0.5), Some(0.75), Some(1.0)]);
    }
}

#[test]
fn distances_beyond_the_axis_are_said_to_be_clipped() {
    assert!(says(&figure(&compared(1e20)), "clipped: distance"));
}
