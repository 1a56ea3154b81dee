//! Weights farther out than their law has them, by place.

use super::expected::Expected;
use super::finding::p_words;
use super::matrix::Matrix;
use crate::number::three_digits;

/// Where chance leaves less than this many weights so far out in the whole matrix, one is an outlier.
const RARE: f64 = 1e-3;

/// A larger share of such weights is not a few outliers but another law.
const MOST: f64 = 0.01;

/// Fewer numbers have no quartiles to speak of.
const FEW: usize = 8;

/// Outliers that are named.
const NAMED: usize = 5;

/// Five standard errors of a sample's quartile range, as a share, and of its median, in standard
/// deviations, times the root of the number of weights: the normal law's are 5.8 and 6.3, the uniform
/// law's 5 and 8.7, an exponential tail's 7.5 and 5.
const QUARTILES: f64 = 8.0;

/// Weights that are outliers on any scale: the middle half of the weights says what their scale is,
/// which a few that are far out cannot change.
///
/// They are left out of the other tests, which so speak of all the others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Outliers {
    /// How many of the sorted weights, from the smallest on.
    low: usize,
    /// How many from the largest on.
    high: usize,
    own: Own,
}

/// The scale that the middle half of the weights has.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Own {
    /// What is the law's mean.
    centre: f64,
    /// Factor of the law's scale; 1 where that is within the sampling error.
    factor: f64,
    /// By what share the scale is unknown.
    slack: f64,
}

impl Outliers {
    /// Those of `sorted`, of which each would be under `RARE` of all weights' chance, one percent at most.
    pub(super) fn of(matrix: &Matrix, sorted: &[f64], law: &Expected<'_>) -> Self {
        let n = sorted.len();
        let none = Self { low: 0, high: 0, own: Own { centre: law.mean, factor: 1.0, slack: 0.0 } };
        if n < FEW {
            return none;
        }
        let own = Own::of(sorted, law);
        let (mut low, mut high) = (0, 0);
        while low + high < n {
            let (smallest, largest) = (sorted[low], sorted[n - 1 - high]);
            let from_below = own.centre - smallest > largest - own.centre;
            let value = if from_below { smallest } else { largest };
            if n as f64 * own.beyond(value, matrix, law) >= RARE {
                break;
            }
            if from_below { low += 1 } else { high += 1 }
        }
        let most = ((n as f64 * MOST) as usize).max(1);
        if low + high > most { none } else { Self { low, high, own } }
    }

    pub(super) fn count(&self) -> usize {
        self.low + self.high
    }

    /// The other weights.
    pub(super) fn rest<'a>(&self, sorted: &'a [f64]) -> &'a [f64] {
        &sorted[self.low..sorted.len() - self.high]
    }

    /// Weights that are one of them.
    pub(super) fn contains(&self, sorted: &[f64]) -> impl Fn(f64) -> bool + use<> {
        let low = if self.low > 0 { sorted[self.low - 1] } else { f64::NEG_INFINITY };
        let high = if self.high > 0 { sorted[sorted.len() - self.high] } else { f64::INFINITY };
        move |weight| weight <= low || weight >= high
    }

    /// Each by its place in the file, with how far out it is and how likely such a one is among all weights.
    pub(super) fn words(&self, matrix: &Matrix, sorted: &[f64], law: &Expected<'_>) -> String {
        if self.count() == 0 {
            return String::new();
        }
        let is_one = self.contains(sorted);
        let mut all: Vec<_> = matrix.places().filter(|(_, weight)| is_one(*weight)).collect();
        let far = |weight: f64| (weight - self.own.centre).abs();
        all.sort_by(|a, b| far(b.1).total_cmp(&far(a.1)));
        let names = all.iter().take(NAMED).map(|&([row, column], weight)| {
            let sigmas = far(weight) / (law.std * self.own.factor);
            let tail = self.own.beyond(weight, matrix, law);
            let p_value = -(sorted.len() as f64 * (-tail).ln_1p()).exp_m1();
            let (low, high) = law.law.bounds();
            let bound = if self.own.factor != 1.0 || tail > 0.0 {
                String::new()
            } else {
                let bound = if weight < law.mean { low } else { high };
                if bound.is_finite() {
                    format!("beyond the bound {}, ", three_digits(bound))
                } else {
                    String::new()
                }
            };
            let index = matrix.index_words(row, column);
            format!(
                "{index} = {}, {bound}{} sigmas from the mean (p {})",
                three_digits(weight),
                three_digits(sigmas),
                p_words(p_value)
            )
        });
        let names: Vec<String> = names.collect();
        let more = self.count().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(", and {more} more") };
        let noun =
            if self.count() == 1 { "an outlier".to_owned() } else { format!("{} outliers", self.count()) };
        format!("it has {noun}: {}{more}", names.join(", "))
    }
}

impl Own {
    fn of(sorted: &[f64], law: &Expected<'_>) -> Self {
        let n = sorted.len() as f64;
        let sample = |p: f64| sorted[((n * p) as usize).min(sorted.len() - 1)];
        let unknown = QUARTILES / n.sqrt();
        let [low, middle, high] = [0.25, 0.5, 0.75].map(|p| quantile(law, p));
        let factor = (sample(0.75) - sample(0.25)) / (high - low);
        let factor = if factor > 0.0 && factor.ln().abs() > unknown { factor } else { 1.0 };
        let shift = sample(0.5) - middle;
        let centred = shift.abs() <= unknown * law.std * factor;
        let centre = if centred { law.mean } else { sample(0.5) + (law.mean - middle) * factor };
        let slack = if factor == 1.0 && centred { 0.0 } else { unknown };
        Self { centre, factor, slack }
    }

    /// Probability of a weight at least as far from the mean, on this scale.
    fn beyond(&self, weight: f64, matrix: &Matrix, law: &Expected<'_>) -> f64 {
        let rounding = matrix.rounding(weight);
        let distance = (weight - self.centre).abs() - rounding;
        law.beyond((distance / self.factor / (1.0 + self.slack)).max(0.0))
    }
}

/// The number that a weight is under with probability `p`, by bisection between the ends of the law or
/// forty standard deviations.
fn quantile(law: &Expected<'_>, p: f64) -> f64 {
    let (low, high) = law.law.bounds();
    let (mut low, mut high) = (low.max(law.mean - 40.0 * law.std), high.min(law.mean + 40.0 * law.std));
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if law.law.cumulative(middle) < p { low = middle } else { high = middle }
    }
    high
}
