//! One number per layer over all trials of an initialization: the lines of depth figures.

use crate::record::Site;
use crate::stats::median;

/// The trials of one initialization at one layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point {
    /// Layer; 0 is the input.
    pub layer: usize,
    /// Median over the trials with a number that can be drawn; `None` where there is none.
    pub median: Option<f64>,
    /// Smallest and largest such number.
    pub extent: Option<(f64, f64)>,
    /// Whether some trial was exactly zero.
    pub zero: bool,
    /// Whether some trial saw NaN or infinite values.
    pub non_finite: bool,
}

/// Reads `number` at every layer of the `sites`, where it is `drawable`: above zero on a log axis.
pub(crate) fn over_layers(
    sites: &[&Site],
    number: fn(&Site) -> Option<f64>,
    drawable: impl Fn(f64) -> bool,
) -> Vec<Point> {
    let mut layers: Vec<usize> = sites.iter().map(|site| site.layer).collect();
    layers.sort_unstable();
    layers.dedup();
    let point = |&layer: &usize| {
        let here = || sites.iter().filter(move |site| site.layer == layer);
        let seen: Vec<f64> = here()
            .filter_map(|site| number(site))
            .filter(|number| number.is_finite() && drawable(*number))
            .collect();
        Point {
            layer,
            median: median(&seen),
            extent: extent(&seen),
            zero: here().any(|site| number(site) == Some(0.0)),
            non_finite: here().any(|site| site.summary.non_finite > 0),
        }
    };
    layers.iter().map(point).collect()
}

/// The smallest and the largest of `values`.
pub(crate) fn extent(values: &[f64]) -> Option<(f64, f64)> {
    let smallest = values.iter().copied().min_by(f64::total_cmp)?;
    Some((smallest, values.iter().copied().max_by(f64::total_cmp)?))
}

/// The line as far as an axis shows it: it ends on the edge, as going on along it would look like a
/// value that stays.
pub(crate) fn up_to_the_edge(
    points: &[(f64, Option<f64>)],
    (low, high): (f64, f64),
) -> Vec<(f64, Option<f64>)> {
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

/// Why points are missing and from which layer on, in a few words; empty where none are.
pub(crate) fn gap(points: &[Point]) -> String {
    let Some(first) = points.iter().find(|point| point.median.is_none()) else {
        return String::new();
    };
    let reason = match first {
        point if point.non_finite => "non-finite",
        point if point.zero => "0",
        _ => "undefined",
    };
    if first.layer <= 1 { format!(" ({reason})") } else { format!(" ({reason} from layer {})", first.layer) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_name_their_reason_and_start() {
        let point = |layer, median, zero| Point { layer, median, extent: None, zero, non_finite: false };
        assert_eq!(gap(&[point(1, Some(1.0), false)]), "");
        assert_eq!(gap(&[point(0, Some(1.0), false), point(1, None, true)]), " (0)");
        assert_eq!(gap(&[point(1, Some(1.0), false), point(2, None, true)]), " (0 from layer 2)");
        assert_eq!(gap(&[point(1, None, false)]), " (undefined)");
    }
}
