//! Counting values by their logarithm.

use super::{Bins, Histogram};

impl Histogram {
    /// `values`, none of them negative, in bins that are equal in log10, whose edges are decades: from
    /// the smallest to the largest that is finite and not zero. Zeros, which have no logarithm, are
    /// counted as `below`.
    ///
    /// ```
    /// use initscope::stats::Histogram;
    ///
    /// let found = Histogram::of_decades(&[0.0, 0.01, 0.1, 20.0, 100.0], 2);
    /// assert_eq!((found.low, found.high), (-2.0, 2.0));
    /// assert_eq!((found.counts, found.below), (vec![2, 2], 1));
    /// ```
    ///
    /// # Panics
    ///
    /// If there are no bins or more than 65,000.
    pub fn of_decades(values: &[f64], bins: usize) -> Self {
        let finite = || values.iter().filter(|value| value.is_finite());
        let decades: Vec<f64> = finite().filter(|value| **value > 0.0).map(|value| value.log10()).collect();
        let low = decades.iter().copied().reduce(f64::min).unwrap_or(0.0);
        let high = decades.iter().copied().reduce(f64::max).unwrap_or(1.0);
        let mut counted = Bins::new(bins, low, high);
        counted.push(&decades);
        let counted = counted.histogram((values.len() - finite().count()) as u64);
        Self { below: (finite().count() - decades.len()) as u64, ..counted }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_counted_once() {
        let values = [0.0, 0.0, 1e-300, 1e-150, 1.0, f64::NAN, f64::INFINITY];
        let found = Histogram::of_decades(&values, 3);
        assert_eq!((found.low, found.high), (-300.0, 0.0));
        assert_eq!((found.below, found.above, found.non_finite), (2, 0, 2));
        assert_eq!(found.counts, [1, 1, 1]);
    }

    #[test]
    fn equal_values_and_none_at_all_have_a_range_too() {
        let equal = Histogram::of_decades(&[10.0; 4], 2);
        assert_eq!((equal.low, equal.high, equal.counts), (0.5, 1.5, vec![0, 4]));
        let none = Histogram::of_decades(&[0.0; 4], 2);
        assert_eq!((none.low, none.high, none.inside(), none.below), (0.0, 1.0, 0, 4));
    }
}
