//! What a law says of its numbers, and what numbers say.

use super::matrix::rms;
use crate::init::Law;

/// A law with its moments, which some laws integrate for.
pub(super) struct Expected<'a> {
    pub(super) law: &'a Law,
    pub(super) mean: f64,
    pub(super) std: f64,
}

impl<'a> Expected<'a> {
    pub(super) fn of(law: &'a Law) -> Self {
        Self { law, mean: law.mean(), std: law.std() }
    }

    /// What an end, in stds of n draws themselves, may be off: five standard errors of their std.
    pub(super) fn slack(&self, n: usize) -> f64 {
        1.0 + 5.0 * ((self.law.standardised_moment(4) - 1.0) / (4.0 * n as f64)).sqrt()
    }

    /// Probability of a weight farther than this from the mean.
    pub(super) fn beyond(&self, distance: f64) -> f64 {
        let [low, high] = [self.mean - distance, self.mean + distance];
        (self.law.survival(high) + self.law.cumulative(low)).clamp(0.0, 1.0)
    }
}

/// Mean and standard deviation of numbers.
pub(super) struct Moments {
    pub(super) mean: f64,
    pub(super) std: f64,
}

impl Moments {
    /// Of numbers that are not none, the standard deviation from one less than there are.
    pub(super) fn of(numbers: &[f64]) -> Self {
        let n = numbers.len() as f64;
        let first = numbers[0];
        let mean = first + numbers.iter().map(|x| x - first).sum::<f64>() / n;
        let apart: Vec<f64> = numbers.iter().map(|x| x - mean).collect();
        Self { mean, std: rms(&apart) * (n / (n - 1.0).max(1.0)).sqrt() }
    }
}
