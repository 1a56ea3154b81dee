//! Gains: numbers, or rules that give one for the activation that follows.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use super::InitError;
use crate::activation::{Activation, GaussianMoments};
use crate::number::Exact;
use crate::spec::{Spec, SpecError};
use crate::theory::{CriticalPoint, Stability, VarianceMap};

/// The factor of the standard deviation in `std = gain / sqrt(fan)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gain {
    /// A number.
    Number(f64),
    /// A rule, which the activation makes a number.
    Rule(GainRule),
    /// `sigma_w` on the critical line, where gradients neither vanish nor explode: see [`critical`].
    Critical {
        /// Standard deviation of the biases, `sigma_b`.
        bias_std: f64,
    },
}

/// The gain for which `chi_1 = gain² E[φ'²]` is 1 at the fixed point of the variance, beside biases of standard
/// deviation `bias_std` (Schoenholz et al. 2017, section 2; [`VarianceMap::critical`]).
///
/// Of several the one whose fixed point attracts, or else that of the smallest variance. Without biases it is
/// `1 / √E[φ'²]` of pre-activations that go to 0, if `φ(0)` is 0: 1 for tanh, `√2` for ReLU, and 2 for GELU, whose
/// fixed point repels.
///
/// ```
/// use initscope::activation::Activation;
/// use initscope::init::critical;
///
/// assert!((critical(Activation::Tanh, 0.05f64.sqrt()).unwrap().powi(2) - 1.7610).abs() < 5e-5);
/// assert!((critical(Activation::Relu, 0.0).unwrap() - 2f64.sqrt()).abs() < 1e-12);
/// assert!(critical(Activation::Softplus, 0.0).is_err());
/// ```
///
/// # Errors
///
/// If no weights are critical: softplus has none, ReLU none beside biases.
pub fn critical(activation: Activation, bias_std: f64) -> Result<f64, InitError> {
    /// Activations and biases with their gains, which every layer of every cell asks for.
    static KNOWN: Mutex<Vec<(Activation, f64, Option<f64>)>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let found = known.iter().find(|known| (known.0, known.1) == (activation, bias_std));
    let gain = found.map(|known| known.2).unwrap_or_else(|| {
        let points = VarianceMap::new(activation).critical(bias_std * bias_std);
        let attracts = |point: &&CriticalPoint| point.fixed_point.stability() == Stability::Attracts;
        let gain = points.iter().find(attracts).or(points.first()).map(|point| point.weights.sqrt());
        known.push((activation, bias_std, gain));
        gain
    });
    gain.ok_or(InitError::NoCriticalGain { activation, bias_std })
}

/// How a gain follows from the activation φ, for pre-activations `z ~ N(0, 1)`.
///
/// Three kinds are mixed under one name in the wild: see each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GainRule {
    /// `1 / sqrt(E[φ(z)²])`: the next pre-activations keep variance 1 under zero-mean weights (He et
    /// al. 2015, equation 9; Poole et al. 2016, equation 3).
    Forward,
    /// `1 / std(φ(z))`: right for weights that sum to zero, as under weight standardisation
    /// (Brock et al. 2021, section 4), and too large for independent ones.
    Centred,
    /// `1 / sqrt(E[φ'(z)²])`: gradients keep their variance on the way back (He et al. 2015,
    /// equation 14).
    Backward,
    /// `torch.nn.init.calculate_gain`, which knows six of the activations here.
    Torch,
}

impl GainRule {
    /// All rules by name.
    pub(crate) const ALL: [(&str, Self); 4] = [
        ("forward", Self::Forward),
        ("centred", Self::Centred),
        ("backward", Self::Backward),
        ("torch", Self::Torch),
    ];

