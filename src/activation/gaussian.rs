//! Expectations of an activation under a Gaussian pre-activation.

use std::sync::OnceLock;

use super::Activation;
use crate::kernel::integrate;

/// Moments of `φ(√q z)` and of the slope `φ'(√q z)` for `z ~ N(0, 1)`.
///
/// ```
/// use initscope::activation::{Activation, GaussianMoments};
///
/// // For ReLU: E[φ] = sqrt(q / 2π), E[φ²] = q / 2, E[φ'²] = 1/2.
/// let relu = GaussianMoments::new(Activation::Relu, 4.0);
/// assert!((relu.mean - (2.0 / std::f64::consts::PI).sqrt()).abs() < 1e-12);
/// assert!((relu.second - 2.0).abs() < 1e-12);
/// assert!((relu.slope_second - 0.5).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GaussianMoments {
    /// `E[φ]`.
    pub mean: f64,
    /// `E[φ²]`.
    pub second: f64,
    /// `E[φ'²]`.
    pub slope_second: f64,
}

/// Beyond this many standard deviations less than 1e-32 of the mass is left.
const REACH: f64 = 12.0;

/// Share of an integral that comes from the narrowest pieces beside a pole, or from where the reach ends, only if there is
/// no integral.
const SHARE: f64 = 0.01;

/// Width of such pieces, relative to where they are.
const NARROW: f64 = 1e-11;

impl GaussianMoments {
    /// Moments for pre-activations of variance `q`; NaN where there is none, as of `1/x`, or the activation is no number.
    pub fn new(activation: Activation, q: f64) -> Self {
        let sigma = q.sqrt();
        let weighted = |z: f64| {
            let density = (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt();
            let (value, slope) = (activation.value(sigma * z), activation.slope(sigma * z));
            [density * value, density * value * value, density * slope * slope]
        };
        let [mut moments, mut narrow] = [[0.0; 3]; 2];
        // Between kinks everything is smooth, and Gauss-Legendre panels are exact to rounding.
        let mut ends = vec![-REACH, REACH];
        ends.extend(kinks(activation).iter().map(|x| x / sigma).filter(|z| z.abs() < REACH));
        ends.sort_by(f64::total_cmp);
        for pair in ends.windows(2) {
            let panels = (((pair[1] - pair[0]) * PANELS_PER_SIGMA * sigma.max(1.0)).ceil() as usize)
                .clamp(1, MOST_PANELS);
            let part = integrate((pair[0], pair[1]), panels, weighted);
            for (moment, part) in moments.iter_mut().zip(part) {
                *moment += part;
            }
            if sigma * (pair[1] - pair[0]) < NARROW * (sigma * pair[0]).abs().max(1.0) {
                (0..3).for_each(|index| narrow[index] += part[index].abs());
            }
        }
        // A mean may be 0 as its halves cancel.
        let scales = [moments[1].sqrt(), moments[1], moments[2]];
        let ends = [-REACH, REACH].map(weighted);
        for index in 0..3 {
            let parts = [narrow[index], ends[0][index].abs(), ends[1][index].abs()];
            if parts.iter().any(|part| *part > SHARE * scales[index]) {
                moments[index] = f64::NAN;
            }
        }
        let [mean, second, slope_second] = moments;
        Self { mean, second, slope_second }
    }

    /// Moments for standard normal pre-activations, of which every cell asks: of an activation with its default
    /// parameters they are integrated once.
    pub(crate) fn standard(activation: Activation) -> Self {
        static KNOWN: [OnceLock<GaussianMoments>; Activation::ALL.len()] =
            [const { OnceLock::new() }; Activation::ALL.len()];
        let moments = || Self::new(activation, 1.0);
        let known = Activation::ALL.iter().position(|known| *known == activation);
        known.map_or_else(moments, |known| *KNOWN[known].get_or_init(moments))
    }

    /// Variance of `φ`.
    pub fn variance(&self) -> f64 {
        (self.second - self.mean * self.mean).max(0.0)
    }
}

/// Panels for a stretch of one standard deviation, and for a stretch of 1 of the activation's argument,
/// whichever is shorter.
const PANELS_PER_SIGMA: f64 = 8.0;

/// Panels at most: wider pre-activations leave but a jump of the activation, or waves without end.
const MOST_PANELS: usize = 100_000;

/// Where the activation or its slope is not smooth.
pub(super) fn kinks(activation: Activation) -> &'static [f64] {
    match activation {
        Activation::Relu
        | Activation::LeakyRelu { .. }
        | Activation::Prelu { .. }
        | Activation::Elu { .. }
        | Activation::Celu { .. }
        | Activation::Selu
        | Activation::Softsign => &[0.0],
        Activation::HardTanh => &[-1.0, 1.0],
        Activation::HardSigmoid | Activation::HardSwish => &[-3.0, 3.0],
        Activation::Relu6 => &[0.0, 6.0],
        Activation::Linear
        | Activation::Sigmoid
        | Activation::Tanh
        | Activation::Gelu
        | Activation::GeluTanh
        | Activation::QuickGelu
        | Activation::Silu
        | Activation::Mish
        | Activation::Softplus
        | Activation::Arctan
        | Activation::LecunTanh
        | Activation::Sin => &[],
        Activation::Expression(expression) => expression.kinks(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_equal_closed_forms() {
        let standard = |activation| GaussianMoments::new(activation, 1.0);
        let pi = std::f64::consts::PI;
        let close =
            |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        close(standard(Activation::Linear).second, 1.0);
        // E[sin²] = (1 - e^-2) / 2; E[cos²] = (1 + e^-2) / 2.
        close(standard(Activation::Sin).second, (1.0 - (-2.0f64).exp()) / 2.0);
        close(standard(Activation::Sin).slope_second, (1.0 + (-2.0f64).exp()) / 2.0);
        close(standard(Activation::Sigmoid).mean, 0.5);
        // E[z Φ(z)] = 1 / (2 sqrt π).
        close(standard(Activation::Gelu).mean, 0.5 / pi.sqrt());
        // SELU's constants make mean 0 and variance 1 a fixed point (Klambauer et al. 2017).
        close(standard(Activation::Selu).mean, 0.0);
        close(standard(Activation::Selu).second, 1.0);
        let leaky = GaussianMoments::new(Activation::LeakyRelu { slope: 0.2 }, 9.0);
        close(leaky.second, 9.0 * (1.0 + 0.04) / 2.0);
    }

    #[test]
    fn kinks_are_integrated_to_rounding() {
        // E[clip(σz, -1, 1)²] for σ = 2: σ² (erf(a) - 2a e^(-a²)/√π) + 1 - erf(a), a = 1/(σ√2).
        let (sigma, a) = (2.0f64, 1.0 / (2.0 * 2f64.sqrt()));
        let erf = libm::erf(a);
        let inner = erf - 2.0 * a * (-a * a).exp() / std::f64::consts::PI.sqrt();
        let expected = sigma * sigma * inner + 1.0 - erf;
        let found = GaussianMoments::new(Activation::HardTanh, sigma * sigma).second;
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }
}
