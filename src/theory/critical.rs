//! Where gradients neither vanish nor explode.

use super::roots::roots;
use super::{FixedPoint, VarianceMap, Variances};
use crate::activation::GaussianMoments;

/// A point of the critical line: weights for which `chi_1 = sigma_w² E[φ'(√q* z)²]` is 1 at a fixed point `q*`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CriticalPoint {
    /// `sigma_w²`.
    pub weights: f64,
    /// The fixed point; what becomes of a deviation from it is another question than that of gradients, and
    /// where it repels no network stays there.
    pub fixed_point: FixedPoint,
}

/// Share of a variance below which a difference is rounding.
const SAME: f64 = 1e-12;

impl VarianceMap {
    /// The critical line at biases of variance `biases`: all `sigma_w²` for which gradients keep their size at a
    /// fixed point with `q*` up to 1e4, those of smaller `q*` first (Schoenholz et al. 2017, section 2; Poole et
    /// al. 2016, section 2).
    ///
    /// A fixed point has `q - sigma_b² = sigma_w² E[φ²]` and a critical one `sigma_w² = 1 / E[φ'²]`, so it is
    /// where `q - E[φ²] / E[φ'²]` is `sigma_b²`. Without biases an activation with `φ(0) = 0` has that of
    /// `q* → 0`, `sigma_w = 1 / |φ'(0)|`; for ReLU it is every `q`, and with biases none.
    ///
    /// ```
    /// use initscope::activation::Activation;
    /// use initscope::theory::VarianceMap;
    ///
    /// let [point] = VarianceMap::new(Activation::Tanh).critical(0.05)[..] else { panic!() };
    /// assert!((point.weights - 1.7610).abs() < 5e-5);
    /// assert!((point.fixed_point.variance - 0.5700).abs() < 5e-5);
    /// assert!(VarianceMap::new(Activation::Softplus).critical(0.05).is_empty());
    /// ```
    pub fn critical(&self, biases: f64) -> Vec<CriticalPoint> {
        let excess = |q: f64, moments: &GaussianMoments| q - moments.second / moments.slope_second - biases;
        let mut known: Vec<_> = self.scan.iter().map(|(q, moments)| (*q, excess(*q, moments))).collect();
        let at = |variance: f64, up_to: f64| {
            let moments = self.moments(variance);
            let weights = moments.slope_second.recip();
            let slope = weights * moments.second_slope;
            CriticalPoint { weights, fixed_point: FixedPoint { variance, up_to, slope, chi: 1.0 } }
        };
        let mut points = Vec::new();
        let kept = known.iter().take_while(|(q, excess)| excess.abs() <= SAME * q).count();
        if biases == 0.0 && self.smallest.second == 0.0 {
            let up_to = match kept {
                0 => 0.0,
                kept if kept == known.len() => f64::INFINITY,
                kept => known[kept - 1].0,
            };
            points.push(at(0.0, up_to));
        }
        known.retain(|(q, excess)| excess.abs() > SAME * q && excess.is_finite());
        points.extend(roots(&known, |q| excess(q, &self.moments(q))).into_iter().map(|q| at(q, q)));
        points.retain(|point| point.weights.is_finite() && point.weights > 0.0);
        points
    }

    /// `chi_1 = sigma_w² E[φ'(√q z)²]`, by which the mean square of a gradient grows in a layer on its way down
    /// and, at a fixed point, the distance of two nearly equal inputs on its way up (Schoenholz et al. 2017,
    /// equation 5).
    pub fn chi(&self, variances: Variances, q: f64) -> f64 {
        variances.weights * self.moments(q).slope_second
    }
}