    /// Name in spec strings.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Centred => "centred",
            Self::Backward => "backward",
            Self::Torch => "torch",
        }
    }

    /// The gain for an activation, from Gaussian integrals exact to rounding.
    ///
    /// ```
    /// use initscope::activation::Activation;
    /// use initscope::init::GainRule;
    ///
    /// let tanh = |rule: GainRule| rule.gain(Activation::Tanh).unwrap();
    /// assert!((tanh(GainRule::Forward) - 1.592537).abs() < 1e-6);
    /// assert!((tanh(GainRule::Backward) - 1.46741).abs() < 1e-5);
    /// assert_eq!(tanh(GainRule::Torch), 5.0 / 3.0);
    /// assert!(GainRule::Torch.gain(Activation::Gelu).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// If PyTorch has none for this activation, or the expectation is 0.
    pub fn gain(self, activation: Activation) -> Result<f64, InitError> {
        let moments = || GaussianMoments::standard(activation);
        let gain = match self {
            Self::Torch => return torch_gain(activation).ok_or(InitError::NoTorchGain(activation)),
            Self::Forward => moments().second.sqrt().recip(),
            Self::Centred => moments().variance().sqrt().recip(),
            Self::Backward => moments().slope_second.sqrt().recip(),
        };
        if gain.is_finite() && gain > 0.0 {
            Ok(gain)
        } else {
            Err(InitError::NoGain { rule: self.name(), activation })
        }
    }
}

/// `torch.nn.init.calculate_gain` (PyTorch 2).
fn torch_gain(activation: Activation) -> Option<f64> {
    match activation {
        Activation::Linear | Activation::Sigmoid => Some(1.0),
        Activation::Tanh => Some(5.0 / 3.0),
        Activation::Relu => Some(std::f64::consts::SQRT_2),
        Activation::LeakyRelu { slope } => Some((2.0 / (1.0 + slope * slope)).sqrt()),
        Activation::Selu => Some(0.75),
        _ => None,
    }
}

/// The word for a gain on the critical line, and the key of the biases' standard deviation beside it.
const CRITICAL: &str = "critical";
const SIGMA_B: &str = "sigma_b";

impl Gain {
    /// The number, for an activation.
    ///
    /// # Errors
    ///
    /// If a rule has none for it.
    pub(crate) fn resolve(self, activation: Activation) -> Result<f64, InitError> {
        match self {
            Self::Number(gain) => Ok(gain),
            Self::Rule(rule) => rule.gain(activation),
            Self::Critical { bias_std } => critical(activation, bias_std),
        }
    }

    /// Whether the activation has a say.
    pub(crate) fn is_rule(self) -> bool {
        !matches!(self, Self::Number(_))
    }

    /// Reads the keys `gain` and `sigma_b`.
    pub(super) fn read(spec: &mut Spec, default: f64) -> Result<Self, SpecError> {
        let gain = Self::read_gain(spec, default)?;
        let bias_std = spec.scale(SIGMA_B, 0.0)?;
        match gain {
            Self::Critical { .. } => Ok(Self::Critical { bias_std }),
            gain if bias_std == 0.0 => Ok(gain),
            _ => Err(spec.error(format!(
                "`{SIGMA_B}` is the biases' std for which a gain is critical; it goes with gain={CRITICAL}"
            ))),
        }
    }

    fn read_gain(spec: &mut Spec, default: f64) -> Result<Self, SpecError> {
        let rule = spec.word("gain").map(str::to_owned);
        let Some(word) = rule else {
            return spec.scale("gain", default).map(Self::Number);
        };
        if word == CRITICAL {
            spec.knows("gain");
            return Ok(Self::Critical { bias_std: 0.0 });
        }
        match GainRule::ALL.iter().find(|(name, _)| *name == word) {
            Some((_, rule)) => {
                spec.knows("gain");
                Ok(Self::Rule(*rule))
            }
            None => {
                let rules = GainRule::ALL.map(|(name, _)| name).join(", ");
                Err(spec
                    .error(format!("`gain` is `{word}`; it must be a number or one of {rules}, {CRITICAL}")))
            }
        }
    }
}

