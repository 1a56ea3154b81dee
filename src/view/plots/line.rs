//! Lines of medians in bands of all trials, as far as an axis shows them.

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

    /// Whether there is a number within `range`.
    pub(crate) fn is_within(&self, (low, high): (f64, f64)) -> bool {
        self.medians.iter().filter_map(|(_, value)| *value).any(|value| low <= value && value <= high)
    }

    /// The band of all trials as far as `range` reaches, where it has a width.
    fn band(&self, style: LineStyle, (low, high): (f64, f64)) -> Option<Mark> {
        let clip = |value: f64| value.clamp(low, high);
        let shown = |(_, a, b): &&(f64, f64, f64)| *a < high && *b > low;
        let points: Vec<_> =
            self.extents.iter().filter(shown).map(|(at, a, b)| (*at, clip(*a), clip(*b))).collect();
        let wide = points.len() > 1 && points.iter().any(|(_, low, high)| low < high);
        wide.then_some(Mark::Band { points, colour: style.colour })
    }

    /// The medians as far as `range` reaches.
    pub(crate) fn median(&self, style: LineStyle, range: (f64, f64)) -> Option<Mark> {
        let points = up_to_the_edge(&self.medians, range);
        (!points.is_empty()).then_some(Mark::Line { points, style })
    }
}

/// The bands of `lines`, and what lies over them.
pub(crate) fn marks(lines: &[(Line, LineStyle)], range: (f64, f64)) -> Vec<Mark> {
    let bands = bands(lines, range);
    bands.chain(lines.iter().filter_map(|(line, style)| line.median(*style, range))).collect()
}

/// The bands alone.
pub(crate) fn bands(lines: &[(Line, LineStyle)], range: (f64, f64)) -> impl Iterator<Item = Mark> {
    lines.iter().filter_map(move |(line, style)| line.band(*style, range))
}

/// The smallest and the largest of `values`.
pub(crate) fn extent(values: &[f64]) -> Option<(f64, f64)> {
    let smallest = values.iter().copied().min_by(f64::total_cmp)?;
    Some((smallest, values.iter().copied().max_by(f64::total_cmp)?))
}

/// The line as far as an axis shows it: it ends on the edge, as going on along it would look like a
/// value that stays.
fn up_to_the_edge(points: &[(f64, Option<f64>)], (low, high): (f64, f64)) -> Vec<(f64, Option<f64>)> {
    // A share may exceed 1 by a rounding error.
    let shown = |(_, value): &(f64, Option<f64>)| {
        value.is_some_and(|value| low <= value && value <= high * (1.0 + 1e-9))
    };
    let near = |index: usize| {
        let neighbours = points[index.saturating_sub(1)..].iter().take(if index == 0 { 2 } else { 3 });
        neighbours.into_iter().any(shown)
    };
    let place = |(index, (at, value)): (usize, &(f64, Option<f64>))| {
        (*at, value.filter(|_| near(index)).map(|value| value.clamp(low, high)))
    };
    points.iter().enumerate().map(place).collect()
}
