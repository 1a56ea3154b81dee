//! Expectations of an activation under a Gaussian pre-activation.

use std::sync::OnceLock;

use super::{Activation, GaussianGrid};

/// Moments of `φ(√q z)` and of the slope `φ'(√q z)` for `z ~ N(0, 1)`, to 1e-10 or better for `q` from 1e-8
/// to 1e4; what is linear between its [kinks](Activation::kinks) is exact to rounding.
///
/// ```
/// use initscope::activation::{Activation, GaussianMoments};
///
/// // For ReLU: E[φ] = sqrt(q / 2π), E[φ²] = q / 2, E[φ'²] = 1/2.
/// let relu = GaussianMoments::new(Activation::Relu, 4.0);
/// assert!((relu.mean - (2.0 / std::f64::consts::PI).sqrt()).abs() < 1e-12);
/// assert!((relu.second - 2.0).abs() < 1e-12);
/// assert!((relu.slope_second - 0.5).abs() < 1e-12);
/// // E[φ²] grows by 1/2 per unit of q, and all of that is E[φ'²].
/// assert!((relu.second_slope - 0.5).abs() < 1e-12);
/// assert!(relu.curvature().abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GaussianMoments {
    /// `E[φ]`.
    pub mean: f64,
    /// `E[φ²]`.
    pub second: f64,
    /// `E[φ'²]`; for `q = 0` the limit from above, which at a kink is the mean over both sides.
    pub slope_second: f64,
    /// `d E[φ²] / dq = E[z φ φ'] / √q`, by parts the same as `E[φ'²] + E[φ'' φ]`, kinks or not; for `q = 0`
    /// the limit from above.
    pub second_slope: f64,
}

/// Standard deviations below which slopes are taken to be their limits: where the activation is 0 at 0 no
/// difference is lost in rounding, where it is not a slope of 1e-17 / σ is.
const NEAREST: [f64; 2] = [1e-100, 1e-5];

/// Share of an integral that comes from the narrowest pieces beside a pole, or from where the reach ends, only if there
/// is no integral.
const SHARE: f64 = 0.01;

impl GaussianMoments {
    /// Moments for pre-activations of variance `q`; NaN where there is none, as of `1/x`, or the activation is no number.
    pub fn new(activation: Activation, q: f64) -> Self {
        let sigma = q.sqrt();
        let moments = Self::at(activation, sigma);
        let nearest = NEAREST[usize::from(activation.value(0.0_f64) != 0.0)];
        if sigma < nearest {
            let Self { slope_second, second_slope, .. } = Self::at(activation, nearest);
            return Self { slope_second, second_slope, ..moments };
        }
        moments
    }

    fn at(activation: Activation, sigma: f64) -> Self {
        let grid = GaussianGrid::of(activation, sigma);
        let mut values = grid.scaled(sigma);
        let mut slopes = vec![0.0; values.len()];
        activation.apply_with_slopes(&mut values, &mut slopes);
        // E[z] is 0: without the product at 0, E[z φ φ'] keeps its digits where σ is small.
        let level = activation.value(0.0_f64) * activation.slope(0.0_f64);
        let level = if level.is_finite() { level } else { 0.0 };
        let weighted = |index: usize, density: f64| {
            let (value, slope) = (values[index], slopes[index]);
            [
                density * value,
                density * value * value,
                density * slope * slope,
                density * grid.z[index] * (value * slope - level),
            ]
        };
        let [mean, second, slope_second, covariance] = grid.integrate(weighted);
        let moments = Self { mean, second, slope_second, second_slope: covariance / sigma };
        match activation {
            Activation::Expression(_) => moments.where_they_exist(grid.doubtful(weighted)),
            _ => moments,
        }
    }

