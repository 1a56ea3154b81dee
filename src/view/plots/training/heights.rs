//! The y axis of losses, accuracies and counts of steps.

use crate::number;
use crate::record::{CellRecord, Metric};
use crate::stats::median;

use crate::view::figure::{Axis, LineStyle};
use crate::view::plots::line::Line;
use crate::view::plots::signal::aspect::Scale;

/// Decades that numbers span before their axis counts decades.
const DECADES: f64 = 1.5;
/// What is drawn of a loss on an even axis, as a multiple of the median of the first losses.
const MOST: f64 = 4.0;
/// What is drawn of a loss on an axis of decades.
pub(crate) const RANGE: (f64, f64) = (1e-6, 1e6);

/// What is drawn of numbers that may be negative: no free energy of a machine that learns is beyond.
const SIGNED: (f64, f64) = (-1e6, 1e6);

/// What is drawn of a loss on an axis of decades, as a multiple of that of guessing.
const GUESSES: f64 = 4.0;

/// The loss of a network that gives every class the same probability, where that is what is minimised.
pub(crate) fn guessing(cell: &CellRecord) -> Option<(usize, f64)> {
    let settings = &cell.settings;
    let classes = settings.readout.filter(|classes| *classes > 1)?;
    let entropy = settings.training.as_ref().is_some_and(|training| training.loss == "cross-entropy");
    entropy.then(|| (classes, (classes as f64).ln()))
}

/// The largest loss of `cells` that is told apart: it is some times that of guessing, where there is one.
pub(crate) fn top(cells: &[&CellRecord]) -> f64 {
    cells.iter().find_map(|cell| guessing(cell)).map_or(RANGE.1, |(_, loss)| GUESSES * loss)
}

/// An axis for lines, and what of them it shows.
#[derive(Clone, Debug)]
pub(crate) struct Heights {
    /// The axis.
    pub axis: Axis,
    /// Smallest and largest number that is drawn.
    pub range: (f64, f64),
}

impl Heights {
    /// An axis for `lines` of `metric`; on one of decades no more than `top` is drawn of a loss.
    pub(crate) fn new(lines: &[(Line, LineStyle)], metric: Metric, top: f64, ticks: i32) -> Self {
        let lines: Vec<&Line> = lines.iter().map(|(line, _)| line).collect();
        Self::of(&lines, metric, top, ticks)
    }

    /// The same for the lines of several panels.
    pub(crate) fn of(lines: &[&Line], metric: Metric, top: f64, ticks: i32) -> Self {
        let (scale, range) = match metric {
            _ if metric.range().1 == 1.0 => (Scale::Share, (0.0, 1.0)),
            Metric::StepsToTarget => counted(lines),
            _ if metric.range().0 < 0.0 => (Scale::Even, SIGNED),
            _ => spacing(lines, top),
        };
        // A line that ends far off would leave the others no room, and is not seen anyhow.
        let ends = |line: &&&Line| line.ranges().last().is_some_and(|(least, _)| least <= range.1);
        let mut axis = scale.axis(lines.iter().filter(ends).flat_map(|line| line.ranges()), range, ticks);
        if scale == Scale::Even && range.0 == 0.0 {
            axis = Axis::up(0.0, axis.high, 6, ticks);
        }
        let range = (range.0, range.1.min(axis.high));
        Self { axis, range }
    }

    /// What is not shown of `lines`, in a few words.
    pub(crate) fn clipped<'a>(
        &self,
        lines: impl IntoIterator<Item = &'a Line>,
        name: &str,
    ) -> Option<String> {
        let (_, high) = self.range;
        let mut extents = lines.into_iter().flat_map(Line::ranges);
        let over = extents.any(|(_, most)| most > high * (1.0 + 1e-9));
        over.then(|| format!("clipped: {name} > {}", number::short(high)))
    }
}

/// How losses are spaced, and which of them are shown: by decades where they fall far and none is 0.
fn spacing(lines: &[&Line], top: f64) -> (Scale, (f64, f64)) {
    let least = least(lines);
    let first = lines.iter().filter_map(|line| line.ranges().next());
    let first: Vec<f64> = first.map(|(_, most)| most).collect();
    let usual = median(&first).unwrap_or(1.0);
    if least > 0.0 && (usual / least).log10() > DECADES {
        return (Scale::Decades, (RANGE.0, RANGE.1.min(top)));
    }
    (Scale::Even, (0.0, if usual > 0.0 { MOST * usual } else { f64::MAX }))
}

/// How counts are spaced: all of them are shown.
fn counted(lines: &[&Line]) -> (Scale, (f64, f64)) {
    let (least, most) = (least(lines), extents(lines).map(|(_, most)| most).fold(0.0, f64::max));
    let far = least > 0.0 && (most / least).log10() > DECADES;
    if far { (Scale::Decades, (1.0, f64::MAX)) } else { (Scale::Even, (0.0, f64::MAX)) }
}

fn extents<'a>(lines: &'a [&Line]) -> impl Iterator<Item = (f64, f64)> + 'a {
    lines.iter().flat_map(|line| line.ranges())
}

fn least(lines: &[&Line]) -> f64 {
    extents(lines).map(|(least, _)| least).fold(f64::INFINITY, f64::min)
}
