//! Lines of medians in bands of all trials. They hold every number: what lies beyond an axis is cut where it is
//! drawn, so that none is moved.

use crate::view::figure::{LineStyle, Mark};

/// The trials of one line, against steps, layers or a swept setting.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    /// Median at each place; `None` where there is none to be drawn.
    pub medians: Vec<(f64, Option<f64>)>,
    /// Smallest and largest number, where there is a median.
    pub extents: Vec<(f64, f64, f64)>,
}

impl Line {
    /// Smallest and largest numbers.
    pub(crate) fn ranges(&self) -> impl Iterator<Item = (f64, f64)> {
        self.extents.iter().map(|(_, low, high)| (*low, *high))
    }

    /// The last place, and the median there if there is one.
    pub(crate) fn last(&self) -> Option<(f64, Option<f64>)> {
        self.medians.last().copied()
    }

    /// The band of all trials, where it has a width.
    fn band(&self, style: LineStyle) -> Option<Mark> {
        let wide = self.extents.len() > 1 && self.ranges().any(|(low, high)| low < high);
        wide.then(|| Mark::Band { points: self.extents.clone(), colour: style.colour })
    }

    /// The medians.
    pub(crate) fn median(&self, style: LineStyle) -> Option<Mark> {
        let seen = self.medians.iter().any(|(_, value)| value.is_some());
        seen.then(|| Mark::Line { points: self.medians.clone(), style })
    }
}

/// The bands of `lines`, and what lies over them.
pub(crate) fn marks(lines: &[(Line, LineStyle)]) -> Vec<Mark> {
    let bands = lines.iter().filter_map(|(line, style)| line.band(*style));
    bands.chain(lines.iter().filter_map(|(line, style)| line.median(*style))).collect()
}

/// The smallest and the largest of `values`.
pub(crate) fn extent(values: &[f64]) -> Option<(f64, f64)> {
    let smallest = values.iter().copied().min_by(f64::total_cmp)?;
    Some((smallest, values.iter().copied().max_by(f64::total_cmp)?))
}
