//! Numbers as bars of one character each.

use crate::number::significant;
use crate::stats::median;

/// Characters of a sparkline of counts or of a course.
pub(crate) const SPARKS: usize = 8;

const BARS: [char; 7] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇'];

/// Decades that a scale spans at most: of more, a bar of one decade and the next would be alike.
const DECADES: i32 = 6;

/// Counts as bars of one character each; no bar at all for none.
pub fn sparkline(counts: &[u64]) -> String {
    // Every bin falls into the group of its middle: 30 bins make groups of three and four.
    let mut groups = [(0u64, 0u64); SPARKS];
    for (bin, count) in counts.iter().enumerate() {
        let (sum, bins) = &mut groups[(2 * bin + 1) * SPARKS / (2 * counts.len())];
        *sum += count;
        *bins += 1;
    }
    // Means, so that the larger groups do not stand out.
    bars(groups.map(|(sum, bins)| sum as f64 / bins.max(1) as f64))
}

/// Heights as bars, from zero to the highest; no bar for zero.
pub(crate) fn bars(heights: [f64; SPARKS]) -> String {
    let highest = heights.iter().copied().fold(0.0, f64::max);
    let bar = |height: f64| match height {
        0.0 => ' ',
        height => BARS[((height / highest * BARS.len() as f64).ceil() as usize).clamp(1, BARS.len()) - 1],
    };
    heights.map(bar).iter().collect()
}

/// Places of at most `most` of `count` things, two or more: the first, the last and others evenly between.
pub(crate) fn evenly(count: usize, most: usize) -> Vec<usize> {
    let shown = count.min(most);
    let place = |index| (index * count.saturating_sub(1) + shown.saturating_sub(1) / 2) / (shown.max(2) - 1);
    (0..shown).map(place).collect()
}

/// Bars for the logarithm of sizes, in whole decades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LogScale {
    low: i32,
    high: i32,
}

impl LogScale {
    /// What stands for a size below the scale, and above it.
    pub(crate) const BEYOND: [char; 2] = ['↓', '↑'];

    /// What stands for no number.
    pub(crate) const NONE: char = '×';

    /// A scale for all `sizes`, or where these span too many decades, around the median of those that `start`.
    pub(crate) fn of(sizes: impl Iterator<Item = f64>, start: impl Iterator<Item = f64>) -> Self {
        let logs = |sizes: &mut dyn Iterator<Item = f64>| -> Vec<f64> {
            let sizes = sizes.filter(|size| *size > 0.0 && size.is_finite());
            sizes.map(f64::log10).collect()
        };
        let (all, start) = (logs(&mut { sizes }), logs(&mut { start }));
        let Some(middle) = median(if start.is_empty() { &all } else { &start }) else {
            return Self { low: 0, high: 1 };
        };
        let low = all.iter().copied().fold(f64::INFINITY, f64::min).floor() as i32;
        let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max).ceil() as i32;
        let half = DECADES / 2;
        let middle = (middle.round() as i32).clamp(low + half, (high - half).max(low + half));
        match high - low {
            0 => Self { low: low - 1, high: high + 1 },
            1..=DECADES => Self { low, high },
            _ => Self { low: middle - half, high: middle + half },
        }
    }

    /// The bar of a size.
    pub(crate) fn bar(self, size: Option<f64>) -> char {
        let [below, above] = Self::BEYOND;
        let Some(log) = size.map(f64::log10).filter(|log| !log.is_nan()) else { return Self::NONE };
        let (low, high) = (f64::from(self.low), f64::from(self.high));
        let step = (log - low) / (high - low) * BARS.len() as f64;
        match log {
            log if log < low => below,
            log if log > high => above,
            _ => BARS[(step as usize).min(BARS.len() - 1)],
        }
    }
}

impl std::fmt::Display for LogScale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [low, high] = [self.low, self.high].map(|decade| significant(10f64.powi(decade), 1));
        write!(f, "{}{low} {}{high}", BARS[0], BARS[BARS.len() - 1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sparklines_show_where_the_counts_are() {
        let mut counts = vec![0; 30];
        (counts[0], counts[29]) = (100, 50);
        assert_eq!(sparkline(&counts), "▇      ▄");
        assert_eq!(sparkline(&[5; 30]), "▇▇▇▇▇▇▇▇");
        assert_eq!(sparkline(&[0; 30]), "        ");
        assert_eq!(sparkline(&[1]).trim(), "▇");
    }

    #[test]
    fn a_few_of_many_are_spread_evenly_with_both_ends() {
        assert_eq!(evenly(21, 5), [0, 5, 10, 15, 20]);
        assert_eq!(evenly(50, 5), [0, 12, 25, 37, 49]);
        assert_eq!(evenly(5, 2), [0, 4]);
        assert_eq!(evenly(3, 5), [0, 1, 2]);
        assert_eq!((evenly(1, 5), evenly(0, 5)), (vec![0], vec![]));
    }

    fn drawn(sizes: &[f64]) -> (String, String) {
        let scale = LogScale::of(sizes.iter().copied(), std::iter::once(1.0));
        (scale.to_string(), sizes.iter().map(|size| scale.bar(Some(*size))).collect())
    }

    #[test]
    fn a_constant_factor_is_a_straight_flight_of_bars() {
        let sizes: Vec<f64> = (0..7).map(|decade| 10f64.powf(f64::from(decade) * 6.0 / 7.0 - 2.99)).collect();
        assert_eq!(drawn(&sizes), ("▁0.001 ▇1e3".to_owned(), "▁▂▃▄▅▆▇".to_owned()));
    }

    #[test]
    fn what_lies_beyond_six_decades_is_an_arrow_and_no_bar() {
        let (words, bars) = drawn(&[1e-40, 0.0, 0.5, 1.0, 2.0, 1e30, f64::INFINITY]);
        assert_eq!((words.as_str(), bars.as_str()), ("▁0.001 ▇1e3", "↓↓▄▄▄↑↑"));
        // At the edge of all numbers the scale does not reach beyond them.
        assert_eq!(drawn(&[1e-9, 1e-8, 1e-8, 1e-8, 1e-8, 1.0]).0, "▁1e-6 ▇1");
    }

    #[test]
    fn no_number_is_no_bar() {
        let scale = LogScale::of(std::iter::empty(), std::iter::empty());
        assert_eq!([None, Some(f64::NAN)].map(|size| scale.bar(size)), ['×', '×']);
        assert_eq!(drawn(&[1.0, 1.0]), ("▁0.1 ▇10".to_owned(), "▄▄".to_owned()));
    }
}
