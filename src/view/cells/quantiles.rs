//! Quantiles of values that are known by their histogram.

use crate::record::{RangeKind, Site};
use crate::stats::Histogram;

/// How values are spread: rising values, each with the share of all values up to it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quantiles {
    knots: Vec<(f64, f64)>,
}

impl Quantiles {
    /// Of the finite values of `site`; `None` where there is no histogram of any. Values that are exactly 0 stand
    /// where they are, not spread over their bin.
    pub(crate) fn of(site: &Site) -> Option<Self> {
        let values = site.histograms.iter().find(|found| found.range != RangeKind::Decades)?;
        let summary = &site.summary;
        let zeros = summary.zero_fraction.unwrap_or(0.0) * summary.count as f64;
        let Histogram { low, high, .. } = values.histogram;
        Self::new(&values.histogram, (summary.min.unwrap_or(low), summary.max.unwrap_or(high)), zeros)
    }

    /// Of the logarithms of the values of `site`; zeros lie below all others and have no place.
    pub(crate) fn of_decades(site: &Site) -> Option<Self> {
        let decades = site.histograms.iter().find(|found| found.range == RangeKind::Decades)?;
        let Histogram { low, high, .. } = decades.histogram;
        let ends = [site.summary.min, site.summary.max].map(|end| end.filter(|end| *end > 0.0));
        let ends = (ends[0].map_or(low, f64::log10), ends[1].map_or(high, f64::log10));
        Self::new(&decades.histogram, ends, 0.0)
    }

    /// Of the values in `histogram` between `least` and `most`, evenly spread within each bin but for `zeros`.
    fn new(histogram: &Histogram, (least, most): (f64, f64), zeros: f64) -> Option<Self> {
        let Histogram { low, high, counts, below, above, .. } = histogram;
        let total = (histogram.total() - histogram.non_finite) as f64;
        if total == 0.0 || !(least.is_finite() && most.is_finite() && (high - low).is_finite()) {
            return None;
        }
        let mut knots = Vec::new();
        let mut seen = *below as f64;
        if *below > 0 && least < *low {
            knots.push((least, 0.0));
        }
        let mut zeros = zeros;
        let edge = |bin: usize| low + (high - low) * (bin as f64 / counts.len() as f64);
        for (bin, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let (from, to) = (edge(bin).clamp(least, most), edge(bin + 1).clamp(least, most));
            let (count, width) = (*count as f64, to - from);
            knots.push((from, seen));
            if zeros > 0.0 && from <= 0.0 && 0.0 <= to {
                let here = zeros.min(count);
                let before = if width > 0.0 { (count - here) * (-from / width) } else { 0.0 };
                knots.extend([(0.0, seen + before), (0.0, seen + before + here)]);
                zeros = 0.0;
            }
            seen += count;
            knots.push((to, seen));
        }
        if *above > 0 && most > *high {
            knots.extend([(*high, seen), (most, total)]);
        }
        knots.iter_mut().for_each(|(_, share)| *share /= total);
        Some(Self { knots })
    }

    /// The value that a share of all values does not exceed; `None` where it has no place.
    pub(crate) fn at(&self, share: f64) -> Option<f64> {
        let after = self.knots.partition_point(|(_, up_to)| *up_to < share);
        let (to, upper) = *self.knots.get(after)?;
        let (from, lower) = match after.checked_sub(1) {
            Some(before) => self.knots[before],
            None => return (upper <= share).then_some(to),
        };
        Some(from + (to - from) * ((share - lower) / (upper - lower)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(low: f64, high: f64, counts: &[u64], (below, above): (u64, u64)) -> Histogram {
        Histogram { low, high, counts: counts.to_vec(), below, above, non_finite: 3 }
    }

    fn at(quantiles: &Quantiles, shares: [f64; 3]) -> [Option<f64>; 3] {
        shares.map(|share| quantiles.at(share).map(|value| (value * 1e9).round() / 1e9))
    }

    #[test]
    fn values_are_evenly_spread_between_the_edges_of_their_bins_and_the_extremes() {
        let even = histogram(0.0, 4.0, &[10, 10, 10, 10], (0, 0));
        let found = Quantiles::new(&even, (0.0, 4.0), 0.0).unwrap();
        assert_eq!(at(&found, [0.05, 0.5, 0.975]), [Some(0.2), Some(2.0), Some(3.9)]);
        // All values are in one bin, whose edges they do not reach.
        let narrow = histogram(-1.0, 1.0, &[40, 0], (0, 0));
        let found = Quantiles::new(&narrow, (-0.2, -0.1), 0.0).unwrap();
        assert_eq!(at(&found, [0.0, 0.5, 1.0]), [Some(-0.2), Some(-0.15), Some(-0.1)]);
    }

    #[test]
    fn values_beyond_the_bins_reach_to_the_extremes() {
        let cut = histogram(0.0, 1.0, &[5, 5], (5, 5));
        let found = Quantiles::new(&cut, (-1.0, 3.0), 0.0).unwrap();
        assert_eq!(at(&found, [0.125, 0.5, 0.875]), [Some(-0.5), Some(0.5), Some(2.0)]);
    }

    #[test]
    fn half_of_a_rectified_layer_is_0_and_not_spread_over_its_bin() {
        let rectified = histogram(0.0, 3.0, &[70, 20, 10], (0, 0));
        let found = Quantiles::new(&rectified, (0.0, 3.0), 50.0).unwrap();
        assert_eq!(at(&found, [0.25, 0.5, 0.6]), [Some(0.0), Some(0.0), Some(0.5)]);
    }

    #[test]
    fn what_lies_below_all_places_has_none() {
        let lost = histogram(-2.0, 0.0, &[10, 10], (20, 0));
        let found = Quantiles::new(&lost, (-2.0, 0.0), 0.0).unwrap();
        assert_eq!(at(&found, [0.25, 0.75, 1.0]), [None, Some(-1.0), Some(0.0)]);
        assert_eq!(Quantiles::new(&histogram(0.0, 1.0, &[0], (0, 0)), (0.0, 1.0), 0.0), None);
    }

    #[test]
    fn equal_values_are_their_own_quantiles() {
        let point = histogram(0.5, 1.5, &[0, 9], (0, 0));
        let found = Quantiles::new(&point, (1.0, 1.0), 0.0).unwrap();
        assert_eq!(at(&found, [0.05, 0.5, 0.95]), [Some(1.0); 3]);
    }
}
