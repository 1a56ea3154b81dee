//! The statistics of one site, as plain numbers.

use serde::{Deserialize, Serialize};

/// Every statistic of one site; `None` where a measure does not apply or is undefined.
///
/// `x` has `N` samples and `n` units; non-finite values are counted and left out of the rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Number of values, finite or not.
    pub count: u64,
    /// Number of NaN and infinite values.
    pub non_finite: u64,
    /// Mean over all values.
    pub mean: Option<f64>,
    /// Standard deviation over all values, ddof 0.
    pub std: Option<f64>,
    /// Smallest value.
    pub min: Option<f64>,
    /// Largest value.
    pub max: Option<f64>,
    /// `m4 / m2^2 - 3`; `None` where all values are equal.
    pub excess_kurtosis: Option<f64>,
    /// Share of values that are exactly zero.
    pub zero_fraction: Option<f64>,
    /// Share of values whose |slope| is under 5 % of the activation's largest.
    pub saturated_fraction: Option<f64>,
    /// Share of units whose slope is 0 for every sample.
    pub dead_unit_fraction: Option<f64>,
    /// Mean over units of the variance over samples, divided by the variance over all values.
    pub signal_share: Option<f64>,
    /// Whether rounding decides the signal share.
    pub below_resolution: bool,
    /// Whether all units answer every sample alike.
    pub units_equal: bool,
    /// Mean cosine of the outputs of two different samples.
    pub mean_cosine: Option<f64>,
    /// Samples left out of `mean_cosine` because their output is the zero vector.
    pub zero_vectors: Option<u64>,
    /// Standard deviation over units of each unit's mean.
    pub unit_mean_std: Option<f64>,
    /// Root of the mean over units of the variance over samples.
    pub within_unit_std: Option<f64>,
    /// Root of the mean square of all values.
    #[serde(default)]
    pub rms: Option<f64>,
    /// Median of all values (singular values only).
    #[serde(default)]
    pub median: Option<f64>,
}

impl Summary {
    /// The same with what is no number undefined.
    pub(crate) fn defined(mut self) -> Self {
        for number in [
            &mut self.mean,
            &mut self.std,
            &mut self.min,
            &mut self.max,
            &mut self.excess_kurtosis,
            &mut self.zero_fraction,
            &mut self.saturated_fraction,
            &mut self.dead_unit_fraction,
            &mut self.signal_share,
            &mut self.mean_cosine,
            &mut self.unit_mean_std,
            &mut self.within_unit_std,
            &mut self.rms,
            &mut self.median,
        ] {
            *number = number.filter(|number| number.is_finite());
        }
        self
    }
}