impl fmt::Display for Gain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(gain) => Exact(*gain).fmt(f),
            Self::Rule(rule) => f.write_str(rule.name()),
            Self::Critical { bias_std: 0.0 } => f.write_str(CRITICAL),
            Self::Critical { bias_std } => write!(f, "{CRITICAL},{SIGMA_B}={}", Exact(*bias_std)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::Variances;

    #[test]
    #[expect(clippy::approx_constant, reason = "a table as it was computed elsewhere")]
    fn gains_equal_the_reference_table() {
        // Gauss integration with 24,001 nodes on ±12, NumPy; rounded to five decimals.
        let table = [
            ("linear", [1.0, 1.0, 1.0]),
            ("sigmoid", [1.84623, 4.80131, 4.72265]),
            ("tanh", [1.59254, 1.59254, 1.46741]),
            // E[φ'²] = P(|z| < 1) = 0.682689; a sum over nodes misses at the jumps of the slope.
            ("hard-tanh", [1.39204, 1.39204, 1.21029]),
            ("softsign", [2.33753, 2.33753, 2.09578]),
            ("arctan", [1.49121, 1.49121, 1.41421]),
            ("lecun-tanh", [1.15437, 1.15437, 1.11526]),
            ("relu", [1.41421, 1.71286, 1.41421]),
            ("leaky-relu:slope=0.01", [1.41414, 1.70483, 1.41414]),
            ("leaky-relu:slope=0.2", [1.38675, 1.54646, 1.38675]),
            ("prelu:slope=0.2", [1.38675, 1.54646, 1.38675]),
            ("relu6", [1.41421, 1.71286, 1.41421]),
            ("elu", [1.24520, 1.27084, 1.22343]),
            ("celu", [1.24520, 1.27084, 1.22343]),
            // 1 / sqrt(λ² / 2 + (λα)² e² Φ(-2)) = 0.966026; a sum over nodes misses at the jump.
            ("selu", [1.0, 1.0, 0.96603]),
            ("gelu", [1.53353, 1.70093, 1.48111]),
            ("quick-gelu", [1.53946, 1.70936, 1.49146]),
            ("silu", [1.67653, 1.78719, 1.62332]),
            ("hard-swish", [1.73666, 1.81387, 1.67008]),
            ("mish", [1.48685, 1.59203, 1.44476]),
            ("softplus", [1.04187, 1.91913, 1.84623]),
            ("sin", [1.52087, 1.52087, 1.32725]),
        ];
        for (activation, expected) in table {
            let activation: Activation = activation.parse().unwrap();
            for (rule, expected) in
                [GainRule::Forward, GainRule::Centred, GainRule::Backward].into_iter().zip(expected)
            {
                let gain = rule.gain(activation).unwrap();
                // Half a unit of the last digit, and 1e-9 of either integral.
                assert!((gain - expected).abs() < 0.500_001e-5, "{activation} {rule:?}: {gain}");
            }
        }
    }

    #[test]
    fn gains_of_sin_and_relu_equal_closed_forms() {
        let close = |rule: GainRule, activation, expected: f64| {
            let gain = rule.gain(activation).unwrap();
            assert!((gain - expected).abs() < 1e-12, "{gain} {expected}");
        };
        close(GainRule::Forward, Activation::Sin, ((1.0 - (-2.0f64).exp()) / 2.0).sqrt().recip());
        close(GainRule::Centred, Activation::Relu, (0.5 - 0.5 / std::f64::consts::PI).sqrt().recip());
        close(GainRule::Backward, Activation::Relu, 2f64.sqrt());
    }

    #[test]
    fn torch_has_gains_for_six_activations() {
        let known = Activation::ALL.into_iter().filter(|a| GainRule::Torch.gain(*a).is_ok());
        let names: Vec<&str> = known.map(|activation| activation.name()).collect();
        assert_eq!(names, ["linear", "sigmoid", "tanh", "relu", "leaky-relu", "selu"]);
    }

    #[test]
    fn critical_gains_keep_gradients_at_the_fixed_point() {
        for (activation, bias_std) in
            [(Activation::Tanh, 0.3), (Activation::Sigmoid, 0.0), (Activation::Elu { alpha: 1.0 }, 0.2)]
        {
            let gain = critical(activation, bias_std).unwrap();
            let map = VarianceMap::new(activation);
            let variances = Variances { weights: gain * gain, biases: bias_std * bias_std };
            let q = map.settles(variances, 1.0).unwrap().variance;
            assert!((map.chi(variances, q) - 1.0).abs() < 1e-9, "{activation}");
        }
        // At φ'(0) = 1/2.
        assert!((critical(Activation::Gelu, 0.0).unwrap() - 2.0).abs() < 1e-9);
    }

    #[test]
    fn critical_gains_are_refused_where_there_is_none() {
        let error = critical(Activation::Relu, 0.1).unwrap_err().to_string();
        let expected = "`gain=critical` has no number for `relu` beside biases of std 0.1: no weights keep gradients at a fixed point of the variance there; take another sigma_b, gain=forward, or a number";
        assert_eq!(error, expected);
    }
}
