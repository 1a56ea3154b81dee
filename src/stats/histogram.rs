//! Histograms with equal bins.

use serde::{Deserialize, Serialize};

/// Where a histogram's range comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Range {
    /// The values' own range where they have one by nature, else the data's.
    Natural,
    /// `[low, high]`, whatever the values.
    Fixed(f64, f64),
}

impl Range {
    /// `[low, high]` for values with the range `own` by nature and extremes `data`.
    pub fn resolve(self, own: Option<(f64, f64)>, data: (f64, f64)) -> (f64, f64) {
        match (self, own) {
            (Self::Fixed(low, high), _) | (Self::Natural, Some((low, high))) => (low, high),
            // No finite value at all.
            (Self::Natural, None) if data.0 > data.1 => (0.0, 1.0),
            // A width beyond f64's range: the outermost values are counted as outside.
            (Self::Natural, None) if !(data.1 - data.0).is_finite() => (f64::MIN / 4.0, f64::MAX / 4.0),
            (Self::Natural, None) => data,
        }
    }
}

/// Counts of equal bins over `[low, high]`, the last bin closed on the right, with everything
/// outside counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// Left edge of the first bin.
    pub low: f64,
    /// Right edge of the last bin.
    pub high: f64,
    /// Values in each bin.
    pub counts: Vec<u64>,
    /// Values under `low`.
    pub below: u64,
    /// Values over `high`.
    pub above: u64,
    /// NaN and infinite values.
    pub non_finite: u64,
}

impl Histogram {
    /// Values in the bins.
    pub fn inside(&self) -> u64 {
        self.counts.iter().copied().fold(0, u64::saturating_add)
    }

    /// All values seen.
    pub fn total(&self) -> u64 {
        [self.below, self.above, self.non_finite].into_iter().fold(self.inside(), u64::saturating_add)
    }

    /// Share of the values that no bin shows.
    pub fn share_outside(&self) -> f64 {
        match self.total() {
            0 => 0.0,
            total => (total - self.inside()) as f64 / total as f64,
        }
    }
}
