//! One number per layer over all trials of a line: the lines of depth figures.

use crate::record::Site;
use crate::stats::median;
use crate::view::plots::line;
use crate::view::plots::line::Line;

/// The trials of one line at one layer.
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
    /// Whether rounding decides in some trial what the input does.
    pub rounded: bool,
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
            extent: line::extent(&seen),
            zero: here().any(|site| number(site) == Some(0.0)),
            non_finite: here().any(|site| site.summary.non_finite > 0),
            rounded: here().any(|site| site.summary.below_resolution),
        }
    };
    layers.iter().map(point).collect()
}

/// The points as a line.
pub(crate) fn line(points: &[Point]) -> Line {
    let at = |point: &Point| point.layer as f64;
    let extent = |point: &Point| point.extent.map(|(low, high)| (at(point), low, high));
    Line {
        medians: points.iter().map(|point| (at(point), point.median)).collect(),
        extents: points.iter().filter_map(extent).collect(),
    }
}

/// Why points are missing and from which place on, in a few words; empty where none are.
pub(crate) fn gap(points: &[Point], place: &str) -> String {
    let Some(first) = points.iter().find(|point| point.median.is_none()) else {
        return String::new();
    };
    let reason = match first {
        point if point.non_finite => "non-finite",
        point if point.zero => "0",
        // Said of all lines at once.
        point if point.rounded => return String::new(),
        _ => "undefined",
    };
    if first.layer <= 1 { reason.to_owned() } else { format!("{reason} from {place} {}", first.layer) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_name_their_reason_and_start() {
        let point = |layer, median, zero| Point {
            layer,
            median,
            extent: None,
            zero,
            non_finite: false,
            rounded: false,
        };
        assert_eq!(gap(&[point(1, Some(1.0), false)], "layer"), "");
        assert_eq!(gap(&[point(0, Some(1.0), false), point(1, None, true)], "layer"), "0");
        assert_eq!(gap(&[point(1, Some(1.0), false), point(2, None, true)], "step"), "0 from step 2");
        assert_eq!(gap(&[point(1, None, false)], "layer"), "undefined");
    }
}
