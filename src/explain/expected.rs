//! What mean-field theory expects of the last layer.

use super::mean;
use crate::activation::Activation;
use crate::init::{Ensemble, Fans, Init, InitError, Layer, Scheme};
use crate::theory::GaussianMoments;

/// Layers of the net.
pub(crate) const DEPTH: usize = 10;

/// Std of the last layer's activations; `None` where weights or biases are not independent draws with
/// mean 0, or where it is beyond the range of numbers.
pub(super) fn expected(init: &Init, fans: Fans, activation: Activation) -> Result<Option<f64>, InitError> {
    let hidden = Fans { fan_in: fans.fan_out, ..fans };
    let first = spreads(init, Layer { index: 1, fans, activation })?;
    let later = spreads(init, Layer { index: 2, fans: hidden, activation })?;
    let (Some(first), Some(later)) = (first, later) else { return Ok(None) };
    let mut steps = Steps { activation, far: None, latest: None };
    let mut moments = steps.moments(first.before(1.0));
    for _ in 1..DEPTH {
        if !moments.second.is_finite() {
            return Ok(None);
        }
        moments = steps.moments(later.before(moments.second));
    }
    let std = moments.variance().sqrt();
    Ok(Some(std).filter(|std| std.is_finite() && moments.second.is_finite()))
}

/// Standard deviations of a layer's parameters.
struct Spreads {
    /// Of the weights, times `sqrt(fan_in)`.
    weights: f64,
    biases: f64,
}

impl Spreads {
    /// Variance of the pre-activations, for inputs of this mean square.
    fn before(&self, second: f64) -> f64 {
        self.weights * self.weights * second + self.biases * self.biases
    }
}

/// `None` where theory does not speak of the scheme.
fn spreads(init: &Init, layer: Layer) -> Result<Option<Spreads>, InitError> {
    let (weights, biases) = (init.ensemble(layer)?, init.own_bias().ensemble(layer)?);
    let known = |ensemble: &Ensemble| ensemble.law().is_some() && mean(ensemble) == 0.0;
    if Scheme::batch(init) > 0 || !known(&weights) || !known(&biases) {
        return Ok(None);
    }
    let root = (layer.fans.fan_in as f64).sqrt();
    Ok(Some(Spreads { weights: weights.std() * root, biases: biases.std() }))
}

/// Variance of pre-activations from which on integrals take long.
const FAR: f64 = 4e4;

/// Share by which `E[φ²]` may miss proportion to the variance from there on.
const PROPORTIONAL: f64 = 1e-4;

/// Share of a variance under which a change is none: at a fixed point, layers are all alike.
const SETTLED: f64 = 1e-12;

/// Moments at one variance after another, without integrals that would say the same again.
struct Steps {
    activation: Activation,
    /// Moments at [`FAR`] and at four times it, if the activation is a line on either side from there on.
    far: Option<Option<[GaussianMoments; 2]>>,
    /// The latest variance and its moments.
    latest: Option<(f64, GaussianMoments)>,
}

impl Steps {
    fn moments(&mut self, variance: f64) -> GaussianMoments {
        if let Some((at, moments)) = self.latest
            && (variance == at || (variance - at).abs() <= SETTLED * at)
        {
            return moments;
        }
        let moments = self.far(variance).unwrap_or_else(|| GaussianMoments::new(self.activation, variance));
        self.latest = Some((variance, moments));
        moments
    }

    /// Moments beyond [`FAR`], where all but waves and levels are lines: `E[φ]` is one in the standard
    /// deviation then, `E[φ²]` in the variance.
    fn far(&mut self, variance: f64) -> Option<GaussianMoments> {
        if variance <= FAR || self.activation.range().is_some() {
            return None;
        }
        let activation = self.activation;
        let [near, next] = (*self.far.get_or_insert_with(|| {
            let moments = [FAR, 4.0 * FAR].map(|at| GaussianMoments::new(activation, at));
            let growth = moments[1].second / moments[0].second;
            ((growth / 4.0 - 1.0).abs() < PROPORTIONAL).then_some(moments)
        }))?;
        let scale = variance / FAR;
        Some(GaussianMoments {
            mean: near.mean + (next.mean - near.mean) * (scale.sqrt() - 1.0),
            second: near.second + (next.second - near.second) * (scale - 1.0) / 3.0,
            ..next
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::mean_field;

    fn of(spec: &str, activation: &str) -> Option<f64> {
        let fans = Fans { fan_in: 100, fan_out: 100 };
        expected(&spec.parse().unwrap(), fans, activation.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_relu_net_that_explodes_does_as_the_closed_form() {
        // σ² = 100, then 50 times more a layer: q = 100 · 50⁹, and std² = q (1/2 - 1/2π).
        let q = 100.0 * 50f64.powi(9);
        let closed = (q * (0.5 - 0.5 / std::f64::consts::PI)).sqrt();
        // Integrals of a kinked line are exact to rounding.
        assert!((of("normal", "relu").unwrap() / closed - 1.0).abs() < 1e-9);
    }

    #[test]
    fn far_moments_are_those_of_an_integral() {
        for activation in ["gelu", "elu"] {
            let activation: Activation = activation.parse().unwrap();
            let mut steps = Steps { activation, far: None, latest: None };
            let [found, all] = [steps.far(50.0 * FAR).unwrap(), GaussianMoments::new(activation, 50.0 * FAR)];
            // Departures from lines, at σ = 200: ELU's mean by 1 / (σ √2π) = 0.002 of 80, a share of
            // 2.5e-5, and the square by twice the density at 0 over σ, far less.
            assert!((found.second / all.second - 1.0).abs() < 1e-4, "{activation} {found:?} {all:?}");
            assert!((found.variance() / all.variance() - 1.0).abs() < 1e-4, "{activation} {found:?} {all:?}");
        }
        // A level of a hundred thousand is no line yet at two hundred.
        let mut steps = Steps { activation: Activation::Elu { alpha: 1e5 }, far: None, latest: None };
        assert!(steps.far(50.0 * FAR).is_none());
    }

    #[test]
    fn layers_follow_the_mean_field_map() {
        for (spec, sigma_w, sigma_b) in
            [("he-normal", 2f64.sqrt(), 0.0), ("torch-linear", 1.0 / 3f64.sqrt(), 0.1 / 3f64.sqrt())]
        {
            for activation in ["sigmoid", "tanh", "gelu"] {
                let all = mean_field(activation.parse().unwrap(), 1.0, sigma_w, sigma_b, DEPTH);
                let found = of(spec, activation).unwrap();
                // The same integrals, of variances that agree to rounding.
                assert!((found / all[DEPTH - 1].std - 1.0).abs() < 1e-9, "{spec} {activation} {found}");
            }
        }
    }

    #[test]
    fn schemes_that_theory_does_not_know_have_no_expectation() {
        for spec in ["orthogonal", "lsuv", "data-normalised", "normal:mean=1", "constant", "sparse"] {
            assert_eq!(of(spec, "tanh"), None, "{spec}");
        }
        assert_eq!(of("normal:std=1e40", "relu"), None);
        assert_eq!(of("zeros", "tanh"), Some(0.0));
        for spec in ["truncated-normal:std=0.1", "torch-linear", "random-walk", "he-uniform"] {
            assert!(of(spec, "tanh").is_some(), "{spec}");
        }
    }
}
