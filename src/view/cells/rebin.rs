//! Histograms of different ranges on one common axis.

use crate::stats::Histogram;

/// Whether bars have a width.
pub(crate) fn drawable(histogram: &Histogram) -> bool {
    let span = histogram.high - histogram.low;
    span.is_finite() && span > 0.0 && !histogram.counts.is_empty()
}

/// The counts of a histogram, or the one number that all its values are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Spread<'a> {
    /// Equal bins.
    Bins(&'a Histogram),
    /// So many values at one place, of which all counted values are the given share.
    Point(f64, f64),
}

impl<'a> Spread<'a> {
    /// The values in `histogram`, whose smallest and largest are `ends`; `None` where nothing of
    /// them has a place.
    pub(crate) fn new(histogram: &'a Histogram, ends: Option<(f64, f64)>) -> Option<Self> {
        let inside = histogram.inside() as f64 / histogram.total().max(1) as f64;
        match ends {
            _ if inside == 0.0 => None,
            Some((low, high)) if low == high => low.is_finite().then_some(Self::Point(low, inside)),
            _ => drawable(histogram).then_some(Self::Bins(histogram)),
        }
    }

    /// The share of all values in each of `rows` equal rows over `[low, high]`: a bin that lies in
    /// several rows is split in proportion.
    pub(crate) fn shares(self, (low, high): (f64, f64), rows: usize) -> Vec<f64> {
        let mut shares = vec![0.0; rows];
        let place = |value: f64| (value - low) / (high - low) * rows as f64;
        let at_one = |shares: &mut [f64], row: f64, share: f64| {
            if let Some(slot) = shares.get_mut((row.max(0.0) as usize).min(rows.saturating_sub(1))) {
                *slot += if (0.0..=rows as f64).contains(&row) { share } else { 0.0 };
            }
        };
        match self {
            Self::Point(at, share) => at_one(&mut shares, place(at), share),
            Self::Bins(histogram) => {
                let total = histogram.total() as f64;
                let filled = histogram.counts.iter().enumerate().filter(|(_, count)| **count > 0);
                for (bin, count) in filled {
                    let (from, to) = (place(edge(histogram, bin)), place(edge(histogram, bin + 1)));
                    let width = to - from;
                    // A bin too narrow for its edges to differ is a point, on the edge of a row too.
                    if width <= 0.0 {
                        at_one(&mut shares, from, *count as f64 / total);
                        continue;
                    }
                    let first = (from.max(0.0) as usize).min(rows);
                    let past = (to.ceil().max(0.0) as usize).min(rows).max(first);
                    for (row, slot) in (first..past).zip(&mut shares[first..past]) {
                        let part = (to.min(row as f64 + 1.0) - from.max(row as f64)).max(0.0);
                        *slot += *count as f64 / total * (part / width);
                    }
                }
            }
        }
        shares
    }

    /// The share of all values under `value`.
    pub(crate) fn under(self, value: f64) -> f64 {
        match self {
            Self::Point(at, share) => {
                if at < value {
                    share
                } else {
                    0.0
                }
            }
            Self::Bins(histogram) => {
                let passed = |bin: usize| {
                    let (from, to) = (edge(histogram, bin), edge(histogram, bin + 1));
                    if to > from {
                        ((value - from) / (to - from)).clamp(0.0, 1.0)
                    } else {
                        f64::from(u8::from(value > from))
                    }
                };
                let counts = histogram.counts.iter().enumerate();
                let inside: f64 = counts.map(|(bin, count)| *count as f64 * passed(bin)).sum();
                (histogram.below as f64 + inside) / histogram.total() as f64
            }
        }
    }
}

/// The left edge of a bin.
fn edge(histogram: &Histogram, bin: usize) -> f64 {
    let share = bin as f64 / histogram.counts.len() as f64;
    histogram.low + (histogram.high - histogram.low) * share
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(low: f64, high: f64, counts: &[u64]) -> Histogram {
        Histogram { low, high, counts: counts.to_vec(), below: 0, above: 0, non_finite: 0 }
    }

    #[test]
    fn bins_are_split_in_proportion_and_nothing_is_lost() {
        let found = histogram(0.0, 2.0, &[30, 10]);
        let bins = Spread::Bins(&found);
        assert_eq!(bins.shares((0.0, 2.0), 2), [0.75, 0.25]);
        assert_eq!(bins.shares((0.0, 2.0), 4), [0.375, 0.375, 0.125, 0.125]);
        assert_eq!(bins.shares((-1.0, 3.0), 4), [0.0, 0.75, 0.25, 0.0]);
        // Rows half as wide again as bins.
        let halves = bins.shares((0.0, 3.0), 2);
        assert!((halves[0] - 0.875).abs() < 1e-12 && (halves[1] - 0.125).abs() < 1e-12);
        // What lies beyond the axis is nowhere.
        assert_eq!(bins.shares((0.5, 1.0), 1), [0.375]);
    }

    #[test]
    fn bins_too_narrow_for_their_edges_are_points_on_edges_of_rows_too() {
        // Edges a thousandth of a rounding apart, where two rows meet and at the end of the last.
        for at in [0.0, 1.0, 2.0] {
            let found = histogram(at, at + 1e-19, &[3, 5]);
            let shares = Spread::Bins(&found).shares((0.0, 2.0), 2);
            assert_eq!(shares.iter().sum::<f64>(), 1.0, "{at}: {shares:?}");
        }
    }

    #[test]
    fn equal_values_are_a_point_whatever_the_width_of_their_bin() {
        let found = histogram(-0.5, 0.5, &[0, 9, 0]);
        let point = Spread::new(&found, Some((0.0, 0.0))).unwrap();
        assert_eq!(point, Spread::Point(0.0, 1.0));
        assert_eq!(point.shares((-1e-6, 1e-6), 4), [0.0, 0.0, 1.0, 0.0]);
        assert_eq!(point.shares((1.0, 2.0), 2), [0.0, 0.0]);
    }

    #[test]
    fn nothing_has_no_place() {
        assert_eq!(Spread::new(&histogram(0.0, 1.0, &[0, 0]), None), None);
        assert_eq!(Spread::new(&histogram(0.0, 0.0, &[3]), None), None);
        assert_eq!(Spread::new(&histogram(f64::MIN, f64::MAX, &[3]), None), None);
    }
}
