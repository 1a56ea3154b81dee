//! Figures of units that are compared while they learn.

use initscope::record::{CurvePoint, Metric, Record};
use initscope::view::{self, Figure, Mark};

use crate::view::fixture::Plan;
use crate::view::records::find;
use crate::view::trained::trained;

const STEPS: u64 = 20;
/// Networks of two activations whose units are compared at five steps.
pub(crate) fn compared() -> Record {
    let mut record =
        trained(&Plan { activations: vec!["sigmoid", "tanh"], depth: 2, ..Plan::small() }, STEPS);
    for (place, cell) in record.cells.iter_mut().enumerate() {
        cell.diverged = None;
        for step in (0..=STEPS).step_by(5) {
            let units = Some(if place % 2 == 0 { 1.0 } else { 20.0 });
            let metric = Metric::DistinctUnits;
            let points = (1..=3).map(|layer| CurvePoint { step, metric, layer: Some(layer), value: units });
            cell.curves.extend(points);
        }
    }
    record
}

fn figure(record: &Record) -> Figure {
    find(&view::figures(record).collect::<Vec<_>>(), "symmetry").clone()
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
fn units_told_apart_stand_over_the_loss_a_column_for_each_activation() {
    let figure = figure(&compared());
    assert_eq!(figure.panels.len(), 2 * 2);
    for column in 0..2 {
        for end in [1.0, 20.0] {
            assert!(values(&figure, column).contains(&vec![Some(end); 5]), "{column}: {end}");
        }
        let y = |row: usize| (figure.panels[2 * row].y.low, figure.panels[2 * row].y.high);
        assert_eq!(y(0), (figure.panels[column].y.low, figure.panels[column].y.high));
        assert_eq!(y(1), (figure.panels[2 + column].y.low, figure.panels[2 + column].y.high));
    }
    assert_eq!(figure.panels[0].y.label.as_deref(), Some("units told apart in layer 2"));
    assert_eq!(figure.panels[2].y.label.as_deref(), Some("loss"));
}
