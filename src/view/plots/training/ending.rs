//! What training came to: one number for all trials of a cell, or why there is none.

use crate::record::{CellRecord, Metric};
use crate::stats::median;

use crate::view::plots::line;

/// The end of training by one metric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Ending {
    /// The number.
    At(f64),
    /// Training did not come to an end: its loss was not finite.
    Diverged,
    /// What the metric waits for did not happen.
    Never,
}

impl Ending {
    /// The end of `cell`; `None` where the metric was not recorded.
    fn of(cell: &CellRecord, metric: Metric) -> Option<Self> {
        let waits = metric == Metric::StepsToTarget;
        let last = cell.curves.iter().rev().find(|point| point.metric == metric && point.layer.is_none());
        let value = last.and_then(|point| point.value).filter(|value| value.is_finite());
        match (value, cell.diverged) {
            // What happened before training diverged did happen.
            (Some(value), None) => Some(Self::At(value)),
            (Some(value), Some(_)) if waits => Some(Self::At(value)),
            (_, Some(_)) if !cell.curves.is_empty() => Some(Self::Diverged),
            _ if waits => last.map(|_| Self::Never),
            _ => last.map(|_| Self::Diverged),
        }
    }

    /// The median of `trials` where more than half of them have a number, as one over the few that
    /// did not diverge would look like a success; else what became of most others. Waiting that
    /// was in vain counts as long.
    pub(crate) fn median(trials: &[&CellRecord], metric: Metric) -> Option<Self> {
        let all: Vec<Self> = trials.iter().filter_map(|cell| Self::of(cell, metric)).collect();
        let count = |ending| all.iter().filter(|one| **one == ending).count();
        let (diverged, never) = (count(Self::Diverged), count(Self::Never));
        let mut numbers = numbers(&all);
        if 2 * numbers.len() <= all.len() {
            let ending = if diverged >= never { Self::Diverged } else { Self::Never };
            return (!all.is_empty()).then_some(ending);
        }
        if metric == Metric::StepsToTarget {
            numbers.resize(all.len(), f64::INFINITY);
        }
        median(&numbers).map(Self::At)
    }

    /// Smallest and largest number of `trials`.
    pub(crate) fn extent(trials: &[&CellRecord], metric: Metric) -> Option<(f64, f64)> {
        let all: Vec<Self> = trials.iter().filter_map(|cell| Self::of(cell, metric)).collect();
        line::extent(&numbers(&all))
    }

    /// The number, if it is one.
    pub(crate) fn number(self) -> Option<f64> {
        match self {
            Self::At(number) => Some(number),
            Self::Diverged | Self::Never => None,
        }
    }
}

fn numbers(all: &[Ending]) -> Vec<f64> {
    all.iter().filter_map(|ending| ending.number()).collect()
}
