//! Numbers over training steps: what a cell recorded, and the line of all trials.

use std::collections::BTreeMap;

use crate::record::{CellRecord, Metric};
use crate::stats::median;

use crate::view::cells::Naming;
use crate::view::figure::{Axis, Room};
use crate::view::plots::line::{Line, extent};

/// Values by step; `None` where a number was undefined.
pub(crate) type Curve = Vec<(u64, Option<f64>)>;

/// What `cell` recorded of `metric`, of one layer where every layer has its own; it ends where
/// training diverged.
pub(crate) fn curve(cell: &CellRecord, metric: Metric, layer: Option<usize>) -> Curve {
    let points = cell.curves.iter().filter(|point| point.metric == metric && point.layer == layer);
    let finite = |step: u64, value: Option<f64>| {
        value.filter(|value| value.is_finite() && cell.diverged.is_none_or(|end| step < end))
    };
    let points: BTreeMap<u64, Option<f64>> =
        points.map(|point| (point.step, finite(point.step, point.value))).collect();
    points.into_iter().collect()
}

/// Whether `cell` has any number of `metric`.
pub(crate) fn has(cell: &CellRecord, metric: Metric) -> bool {
    cell.curves.iter().any(|point| point.metric == metric && point.value.is_some_and(f64::is_finite))
}

/// The first step at which a number was not finite.
pub(crate) fn lost(curve: &Curve) -> Option<u64> {
    curve.iter().find(|(_, value)| value.is_none()).map(|(step, _)| *step)
}

/// The median and the extent of `curves`, one for each trial, where more than half of them have a number.
pub(crate) fn line(curves: &[Curve]) -> Line {
    let trials = curves.iter().filter(|curve| !curve.is_empty()).count();
    let mut steps: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
    for (step, value) in curves.iter().flatten() {
        steps.entry(*step).or_default().extend(*value);
    }
    let mut line = Line::default();
    for (step, values) in steps {
        // A median over the few that did not diverge would look like a success.
        let shown = 2 * values.len() > trials;
        line.medians.push((step as f64, median(&values).filter(|_| shown)));
        let extent = extent(&values).filter(|_| shown);
        line.extents.extend(extent.map(|(low, high)| (step as f64, low, high)));
    }
    line
}

/// The same line of `metric` in every one of `trials`.
pub(crate) fn line_of(trials: &[&CellRecord], metric: Metric, layer: Option<usize>) -> Line {
    line(&trials.iter().map(|cell| curve(cell, metric, layer)).collect::<Vec<_>>())
}

/// The last of all steps recorded of `metrics`.
pub(crate) fn last_step(cells: &[&CellRecord], metrics: &[Metric]) -> u64 {
    let points = cells.iter().flat_map(|cell| &cell.curves);
    points.filter(|point| metrics.contains(&point.metric)).map(|point| point.step).max().unwrap_or(0)
}

/// The steps from 0 to `last` as an axis of whole numbers.
pub(crate) fn steps(last: u64, name: &str, room: Room) -> Axis {
    let last = last.max(1) as f64;
    let pad = 0.02 * last;
    let mut axis = Axis::whole(-pad, last + pad, room);
    axis.label = Some(name.to_owned());
    axis
}

/// Which of `trials` diverged and when, in a few words; empty where none did.
pub(crate) fn divergence(trials: &[&CellRecord]) -> String {
    let diverged: Vec<u64> = trials.iter().filter_map(|cell| cell.diverged).collect();
    match diverged.iter().min() {
        None => String::new(),
        Some(step) if trials.len() == 1 => format!("diverged at step {step}"),
        Some(step) => format!("{} of {} diverged, first: step {step}", diverged.len(), trials.len()),
    }
}

/// How the network was trained, in the words of its record.
pub(crate) fn schedule(cells: &[&CellRecord], naming: Naming<'_>) -> Option<String> {
    let training = cells.first()?.settings.training.as_ref()?;
    // A setting that varies is in the title.
    let varied = naming.others(cells.first()?).iter().any(|(axis, _)| *axis == "optimizer");
    let batch = format!("batches of {}", training.batch);
    Some(if varied { batch } else { format!("{}, {batch}", training.optimizer) })
}

/// `notes` with what is to be said of trials.
pub(crate) fn with_trials(mut notes: Vec<String>, cells: &[&CellRecord], lines: usize) -> String {
    if lines < cells.len() {
        notes.push("line: median, band: all trials".to_owned());
    }
    notes.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_where_half_of_its_trials_have_diverged() {
        let curves = [
            vec![(0, Some(2.0)), (1, Some(1.0)), (2, Some(0.5))],
            vec![(0, Some(3.0)), (1, Some(5.0)), (2, None)],
            vec![(0, Some(4.0)), (1, None)],
        ];
        let line = line(&curves);
        assert_eq!(line.medians, [(0.0, Some(3.0)), (1.0, Some(3.0)), (2.0, None)]);
        assert_eq!(line.extents, [(0.0, 2.0, 4.0), (1.0, 1.0, 5.0)]);
    }

    #[test]
    fn trials_without_the_metric_are_not_counted() {
        assert_eq!(line(&[vec![(0, Some(1.0))], Vec::new(), Vec::new()]).medians, [(0.0, Some(1.0))]);
        assert_eq!(line(&[]), Line::default());
    }
}