    /// NaN for those of which the parts that are there only if there is no integral are a share that is not small.
    fn where_they_exist(self, [mean, second, slope_second, _]: [f64; 4]) -> Self {
        let of =
            |moment: f64, doubtful: f64, scale: f64| if doubtful > SHARE * scale { f64::NAN } else { moment };
        // A mean may be 0 as its halves cancel.
        let mean = of(self.mean, mean, self.second.sqrt());
        let second = of(self.second, second, self.second);
        let slope_second = of(self.slope_second, slope_second, self.slope_second);
        let exist = !second.is_nan() && !slope_second.is_nan();
        Self { mean, second, slope_second, second_slope: if exist { self.second_slope } else { f64::NAN } }
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

    /// `E[φ'' φ]`, in which a kink of the activation counts as a jump of the slope times a point mass (Schoenholz
    /// et al. 2017, equation 8): exact to rounding of the two slopes whose difference it is.
    pub fn curvature(&self) -> f64 {
        self.second_slope - self.slope_second
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

    /// Variances over the range that is promised.
    const VARIANCES: [f64; 7] = [1e-8, 1e-4, 0.3, 1.0, 7.0, 100.0, 1e4];

    #[test]
    fn slopes_of_the_second_moment_equal_closed_forms_from_tiny_to_huge_variances() {
        let close = |found: f64, expected: f64, what: &str| {
            assert!(
                (found - expected).abs() <= 1e-11 * expected.abs().max(1.0),
                "{what}: {found} {expected}"
            );
        };
        for q in VARIANCES {
            let of = |activation| GaussianMoments::new(activation, q);
            for (activation, slope) in [
                (Activation::Linear, 1.0),
                (Activation::Relu, 0.5),
                (Activation::Prelu { slope: -0.5 }, 0.625),
            ] {
                close(of(activation).second_slope, slope, "rectifier");
                close(of(activation).curvature(), 0.0, "rectifier");
            }
            // E[sin²] = (1 - e^-2q) / 2, and sin'' sin = -sin².
            close(of(Activation::Sin).second_slope, (-2.0 * q).exp(), "sin");
            close(of(Activation::Sin).curvature(), 0.5 * (-2.0 * q).exp_m1(), "sin");
            // Of clip(x, -1, 1): E[φ'²] = erf(a), a = 1 / √(2q), and the jumps at ±1 are -2 of their density.
            let a = (2.0 * q).sqrt().recip();
            let jumps = -2.0 * (-a * a).exp() / (std::f64::consts::TAU * q).sqrt();
            close(of(Activation::HardTanh).slope_second, libm::erf(a), "hard tanh");
            close(of(Activation::HardTanh).curvature(), jumps, "hard tanh");
            // E[x Φ(x)] = q / √(2π (1 + q)), by parts.
            close(of(Activation::Gelu).mean / q, (std::f64::consts::TAU * (1.0 + q)).sqrt().recip(), "gelu");
        }
    }

    #[test]
    fn slopes_are_those_of_the_second_moment_for_every_activation() {
        for activation in Activation::ALL {
            for q in [1e-3, 0.4, 3.0, 50.0] {
                // Richardson's rule on central differences: an error of h⁴ and of rounding over h.
                let h = 0.01 * q;
                let difference = |h: f64| {
                    let [low, high] = [q - h, q + h].map(|q| GaussianMoments::new(activation, q).second);
                    (high - low) / (2.0 * h)
                };
                let expected = (4.0 * difference(h) - difference(2.0 * h)) / 3.0;
                let found = GaussianMoments::new(activation, q).second_slope;
                assert!((found - expected).abs() < 1e-7, "{activation} {q}: {found} {expected}");
            }
        }
    }

    #[test]
    fn slopes_at_zero_are_their_limits() {
        let of = |activation| GaussianMoments::new(activation, 0.0);
        assert!((of(Activation::Relu).slope_second - 0.5).abs() < 1e-14);
        assert!((of(Activation::Tanh).second_slope - 1.0).abs() < 1e-14);
        // φ'² + φ'' φ of the sigmoid is 1/16 there, and of softplus 1/4 + ln 2 / 4.
        assert!((of(Activation::Sigmoid).second_slope - 1.0 / 16.0).abs() < 1e-10);
        let softplus = 0.25 + 0.25 * std::f64::consts::LN_2;
        assert!((of(Activation::Softplus).second_slope - softplus).abs() < 1e-10);
    }

    #[test]
    fn panels_are_narrow_enough_for_every_activation() {
        // Held against panels a good third as wide, and narrower still where σ is large.
        for activation in Activation::ALL.into_iter().chain([Activation::Celu { alpha: 1e-3 }]) {
            for q in VARIANCES {
                let found = GaussianMoments::new(activation, q).second;
                let sigma = q.sqrt();
                let mut ends: Vec<f64> = activation.kinks().iter().map(|x| x / sigma).collect();
                ends.extend([-12.0, 12.0]);
                ends.retain(|z| z.abs() <= 12.0);
                ends.sort_by(f64::total_cmp);
                let part = |pair: &[f64]| {
                    let panels = ((pair[1] - pair[0]) * 20.0 * sigma.max(1.0)).ceil() as usize;
                    let [part] = crate::kernel::integrate((pair[0], pair[1]), panels, |z| {
                        let value: f64 = activation.value(sigma * z);
                        [(-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt() * value * value]
                    });
                    part
                };
                let expected: f64 = ends.windows(2).map(part).sum();
                assert!((found - expected).abs() <= 1e-10 * expected, "{activation} {q}: {found} {expected}");
            }
        }
    }
}
