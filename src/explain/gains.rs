//! All that is called a gain, and what theory says of layers that have it.

use serde::{Serialize, Serializer};

use crate::activation::Activation;
use crate::init::GainRule;
use crate::theory::{CorrelationMap, CriticalPoint, Stability, VarianceMap, Variances, depth_scale};

/// Gains of an activation, and where its layers stay.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Gains {
    #[serde(serialize_with = "printed")]
    pub(crate) activation: Activation,
    /// `1 / √E[φ(z)²]`: pre-activations keep a variance of 1.
    pub(crate) forward: Option<f64>,
    /// Activations keep a mean square of 1.
    pub(crate) unit_output: Option<f64>,
    /// `1 / std(φ(z))`.
    pub(crate) centred: Option<f64>,
    /// `1 / √E[φ'(z)²]`.
    pub(crate) backward: Option<f64>,
    /// PyTorch's.
    pub(crate) torch: Option<f64>,
    /// What becomes of a variance of 1 with the forward gain and without biases.
    pub(crate) at_forward: Option<At>,
    /// Standard deviation of the biases at the critical points.
    pub(crate) sigma_b: f64,
    /// Weights that keep gradients.
    pub(crate) critical: Vec<Critical>,
}

/// Around the fixed point of the forward gain.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct At {
    /// Of the variance map.
    pub(crate) slope: f64,
    #[serde(serialize_with = "named")]
    pub(crate) stability: Stability,
    /// Layers in which a deviation of the variance shrinks by e.
    pub(crate) xi_q: Option<f64>,
    /// Factor of a gradient's mean square in a layer.
    pub(crate) chi: f64,
    /// Correlation to which two inputs go.
    pub(crate) correlation: f64,
    /// Layers in which a deviation from it shrinks by e.
    pub(crate) xi_c: Option<f64>,
}

/// A point of the critical line.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Critical {
    pub(crate) sigma_w: f64,
    /// Fixed point of the pre-activations' variance.
    pub(crate) variance: f64,
    /// Of the variance map.
    pub(crate) slope: f64,
    #[serde(serialize_with = "named")]
    pub(crate) stability: Stability,
    pub(crate) xi_q: Option<f64>,
}

impl Gains {
    /// For biases of this standard deviation at the critical points.
    pub(crate) fn of(activation: Activation, sigma_b: f64) -> Self {
        let map = VarianceMap::new(activation);
        let gain = |rule: GainRule| rule.gain(activation).ok();
        let forward = gain(GainRule::Forward);
        let at_forward = forward.map(|gain| {
            let variances = Variances { weights: gain * gain, biases: 0.0 };
            let slope = map.slope(variances, 1.0);
            let correlations = CorrelationMap::new(&map, variances, 1.0);
            let fixed = correlations.fixed_point();
            At {
                slope,
                stability: Stability::of_slope(slope),
                xi_q: depth_scale(slope),
                chi: correlations.chi(),
                correlation: fixed.correlation,
                xi_c: depth_scale(fixed.slope),
            }
        });
        let critical = map.critical(sigma_b * sigma_b);
        Self {
            activation,
            forward,
            unit_output: map.unit_output_gain(),
            centred: gain(GainRule::Centred),
            backward: gain(GainRule::Backward),
            torch: gain(GainRule::Torch),
            at_forward,
            sigma_b,
            critical: critical.into_iter().map(Critical::of).collect(),
        }
    }
}

impl Critical {
    fn of(CriticalPoint { weights, fixed_point }: CriticalPoint) -> Self {
        Self {
            sigma_w: weights.sqrt(),
            variance: fixed_point.variance,
            slope: fixed_point.slope,
            stability: fixed_point.stability(),
            xi_q: depth_scale(fixed_point.slope),
        }
    }
}

fn printed<S: Serializer>(activation: &Activation, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(activation)
}

fn named<S: Serializer>(stability: &Stability, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(stability.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forward_gain_attracts_is_neutral_or_repels_as_the_reference_table_says() {
        // NumPy, 24,001 nodes on ±12: the slope of the variance map at 1 with the forward gain, by differences.
        for (activation, slope, stability) in [
            ("sigmoid", 0.106, Stability::Attracts),
            ("sin", 0.313, Stability::Attracts),
            ("hard-tanh", 0.385, Stability::Attracts),
            ("tanh", 0.461, Stability::Attracts),
            ("softsign", 0.477, Stability::Attracts),
            ("softplus", 0.492, Stability::Attracts),
            ("arctan", 0.561, Stability::Attracts),
            ("selu", 0.783, Stability::Attracts),
            ("elu", 0.891, Stability::Attracts),
            ("linear", 1.0, Stability::Neutral),
            ("relu", 1.0, Stability::Neutral),
            ("leaky-relu", 1.0, Stability::Neutral),
            ("mish", 1.076, Stability::Repels),
            ("quick-gelu", 1.136, Stability::Repels),
            ("gelu", 1.144, Stability::Repels),
            ("silu", 1.173, Stability::Repels),
            ("hard-swish", 1.224, Stability::Repels),
        ] {
            let gains = Gains::of(activation.parse().unwrap(), 0.0);
            let at = gains.at_forward.unwrap();
            assert!((at.slope - slope).abs() < 5.1e-4, "{activation} {at:?}");
            assert_eq!(at.stability, stability, "{activation}");
            assert_eq!(at.xi_q.is_none(), stability == Stability::Repels, "{activation} {at:?}");
        }
    }
}
